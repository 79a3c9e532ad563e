"""Fee tables: what a row means, and what is refused."""

from datetime import date

import pytest

from superbill.codes.fees import BadFeeTable, fees_from_csv

HEAD = "code,modifier,since,until,dollars\n"


def test_the_day_of_service_decides_which_row_applies():
    table = fees_from_csv(HEAD + "99214,,2025-01-01,2026-01-01,120.00\n99214,,2026-01-01,,128.43\n", name="t")

    assert table.fee("99214", on=date(2024, 12, 31)) is None
    assert table.fee("99214", on=date(2025, 1, 1)).cents == 12000
    assert table.fee("99214", on=date(2025, 12, 31)).cents == 12000
    assert table.fee("99214", on=date(2026, 1, 1)).cents == 12843
    assert table.fee("99214", on=date(2099, 1, 1)).cents == 12843


def test_a_modifier_row_is_taken_before_the_plain_one_and_the_first_modifier_first():
    table = fees_from_csv(HEAD + "71046,,2026-01-01,,50.00\n71046,26,2026-01-01,,12.00\n71046,TC,2026-01-01,,38.00\n", name="t")
    day = date(2026, 9, 1)

    assert table.fee("71046", ("26", "TC"), on=day).cents == 1200
    assert table.fee("71046", ("TC", "26"), on=day).cents == 3800
    assert table.fee("71046", ("RT", "TC"), on=day).modifier == "TC"
    assert table.fee("71046", ("RT",), on=day).modifier == ""
    assert table.fee("71047", (), on=day) is None


def test_a_modifier_row_that_has_ended_gives_way_to_the_plain_one():
    table = fees_from_csv(HEAD + "71046,,2026-01-01,,50.00\n71046,26,2026-01-01,2026-02-01,12.00\n", name="t")

    assert table.fee("71046", ("26",), on=date(2026, 1, 31)).cents == 1200
    assert table.fee("71046", ("26",), on=date(2026, 2, 1)).cents == 5000


def test_amounts_may_be_whole_cents_and_columns_in_any_order():
    table = fees_from_csv("\ufeffcents,code,since,until,modifier\n12843,g0008,2026-01-01,,\n", name="t")

    assert table.fee("G0008", on=date(2026, 1, 1)).cents == 12843
    assert len(table) == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("9921,,2026-01-01,,1.00", "not five letters or digits"),
        ("99214,2,2026-01-01,,1.00", "not two letters or digits"),
        ("99214,,01/01/2026,,1.00", "since '01/01/2026' is not a day"),
        ("99214,,2026-01-01,soon,1.00", "until 'soon' is not a day"),
        ("99214,,2026-01-01,2026-01-01,1.00", "before it begins"),
        ("99214,,2026-01-01,,1.005", "not an amount"),
        ("99214,,2026-01-01,,", "not an amount"),
        ("99214,,2026-01-01,,-1.00", "below zero"),
        ("99214,,2026-01-01,", "does not have five fields"),
        ("99214,,2026-01-01,,1.00,x", "does not have five fields"),
        ('99214,,2026-01-01,,"1.00', "not well-formed CSV"),
    ],
)
def test_a_bad_row_is_refused_with_its_line_and_reason(row, reason):
    with pytest.raises(BadFeeTable, match=reason) as refused:
        fees_from_csv(HEAD + "99213,,2026-01-01,,90.00\n" + row + "\n", name="acme.csv")

    assert refused.value.where == "acme.csv, line 3"


@pytest.mark.parametrize(
    "head", ["code,modifier,since,until", "code,modifier,since,until,dollars,cents", "code,since,until,dollars", ""]
)
def test_other_columns_are_refused(head):
    with pytest.raises(BadFeeTable, match="columns are"):
        fees_from_csv(head + "\n", name="acme.csv")


def test_a_table_without_rows_is_refused():
    with pytest.raises(BadFeeTable, match="no rows"):
        fees_from_csv(HEAD, name="acme.csv")


@pytest.mark.parametrize("second", ["99214,,2026-01-01,,2.00", "99214,,2026-06-01,,2.00", "99214,,2025-06-01,,2.00"])
def test_two_prices_on_one_day_are_refused_with_both_lines(second):
    with pytest.raises(BadFeeTable, match="in line 2") as refused:
        fees_from_csv(HEAD + "99214,,2026-01-01,,1.00\n" + second + "\n", name="acme.csv")

    assert refused.value.where == "acme.csv, line 3"


def test_rows_that_touch_do_not_overlap():
    table = fees_from_csv(HEAD + "99214,,2026-06-01,,2.00\n99214,,2026-01-01,2026-06-01,1.00\n", name="t")

    assert table.fee("99214", on=date(2026, 5, 31)).cents == 100
    assert table.fee("99214", on=date(2026, 6, 1)).cents == 200


@pytest.mark.parametrize(("column", "cell", "example"), [("cents", "1.00", "12843"), ("dollars", "1.005", r"128\.43")])
def test_a_bad_amount_is_refused_with_an_example_of_its_column(column, cell, example):
    with pytest.raises(BadFeeTable, match=f"Write it as {example}"):
        fees_from_csv(f"code,modifier,since,until,{column}\n99214,,2026-01-01,,{cell}\n", name="acme.csv")


def test_a_service_may_be_free():
    assert fees_from_csv(HEAD + "99214,,2026-01-01,,0.00\n", name="t").fee("99214", on=date(2026, 1, 1)).cents == 0
