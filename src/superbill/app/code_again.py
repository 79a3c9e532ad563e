"""Code a visit a second time for an audit, without sight of what the first coder chose or the program suggests."""

import re
from dataclasses import dataclass

from superbill.app.code_tables import icd10cm, search_codes
from superbill.app.desk import Desk, at_desk
from superbill.app.find import NotHere, sheet_of, visit_of
from superbill.app.find_codes import AT_MOST, LONGEST
from superbill.app.trail import note_event
from superbill.app.wording import LETTERS, day, spoken_name
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import CodeChoice
from superbill.claims.plain import to_plain
from superbill.claims.visit import Service, Sheet
from superbill.codes.icd10cm import Icd10cmCode
from superbill.storage import clock
from superbill.storage.models import AuditCoding, AuditItem

_SERVICE = re.compile(r"([A-Z0-9]{5})((?:-[A-Z0-9]{2}){0,4})(?: *[X×*] *([1-9]\d{0,3}))?((?: *[A-L])*)", re.ASCII)


class BadCoding(BadInput):
    """A line of the second superbill cannot be read."""


class OwnVisit(NotPossible):
    """The visit was coded first by this person."""


class CodedAlready(NotPossible):
    """The visit was coded a second time before; what was seen since cannot be unseen."""


@dataclass(frozen=True, slots=True)
class BlindPage:
    """A visit to be coded again: its note and what the registration says; nothing of the first superbill."""

    audit: str
    place: int
    of: int
    item: int
    note: str
    served_on: str
    born_and_sex: str
    payer: str
    rendering: str
    place_of_service: str
    new_patient: bool


@at_desk(may="code")
def show_blind(desk: Desk, item_id: int) -> BlindPage:
    """The page of a visit that waits for its second coder. Raises `NotHere`, `CodedAlready`, `OwnVisit`."""
    item = _waiting(desk, item_id)
    visit = visit_of(item.sheet.visit)
    person = visit.patient.person
    return BlindPage(
        audit=item.audit.name,
        place=item.place,
        of=item.audit.items.count(),
        item=int(item.pk),
        note=item.sheet.note.text,
        served_on=day(visit.served_on),
        born_and_sex=f"{day(person.born)} · {person.sex}",
        payer=visit.coverage.payer.name,
        rendering=spoken_name(visit.rendering),
        place_of_service=visit.place_of_service,
        new_patient=visit.new_patient,
    )


@at_desk(may="code")
def save_blind(desk: Desk, item_id: int, *, codes: str, services: str) -> None:
    """Keep the second superbill, once.

    `codes` has one diagnosis a line, the first-listed first; `services` one service a line, such as `99214-25 AB` or `J1885 x2 A`:
    code, modifiers, units, letters of the diagnoses. Raises `BadCoding`, `UnknownCode`, `CodedAlready`, `NotHere`, `OwnVisit`.
    """
    item = _waiting(desk, item_id, lock=True)
    sheet = _sheet(desk, item, codes, services)
    AuditCoding.objects.create(practice_id=desk.practice_id, item=item, content=to_plain(sheet), by=desk.by, at=clock.now())
    note_event(desk, "Coded a second time for an audit.", visit=item.sheet.visit)


@at_desk(may="code")
def find_again(desk: Desk, item_id: int, words: str) -> tuple[Icd10cmCode, ...]:
    """Codes that the words may mean on the visit's day, the likeliest first. Raises `NotHere`."""
    on = get_item(desk, item_id).sheet.visit.served_on
    return search_codes(words[:LONGEST], on=on, limit=AT_MOST) if len(words.strip()) > 1 else ()


@at_desk(may="code")
def next_blind(desk: Desk, audit: str) -> int | None:
    """The next visit of an audit that waits for a second coder and was not coded by this person; None when there is none."""
    items = AuditItem.objects.filter(practice_id=desk.practice_id, audit__name=audit, second__isnull=True)
    waiting = items.exclude(sheet__visit__sheets__by=desk.by).select_related("sheet").order_by("place")
    return next((int(item.pk) for item in waiting if not _has_coded(desk, item)), None)


def _has_coded(desk: Desk, item: AuditItem) -> bool:
    """Whether a person had a hand in the first superbill: saved one of the visit, or took one of its codes."""
    took = any(choice.by == desk.by for choice in sheet_of(item.sheet).choices)
    return took or item.sheet.visit.sheets.filter(by=desk.by).exists()


def _waiting(desk: Desk, item_id: int, *, lock: bool = False) -> AuditItem:
    item = get_item(desk, item_id, lock=lock)
    if _has_coded(desk, item):
        raise OwnVisit("You coded this visit yourself.", todo="Somebody else codes it a second time.")
    if hasattr(item, "second"):
        raise CodedAlready("This visit was coded a second time already.", todo="Open the comparison.")
    return item


def get_item(desk: Desk, item_id: int, *, lock: bool = False) -> AuditItem:
    """A visit of an audit. Raises `NotHere`."""
    rows = AuditItem.objects.select_for_update(of=("self",)) if lock else AuditItem.objects.all()
    known = rows.select_related("audit", "sheet", "sheet__visit", "sheet__note")
    item = known.filter(practice_id=desk.practice_id, pk=item_id).first()
    if item is None:
        raise NotHere("There is no such visit in an audit.", todo="Open the audit and choose a visit there.")
    return item


def _sheet(desk: Desk, item: AuditItem, codes: str, services: str) -> Sheet:
    written = [line.split()[0] for line in codes.splitlines() if line.strip()]
    if not written:
        raise BadCoding("No diagnosis is written.", where="diagnoses", todo="Write one code a line, the first-listed first.")
    if len(written) > len(LETTERS):
        raise BadCoding("A claim carries twelve diagnoses at most.", where="diagnoses", todo="Leave out the least important.")
    at = clock.now()
    with icd10cm() as tables:
        found = [tables.get(code, on=item.sheet.visit.served_on).code for code in written]
    if len(set(found)) < len(found):
        twice = next(code for code in found if found.count(code) > 1)
        raise BadCoding(f"{twice} is written twice.", where="diagnoses", todo="Write it once, where it belongs in the order.")
    lines = [line.strip().upper() for line in services.splitlines() if line.strip()]
    choices = tuple(CodeChoice(code, "added", (), desk.by, at) for code in found)
    return Sheet(choices, tuple(_service(line, found, place) for place, line in enumerate(lines, start=1)))


def _service(line: str, codes: list[str], place: int) -> Service:
    """`99214-25 X2 A B`: code, modifiers, units, and letters of the diagnoses."""
    found = _SERVICE.fullmatch(line)
    if found is None:
        raise BadCoding(
            f"Service {place} cannot be read.", where=f"service {place}", todo="Write it like 99214-25 AB or J1885 x2 A."
        )
    letters = [LETTERS.index(letter) for letter in found[4].replace(" ", "")]
    if not letters or max(letters) >= len(codes):
        raise BadCoding(
            f"Service {place} points to no diagnosis of the list.",
            where=f"service {place}",
            todo="End it with letters: A is the first.",
        )
    pointed = tuple(dict.fromkeys(codes[at] for at in letters))
    return Service(found[1], pointed, tuple(part for part in found[2].split("-") if part), int(found[3] or 1))
