"""A part of a file, checked apart: what was found in its sets, so that it can be put together as if the file was read in order."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from superbill.x12.check import Checker
from superbill.x12.findings import At, Finding
from superbill.x12.guides import tables_of
from superbill.x12.outline import NotPlain, Part
from superbill.x12.report import SetReport

if TYPE_CHECKING:
    from superbill.x12.companion import Companion
    from superbill.x12.lists import Lists


class FoundInSet(NamedTuple):
    """What was found in one set. `one` is its report without its table, which is the one at `table` among those of its kind (or -1).

    `kept` are the findings in the order they came, as far as there was room; `beyond` is the first error when it came after them.
    """

    one: SetReport
    table: int
    kept: list[Finding]
    beyond: list[Finding]
    left_out: int
    errors_left_out: int


class FoundInPart(NamedTuple):
    """What was found in a part, set by set. `let_pass` counts what a companion guide turned off."""

    sets: list[FoundInSet]
    let_pass: int


class PartChecker(Checker):
    """Checks the sets of a part below their ISA and GS, of which it tells nothing: who puts the parts together does.

    Raises `NotPlain` when the part is not what it was thought to be: whole sets, and nothing that the reader has to tell of.
    """

    def __init__(
        self, part: Part, *, levels: frozenset[int], lists: "Lists | None", companions: Sequence["Companion"], most: int
    ) -> None:
        super().__init__(levels, lists, most, None, companions, None)
        self.part = part
        self.number = part.segments - 2  # ISA and GS stand before the first set
        self.found: list[FoundInSet] = []
        self.kept = 0

    def check(self, chunks: Iterable[bytes]) -> FoundInPart:
        """Check the part, whose bytes come in chunks."""
        self.read(chain((self.part.head,), chunks), begin=self.part.begin - len(self.part.head))
        if self.set is not None or self.number != self.part.until:
            raise NotPlain
        return FoundInPart(self.found, self.report.let_pass)

    def tell(self, code: str, offset: int, value: str) -> NoReturn:
        """Whatever the reader has to say: it is not plain."""
        raise NotPlain

    # --- what may stand in a part

    def _gs(self, at: At, values: list[str]) -> None:
        before = self.group
        if before is not None:
            raise NotPlain
        super()._gs(at, values)
        assert self.group is not None
        part = self.part
        self.group.at = part.group_at
        self.interchange_number, self.group_number, self.set_number = part.interchange, part.group, part.sets
        report = self.report  # what is wrong with ISA and GS is told where the parts are put together
        report.findings.clear()
        report.left_out = report.errors_left_out = report.let_pass = 0

    def _st(self, at: At, values: list[str]) -> None:
        if self.set is not None or self.group is None:
            raise NotPlain
        super()._st(at, values)

    def _se(self, at: At, values: list[str]) -> None:
        if self.set is None:
            raise NotPlain
        super()._se(at, values)

    def _is_used(self, used: set[str], control: str) -> bool:
        return self.set is not None and len(self.found) in self.part.twice

    def _isa(self, at: At) -> None:
        if self.interchange is not None:
            raise NotPlain
        super()._isa(at)

    def _ge(self, at: At, values: list[str]) -> None:
        raise NotPlain

    _iea = _ta1 = _ge

    def _adrift(self, at: At, tag: str) -> None:
        raise NotPlain

    # --- what was found

    def _finish_set(self, segments: int) -> None:
        one, report = self.set, self.report
        assert one is not None
        super()._finish_set(segments)
        mine = report.findings[self.kept :]
        self.kept += len(mine)
        ids = set(map(id, mine))
        beyond = [each for each in one.findings if id(each) not in ids]
        table = next((place for place, each in enumerate(tables_of(one.kind)) if each is one.table), -1)
        self.found.append(
            FoundInSet(replace(one, table=None, findings=[]), table, mine, beyond, report.left_out, report.errors_left_out)
        )
        report.left_out = report.errors_left_out = 0
