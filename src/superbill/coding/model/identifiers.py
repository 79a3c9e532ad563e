"""Where a text says who somebody is: the eighteen identifiers of Safe Harbor, by what is known of the visit and by pattern.

Source: 45 CFR 164.514(b)(2)(i). Which mistake is worse: a word too much hidden costs the model a hint; a name left in is a disclosure.
So a word in capitals or with a capital that no dictionary has is taken for a name, and every number of five digits, or of six in groups,
for an identifier. Every run in a pattern has an end, so that no text takes longer than its length asks for.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
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

_MONTH = (
    r"(?:(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
    r"|M[Aa][Yy]|M[Aa][Rr][Cc][Hh])"
)
_STREET = r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Way|Highway|Hwy|Parkway|Pkwy|Terrace|Circle|Square)"
_OLD = r"(?:9\d|1[0-4]\d)"
_PERSON = r"(?:(?i:years?|yrs?|y\.?\s?/?\s?o|y|male|man|gentleman|female|woman|lady|[wb][mf])|[MFmf])\b"
_NO_FEVER = "".join(
    rf"(?<!\b{of})"
    for of in ("T ", "T: ", "T:", "[Tt]emp ", "[Tt]emp: ", "[Tt]emperature ", "[Tt]max ", "[Ff]ever of ", "[Ff]ever to ")
)
_NO_UNIT = r"(?!\d|[./]\d|\s?(?:%|/|°|(?:mm?g|mcg|ug|m?l|mmol|m?eq|bpm|beats|degrees?|units?|lbs?|pounds|kg|c?m|mm|hg|g|minutes?|hours?|days?|weeks?|months?|over|times)\b))"
_KIN = (
    "wife|husband|spouse|partner|daughter|son|mother|father|mom|dad|sister|brother|aunt|uncle|cousin|niece|nephew|grand(?:mother|father|son|daughter)"
    "|friend|neighbou?r|boyfriend|girlfriend|caregiver|guardian"
)
_MEASURE = r"(?:HR|heart rate|pulse|rate|RR|BP|pressure|systolic|diastolic|SpO2|O2|sats?|saturation|glucose|sugar|LDL|HDL|cholesterol|sodium|Na|chloride|weight|BMI|GFR|eGFR|platelets|temp|temperature|T|it|level|value|result)"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("EMAIL", r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]{1,190}", re.ASCII),
        ("URL", r"(?:https?|ftp)://\S+|\bwww\.\S+|\b[a-z0-9-]{2,60}\.(?:com|org|net|edu|gov|info|health|us|io)\b(?:/\S*)?", re.I | re.A),
        ("IP", r"(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?![\w:])", re.I | re.A),
        ("NUMBER", r"(?<!\d)\d{3}[ ./-]\d{2}[ ./-]\d{4}(?!\d)", re.A),
        ("PHONE", r"(?<![\w])(?:\+?1[ .-]{0,2})?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\d)|(?<![\d-])\d{3}[.-]\d{4}(?![\d-])", re.A),
        ("DATE", r"(?<!\d)\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d{2}(?!\d)|(?<!\d)(?:19|20)\d{2}[ /.-]\d{1,2}[ /.-]\d{1,2}(?!\d)", re.A),
        ("DATE", r"(?<![\d/])(?:0?[1-9]|1[0-2])/(?:0?[1-9]|[12]\d|3[01])(?![\d/])|(?<![\d/])(?:0?[1-9]|1[0-2])/(?:19|20)\d{2}(?!\d)", re.A),
        ("DATE", r"(?<!\d)\d{1,2} {1,3}\d{1,2} {1,3}(?:19|20)\d{2}(?!\d)", re.A),
        ("DATE", r"\b(?i:DOB|D\.O\.B|born|birth(?:day|date)?)\b[ .:]{0,4}(?i:on |is )?(?P<it>\d{1,4}[ /.-]{1,2}\d{1,2}[ /.-]{1,2}\d{1,4})", re.A),
        ("DATE", rf"\b{_MONTH}\b\.?(?:\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,?\s{{1,3}}(?:19|20)\d{{2}}\b)?", re.A),
        ("DATE", r"\b(?:in|since|last|of|until|till|from|early|late|mid)[\s-]{1,3}(?P<it>may|march)\b", re.A),
        ("DATE", r"\b(?:may|march),?\s{1,3}(?:19|20)\d{2}\b", re.A),
        ("DATE", rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s{{1,3}}(?:of\s{{1,3}})?{_MONTH}\b\.?(?:,?\s{{1,3}}(?:19|20)\d{{2}}\b)?", re.I | re.A),
        ("DATE", rf"\b{_MONTH}\.?\s{{1,3}}\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s{{1,3}}(?:19|20)\d{{2}}\b)?", re.I | re.A),
        ("AGE", rf"(?<![\d./]){_NO_FEVER}{_OLD}(?=[\s,/-]{{0,4}}{_PERSON})", re.A),
        ("AGE", rf"\b(?:[MF]|(?i:male|female|pt|patient|died|deceased|{_KIN}))(?: at)?[ ,/]{{1,3}}(?P<it>{_OLD}){_NO_UNIT}", re.A),
        ("AGE", rf"\b{_MEASURE}\s{{1,3}}(?:is|was)\s{{1,3}}\d|(?:\b(?:is|was|aged?|turn(?:s|ed|ing)?)|[a-z]'s)\b(?:[ :=]{{1,3}}(?:of |is )?)(?P<it>{_OLD}){_NO_UNIT}", re.I | re.A),
        ("AGE", r"\b(?:ninety|one hundred)(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?[- ]years?\b|\bcentenarian\b", re.I),
        ("PLACE", rf"\b\d{{1,6}}[A-Za-z]?\s{{1,3}}(?:[NSEW]\.?\s{{1,3}})?(?:[A-Z][\w'’.]{{0,30}}\s{{1,3}}){{1,4}}{_STREET}\b\.?", re.A),
        ("PLACE", r"\bP\.?\s?O\.?\s{1,3}Box\s{1,3}\d{1,9}", re.I | re.A),
        ("NAME", r"(?<![\w'’-])(?P<it>[A-Z][\w'’-]{1,40}(?:\s{1,3}[A-Z]\.?)?(?:\s{1,3}[A-Z][\w'’-]{1,40}){0,2}),?\s{1,3}(?:MD|DO|DPM|DDS|OD|PhD|RN|LPN|NP|PA-C|PA|CNM|CRNA|APRN)\b", 0),
        ("NUMBER", r"\b(?:MRN|MR|acct|account|chart|record|member|policy|group|subscriber|license|licence|certificate|serial|device|VIN|plate|SSN|ID|NPI|DEA|claim|visit|encounter|fax|phone|tel)\b[ \t]{0,3}(?:no|nr|number|id)?\.?[ \t]{0,3}(?:[:#]|is )?[ \t]{0,3}(?P<it>(?=[A-Za-z-]{0,12}\d)[\w-]{3,40}(?:[ .-]\d{1,6}\b){0,5}|\d{1,2}(?: \d{1,6}\b){1,5})", re.I | re.A),
    )
)  # fmt: skip
_SIGNS = re.compile(r"[A-Za-z0-9_-]+")
_GROUPS = re.compile(r"(?<!\d)\d{1,40}(?:(?: {1,3}| - |[.-])\d{1,40}){1,40}(?!\d)", re.A)
_FEWEST_DIGITS, _FEWEST_IN_GROUPS = 5, 6
_TITLES = frozenset("dr mr mrs ms mx prof miss professor doctor".split())
_CALLED = re.compile(r"\b(dr|mr|mrs|ms|mx|prof|professor|doctor|miss)\b\.?\s{1,3}(?=[^\W\d_])", re.I)
_RELATED = re.compile(
    rf"\b(?:{_KIN}|named|name\sis"
    r"|(?:discussed|seen|spoke|spoken|talked|reviewed|came|lives|here)\swith|spoke\sto|accompanied\sby|(?:seen|referred|signed|dictated)\sby)"
    r"(?:-in-law)?\b(?:\s(?:named|called))?,?\s{1,3}(?=[A-Z])",
    re.I,
)  # fmt: skip
_PRESENTS = re.compile(r"(?:SEEN|CAME|HERE)\sWITH\b")
_MOST_NAMES = 3
_WORD = re.compile(r"[^\W\d_]{1,60}(?:['’-][^\W\d_]{1,60}){0,20}")
_OF_A_DISEASE = re.compile(
    r"(?:['’]s)?\s{1,3}(?:palsy|disease|syndrome|sign|tumou?r|lymphoma|sarcoma|contracture|fracture|deformity|thyroiditis|test)\b",
    re.I,
)
"""What follows a name that is part of a disease's: Bell's palsy, Wilson disease."""
_LONGEST_SHORT = 4
"""A word all in capitals up to this length may be an abbreviation of medicine that no dictionary has."""
_SHORTEST_COMPOUND = 2
_NO_NAMES = frozenset("and or with without in for of the is was are has had exam flare on to by at no not from".split())
"""What stands after MR and MS where these are no titles: mitral regurgitation, multiple sclerosis."""


def found_in(text: str, known: Known, ordinary: Ordinary) -> Iterator[Found]:
    """Every stretch that tells who somebody is; they may overlap."""
    text = evened(text)
    yield from _known(text, known)
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span("it" if "it" in pattern.groupindex else 0)
            if start < end:
                yield Found(start, end, kind)
    yield from _numbers(text)
    yield from _called(text, ordinary)
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) <= _LONGEST_SHORT and text[match.end() : match.end() + 1].isdigit():
            continue  # SpO2, T2
        if _is_name(word, ordinary) and not (ordinary(word) and _OF_A_DISEASE.match(text, match.end())):
            yield Found(*match.span(), "NAME")


def evened(text: str) -> str:
    """The text with plain dashes, blanks and digits, each sign in its place: a pattern then meets them however they are written."""
    text = text.replace("\t", " ")
    return text if text.isascii() else "".join(map(_evened, text))


@lru_cache(maxsize=4_096)
def _evened(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Pd" or sign in "\u2212\u00ad\u2043":
        return "-"
    if kind == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Zs": " ", "Cf": " ", "Zl": "\n", "Zp": "\n"}.get(kind, sign)


def _numbers(text: str) -> Iterator[Found]:
    """Words with five digits and more, and groups of digits with six and more; a pressure such as 120/80 and a share of 98% end a group."""
    for match in _SIGNS.finditer(text):
        if sum(map(str.isdigit, match.group())) >= _FEWEST_DIGITS:
            yield Found(*match.span(), "NUMBER")
    for match in _GROUPS.finditer(text):
        start, end = match.span()
        if re.search(r"\d/$", text[max(0, start - 2) : start]):
            start += re.match(r"\d{1,40}\D{1,3}", match.group()).end()  # type: ignore[union-attr]
        if re.match(r"/\d{2,3}(?![\d/])|\s?%", text[end : end + 6]):
            end -= len(match.group()) - re.search(r"\D{1,3}\d{1,40}$", match.group()).start()  # type: ignore[union-attr]
        if sum(map(str.isdigit, text[start:end])) >= _FEWEST_IN_GROUPS:
            yield Found(start, end, "NUMBER")


def _called(text: str, ordinary: Ordinary) -> Iterator[Found]:
    """The words after a title and after whoever is a relative or was spoken with, as far as they may be a name."""
    for pattern, may_be in ((_CALLED, _after_a_title), (_RELATED, _after_a_relative)):
        for match in pattern.finditer(text):
            at = match.end()
            for place in range(_MOST_NAMES):
                word = _WORD.match(text, at)
                if word is None or word.group().casefold() in _TITLES or not may_be(word.group(), place, ordinary):
                    break
                if may_be is _after_a_relative and _is_ill(match.group(), word, ordinary):
                    break
                yield Found(*word.span(), "NAME")
                at = word.end() + len(re.match(r"\.?[ \t]{0,3}", text[word.end() : word.end() + 4]).group())  # type: ignore[union-attr]


def _is_ill(before: str, word: re.Match[str], ordinary: Ordinary) -> bool:
    """Whether a word of medicine is what ails somebody: `seen with Bell's palsy`, `HERE WITH CHEST PAIN`."""
    if not ordinary(word.group()) or word.group().casefold() in _common_names():
        return False
    return bool(_OF_A_DISEASE.match(word.string, word.end())) or (word.group().isupper() and bool(_PRESENTS.match(before)))


def _after_a_title(word: str, place: int, ordinary: Ordinary) -> bool:
    low = word.casefold()
    if word.islower() or (word.isupper() and (place or low in _NO_NAMES)):
        return len(word) > 1 and (low in _common_names() or not ordinary(word))
    return True


def _after_a_relative(word: str, place: int, ordinary: Ordinary) -> bool:
    low = word.casefold()
    if word.islower():
        return False
    if low in _common_names() or not ordinary(word):
        return True
    return low not in _plain_words() and not place and (not word.isupper() or len(word) > _LONGEST_SHORT)


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name that may stand alone in a note; an initial may not."""
    return tuple(part for part in re.split(r"[^\w]+", name) if len(part) > 1)


def compounds_of(name: str) -> tuple[tuple[str, ...], ...]:
    """The parts of each word of a name that has a sign within: `O'Brien` is (`O`, `Brien`), and may be written `obrien`."""
    parted = (tuple(part for part in re.split(r"[\W_]", word) if part) for word in name.split())
    return tuple(parts for parts in parted if len(parts) > 1 and len("".join(parts)) > _SHORTEST_COMPOUND)


def _known(text: str, known: Known) -> Iterator[Found]:
    for person in known.people:
        written = [re.escape(part) for part in parts_of(person)]
        written += [r"[\W_]{0,3}".join(map(re.escape, parts)) for parts in compounds_of(person)]
        for name in written:
            for match in re.finditer(rf"(?<![^\W_]){name}(?:['’]s)?(?![^\W_])", text, re.I):
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
