"""What a check of a file found, envelope by envelope: interchanges, groups and sets, each with its findings."""

from dataclasses import dataclass, field

from superbill.x12.findings import At, Finding
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Transaction


@dataclass(slots=True)
class SetReport:
    """What was found in one transaction set. `table` is None when its guide is not known; `claims` counts CLM or CLP.

    `stated` is ST03 as it stands there; `guide` is what was followed, from ST03 or GS08. `companions` names the companion guides
    that were applied.
    """

    kind: str
    control: str
    guide: str
    at: At
    table: Transaction | None
    findings: list[Finding] = field(default_factory=list)
    stated: str = ""
    segments: int = 0
    claims: int = 0
    companions: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """No error of any level was found."""
        return not any(each.is_error for each in self.findings)


@dataclass(slots=True)
class GroupReport:
    """One functional group with its sets. `values` are the elements of GS, GS01 first; `findings` those of the envelope.

    `stated` is GE01: how many sets the sender says there are.
    """

    values: tuple[str, ...]
    at: At
    sets: list[SetReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    stated: int = 0

    @property
    def control(self) -> str:
        """GS06."""
        return self.values[5] if len(self.values) > 5 else ""

    @property
    def guide(self) -> str:
        """GS08: version, release and implementation guide, such as 005010X222A1."""
        return self.values[7] if len(self.values) > 7 else ""


@dataclass(slots=True)
class InterchangeReport:
    """One interchange with its groups. `values` are the sixteen elements of ISA; `acknowledgements` the TA1 in it."""

    values: tuple[str, ...]
    at: At
    marks: Delimiters
    groups: list[GroupReport] = field(default_factory=list)
    acknowledgements: list[tuple[str, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    @property
    def control(self) -> str:
        """ISA13."""
        return self.values[12].strip()


@dataclass(slots=True)
class Report:
    """What was found in a file.

    `left_out` counts findings beyond the most that are kept, `errors_left_out` the errors among them, `let_pass` those that a companion guide turned off.
    """

    interchanges: list[InterchangeReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    segments: int = 0
    left_out: int = 0
    errors_left_out: int = 0
    let_pass: int = 0

    @property
    def groups(self) -> int:
        """How many functional groups there are."""
        return sum(len(each.groups) for each in self.interchanges)

    @property
    def sets(self) -> int:
        """How many transaction sets there are."""
        return sum(len(group.sets) for each in self.interchanges for group in each.groups)

    @property
    def claims(self) -> int:
        """How many claims (CLM of an 837) and claim payments (CLP of an 835) there are."""
        return sum(one.claims for each in self.interchanges for group in each.groups for one in group.sets)

    @property
    def companions(self) -> tuple[str, ...]:
        """The names of the companion guides that were applied to a set."""
        names = (name for each in self.interchanges for group in each.groups for one in group.sets for name in one.companions)
        return tuple(dict.fromkeys(names))

    @property
    def accepted(self) -> bool:
        """No error was found."""
        return not self.errors_left_out and not any(each.is_error for each in self.findings)


def in_file(finding: Finding) -> tuple[int, int, int]:
    """By this, findings are in the order of the file."""
    return finding.at.number, finding.element, finding.part


def is_refused(holder: SetReport | GroupReport | InterchangeReport | None) -> bool:
    """Whether an error was found in it."""
    return holder is not None and any(each.is_error for each in holder.findings)
