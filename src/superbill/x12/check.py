"""A file held against the standard and the guides while it is read: levels 1 and 2 here, the others where they are plugged in.

One pass, constant memory: what is kept is the open loops of one set, one claim, and the findings (at most `most`; the others
are counted). Nothing raises for what stands in a file. An error in one set leaves the reader able to go on with the next.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from superbill.x12.dates import day_from
from superbill.x12.envelope_check import gs_faults, isa_faults, ta1_faults
from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.garbage import seldom_collected
from superbill.x12.guides import find_tables
from superbill.x12.objects.kept import Hearing
from superbill.x12.report import GroupReport, InterchangeReport, Report, SetReport, in_file, is_refused
from superbill.x12.segments import Delimiters
from superbill.x12.set_check import st_faults
from superbill.x12.stream import Piece, read_blocks, readable
from superbill.x12.tables import Transaction
from superbill.x12.trailers import first_beyond, is_used, trailer_faults
from superbill.x12.walk import Walk, name_fault

if TYPE_CHECKING:
    from superbill.x12.companion import Companion, Relax
    from superbill.x12.companion.walk import CompanionWalk
    from superbill.x12.level5 import HeldCodes
    from superbill.x12.lists import Lists

ALL_LEVELS = frozenset((1, 2, 3, 4, 5, 7))
CHUNK = 1 << 18
_ISA_ELEMENTS = 16
_ENVELOPES = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA", "TA1"))


Hear = Callable[[object], None]
"""Takes each typed object as soon as it is whole: a claim, a claim payment, a remittance …"""
Keep = Callable[[Finding], bool]
"""Says of each finding, with its place in the envelopes, whether it is kept."""


def check(
    source: bytes | bytearray | memoryview | Iterable[bytes],
    *,
    levels: Iterable[int] = ALL_LEVELS,
    lists: "Lists | None" = None,
    companions: Sequence["Companion"] = (),
    most: int = 10_000,
    hear: Hear | None = None,
    keep: Keep | None = None,
) -> Report:
    """Read and check a file: its bytes, or chunks of any size. Never raises for what stands in it.

    `lists` are the code lists of level 5, those that we ship when none are given. Of the `companions`, those apply whose guide
    and partner fit: their rules are level 7, and what they relax is relaxed at every level. Of the findings that `keep` wants
    (all, when it is not given) the first `most` are kept.
    """
    checker = Checker(frozenset(levels), lists, most, hear, companions, keep)
    with seldom_collected():
        checker.read(_chunks(source) if isinstance(source, bytes | bytearray | memoryview) else source)
        return checker.end()


def _chunks(data: bytes | bytearray | memoryview) -> Iterator[bytes]:
    for at in range(0, len(data), CHUNK):
        yield bytes(data[at : at + CHUNK])


class Checker:
    """The envelopes; what stands between ST and SE is the `Walk`'s. Open envelopes have numbers that count from 1 in what holds them."""

    def __init__(
        self,
        levels: frozenset[int],
        lists: "Lists | None",
        most: int,
        hear: Hear | None,
        companions: Sequence["Companion"],
        keep: Keep | None,
    ) -> None:
        self.levels, self.lists, self.most, self.hear, self.companions = levels, lists, most, hear, companions
        self.keep = keep
        self.partners: list[Companion] = []
        self.relaxed: tuple[Relax, ...] = ()
        self.report = Report()
        self.number = 0
        self.marks = Delimiters()
        self.interchange: InterchangeReport | None = None
        self.group: GroupReport | None = None
        self.set: SetReport | None = None
        self.walk: Walk | None = None
        self.hearings: dict[tuple[int, Delimiters], Hearing] = {}
        self.interchange_number = self.group_number = self.set_number = 0
        self.interchange_controls: set[str] = set()
        self.group_controls: set[str] = set()  # of the interchange; those of the sets are of the group
        self.set_controls: set[str] = set()
        self.adrift = False
        self.told: list[tuple[int, str, str]] = []

    def read(self, chunks: Iterable[bytes], *, begin: int = 0) -> None:
        """Read and check all of it. `begin` is the byte offset of the first chunk."""
        for marks, pieces in read_blocks(chunks, self.tell, begin=begin):
            self.take(marks, pieces)

    def tell(self, code: str, offset: int, value: str) -> None:
        """Take what the reader of the bytes has to say; it waits for the segment that it stands before."""
        self.told.append((offset, code, value))

    def _add_told(self, code: str, offset: int, value: str) -> None:
        """Its words are the catalogue's."""
        finding = found(code, "", at=At(self.number + 1, offset), value=readable(value))
        self.add(replace(finding, message=f"{finding.kind.title}."))

    def add(self, finding: Finding) -> None:
        """Keep a finding with the place in the envelopes."""
        if finding.level not in self.levels:
            return
        interchange, group, one = self.interchange, self.group, self.set
        holder = one or group or interchange
        if self._is_full and not self.relaxed and self.keep is None and (not finding.is_error or is_refused(holder)):
            self._leave_out(finding)  # in a file of nothing but faults, what is left out must cost little
            return
        finding = replace(
            finding,
            interchange=self.interchange_number,
            group=self.group_number if interchange else 0,
            set=self.set_number if group and one else 0,
            control=one.control if one else "",
            position=finding.at.number - one.at.number + 1 if one else 0,
            claim=finding.claim or (self.walk.claim if self.walk else ""),
        )
        if self.relaxed:
            from superbill.x12.companion.rules import relax

            lessened = relax(finding, self.relaxed)
            if lessened is None:
                self.report.let_pass += 1
                return
            finding = lessened
        if self.keep is not None and not self.keep(finding):
            return
        was_full = self._is_full
        if was_full:
            self._leave_out(finding)
        else:
            self.report.findings.append(finding)
        if holder is not None and (not was_full or (finding.is_error and not is_refused(holder))):
            holder.findings.append(finding)  # the first error is kept whatever came before: no answer may take the set for good

    @property
    def _is_full(self) -> bool:
        return len(self.report.findings) >= self.most

    def _leave_out(self, finding: Finding) -> None:
        self.report.left_out += 1
        self.report.errors_left_out += finding.is_error

    def fault(self, code: str, message: str, at: At, spot: str = "", value: str = "", severity: Severity | None = None) -> None:
        """Keep a finding of the catalogue."""
        self.add(found(code, message, at=at, spot=spot, value=value, severity=severity))

    # --- the segments of a batch

    def take(self, marks: Delimiters, pieces: Sequence[Piece]) -> None:
        """Take the next segments of the file, and what was told of them, in the order of the file."""
        self.marks = marks
        if self.told:
            begin = 0
            told, self.told = sorted(self.told), []
            for offset, code, value in told:
                stop = bisect_left(pieces, offset, key=itemgetter(0))
                self._take(pieces[begin:stop])
                self._add_told(code, offset, value)
                begin = stop
            pieces = pieces[begin:]
        self._take(pieces)

    def _take(self, pieces: Sequence[Piece]) -> None:
        index = 0
        while index < len(pieces):
            if self.walk is not None:
                taken = self.walk.take(pieces, index, self.number)
                self.number += taken - index
                index = taken
                if index == len(pieces):
                    return
            offset, raw = pieces[index]
            self.number += 1
            index += 1
            self.take_envelope(At(self.number, offset, raw))

    def end(self) -> Report:
        """The file has ended: what stands open has no trailer."""
        self.take(self.marks, ())
        self._close_interchange()
        self.report.segments = self.number
        self.report.findings.sort(key=in_file)
        return self.report

    def take_envelope(self, at: At) -> None:
        """Take a segment that is of no set."""
        values = [value.strip() for value in at.raw.split(self.marks.element)]
        tag = values[0].upper()
        if tag not in _ENVELOPES:
            self._adrift(at, tag)
            return
        self.adrift = False
        fault = name_fault(at.raw.partition(self.marks.element)[0], at)
        if fault is not None:
            self.add(fault)
        if tag == "ISA":
            self._isa(at)
        elif self.interchange is None:
            self.fault("SNIP1-HEADER", f"{tag} stands outside an interchange.", at, tag)
        else:
            {"GS": self._gs, "ST": self._st, "SE": self._se, "GE": self._ge, "IEA": self._iea, "TA1": self._ta1}[tag](at, values)

    def _adrift(self, at: At, tag: str) -> None:
        """A segment outside a set: its ST is missing; it is read as a set that has none."""
        if self.adrift:
            return
        self.adrift = True
        self.fault("SNIP1-HEADER", f"{tag[:3]} stands outside a transaction set: ST is missing.", at, tag[:3])

    def _isa(self, at: At) -> None:
        values = tuple(at.raw.split(self.marks.element)[1:])
        if len(values) < _ISA_ELEMENTS:  # inside an interchange: the reader finds marks in every one that begins
            self.fault("SNIP1-ISA", "An ISA segment with too few elements stands inside an interchange.", at, "ISA")
            return
        self._close_interchange()
        self.interchange = InterchangeReport(values, at, self.marks)
        self.report.interchanges.append(self.interchange)
        self.interchange_number += 1
        self.group_number = 0
        self.group_controls.clear()
        self._fault_elements("ISA", values, isa_faults(values), at)
        self._once(self.interchange_controls, "ISA13", values[12].strip(), at, f"{values[5].strip()}\t{values[7].strip()}\t")

    def _fault_elements(self, tag: str, values: Sequence[str], faults: Iterable[tuple[int, str]], at: At) -> None:
        for element, message in faults:
            value = values[element - 1] if element <= len(values) else ""
            self.fault("SNIP1-ISA-VALUE", message, at, f"{tag}{element:02d}", value)

    def _once(self, used: set[str], spot: str, control: str, at: At, inside: str = "") -> None:
        if self._is_used(used, inside + control):
            self.fault("SNIP1-CONTROL-TWICE", f"{spot} was used before for another one.", at, spot, control)

    def _is_used(self, used: set[str], control: str) -> bool:
        return is_used(used, control)

    def _iea(self, at: At, values: list[str]) -> None:
        assert self.interchange is not None
        self._close_group()
        self._prove(at, values, "IEA", len(self.interchange.groups), "groups", self.interchange.control, "ISA13")
        self.interchange = None

    def _close_interchange(self) -> None:
        self._close_group()
        if self.interchange is not None:
            self.fault("SNIP1-TRAILER", "IEA is missing: the interchange does not end.", self.interchange.at, "IEA")
            self.interchange = None

    def _ta1(self, at: At, values: list[str]) -> None:
        assert self.interchange is not None
        if self.group is not None:
            self.fault("SNIP1-HEADER", "TA1 stands inside a group; it belongs between ISA and the first GS.", at, "TA1")
        self._fault_elements("TA1", values[1:], ta1_faults(values[1:]), at)
        self.interchange.acknowledgements.append(tuple(values[1:]))

    def _gs(self, at: At, values: list[str]) -> None:
        assert self.interchange is not None
        self._close_group()
        self._meet(values[1:])
        self._open_group(GroupReport(tuple(values[1:]), at))
        assert self.group is not None
        self._fault_elements("GS", self.group.values, gs_faults(self.group.values), at)
        self._once(self.group_controls, "GS06", self.group.control, at)
        for companion in self.partners:
            for finding in companion.check_envelope("GS", self.group.values, at):
                self.add(finding)

    def _open_group(self, group: GroupReport) -> None:
        assert self.interchange is not None
        self.group = group
        self.interchange.groups.append(group)
        self.group_number += 1
        self.set_number = 0
        self.set_controls.clear()

    def _meet(self, values: list[str]) -> None:
        """Which companion guides are for the partners and the guide of this group, and what they say of ISA."""
        if not self.companions:
            return
        assert self.interchange is not None
        isa = self.interchange
        self.partners = [each for each in self.companions if each.serves(values) and each.is_for(isa.values, values)]
        for companion in self.partners:
            for finding in companion.check_envelope("ISA", isa.values, isa.at):
                if all(each.message != finding.message for each in isa.findings):  # another group has told it
                    self.add(finding)
        self.relaxed = tuple(each for companion in self.partners for each in companion.relaxed)

    def _ge(self, at: At, values: list[str]) -> None:
        self._close_set()
        if self.group is None:
            self.fault("SNIP1-HEADER", "GE stands without its GS.", at, "GE")
            return
        self._prove(at, values, "GE", len(self.group.sets), "sets", self.group.control, "GS06")
        self.group.stated = int(values[1]) if len(values) > 1 and values[1].isdecimal() and len(values[1]) <= 6 else 0
        self.group = None

    def _close_group(self) -> None:
        self._close_set()
        if self.group is not None:
            self.fault("SNIP1-TRAILER", "GE is missing: the group does not end.", self.group.at, "GE")
            self.group = None
        self.relaxed = ()

    def _st(self, at: At, values: list[str]) -> None:
        self._close_set()
        if self.group is None:
            self.fault("SNIP1-HEADER", "ST stands outside a group: GS is missing.", at, "ST")
            self._open_group(GroupReport((), at))
        assert self.group is not None
        (kind, control, stated), gs08 = (*values[1:], "", "", "")[:3], self.group.guide
        tables = find_tables(kind, stated or gs08) or find_tables(kind, gs08)
        self.set = SetReport(kind, control, stated or gs08, at, tables[0] if tables else None, stated=stated)
        self.group.sets.append(self.set)
        self.set_number += 1
        for fault in st_faults(self.set, self.group, is_first=self.set_number == 1):
            self.fault(*fault)
        if place := first_beyond(3, values):
            self.fault("SNIP1-TOO-MANY", f"ST{place:02d} is beyond the last element of ST.", at, f"ST{place:02d}", values[place])
        self._once(self.set_controls, "ST02", control, at)
        own = self._companion_walk(tables)
        self.walk = Walk(
            tables, self.marks, self.add, self.levels, codes=self._codes(), hear=self.hear, companion=own, kept=self.hearings
        )
        self.walk.begin(at)

    def _companion_walk(self, tables: Sequence[Transaction]) -> "CompanionWalk | None":
        """Level 7, when a companion guide is about this set."""
        assert self.set is not None
        fitting = [each for each in self.partners if any(table in each.tables for table in tables)]
        self.set.companions = tuple(each.name for each in fitting)
        if not fitting or 7 not in self.levels:
            return None
        from superbill.x12.companion.walk import CompanionWalk

        return CompanionWalk(fitting, self.marks, self.add)

    def _codes(self) -> "HeldCodes | None":
        """Level 5, when it is wanted: as of the day of service, else of GS04, else of ISA09."""
        if 5 not in self.levels:
            return None
        from superbill.x12.level5 import HeldCodes
        from superbill.x12.lists import Lists

        assert self.group is not None and self.interchange is not None
        days = (*self.group.values[3:4], "20" + self.interchange.values[8].strip())
        on = next((day for each in days if (day := day_from(each))), date.min)
        return HeldCodes(self.marks, self.add, self.lists or Lists.standard(), on)

    def _se(self, at: At, values: list[str]) -> None:
        if self.set is None:
            self.fault("SNIP1-HEADER", "SE stands without its ST.", at, "SE")
            return
        self._finish_walk()
        counted = at.number - self.set.at.number + 1
        self._prove(at, values, "SE", counted, "segments", self.set.control, "ST02")
        self._finish_set(counted)

    def _close_set(self) -> None:
        if self.set is not None:
            self._finish_walk()
            self.fault("SNIP1-TRAILER", "SE is missing: the transaction set does not end.", self.set.at, "SE")
            self._finish_set(self.number - self.set.at.number)

    def _finish_walk(self) -> None:
        assert self.walk is not None and self.set is not None
        self.walk.end()
        self.set.claims = self.walk.claims
        self.set.table = self.walk.table
        self.walk = None

    def _finish_set(self, segments: int) -> None:
        assert self.set is not None
        self.set.segments = segments
        self.set.findings.sort(key=in_file)
        self.set = None

    def _prove(self, at: At, values: list[str], tag: str, counted: int, what: str, control: str, header: str) -> None:
        """Count and control number of a trailer."""
        for element, code, message in trailer_faults(tag, values, counted, what=what, control=control, header=header):
            self.fault(code, message, at, f"{tag}{element:02d}", (*values, "", "")[element])
