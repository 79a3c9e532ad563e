"""What an answer must know of a claim that went by: its number, charge, people, days and lines, and where they stood.

Small on purpose: the facts of every claim of a file are kept until its last trailer has been read, because only then is it
known whether the sets and groups that they came in were taken.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from superbill.x12.findings import Finding
from superbill.x12.objects.claims import Claim, Header, ServiceLine
from superbill.x12.objects.claims_pieces import Party, Span
from superbill.x12.walk import ENVELOPES

MOST_OF_A_CLAIM, MOST_OF_A_SET = 50, 5_000
"""Errors that are kept for an answer; one is enough to reject."""


class LineFacts(NamedTuple):
    """A service line: `at` is the segment number of its LX; `control` is REF*6R, else LX01."""

    at: int = 0
    number: str = ""
    control: str = ""
    kind: str = ""
    code: str = ""
    modifiers: tuple[str, ...] = ()
    revenue: str = ""
    charge_cents: int = 0
    units: str = ""
    days: str = ""
    prescription: str = ""


class Person(NamedTuple):
    """A patient's name."""

    last_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    suffix: str = ""


class ClaimFacts(NamedTuple):
    """A claim. The numbers of segments in the file say where each level that it stands below begins (0: its HL is missing).

    `days` are CCYYMMDD or CCYYMMDD-CCYYMMDD, empty when the claim names none. `bill_type` is CLM05-1 and -3 of an institutional
    claim (X12 RFI 1744), `clearinghouse` REF*D9.
    """

    control: str = ""
    charge_cents: int = 0
    at: int = 0
    header: Header = Header()
    provider: Party = Party()
    billing_at: int = 0
    subscriber_at: int = 0
    patient_at: int = 0
    patient: Person = Person()
    member_id: str = ""
    days: str = ""
    bill_type: str = ""
    clearinghouse: str = ""
    lines: tuple[LineFacts, ...] = ()


def facts_of(claim: Claim) -> ClaimFacts:
    """The facts of a typed claim."""
    subscriber, patient = claim.subscriber, claim.patient
    clearinghouse, person = claim.reference("D9"), claim.patient_party
    return ClaimFacts(
        control=claim.control.strip(),
        charge_cents=claim.charge_cents or 0,
        at=claim.at.number,
        header=claim.header,
        provider=claim.billing.provider,
        billing_at=claim.billing.at.number,
        subscriber_at=subscriber.hl_at.number or subscriber.at.number,
        patient_at=(patient.hl_at.number or patient.at.number) if patient else 0,
        patient=Person(person.last_name, person.first_name, person.middle_name, person.suffix),
        member_id=_member_id(claim),
        days=_days_of_claim(claim),
        bill_type=f"{claim.facility}{claim.frequency}" if claim.facility_list == "A" else "",
        clearinghouse=clearinghouse.number if clearinghouse else "",
        lines=tuple(_line(line) for line in claim.lines),
    )


def _member_id(claim: Claim) -> str:
    """The patient's id with the payer: the subscriber's, who is insured; else the number by which an insurer knows the case."""
    party = claim.patient_party
    numbers = (party.reference("Y4"), claim.subscriber.insured.reference("Y4"), party.reference("SY"))
    return (
        party.id
        or claim.subscriber.insured.id
        or next((each.number for each in numbers if each), "")
        or claim.subscriber.group_number
    )


def _line(line: ServiceLine) -> LineFacts:
    control = line.reference("6R")
    procedure = line.procedure
    served = line.dated("472")
    prescription = next((each.number for drug in line.drugs for each in drug.references if each.kind == "XZ"), "")
    return LineFacts(
        at=line.lx_at.number or line.at.number,
        number=line.number,
        control=control.number if control else line.number,
        kind=procedure.kind,
        code=procedure.code,
        modifiers=procedure.modifiers[:4],
        revenue=line.revenue,
        charge_cents=line.charge_cents or 0,
        units=f"{line.units.normalize():f}" if line.units is not None else "",
        days=_days([served]) if served else "",
        prescription=prescription,
    )


def _days_of_claim(claim: Claim) -> str:
    """The statement's days of an institutional claim, else from the first service to the last one."""
    statement = claim.dated("434")
    if statement and (days := _days([statement])):
        return days
    served = [span for line in claim.lines if (span := line.dated("472"))]
    whole = [span for span in (claim.dated("472"), claim.dated("435")) if span]
    return _days(served) or _days(whole)


def _days(spans: Iterable[Span]) -> str:
    days = [day for span in spans for day in (span.first, span.last) if day]
    if not days:
        return ""
    first, last = min(days), max(days)
    return _written(first) if first == last else f"{_written(first)}-{_written(last)}"


def _written(day: date) -> str:
    return f"{day.year:04d}{day:%m%d}"


class Hearing:
    """Takes the typed claims and the findings of a file while it is checked, and keeps what answers need of them.

    Give `take` to `check` as `hear` and `keep` as `keep`. Only errors are kept, and of each claim only the first ones; a claim
    without errors keeps no lines. So memory grows by less than a kilobyte a claim, whatever stands in the file.
    """

    def __init__(self, levels: Iterable[int]) -> None:
        self.levels = frozenset(levels)
        self.claims: list[ClaimFacts] = []
        self._last_error_at = 0
        self._place: tuple[int, int, int, str] = (0, 0, 0, "")
        self._kept = 0

    def take(self, thing: object) -> None:
        """A typed object: claims are kept, everything else is let go by."""
        if isinstance(thing, Claim):
            self._forget_lines()
            self.claims.append(facts_of(thing))

    def keep(self, finding: Finding) -> bool:
        """Whether a finding goes into the report: errors of envelopes, the first ones of each claim and of what has no claim."""
        if not (finding.is_error and finding.level in self.levels):
            return False
        self._last_error_at = max(self._last_error_at, finding.at.number)
        place = (finding.interchange, finding.group, finding.set, finding.claim)
        if place != self._place:
            self._place, self._kept = place, 0
        self._kept += 1
        return finding.tag in ENVELOPES or self._kept <= (MOST_OF_A_CLAIM if finding.claim else MOST_OF_A_SET)

    def _forget_lines(self) -> None:
        """The last claim is whole, and nothing was wrong in it: its lines will not be spoken of."""
        if self.claims and self._last_error_at < self.claims[-1].at:
            self.claims[-1] = self.claims[-1]._replace(lines=())
