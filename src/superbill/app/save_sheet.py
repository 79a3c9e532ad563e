"""Save the superbill of a visit: the codes a person took responsibility for, and the services."""

from superbill.app.code_tables import icd10cm
from superbill.app.decisions_of_sheet import learn_from_sheet
from superbill.app.desk import Desk, at_desk
from superbill.app.draft_claim import draft_and_check
from superbill.app.find import get_visit, latest_note, latest_sheet, sheet_of
from superbill.app.trail import note_event
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import CodeChoice, Evidence, Note
from superbill.claims.plain import to_plain
from superbill.claims.visit import Pick, Service, Sheet
from superbill.coding.sections import section_at
from superbill.storage import clock
from superbill.storage.models import NoteRecord, SheetRecord, VisitRecord

HOW = ("accepted", "changed", "added", "automatic")


class NoNote(NotPossible):
    """The visit has no note yet."""


class BadSheet(BadInput):
    """The superbill cannot be kept as it is."""


@at_desk(may="code")
def save_sheet(
    desk: Desk,
    visit_number: str,
    *,
    picks: tuple[Pick, ...],
    services: tuple[Service, ...],
    level_why: tuple[str, ...] = (),
    draft: bool = False,
    learn: bool = True,
) -> int:
    """Keep a new sheet, each code with who took it and when; with `draft`, also draft and check the claim.

    Without `learn` it is kept in the middle of the work: what is not on it yet was not passed over, and nothing is learned.
    A code that was on the sheet before, unchanged, keeps its first taker and time. Raises `BadSheet`, `UnknownCode`, `NoNote`.
    Returns the sheet's id.
    """
    visit = get_visit(desk, visit_number, lock=True)
    sheet, note = sheet_from(desk, visit, picks=picks, services=services, level_why=level_why)
    row = SheetRecord.objects.create(
        practice_id=desk.practice_id,
        visit=visit,
        note=note,
        content=to_plain(sheet),
        by=desk.by,
        at=clock.now(),
    )
    if learn:
        learn_from_sheet(desk, visit, note, sheet.choices, at=row.at)
    note_event(desk, f"Superbill saved: {counted(len(sheet.choices), 'code')}, {counted(len(services), 'service')}.", visit=visit)
    if draft:
        draft_and_check(desk, visit)
    return int(row.pk)


def sheet_from(
    desk: Desk, visit: VisitRecord, *, picks: tuple[Pick, ...], services: tuple[Service, ...], level_why: tuple[str, ...] = ()
) -> tuple[Sheet, NoteRecord]:
    """The sheet as `save_sheet` would keep it, and the note that it rests on; nothing is kept. Raises what `save_sheet` raises."""
    note = latest_note(visit)
    if note is None:
        raise NoNote(f"Visit {visit.number} has no note yet.", todo="Add the clinician's note first: codes rest on its words.")
    choices = _choices(desk, visit, note, picks)
    _check_services(services, choices)
    return Sheet(choices, services, level_why), note


def _choices(desk: Desk, visit: VisitRecord, row: NoteRecord, picks: tuple[Pick, ...]) -> tuple[CodeChoice, ...]:
    before = latest_sheet(visit)
    known = {(choice.code, choice.evidence): choice for choice in sheet_of(before).choices} if before else {}
    note = Note(row.text, row.author)
    choices: list[CodeChoice] = []
    with icd10cm() as tables:
        for pick in picks:
            code = tables.get(pick.code, on=visit.served_on).code
            if any(code == choice.code for choice in choices):
                raise BadSheet(f"{code} stands on the sheet twice.", todo="Keep it once, where it belongs in the order.")
            evidence = _evidence(pick, note)
            how = "accepted" if pick.how == "automatic" else pick.how  # what a person saves anew is that person's
            choices.append(known.get((code, evidence)) or CodeChoice(code, how, evidence, desk.by, clock.now()))
    return tuple(choices)


def _evidence(pick: Pick, note: Note) -> tuple[Evidence, ...]:
    if pick.how not in HOW:
        raise BadSheet(f"{pick.code} is marked as {pick.how[:20]!r}.", todo=f"Known: {', '.join(HOW)}.")
    if pick.how != "added" and not pick.spans:
        raise BadSheet(
            f"{pick.code} is marked as {pick.how}, but no words of the note are given for it.", todo="Mark it as added."
        )
    for start, end in pick.spans:
        if not 0 <= start < end <= len(note.text):
            raise BadSheet(
                f"The note has no words at {start}–{end}.", where=pick.code, todo="Mark them again: the note may have changed."
            )
    return tuple(Evidence(start, end, note.text[start:end], section_at(note, start)) for start, end in pick.spans)


def _check_services(services: tuple[Service, ...], choices: tuple[CodeChoice, ...]) -> None:
    codes = {choice.code for choice in choices}
    for place, service in enumerate(services, start=1):
        missing = [code for code in service.codes if code not in codes]
        if missing:
            raise BadSheet(
                f"Service {place} points to {missing[0]}, which is not on the sheet.", todo="Add the code or point elsewhere."
            )
