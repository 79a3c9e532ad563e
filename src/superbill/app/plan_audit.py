"""Plan an audit of coding and draw its visits; list the audits."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Max
from django.utils import timezone

from superbill.app.code_tables import icd10cm
from superbill.app.desk import Desk, at_desk
from superbill.app.find import sheet_of
from superbill.app.trail import note_event
from superbill.app.wording import counted, day, moment
from superbill.basics.errors import NotPossible
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.visit import Sheet
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.audit.draw import AUTOMATIC, BY_HAND, SUGGESTED, Candidate, Plan, draw
from superbill.storage import clock
from superbill.storage.models import AuditItem, AuditRecord, PracticeRecord, SheetRecord, VisitRecord

MOST_LETTERS = 200


class NothingToDraw(NotPossible):
    """No superbill fits the plan, or an audit of that name stands already."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """How many were drawn of how many."""

    name: str
    drawn: int
    of: int


@dataclass(frozen=True, slots=True)
class AuditRow:
    """An audit in the list: how many of its visits were coded a second time."""

    name: str
    period: str
    drawn_by: str
    strata: tuple[Stratum, ...]
    visits: int
    coded: int


@at_desk(may="audit")
def plan_audit(desk: Desk, plan: Plan) -> AuditRow:
    """Draw the visits whose last superbill was saved in the period and was never audited. Raises `NothingToDraw`, `BadPlan`."""
    PracticeRecord.objects.select_for_update().get(
        pk=desk.practice_id
    )  # of two plans at once the second sees what the first drew
    if AuditRecord.objects.filter(practice_id=desk.practice_id, name=plan.name).exists():
        raise NothingToDraw(f"An audit “{plan.name}” stands already.", todo="Give this one another name.")
    drawn = draw(plan, _candidates(desk, plan))
    if not drawn:
        raise NothingToDraw(
            "No superbill of this period is left to audit.", todo="Choose another period: each superbill is audited once."
        )
    record = AuditRecord.objects.create(
        practice_id=desk.practice_id, name=plan.name, plan=to_plain(plan), by=desk.by, at=clock.now()
    )
    for place, one in enumerate(drawn, start=1):
        AuditItem.objects.create(
            practice_id=desk.practice_id,
            audit=record,
            sheet_id=one.number,
            place=place,
            stratum=one.stratum[:MOST_LETTERS],
            of=one.of,
        )
    note_event(desk, f"Audit of coding planned: {counted(len(drawn), 'visit')} drawn.")
    return row_of(desk, record)


def _candidates(desk: Desk, plan: Plan) -> list[Candidate]:
    last = SheetRecord.objects.filter(practice_id=desk.practice_id).values("visit").annotate(last=Max("pk")).values("last")
    sheets = SheetRecord.objects.filter(pk__in=last, at__gte=_midnight(plan.since), at__lt=_midnight(plan.until))
    rows = sheets.filter(audited__isnull=True).select_related("visit").order_by("pk")
    with icd10cm() as tables:
        return [_candidate(row, tables) for row in rows]


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))


def _candidate(row: SheetRecord, tables: Icd10cm) -> Candidate:
    sheet, visit = sheet_of(row), row.visit
    first = tables.find(sheet.choices[0].code, on=visit.served_on) if sheet.choices else None
    family = f"chapter {first.chapter}" if first else "no diagnosis"
    return Candidate(int(row.pk), row.by, payer_of(visit), family, _source(sheet))


def _source(sheet: Sheet) -> str:
    ways = {choice.how for choice in sheet.choices}
    return AUTOMATIC if AUTOMATIC in ways else SUGGESTED if ways & {"accepted", "changed"} else BY_HAND


def payer_of(visit: VisitRecord) -> str:
    """The payer's name as the visit was registered."""
    return str(visit.details["coverage"]["payer"]["name"])


@at_desk(may="code")
def list_audits(desk: Desk) -> tuple[AuditRow, ...]:
    """The audits of the practice, the newest first."""
    return tuple(row_of(desk, record) for record in AuditRecord.objects.filter(practice_id=desk.practice_id).order_by("-pk"))


def row_of(desk: Desk, record: AuditRecord) -> AuditRow:
    """The audit as the list has it; only who leads it sees from which strata the visits are, for these tell of the first coder."""
    items, plan = list(record.items.select_related("second").order_by("place")), from_plain(Plan, record.plan)
    counts = Counter((item.stratum, item.of) for item in items if desk.may("audit"))
    return AuditRow(
        name=record.name,
        period=f"{day(plan.since)} until {day(plan.until)}",
        drawn_by=f"{record.by}, {moment(record.at)}",
        strata=tuple(Stratum(name, drawn, of) for (name, of), drawn in sorted(counts.items())),
        visits=len(items),
        coded=sum(hasattr(item, "second") for item in items),
    )
