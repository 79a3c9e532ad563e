"""A linter for queries to the provider: what would lead, press or reward the clinician, and what a query lacks.

The rules follow the AHIMA/ACDIS practice brief "Guidelines for Achieving a Compliant Query Practice" (2022 update); they are
stated here in our own words, one row each in `RULES`. A finding that stops a query keeps it from being sent; a warning is for
the coder to judge. Findings hold words of the query itself, so they are shown to the people of the practice and never logged.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from superbill.basics.findings import Severity, Source
from superbill.claims.note import Note
from superbill.claims.query import Form, OptionKind, Query, YesNoReason
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.ask import said_of_patient
from superbill.coding.context import Context, context_at
from superbill.coding.mentions import Line, Mention, lines_of, mentions_of
from superbill.coding.queries import templates

BRIEF = Source("AHIMA/ACDIS, Guidelines for Achieving a Compliant Query Practice (2022 Update)")

RULES: dict[str, tuple[Severity, str, str]] = {
    "ASK-BLANK": (Severity.STOP, "The title or the question is empty.", "Write it."),
    "ASK-INDICATOR": (Severity.STOP, "No clinical indicator is cited.", "Cite the words of the record that made the question."),
    "ASK-WORDS": (Severity.STOP, "Cited words do not stand in the record where they are said to.", "Cite the words exactly as they stand."),
    "ASK-TITLE": (Severity.STOP, "The title names a diagnosis that the note does not document.", "Name the finding, or what the note itself says."),
    "ASK-LEADING": (Severity.STOP, "The question names a diagnosis that the note does not document.", "Ask openly, or offer it among options that the indicators support."),
    "ASK-YES-NO": (Severity.STOP, "A yes-or-no question may not bring in a new diagnosis.", "Offer options or ask openly; yes or no is for presence on admission, cause and effect, a documented diagnosis, or a conflict."),
    "ASK-NO-CHOICE": (Severity.STOP, "No clinical option is offered.", "Offer what the indicators support, or make the question open."),
    "ASK-ONE-CHOICE": (Severity.WARN, "Only one clinical option is offered.", "Offer every reasonable option; one alone is right only when no other is reasonable."),
    "ASK-ONE-CONDITION": (Severity.WARN, "Every option names one and the same condition, which the note does not document.", "Offer what else the indicators support, or that it is absent."),
    "ASK-OTHER": (Severity.STOP, "The options lack “other”.", "Add a choice that the clinician fills in."),
    "ASK-UNDETERMINED": (Severity.STOP, "The options lack “unable to determine”.", "Add it."),
    "ASK-MONEY": (Severity.STOP, "Payment, a payment group or a quality score is mentioned.", "Ask about the patient only."),
    "ASK-PRESSURE": (Severity.STOP, "The wording presses for an answer.", "Ask what the clinician judges, without saying what to write."),
    "ASK-FAVOUR": (Severity.STOP, "An option is put above the others.", "Word all options alike."),
    "ASK-PRIOR": (Severity.STOP, "Only words of earlier visits are cited.", "Cite what this visit's record says; an earlier one may only add to it."),
    "ASK-PRIOR-UNSAID": (Severity.WARN, "It is not said that cited words are from an earlier visit.", "Say from which visit they are."),
    "ASK-PRIOR-UNCITED": (Severity.WARN, "An earlier visit is spoken of, and none of its words is cited.", "Cite them with their visit, or leave it out."),
    "ASK-UNSUPPORTED": (Severity.WARN, "No cited words speak for an option that needs them.", "Cite the words that do, or take the option away."),
    "ASK-ONE-WAY": (Severity.WARN, "Only one of the options would change the code.", "Offer every option that the indicators support."),
}  # fmt: skip
"""Each rule: how much it holds up, what is wrong, what to do."""

_MONEY = re.compile(
    r"\$\s?\d|\b(?:reimburs\w+|payments?|payers?|paid|pays?|revenue|profit\w*|(?:MS-)?DRGs?|MCCs?|RAF|HCCs?|RVUs?|CMI|SOI|"
    r"risk[- ]adjust\w+|relative weight|case[- ]mix|severity of illness|risk of mortality|severity (?:level|score)|"
    r"quality (?:scores?|measures?|metrics?|ratings?|reporting)|star ratings?|report cards?|HACs?|bonus\w*|penalt\w+|"
    r"mortality|length of stay|GMLOS|denials?(?! of (?!(?:the |this |a )?(?:claims?|stay|case|payment|coverage)))|(?:claim|stay|case|coverage|authorization)s? (?:\w+ ){0,2}denied|denied by|"
    r"(?:our|the (?:hospital|facility|practice|department)['’]s) (?:\w+ )?(?:scores?|weights?|rank\w*|index|credit)|your (?:scores?|credit)|"
    r"(?:case|payment) weights?|weight of (?:the )?(?:case|claim|payment)|(?:get|gets|getting|receive|earn|lose|take) (?:\w+ ){0,2}credit|credit for|"
    r"bill(?:s|ing|ed|able)?|dollars?|insurers?|higher[- ]weighted|capture|"
    # What a patient cannot afford is a circumstance of health (Z59, Z91.120) and may be asked about.
    r"(?<!enough )(?<!no )(?<!lack of )(?<!for )money|financ\w+(?! (?:hardship|strain|difficult\w+|problems?|barriers?|insecurity))|"
    r"costs?(?![- ]related| of (?:\w+ )?(?:drugs?|medic\w+|insulin|treatment|prescriptions?|food|housing))|"
    r"(?<!no )(?<!lost )(?<!without )(?<!loss of )(?<!lack of )insurance)\b",
    re.IGNORECASE,
)
_COSTS_US = re.compile(
    r"\b(?:financ\w+|costs?|money)\b(?=[^.?!]*\b(?:hospital|facility|practice|department|us|our|we)\b)|\bit was denied\b",
    re.IGNORECASE,
)
"""What the practice, and not the patient, would pay."""
_CODES_OF_PAYMENT = re.compile(r"\bCCs?\b")
_PRESSURE = re.compile(
    r"\bplease (?:document|add(?:end)?|agree|confirm|amend|update|include|state|change|correct|specify that)\b|"
    r"\b(?:would|do|don['’]t|wouldn['’]t) you (?:not )?(?:agree|think|say)\b|\bisn['’]t (?:it|this)\b|"
    r"\b(?:must|needs? to|has to|have to|should) be (?:documented|added|changed|amended)\b|\byou (?:must|need to|have to|should|forgot|failed)\b|"
    r"\b(?:needs?|required|necessary|in order) to (?:document|support|code|meet|justify|qualify)\b|\bobviously\b|\bsurely\b|\bconcur\b|"
    r"\bclearly (?:has|have|had|is|was|shows?|meets?|supports?|represents?|indicat\w+|suggest\w+)\b|\b(?:is|are|was|were|has|have) clearly\b|"
    r",\s*(?<!left, )(?:correct|right|agreed?|true)\s*\?|^\W*clearly\b|[.!?]\s+clearly\b|"
    r"\bas (?:we|previously) discussed\b|\bmeets? (?:the )?criteria for\b|\bclinical picture (?:is )?consistent with\b|"
    r"^\W*urgent\b|\burgent (?:query|question|request|reply|response|answer|clarification|attention)\b|\bimmediately (?:answer|reply|respond|sign|complete)\b|"
    r"\b(?:answer|reply|respond|response|(?:return|sign|complete) (?:this|the query|it)|needed|required)(?: \w+){0,3} (?:urgently|immediately|at once|today)\b|\bASAP\b",
    re.IGNORECASE,
)
_FAVOUR = re.compile(r"\b(?:recommended|preferred|suggested|most likely|best (?:choice|answer)|default)\b|[*★✓]", re.IGNORECASE)
_ABSENT = re.compile(r"\b(?:without|not?|none|only|alone|stable)\b", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:earlier|previous|prior|last|former|past) (?:visits?|encounters?|admissions?|notes?|stays?|records?)\b|"
    r"\bprior (?:documentation|workup)\b",
    re.IGNORECASE,
)
_DOCUMENTS = frozenset({None, Context.UNCERTAIN, Context.HISTORICAL, Context.RESOLVED, Context.PLANNED})
_NO_DIAGNOSIS = ("R", "Z", "V", "W", "X", "Y", "U")
"""Signs, circumstances and causes may be named in any question, but for these."""
_STILL_DIAGNOSIS = ("R09.2", "R40.2", "R57", "R65", "Z99.1")
"""Respiratory arrest, coma, shock, severe sepsis, dependence on a ventilator."""

_NOUNS = {
    "septic": "sepsis",
    "diabetic": "diabetes",
    "coagulopathic": "coagulopathy",
    "pancytopenic": "pancytopenia",
    "ketoacidotic": "ketoacidosis",
}
_ADJECTIVE = re.compile(rf"\b(?:{'|'.join(_NOUNS)})\b", re.IGNORECASE)
"""A patient who is called so has the disease; the code book lists only the nouns of these."""


@dataclass(frozen=True, slots=True)
class QueryFinding:
    """What is wrong with a query: the rule, where (`title`, `question`, `option 2`, `indicator 1`), and there `start` to `end`."""

    code: str
    severity: Severity
    what: str
    todo: str
    source: str
    place: str = ""
    start: int = 0
    end: int = 0
    words: str = ""

    @property
    def stops(self) -> bool:
        """Whether a query with it may not be sent."""
        return self.severity is Severity.STOP


@dataclass(frozen=True)
class _Read:
    """A query beside the record, with what both name; read when it is first asked for."""

    query: Query
    note: Note
    earlier: Mapping[str, Note]
    icd10cm: Icd10cm

    @cached_property
    def documented(self) -> tuple[Mention, ...]:
        """What the note names without denying it."""
        found = mentions_of(lines_of(self.note), self.icd10cm)
        return tuple(one for one in found if (one.scope.context if one.scope else None) in _DOCUMENTS)

    @cached_property
    def adjectives(self) -> frozenset[str]:
        """The adjectives of diseases that the note uses without denying them."""
        return frozenset(
            match[0].lower()
            for line in lines_of(self.note)
            for match in _ADJECTIVE.finditer(self.note.text, line.sentence.start, line.sentence.end)
            if ((scope := context_at(line.scopes, *match.span())) and scope.context) in _DOCUMENTS
        )

    def is_new(self, named: Mention) -> bool:
        """Whether it is a disease that the note does not name."""
        code = named.terms[0].code
        is_disease = code.startswith(_STILL_DIAGNOSIS) or not code.startswith(_NO_DIAGNOSIS)
        return is_disease and not any(_same(named, one) for one in self.documented)

    def new_diagnoses(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a text names diseases that the note does not."""
        found = mentions_of(_lines(text), self.icd10cm)
        yield from ((named.start, named.end) for named in found if self.is_new(named))
        for match in _ADJECTIVE.finditer(text):
            noun = mentions_of(_lines(_NOUNS[match[0].lower()]), self.icd10cm)
            is_part = any(named.start <= match.start() < named.end for named in found)
            if not is_part and match[0].lower() not in self.adjectives and all(map(self.is_new, noun)):
                yield match.span()

    def new_categories(self, text: str) -> frozenset[str]:
        """The categories of the code book (`I50`) that a text names without denying them and the note does not name."""
        known = {term.code[:3] for one in self.documented for term in one.terms}
        found = mentions_of(_lines(text), self.icd10cm) if not _ABSENT.search(text) else ()
        return frozenset(named.terms[0].code[:3] for named in found if self.is_new(named)) - known

    @property
    def texts(self) -> Iterator[tuple[str, str]]:
        """Every text that the clinician reads and the coder wrote, with its place."""
        yield "title", self.query.title
        yield "question", self.query.question
        for count, option in enumerate(self.query.options, start=1):
            yield f"option {count}", option.words


def lint_query(
    query: Query, note: Note, *, icd10cm: Icd10cm, on: date, earlier: Mapping[str, Note] | None = None
) -> tuple[QueryFinding, ...]:
    """What keeps a query from being fair. `earlier` are notes of the patient's other visits, by visit, that indicators may cite."""
    options = tuple(replace(option, words=seen(option.words)) for option in query.options)
    query = replace(query, title=seen(query.title), question=seen(query.question), options=options)
    read = _Read(query, note, earlier or {}, icd10cm.on_day(on))
    return tuple(finding for rule in _CHECKS for finding in rule(read))


def lint_words(words: str, note: Note, *, icd10cm: Icd10cm, on: date) -> tuple[QueryFinding, ...]:
    """What would lead, press or reward a clinician in words that are no query, such as a comment."""
    query = Query("", "", "", "", seen(words), ())
    read = _Read(query, note, {}, icd10cm.on_day(on))
    return tuple(finding for rule in (_names, _wording) for finding in rule(read))


def seen(text: str) -> str:
    """A text as a reader sees it: without characters that have no width, and in the plain form of those that look alike."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text) if unicodedata.category(sign) != "Cf")


def _lines(text: str) -> tuple[Line, ...]:
    """The lines of a title or question: what stands before a colon and what after it are not one term."""
    return lines_of(Note(text.replace(":", "\n")))


def _same(named: Mention, documented: Mention) -> bool:
    """Whether a term says no more than one the note has: the same code, or no other words."""
    codes = {term.code for term in documented.terms}
    return named.words <= documented.words or any(term.code in codes for term in named.terms)


def _finding(code: str, *, place: str = "", text: str = "", span: tuple[int, int] = (0, 0)) -> QueryFinding:
    severity, what, todo = RULES[code]
    return QueryFinding(code, severity, what, todo, str(BRIEF), place, *span, text[slice(*span)])


def _blank(read: _Read) -> Iterator[QueryFinding]:
    for place, text in (("title", read.query.title), ("question", read.query.question)):
        if not text.strip():
            yield _finding("ASK-BLANK", place=place)


def _indicators(read: _Read) -> Iterator[QueryFinding]:
    if not read.query.indicators:
        yield _finding("ASK-INDICATOR")
    for count, one in enumerate(read.query.indicators, start=1):
        source = read.earlier.get(one.visit) if one.visit else read.note
        if source is None or not one.words.strip() or source.text[one.start : one.end] != one.words:
            yield _finding("ASK-WORDS", place=f"indicator {count}")


def _names(read: _Read) -> Iterator[QueryFinding]:
    for code, place, text in (("ASK-TITLE", "title", read.query.title), ("ASK-LEADING", "question", read.query.question)):
        for span in read.new_diagnoses(text):
            yield _finding(code, place=place, text=text, span=span)


def _yes_no(read: _Read) -> Iterator[QueryFinding]:
    """Without one of the four reasons; or with a diagnosis in it that nobody documented; or one condition where two are to be related."""
    query = read.query
    if query.form is not Form.YES_NO:
        return
    is_new = any(read.new_diagnoses(f"{query.title}\n{query.question}"))
    named = {one.terms[0].code for one in mentions_of(_lines(query.question), read.icd10cm)}
    lacks_a_side = query.yes_no is YesNoReason.CAUSE_AND_EFFECT and len(named) < 2
    if query.yes_no is None or is_new or lacks_a_side:
        yield _finding("ASK-YES-NO", place="question")


def _options(read: _Read) -> Iterator[QueryFinding]:
    query = read.query
    kinds = [option.kind for option in query.options]
    clinical = kinds.count(OptionKind.CLINICAL)
    if query.form is Form.CHOICE and clinical < 2:
        yield _finding("ASK-ONE-CHOICE" if clinical else "ASK-NO-CHOICE")
    if query.form is not Form.OPEN:
        if OptionKind.OTHER not in kinds:
            yield _finding("ASK-OTHER")
        if OptionKind.UNDETERMINED not in kinds:
            yield _finding("ASK-UNDETERMINED")


def _one_condition(read: _Read) -> Iterator[QueryFinding]:
    """Whichever is chosen, the same new condition is documented."""
    clinical = [option.words for option in read.query.options if option.kind is OptionKind.CLINICAL]
    if len(clinical) > 1 and frozenset.intersection(*map(read.new_categories, clinical)):
        yield _finding("ASK-ONE-CONDITION")


def _one_way(read: _Read) -> Iterator[QueryFinding]:
    """The other options repeat what stands, and none of them says that something is absent."""
    clinical = [option for option in read.query.options if option.kind is OptionKind.CLINICAL]
    same = [option for option in clinical if option.code == read.query.code]
    if len(clinical) - len(same) == 1 and same and not any(_ABSENT.search(option.words) for option in same):
        yield _finding("ASK-ONE-WAY")


def _unsupported(read: _Read) -> Iterator[QueryFinding]:
    """An option that its template offers only where words of the record speak for it, and none of those is cited."""
    template = templates().get(read.query.about)
    needs = {one.words: one for one in template.options if one.when} if template else {}
    for count, option in enumerate(read.query.options, start=1):
        needed = needs.get(option.words)
        if needed and not any(needed.support(one.words, said_of_patient(Note(one.words))) for one in read.query.indicators):
            yield _finding("ASK-UNSUPPORTED", place=f"option {count}")


def _wording(read: _Read) -> Iterator[QueryFinding]:
    for place, text in read.texts:
        for code, pattern in (
            ("ASK-MONEY", _MONEY),
            ("ASK-MONEY", _COSTS_US),
            ("ASK-MONEY", _CODES_OF_PAYMENT),
            ("ASK-PRESSURE", _PRESSURE),
        ):
            for match in pattern.finditer(text):
                yield _finding(code, place=place, text=text, span=match.span())
        if place.startswith("option") and (match_ := _FAVOUR.search(text)):
            yield _finding("ASK-FAVOUR", place=place, text=text, span=match_.span())


def _prior(read: _Read) -> Iterator[QueryFinding]:
    cited = read.query.indicators
    earlier = [one for one in cited if one.visit]
    said = _EARLIER.search(read.query.question)
    if earlier and len(earlier) == len(cited):
        yield _finding("ASK-PRIOR")
    if earlier and not said:
        yield _finding("ASK-PRIOR-UNSAID", place="question")
    if said and not earlier:
        yield _finding("ASK-PRIOR-UNCITED", place="question", text=read.query.question, span=said.span())


_CHECKS: tuple[Callable[[_Read], Iterator[QueryFinding]], ...] = (
    _blank,
    _indicators,
    _names,
    _yes_no,
    _options,
    _one_condition,
    _one_way,
    _unsupported,
    _wording,
    _prior,
)
