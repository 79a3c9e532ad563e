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
from superbill.x12.envelope_check import gs_faults, isa_faults
from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.guides import FUNCTIONS, find_tables, is_version, tables_of
from superbill.x12.report import GroupReport, InterchangeReport, Report, SetReport
from superbill.x12.segments import Delimiters
from superbill.x12.stream import Piece, read_pieces, readable
from superbill.x12.tables import Transaction
from superbill.x12.trailers import trailer_faults
from superbill.x12.walk import Walk

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
    chunks = _chunks(source) if isinstance(source, bytes | bytearray | memoryview) else source
    checker = _Checker(frozenset(levels), lists, most, hear, companions, keep)
    for marks, pieces in read_pieces(chunks, checker.tell):
        checker.take(marks, pieces)
    return checker.end()


def _chunks(data: bytes | bytearray | memoryview) -> Iterator[bytes]:
    for at in range(0, len(data), CHUNK):
        yield bytes(data[at : at + CHUNK])


def _is_refused(holder: SetReport | GroupReport | InterchangeReport | None) -> bool:
    return holder is not None and any(each.is_error for each in holder.findings)


class _Checker:
    """The envelopes; what stands between ST and SE is the `Walk`'s."""

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
        self.seen: set[tuple[str, str]] = set()
        self.adrift = False
        self.told: list[tuple[int, str, str]] = []

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
        if self._is_full and not self.relaxed and self.keep is None and (not finding.is_error or _is_refused(holder)):
            self._leave_out(finding)  # in a file of nothing but faults, what is left out must cost little
            return
        finding = replace(
            finding,
            interchange=len(self.report.interchanges),
            group=len(interchange.groups) if interchange else 0,
            set=len(group.sets) if group and one else 0,
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
        if holder is not None and (not was_full or (finding.is_error and not _is_refused(holder))):
            holder.findings.append(finding)  # the first error is kept whatever came before: no answer may take the set for good

    @property
    def _is_full(self) -> bool:
        return len(self.report.findings) >= self.most

    def _leave_out(self, finding: Finding) -> None:
        self.report.left_out += 1
        self.report.errors_left_out += finding.is_error

    def fault(self, code: str, message: str, at: At, spot: str = "", value: str = "", severity: Severity | None = None) -> None:
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
            self._envelope(At(self.number, offset, raw))

    def end(self) -> Report:
        """The file has ended: what stands open has no trailer."""
        self.take(self.marks, ())
        self._close_interchange()
        self.report.segments = self.number
        self.report.findings.sort(key=lambda each: (each.at.number, each.element, each.part))
        return self.report

    def _envelope(self, at: At) -> None:
        values = [value.strip() for value in at.raw.split(self.marks.element)]
        tag = values[0].upper()
        if tag not in _ENVELOPES:
            self._adrift(at, tag)
            return
        self.adrift = False
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
        for element, message in isa_faults(values):
            self.fault("SNIP1-ISA-VALUE", message, at, f"ISA{element:02d}", values[element - 1])
        self._once("ISA13", values[12].strip(), at, inside=f"{values[5].strip()}/{values[7].strip()}/")

    def _once(self, spot: str, control: str, at: At, inside: str = "") -> None:
        key = (f"{inside}{spot}", control)
        if key in self.seen:
            self.fault("SNIP1-CONTROL-TWICE", f"{spot} was used before for another one.", at, spot, control)
        if len(self.seen) < 1_000_000:
            self.seen.add(key)

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
        self.interchange.acknowledgements.append(tuple(values[1:]))

    def _gs(self, at: At, values: list[str]) -> None:
        assert self.interchange is not None
        self._close_group()
        self._meet(values[1:])
        self.group = GroupReport(tuple(values[1:]), at)
        self.interchange.groups.append(self.group)
        for element, message in gs_faults(self.group.values):
            value = self.group.values[element - 1] if element <= len(self.group.values) else ""
            self.fault("SNIP1-ISA-VALUE", message, at, f"GS{element:02d}", value)
        self._once("GS06", self.group.control, at, f"{len(self.report.interchanges)}/")
        for companion in self.partners:
            for finding in companion.check_envelope("GS", self.group.values, at):
                self.add(finding)

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
            self._gs_instead(at)
        assert self.group is not None and self.interchange is not None
        kind, control, stated = (*values[1:], "", "", "")[:3]
        gs08 = self.group.values[7] if len(self.group.values) > 7 else ""
        tables = find_tables(kind, stated or gs08) or find_tables(kind, gs08)
        self.set = SetReport(kind, control, stated or gs08, at, tables[0] if tables else None, stated=stated)
        self.group.sets.append(self.set)
        self._check_st(at, kind, control, stated, gs08, bool(tables))
        self._once("ST02", control, at, f"{len(self.report.interchanges)}/{len(self.interchange.groups)}/")
        own = self._companion_walk(tables)
        self.walk = Walk(tables, self.marks, self.add, self.levels, codes=self._codes(), hear=self.hear, companion=own)
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

    def _gs_instead(self, at: At) -> None:
        assert self.interchange is not None
        self.group = GroupReport((), at)
        self.interchange.groups.append(self.group)

    def _check_st(self, at: At, kind: str, control: str, stated: str, gs08: str, known: bool) -> None:
        assert self.group is not None
        function = FUNCTIONS.get(kind)
        if function is None:
            self.fault("SNIP2-SET", f"ST01 is not a transaction we know: {kind[:3]!r}.", at, "ST01", kind)
        elif not known:
            self.fault("SNIP2-GUIDE", "The guide is none we know; only the envelopes were checked.", at, "ST03", stated or gs08)
        else:
            self._check_versions(at, kind, stated, gs08)
        if function and self.group.values and self.group.values[0].upper() != function:
            self.fault("SNIP1-GROUP-SET", f"A {kind} belongs into a group {function}.", at, "ST01", self.group.values[0])
        if not 4 <= len(control) <= 9:
            code = "SNIP1-MISSING" if not control else "SNIP1-SHORT" if len(control) < 4 else "SNIP1-LONG"
            self.fault(code, "ST02 is a control number of 4 to 9 characters.", at, "ST02", control)

    def _check_versions(self, at: At, kind: str, stated: str, gs08: str) -> None:
        """GS08 and ST03 name a version of the guide that we know, and the same one."""
        assert self.group is not None and self.set is not None and self.set.table is not None
        known = self.set.table.guides
        if stated and not is_version(self.set.table, stated):
            self.fault("SNIP2-GUIDE", f"ST03 names no version that we know; {known[0]} was followed.", at, "ST03", stated)
        if gs08 and len(self.group.sets) == 1 and not any(is_version(table, gs08) for table in tables_of(kind)):
            self.fault(
                "SNIP2-GUIDE", f"GS08 names no version that we know; {known[0]} was followed.", self.group.at, "GS08", gs08
            )
        elif stated and gs08 and stated.upper() != gs08.upper() and len(gs08) > 6:
            self.fault("SNIP2-GUIDE", "ST03 and GS08 name different versions.", at, "ST03", stated)

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
        self.set.findings.sort(key=lambda each: (each.at.number, each.element, each.part))
        self.set = None

    def _prove(self, at: At, values: list[str], tag: str, counted: int, what: str, control: str, header: str) -> None:
        """Count and control number of a trailer."""
        for element, code, message in trailer_faults(tag, values, counted, what=what, control=control, header=header):
            self.fault(code, message, at, f"{tag}{element:02d}", (*values, "", "")[element])
