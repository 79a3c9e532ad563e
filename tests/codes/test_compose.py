"""The table in force is a function of the packs: releases follow one another, histories know better, changes change."""

import sqlite3
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from superbill.codes.book import ALWAYS, NEVER, Column, Mode, Table
from superbill.codes.compose import compose
from superbill.codes.pack import create_table, rows_of

TABLE = Table("thing", "Things.", (Column("code", "The code."), Column("title", "What it means.")), title="title")
Told = Sequence[tuple[str, str, int, int, int]]
Made = list[tuple[str, str, int, int]]


def composed(*layers: tuple[Mode, int, Told], parts: str = "") -> Made:
    db = sqlite3.connect(":memory:", isolation_level=None)
    named = []
    for number, (mode, since, rows) in enumerate(layers):
        db.execute(f"ATTACH ':memory:' AS p{number}")
        other = sqlite3.connect(":memory:")
        create_table(other, TABLE)
        (sql,) = other.execute("SELECT sql FROM sqlite_master").fetchone()
        db.execute(sql.replace('TABLE "thing"', f'TABLE p{number}."thing"').replace("TABLE thing", f"TABLE p{number}.thing"))
        db.executemany(f"INSERT INTO p{number}.thing VALUES (?, ?, ?, ?, ?)", rows)
        named.append((f"p{number}", mode, since, parts[number : number + 1]))
    compose(db, TABLE, named)
    return [(str(row[0]), str(row[1]), int(str(row[2])), int(str(row[3]))) for row in rows_of(db, TABLE)]


def said(code: str, title: str, *, since: int = ALWAYS, until: int = NEVER, gone: int = 0) -> tuple[str, str, int, int, int]:
    return code, title, since, until, gone


def test_a_release_holds_from_its_day() -> None:
    assert composed(("release", 20251001, [said("A", "one")])) == [("A", "one", 20251001, NEVER)]


def test_the_next_release_ends_what_it_leaves_out_and_keeps_what_it_repeats() -> None:
    first = [said("A", "one"), said("B", "two")]
    second = [said("B", "two"), said("C", "three")]

    rows = composed(("release", 20251001, first), ("release", 20260401, second))

    assert rows == [("A", "one", 20251001, 20260401), ("B", "two", 20251001, NEVER), ("C", "three", 20260401, NEVER)]


def test_a_new_title_begins_a_new_row() -> None:
    rows = composed(("release", 20251001, [said("A", "one")]), ("release", 20260401, [said("A", "One")]))

    assert rows == [("A", "one", 20251001, 20260401), ("A", "One", 20260401, NEVER)]


def test_the_first_release_keeps_the_dates_that_it_tells() -> None:
    rows = composed(("release", 20260101, [said("A", "one", since=20050101), said("B", "two", since=20050101, until=20260201)]))

    assert rows == [("A", "one", 20050101, NEVER), ("B", "two", 20050101, 20260201)]


def test_a_later_release_does_not_rewrite_the_past() -> None:
    first, second = [said("A", "one", since=20050101)], [said("A", "won", since=20050101)]

    rows = composed(("release", 20260101, first), ("release", 20260401, second))

    assert rows == [("A", "one", 20050101, 20260401), ("A", "won", 20260401, NEVER)]


def test_a_history_rewrites_the_past_of_what_it_names_and_ends_the_rest() -> None:
    first = [said("A", "one", since=20050101), said("B", "two", since=20050101)]
    second = [said("A", "one", since=20050101, until=20251231)]

    rows = composed(("history", 20260101, first), ("history", 20260401, second))

    assert rows == [("A", "one", 20050101, 20251231), ("B", "two", 20050101, 20260401)]


def test_changes_add_take_away_and_word_anew_from_their_day() -> None:
    first = [said("A", "one"), said("B", "two"), said("C", "three")]
    second = [said("A", "one", gone=1), said("B", "Two"), said("D", "four")]

    rows = composed(("release", 20251001, first), ("changes", 20260401, second))

    assert rows == [
        ("A", "one", 20251001, 20260401),
        ("B", "two", 20251001, 20260401),
        ("B", "Two", 20260401, NEVER),
        ("C", "three", 20251001, NEVER),
        ("D", "four", 20260401, NEVER),
    ]


def test_a_release_after_changes_follows_them() -> None:
    changes = [said("A", "one", gone=1), said("D", "four")]

    rows = composed(
        ("release", 20251001, [said("A", "one")]), ("changes", 20260401, changes), ("release", 20261001, [said("D", "four")])
    )

    assert rows == [("A", "one", 20251001, 20260401), ("D", "four", 20260401, NEVER)]


def test_a_history_finds_what_it_tells_in_another_part_too() -> None:
    moved = [said("A", "one", since=20050101)]

    rows = composed(
        ("history", 20260101, [said("A", "one", since=20040101), said("B", "two", since=20050101)]),
        ("history", 20260101, [said("C", "three", since=20050101)]),
        ("history", 20260401, [said("B", "two", since=20050101)]),
        ("history", 20260401, [*moved, said("C", "three", since=20050101)]),
        parts="1212",
    )

    assert rows == [("A", "one", 20050101, NEVER), ("B", "two", 20050101, NEVER), ("C", "three", 20050101, NEVER)]


def test_a_part_that_is_told_anew_leaves_the_others_as_they_are() -> None:
    rows = composed(
        ("release", 20260101, [said("A", "one")]),
        ("release", 20260101, [said("B", "two")]),
        ("release", 20260401, [said("C", "three")]),
        parts="122",
    )

    assert rows == [("A", "one", 20260101, NEVER), ("B", "two", 20260101, 20260401), ("C", "three", 20260401, NEVER)]


def test_three_releases_that_say_the_same_become_one_row_and_a_gap_stays_a_gap() -> None:
    same = [said("A", "one")]

    rows = composed(
        ("release", 20260101, same),
        ("release", 20260401, same),
        ("release", 20260701, [said("B", "two")]),
        ("release", 20261001, same),
    )

    assert rows == [("A", "one", 20260101, 20260701), ("A", "one", 20261001, NEVER), ("B", "two", 20260701, 20261001)]


@given(st.lists(st.dictionaries(st.sampled_from("ABCDE"), st.sampled_from(("one", "two")), min_size=1), min_size=1, max_size=6))
def test_on_every_day_the_release_of_that_day_holds(releases: list[dict[str, str]]) -> None:
    days = [20200101 + 10_000 * number for number in range(len(releases))]

    rows = composed(
        *(("release", day, [said(*each) for each in sorted(told.items())]) for day, told in zip(days, releases, strict=True))
    )

    for day, told in zip(days, releases, strict=True):
        assert {row[0]: row[1] for row in rows if row[2] <= day < row[3]} == told
