"""What the edits say of the claim that a superbill would make as it stands on the page. Nothing is kept."""

from dataclasses import dataclass

from superbill.app.check_claim import findings_of
from superbill.app.desk import Desk, at_desk
from superbill.app.draft_claim import claim_of_sheet
from superbill.app.find import get_visit
from superbill.app.finding_rows import FindingRow, finding_rows
from superbill.app.mend import filing_clock
from superbill.app.overrides import standing
from superbill.app.save_sheet import sheet_from
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible
from superbill.basics.findings import Severity
from superbill.claims.visit import Pick, Service
from superbill.storage.models import ClaimRecord


@dataclass(frozen=True, slots=True)
class SheetFindings:
    """The findings, the stops first; or `problem` and `todo`, why no claim can be made of the superbill yet."""

    findings: tuple[FindingRow, ...] = ()
    clock: str = ""
    problem: str = ""
    todo: str = ""

    @property
    def tally(self) -> str:
        """How many hold the claim up, and how many warn: those that nobody overrode."""
        if self.problem:
            return ""
        standing = [row.severity for row in self.findings if row.override is None]
        stops, warnings = standing.count(Severity.STOP.value), standing.count(Severity.WARN.value)
        said = [counted(stops, "stop") if stops else "", counted(warnings, "warning") if warnings else ""]
        return ", ".join(filter(None, said)) or "nothing stops it"


@at_desk(may="code")
def check_sheet(desk: Desk, visit_number: str, *, picks: tuple[Pick, ...], services: tuple[Service, ...]) -> SheetFindings:
    """Check the claim that the superbill would make, the same way as `check_claim`. Raises `NotHere`."""
    visit = get_visit(desk, visit_number)
    if not picks and not services:
        return SheetFindings(problem="There is nothing to check yet.", todo="Choose codes and services.")
    row = ClaimRecord.objects.filter(practice_id=desk.practice_id, visit=visit).first()
    try:
        sheet, _ = sheet_from(desk, visit, picks=picks, services=services)
        claim = claim_of_sheet(desk, visit, sheet, row)
    except (BadInput, NotPossible) as error:
        return SheetFindings(problem=error.what, todo=error.todo)
    found = findings_of(desk, claim, patient=visit.patient)
    return SheetFindings(finding_rows(found, claim, standing(row) if row else {}), filing_clock(claim, on=desk.on))
