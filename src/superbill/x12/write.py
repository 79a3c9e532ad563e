"""Tree → segments, by the same table that reads. Strict: what a guide forbids is refused, not written.

A tree is nested mappings by the names of the table: a segment is a mapping of field names to values, a loop is a mapping
of segment and loop names; what may repeat may be a sequence of mappings. Values are text, whole cents (for money), whole
numbers or `Decimal`, days and times, bytes (for an attachment). An element that may repeat takes a sequence of values; where it
is a composite, each of its parts does, and the first of each make the first repetition. Fields that allow one code only, the
numbers of the hierarchy and the length of an attachment fill themselves in.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn, TypeAlias, Union

from superbill.x12.errors import X12Error
from superbill.x12.segments import BINARY, Delimiters, Segment
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.text import as_words, first_unwritable
from superbill.x12.walk import check_body

Value: TypeAlias = str | int | Decimal | date | datetime | bytes | None
Branch: TypeAlias = Mapping[str, Union[Value, Sequence[Value], "Branch", Sequence["Branch"]]]


def write_body(transaction: Transaction, branch: Branch, delimiters: Delimiters | None = None) -> list[Segment]:
    """The segments between ST and SE, checked against the same table.

    Raises `X12Error` naming loop and element when something required is missing, too long, repeated too often or not
    allowed there, or holds a character that X12 cannot carry.
    """
    writer = _Writer(delimiters or Delimiters())
    writer.loop(transaction.body, branch, parent="")
    wrong = next((each for each in check_body(transaction, writer.segments) if each.is_error), None)
    if wrong is not None:
        loop = f"loop {wrong.loop}, " if wrong.loop else ""
        raise X12Error(
            wrong.message,
            place=f"{loop}{wrong.spot}",
            todo="Mend the claim or remittance that it comes from; nothing was written.",
        )
    return writer.segments


@dataclass(slots=True)
class _Writer:
    delimiters: Delimiters
    segments: list[Segment] = field(default_factory=list)
    levels: int = 0

    def loop(self, loop: Loop, branch: Branch, parent: str) -> None:
        unknown = branch.keys() - loop.order.keys()
        assert not unknown, f"{loop.name} has no {', '.join(sorted(unknown))}"
        for child in loop.children:
            for below in _each(branch.get(child.name)):
                if isinstance(child, Loop):
                    self.loop(child, below, parent)
                else:
                    segment, level = self.segment(child, below, loop, branch, parent)
                    self.segments.append(segment)
                    parent = level or parent

    def segment(self, seg: Seg, values: Branch, loop: Loop, branch: Branch, parent: str) -> tuple[Segment, str]:
        assert values.keys() <= seg.places.keys(), f"{seg.name} has no {', '.join(sorted(values.keys() - seg.places.keys()))}"
        level = ""
        automatic: dict[str, str] = {}
        if seg.tag == "HL":
            self.levels += 1
            level = str(self.levels)
            automatic = {"hl": level, "hl_parent": parent, "hl_child": "1" if _has_levels(loop, branch) else "0"}
        if seg.tag in BINARY:
            automatic = {"length": str(_bytes_in(seg, values))}
        if automatic:
            values = {**values, **{at.name: automatic.get(at.auto) for at, _, _ in seg.places.values() if at.auto}}
        elements = [""] * max((each.place for each in seg.fields), default=0)
        for each in seg.fields:
            if each.need or isinstance(each, Composite) or values.get(each.name) is not None:
                elements[each.place - 1] = self.element(seg, each, values, loop)
        while elements and not elements[-1]:
            elements.pop()
        return Segment(seg.tag, tuple(elements), self.delimiters), level

    def element(self, seg: Seg, each: Field | Composite, values: Branch, loop: Loop) -> str:
        """The element with its repetitions."""
        if isinstance(each, Field):
            value = values.get(each.name)
            if not isinstance(value, list | tuple):
                return self.value(seg, each, _or_only(each, value), loop, each.place)
        fields = each.parts if isinstance(each, Composite) else (each,)
        columns = {at.name: _many(values.get(at.name)) for at in fields}
        count = max(1, *map(len, columns.values()))
        for at in fields:
            column = columns[at.name]
            assert len(column) in (0, count), f"{at.name} of {seg.name} has {len(column)} values where others have {count}"
            columns[at.name] = column or [None] * count
        repeats = [self.repetition(seg, each, {name: columns[name][index] for name in columns}, loop) for index in range(count)]
        if count > 1 and not (self.delimiters.repetition and all(repeats)):
            why = "has a repetition without a value" if self.delimiters.repetition else "repeats, and nothing parts repetitions"
            self.refuse(each.name, why, seg, loop, each.place)
        return self.delimiters.repetition.join(repeats)

    def repetition(self, seg: Seg, each: Field | Composite, values: Mapping[str, object], loop: Loop) -> str:
        if isinstance(each, Field):
            return self.value(seg, each, _or_only(each, values[each.name]), loop, each.place)
        if not each.need and all(value in (None, "") for value in values.values()):
            return ""
        parts = [""] * max(part.place for part in each.parts)
        for part in each.parts:
            parts[part.place - 1] = self.value(seg, part, _or_only(part, values[part.name]), loop, each.place)
        while parts and not parts[-1]:
            parts.pop()
        return self.delimiters.component.join(parts)

    def value(self, seg: Seg, at: Field, value: object, loop: Loop, place: int) -> str:
        if value is None:
            return ""
        if at.element.type == "B":
            return _bytes_as_text(at, value)
        text = _formatted(at, value)
        bad = first_unwritable(text, self.delimiters)
        if bad:
            name = f"{bad!r}" if bad.isprintable() else f"control character {ord(bad)}"
            self.refuse(at.name, f"holds {name}, which X12 cannot carry there", seg, loop, place)
        return text

    def refuse(self, name: str, what: str, seg: Seg, loop: Loop, place: int) -> NoReturn:
        raise X12Error(
            f"{name.replace('_', ' ').capitalize()} {what}.",
            place=f"loop {loop.id or 'header'}, {seg.tag}{place:02d}",
            todo="Write it without that; nothing was written.",
        )


def _each(value: object) -> Iterator[Branch]:
    if value is None:
        return
    if isinstance(value, Mapping):
        yield value
    else:
        assert isinstance(value, Sequence) and not isinstance(value, str), "a branch is a mapping or a sequence of mappings"
        yield from value


def _many(value: object) -> list[object]:
    """The values of an element that may repeat; none when it is absent."""
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _bytes_in(seg: Seg, values: Branch) -> int:
    """How many bytes the attachment of this segment has."""
    at = next(at for at, _, _ in seg.places.values() if at.element.type == "B")
    return len(_bytes_as_text(at, values.get(at.name)))


def _bytes_as_text(at: Field, value: object) -> str:
    """One character a byte, as a segment holds them."""
    if value is None:
        return ""
    if isinstance(value, str):
        value = value.encode("latin-1")
    assert isinstance(value, bytes), f"{at.name} is bytes"
    return value.decode("latin-1")


def _has_levels(loop: Loop, branch: Branch) -> bool:
    """Whether a level of the hierarchy has levels below it."""
    below = [child for child in loop.children if isinstance(child, Loop)]
    return any(child.opener.tag == "HL" or _has_levels(child, each) for child in below for each in _each(branch.get(child.name)))


def _or_only(at: Field, value: object) -> object:
    return at.codes if value is None and at.need and len(at.allowed) == 1 else value


def _formatted(at: Field, value: object) -> str:
    kind = at.element.type
    if isinstance(value, str):
        return as_words(value) if kind == "W" else value.strip()
    if isinstance(value, datetime):
        return f"{value:%H%M}" if kind == "TM" else f"{value:%Y%m%d}"
    if isinstance(value, date):
        return f"{value:%Y%m%d}"
    assert isinstance(value, int | Decimal) and not isinstance(value, bool), f"{at.name} is text, a number or a day"
    return _number(Decimal(value) / 100 if kind == "$" else Decimal(value))


def _number(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
