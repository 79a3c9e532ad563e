"""The claim page: where it stands, its money, what the edits say, its lines, its files, and who did what when."""

from collections import defaultdict
from dataclasses import dataclass

from superbill.app.balances import NOTHING, claim_balance, line_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, get_claim, latest_version, sheet_of
from superbill.app.finding_rows import FindingRow, finding_rows
from superbill.app.list_denials import DenialRow, denial_of
from superbill.app.mend import filing_clock
from superbill.app.overrides import finding_of, standing
from superbill.app.wording import day, listed_name, moment, money, pointers, service, spoken_name
from superbill.claims.claim import Claim
from superbill.claims.life import NEXT, State
from superbill.claims.note import CodeChoice
from superbill.claims.plain import from_plain
from superbill.claims.priced import Owed
from superbill.exchange.explain import claim_segments
from superbill.ledger.balances import Balance
from superbill.storage.models import ClaimRecord, ClaimVersion, FileRecord


@dataclass(frozen=True, slots=True)
class DiagnosisRow:
    """A diagnosis with the words that support it; `supported` is false when nobody found any."""

    pointer: str
    code: str
    how: str
    by: str
    words: str
    supported: bool


@dataclass(frozen=True, slots=True)
class LineRow:
    """A service line with its money."""

    line_no: str
    procedure: str
    pointers: str
    units: str
    charge: str
    expected: str
    paid: str
    adjusted: str
    patient: str
    payer_open: str
    working: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimFileRow:
    """A file that touched the claim; `segments` are this claim's part of it, one a line."""

    id: str
    direction: str
    kind: str
    name: str
    at: str
    segments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of the timeline."""

    at: str
    by: str
    what: str
    state: str
    file_id: str


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version: `kind` is original, replacement or void."""

    control: str
    kind: str
    charge: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class MoneyStrip:
    """The money of the claim; `provisional` while the payer has not answered."""

    billed: str
    expected_payer: str
    expected_patient: str
    payer_paid: str
    patient_paid: str
    adjusted: str
    payer_open: str
    patient_open: str
    provisional: bool
    differs: str


@dataclass(frozen=True, slots=True)
class Action:
    """A button that this role may press: `key` is correct or send."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The page. `clock` is until when the payer takes the claim; empty once it has answered, or when nobody knows."""

    number: str
    control: str
    state: str
    since: str
    patient: str
    patient_number: str
    payer: str
    member_id: str
    payer_claim_number: str
    served_on: str
    rendering: str
    visit_number: str
    money: MoneyStrip
    findings: tuple[FindingRow, ...]
    clock: str
    diagnoses: tuple[DiagnosisRow, ...]
    lines: tuple[LineRow, ...]
    versions: tuple[VersionRow, ...]
    files: tuple[ClaimFileRow, ...]
    timeline: tuple[EventRow, ...]
    actions: tuple[Action, ...]
    can_override: bool
    denial: DenialRow | None
    next_moves: tuple[str, ...]


@at_desk(may="see")
def show_claim(desk: Desk, number: str) -> ClaimPage:
    """The claim page. Raises `NotHere`."""
    row = get_claim(desk, number)
    version = latest_version(row)
    claim = claim_of(version)
    expected = from_plain(Owed, version.expected) if version.expected else None
    return ClaimPage(
        number=row.number,
        control=version.control,
        state=row.state,
        since=day(row.state_since),
        patient=listed_name(row.patient),
        patient_number=row.patient.number,
        payer=row.payer_name,
        member_id=claim.coverage.member_id,
        payer_claim_number=row.payer_claim_number,
        served_on=day(row.served_on),
        rendering=spoken_name(claim.rendering),
        visit_number=row.visit.number,
        money=_money(desk, row, claim, expected),
        findings=_findings(row, version, claim),
        clock=filing_clock(claim, on=desk.on) if State(row.state) in _BEFORE_ANSWERS else "",
        diagnoses=_diagnoses(claim, version),
        lines=_lines(line_balances(desk, row), claim, expected),
        versions=tuple(_version(item) for item in row.versions.order_by("-version")),
        files=_files(row),
        timeline=tuple(
            EventRow(moment(event.at), event.by, event.what, event.state, str(event.file_id or ""))
            for event in row.visit.events.order_by("pk")
        ),
        actions=_actions(desk, State(row.state)),
        can_override=desk.may("override") and State(row.state) in _AT_THE_DESK,
        denial=denial_of(desk, row),
        next_moves=tuple(sorted(NEXT[State(row.state)])),
    )


_AT_THE_DESK = (State.HELD, State.READY)
_BEFORE_ANSWERS = (State.DRAFT, *_AT_THE_DESK, State.REFUSED, State.REJECTED)
_ANSWERED = (State.PAID, State.PARTLY_PAID, State.DENIED, State.CLOSED, State.REVERSED)


def _money(desk: Desk, row: ClaimRecord, claim: Claim, expected: Owed | None) -> MoneyStrip:
    balance = claim_balance(desk, row)
    answered = State(row.state) in _ANSWERED
    return MoneyStrip(
        billed=money(claim.charge_cents),
        expected_payer=money(expected.paid_cents if expected else None),
        expected_patient=money(expected.patient_cents if expected else None),
        payer_paid=money(balance.payer_paid_cents),
        patient_paid=money(balance.patient_paid_cents),
        adjusted=money(balance.adjusted_cents),
        payer_open=money(balance.payer_open_cents),
        patient_open=money(balance.patient_open_cents),
        provisional=not answered,
        differs=_difference(balance, expected) if State(row.state) in (State.PAID, State.CLOSED) else "",
    )


def _difference(balance: Balance, expected: Owed | None) -> str:
    if expected is None or balance.payer_paid_cents == expected.paid_cents:
        return ""
    difference = balance.payer_paid_cents - expected.paid_cents
    return f"{money(abs(difference))} {'more' if difference > 0 else 'less'} than the contract says"


def _findings(row: ClaimRecord, version: ClaimVersion, claim: Claim) -> tuple[FindingRow, ...]:
    return finding_rows(map(finding_of, version.findings.order_by("pk")), claim, standing(row))


def _diagnoses(claim: Claim, version: ClaimVersion) -> tuple[DiagnosisRow, ...]:
    chosen = {choice.code: choice for choice in sheet_of(version.sheet).choices}
    return tuple(_diagnosis(place, chosen[code]) for place, code in enumerate(claim.diagnoses, start=1))


def _diagnosis(place: int, choice: CodeChoice) -> DiagnosisRow:
    words = "; ".join(f"“{span.words}” ({span.section})" if span.section else f"“{span.words}”" for span in choice.evidence)
    return DiagnosisRow(pointers((place,)), choice.code, choice.how, choice.by, words, bool(choice.evidence))


def _lines(balances: dict[int | None, Balance], claim: Claim, expected: Owed | None) -> tuple[LineRow, ...]:
    owed = {line.line_no: line for line in expected.lines} if expected else {}
    rows = []
    for line in claim.lines:
        balance = balances.get(line.line_no, NOTHING)
        should = owed.get(line.line_no)
        rows.append(
            LineRow(
                str(line.line_no),
                service(line),
                pointers(line.pointers),
                str(line.units),
                money(line.charge_cents),
                money(should.paid_cents if should else None),
                money(balance.payer_paid_cents),
                money(balance.adjusted_cents),
                money(balance.patient_open_cents),
                money(balance.payer_open_cents),
                should.working if should else (),
            )
        )
    return tuple(rows)


def _version(version: ClaimVersion) -> VersionRow:
    kind = {"1": "original", "7": "replacement", "8": "void"}[version.frequency]
    return VersionRow(version.control, kind, money(version.charge_cents), version.by, moment(version.at))


def _files(row: ClaimRecord) -> tuple[ClaimFileRow, ...]:
    """Every file that touched the claim; each is searched only for the versions that it is about."""
    controls: defaultdict[int, list[str]] = defaultdict(list)
    touched = FileRecord.versions.through.objects.filter(claimversion__claim=row).order_by("claimversion_id")
    for file_id, control in touched.values_list("filerecord_id", "claimversion__control"):
        controls[file_id].append(control)
    return tuple(_file(file, controls[file.pk]) for file in FileRecord.objects.filter(pk__in=controls).order_by("pk"))


def _file(file: FileRecord, controls: list[str]) -> ClaimFileRow:
    data = bytes(file.content)
    segments = [segment for control in controls for segment in claim_segments(data, control=control) if segment.own]
    return ClaimFileRow(
        str(file.pk),
        "sent" if file.direction == "out" else "received",
        file.kind,
        file.name,
        moment(file.at),
        tuple(segment.text for segment in segments),
    )


def _actions(desk: Desk, state: State) -> tuple[Action, ...]:
    actions = []
    if "corrected" in NEXT[state] and desk.may("correct"):
        actions.append(Action("correct", "Draft again from the superbill"))
    if "sent" in NEXT[state] and desk.may("send"):
        actions.append(Action("send", "Send"))
    return tuple(actions)
