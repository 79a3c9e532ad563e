"""Repair a claim at the desk: values of its registration and superbill are written right, it is drafted again, and each change is kept.

Nothing is repaired unless a person asks. A value is changed where it was entered, so that the next draft has it too; who changed what,
from what to what, stays in a list that only grows, and a repair can be taken back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from superbill.app.desk import Desk, at_desk
from superbill.app.draft_claim import draft_and_check
from superbill.app.find import get_claim, get_visit, latest_sheet
from superbill.app.trail import note_event
from superbill.app.wording import counted, moment
from superbill.basics.errors import NotPossible
from superbill.claims.life import State
from superbill.claims.plain import from_plain, to_plain
from superbill.claims.visit import Sheet, Visit
from superbill.edits.repair import IN_SHEET, IN_VISIT, Change, Repair, named, put_back, repaired
from superbill.places.us.repairs import us_repairs
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, RepairRecord, SheetRecord, VisitRecord

_AT_THE_DESK = (State.DRAFT, State.HELD, State.READY)
_OF_SHEET = "services."
_LEFT_OUT = ("person", "address")
_NAMED = {"zip_code": "ZIP code", "npi": "NPI", "member_id": "member id", "tax_id": "tax number"}


class NothingToRepair(NotPossible):
    """No value of the claim needs one of these repairs, or none was done that could be taken back."""


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value in the words of the page: where it stands, and how it was and is written."""

    where: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RepairRow:
    """A repair that a claim needs, or that was done: then `by` and `at` say who and when."""

    code: str
    title: str
    matters: str
    source: str
    values: tuple[ChangedValue, ...]
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ClaimRepairs:
    """The repairs that a claim needs, and those that were done and not taken back. `at_desk`: whether it can be repaired now."""

    needed: tuple[RepairRow, ...]
    done: tuple[RepairRow, ...]
    at_desk: bool


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of it: the control number of the new draft, the state of the claim, and each change."""

    control: str
    state: str
    changes: tuple[Change, ...]


@at_desk(may="see")
def find_repairs(desk: Desk, number: str, *, only: Sequence[str] = ()) -> ClaimRepairs:
    """The repairs that the registration and the superbill of a claim need, as they stand now. Raises `NotHere`, `NoSuchRepair`."""
    row = get_claim(desk, number)
    repairs = named(us_repairs(), only)
    changes = _Entered(row.visit).repaired(repairs)
    needed = tuple(_row(each, mine) for each in repairs if (mine := [one for one in changes if one.repair == each.code]))
    return ClaimRepairs(needed, _done(desk, row.visit), State(row.state) in _AT_THE_DESK)


@at_desk(may="correct")
def repair_claim(desk: Desk, number: str, *, only: Sequence[str] = ()) -> Repaired:
    """Do the repairs that a claim needs, or only those named; draft it again and check it.

    Raises `NotHere`, `NoSuchRepair`, `NothingToRepair`, and what `draft_claim` raises.
    """
    row = _locked(desk, number)
    entered = _Entered(row.visit)
    changes = entered.repaired(named(us_repairs(), only))
    if not changes:
        raise NothingToRepair(f"Claim {row.number} needs no repair.", todo="What the edits find has to be mended by a person.")
    for change in changes:
        _keep(desk, row.visit, change)
    return _redrafted(desk, row, entered, changes, "repaired")


@at_desk(may="correct")
def take_back_repair(desk: Desk, number: str, code: str) -> Repaired:
    """Write the values that a repair changed as they were, where nobody has written another one since; draft and check again.

    Raises `NotHere`, `NoSuchRepair`, `NothingToRepair`, and what `draft_claim` raises.
    """
    row = _locked(desk, number)
    (repair,) = named(us_repairs(), [code])
    done = list(_standing(desk, row.visit).filter(code=repair.code))
    if not done:
        raise NothingToRepair(f"{repair.code} was not done on claim {row.number}.", todo="There is nothing to take back.")
    entered = _Entered(row.visit)
    undone = entered.put_back([Change(one.code, one.place, one.before, one.after) for one in done])
    if not undone:
        raise NothingToRepair(
            f"Nothing of {repair.code} can be taken back.",
            todo="Each value has been written anew since, or is not there any more.",
        )
    changes = []
    for one in done:
        if Change(one.code, one.place, one.before, one.after) in undone:
            changes.append(Change(one.code, one.place, one.after, one.before))
            _keep(desk, row.visit, changes[-1], takes_back=one)
    return _redrafted(desk, row, entered, tuple(changes), "taken back")


def _locked(desk: Desk, number: str) -> ClaimRecord:
    """The claim, held with its visit: the visit first, as everybody who saves a superbill does."""
    get_visit(desk, get_claim(desk, number).visit.number, lock=True)
    return get_claim(desk, number, lock=True)


class _Entered:
    """What people entered for a visit, as plain data that can be repaired: its registration and its superbill."""

    def __init__(self, visit: VisitRecord) -> None:
        self.visit, self.sheet = visit, latest_sheet(visit)
        self.details: dict[str, Any] = visit.details
        self.services: dict[str, Any] = self.sheet.content if self.sheet else {}

    def repaired(self, repairs: Sequence[Repair]) -> tuple[Change, ...]:
        """Repair them here; nothing is kept yet."""
        self.details, of_visit = repaired(self.details, repairs, IN_VISIT)
        self.services, of_sheet = repaired(self.services, repairs, IN_SHEET)
        return (*of_visit, *of_sheet)

    def put_back(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """Undo changes here, those that can be, which come back; nothing is kept yet."""
        self.details, of_visit = put_back(self.details, changes)
        self.services, of_sheet = put_back(self.services, changes)
        return (*of_visit, *of_sheet)

    def keep(self, desk: Desk) -> None:
        """Keep what is another now: the registration in its place, the superbill as a new one."""
        patient = self.visit.patient
        if patient.details == self.visit.details["patient"]:
            person = from_plain(Visit, self.details).patient.person
            patient.details, patient.last_name, patient.first_name = (
                self.details["patient"],
                person.last_name[:60],
                person.first_name[:35],
            )
            patient.save(update_fields=["details", "last_name", "first_name"])
        self.visit.details = self.details
        self.visit.save(update_fields=["details"])
        if self.sheet and self.services != self.sheet.content:
            content = to_plain(from_plain(Sheet, self.services))
            SheetRecord.objects.create(
                practice_id=desk.practice_id, visit=self.visit, note=self.sheet.note, content=content, by=desk.by, at=clock.now()
            )


def _redrafted(desk: Desk, row: ClaimRecord, entered: _Entered, changes: tuple[Change, ...], what: str) -> Repaired:
    entered.keep(desk)
    codes = ", ".join(dict.fromkeys(change.repair for change in changes))
    note_event(desk, f"{codes} {what}: {counted(len(changes), 'value')} written another way.", claim=row)
    control = draft_and_check(desk, entered.visit)
    return Repaired(control, get_claim(desk, row.number).state, changes)


def _keep(desk: Desk, visit: VisitRecord, change: Change, *, takes_back: RepairRecord | None = None) -> None:
    RepairRecord.objects.create(
        practice_id=desk.practice_id,
        visit=visit,
        code=change.repair,
        place=change.place,
        before=change.before,
        after=change.after,
        takes_back=takes_back,
        by=desk.by,
        at=clock.now(),
    )


def _standing(desk: Desk, visit: VisitRecord) -> Any:
    rows = RepairRecord.objects.filter(practice_id=desk.practice_id, visit=visit, takes_back=None, taken_back=None)
    return rows.order_by("pk")


def _done(desk: Desk, visit: VisitRecord) -> tuple[RepairRow, ...]:
    by_code: dict[str, list[RepairRecord]] = {}
    for row in _standing(desk, visit):
        by_code.setdefault(row.code, []).append(row)
    known = {repair.code: repair for repair in us_repairs()}
    return tuple(
        replace(
            _row(known[code], [Change(code, one.place, one.before, one.after) for one in rows]),
            by=rows[-1].by,
            at=moment(rows[-1].at),
        )
        for code, rows in by_code.items()
        if code in known
    )


def _row(repair: Repair, changes: Iterable[Change]) -> RepairRow:
    values = tuple(ChangedValue(spoken_place(one.place), one.before, one.after) for one in changes)
    return RepairRow(repair.code, repair.title, repair.help.matters, str(repair.source), values)


def spoken_place(place: str) -> str:
    """Where a value stands, in words: `patient.person.address.zip_code` is the ZIP code of the patient."""
    steps = [step for step in place.split(".") if step not in _LEFT_OUT]
    if place.startswith(_OF_SHEET):
        return f"service {int(steps[1]) + 1}, {steps[2].replace('_', ' ')}"
    return f"{_NAMED.get(steps[-1], steps[-1].replace('_', ' '))} of the {steps[-2]}"
