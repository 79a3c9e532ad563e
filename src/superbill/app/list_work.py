"""Today's work by role: what waits for this person, counted, and the first rows of it."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from superbill.app.balances import NOTHING, claim_balances
from superbill.app.desk import Desk, at_desk
from superbill.app.wording import day, days_ago, money
from superbill.claims.life import State
from superbill.claims.plain import from_plain
from superbill.claims.remit import Remit
from superbill.ledger.remittance import Why, left_open
from superbill.storage.models import BankLine, ClaimRecord, FileRecord, RemitClaim, RemitRecord, VisitRecord


@dataclass(frozen=True, slots=True)
class Queue:
    """A pile of work: `key` names it in the address, `count` is text, `money` is what is at stake, `hint` says what to do."""

    key: str
    title: str
    count: int
    money: str
    hint: str


@dataclass(frozen=True, slots=True)
class WorkRow:
    """One thing to do. `kind` is visit, claim, remit, file or deposit; `ref` is its number."""

    kind: str
    ref: str
    who: str
    payer: str
    served_on: str
    age: str
    money: str
    why: str


@dataclass(frozen=True, slots=True)
class Work:
    """The page: all queues of the role, and the rows of the chosen one."""

    queues: tuple[Queue, ...]
    chosen: str
    rows: tuple[WorkRow, ...]


QUEUES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "to-code": ("Visits to code", "Read the note and fill the superbill.", ("coder", "manager")),
    "held": ("Held by the edits", "Mend what the finding says; nothing was sent yet.", ("coder", "biller", "manager")),
    "denied": ("Denied", "Find the cause, correct and send again.", ("coder", "biller", "manager")),
    "ready": ("Ready to send", "Send them to their payers.", ("biller", "manager")),
    "rejected": ("Refused or rejected", "The payer did not take them in: mend and send again.", ("biller", "manager")),
    "unanswered": ("With the payer", "Sent and not yet paid; the oldest first.", ("biller", "manager")),
    "money": (
        "Money to explain",
        "Remittances held, payments not expected or of unknown claims, deposits without remittance.",
        ("biller", "manager"),
    ),
    "files": ("Files not used", "What came in and could not be used, and why.", ("biller", "manager")),
}
_STATES = {
    "held": (State.HELD,),
    "denied": (State.DENIED, State.PARTLY_PAID, State.REVERSED),
    "ready": (State.READY,),
    "rejected": (State.REFUSED, State.REJECTED),
    "unanswered": (State.SENT, State.RECEIVED, State.ACCEPTED),
}


@at_desk(may="see")
def list_work(desk: Desk, *, chosen: str = "") -> Work:
    """The queues of this role with their counts, and the rows of one: the chosen, or the first that is not empty."""
    keys = [key for key, (_, _, roles) in QUEUES.items() if desk.role in roles]
    rows = {key: _rows(desk, key) for key in keys}
    if chosen not in keys:
        chosen = next((key for key in keys if rows[key]), keys[0])
    queues = tuple(Queue(key, QUEUES[key][0], len(rows[key]), _at_stake(rows[key]), QUEUES[key][1]) for key in keys)
    return Work(queues, chosen, rows[chosen])


def _at_stake(rows: tuple[WorkRow, ...]) -> str:
    cents = [int(row.money.replace(",", "").replace(".", "")) for row in rows if row.money not in ("", "–")]
    return money(sum(cents)) if cents else ""


def _rows(desk: Desk, key: str) -> tuple[WorkRow, ...]:
    if key == "to-code":
        return _uncoded(desk)
    if key == "money":
        return _unexplained(desk)
    if key == "files":
        return _unused(desk)
    return _claims(desk, _STATES[key])


def _uncoded(desk: Desk) -> tuple[WorkRow, ...]:
    """Visits that have no claim yet, with or without a note."""
    rows = (
        VisitRecord.objects.filter(practice_id=desk.practice_id, claim=None)
        .select_related("patient")
        .annotate(notes_count=Count("notes"))
    )
    return tuple(
        WorkRow(
            "visit",
            row.number,
            f"{row.patient.last_name}, {row.patient.first_name}",
            row.details["coverage"]["payer"]["name"],
            day(row.served_on),
            days_ago(row.served_on, desk.on),
            "",
            "note to code" if row.notes_count else "no note yet",
        )
        for row in rows.order_by("served_on", "number")
    )


def _claims(desk: Desk, states: tuple[State, ...]) -> tuple[WorkRow, ...]:
    values = [state.value for state in states]
    rows = list(
        ClaimRecord.objects.filter(practice_id=desk.practice_id, state__in=values)
        .select_related("patient")
        .prefetch_related("versions__findings")
        .order_by("served_on", "number")
    )
    balances = claim_balances(desk, [row.number for row in rows]) if rows else {}
    return tuple(_claim_row(desk, row, balances.get(row.number, NOTHING).open_cents) for row in rows)


def _claim_row(desk: Desk, row: ClaimRecord, open_cents: int) -> WorkRow:
    version = max(row.versions.all(), key=lambda version: version.version)
    stops = sorted({finding.title for finding in version.findings.all() if finding.severity == "stop"})
    why = "; ".join(stops) if row.state == State.HELD.value else row.state
    return WorkRow(
        "claim",
        row.number,
        f"{row.patient.last_name}, {row.patient.first_name}",
        row.payer_name,
        day(row.served_on),
        days_ago(row.state_since, desk.on),
        money(open_cents or version.charge_cents),
        why,
    )


def _unexplained(desk: Desk) -> tuple[WorkRow, ...]:
    mine = Q(practice_id=desk.practice_id)
    posted_since = RemitRecord.objects.filter(
        mine, state="posted", payer_tax_id=OuterRef("payer_tax_id"), trace=OuterRef("trace"), pk__gt=OuterRef("pk")
    )
    held = RemitRecord.objects.filter(mine, state="held").exclude(Exists(posted_since))
    rows = [
        WorkRow(
            "remit",
            str(row.pk),
            row.payer_name,
            row.payer_name,
            day(row.paid_on),
            days_ago(row.paid_on, desk.on),
            money(row.paid_cents),
            row.problem,
        )
        for row in held.order_by("paid_on", "pk")
    ]
    unknown = RemitClaim.objects.filter(mine, version=None, remit__state="posted").select_related("remit")
    for claim in unknown.order_by("pk"):
        remit = claim.remit
        why = f"Payment for {claim.control}, which is not known here; the money is in suspense."
        rows.append(
            WorkRow(
                "remit",
                str(remit.pk),
                claim.control,
                remit.payer_name,
                day(remit.paid_on),
                days_ago(remit.paid_on, desk.on),
                money(claim.paid_cents),
                why,
            )
        )
    for remit in RemitRecord.objects.filter(mine, state="posted").order_by("paid_on", "pk"):
        rows += _not_expected(desk, remit)
        rows += _outside_any_claim(desk, remit)
    for line in BankLine.objects.filter(mine, entry=None).order_by("on", "pk"):
        why = f"Deposit with trace {line.trace}: no remittance explains it yet."
        rows.append(
            WorkRow("deposit", line.trace, line.description, "", day(line.on), days_ago(line.on, desk.on), money(line.cents), why)
        )
    return tuple(rows)


def _not_expected(desk: Desk, remit: RemitRecord) -> list[WorkRow]:
    """Money that was posted to a claim which had no reason to get it, such as a second payment."""
    who, age = remit.payer_name, days_ago(remit.paid_on, desk.on)
    row = WorkRow("remit", str(remit.pk), who, who, day(remit.paid_on), age, money(remit.paid_cents), remit.problem)
    return [row] if remit.problem else []


def _outside_any_claim(desk: Desk, remit: RemitRecord) -> list[WorkRow]:
    """Money that the payer moved outside any claim for a reason that no rule settles: it is in suspense."""
    if not remit.content["provider_adjustments"]:
        return []
    moved = [item for item in left_open(from_plain(Remit, remit.content)) if item.why is Why.PROVIDER]
    age = days_ago(remit.paid_on, desk.on)
    return [
        WorkRow(
            "remit",
            str(remit.pk),
            remit.payer_name,
            remit.payer_name,
            day(remit.paid_on),
            age,
            money(item.cents),
            f"PLB {item.reason}: {item.why}",
        )
        for item in moved
    ]


def _unused(desk: Desk) -> tuple[WorkRow, ...]:
    files = FileRecord.objects.filter(practice_id=desk.practice_id, direction="in").exclude(problem="").order_by("-pk")
    return tuple(
        WorkRow("file", str(row.pk), row.name, row.kind, day(row.at.date()), days_ago(row.at.date(), desk.on), "", row.problem)
        for row in files
    )
