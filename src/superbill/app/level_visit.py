"""The level of a visit: the questions of the grid, what the note proposes, and what the answers lead to. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from superbill.app.desk import Desk, at_desk
from superbill.app.edit_tables import edit_tables
from superbill.app.find import get_visit, latest_note, latest_sheet, sheet_of, visit_of
from superbill.app.level_form import (
    MINUTES,
    BadAnswer,
    LevelForm,
    chosen,
    chosen_patient,
    chosen_resident,
    counts_of,
    given_answers,
    level_form,
    name_of,
    number,
    proposed_answers,
)
from superbill.app.patient_standing import earlier_services, part_b_of, standing_of
from superbill.app.suggest_codes import suggest_codes
from superbill.claims.note import Note
from superbill.claims.visit import Visit
from superbill.places.us.levels import telehealth
from superbill.places.us.levels.beside import Beside
from superbill.places.us.levels.grid import elements_named
from superbill.places.us.levels.level import ADD_ON_CODES, LEVEL_CODES, MINUTES_THAT_COUNT, WORDS, BeforeTheRules, level_of
from superbill.places.us.levels.new_patient import EarlierService, Standing
from superbill.places.us.levels.visit import PREVENTIVE, Encounter, VisitLevel
from superbill.places.us.propose_elements import Proposal, propose_elements
from superbill.places.us.propose_visit import propose_visit
from superbill.storage.models import VisitRecord

__all__ = ["ADD_ON_CODES", "LEVEL_CODES", "BadAnswer"]  # which services of a superbill are its level; an error of the verb below

_BY_ITSELF = (PREVENTIVE, "hospital_discharge", "nursing_discharge")
"""Families that lead to a code without an answer."""
_MEDICARE = "MB"


@dataclass(frozen=True, slots=True)
class GridRow:
    """One column of the grid as a row: its level in words, what put it there, and whether it decided."""

    name: str
    level: str
    because: str
    decided: bool


@dataclass(frozen=True, slots=True)
class LevelPage:
    """The form and, once something was answered, what it leads to.

    `act` puts the code, the modifiers that leave no question and the add-ons on the superbill. `standing` tells new or established with
    the visit that decides it; `differs` where the registration says otherwise. `problem` and `todo` say why nothing can be calculated.
    `from_note` while the answers are only what the note proposes: a person has confirmed nothing yet.
    """

    form: LevelForm
    standing: str
    differs: str
    time_words: str
    from_note: bool
    level: VisitLevel | None = None
    grid: tuple[GridRow, ...] = ()
    act: str = ""
    problem: str = ""
    todo: str = ""


@at_desk(may="code")
def level_visit(
    desk: Desk,
    visit_number: str,
    *,
    answers: Mapping[str, str] | None = None,
    services: tuple[tuple[str, str], ...] | None = None,
) -> LevelPage:
    """The form and the level that the answers lead to; without answers, those that the note proposes.

    `services` are the codes and modifiers that stand on the superbill now, as typed; without them, as saved. Raises `BadAnswer`,
    `BadElements`, `NotHere`, `NoTables`.
    """
    row = get_visit(desk, visit_number)
    visit, proposed = visit_of(row), _proposed(row)
    given = given_answers(answers) if answers is not None else proposed_answers(proposed)
    earlier = earlier_services(row)
    standing = standing_of(visit, earlier)
    encounter = _encounter(visit, given, earlier, standing)
    form = level_form(given, proposed, family=encounter.family, how=encounter.how)
    told = f"{'new' if standing.new_patient else 'established'} patient: {standing.why}" if earlier else ""
    page = LevelPage(
        form,
        ". ".join(filter(None, (told, standing.look))),
        _differs(visit, standing) if earlier else "",
        MINUTES_THAT_COUNT,
        answers is None,
    )
    return page if _is_blank(given, encounter) else _answered(page, encounter, given, _beside(row, visit, services))


def _answered(page: LevelPage, encounter: Encounter, given: Mapping[str, str], beside: "_Sheet") -> LevelPage:
    problems, data, risk = elements_named(counts_of(given))
    encounter = replace(encounter, beside=beside.services, modifiers=beside.modifiers)
    try:
        level = level_of(encounter, problems=problems, data=data, risk=risk)
    except BeforeTheRules as error:
        return replace(page, problem=error.what, todo=error.todo)
    grid = tuple(GridRow(column.name, column.level.words, "; ".join(column.because), column.decided) for column in level.grid)
    return replace(page, level=level, grid=grid, act=_act(level))


def _act(level: VisitLevel) -> str:
    """`99223-FS G0316*2`: what goes on the superbill."""
    if not level.code:
        return ""
    sure = "".join(f"-{hint.what}" for hint in level.hints if hint.sure and len(hint.what) == 2)
    return " ".join((level.code + sure, *(f"{each.code}*{each.units}" for each in level.add_ons)))


def _proposed(row: VisitRecord) -> dict[str, Proposal]:
    """What the note and the place propose, by the field of the form."""
    kept, place = latest_note(row), visit_of(row).place_of_service
    note = Note(kept.text, kept.author) if kept else Note("")
    elements = propose_elements(note, suggest_codes(note, on=row.served_on)) if kept else ()
    return {name_of(one): one for one in (*propose_visit(note, place=place), *elements)}


def _encounter(visit: Visit, given: Mapping[str, str], earlier: tuple[EarlierService, ...], standing: Standing) -> Encounter:
    """The visit with the answers about it. Raises `BadAnswer`."""
    minutes = {name: number(name, given[name]) for name in MINUTES if name in given}
    return Encounter(
        visit.served_on,
        chosen("family", given.get("family", "office"), WORDS),
        new_patient=chosen_patient(given.get("patient", ""), else_new=standing.new_patient if earlier else visit.new_patient),
        minutes=minutes.get("minutes"),
        medicare=visit.coverage.payer.filing == _MEDICARE,
        place=visit.place_of_service,
        how=chosen("way", given.get("how", telehealth.IN_PERSON), {way: way for way in telehealth.HOW}),
        colleague_minutes=minutes.get("colleague_minutes"),
        made_decision="made_decision" in given,
        resident=chosen_resident(given.get("resident", "")),
        staff_minutes=minutes.get("staff_minutes", 0),
        other_days_minutes=minutes.get("other_days_minutes", 0),
        born=visit.patient.person.born,
        part_b=part_b_of(visit, earlier),
    )


def _differs(visit: Visit, standing: Standing) -> str:
    if visit.new_patient == standing.new_patient:
        return ""
    registered = "new" if visit.new_patient else "established"
    return f"The registration says {registered}; the history of this practice says otherwise."


def _is_blank(given: Mapping[str, str], encounter: Encounter) -> bool:
    return not counts_of(given) and encounter.minutes is None and encounter.family not in _BY_ITSELF


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What stands beside the visit code on the superbill, and the modifiers of that code."""

    services: tuple[Beside, ...]
    modifiers: tuple[str, ...]


def _beside(row: VisitRecord, visit: Visit, typed: tuple[tuple[str, str], ...] | None) -> _Sheet:
    """The other services with their global periods, where the fee schedule is installed."""
    if typed is None:
        sheet = latest_sheet(row)
        typed = tuple((each.procedure, " ".join(each.modifiers)) for each in sheet_of(sheet).services) if sheet else ()
    modifiers = tuple(word for code, words in typed if code in LEVEL_CODES for word in words.replace(",", " ").split())
    others = [code for code, _ in typed if code and code not in ADD_ON_CODES]
    if all(code in LEVEL_CODES for code in others):
        return _Sheet(tuple(Beside(code, visit.served_on) for code in others), modifiers)
    with edit_tables() as tables:
        schedule = tables.get("fee_schedule")
        known = {code: schedule.find(on=visit.served_on, code=code) if schedule else () for code in others}
    days = {code: str(rows[0]["global_days"] or "") if rows else "" for code, rows in known.items()}
    return _Sheet(tuple(Beside(code, visit.served_on, days[code]) for code in others), modifiers)
