"""Look-ups on a day: the row of a key, its history, and rows by another column than the first."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

from superbill.basics.days import FOREVER, Period
from superbill.codes.book import NEVER, Column, Table
from superbill.codes.compose import compose
from superbill.codes.pack import create_table
from superbill.codes.shelf import OpenTable

PAIRS = Table(
    "pair",
    "Pairs.",
    (Column("first", "One."), Column("second", "The other."), Column("why", "Why.")),
    keys=2,
    title="why",
    also_by=("second",),
)
ROWS = (
    ("A", "X", "one", 20200101, 20210101),
    ("A", "X", "two", 20210101, 20220101),
    ("A", "Y", "three", 20200101, NEVER),
    ("B", "A", "four", 20200101, NEVER),
)


def made(table: Table) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("ATTACH ':memory:' AS pack")
    create_table(db, table)
    (sql,) = db.execute("SELECT sql FROM main.sqlite_master").fetchone()
    db.execute("DROP TABLE pair")
    db.execute(sql.replace('"pair"', 'pack."pair"', 1))
    db.executemany("INSERT INTO pack.pair VALUES (?, ?, ?, ?, ?, 0)", ROWS)
    compose(db, table, [("pack", "history", 20200101, "")])
    return db


@pytest.fixture
def pairs() -> Iterator[OpenTable]:
    with closing(made(PAIRS)) as db:
        yield OpenTable(db, PAIRS)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), "one"),
        (date(2020, 12, 31), "one"),
        (date(2021, 1, 1), "two"),
        (date(2021, 12, 31), "two"),
        (date(2022, 1, 1), None),
    ],
)
def test_a_row_is_found_on_its_days_only(pairs: OpenTable, day: date, why: str | None) -> None:
    entry = pairs.find("A", "X", on=day)

    assert (entry["why"] if entry else None) == why
    assert pairs.holds("A", "X", on=day) is (why is not None)


def test_a_key_that_is_nowhere_is_not_found(pairs: OpenTable) -> None:
    assert pairs.find("X", "A", on=date(2020, 6, 1)) is None


def test_a_row_tells_its_key_its_cells_and_its_days(pairs: OpenTable) -> None:
    entry = pairs.find("A", "Y", on=date(2026, 1, 1))

    assert entry is not None
    assert (entry.key, entry.cells) == (("A", "Y"), {"first": "A", "second": "Y", "why": "three"})
    assert entry.period == Period(date(2020, 1, 1), FOREVER)


def test_the_history_of_a_key_begins_with_its_oldest_row(pairs: OpenTable) -> None:
    assert [entry["why"] for entry in pairs.history("A", "X")] == ["one", "two"]
    assert [entry["why"] for entry in pairs.beginning("A")] == ["one", "two", "three"]


@pytest.mark.parametrize(("day", "whys"), [(date(2020, 6, 1), ["one", "three", "four"]), (date(2022, 6, 1), ["three", "four"])])
def test_rows_that_name_a_code_at_either_end_are_those_of_the_day(pairs: OpenTable, day: date, whys: list[str]) -> None:
    found = pairs.having(("first", "second"), ("A",), on=day, limit=9)

    assert [entry["why"] for entry in found] == whys


def test_no_more_rows_come_than_were_asked_for(pairs: OpenTable) -> None:
    assert len(pairs.having(("first", "second"), ("A",), on=date(2020, 6, 1), limit=2)) == 2


def reads_whole(table: Table) -> bool:
    """Whether asking for either end goes through every row."""
    with closing(made(table)) as db:
        asked: list[str] = []
        db.set_trace_callback(asked.append)
        OpenTable(db, table).having(("first", "second"), ("A",), on=date(2020, 6, 1), limit=9)
        db.set_trace_callback(None)
        return any("SCAN" in step[3] for step in db.execute(f"EXPLAIN QUERY PLAN {asked[-1]}"))


def test_a_table_that_is_also_by_its_second_column_is_asked_from_both_ends_without_reading_it_whole() -> None:
    assert not reads_whole(PAIRS)
    assert reads_whole(replace(PAIRS, also_by=()))


def test_a_look_up_that_is_remembered_is_still_that_of_its_key_and_day(pairs: OpenTable) -> None:
    asked = [
        ("A", "X", date(2020, 6, 1)),
        ("A", "X", date(2021, 6, 1)),
        ("A", "Y", date(2020, 6, 1)),
        ("X", "A", date(2020, 6, 1)),
    ]

    found = [[pairs.find(first, second, on=day) for first, second, day in asked] for _ in range(2)]

    assert [[entry and entry["why"] for entry in each] for each in found] == [["one", "two", "three", None]] * 2


def test_the_last_look_ups_are_remembered_and_older_ones_are_not() -> None:
    day, asked = date(2020, 6, 1), list[str]()
    with closing(made(PAIRS)) as db:
        pairs = OpenTable(db, PAIRS)
        for number in range(5_000):
            pairs.find("A", str(number), on=day)
        db.set_trace_callback(asked.append)

        pairs.find("A", "4999", on=day)
        pairs.find("A", "0", on=day)

    assert len(asked) == 1
