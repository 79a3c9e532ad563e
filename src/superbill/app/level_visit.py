"""The level of an office visit: the questions of the grid, and what the answers lead to. Nothing is kept."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, visit_of
from superbill.basics.errors import BadInput
from superbill.claims.plain import from_plain
from superbill.places.us.visit_level import PROBLEM_TABLE, RISK_TABLE, DataElements, ProblemElements, RiskElements, visit_level

_COUNT, _YES = "count", "yes"
_DATA = (
    ("external_notes", "notes from outside reviewed", _COUNT),
    ("results_reviewed", "results of tests reviewed", _COUNT),
    ("tests_ordered", "tests ordered", _COUNT),
    ("independent_historian", "history from someone else than the patient", _YES),
    ("independent_interpretation", "own interpretation of a test that another reports", _YES),
    ("discussion_with_external", "discussion with a professional outside the practice", _YES),
)


class BadAnswer(BadInput):
    """An answer that is no whole number."""


@dataclass(frozen=True, slots=True)
class Question:
    """One field of the form: `kind` is count or yes; `answer` is what was given, `yes` or a number, empty when nothing was."""

    name: str
    words: str
    kind: str
    answer: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """One column of the grid as a row: its level in words, what put it there, and whether it decided."""

    name: str
    level: str
    because: str
    decided: bool


@dataclass(frozen=True, slots=True)
class LevelPage:
    """The form and, once something was answered, the code with its grid and its reasons."""

    problems: tuple[Question, ...]
    data: tuple[Question, ...]
    risk: tuple[Question, ...]
    minutes: str
    code: str
    grid: tuple[GridRow, ...]
    why: tuple[str, ...]


@at_desk(may="code")
def level_visit(desk: Desk, visit_number: str, *, answers: Mapping[str, str]) -> LevelPage:
    """The form with its answers, and the level that they lead to. Raises `BadAnswer`, `BadElements`, `BeforeTheRules`."""
    visit = visit_of(get_visit(desk, visit_number))
    given = {name: text.strip() for name, text in answers.items() if text.strip() and text.strip() != "0"}
    questions = _questions(given)
    if not any(question.answer for part in questions for question in part) and "minutes" not in given:
        return LevelPage(*questions, "", "", (), ())
    level = visit_level(
        from_plain(ProblemElements, _answers(given, ProblemElements)),
        from_plain(DataElements, _answers(given, DataElements)),
        from_plain(RiskElements, _answers(given, RiskElements)),
        _number("minutes", given["minutes"]) if "minutes" in given else None,
        new_patient=visit.new_patient,
        on=visit.served_on,
    )
    grid = tuple(GridRow(column.name, column.level.words, "; ".join(column.because), column.decided) for column in level.grid)
    return LevelPage(*questions, given.get("minutes", ""), level.code, grid, level.why)


def _questions(given: Mapping[str, str]) -> tuple[tuple[Question, ...], tuple[Question, ...], tuple[Question, ...]]:
    problems = tuple(Question(name, words, _COUNT, given.get(name, "")) for name, words, _ in PROBLEM_TABLE)
    data = tuple(Question(name, words, kind, given.get(name, "")) for name, words, kind in _DATA)
    risk = tuple(Question(name, words, _YES, given.get(name, "")) for name, words, _ in RISK_TABLE)
    return problems, data, risk


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
