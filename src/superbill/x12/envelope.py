"""Interchange, group, set: the three envelopes, read with their counts and control numbers proved, and written."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from superbill.x12.errors import X12Error
from superbill.x12.segments import BINARY, Delimiters, Segment, read_segments
from superbill.x12.trailers import plain_number


@dataclass(frozen=True, slots=True)
class TransactionSet:
    """ST to SE. `body` is what stands between; `faults` are IK502 codes: 3 control numbers differ, 4 the count is wrong."""

    st: Segment
    body: tuple[Segment, ...]
    se: Segment
    faults: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """ST01, such as 837."""
        return self.st.element(1)

    @property
    def control(self) -> str:
        """ST02."""
        return self.st.element(2)

    def position(self, segment: Segment) -> int:
        """Where a segment stands in its set; ST is 1, as in IK302."""
        return segment.number - self.st.number + 1


@dataclass(frozen=True, slots=True)
class Group:
    """GS to GE."""

    gs: Segment
    sets: tuple[TransactionSet, ...]
    ge: Segment

    @property
    def control(self) -> str:
        """GS06."""
        return self.gs.element(6)

    @property
    def guide(self) -> str:
        """GS08: version, release and implementation guide, such as 005010X222A1."""
        return self.gs.element(8)


@dataclass(frozen=True, slots=True)
class Interchange:
    """ISA to IEA. `acknowledgements` are the TA1 segments that stand outside groups."""

    isa: Segment
    groups: tuple[Group, ...]
    iea: Segment
    acknowledgements: tuple[Segment, ...] = ()

    @property
    def control(self) -> str:
        """ISA13."""
        return self.isa.element(13).strip()

    @property
    def sender(self) -> str:
        """ISA06 without its padding."""
        return self.isa.element(6).strip()

    @property
    def receiver(self) -> str:
        """ISA08 without its padding."""
        return self.isa.element(8).strip()

    @property
    def is_test(self) -> bool:
        """ISA15 is not P."""
        return self.isa.element(15).strip().upper() != "P"


def read_interchanges(data: bytes, *, strict: bool = True) -> tuple[Interchange, ...]:
    """All interchanges of a file, whole. Raises `X12Error` for anything cut, miscounted or not matching.

    With `strict=False` a wrong SE count or SE control number is kept in `TransactionSet.faults`, so that a 999 can say so;
    every other envelope error still raises, because then it is not known where a set ends.
    """
    walk = _Walk(read_segments(data))
    found = [_read_interchange(walk, strict)]
    while walk.here is not None:
        found.append(_read_interchange(walk, strict))
    return tuple(found)


@dataclass(slots=True)
class _Walk:
    """The segments with the one that stands next."""

    segments: Iterator[Segment]
    here: Segment | None = None
    last: Segment | None = None

    def __post_init__(self) -> None:
        self.here = next(self.segments, None)

    def at(self, tag: str) -> bool:
        return self.here is not None and self.here.tag == tag

    def take(self, *tags: str) -> Segment:
        if self.here is None:
            assert self.last is not None, "a file has at least its ISA"
            what = f"The file ends where {tags[0]} is expected: it was cut."
            raise X12Error(what, segment=self.last.number, offset=self.last.offset)
        if tags and self.here.tag not in tags:
            what = f"{tags[0]} is expected here, not {self.here.tag}."
            raise X12Error(what, segment=self.here.number, offset=self.here.offset)
        self.last, self.here = self.here, next(self.segments, None)
        return self.last


def _read_interchange(walk: _Walk, strict: bool) -> Interchange:
    isa = walk.take("ISA")
    acknowledgements, groups = [], []
    while not walk.at("IEA"):
        if walk.at("TA1"):
            acknowledgements.append(walk.take("TA1"))
        else:
            groups.append(_read_group(walk, strict))
    iea = walk.take("IEA")
    _prove_count(iea, len(groups), "groups")
    _prove_control(iea, isa.element(13), "ISA13")
    return Interchange(isa, tuple(groups), iea, tuple(acknowledgements))


def _read_group(walk: _Walk, strict: bool) -> Group:
    gs = walk.take("GS")
    sets = []
    while not walk.at("GE"):
        sets.append(_read_set(walk, strict))
    ge = walk.take("GE")
    _prove_count(ge, len(sets), "sets")
    _prove_control(ge, gs.element(6), "GS06")
    return Group(gs, tuple(sets), ge)


_OUTSIDE = frozenset(("ISA", "IEA", "GS", "GE", "ST"))


def _read_set(walk: _Walk, strict: bool) -> TransactionSet:
    st = walk.take("ST")
    body: list[Segment] = []
    while not walk.at("SE"):
        if walk.here is None or walk.here.tag in _OUTSIDE:
            walk.take("SE")  # says what stands there instead
        body.append(walk.take())
    se = walk.take("SE")
    if strict:
        _prove_count(se, len(body) + 2, "segments")
        _prove_control(se, st.element(2), "ST02")
        return TransactionSet(st, tuple(body), se)
    wrong_control = ("3",) if se.element(2).strip() != st.element(2).strip() else ()
    wrong_count = ("4",) if plain_number(se.element(1).strip()) != str(len(body) + 2) else ()
    return TransactionSet(st, tuple(body), se, wrong_control + wrong_count)


def _prove_count(trailer: Segment, counted: int, what: str) -> None:
    if plain_number(trailer.element(1).strip()) != str(counted):
        said = f"{trailer.tag}01 does not say how many {what} there are: {counted} counted."
        raise X12Error(said, segment=trailer.number, offset=trailer.offset, place=f"{trailer.tag}01")


def _prove_control(trailer: Segment, expected: str, where: str) -> None:
    """Groups and interchanges may write their number with or without leading zeros; a set may not, for ST02 is text."""
    given, expected = trailer.element(2).strip(), expected.strip()
    number = plain_number(given) if trailer.tag != "SE" else ""
    if given != expected and not (number and number == plain_number(expected)):
        said = f"{trailer.tag}02 is not the control number that {where} began with."
        raise X12Error(said, segment=trailer.number, offset=trailer.offset, place=f"{trailer.tag}02")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the three envelopes say. `function` is GS01 (HC, HP, FA, HN); `guide` is GS08; `at` is local time."""

    sender: str
    receiver: str
    interchange_control: int
    group_control: int
    function: str
    guide: str
    at: datetime
    test: bool = True
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"


def write_interchange(
    envelope: Envelope, sets: Iterable[Sequence[Segment]], *, kind: str, first_control: int, delimiters: Delimiters | None = None
) -> bytes:
    """One interchange with one group: each element of `sets` is what stands between ST and SE. One segment a line, ASCII.

    Sets that are made one by one are written one by one. Raises `X12Error` when an id or a control number does not fit its place.
    """
    marks = delimiters or Delimiters()
    _prove_envelope(envelope, first_control, marks)
    out = [_line(_isa(envelope, marks)), _line(_gs(envelope, marks))]
    control = first_control
    for control, body in enumerate(sets, start=first_control + 1):
        number = f"{control - 1:04d}"
        version = () if kind == "835" else (envelope.guide,)  # the 835 guide does not use ST03
        out.append(_line(Segment("ST", (kind, number, *version), marks)))
        out.append(b"".join(map(_line, body)))
        out.append(_line(Segment("SE", (str(len(body) + 2), number), marks)))
    _prove_envelope(envelope, control, marks)
    out.append(_line(Segment("GE", (str(control - first_control), str(envelope.group_control)), marks)))
    out.append(_line(Segment("IEA", ("1", f"{envelope.interchange_control:09d}"), marks)))
    return b"".join(out)


def _line(segment: Segment) -> bytes:
    """The segment on a line of its own. Only an attachment may hold more than ASCII: its bytes, one character each."""
    try:
        return (segment.text() + "\n").encode("latin-1" if segment.tag in BINARY else "ascii")
    except UnicodeEncodeError as error:
        todo = "Write it without accents; nothing was written."
        raise X12Error("A segment holds letters outside ASCII.", place=segment.tag, todo=todo) from error


def write_acknowledgement(envelope: Envelope, segment: Segment) -> bytes:
    """An interchange that holds a TA1 and no group. Raises `X12Error` as `write_interchange` does."""
    _prove_envelope(envelope, 1, segment.delimiters)
    iea = Segment("IEA", ("0", f"{envelope.interchange_control:09d}"), segment.delimiters)
    return "".join(each.text() + "\n" for each in (_isa(envelope, segment.delimiters), segment, iea)).encode("ascii")


def _prove_envelope(envelope: Envelope, last_set: int, marks: Delimiters) -> None:
    for name, value in (("sender", envelope.sender), ("receiver", envelope.receiver)):
        plain = value.isascii() and value.isprintable() and value == value.strip() and not any(each in marks for each in value)
        if not 2 <= len(value) <= 15 or not plain:
            todo = "Use 2 to 15 letters and digits, as the payer enrolled you."
            raise X12Error(f"The {name} id does not fit an envelope.", place=f"ISA, {name}", todo=todo)
    for control in (envelope.interchange_control, envelope.group_control, last_set):
        if not 0 < control <= 999_999_999:
            raise X12Error("A control number is a whole number from 1 to 999999999.", todo="Take the next number of the series.")


def _isa(envelope: Envelope, marks: Delimiters) -> Segment:
    values = (
        "00", " " * 10, "00", " " * 10,
        envelope.sender_qualifier, f"{envelope.sender:<15}", envelope.receiver_qualifier, f"{envelope.receiver:<15}",
        f"{envelope.at:%y%m%d}", f"{envelope.at:%H%M}", marks.repetition, envelope.guide[:5] or "00501", f"{envelope.interchange_control:09d}",
        "0", "T" if envelope.test else "P", marks.component,
    )  # fmt: skip
    return Segment("ISA", values, marks)


def _gs(envelope: Envelope, marks: Delimiters) -> Segment:
    values = (
        envelope.function, envelope.sender, envelope.receiver, f"{envelope.at:%Y%m%d}", f"{envelope.at:%H%M}",
        str(envelope.group_control), "X", envelope.guide,
    )  # fmt: skip
    return Segment("GS", values, marks)
