"""The elements of one segment against its place in the guide and against the X12 standard: every fault, in words.

This is the slow and certain judge; `patterns.py` decides quickly which segments need it. Sources: X12 005010 data element
dictionary and segment directory (level 1), the implementation guides' tables (level 2).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from superbill.x12.dates import day_from
from superbill.x12.elements import ELEMENTS, Element
from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.grammar import Place
from superbill.x12.segments import Delimiters, Segment
from superbill.x12.standard import STANDARD, Spot
from superbill.x12.stream import readable
from superbill.x12.syntax import broken_conditions, broken_parts
from superbill.x12.tables import Composite, Field

_DECIMAL = re.compile(r"-?(\d+\.?\d*|\.\d+)\Z", re.ASCII)
_WHOLE = re.compile(r"-?\d+\Z", re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?\Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_NUMBERS = frozenset(("R", "$", "N"))
_KINDS = {"R": "a number", "$": "an amount of money", "N": "a whole number", "DT": "a day, CCYYMMDD", "TM": "a time, HHMM"}


def explain(place: Place, at: At, marks: Delimiters, dictionary: Mapping[int, Element] = ELEMENTS) -> Iterator[Finding]:
    """Every fault of a segment that took this place; nothing when it is right. `dictionary` is that of the guide's version."""
    judge = _Judge(place, at, marks, dictionary)
    yield from judge.trailing()
    yield from judge.elements()
    yield from judge.conditions()


@cache
def mandatory(tag: str) -> frozenset[tuple[int, int]]:
    """(element, part) that the X12 standard itself demands, whatever the guide; part 0 for a whole element."""
    spots = STANDARD.get(tag, ())
    whole = {(spot.place, 0) for spot in spots if spot.mandatory}
    return frozenset(whole | {(spot.place, part.place) for spot in spots for part in spot.parts if part.mandatory})


class _Judge:
    def __init__(self, place: Place, at: At, marks: Delimiters, dictionary: Mapping[int, Element]) -> None:
        self.place, self.at, self.marks, self.dictionary = place, at, marks, dictionary
        self.binary = next((each.place for each in place.seg.fields if isinstance(each, Field) and each.element.type == "B"), -1)
        self.tag, *self.values = at.raw.split(marks.element, self.binary)  # the bytes of an attachment are not split
        self.tag = self.tag.strip().upper()
        self.loop = place.loop.id

    def found(
        self,
        code: str,
        message: str,
        place: int,
        part: int = 0,
        *,
        value: str = "",
        number: int = 0,
        severity: Severity | None = None,
    ) -> Finding:
        spot = f"{self.tag}{place:02d}" + (f"-{part}" if part else "")
        return found(
            code,
            f"{spot} {message}",
            at=self.at,
            spot=spot,
            loop=self.loop,
            value=readable(value),
            number=number,
            severity=severity,
        )

    def element(self, place: int) -> str:
        return self.values[place - 1] if place <= len(self.values) else ""

    # --- the segment as a whole

    def trailing(self) -> Iterator[Finding]:
        if self.binary < 0 and self.at.raw.rstrip(self.marks.element) != self.at.raw:
            yield found("SNIP1-TRAILING", f"{self.tag} ends with empty elements.", at=self.at, spot=self.tag, loop=self.loop)

    def elements(self) -> Iterator[Finding]:
        known = self.place.seg.by_place
        last = max(known, default=0)
        for place in sorted({*known, *range(1, last + 1)}):
            each, value = known.get(place), self.element(place)
            if each is None:
                if value.strip():
                    yield self._surplus(place, value)
            elif isinstance(each, Composite):
                yield from self._composite(each, value)
            else:
                yield from self._repeated(each, value)
        yield from self._beyond(last)

    def _beyond(self, last: int) -> Iterator[Finding]:
        """What stands after the last element that the guide uses: each that the standard knows, and the first that it does not."""
        for place in range(last + 1, len(self.values) + 1):
            if self.element(place).strip():
                fault = self._surplus(place, self.element(place))
                yield fault
                if fault.code == "SNIP1-TOO-MANY":
                    return

    def _surplus(self, place: int, value: str) -> Finding:
        spots = STANDARD.get(self.tag)
        if spots is not None and place > len(spots):
            return self.found("SNIP1-TOO-MANY", f"is beyond the last element of {self.tag}.", place, value=value)
        return self.found("SNIP2-NOT-USED", "is not used here by the guide.", place, value=value)

    def conditions(self) -> Iterator[Finding]:
        segment = Segment(self.tag, tuple(value.strip() for value in self.values), self.marks)
        for place, code, message in broken_conditions(segment):
            name = "SNIP1-EXCLUSIVE" if code == "10" else "SNIP1-CONDITION"
            each = self.place.seg.by_place.get(place)
            number = each.number if isinstance(each, Field) else 0
            yield found(name, message, at=self.at, spot=f"{self.tag}{place:02d}", loop=self.loop, number=number)

    # --- repetitions and parts

    def _repeats(self, each: Field | Composite, value: str) -> tuple[list[str], list[Finding]]:
        mark = self.marks.repetition
        values = value.split(mark) if mark and mark in value else [value]
        if each.repeat and len(values) > each.repeat:
            what = f"({_words(each.name)}) repeats {len(values)} times; the guide allows {each.repeat}."
            return values, [self.found("SNIP2-ELEMENT-REPEATS", what, each.place, value=value)]
        return values, []

    def _repeated(self, each: Field, value: str) -> Iterator[Finding]:
        if value and each.place == self.binary:
            yield from self._measured(each, len(value), self.element(each.place - 1))
            return
        if not value.strip():
            yield from self._missing(each, each.place, 0)
            return
        values, wrong = self._repeats(each, value)
        yield from wrong
        for one in values:
            if self.marks.component in one and each.element.type != "B":
                yield self.found("SNIP1-PARTS", f"({_words(each.name)}) has parts and should have none.", each.place, value=one)
            else:
                yield from self._value(each, each.place, 0, one)

    def _measured(self, each: Field, length: int, said: str) -> Iterator[Finding]:
        """Bytes against the length in the element before them (784). Where it is wrong they ran to the next terminator."""
        if said.isdecimal() and int(said[:18]) != length:
            code = "SNIP1-SHORT" if length < int(said[:18]) else "SNIP1-LONG"
            what = f"({_words(each.name)}) has {length} bytes; {self.tag}{each.place - 1:02d} says {said}."
            yield self.found(code, what, each.place, number=each.number)

    def _composite(self, each: Composite, value: str) -> Iterator[Finding]:
        if not value.strip():
            if each.need:
                code = "SNIP1-MISSING" if (each.place, 0) in mandatory(self.tag) else "SNIP2-REQUIRED"
                yield self.found(code, f"({_words(each.name)}) is missing.", each.place)
            return
        values, wrong = self._repeats(each, value)
        yield from wrong
        for one in values:
            yield from self._parts(each, one.split(self.marks.component))

    def _parts(self, each: Composite, parts: list[str]) -> Iterator[Finding]:
        if len(parts) > 1 and not parts[-1].strip():
            yield self.found("SNIP1-TRAILING", "ends with empty parts.", each.place)
        known = {part.place: part for part in each.parts}
        last = max(known)
        for place in range(1, last + 1):
            value = parts[place - 1] if place <= len(parts) else ""
            part = known.get(place)
            if part is None and value.strip():
                yield self._surplus_part(each, place, value)
            elif part is not None and not value.strip():
                yield from self._missing(part, each.place, place)
            elif part is not None:
                yield from self._value(part, each.place, place, value, before=parts[place - 2] if place > 1 else "")
        for place in range(last + 1, len(parts) + 1):
            if parts[place - 1].strip():
                fault = self._surplus_part(each, place, parts[place - 1])
                yield fault
                if fault.code == "SNIP1-PARTS":
                    break
        yield from self._part_conditions(each, parts)

    def _surplus_part(self, each: Composite, place: int, value: str) -> Finding:
        spot = _spot(self.tag, each.place)
        if spot is not None and place > len(spot.parts):
            what = f"is beyond the last part of {self.tag}{each.place:02d} ({_words(each.name)})."
            return self.found("SNIP1-PARTS", what, each.place, place, value=value)
        return self.found("SNIP2-NOT-USED", "is not used here by the guide.", each.place, place, value=value)

    def _part_conditions(self, each: Composite, parts: list[str]) -> Iterator[Finding]:
        """What the parts of a composite ask of each other, where the guide leaves it open."""
        spot, where = _spot(self.tag, each.place), f"{self.tag}{each.place:02d}"
        numbers = {part.place: part.number for part in each.parts if not part.need}
        values = [part.strip() for part in parts]
        for place, code, message in broken_parts(spot.composite if spot else "", values, spot=where):
            if place in numbers:
                name = "SNIP1-EXCLUSIVE" if code == "10" else "SNIP1-CONDITION"
                yield found(name, message, at=self.at, spot=f"{where}-{place}", loop=self.loop, number=numbers[place])

    def _missing(self, each: Field, place: int, part: int) -> Iterator[Finding]:
        if each.need:
            code = "SNIP1-MISSING" if (place, part) in mandatory(self.tag) else "SNIP2-REQUIRED"
            yield self.found(code, f"({_words(each.name)}) is missing.", place, part, number=each.number)

    # --- one value

    def _value(self, each: Field, place: int, part: int, raw: str, before: str = "") -> Iterator[Finding]:
        value = raw.strip() if each.element.type != "B" else raw
        is_text = each.element.type in ("AN", "W", "B")
        if value != (raw if not is_text else raw.lstrip()):
            yield self.found("SNIP1-TRAILING", "has blanks around its value.", place, part, value=raw, number=each.number)
        code, what, severity = self._judged(each, value, before if part else self.element(place - 1))
        if code:
            yield self.found(
                code, f"({_words(each.name)}) {what}.", place, part, value=value, number=each.number, severity=severity
            )

    def _judged(self, each: Field, value: str, before: str) -> tuple[str, str, Severity | None]:
        """The code of what is wrong with a value, and the words; empty when nothing is."""
        kind, least, most = self.dictionary[each.number]
        if kind == "B":
            return "", "", None
        if _CONTROL.search(readable(value)):
            return "SNIP1-CHARACTER", "holds a control character", None
        length = len(value.lstrip("-").replace(".", "")) if kind in _NUMBERS else len(readable(value))
        if length < least:
            return "SNIP1-SHORT", f"has {length} characters and needs at least {least}", None
        if length > most:
            return "SNIP1-LONG", f"has {length} characters and can hold {most}", None
        if not _is_type(kind, value):
            return {"DT": "SNIP1-DATE", "TM": "SNIP1-TIME"}.get(kind, "SNIP1-TYPE"), f"is not {_KINDS[kind]}", None
        if each.allowed and value not in each.allowed:
            if value.upper() in each.allowed:
                return "SNIP1-CASE", "is written in small letters", None
            return "SNIP2-CODE", f"is not a code that the guide allows here ({_some(each.allowed)})", None
        if each.number == 1251 and (what := _period_fault(before.strip().upper(), value)):
            return "SNIP1-DATE", what, None
        if not value.isascii():
            return "SNIP1-NON-ASCII", "holds letters outside the extended character set", None
        return "", "", None


def _spot(tag: str, place: int) -> Spot | None:
    """What the standard has at this place of a segment; None when it does not know the segment or the place."""
    spots = STANDARD.get(tag, ())
    return spots[place - 1] if place <= len(spots) else None


def _is_type(kind: str, value: str) -> bool:
    match kind:
        case "R":
            return bool(_DECIMAL.match(value))
        case "$":
            return bool(_DECIMAL.match(value)) and len(value.partition(".")[2]) <= 2
        case "N":
            return bool(_WHOLE.match(value))
        case "DT":
            return day_from(value if len(value) == 8 else "20" + value) is not None
        case "TM":
            return bool(_TIME.match(value))
        case _:
            return True


def _period_fault(form: str, value: str) -> str:
    """What is wrong with a date, time or period by its format qualifier; empty when nothing is."""
    if form == "D8":
        return "" if day_from(value) else "is not a day, CCYYMMDD"
    if form == "RD8":
        first, hyphen, last = value.partition("-")
        if not hyphen or day_from(first) is None or day_from(last) is None:
            return "is not two days, CCYYMMDD-CCYYMMDD"
        return "" if first <= last else "ends before it begins"
    if form == "TM":
        return "" if _TIME.match(value) else "is not a time, HHMM"
    if form == "DT":
        return "" if day_from(value[:8]) and _TIME.match(value[8:]) else "is not a day with its time, CCYYMMDDHHMM"
    if form == "D6":
        return "" if len(value) == 6 and day_from("20" + value) else "is not a day, YYMMDD"
    return ""


def _words(name: str) -> str:
    return name.replace("_", " ")


def _some(codes: tuple[str, ...]) -> str:
    return ", ".join(codes) if len(codes) <= 8 else f"{', '.join(codes[:8])} …"
