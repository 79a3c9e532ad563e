"""One procedure through its table: which value each character has by the words of the note, and what is left to ask.

A value is taken because the list of procedures says so, because words beside the procedure name it, because the table has no other, or because
the table's own label stands in the note. It is never taken when the table in force does not have it.

Source: ICD-10-PCS Official Guidelines — A9 (valid codes), B3.4 (biopsy: qualifier X), B4.3 (bilateral), B5.2 (open approach), B6.1 (devices that stay).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from superbill.codes.pcs import LENGTH, Choices, Pcs
from superbill.coding.pcs.procedures import DURATION, ELSE, Rule, pattern, sites

_APPROACHES: tuple[tuple[str, tuple[str, ...], str], ...] = (
    (r"convert(?:ed|ing|ion) to (?:an )?open", ("0",), "converted to open: the open approach is coded (B5.2)"),
    (r"laparoscop|thoracoscop|arthroscop|robot|\bvats\b", ("4",), "through a scope in the skin"),
    (
        r"endoscop|colonoscop|bronchoscop|cystoscop|hysteroscop|\begd\b|\bercp\b|transurethral",
        ("8",),
        "through a scope in an opening",
    ),
    (
        r"percutaneous|needle|(?:ultrasound|ct|fluoroscop\w+|image)[- ]guid|catheter|seldinger|pigtail|burr hole",
        ("3",),
        "through the skin",
    ),
    (r"\bopen\b|laparotomy|thoracotomy|sternotomy|craniotomy|incision|midline", ("0",), "open"),
    (r"transvaginal|\bvaginal|per os|oral(?:ly)?", ("7",), "through an opening"),
    (r"\bexternal|\bclosed reduction", ("X",), "from outside"),
)
_DIAGNOSTIC = re.compile(r"\bbiops|\bdiagnostic|\bfor (?:culture|cytology|pathology|analysis)|\bsent for", re.IGNORECASE)
_DRAINED = re.compile(
    r"\bdrain(?:age)? (?:catheter|tube|was left|left|placed|placement)|\bpigtail|\bjackson|\bjp drain|\bwith (?:a )?drain\b",
    re.IGNORECASE,
)
_NUMBERS = {
    word: number
    for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve thirteen fourteen".split(), 1)
}
_LENGTH = rf"(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})[ -]*(?P<unit>hours?|hrs?|h|days?)\b"
_TOOK = re.compile(
    rf"(?:\bfor|\bx|×|\bcontinued|\blast(?:ed|ing)|\bover|\btotal(?:ing|ed)?(?: of)?|\bduration(?: of)?:?)\s*"
    rf"(?:(?:about|approximately|around|roughly|the|a|total|of|another)\s+)*{_LENGTH}",
    re.IGNORECASE,
)
"""How long something went on, told as such: “for 5 days”, “× 36 hours”."""
_HOURS = re.compile(
    rf"(?<![\d.])(?<!within )(?<!after )(?<!every )(?<!until )(?<!at ){_LENGTH}(?!\s+(?:after|before|prior|ago|later|post|from|into|earlier|of age|old))",
    re.IGNORECASE,
)
"""A length of time with no such word: “36 hours of ventilation”, but not “2 hours after arrival”."""
_NOTHING = ("no device", "no qualifier", "none")
_SMALL = frozenset("and or of the with without other to by via in for".split())


@dataclass(frozen=True, slots=True)
class Step:
    """A character that was chosen: its position (1 to 7), what it is, the value with its label, and why."""

    position: int
    title: str
    value: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Narrowed:
    """How far the words lead: the code or its beginning, the steps, and the choices of the next character where it is open."""

    code: str
    steps: tuple[Step, ...]
    left: Choices | None

    @property
    def is_whole(self) -> bool:
        """Whether all seven characters are chosen."""
        return len(self.code) == LENGTH


@dataclass(frozen=True, slots=True)
class Said:
    """The note around a procedure: the words that name it, its sentence, and its item or paragraph."""

    named: str
    sentence: str
    around: str


def narrow(pcs: Pcs, table: str, rules: Mapping[int, Rule], said: Said, *, on: date) -> Narrowed | None:
    """Go through the table as far as the words lead; None where no such table is in force on the day."""
    steps = [
        Step(place, title, table[place - 1], label, "the operation")
        for place, (title, label) in enumerate(pcs.labels(table, on=on), 1)
    ]
    code = table
    if pcs.choices(code, on=on) is None:
        return None
    while (choices := pcs.choices(code, on=on)) is not None:
        taken = _chosen(choices, rules.get(choices.position), said)
        if taken is None:
            return Narrowed(code, tuple(steps), _likely(choices, rules.get(choices.position)))
        value, why = taken
        steps.append(Step(choices.position, choices.title, value, choices.values[value], why))
        code += value
    return Narrowed(code, tuple(steps), None)


def _likely(choices: Choices, rule: Rule | None) -> Choices:
    """The choices that are left to ask: those of the list of procedures, where it has some, else all of the table."""
    known = (
        set(rule.values())
        if isinstance(rule, Mapping)
        else set(sites(rule).values())
        if rule and len(rule) > 1 and rule != DURATION
        else set()
    )
    values = {value: label for value, label in choices.values.items() if value in known} or choices.values
    return Choices(choices.position, choices.title, values)


def _chosen(choices: Choices, rule: Rule | None, said: Said) -> tuple[str, str] | None:
    """A value of the table with the reason, by the first way that leads to exactly one."""
    return next((found for found in _ways(choices, rule, said) if found and found[0] in choices.values), None)


def _ways(choices: Choices, rule: Rule | None, said: Said) -> Iterator[tuple[str, str] | None]:
    if isinstance(rule, str) and len(rule) == 1:
        yield rule, "what the procedure is"
    elif rule == DURATION:
        yield _duration(choices, said)
    elif isinstance(rule, str):
        yield _by_words(sites(rule), said)
    elif rule is not None:
        yield _by_words(rule, said)
    if len(choices.values) == 1:
        yield next(iter(choices.values)), "the table has nothing else here"
    if rule is not None:
        return
    title = choices.title.lower()
    if "approach" in title:
        yield _approach(choices, said)
    elif choices.values.get("X", "").lower() == "diagnostic" and _DIAGNOSTIC.search(said.sentence):
        yield "X", "taken to find out: diagnostic (B3.4)"
    elif choices.values.get("0", "").lower() == "drainage device" and _DRAINED.search(said.sentence):
        yield "0", "a drain was left (B6.1b)"
    yield _by_label(choices, said)
    if "approach" not in title and choices.values.get("Z", "").lower() in _NOTHING:
        yield "Z", "nothing of the kind is said"


def _by_words(rule: Mapping[str, str], said: Said) -> tuple[str, str] | None:
    """The value whose words stand nearest: in the name, then in the sentence, then around; else the value for all others."""
    for text in (said.named, said.sentence, said.around):
        for words, value in rule.items():
            if words != ELSE and (found := pattern(words).search(text)):
                return value, f"“{found.group()}”"
    return (rule[ELSE], "nothing else is said") if ELSE in rule else None


def _approach(choices: Choices, said: Said) -> tuple[str, str] | None:
    for text in (said.named, said.sentence, said.around):
        for words, values, why in _APPROACHES:
            found = re.search(rf"(?:{words})\w*", text, re.IGNORECASE)
            value = next((value for value in values if value in choices.values), None) if found else None
            if found and value:
                return value, f"“{found.group()}”: {why}"
    return None


def _by_label(choices: Choices, said: Said) -> tuple[str, str] | None:
    """The one label all of whose telling words stand in the sentence; of several the one with the most words."""
    here = set(re.findall(r"[a-z]+", said.sentence.lower()))
    fits = {
        value: words
        for value, label in choices.values.items()
        if (words := _telling(label)) and words <= here and label.lower() not in _NOTHING
    }
    most = max((len(words) for words in fits.values()), default=0)
    best = [value for value, words in fits.items() if len(words) == most]
    return (best[0], f"the words “{choices.values[best[0]]}” stand there") if len(best) == 1 else None


def _telling(label: str) -> set[str]:
    return set(re.findall(r"[a-z]+", label.lower())) - _SMALL


def _duration(choices: Choices, said: Said) -> tuple[str, str] | None:
    """The value for so many hours: below 24, 24 to 96, above (5A1 and 5A0, respiratory ventilation and assistance).

    Where several lengths of time lead to different values, none: it is asked.
    """
    for text in (said.sentence, said.around):
        for words in (_TOOK, _HOURS):
            found = {_value_of(each): each.group() for each in words.finditer(text)}
            if found:
                value, told = next(iter(found.items()))
                return (value, f"“{told}”") if len(found) == 1 else None
    return None


def _value_of(length: re.Match[str]) -> str:
    number = length["number"].lower()
    hours = float(_NUMBERS.get(number, 0) or number) * (24 if length["unit"].lower().startswith("d") else 1)
    return "3" if hours < 24 else "4" if hours <= 96 else "5"
