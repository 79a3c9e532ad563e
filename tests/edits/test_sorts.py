"""The sorts of what conditions compare: the program's own edits keep to them, and what does not go together is told."""

import pytest

from superbill.edits.columns import wrong_columns
from superbill.edits.conditions import condition
from superbill.edits.functions import FUNCTIONS
from superbill.edits.kinds import Edit
from superbill.edits.relations import SORTS
from superbill.edits.sorts import _TAKES, wrong_sorts
from superbill.places.us.edits import us_edits


@pytest.mark.parametrize("edit", us_edits(), ids=lambda edit: edit.code)
def test_an_edit_reads_and_says_only_what_is_there(edit: Edit) -> None:
    assert list(wrong_columns(edit)) == []


def test_every_function_has_its_sorts() -> None:
    assert _TAKES.keys() == FUNCTIONS.keys()
    assert {name: len(takes) for name, (takes, _) in _TAKES.items()} == {name: each.least for name, each in FUNCTIONS.items()}


@pytest.mark.parametrize(
    "text",
    [
        "units < 1 OR charge_cents <= 0",
        "procedure IN ('99213', '99214') AND NOT has(modifiers, '25')",
        "add_days(served_on, 30) < checked_on AND is_work_related",
        "days_between(served_on, checked_on) > 3 AND procedure IS NOT NULL",
        "is_work_related = TRUE AND found_anything = 3",
        "matches(procedure, '99(2[0-9]|3[01])[0-9]')",
        "matches(procedure, '(?:A|B)[0-9]+')",
    ],
)
def test_what_goes_together_is_taken(text: str) -> None:
    assert list(wrong_sorts(condition(text).tree, SORTS["line"])) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("served_on = '2026-01-01'", "A day is compared with a text."),
        ("units IN (1, '2')", "A number is compared with a text."),
        ("procedure > 99213", "A text is compared with a number."),
        ("procedure = NULL", "write IS NULL"),
        ("units", "This is a number, where something is needed that is true or not."),
        ("NOT units", "This is a number"),
        ("units > 1 AND procedure", "This is a text"),
        ("length(units) > 1", "length takes a text in place 1, not a number."),
        ("has(modifiers, '25', 59)", "has takes a text in place 3, not a number."),
        ("left(procedure, '1') = 'A'", "left takes a number in place 2"),
        ("(length(units) > 1) IS NULL", "length takes a text"),
        ("matches(procedure, modifiers)", "a text in single quotes"),
        ("matches(procedure, '(9')", "cannot be read"),
        (f"matches(procedure, 'a{{{'9' * 5_000}}}')", "cannot be read"),
        ("matches(procedure, '(?=9).*')", "not every engine"),
        ("matches(procedure, '(9)\\1')", "not every engine"),
        ("matches(procedure, '9++')", "not every engine"),
    ],
)
def test_what_does_not_go_together_is_told(text: str, words: str) -> None:
    told = list(wrong_sorts(condition(text).tree, SORTS["line"]))

    assert any(words in one for one in told), told
