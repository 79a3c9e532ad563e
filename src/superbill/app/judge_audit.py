"""Compare the two superbills of an audited visit and decide who is right; and what an audit says in figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from superbill.app.code_again import get_item
from superbill.app.desk import Desk, NotAllowed, at_desk
from superbill.app.find import NotHere, sheet_of
from superbill.app.plan_audit import AuditRow, payer_of, row_of
from superbill.app.tables import NoFees, fees
from superbill.app.wording import moment
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.plain import from_plain
from superbill.claims.visit import Sheet
from superbill.codes.fees import FeeTable
from superbill.coding.audit.compare import Comparison, Worth, compare
from superbill.coding.audit.figures import (
    Accuracy,
    Judged,
    Lesson,
    Verdict,
    accuracy_of,
    by_coder,
    by_kind,
    by_payer,
    by_source,
    kappa,
    lessons,
)
from superbill.storage import clock
from superbill.storage.models import AuditItem, AuditRecord, AuditVerdict

MOST_WORDS = 500


class NotCodedYet(NotPossible):
    """The visit waits for its second coder: nothing of the first is shown before."""


class BadVerdict(BadInput):
    """A verdict that is none, or about a difference that the visit does not have."""


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference on the page; `verdict` is empty while nobody decided."""

    key: str
    kind: str
    first: str
    second: str
    direction: str
    verdict: str
    words: str


@dataclass(frozen=True, slots=True)
class ComparePage:
    """The two superbills side by side."""

    audit: str
    item: int
    place: int
    visit: str
    coder: str
    second_coder: str
    coded_at: str
    agreed: tuple[str, ...]
    differences: tuple[DifferenceRow, ...]
    can_judge: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A visit of an audit: `state` is waiting, compared (differences are open), or judged; `mine` when this person coded it first.

    `stratum` is empty for a second coder while the visit waits: it tells of the first superbill.
    """

    item: int
    place: int
    stratum: str
    state: str
    open: int
    second_coder: str
    mine: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """An audit with its figures: of all, by coder, by payer; errors by kind; codes by how they came about; what to look up.

    `kappa` is from −1 to 1, None before two visits can be compared.
    """

    audit: AuditRow
    items: tuple[ItemRow, ...]
    all: Accuracy
    coders: tuple[Accuracy, ...]
    payers: tuple[Accuracy, ...]
    kinds: tuple[tuple[str, int], ...]
    sources: tuple[tuple[str, int, int], ...]
    lessons: tuple[Lesson, ...]
    kappa: float | None


@at_desk(may="code")
def compare_item(desk: Desk, item_id: int) -> ComparePage:
    """Both superbills and their differences. Coders see the visits that they coded, first or second; the auditor sees all.

    Raises `NotHere`, `NotCodedYet`, `NotAllowed`.
    """
    item = _coded(desk, item_id)
    if not desk.may("audit") and desk.by not in (item.sheet.by, item.second.by):
        raise NotAllowed("This visit was coded by others.", todo="Ask whoever leads the audit.")
    comparison, kept = _comparison(desk, item), {one.key: one for one in item.verdicts.order_by("pk")}
    return ComparePage(
        audit=item.audit.name,
        item=int(item.pk),
        place=item.place,
        visit=item.sheet.visit.number,
        coder=item.sheet.by,
        second_coder=item.second.by,
        coded_at=moment(item.second.at),
        agreed=tuple(one.what for one in comparison.agreed),
        differences=tuple(
            DifferenceRow(
                one.key,
                one.kind.value,
                one.first,
                one.second,
                one.direction.value,
                kept[one.key].verdict if one.key in kept else "",
                kept[one.key].words if one.key in kept else "",
            )
            for one in comparison.differences
        ),
        can_judge=desk.may("audit") and desk.by != item.sheet.by,
    )


@at_desk(may="audit")
def judge_item(desk: Desk, item_id: int, *, verdicts: Mapping[str, str], words: Mapping[str, str] | None = None) -> int:
    """Keep who is right on each difference, by its key: first, second or both; an empty verdict opens it again.

    Returns how many differences are still open. Nobody judges a visit that they coded first. Raises `BadVerdict`, `NotHere`,
    `NotCodedYet`, `NotAllowed`.
    """
    item = _coded(desk, item_id, lock=True)
    if item.sheet.by == desk.by:
        raise NotAllowed("You coded this visit first.", todo="The second coder, or a third person, decides.")
    known = {one.key for one in _comparison(desk, item).differences}
    for key, verdict in verdicts.items():
        if key not in known or verdict not in {"", *Verdict}:
            raise BadVerdict("That is no verdict on a difference of this visit.", todo="Choose first, second or both.")
        said = " ".join((words or {}).get(key, "").split())[:MOST_WORDS]
        last = item.verdicts.filter(key=key).order_by("-pk").first()
        if last is None and not verdict:
            continue
        if last is None or (last.verdict, last.words) != (verdict, said):
            AuditVerdict.objects.create(
                practice_id=desk.practice_id, item=item, key=key, verdict=verdict, words=said, by=desk.by, at=clock.now()
            )
    return len(known - _verdicts(item).keys())


@at_desk(may="code")
def show_audit(desk: Desk, name: str) -> AuditPage:
    """An audit with its figures; a coder without the auditor's role sees only the figures of the own visits. Raises `NotHere`."""
    record = AuditRecord.objects.filter(practice_id=desk.practice_id, name=name).first()
    if record is None:
        raise NotHere(f"There is no audit {name[:40]!r}.", todo="Choose one of the list.")
    items = list(_whole(record.items.order_by("place")))
    table = fee_table_of(desk)
    coded = [item for item in items if hasattr(item, "second")]
    mine = [item for item in coded if _may_see_figures(desk, item)]
    judged = {item.pk: _judged(item, table) for item in coded}
    told = [judged[item.pk] for item in mine]
    pairs = [(_codes(sheet_of(item.sheet)), _codes(_second(item))) for item in mine]
    return AuditPage(
        audit=row_of(desk, record),
        items=tuple(_item_row(desk, item, judged.get(item.pk)) for item in items),
        all=accuracy_of("all", told),
        coders=by_coder(told),
        payers=by_payer(told),
        kinds=tuple((kind.value, count) for kind, count in by_kind(told)),
        sources=by_source(told),
        lessons=lessons(told),
        kappa=kappa(pairs),
    )


def judged_visits(desk: Desk) -> dict[int, Judged]:
    """Every visit that was coded a second time, by its row, with what its last audit says."""
    items = AuditItem.objects.filter(practice_id=desk.practice_id, second__isnull=False).order_by("pk")
    return {item.sheet.visit_id: _judged(item, None) for item in _whole(items)}


def accuracy_in(desk: Desk, record: AuditRecord, table: FeeTable | None) -> Accuracy:
    """The accuracy of an audit under its name, of the visits whose figures this person sees; `table` are the practice's fees."""
    items = _whole(record.items.filter(second__isnull=False))
    return accuracy_of(record.name, [_judged(item, table) for item in items if _may_see_figures(desk, item)])


def _whole(items: QuerySet[AuditItem]) -> QuerySet[AuditItem]:
    """Visits of audits with both superbills and the verdicts, in a fixed number of queries."""
    return items.select_related("sheet", "sheet__visit", "second").prefetch_related("verdicts")


def _may_see_figures(desk: Desk, item: AuditItem) -> bool:
    """The auditor sees everybody's figures, a coder their own."""
    return desk.may("audit") or item.sheet.by == desk.by


def _coded(desk: Desk, item_id: int, *, lock: bool = False) -> AuditItem:
    item = get_item(desk, item_id, lock=lock)
    if not hasattr(item, "second"):
        raise NotCodedYet("This visit waits for its second coder.", todo="Compare when it was coded: until then it is blind.")
    return item


def _comparison(desk: Desk, item: AuditItem) -> Comparison:
    return compare(sheet_of(item.sheet), _second(item), worth=_worth(fee_table_of(desk), item))


def _second(item: AuditItem) -> Sheet:
    return from_plain(Sheet, item.second.content)


def _codes(sheet: Sheet) -> frozenset[str]:
    return frozenset(choice.code for choice in sheet.choices)


def fee_table_of(desk: Desk) -> FeeTable | None:
    """The practice's fees, where it has loaded any."""
    try:
        return fees(desk)
    except NoFees:
        return None


def _worth(table: FeeTable | None, item: AuditItem) -> Worth:
    on = item.sheet.visit.served_on
    return lambda code: found.cents if table is not None and (found := table.fee(code, on=on)) else None


def _judged(item: AuditItem, table: FeeTable | None) -> Judged:
    comparison = compare(sheet_of(item.sheet), _second(item), worth=_worth(table, item))
    return Judged(item.sheet.by, payer_of(item.sheet.visit), comparison, _verdicts(item))


def _verdicts(item: AuditItem) -> dict[str, Verdict]:
    """The last verdict on each difference; one that was opened again has none."""
    last = {one.key: one.verdict for one in sorted(item.verdicts.all(), key=lambda one: one.pk)}
    return {key: Verdict(verdict) for key, verdict in last.items() if verdict}


def _item_row(desk: Desk, item: AuditItem, judged: Judged | None) -> ItemRow:
    state = "waiting" if judged is None else "compared" if judged.open else "judged"
    second = item.second.by if judged is not None else ""
    stratum = item.stratum if desk.may("audit") or judged is not None else ""
    return ItemRow(int(item.pk), item.place, stratum, state, judged.open if judged else 0, second, item.sheet.by == desk.by)
