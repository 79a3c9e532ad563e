"""One file into several, each whole: by interchange, by group, by set, or an 837 by so many claims.

    for part in split(data, by="claims", claims=500): part.data, part.claims …

Every part is an interchange of its own with its own control numbers and counts. Where claims of one provider or subscriber
come into different parts, the levels above are repeated and all levels are counted anew; a subscriber who is repeated for a
dependent's claims alone is no longer called the patient.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from superbill.basics.errors import BadInput, NotPossible
from superbill.x12.tools.raw import Raw, Source, read_raw


class By(Enum):
    """What each part holds: one interchange, one group, one set, or at most so many claims."""

    INTERCHANGE = "interchange"
    GROUP = "group"
    SET = "set"
    CLAIMS = "claims"


class CannotSplit(NotPossible):
    """A transaction that would be wrong in parts."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the outcome: its bytes, ISA13, and how many sets and claims (CLM or CLP) it holds."""

    data: bytes
    control: str
    sets: int
    claims: int


def split(source: Source, *, by: By, claims: int = 0, first_control: int | None = None) -> Iterator[Part]:
    """The parts, one after the other; no more than one is held in memory.

    By interchange nothing is changed. Otherwise ISA13 and GS06 of the parts count on from `first_control`, or from the first
    ISA13 of the file. Raises `X12Error` when the file is cut or miscounted (parts given before are good), `CannotSplit` when
    something else than an 837 is to be split by claims, or one with a level that stands outside the level it belongs to.
    """
    if by is By.CLAIMS and claims < 1:
        raise BadInput("A part has at least one claim.", todo="Ask for 1 or more.")
    numbered = _Numbers(first_control, keep=by is By.INTERCHANGE and first_control is None)
    return (_part(parcel, numbered) for parcel in _PARCELS[by](read_raw(source), claims))


# --- parcels: what goes into a part, with the envelopes above it


@dataclass(slots=True)
class _Set:
    """A set: ST and what stands between it and SE."""

    st: Raw
    body: list[Raw]


@dataclass(slots=True)
class _Group:
    gs: Raw
    sets: list[_Set] = field(default_factory=list)


@dataclass(slots=True)
class _Parcel:
    isa: Raw
    acknowledgements: list[Raw] = field(default_factory=list)
    groups: list[_Group] = field(default_factory=list)


def _by_interchange(segments: Iterator[Raw], claims: int) -> Iterator[_Parcel]:
    for isa in segments:
        parcel = _Parcel(isa)
        for raw in _until(segments, "IEA"):
            if raw.tag == "GS":
                parcel.groups.append(_read_group(raw, segments))
            else:
                parcel.acknowledgements.append(raw)
        yield parcel


def _read_group(gs: Raw, segments: Iterator[Raw]) -> _Group:
    return _Group(gs, [_read_set(st, segments) for st in _until(segments, "GE")])


def _read_set(st: Raw, segments: Iterator[Raw]) -> _Set:
    return _Set(st, list(_until(segments, "SE")))


def _until(segments: Iterator[Raw], trailer: str) -> Iterator[Raw]:
    """The segments up to a trailer, which is taken, too."""
    for raw in segments:
        if raw.tag == trailer:
            return
        yield raw


def _by_group(segments: Iterator[Raw], claims: int) -> Iterator[_Parcel]:
    isa: Raw | None = None
    for raw in segments:
        if raw.tag == "ISA":
            isa = raw
        elif raw.tag == "GS":
            assert isa is not None, "the envelopes are proved"
            yield _Parcel(isa, groups=[_read_group(raw, segments)])
        elif raw.tag == "TA1":
            assert isa is not None, "the envelopes are proved"
            yield _Parcel(isa, acknowledgements=[raw])


def _by_set(segments: Iterator[Raw], claims: int) -> Iterator[_Parcel]:
    isa = gs = None
    for raw in segments:
        tag = raw.tag
        if tag == "ISA":
            isa = raw
        elif tag == "GS":
            gs = raw
        elif tag == "TA1":
            assert isa is not None, "the envelopes are proved"
            yield _Parcel(isa, acknowledgements=[raw])
        elif tag == "ST":
            assert isa is not None and gs is not None, "the envelopes are proved"
            yield _Parcel(isa, groups=[_Group(gs, [_read_set(raw, segments)])])


def _by_claims(segments: Iterator[Raw], claims: int) -> Iterator[_Parcel]:
    isa = gs = None
    for raw in segments:
        tag = raw.tag
        if tag == "ISA":
            isa = raw
        elif tag == "GS":
            gs = raw
        elif tag == "TA1":
            raise CannotSplit("An interchange acknowledgement has no claims.", todo="Split the file by interchange.")
        elif tag == "ST":
            assert isa is not None and gs is not None, "the envelopes are proved"
            for each in _claims_apart(raw, segments, claims):
                yield _Parcel(isa, groups=[_Group(gs, [each])])


_PARCELS: dict[By, Callable[[Iterator[Raw], int], Iterator[_Parcel]]] = {
    By.INTERCHANGE: _by_interchange,
    By.GROUP: _by_group,
    By.SET: _by_set,
    By.CLAIMS: _by_claims,
}


# --- an 837 by its claims


_ABOVE = {"20": "", "22": "20", "23": "22"}
"""HL03 of the level above each: billing provider, subscriber, patient. Source: the 837 guides, loops 2000A, 2000B and 2000C."""

_ONLY_837 = {
    "835": "An 835 cannot be split by claims: what BPR says was paid is the sum of all its claims and of PLB.",
}


@dataclass(slots=True)
class _Level:
    """A level of the hierarchy as it is repeated: its segments without claims; `used` once some part holds it."""

    code: str
    segments: list[Raw]
    used: bool = False


def _claims_apart(st: Raw, segments: Iterator[Raw], most: int) -> Iterator[_Set]:
    """The sets that one 837 becomes, each with at most so many claims."""
    kind = st.element(1)
    if kind != "837":
        what = _ONLY_837.get(kind, f"Only an 837 can be split by claims, not a {kind[:6]}.")
        raise CannotSplit(what, where=f"segment {st.number}", todo="Split it by set.")
    head: list[Raw] = []
    above: list[_Level] = []
    building = _Building(head)
    for claim in _claims(segments, head, above):
        if claim and building.claims == most:
            yield building.done(st)
            building = _Building(head, building.index + 1)
        building.add(above, claim)
    yield building.done(st)


def _claims(segments: Iterator[Raw], head: list[Raw], above: list[_Level]) -> Iterator[list[Raw]]:
    """Each claim with `above` set to the levels over it; an empty one for a level that has neither claims nor levels below.

    What stands before the first level is put into `head`.
    """
    claim: list[Raw] = []
    for raw in segments:
        tag = raw.tag
        if tag in ("HL", "CLM", "SE"):
            if claim:
                yield claim
            elif tag != "CLM" and above and not above[-1].used and above[-1].code >= raw.element(3):
                yield []
            claim = []
        if tag == "SE":
            return
        if tag == "HL":
            while above and above[-1].code >= raw.element(3):
                above.pop()
            _prove_level(raw, above[-1].code if above else "")
            above.append(_Level(raw.element(3), [raw]))
        elif tag == "CLM" or claim:
            claim.append(raw)
        else:
            (above[-1].segments if above else head).append(raw)


def _prove_level(hl: Raw, above: str) -> None:
    """Levels are counted anew in the parts, which is right only where each stands in the level that the guides have above it."""
    code = hl.element(3)
    if code not in _ABOVE:
        raise CannotSplit(f"HL03 is {code[:6] or 'empty'}: an 837 has the levels 20, 22 and 23.", where=f"segment {hl.number}")
    if above != _ABOVE[code]:
        what = f"A level {code} stands outside a level {_ABOVE[code]}, so the parts cannot repeat what is above it."
        raise CannotSplit(what, where=f"segment {hl.number}", todo="Correct the levels, or split it by set.")


class _Building:
    """A set that is being put together: the levels that are open in it, by number and by where their HL stands."""

    def __init__(self, head: list[Raw], index: int = 0) -> None:
        self.head = head
        self.index = index
        self.body: list[Raw] = []
        self.open: list[tuple[_Level, int, int]] = []
        self.levels = 0
        self.claims = 0

    def add(self, above: list[_Level], claim: list[Raw]) -> None:
        """A claim, after those of its levels that this set does not have yet."""
        same = 0
        while same < min(len(above), len(self.open)) and above[same] is self.open[same][0]:
            same += 1
        del self.open[same:]
        for place, level in enumerate(above[same:], start=same):
            alone = level.code == "22" and place + 1 < len(above)
            self._add_level(level, _without_patient(level.segments) if alone else level.segments)
        self.body += claim
        self.claims += bool(claim)

    def _add_level(self, level: _Level, segments: list[Raw]) -> None:
        parent, where = (str(self.open[-1][1]), self.open[-1][2]) if self.open else ("", -1)
        if parent:
            self.body[where] = self.body[where].replaced(4, "1")
        self.levels += 1
        hl = segments[0].replaced(1, str(self.levels)).replaced(2, parent).replaced(4, "0")
        self.open.append((level, self.levels, len(self.body)))
        self.body += [hl, *segments[1:]]
        level.used = True

    def done(self, st: Raw) -> _Set:
        """The set; its reference (BHT03) is its own, so that answers can tell the parts of one set apart."""
        head = list(self.head)
        if self.index and head and head[0].tag == "BHT":
            mark = f"-{self.index + 1}"
            head[0] = head[0].replaced(3, head[0].element(3)[: 30 - len(mark)] + mark)
        return _Set(st, [*head, *self.body])


def _without_patient(segments: list[Raw]) -> list[Raw]:
    """A subscriber's level where only a dependent's claims follow: nothing in it says any longer that the subscriber is the patient.

    SBR02 is 18, and street, city and birth stand there, only when the subscriber is the patient (837 guides, 2000B and 2010BA).
    """
    sbr = next((raw for raw in segments if raw.tag == "SBR"), None)
    if sbr is None or sbr.element(2) != "18":
        return segments
    out, inside = [], ""
    for raw in segments:
        tag = raw.tag
        inside = raw.element(1).upper() if tag == "NM1" else inside
        if tag != "PAT" and not (inside == "IL" and tag in ("N3", "N4", "DMG")):
            out.append(raw.replaced(2, "") if tag == "SBR" else raw)
    return out


# --- parts


class _Numbers:
    """The control numbers of the parts: those of the file, or counted on."""

    def __init__(self, first: int | None, *, keep: bool) -> None:
        self.next = first
        self.keep = keep

    def take(self, isa: Raw) -> str:
        """ISA13 of the next part."""
        stated = isa.element(13)
        if self.keep:
            return stated
        if self.next is None:
            self.next = int(stated) if stated.isascii() and stated.isdigit() and len(stated) <= 9 else 1
        number, self.next = self.next, self.next + 1
        if not 0 < number <= 999_999_999:
            raise BadInput("A control number is a whole number from 1 to 999999999.", todo="Begin with a smaller number.")
        return f"{number:09d}"


def _part(parcel: _Parcel, numbers: _Numbers) -> Part:
    control = numbers.take(parcel.isa)
    out = [parcel.isa.replaced(13, control), *parcel.acknowledgements]
    claims = 0
    for group in parcel.groups:
        number = group.gs.element(6) if numbers.keep else str(int(control))
        out.append(group.gs.replaced(6, number))
        for each in group.sets:
            out += [each.st, *each.body, each.st.like("SE", str(len(each.body) + 2), each.st.element(2))]
            claims += sum(raw.tag in ("CLM", "CLP") for raw in each.body)
        out.append(group.gs.like("GE", str(len(group.sets)), number))
    out.append(parcel.isa.like("IEA", str(len(parcel.groups)), control))
    sets = sum(len(group.sets) for group in parcel.groups)
    return Part(b"".join(raw.written() for raw in out), control, sets, claims)
