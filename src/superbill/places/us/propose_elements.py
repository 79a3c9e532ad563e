"""Propose what counts toward the level of a visit, each with its words; a coder confirms, `levels` calculates.

Only what can be seen in words is proposed: problems that the assessment takes up, prescription drugs that are managed, tests
that are ordered, read or interpreted, notes from outside, talks with others, a stay that was decided. Nothing is proposed that rests on
judgement alone: threat to life, risk factors, social conditions. A proposal is a reading of the note, never advice on what to write.
"""

import re
from dataclasses import dataclass, replace

from superbill.claims.note import Evidence, Note, Suggestion
from superbill.coding.mentions import sentences_in
from superbill.coding.sections import ASSESSMENT, BODY, COURSE, DATA, DISPOSITION, PLAN, PROCEDURE, Sentence
from superbill.coding.suggest import CodingResult
from superbill.places.us.levels.grid import DataElements, ProblemElements, RiskElements
from superbill.places.us.of_the_day import clause_around, context_of, folded

CHRONIC = (
    "B18", "B20", "C", "D50", "D51", "D57", "E03", "E04", "E05", "E06", "E10", "E11", "E13", "E28", "E66", "E78", "F03", "F10.2", "F11.2", "F17.2",
    "F20", "F31", "F32", "F33", "F34", "F40", "F41", "F42", "F43.1", "F84", "F90", "G20", "G25.81", "G30", "G35", "G40", "G43", "G47.3", "G56", "G62",
    "G89", "H40", "I10", "I11", "I12", "I13", "I20.9", "I25", "I27", "I34", "I35", "I42", "I48", "I50", "I65", "I73", "I87", "J30", "J42", "J43",
    "J44", "J45", "K21", "K50", "K51", "K58", "K70", "K74", "K76", "L20", "L40", "L71", "M05", "M06", "M10", "M15", "M16", "M17", "M18", "M19",
    "M32", "M35", "M45", "M47", "M48", "M51", "M79.7", "M81", "N18", "N32.81", "N40", "N80",
)  # fmt: skip
"""Conditions that are expected to last a year or until death, as a starting list of common ones."""

_STATUS = ("Z",)
_NOT_AT_GOAL = re.compile(
    r"\b(?:not (?:at goal|controlled|well[- ]controlled)|above goal|uncontrolled|poorly controlled|out of control|inadequately controlled|"
    r"worse(?:ning|ned)?|progress(?:ed|ing|ion)(?! well)|exacerbations?|flare(?:d|s|[- ]?up)?|deteriorat\w+|"
    r"(?:persistent|severe|continued|ongoing) hyperglycemia|fail(?:ed|ing|s) (?:to (?:respond|improve)|(?:\w+ )?(?:therapy|treatment))|"
    r"(?:symptoms|pain) (?:has |have )?(?:returned|recurred)|"
    r"(?:due to|because of|ha[sd]|having|with|reports|developed|bothered by|bothersome|intolerable) (?:\w+ )?side effects?)\b",
    re.IGNORECASE,
)
_TO_SLOW = re.compile(r"\b(?:slow|delay|halt|stop|monitor(?:ing)?|watch(?:ing)?)(?: \w+){0,2} $", re.IGNORECASE)
_WITHOUT_DIAGNOSIS = re.compile(
    r"\b(?:rule[- ]?out|r/o|possible|probable|suspect(?:ed)?|unclear|undetermined|uncertain|unknown|work[- ]?up)\b", re.IGNORECASE
)

_TESTS = (
    "hemoglobin a1c", "hba1c", "a1c", "bmp", "cmp", "cbc", "tsh", "lipid panel", "lipids", "ldl", "urinalysis", "urine culture", "culture", "psa", "inr", "troponin",
    "creatinine", "egfr", "esr", "crp", "vitamin d", "vitamin b12", "ferritin", "uric acid", "microalbumin", "strep test", "covid test", "influenza test",
    "pregnancy test", "x-rays?", "films?", "radiographs?", "mri", "ct", "ultrasound", "ekg", "ecg", "echocardiogram", "echo", "mammogram", "dexa", "spirometry",
    "colonoscopy", "stress test", "chest film", "emg",
)  # fmt: skip
_SAME_TEST = {
    "hemoglobin a1c": "a1c", "hba1c": "a1c", "lipids": "lipid panel", "ldl": "lipid panel", "ecg": "ekg", "echocardiogram": "echo",
    "film": "x-ray", "films": "x-ray", "x-rays": "x-ray", "radiograph": "x-ray", "radiographs": "x-ray", "chest film": "x-ray",
    "creatinine": "bmp", "egfr": "bmp", "culture": "urine culture",
}  # fmt: skip
_TEST = re.compile(r"\b(?:" + "|".join(sorted(_TESTS, key=len, reverse=True)) + r")\b", re.IGNORECASE)
_ORDER = re.compile(
    r"\b(?:order(?:ed|s|ing)?|repeat|check|recheck|obtain|get|send|sent|schedule[ds]?|placed|labs?)\b", re.IGNORECASE
)
_NOT_ORDERED = re.compile(r"\b(?:no|not|if|consider|unless|without|defer(?:red)?|declined)\b", re.IGNORECASE)
_DRUG = re.compile(
    r"\b(?:increase[ds]?|decrease[ds]?|start(?:ed)?|begin|continue[ds]?|refill(?:ed|s)?|prescribe[ds]?|adjust(?:ed)?|titrate[ds]?|stop(?:ped)?|"
    r"discontinue[ds]?|change[ds]?|switch(?:ed)?(?: to)?|add(?:ed)?)\s+(?:her |his |their |the )?(?P<drug>[A-Za-z][A-Za-z-]{3,})",
    re.IGNORECASE,
)
_DOSED = re.compile(
    r"\b(?P<drug>[A-Z]?[a-z][a-z-]{4,})\s+(?:HFA\s+)?\d+(?:\.\d+)?\s*(?:mg|mcg|units?)\b|\b(?P<course>[A-Z]?[a-z-]{5,})\s+(?:every|daily|for \d+ days)\b"
)
_PRESCRIBED_STEM = re.compile(
    r"(?:formin|gli[a-z]+ide|pril|sartan|statin|dipine|olol|prazole|gliptin|flozin|glutide|insulin|thyroxine|thiazide|cillin|mycin|cycline|floxacin|"
    r"triptan|oxetine|traline|alopram|pram|zepam|zolam|codone|morphone|lukast|terol|sone|solone|onide|semide|lactone|xaban|warfarin|azole|vir|"
    r"gabalin|gabapentin|furantoin|trimethoprim|bupropion|trazodone|allopurinol|methotrexate|tamsulosin|meloxicam|cyclobenzaprine|digoxin|clopidogrel)\Z",
    re.IGNORECASE,
)
_OVER_THE_COUNTER = re.compile(
    r"\b(?:ibuprofen|acetaminophen|naproxen|loratadine|cetirizine|saline spray|antacids?|guaifenesin|melatonin|aspirin)\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:injected|injection (?:today|given|performed)|incised|excised|sutured|laceration repair(?:ed)?)\b", re.IGNORECASE
)
_THERAPY = re.compile(r"\b(?:physical therapy|occupational therapy|brace|splint)\b", re.IGNORECASE)
_HISTORIAN = re.compile(
    r"\b(?:history (?:given|provided|obtained) (?:by|from)|per) (?:the |his |her )?(?:mother|father|parents?|wife|husband|spouse|daughter|son|caregiver)\b",
    re.IGNORECASE,
)
_IMAGE = (
    r"(?:ekg|ecg|x-?rays?|ct|mri|films?|ultrasounds?|images?|imaging|tracings?|radiographs?|echo(?:cardiogram)?|rhythm strip)"
)
_INTERPRETED = re.compile(
    r"\b(?:I (?:have )?(?:personally|independently) (?:reviewed|interpreted|viewed|read)|my (?:own )?(?:interpretation|read(?:ing)?)|"
    rf"independent(?:ly)? (?:interpretation|interpreted))\b[^.\n]{{0,50}}\b{_IMAGE}\b|\b{_IMAGE}\b[^.\n]{{0,30}}\b(?:interpreted by me|my interpretation)\b",
    re.IGNORECASE,
)
_OUTSIDE_NOTE = re.compile(
    r"\b(?:review(?:ed)?(?: of)?)\b[^.\n]{0,40}?\b(?P<whose>outside|external|hospital|discharge|emergency department|ED|nursing home|cardiology|neurology|"
    r"oncology|specialist'?s?|pcp|primary care) (?:records?|notes?|summary|summaries|reports?|documentation)\b",
    re.IGNORECASE,
)
_DISCUSSED = re.compile(
    r"\b(?:discussed|spoke|conferred|case reviewed|management (?:was )?discussed)\b[^.\n]{0,40}?\bwith (?:the )?(?:on-call |consulting )?"
    r"(?:Dr\.? [A-Z]\w+|cardiolog(?:y|ist)|neurolog(?:y|ist)|surge(?:ry|on)|orthopedics?|orthopedic surgeon|radiolog(?:y|ist)|patholog(?:y|ist)|"
    r"oncolog(?:y|ist)|nephrolog(?:y|ist)|gastroenterolog(?:y|ist)|GI|hospitalist|pharmacist|consultant|case manager|social worker|intensivist)\b",
    re.IGNORECASE,
)
_LATER = re.compile(r"\b(?:will|to be|should|would|plans? to|planned|needs?(?: to)?|going to)(?: \w+){0,3}? ?$", re.IGNORECASE)
_ANOTHER_DAY = re.compile(
    r"\b(?:tomorrow|next (?:week|visit|month)|last (?:week|visit|month|year)|in (?:\d+|a few) (?:days|weeks))\b", re.IGNORECASE
)
_HOSPITAL = re.compile(
    r"\b(?:admit(?:ted)? (?:her |him |them |the patient |patient )?(?:to|for)\b|will be admitted|recommend(?:ed|s)? (?:hospital )?admission|"
    r"placed in observation|(?:transfer(?:red)?|sent) (?:her |him |them |the patient |patient )?to (?:the )?(?:ICU|intensive care|emergency (?:department|room)|ED|ER|hospital)\b)",
    re.IGNORECASE,
)
_PAST_OR_NOT = re.compile(
    r"\b(?:no|not|never|without|if|unless|last|ago|previous(?:ly)?|prior|history|denies|declined|refused|was admitted|were admitted)\b",
    re.IGNORECASE,
)
_OPIOID = r"(?:morphine|hydromorphone|fentanyl|ketamine|lorazepam|midazolam|diazepam|meperidine)"
_INJECTED_CONTROLLED = re.compile(
    rf"\b(?:(?:IV|IM|intravenous|intramuscular) {_OPIOID}|{_OPIOID} [\d.]+ ?(?:mg|mcg) (?:IV|IM|intravenous(?:ly)?|intramuscular(?:ly)?))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One element that the words support: `column` is problems, data or risk, `element` the field of its class; `why` one sentence.

    Of the visit itself (`propose_visit`) `column` is family or how, and `element` its name; or time, with the minutes as `count`.
    """

    column: str
    element: str
    count: int
    evidence: tuple[Evidence, ...]
    why: str


def propose_elements(note: Note, result: CodingResult) -> tuple[Proposal, ...]:
    """The elements of a visit level that words of the note support, in the order of the grid. Every one needs a person's yes."""
    sentences = sentences_in(note)
    return (*_problems(note, result, sentences), *_data(note, sentences), *_risk(note, sentences))


def elements_of(proposals: tuple[Proposal, ...]) -> tuple[ProblemElements, DataElements, RiskElements]:
    """What `level_of` takes, from the proposals that were confirmed."""
    problems, data, risk = ProblemElements(), DataElements(), RiskElements()
    for one in proposals:
        if one.column == "problems":
            problems = replace(problems, **{one.element: one.count})
        elif one.element in ("independent_historian", "independent_interpretation", "discussion_with_external"):
            data = replace(data, **{one.element: True})
        elif one.column == "data":
            data = replace(data, **{one.element: one.count})  # type: ignore[arg-type]  # a count, by the name of its field
        elif one.column == "risk":
            risk = replace(risk, **{one.element: True})
    return problems, data, risk


def _problems(note: Note, result: CodingResult, sentences: tuple[Sentence, ...]) -> list[Proposal]:
    """One kind for each suggested condition of the assessment; not a status, and not what a procedure of the day treats."""
    found: dict[str, list[Suggestion]] = {}
    for one in result.suggestions:
        if one.doubt:
            continue  # a diagnosis that is only suspected is not the problem: its signs are (CPT: the problem as known at the visit)
        is_addressed = one.evidence[0].section in (ASSESSMENT, PLAN, PROCEDURE, BODY) and not one.code.startswith(_STATUS)
        if is_addressed and not _is_treated_by_procedure(note, one, sentences):
            found.setdefault(_kind(note, one, sentences), []).append(one)
    words = {
        "chronic_worse": "chronic, and the words say it is not at goal or worse",
        "undiagnosed_new": "a symptom whose cause the words leave open",
        "stable_chronic": "chronic, and nothing says it is worse",
        "acute_uncomplicated": "acute, and nothing says it is complicated",
    }
    return [
        Proposal(
            "problems",
            kind,
            len(found[kind]),
            tuple(one.evidence[0] for one in found[kind]),
            f"{', '.join(one.code for one in found[kind])}: {said}",
        )
        for kind, said in words.items()
        if kind in found
    ]


def _kind(note: Note, suggestion: Suggestion, sentences: tuple[Sentence, ...]) -> str:
    """The kind of one problem, from its code and the words of its item in the assessment."""
    if suggestion.code.startswith(CHRONIC):
        return "chronic_worse" if _is_worse(note.text, _item(suggestion, sentences)) else "stable_chronic"
    around = _item_text(note, suggestion, sentences)
    is_symptom = suggestion.code.startswith(("R", "M25.5", "M79.6"))
    return "undiagnosed_new" if is_symptom and _WITHOUT_DIAGNOSIS.search(around) else "acute_uncomplicated"


def _is_worse(text: str, item: tuple[Sentence, ...]) -> bool:
    """Whether the item says so of now: not denied, not only if it should happen, not of another time."""
    return any(
        context_of(text, (one.start, one.end), match.span()) is None and not _TO_SLOW.search(text, one.start, match.start())
        for one in item
        for match in _NOT_AT_GOAL.finditer(text, one.start, one.end)
    )


def _item(suggestion: Suggestion, sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    item = next((one.item for one in sentences if one.start <= suggestion.evidence[0].start < one.end), None)
    return tuple(one for one in sentences if one.item == item)


def _item_text(note: Note, suggestion: Suggestion, sentences: tuple[Sentence, ...]) -> str:
    return " ".join(note.text[one.start : one.end] for one in _item(suggestion, sentences))


def _is_treated_by_procedure(note: Note, suggestion: Suggestion, sentences: tuple[Sentence, ...]) -> bool:
    """Whether its item says that a procedure was done, or the procedure's own section names its part of the body.

    The decision on a minor procedure of the same day belongs to the procedure (NCCI Policy Manual, chapter I, section D).
    """
    if _DONE.search(_item_text(note, suggestion, sentences)):
        return True
    procedure = " ".join(note.text[one.start : one.end] for one in sentences if one.section == PROCEDURE).lower()
    parts = re.findall(r"\b(?:right|left) (?:knee|hip|shoulder|ankle|wrist|elbow|hand|foot|ear)\b", suggestion.title)
    return bool(_DONE.search(procedure)) and any(part in procedure for part in parts)


def _data(note: Note, sentences: tuple[Sentence, ...]) -> list[Proposal]:
    """Unique tests: an ordered one is not counted again for its result."""
    ordered: dict[str, Evidence] = {}
    read: dict[str, Evidence] = {}
    for sentence in sentences:
        words = note.text[sentence.start : sentence.end]
        is_order = sentence.section in (ASSESSMENT, PLAN, BODY) and _ORDER.search(words) and not _NOT_ORDERED.search(words)
        if not is_order and sentence.section != DATA:
            continue
        for match in _TEST.finditer(words):
            low = match.group().lower()
            name = _SAME_TEST.get(low, low)
            (ordered if is_order else read).setdefault(name, _evidence(note, sentence, match))
    results = {name: evidence for name, evidence in read.items() if name not in ordered}
    proposals = []
    if results:
        proposals.append(_counted("results_reviewed", results, "results that the note gives"))
    if ordered:
        proposals.append(_counted("tests_ordered", ordered, "tests that the plan orders"))
    outside = _outside_notes(note, sentences)
    if outside:
        proposals.append(_counted("external_notes", outside, "notes from outside that were reviewed"))
    looked_for = (
        ("independent_historian", _HISTORIAN, ("history ", "per "), "another person gave the history"),
        (
            "independent_interpretation",
            _INTERPRETED,
            ("interpret", "personally", "independently", "my "),
            "the clinician interpreted it; it does not count where the practice bills the reading",
        ),
        (
            "discussion_with_external",
            _DISCUSSED,
            ("discussed", "spoke", "conferred", "case reviewed"),
            "a talk with another professional; inside the practice and specialty it does not count",
        ),
    )
    low = folded(note.text)
    for element, pattern, says, why in looked_for:
        here = [word for word in says if word in low]  # without one of them the pattern cannot match
        named = (one for one in sentences if any(low.find(word, one.start, one.end) >= 0 for word in here))
        spoken = tuple(one for one in named if _is_done(note.text, one, pattern))
        evidence = _first(note, spoken, pattern, None)
        if evidence:
            proposals.append(Proposal("data", element, 1, (evidence,), why))
    return proposals


def _is_done(text: str, sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """Whether the sentence says that it was done: not denied, not only if, not still to be done, not on another day."""
    match = pattern.search(text, sentence.start, sentence.end)
    if match is None:
        return False
    span = (sentence.start, sentence.end)
    before, after = clause_around(text, span, match.span())
    is_of_another_day = _LATER.search(before) or _ANOTHER_DAY.search(before) or _ANOTHER_DAY.search(after)
    return not is_of_another_day and context_of(text, span, match.span(), done=True) is None


def _outside_notes(note: Note, sentences: tuple[Sentence, ...]) -> dict[str, Evidence]:
    """Each source once: all notes of one are one item."""
    found: dict[str, Evidence] = {}
    for sentence in sentences:
        for match in _OUTSIDE_NOTE.finditer(note.text[sentence.start : sentence.end]):
            found.setdefault(match["whose"].lower(), _evidence(note, sentence, match))
    return found


def _counted(element: str, tests: dict[str, Evidence], said: str) -> Proposal:
    return Proposal("data", element, len(tests), tuple(tests.values()), f"{said}: {', '.join(tests)}")


def _risk(note: Note, sentences: tuple[Sentence, ...]) -> list[Proposal]:
    plan = (ASSESSMENT, PLAN, PROCEDURE, BODY)
    looked_for = (
        ("over_the_counter_drugs", _OVER_THE_COUNTER, "a drug that is sold over the counter"),
        ("other_low_risk", _THERAPY, "a treatment of low risk"),
    )
    drugs = _drugs(note, sentences)
    proposals = (
        [Proposal("risk", "prescription_drugs", len(drugs), tuple(drugs), "a prescription drug is started, changed or continued")]
        if drugs
        else []
    )
    for element, pattern, why in looked_for:
        evidence = _first(note, sentences, pattern, plan)
        if evidence:
            proposals.append(Proposal("risk", element, 1, (evidence,), why))
    decided = tuple(one for one in sentences if not _PAST_OR_NOT.search(note.text[one.start : one.end]))
    for element, pattern, why in (
        ("hospital_care", _HOSPITAL, "a stay in the hospital, or more of it, is decided"),
        ("parenteral_controlled_substance", _INJECTED_CONTROLLED, "a controlled substance is given by injection"),
    ):
        evidence = _first(note, decided, pattern, (*plan, COURSE, DISPOSITION))
        if evidence:
            proposals.append(Proposal("risk", element, 1, (evidence,), why))
    return proposals


def _drugs(note: Note, sentences: tuple[Sentence, ...]) -> list[Evidence]:
    """Words of the plan that manage a prescription drug: a verb and the drug, or the drug and its dose."""
    found: dict[str, Evidence] = {}
    for sentence in sentences:
        if sentence.section not in (ASSESSMENT, PLAN, BODY):
            continue
        words = note.text[sentence.start : sentence.end]
        for match in (*_DRUG.finditer(words), *_DOSED.finditer(words)):
            groups = match.groupdict()
            drug = (groups.get("drug") or groups.get("course") or "").lower()
            if _PRESCRIBED_STEM.search(drug) and not _OVER_THE_COUNTER.fullmatch(drug):
                found.setdefault(drug, _evidence(note, sentence, match))
    return list(found.values())


def _first(
    note: Note, sentences: tuple[Sentence, ...], pattern: re.Pattern[str], sections: tuple[str, ...] | None
) -> Evidence | None:
    for sentence in sentences:
        match = pattern.search(note.text, sentence.start, sentence.end)
        if match and (sections is None or sentence.section in sections):
            return Evidence(match.start(), match.end(), match.group(), sentence.section)
    return None


def _evidence(note: Note, sentence: Sentence, match: re.Match[str]) -> Evidence:
    start, end = sentence.start + match.start(), sentence.start + match.end()
    return Evidence(start, end, note.text[start:end], sentence.section)
