"""Denied claims in plain words: root cause, whose work it is, what to do next, and where to look first."""

from dataclasses import dataclass
from datetime import timedelta

from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk, at_desk
from superbill.app.find import claim_of, latest_version, sheet_of
from superbill.app.own_payers import rules_of_payer
from superbill.app.suggest_codes import suggest_codes
from superbill.app.wording import day, days_ago, listed_name, money
from superbill.claims.claim import Claim
from superbill.claims.life import State
from superbill.claims.note import Evidence, Note
from superbill.claims.plain import from_plain
from superbill.claims.remit import PaidClaim
from superbill.denials.explain import DeniedPart, find_denials
from superbill.denials.suspects import Suspect, find_suspects, rests_on_words
from superbill.storage.models import ClaimRecord, ClaimVersion, RemitClaim

HINTED = 20
OPEN = (State.DENIED, State.PARTLY_PAID)


@dataclass(frozen=True, slots=True)
class HintRow:
    """Where to look first. `instead` are codes that words of the note support and that are not on the claim."""

    place: str
    why: str
    instead: str


@dataclass(frozen=True, slots=True)
class DenialRow:
    """A denied claim: the leading denial in plain words, and hints for the coder."""

    number: str
    patient: str
    payer: str
    served_on: str
    denied_on: str
    age: str
    amount: str
    codes: str
    title: str
    plain: str
    cause: str
    owner: str
    next_step: str
    actions: tuple[str, ...]
    lines: str
    correct_by: str
    hints: tuple[HintRow, ...]


@at_desk(may="see")
def list_denials(desk: Desk, *, owner: str = "") -> tuple[DenialRow, ...]:
    """The open denials, the oldest service first; of one owner (coder, biller, front desk, provider) when asked.

    The first `HINTED` say where to look; of the others the claim's page says it, because each hint reads a whole note.
    """
    states = [state.value for state in OPEN]
    rows = ClaimRecord.objects.filter(practice_id=desk.practice_id, state__in=states).select_related("patient", "visit")
    found: list[DenialRow] = []
    for row in rows.order_by("served_on", "number"):
        if denial := denial_of(desk, row, owner=owner, hinted=len(found) < HINTED):
            found.append(denial)
    return tuple(found)


def denial_of(desk: Desk, row: ClaimRecord, *, owner: str = "", hinted: bool = True) -> DenialRow | None:
    """The denial that a claim waits with; None when it is not denied, or is the work of another owner than the one asked for."""
    if State(row.state) not in OPEN:
        return None
    version = latest_version(row)
    answer = version.payments.select_related("remit").order_by("-pk").first()
    parts = find_denials(from_plain(PaidClaim, answer.content)) if answer else ()
    if answer is None or not parts or (owner and parts[0].denial.owner != owner):
        return None
    return _row(desk, row, version, answer, parts, hints=_hints(claim_of(version), version, parts) if hinted else ())


def _row(
    desk: Desk,
    row: ClaimRecord,
    version: ClaimVersion,
    answer: RemitClaim,
    parts: tuple[DeniedPart, ...],
    *,
    hints: tuple[Suspect, ...],
) -> DenialRow:
    claim, lead = claim_of(version), parts[0].denial
    return DenialRow(
        number=row.number,
        patient=listed_name(row.patient),
        payer=row.payer_name,
        served_on=day(row.served_on),
        denied_on=day(answer.remit.paid_on),
        age=days_ago(answer.remit.paid_on, desk.on),
        amount=money(sum(part.denial.cents for part in parts)),
        codes=lead.codes,
        title=lead.title,
        plain=lead.plain,
        cause=lead.cause.value,
        owner=lead.owner.value,
        next_step=lead.next_step,
        actions=tuple(action.value for action in lead.actions),
        lines=", ".join(f"line {part.line_no} ({part.procedure})" for part in parts if part.line_no) or "the whole claim",
        correct_by=_correct_by(claim),
        hints=tuple(HintRow(hint.place, hint.why, ", ".join(hint.instead)) for hint in hints),
    )


def _correct_by(claim: Claim) -> str:
    """The last day on which the payer takes a replacement, when its rules are known."""
    rules = rules_of_payer(claim.coverage.payer.payer_id)
    return day(claim.served_on + timedelta(days=rules.correction_days)) if rules else ""


def _hints(claim: Claim, version: ClaimVersion, parts: tuple[DeniedPart, ...]) -> tuple[Suspect, ...]:
    evidence = _evidence(claim, version) if any(rests_on_words(part.denial) for part in parts) else {}
    with icd10cm() as tables:
        titles = {code: found.title for code in {*evidence, *claim.diagnoses} if (found := tables.find(code, on=claim.served_on))}
    hints: list[Suspect] = []
    for part in parts:
        line_nos = (part.line_no,) if part.line_no else ()
        hints += find_suspects(claim, part.denial, evidence=evidence, titles=titles, line_nos=line_nos)
    seen: dict[str, Suspect] = {}
    for hint in hints:
        seen.setdefault(hint.place, hint)
    return tuple(seen.values())


def _evidence(claim: Claim, version: ClaimVersion) -> dict[str, tuple[Evidence, ...]]:
    """The words of the note by code: those a person took, and those of codes suggested and not taken."""
    note = version.sheet.note
    suggested = suggest_codes(Note(note.text, note.author), on=claim.served_on).suggestions
    evidence = {item.code: item.evidence for item in suggested}
    return evidence | {choice.code: choice.evidence for choice in sheet_of(version.sheet).choices if choice.evidence}
