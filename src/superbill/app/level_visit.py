"""The level of an office visit: the questions of the grid, what the note proposes, and what the answers lead to. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, latest_note, visit_of
from superbill.app.suggest_codes import suggest_codes
from superbill.basics.errors import BadInput
from superbill.claims.note import Note
from superbill.claims.plain import from_plain
from superbill.places.us.propose_elements import Proposal, propose_elements
from superbill.places.us.visit_level import PROBLEM_TABLE, RISK_TABLE, DataElements, ProblemElements, RiskElements, visit_level
from superbill.storage.models import VisitRecord

_COUNT, _YES = "count", "yes"
_DATA = (
    ("external_notes", "notes from outside reviewed", _COUNT),
    ("results_reviewed", "results of tests reviewed", _COUNT),
    ("tests_ordered", "tests ordered", _COUNT),
    ("independent_historian", "history from someone else than the patient", _YES),
    ("independent_interpretation", "own interpretation of a test that another reports", _YES),
    ("discussion_with_external", "discussion with a professional outside the practice", _YES),
)
_PROBLEMS = tuple((name, words, _COUNT) for name, words, _ in PROBLEM_TABLE)
_RISK = tuple((name, words, _YES) for name, words, _ in RISK_TABLE)
_TICKED = {name for name, _, kind in (*_DATA, *_RISK) if kind == _YES}


class BadAnswer(BadInput):
    """An answer that is no whole number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form: `kind` is count or yes; `answer` is what was given, `yes` or a number, empty when nothing was.

    `proposed` says why the note proposes it and by which words; empty when it does not.
    """

    name: str
    words: str
    kind: str
    answer: str
    proposed: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One column of the grid as a row: its level in words, what put it there, and whether it decided."""

    name: str
    level: str
    because: str
    decided: bool


@dataclass(frozen=True, slots=True)
class LevelPage:
    """The form and, once something was answered, the code with its grid and its reasons.

    `from_note` while the answers are only what the note proposes: a person has confirmed nothing yet.
    """

    problems: tuple[Question, ...]
    data: tuple[Question, ...]
    risk: tuple[Question, ...]
    minutes: str
    code: str
    grid: tuple[GridRow, ...]
    why: tuple[str, ...]
    from_note: bool


@at_desk(may="code")
def level_visit(desk: Desk, visit_number: str, *, answers: Mapping[str, str] | None = None) -> LevelPage:
    """The form and the level that the answers lead to; without answers, those that the note proposes.

    Raises `BadAnswer`, `BadElements`, `BeforeTheRules`, `NotHere`, `NoTables`.
    """
    row = get_visit(desk, visit_number)
    visit, proposed = visit_of(row), _proposed(row)
    given = _given(answers) if answers is not None else {one.element: _proposed_answer(one) for one in proposed.values()}
    problems, data, risk = (tuple(_question(*asked, given, proposed) for asked in column) for column in (_PROBLEMS, _DATA, _RISK))
    if not any(question.answer for question in (*problems, *data, *risk)) and "minutes" not in given:
        return LevelPage(problems, data, risk, "", "", (), (), False)
    level = visit_level(
        from_plain(ProblemElements, _answers(given, ProblemElements)),
        from_plain(DataElements, _answers(given, DataElements)),
        from_plain(RiskElements, _answers(given, RiskElements)),
        _number("minutes", given["minutes"]) if "minutes" in given else None,
        new_patient=visit.new_patient,
        on=visit.served_on,
    )
    grid = tuple(GridRow(column.name, column.level.words, "; ".join(column.because), column.decided) for column in level.grid)
    return LevelPage(problems, data, risk, given.get("minutes", ""), level.code, grid, level.why, answers is None)


def _proposed(row: VisitRecord) -> dict[str, Proposal]:
    """What the note proposes, by element; nothing without a note."""
    kept = latest_note(row)
    if kept is None:
        return {}
    note = Note(kept.text, kept.author)
    return {one.element: one for one in propose_elements(note, suggest_codes(note, on=row.served_on))}


def _given(answers: Mapping[str, str]) -> dict[str, str]:
    return {name: text.strip() for name, text in answers.items() if text.strip() not in ("", "0")}


def _proposed_answer(one: Proposal) -> str:
    return _YES if one.element in _TICKED else str(one.count)


def _question(name: str, words: str, kind: str, given: Mapping[str, str], proposed: Mapping[str, Proposal]) -> Question:
    one = proposed.get(name)
    quoted = ", ".join(dict.fromkeys(f"“{span.words}”" for span in one.evidence)) if one else ""
    return Question(name, words, kind, given.get(name, ""), f"{one.why}: {quoted}" if one else "")


def _answers(given: Mapping[str, str], kind: type) -> dict[str, object]:
    """The answers that belong to one column: a ticked box is true, everything else a count."""
    names = [field.name for field in fields(kind) if field.name in given]
    return {name: True if given[name] == _YES else _number(name, given[name]) for name in names}


def _number(name: str, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 4:
        raise BadAnswer(
            f"{name.replace('_', ' ').capitalize()} is not a whole number.", where="visit level", todo="Write a number from 0."
        )
    return int(text)
