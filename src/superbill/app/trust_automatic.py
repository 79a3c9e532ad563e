"""What the program does when a note arrives, for the families that the practice trusts: note it in the shadow, or put the code on.

Only a suggestion that is plain, claimed at 90 % and more, and has no open question. A code goes on a sheet that nobody has begun, is
marked as automatic there and in the trail, and teaches nothing until a person looks at it. The visit stays in the coder's queue:
services, and the claim, are a person's. A family that is no longer proven falls back to the shadow by itself.
"""

import hashlib
from dataclasses import replace

from superbill.app.calibration import chapter_of
from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import PROGRAM, Decision, Kind, keep, standing
from superbill.app.decisions_of_sheet import decision_on
from superbill.app.desk import Desk
from superbill.app.find import latest_sheet
from superbill.app.site_terms import suggest_here
from superbill.app.trail import note_event
from superbill.app.trust import SAMPLE, Counted, counted_here
from superbill.app.trust_settings import OFF, ON, SHADOW, Trust, keep_trust, trust_of
from superbill.claims.note import CodeChoice, Note, Suggestion
from superbill.claims.plain import to_plain
from superbill.claims.visit import Sheet
from superbill.coding.site_trust import SUREST
from superbill.storage import clock
from superbill.storage.models import NoteRecord, SheetRecord, VisitRecord


def code_alone(desk: Desk, visit: VisitRecord, row: NoteRecord) -> None:
    """Do for a note that has just arrived what the practice trusts the program with; nothing where it trusts it with nothing."""
    trust = trust_of(desk)
    if set(trust.families.values()) <= {OFF} or latest_sheet(visit) is not None:
        return
    found = suggest_here(desk, Note(row.text, row.author), on=visit.served_on).suggestions
    trust = trust_of(desk, lock=True)  # while the note was read somebody may have switched a family off
    with icd10cm() as tables:
        day = tables.on_day(visit.served_on)
        surest = [(one, trust.family_of(one.code, chapter_of(one.code, day))) for one in found if _is_plain(one)]
        known = [(one, decision_on(one, Kind.SHADOW, day), family) for one, family in surest if family]
    counted = counted_here(desk) if any(trust.mode(family) == ON for _, _, family in known) else None
    if counted:
        trust = _with_proven(desk, trust, {family for _, _, family in known}, counted)
    said = set(standing(desk).filter(visit=visit, kind=Kind.SHADOW).values_list("code", flat=True))
    at = clock.now()
    alone = [(one, decision) for one, decision, family in known if counted and _goes_alone(one.code, family, trust, counted)]
    codes = {one.code for one, _ in alone}
    shadow = [decision for one, decision, _ in known if one.code not in said | codes]
    keep(desk, visit, shadow, source=PROGRAM, at=at)
    if alone:
        _put_on(desk, visit, row, alone, trust)


def _is_plain(one: Suggestion) -> bool:
    return one.confidence >= SUREST and not one.doubt and not one.gaps


def _goes_alone(code: str, family: str, trust: Trust, counted: Counted) -> bool:
    """Whether a code goes on: its family is on, and a chapter carries no category that is right less often than the threshold."""
    return trust.mode(family) == ON and (family == code[:3] or not counted.is_below(code[:3], trust))


def _with_proven(desk: Desk, trust: Trust, families: set[str], counted: Counted) -> Trust:
    """The settings after families that are on and no longer proven fell back to the shadow."""
    fallen = [family for family in sorted(families) if trust.mode(family) == ON and counted.why_not(family, trust)]
    for family in fallen:
        trust = trust.with_mode(family, SHADOW)
        note_event(desk, f"Coding without a person: {family} fell back to the shadow; its precision is no longer proven.")
    if fallen:
        keep_trust(desk, trust)
    return trust


def _put_on(desk: Desk, visit: VisitRecord, row: NoteRecord, automatic: list[tuple[Suggestion, Decision]], trust: Trust) -> None:
    at = clock.now()
    because = SAMPLE if _is_sampled(visit, trust.sample) else ""
    decisions = [replace(decision, kind=Kind.AUTOMATIC, because=because) for _, decision in automatic]
    choices = tuple(CodeChoice(one.code, "automatic", one.evidence, PROGRAM, at) for one, _ in automatic)
    SheetRecord.objects.create(
        practice_id=desk.practice_id, visit=visit, note=row, content=to_plain(Sheet(choices, ())), by=PROGRAM, at=at
    )
    keep(desk, visit, decisions, source=PROGRAM, at=at)
    codes = ", ".join(choice.code for choice in choices)
    note_event(desk, f"Codes put on the superbill without a person (automatic): {codes}.", visit=visit)


def _is_sampled(visit: VisitRecord, percent: int) -> bool:
    """Whether a visit is looked at afterwards: by chance, and the same whenever it is asked."""
    drawn = hashlib.sha256(f"sample/{visit.practice_id}/{visit.number}".encode()).digest()
    return int.from_bytes(drawn[:4], "big") % 100 < percent
