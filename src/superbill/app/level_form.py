"""The form of the visit level: its questions, what the note proposes for each, and the answers as they were given."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from superbill.basics.errors import BadInput
from superbill.places.us.levels import shared, telehealth
from superbill.places.us.levels.grid import PROBLEM_TABLE, RISK_TABLE, DataElements, ProblemElements, RiskElements
from superbill.places.us.levels.level import WORDS
from superbill.places.us.propose_elements import Proposal
from superbill.places.us.propose_visit import UNSAID

_COUNT, YES = "count", "yes"
_DATA = (
    ("external_notes", "notes from outside reviewed", _COUNT),
    ("results_reviewed", "results of tests reviewed", _COUNT),
    ("tests_ordered", "tests ordered", _COUNT),
    ("independent_historian", "history from someone else than the patient", YES),
    ("independent_interpretation", "own interpretation of a test that another reports", YES),
    ("discussion_with_external", "discussion with a professional outside the practice", YES),
)
_PROBLEMS = tuple((name, words, _COUNT) for name, words, _ in PROBLEM_TABLE)
_RISK = tuple((name, words, YES) for name, words, _ in RISK_TABLE)
_TICKED = {name for name, _, kind in (*_DATA, *_RISK) if kind == YES}
ELEMENTS = tuple(one.name for kind in (ProblemElements, DataElements, RiskElements) for one in fields(kind))
MINUTES = ("minutes", "colleague_minutes", "staff_minutes", "other_days_minutes")
_RESIDENTS = {
    "": "no resident",
    shared.IN_PART: "a resident, with the teaching physician",
    shared.ALONE: "a resident alone (primary care exception)",
}

_PATIENTS = {"": "as the history says", "new": "new", "established": "established"}


class BadAnswer(BadInput):
    """An answer that is no whole number, or none of those that can be chosen."""


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
class Choice:
    """One answer that can be chosen: `value` is sent, `words` are shown."""

    value: str
    words: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """The answers about time, as typed; `said` is what the note proposes and by which words."""

    own: str
    colleague: str
    staff: str
    other_days: str
    made_decision: bool
    said: str


@dataclass(frozen=True, slots=True)
class LevelForm:
    """The whole form. `family_said` and `how_said` tell where the proposal comes from."""

    problems: tuple[Question, ...]
    data: tuple[Question, ...]
    risk: tuple[Question, ...]
    families: tuple[Choice, ...]
    ways: tuple[Choice, ...]
    residents: tuple[Choice, ...]
    patients: tuple[Choice, ...]
    minutes: Minutes
    family_said: str
    how_said: str


def given_answers(answers: Mapping[str, str]) -> dict[str, str]:
    """What was filled in: neither blank nor zero."""
    return {name: text.strip() for name, text in answers.items() if text.strip() not in ("", "0")}


def proposed_answers(proposals: Mapping[str, Proposal]) -> dict[str, str]:
    """What the note proposes, as if somebody had answered so."""
    return {name: _proposed_answer(name, one) for name, one in proposals.items()}


def name_of(one: Proposal) -> str:
    """The field of the form that a proposal is for."""
    return {"family": "family", "how": "how", "time": "minutes"}.get(one.column, one.element)


def level_form(given: Mapping[str, str], proposals: Mapping[str, Proposal], *, family: str, how: str) -> LevelForm:
    """The form with its answers."""
    problems, data, risk = (
        tuple(_question(*asked, given, proposals) for asked in column) for column in (_PROBLEMS, _DATA, _RISK)
    )
    return LevelForm(
        problems,
        data,
        risk,
        families=_choices(WORDS, family),
        ways=_choices({way: way for way in telehealth.HOW}, how),
        residents=_choices(_RESIDENTS, given.get("resident", "")),
        patients=_choices(_PATIENTS, given.get("patient", "")),
        minutes=_minutes(given, proposals),
        family_said=_said(proposals.get("family")) if "family" in proposals and proposals["family"].why != UNSAID else "",
        how_said=_said(proposals.get("how")),
    )


def counts_of(given: Mapping[str, str]) -> dict[str, int]:
    """The elements with their counts; a ticked box counts one. Raises `BadAnswer`."""
    return {
        name: 1 if given[name] == YES and name in _TICKED else number(name, given[name]) for name in ELEMENTS if name in given
    }


def number(name: str, text: str) -> int:
    """A whole number of at most four digits. Raises `BadAnswer`."""
    if not text.isascii() or not text.isdecimal() or len(text) > 4:
        raise BadAnswer(
            f"{name.replace('_', ' ').capitalize()} is not a whole number.", where="visit level", todo="Write a number from 0."
        )
    return int(text)


def chosen(name: str, text: str, known: Mapping[str, str]) -> str:
    """An answer among those that can be chosen. Raises `BadAnswer`."""
    if text not in known:
        raise BadAnswer(f"There is no such {name}.", where="visit level", todo=f"Known: {', '.join(filter(None, known))}.")
    return text


def chosen_resident(text: str) -> str:
    """Whether and how a resident took part. Raises `BadAnswer`."""
    return chosen("resident", text, _RESIDENTS)


def chosen_patient(text: str, *, else_new: bool) -> bool:
    """Whether the patient is new: as a person says, else as it is known. Raises `BadAnswer`."""
    return else_new if not chosen("patient", text, _PATIENTS) else text == "new"


def _minutes(given: Mapping[str, str], proposals: Mapping[str, Proposal]) -> Minutes:
    own, colleague, staff, other_days = (given.get(name, "") for name in MINUTES)
    return Minutes(own, colleague, staff, other_days, "made_decision" in given, _said(proposals.get("minutes")))


def _choices(words: Mapping[str, str], now: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, text, value == now) for value, text in words.items())


def _proposed_answer(name: str, one: Proposal) -> str:
    if name in ("family", "how"):
        return one.element
    return YES if name in _TICKED else str(one.count)


def _question(name: str, words: str, kind: str, given: Mapping[str, str], proposals: Mapping[str, Proposal]) -> Question:
    return Question(name, words, kind, given.get(name, ""), _said(proposals.get(name)))


def _said(one: Proposal | None) -> str:
    if one is None:
        return ""
    quoted = ", ".join(dict.fromkeys(f"“{span.words}”" for span in one.evidence))
    return f"{one.why}: {quoted}" if quoted else one.why
