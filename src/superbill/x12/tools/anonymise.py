"""An X12 file with pseudonyms in place of people: structure, amounts, codes, check digits and intervals stay as they were.

    for piece in anonymise(data, secret=secret): …

The same secret gives the same pseudonym for the same value, in every file: a claim and its remittance still belong together.
Names, addresses (the state and the first three digits of the ZIP code stay, as Safe Harbor allows), numbers, telephones,
addresses on the net: replaced. Words somebody wrote: removed. Days: all moved by the same number of weeks. Which element is
what stands in `identifying.py`. Whether the outcome may be published is for your privacy officer to say: intervals, rare
diagnoses and amounts stay.
"""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import date

from superbill.x12.dates import day_from
from superbill.x12.elements import ELEMENTS
from superbill.x12.segments import Delimiters
from superbill.x12.standard import Spot, find_segment
from superbill.x12.stream import readable
from superbill.x12.tools.identifying import BY_ELEMENT, BY_PLACE, KEPT_REFERENCES, OBJECTS, OLDEST, PHONES, SMALL_ZIPS, SUFFIXES
from superbill.x12.tools.pseudonyms import Pseudonyms
from superbill.x12.tools.raw import Raw, Source, read_raw

REMOVED = "REMOVED"
_NO_DAY = "20000230"
_MOST_KNOWN = 200_000  # values; then all are forgotten, so that memory stays bounded
_LONGEST_KNOWN = 1_000  # characters of a segment that is remembered as a whole
_NO_MARKS = Delimiters()
_DECIDED_BY_OTHERS = frozenset(("PER", "RDM", "REF"))
"""Segments in which an element says what another is."""
_BINARY = {"BIN": 2, "BDS": 3}  # how many separators stand before the data, which may hold more of them
_CODE = re.compile(r"[0-9A-Z.\-]{1,3}\Z|(?=.*\d)[0-9A-Z.\-]{4,14}\Z", re.ASCII)
_SHORT_CODE = re.compile(r"[0-9A-Z]{1,3}\Z|(?=\w*\d)[0-9A-Z]{4,6}\Z", re.ASCII)
_NUMBER = re.compile(r"[-+]?[\d.]{1,18}\Z", re.ASCII)
_WORD = re.compile(r"[^\W\d_]{3,}")


def anonymise(source: Source, *, secret: bytes, avoid: Collection[str] | None = None) -> Iterator[bytes]:
    """The file with pseudonyms, segment by segment.

    `secret` is 16 bytes or more, and is kept by who may undo nothing but needs the same pseudonyms again. `avoid` is what no
    pseudonym may contain by chance: `find_identifiers` of the file; for a file given whole it is found here. Raises
    `X12Error` when the file is no X12 or is cut; wrong counts stay as they are.
    """
    if avoid is None:
        avoid = find_identifiers(source) if isinstance(source, bytes) else ()
    writer = _Writer(Pseudonyms(secret, avoid))
    for raw in read_raw(source, proved=False):
        end = raw.marks.terminator
        yield (writer.written(raw) + end + ("" if end in "\r\n" else "\n")).encode("latin-1")


def find_identifiers(source: Source) -> set[str]:
    """Every identifying value of a file, of three characters or more, and the words in it: none of them is in the outcome."""
    found: set[str] = set()
    listener = _Writer(None, hear=found.add)
    for raw in read_raw(source, proved=False):
        listener.written(raw)
    return {each for each in found if len(each) >= 3}


class _Writer:
    """Writes segments with pseudonyms; without any it only hears what is identifying.

    What an element became is remembered by its segment, its place and its value, and by the elements that decide on it: the same
    values come again and again.
    """

    def __init__(self, pseudonyms: Pseudonyms | None, hear: Callable[[str], object] | None = None) -> None:
        self.pseudonyms = pseudonyms
        self.hear = hear
        self.today = date(2000, 1, 1)
        self.marks = _NO_MARKS
        self.barred: set[str] = set()
        self.tag = ""
        self.elements: list[str] = []
        self.known: dict[str, list[dict[str, str]]] = {}
        self.segments: dict[str, str] = {}
        self.size = 0

    def written(self, raw: Raw) -> str:
        """The segment without its terminator."""
        text, marks = raw.text, raw.marks
        if marks is not self.marks or self.size > _MOST_KNOWN:
            self._begin(marks)
        made = self.segments.get(text)
        if made is None:
            made = self._written(text, raw.tag)
            if len(text) <= _LONGEST_KNOWN:
                self.segments[text] = made
                self.size += 1
        return made

    def _written(self, text: str, tag: str) -> str:
        mark = self.marks.element
        if tag in _BINARY:
            *head, data = text.split(mark, _BINARY[tag])
            return mark.join((*head, "X" * len(data)))
        self.tag, self.elements = tag, text.split(mark)
        if tag == "GS":
            self._begin(self.marks)
            self.today = day_from(self._stood(4)) or self.today
        known = self.known.setdefault(tag, [])
        if len(known) < len(self.elements):
            known.extend({} for _ in range(len(known), len(self.elements)))
        written = self.elements[:1]
        for place in range(1, len(self.elements)):
            value = self.elements[place]
            if value:
                key = mark.join((value, self.elements[place - 1], self.elements[1])) if tag in _DECIDED_BY_OTHERS else value
                made = known[place].get(key)
                if made is None:
                    made = known[place][key] = self._made(place, value)
                value = made
            written.append(value)
        return mark.join(written)

    def _begin(self, marks: Delimiters) -> None:
        """Another day, or other delimiters, or too much that is remembered."""
        self.marks = marks
        self.barred = {marks.element, marks.repetition, marks.component, marks.terminator}
        self.known.clear()
        self.segments.clear()
        self.size = 0

    def _made(self, place: int, value: str) -> str:
        self.size += 1
        spots = find_segment(self.tag)
        return self._element(place, value, spots[place - 1] if place <= len(spots) else None)

    def _element(self, place: int, value: str, spot: Spot | None) -> str:
        marks = self.marks
        if self.tag == "ISA" and (place in (11, 16) or not value.strip()):
            return value
        if spot is None:
            parts = re.split(f"([{re.escape(marks.component + marks.repetition)}])", value)
            return "".join(each if index % 2 else self._unknown(each) for index, each in enumerate(parts))
        if not marks.repetition or marks.repetition not in value:
            return self._repeat(place, value, spot)
        return marks.repetition.join(self._repeat(place, each, spot) for each in value.split(marks.repetition))

    def _repeat(self, place: int, value: str, spot: Spot) -> str:
        mark = self.marks.component
        if not spot.parts and mark not in value:
            return self._value(place, 0, value, spot.number, "")
        parts = value.split(mark)
        numbers = [part.number for part in spot.parts] or [spot.number]
        numbers += [0] * (len(parts) - len(numbers))
        before = ["", *parts]
        return mark.join(self._value(place, index + 1, each, numbers[index], before[index]) for index, each in enumerate(parts))

    def _value(self, place: int, part: int, value: str, number: int, before: str) -> str:
        """A value by its place and its data element; `before` is the component before it."""
        kind = BY_PLACE.get((self.tag, place, part)) or BY_ELEMENT.get(number, "")
        if not kind and len(value) <= 3 and value.isalnum():
            return value
        text = readable(value).strip()
        if not text:
            return value
        if kind == "id" and self.tag == "REF" and (before or self._stood(1)).upper() in KEPT_REFERENCES:
            kind = "code"
        elif kind == "contact":
            kind = _contact(self._stood(place - 1))
        if not kind:
            kept = _NUMBER if number and ELEMENTS[number].type in ("R", "N", "$", "TM") else _SHORT_CODE
            return value if kept.match(text.upper()) else self._unknown(value)
        made = self._pseudonym(kind, text)
        if made == text:
            return value
        if self.pseudonyms and not (made.isascii() and self.barred.isdisjoint(made)):
            made = self.pseudonyms.number(text)
        return made.ljust(len(value))[: len(value)] if self.tag == "ISA" else made

    def _stood(self, place: int) -> str:
        """An element of the segment as it was, without blanks around it."""
        return self.elements[place].strip() if place < len(self.elements) else ""

    def _unknown(self, value: str) -> str:
        """What no table knows: short codes are kept, anything else is taken for a number of somebody."""
        text = readable(value).strip()
        return value if len(text) < 3 else self._pseudonym("id", text)

    def _pseudonym(self, kind: str, text: str) -> str:
        if kind == "kept" or (kind == "code" and _CODE.match(text.upper())):
            return text
        if (kind == "suffix" and text.upper().strip(".") in SUFFIXES) or (kind == "object" and text.upper() in OBJECTS):
            return text
        if kind in ("day", "birth"):
            return self._days(text, birth=kind == "birth")
        self._tell(kind, text)
        if self.pseudonyms is None:
            return text
        return _MADE[kind](self.pseudonyms, text)

    def _tell(self, kind: str, text: str) -> None:
        if self.hear is not None:
            self.hear(text.upper())
            for each in _WORD.findall(text.upper()) if kind != "email" else ():
                self.hear(each)

    def _days(self, text: str, *, birth: bool) -> str:
        """Every day in a text, moved: 20260918, 260918, 20260918-20260920, 202609181030. What is no day becomes none."""
        if self.pseudonyms is None:
            return text
        return "-".join(self._day(each, birth=birth) for each in text.split("-"))

    def _day(self, text: str, *, birth: bool) -> str:
        assert self.pseudonyms is not None, "days are moved where pseudonyms are made"
        length = len(text)
        if length == 4 and text.isdigit():
            return text  # a time or a year
        found = day_from({6: f"20{text}"}.get(length, text[:8])) or (day_from(f"{text}15") if length == 6 else None)
        if found is None:
            return _NO_DAY[:length] if text.isdigit() else self.pseudonyms.number(text)
        if birth and found.year < self.today.year - OLDEST - 1:
            found = date(self.today.year - OLDEST - 1, 1, 1)
        moved = f"{self.pseudonyms.day(found):%Y%m%d}"
        if length == 6:
            return moved[2:] if day_from(f"20{text}") else moved[:6]
        return moved + text[8:]


def _contact(way: str) -> str:
    way = way.upper()
    return "phone" if way in PHONES else "digits" if way == "EX" else "email" if way in ("EM", "UR") else "id"


def _zip(pseudonyms: Pseudonyms, text: str) -> str:
    """Three digits and zeros; of a place with few people, and of another country's code, zeros alone."""
    digits = text if text.isascii() and text.isdigit() else ""
    if len(digits) not in (5, 9):
        return pseudonyms.number(text)[: max(len(text), 3)]
    return ("000" if digits[:3] in SMALL_ZIPS else digits[:3]) + "0" * (len(digits) - 3)


def _removed(pseudonyms: Pseudonyms, text: str) -> str:
    return REMOVED


_MADE: dict[str, Callable[[Pseudonyms, str], str]] = {
    "name": Pseudonyms.name,
    "suffix": Pseudonyms.name,
    "street": Pseudonyms.street,
    "zip": _zip,
    "id": Pseudonyms.number,
    "object": Pseudonyms.number,
    "code": Pseudonyms.number,
    "secret": Pseudonyms.number,
    "tax": lambda pseudonyms, text: text[:1] + pseudonyms.number(text[1:]) if len(text) == 10 else pseudonyms.number(text),
    "routing": Pseudonyms.routing,
    "account": Pseudonyms.digits,
    "phone": Pseudonyms.phone,
    "digits": Pseudonyms.digits,
    "email": Pseudonyms.email,
    "text": _removed,
    "data": _removed,
}
