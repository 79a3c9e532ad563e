"""Present on admission: which indicator the words of a note give a diagnosis, and what must be asked where they do not.

    Y yes · N no · U the record does not say · W the clinician cannot tell · 1 exempt, left empty on the claim

Source: ICD-10-CM Official Guidelines, appendix I (reporting guidelines for present on admission), with its list of exempt codes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from superbill.claims.note import Evidence
from superbill.coding import sections
from superbill.coding.clauses import clauses_in, goes_on
from superbill.coding.context import context_at
from superbill.coding.mentions import Line

YES, NO, UNSAID, UNKNOWABLE, EXEMPT = "Y", "N", "U", "W", "1"

CHRONIC = (
    "C", "D45", "D46", "D56", "D57", "D66", "D67", "D68.0", "D80", "D81", "D82", "D83", "D84", "E03", "E05", "E08", "E09", "E10", "E11", "E13",
    "E66", "E78", "E84", "F01", "F02", "F03", "F17", "F20", "F25", "F31", "F33", "F84", "G20", "G30", "G35", "G40", "G47.3", "G71", "G80", "G82",
    "I10", "I11", "I12", "I13", "I25", "I27.2", "I42", "I48.1", "I48.2", "I50.22", "I50.32", "I50.42", "I69", "I70", "J43", "J44", "J45", "J47",
    "J84.1", "J96.1", "K50", "K51", "K70.3", "K74", "M05", "M06", "M15", "M16", "M17", "M32", "M80", "M81", "N18", "N40", "B18", "B20", "Q",
)  # fmt: skip
"""Families that nobody gets within a few days in hospital: yes, also when they are first diagnosed there (appendix I)."""

SEPSIS = ("A40", "A41", "A02.1", "A22.7", "A26.7", "A32.7", "A42.7", "A54.86", "B37.7")
_OTHER_WORDS = tuple(
    (re.compile(codes), re.compile(words, re.IGNORECASE))
    for codes, words in (
        ("|".join(map(re.escape, SEPSIS)), r"\bseptic\b(?! (?:arthritis|joint|bursitis|emboli|tank|work-?up))"),
        (r"E(?:08|09|10|11|13)\.1", r"\bketoacidosis\b|\bDKA\b"),
        (r"E(?:08|09|10|11|13)\.0", r"\bhyperosmolar\b|\bHHN?[SK]+\b"),
        (r"E(?:08|09|10|11|13)\.64", r"\bhypoglyc(?:a?emia|a?emic)\b"),
        (r"J44\.1", r"\b(?:copd|pulmonary disease) (?:exacerbation|flare)\b|\bexacerbation of (?:\w+ )?(?:copd|chronic obstructive)\b"),
        (r"J45\.(?:\d[12]|90[12])", r"\basthma(?:tic)? (?:exacerbation|attack|flare)\b|\bexacerbation of (?:\w+ )?asthma\b|\bstatus asthmaticus\b"),
        (r"I25\.(?:110|7\d0)", r"\bunstable angina\b"),
        (r"D57\.(?:0|21|4[135]|81)", r"\b(?:sickle[- ]cell|vaso-?occlusive|pain) crisis\b|\bacute chest syndrome\b"),
        (r"G40\.\w[01]1", r"\bstatus epilepticus\b"),
        (r"M80\..*A$", r"\b(?:pathologic(?:al)?|osteoporotic|fragility|insufficiency) fracture\b"),
    )
)  # fmt: skip
"""Words for a sepsis, and for the acute part of a code, that are often read as another code or as none: “became septic”, “developed DKA”."""

ACUTE_PART = re.compile(
    r"J44\.[01]|J45\.(?:\d[12]|90[12])|E(?:08|09|10|11|13)\.(?:[01]|64)|I25\.(?:110|7\d0)|D57\.(?:0|21|4[135]|81)|K5[01]\.\d1|G40\.\w[01]1|M80\..*A$"
)
"""Of these families the codes that also name something acute: there on admission only when that was, too (appendix I, combination codes)."""

_WITHIN = r"[^.;\n]{0,60}?"
_ONSET = (
    r"(?:develop(?:ed|s|ing)|suffered|sustained|experienced|acquired|became|went into|new(?:ly)?|new[- ]onset|had|complicated by)"
)
_SEEN = r"(?:found|noted|diagnosed|seen|detected|identified|discovered|show(?:ed|s|n|ing)|reveal(?:ed|s|ing)|demonstrated|grew)"
"""What was seen on a later day may have been there before: it is no onset."""
_LATER = (
    r"(?:(?:hospital(?:i[sz]ation)? )?day|hd) ?(?:#|no\.? ?)?(?:[2-9]|[1-9]\d|two|three|four|five|six|seven)\b(?! of (?:\w+ )?(?:illness|symptoms|life|fever))|"
    r"on the (?:\w+ )?(?:ward|unit)\b|on the (?:medical|surgical|hospital) floor\b|in the icu\b|"
    r"(?:post[- ]?op(?:erative)?|postprocedure) day ?#?\d+|pod ?#?\d+|"
    r"(?:during|throughout|later in) (?:the|this|his|her|their) (?:hospital(?:i[sz]ation)?(?: stay| course)?|stay|admission)|during hospitali[sz]ation|"
    r"(?:after|following) (?:admission|the (?:surgery|operation|procedure)|surgery|extubation|intubation)|while (?:in (?:the )?(?:hospital|icu)|hospitali[sz]ed)|"
    r"\w+ days (?:after|into) (?:admission|(?:the|his|her) (?:admission|stay))"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (letter, re.compile(pattern, re.IGNORECASE))
    for letter, pattern in (
        (NO, r"\b(?:was |were |is )?not (?:present|there) (?:on|at(?: the time of)?) admission\b|\bPOA ?[:=-]? ?(?:no?\b)"),
        (UNKNOWABLE, r"\bclinically undetermined\b|\b(?:unable|not able|impossible|cannot) (?:to )?(?:clinically )?(?:determine|say|tell) (?:if|whether)\b"),
        (UNSAID, r"\b(?:unclear|unknown|not documented|uncertain) (?:if|whether) (?:it |this |they )?(?:was|were|is)? ?(?:already )?(?:present|there)\b"),
        (UNSAID, r"\b(?:not|no|never|without|unclear|doubtful|questionabl[ey])(?: \w+){1,5}? (?:present|there) (?:on|at(?: the time of)?) admission\b"),
        (YES, r"\b(?:was |were |is )?(?:already )?present (?:on|at(?: the time of)?) admission\b|\bPOA ?[:=-]? ?(?:y(?:es)?\b)|\(POA\)"),
        (NO, r"\b(?:hospital|icu)[- ]acquired\b|\bnosocomial\b|\bventilator[- ]associated\b|\biatrogenic\b"),
        (NO, rf"\b{_ONSET}\b{_WITHIN}(?:{_LATER})|\b(?:on |by )?(?:{_LATER}){_WITHIN}\b{_ONSET}\b"),
        (NO, r"\b(?:hospital )?(?:course|stay|admission|hospitali[sz]ation) (?:was |is )?(?:further )?complicated by\b|\bpost[- ]?operative(?:ly)?\b|\bpost[- ]?op\b"),
        (UNSAID, rf"\b{_SEEN}\b{_WITHIN}(?:{_LATER})|\b(?:on |by )?(?:{_LATER}){_WITHIN}\b{_SEEN}\b(?: to have\b)?"),
        (YES, r"\b(?:on|at|upon) (?:admission|arrival|presentation)\b|\b(?:pre|prior to) ?admission\b|\bpresent(?:ed|s|ing)\b|\badmitted (?:\w+ ){0,4}?(?:with|for|due to|because of)\b"),
        (YES, r"\b(?:brought|came) in (?:with|for|after)\b|\bin the (?:ed|er|emergency (?:department|room))\b|\bcommunity[- ]acquired\b|\bwas found to have\b|\bfrom home\b"),
        (YES, r"\b(?:chronic|known|long[- ]?standing|baseline|history of|pre-?existing|old)\b"),
    )
)  # fmt: skip
_EXPLICIT = 4
"""The place in `_PATTERNS` of the last that speaks of presence on admission by name."""
_LASTING = len(_PATTERNS) - 1
"""The place of the words for what lasts: they tell only of the words right behind them, “chronic respiratory failure”."""
_FROM_BEFORE = frozenset({sections.ADMISSION, sections.REASON, sections.HISTORY, sections.PAST, sections.MEDICATIONS})
_OF_THE_PAST = frozenset({sections.PAST, sections.MEDICATIONS})


@dataclass(frozen=True, slots=True)
class Indicator:
    """The letter, the words that give it (none where the kind of code does), why, and what to ask where nothing does."""

    letter: str
    evidence: tuple[Evidence, ...]
    why: str
    question: str = ""


def indicator_of(
    code: str,
    title: str,
    evidence: Iterable[Evidence],
    *,
    beside: Iterable[Evidence] = (),
    lines: Iterable[Line],
    exempt: bool | None,
) -> Indicator:
    """The indicator of a diagnosis from the sentences in which its words stand. `exempt` is None where the list is not installed.

    `beside` are its words where the note denies or doubts it: there only what speaks of presence on admission by name counts.
    """
    if exempt:
        return Indicator(EXEMPT, (), "Exempt from telling (appendix I, list of exempt codes).")
    lines = tuple(lines)
    told = list(_told((*evidence, *_other_words(code, lines)), lines))
    told += [one for one in _told(tuple(beside), lines) if one.rank <= _EXPLICIT]
    return _named(told, title) or _by_kind(code, told, title) or _by_words(told, title)


@dataclass(frozen=True, slots=True)
class _Told:
    """A letter, the words that say it, the place of their pattern (of the section's: after all), and whether they stand right at the diagnosis."""

    letter: str
    words: Evidence
    rank: int
    is_near: bool


def _words(told: Iterable[_Told], letter: str) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(one.words for one in told if one.letter == letter))


def _named(told: list[_Told], title: str) -> Indicator | None:
    """What the note says of presence on admission by name; where it speaks for both, or says that nobody knows, it is asked."""
    named = [one for one in told if one.rank <= _EXPLICIT]
    no, yes, unsaid = (_words(named, letter) for letter in (NO, YES, UNSAID))
    if no and yes:
        return _both((*yes, *no), title)
    if words := no or yes:
        return Indicator(NO if no else YES, words, f"The note says so: “{words[0].words}”.")
    return _asked(unsaid, f"“{unsaid[0].words}”.", title) if unsaid else None


def _by_kind(code: str, told: list[_Told], title: str) -> Indicator | None:
    """What the kind of code gives: of something acute the later onset, for a lasting disease yes, unless its own onset is told."""
    later = [one for one in told if one.letter == NO]
    if ACUTE_PART.match(code):
        if later and not any(one.letter == YES and one.rank < _LASTING for one in told):
            words = _words(later, NO)
            return Indicator(NO, words, f"“{words[0].words}”: a part of it came after admission (appendix I, combination codes).")
        if any(one.rank < _LASTING or one.words.section not in _OF_THE_PAST for one in told):
            return None
        return _asked((), "No words of the note say it of the acute part (appendix I, combination codes).", title)
    if not code.startswith(CHRONIC):
        return None
    words = _words((one for one in later if one.is_near), NO)
    if words:
        return Indicator(NO, words, f"“{words[0].words}”.")
    return Indicator(
        YES, _words(told, YES), "A chronic condition is there on admission, also when it is found later (appendix I)."
    )


def _by_words(told: list[_Told], title: str) -> Indicator:
    no, yes = _words(told, NO), _words(told, YES)
    if yes and no:
        return _both((*yes, *no), title)
    for letter in (NO, UNKNOWABLE, YES):
        if words := _words(told, letter):
            return Indicator(letter, words, f"“{words[0].words}”.")
    unsaid = _words(told, UNSAID)
    told_when = f"“{unsaid[0].words}” says when it was seen, not when it began" if unsaid else "No words of the note say it"
    return _asked(unsaid, f"{told_when} (appendix I: ask the clinician).", title)


def _both(words: tuple[Evidence, ...], title: str) -> Indicator:
    return Indicator(
        UNSAID, words, "The note speaks for both.", f"Was it present on admission: {title}? The note speaks for both."
    )


def _asked(words: tuple[Evidence, ...], why: str, title: str) -> Indicator:
    return Indicator(UNSAID, words, why, f"Was it present on admission: {title}?")


def _told(evidence: tuple[Evidence, ...], lines: tuple[Line, ...]) -> Iterable[_Told]:
    """What is said about each of the words, in their own clause or one that goes on about them; else what their section says."""
    for one in evidence:
        line = next((line for line in lines if line.sentence.start <= one.start < line.sentence.end), None)
        found = _in_sentence(line, one) if line else None
        if found:
            yield found
        elif one.section in _FROM_BEFORE:
            yield _Told(YES, one, len(_PATTERNS), is_near=True)


def _other_words(code: str, lines: tuple[Line, ...]) -> Iterable[Evidence]:
    """Where the note of the stay names the acute part, or calls the patient septic, and does not deny or doubt it."""
    for pattern in (words for codes, words in _OTHER_WORDS if codes.match(code)):
        for line in lines:
            for match in pattern.finditer(line.text, line.sentence.start, line.sentence.end):
                if line.sentence.section not in _OF_THE_PAST and context_at(line.scopes, *match.span()) is None:
                    yield Evidence(match.start(), match.end(), match.group(), line.sentence.section)


def _in_sentence(line: Line, of: Evidence) -> _Told | None:
    clauses = clauses_in(line.text, line.sentence.start, line.sentence.end)
    place = max((place for place, (start, _) in enumerate(clauses) if start <= of.start), default=0)
    own = _nearest(line, of, *clauses[place])
    if own is None and place + 1 < len(clauses) and goes_on(line.text, *clauses[place + 1]):
        return _nearest(line, of, *clauses[place + 1])
    return own


_NEAR = 12
"""The most letters between words for what lasts, or for an onset, and the diagnosis they are right at."""


def _nearest(line: Line, of: Evidence, start: int, end: int) -> _Told | None:
    """Of the patterns that hold in a clause the one nearest to the words; what lies inside an earlier one is no other."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, int, _Told]] = []
    for rank, (letter, pattern) in enumerate(_PATTERNS):
        for match in pattern.finditer(line.text, start, end):
            first, last = match.span()
            if any(begin <= first and last <= over for begin, over in taken):
                continue
            taken.append((first, last))
            if _is_about(rank, match, of, line.text[start:first]):
                far = max(0, of.start - last, first - of.end)
                words = Evidence(first, last, match.group(), line.sentence.section)
                found.append((far, rank, _Told(letter, words, rank, _is_at(match, of))))
    return min(found, key=lambda one: one[:2])[2] if found else None


def _is_about(rank: int, match: re.Match[str], of: Evidence, before: str) -> bool:
    """“Postoperative” and words for what lasts tell only of what follows them; “(POA)” behind one of a list not of the next."""
    gap = of.start - match.end()
    if match.group().lower().startswith("post"):
        return 0 <= gap <= 40 or not before.strip()
    if rank == _LASTING:
        return of.start <= match.start() < of.end or (0 <= gap <= _NEAR and "," not in match.string[match.end() : of.start])
    if rank <= _EXPLICIT and gap >= 0 and re.search(r"[a-z]{3}", before, re.IGNORECASE):
        return re.search(r"[,)]|\band\b", match.string[match.start() : of.start]) is None
    return True


def _is_at(match: re.Match[str], of: Evidence) -> bool:
    """Whether the words of an onset stand right before those of the diagnosis, with no other noun between: “developed atrial fibrillation”."""
    onset = [
        one.end()
        for one in re.finditer(rf"\b{_ONSET}\b|\b\w+[- ](?:acquired|associated)\b|\bnosocomial\b", match.group(), re.IGNORECASE)
    ]
    between = [match.string[match.start() + one : of.start] for one in onset if match.start() + one <= of.start]
    return any(re.fullmatch(r"(?:[\s:]|an?\b|the\b|acute\b|new\b|his\b|her\b|severe\b|by\b)*", one) for one in between)
