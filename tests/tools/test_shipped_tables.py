"""The updaters of shipped tables: what they take out of a package and what they leave, on invented rows."""

import gzip
from typing import Any

import pytest

from tools.refresh import hcc, hcpcs, mce, telehealth
from tools.refresh.ioce import Editor
from tools.refresh.shipped_tables import Table

STARTS = {76: 20190701, 77: 20191001, 78: 20200101, 79: 20200401}


def row(low: int, high: int, words: str = "Invented supply", **others: Any) -> dict[str, Any]:
    empty = {"mid_quarter_date_edit": False, "date_approved": False, "date_terminated": False, "telehealth": False}
    return {"lo_version": low, "hi_version": high, "description": words} | empty | others


def editor(*rows: tuple[str, dict[str, Any]]) -> Editor:
    told = [(f"{code}|{each['lo_version']}|{each['hi_version']}", each) for code, each in rows]
    return Editor({"data_hcpcs": told}, STARTS)


def test_the_same_rows_are_the_same_bytes() -> None:
    table = Table("a.csv.gz", ("superbill a", "Source: invented"), ("code", "title"), [("A", 'say "one", two')])

    assert table.packed() == table.packed()
    assert gzip.decompress(table.packed()).decode() == '# superbill a\n# Source: invented\ncode,title\nA,"say ""one"", two"\n'


def test_dental_codes_and_those_of_cpt_are_left_out() -> None:
    made = hcpcs.rows_of(editor(("A9999", row(76, 79)), ("D9999", row(76, 79)), ("99213", row(76, 79)), ("0001A", row(76, 79))))

    assert [code for code, *_ in made] == ["A9999"]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([row(76, 79)], [("", "")]),
        ([row(77, 78)], [("2019-10-01", "2020-04-01")]),
        ([row(76, 77), row(78, 79)], [("", "")]),
        ([row(76, 77), row(78, 79, "INVENTED  supply")], [("", "")]),
        ([row(76, 77), row(78, 79, "Invented thing")], [("", "2020-01-01"), ("2020-01-01", "")]),
        ([row(76, 76), row(78, 79)], [("", "2019-10-01"), ("2020-01-01", "")]),
        ([row(77, 79, mid_quarter_date_edit=110, date_approved=20191115)], [("2019-11-15", "")]),
        ([row(77, 79, mid_quarter_date_edit=68, date_approved=20170403)], [("2019-10-01", "")]),
        (
            [row(77, 77, mid_quarter_date_edit=69, date_approved=20191002, date_terminated=20191130)],
            [("2019-10-02", "2019-12-01")],
        ),
        (
            [row(77, 77, mid_quarter_date_edit=69, date_approved=20191002, date_terminated=20650101)],
            [("2019-10-02", "2020-01-01")],
        ),
    ],
)
def test_days_are_those_of_the_quarters_or_within_them(rows: list[dict[str, Any]], days: list[tuple[str, str]]) -> None:
    made = hcpcs.rows_of(editor(*(("A9999", each) for each in rows)))

    assert [(since, until) for *_, since, until in made] == days


def test_only_what_is_marked_is_on_the_telehealth_list_and_without_words() -> None:
    tables = editor(("99999", row(76, 77, telehealth=True)), ("99999", row(78, 79, telehealth=True)), ("A9999", row(76, 79)))

    assert list(telehealth.rows_of(tables)) == [("99999", "", "")]


def test_years_that_follow_one_another_are_one_period() -> None:
    told = {2025: {("A",): None, ("B",): None}, 2026: {("A",): None}, 2027: {("A",): None, ("B",): None}}

    assert sorted(hcc.over_years(told)) == [
        ("A", "2025-01-01", "2028-01-01"),
        ("B", "2025-01-01", "2026-01-01"),
        ("B", "2027-01-01", "2028-01-01"),
    ]


def test_days_that_follow_one_another_are_one_period_of_a_list_of_the_code_editor() -> None:
    last = len(mce.DAYS) - 1

    whole, gap, tail = (list(mce._periods(days)) for days in (list(range(last + 1)), [0, 1, 4], [last]))

    assert whole == [("", "")]
    assert gap == [("", mce.DAYS[2].isoformat()), (mce.DAYS[4].isoformat(), mce.DAYS[5].isoformat())]
    assert tail == [(mce.DAYS[last].isoformat(), "")]
