"""The language in which edits say when."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.edits.conditions import BadCondition, condition

ROW = {"units": 3, "code": "99213", "born": date(2000, 5, 6), "on": date(2026, 5, 5), "gone": None, "flag": True, "note": "it's"}


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("units = 3", True),
        ("units <> 3", False),
        ("units < 3 OR units > 2", True),
        ("units <= 3 AND units >= 4", False),
        ("units = 1 OR units = 3 AND code = '99213'", True),
        ("(units = 3 OR units = 1) AND code = 'X'", False),
        ("NOT units = 4", True),
        ("NOT NOT units = 3", True),
        ("code IN ('99212', '99213')", True),
        ("code NOT IN ('99212', '99213')", False),
        ("units in (1, 2)", False),
        ("gone IS NULL AND units IS NOT NULL", True),
        ("flag = TRUE", True),
        ("flag", True),
        ("NOT flag", False),
        ("flag = FALSE", False),
        ("note = 'it''s'", True),
        ("born < on", True),
        ("years_between(born, on) = 25", True),
        ("days_between(on, on) = 0", True),
        ("left(code, 3) = '992'", True),
        ("length(trim(' ab ')) = 2", True),
        ("matches(code, '[0-9]{5}')", True),
        ("matches(code, '[0-9]{4}')", False),
        ("is_ein('123456789') AND NOT is_npi(code) AND is_taxonomy('207Q00000X')", True),
    ],
)
def test_a_condition_holds_as_it_reads(text: str, holds: bool) -> None:
    assert condition(text).holds(ROW) is holds


@pytest.mark.parametrize(
    "text",
    [
        "gone = 3",
        "NOT gone = 3",
        "gone IN (3)",
        "gone NOT IN (3)",
        "units NOT IN (1, NULL)",
        "length(gone) > 0",
        "gone = NULL",
        "gone = 3 AND units = 3",
        "gone = 3 OR units = 4",
    ],
)
def test_what_is_unknown_does_not_hold(text: str) -> None:
    assert not condition(text).holds(ROW)


@pytest.mark.parametrize("text", ["gone = 3 OR units = 3", "NOT (gone = 3 AND units = 4)", "units IN (3, NULL)"])
def test_what_is_true_whatever_the_unknown_is_holds(text: str) -> None:
    assert condition(text).holds(ROW)


def test_a_condition_names_the_columns_that_it_reads() -> None:
    assert condition("units > 1 AND left(code, 1) IN ('9', note)").columns == {"units", "code", "note"}


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "character 1"),
        ("units >", "character 8"),
        ("units == 3", "character 8"),
        ("units = 3 units", "character 11"),
        ("units = -1", "character 9"),
        ("(units = 3", "character 11"),
        ("units IN ()", "character 11"),
        ("units IS 3", "character 10"),
        ("units NOT 3", "character 11"),
        ("code = 'open", "character 8"),
        ("__import__('os')", "character 1"),
        ("units; DROP", "character 6"),
        ("code.upper = 'X'", "character 5"),
    ],
)
def test_what_is_not_in_the_language_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(BadCondition) as refused:
        condition(text)

    assert refused.value.where.endswith(where)


@given(st.text(alphabet="ab1 ()=<>'ANDORTIUL,", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read = condition(text)
    except BadCondition:
        return

    assert read.columns <= set(re.findall(r"\w+", text))


_TRUTH = {"t": True, "f": False, "n": None}


@given(st.sampled_from("tfn"), st.sampled_from("tfn"))
def test_de_morgan_holds_in_three_values(one: str, other: str) -> None:
    row = {"a": _TRUTH[one], "b": _TRUTH[other]}

    assert condition("NOT (a AND b)").test(row) is condition("NOT a OR NOT b").test(row)
    assert condition("NOT (a OR b)").test(row) is condition("NOT a AND NOT b").test(row)
