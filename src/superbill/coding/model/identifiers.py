"""Where a text says who somebody is: the eighteen identifiers of Safe Harbor, by what is known of the visit and by pattern.

Source: 45 CFR 164.514(b)(2)(i). Which mistake is worse: a word too much hidden costs the model a hint; a name left in is a disclosure.
So a word in capitals or with a capital that no dictionary has is taken for a name, and every number of five digits for an identifier.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from superbill.codes.terms import words_of


@dataclass(frozen=True, slots=True)
class Known:
    """What the books know of the people of a visit: `people` as they are called, `places` as they are written, `numbers` of any kind."""

    people: tuple[str, ...]
    places: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of a text that tells who somebody is, and the kind of placeholder that stands for it."""

    start: int
    end: int
    kind: str


Ordinary = Callable[[str], bool]
"""Whether a word is one of medicine or of plain English, and so no name by itself."""

_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_STREET = r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Highway|Hwy|Parkway|Pkwy|Terrace|Circle|Square)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("EMAIL", r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,190}", re.ASCII),
        ("URL", r"(?:https?|ftp)://\S+|\bwww\.\S+|\b[a-z0-9-]{2,60}\.(?:com|org|net|edu|gov|info|health|us|io)\b(?:/\S*)?", re.I | re.A),
        ("IP", r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])", re.I | re.A),
        ("NUMBER", r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)", re.A),
        ("PHONE", r"(?<![\w])(?:\+?1[ .-]{0,2})?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\d)|(?<![\d-])\d{3}[.-]\d{4}(?![\d-])", re.A),
        ("DATE", r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2}(?!\d)", re.A),
        ("DATE", r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}(?!\d)", re.A),
        ("DATE", rf"\b{_MONTH}\b\.?(?:\s+\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s+(?:19|20)\d{{2}}\b)?", re.A),
        ("DATE", rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b\.?(?:,?\s+(?:19|20)\d{{2}}\b)?", re.I | re.A),
        ("DATE", rf"\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+(?:19|20)\d{{2}}\b)?", re.I | re.A),
        ("AGE", r"(?<![\d.])(?:9\d|1[0-4]\d)(?=\s*-?\s*(?:years?|yrs?|y\.?\s?/?\s?o\b|yo\b))", re.I | re.A),
        ("AGE", r"(?:(?<=\bage )|(?<=\baged )|(?<=\bage: )|(?<=\bage of ))(?:9\d|1[0-4]\d)(?!\d)", re.I | re.A),
        ("AGE", r"\b(?:ninety|one hundred)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?[- ]years?\b|\bcentenarian\b", re.I),
        ("PLACE", rf"\b\d{{1,6}}[A-Za-z]?\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'’.]*\s+){{1,4}}{_STREET}\b\.?", re.A),
        ("PLACE", r"\bP\.?\s?O\.?\s+Box\s+\d+", re.I | re.A),
        ("NAME", r"\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Miss)\.?\s+((?:[A-Z][\w'’-]*\.?\s?){1,3})(?<!\s)", 0),
        ("NAME", r"\b([A-Z][\w'’-]+(?:\s+[A-Z]\.?)?(?:\s+[A-Z][\w'’-]+){0,2}),?\s+(?:MD|DO|DPM|DDS|OD|PhD|RN|LPN|NP|PA-C|PA|CNM|CRNA|APRN)\b", 0),
        ("NUMBER", r"\b(?:MRN|MR|acct|account|chart|record|member|policy|group|subscriber|license|licence|certificate|serial|device|VIN|plate|SSN|ID|NPI|DEA|claim|visit|encounter|fax|phone|tel)\b[ \t]*(?:no|nr|number|id)?\.?[ \t]*[:#]?[ \t]*((?=[A-Za-z-]{0,12}\d)[\w-]{3,40})", re.I | re.A),
        ("NUMBER", r"(?<!\w)(?:[A-Za-z_-]*\d){5,}[\w-]*", re.A),
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_][^\W\d_]*(?:['’-][^\W\d_]+)*")
_OF_A_DISEASE = re.compile(
    r"(?:['’]s)?\s+(?:palsy|disease|syndrome|sign|tumou?r|lymphoma|sarcoma|contracture|fracture|deformity|thyroiditis|test)\b",
    re.I,
)
"""What follows a name that is part of a disease's: Bell's palsy, Wilson disease."""
_LONGEST_SHORT = 4
"""A word all in capitals up to this length may be an abbreviation of medicine that no dictionary has."""


def found_in(text: str, known: Known, ordinary: Ordinary) -> Iterator[Found]:
    """Every stretch that tells who somebody is; they may overlap."""
    yield from _known(text, known)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span(match.re.groups) if match.re.groups and kind in ("NAME", "NUMBER") else match.span()
            if start < end:
                yield Found(start, end, kind)
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) <= _LONGEST_SHORT and text[match.end() : match.end() + 1].isdigit():
            continue  # SpO2, T2
        if _is_name(word, ordinary) and not (ordinary(word) and _OF_A_DISEASE.match(text, match.end())):
            yield Found(*match.span(), "NAME")


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that may stand alone in a note; an initial may not."""
    return tuple(part for part in re.split(r"[^\w]+", name) if len(part) > 1)


def _known(text: str, known: Known) -> Iterator[Found]:
    for person in known.people:
        for part in parts_of(person):
            for match in re.finditer(rf"(?<![^\W_]){re.escape(part)}(?:['’]s)?(?![^\W_])", text, re.I):
                yield Found(*match.span(), "NAME")
    for kind, values in (("PLACE", known.places), ("NUMBER", known.numbers)):
        for value in values:
            signs = [sign for sign in value if sign.isalnum()]
            between = r"[\W_]{0,3}".join(map(re.escape, signs))
            for match in re.finditer(rf"(?<![^\W_]){between}(?![^\W_])", text, re.I) if signs else ():
                yield Found(*match.span(), kind)


def _is_name(word: str, ordinary: Ordinary) -> bool:
    """Whether a word that nobody told us of may be a name."""
    low = word.casefold()
    if low in _common_names():
        return not word.islower() or not ordinary(word)
    if word.isupper():
        return len(word) > _LONGEST_SHORT and not ordinary(word)
    return word[0].isupper() and len(word) > 1 and not ordinary(word)


def ordinary_words(known: frozenset[str]) -> Ordinary:
    """By the telling words of the code books and a list of plain words; each part of a hyphenated word must be ordinary."""
    plain = _plain_words()

    def is_ordinary(word: str) -> bool:
        parts = [part for part in re.split(r"['’-]", re.sub(r"['’]s$", "", word)) if part]
        return all(part.casefold() in plain or known.issuperset(words_of(part)) for part in parts)

    return is_ordinary


@cache
def _plain_words() -> frozenset[str]:
    return _listed("plain_words.txt")


@cache
def _common_names() -> frozenset[str]:
    return _listed("common_names.txt")


def _listed(name: str) -> frozenset[str]:
    text = (files("superbill.coding.model") / name).read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
