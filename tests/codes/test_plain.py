"""The project's own format of tables: what it holds, and what it refuses."""

import sqlite3

import pytest

from superbill.codes.book import ALWAYS, NEVER, OLDEST, Book, Column, Table
from superbill.codes.pack import read_pack
from superbill.codes.plain import plain_layout
from superbill.codes.source import BadCodeFile, Source

TABLE = Table(
    "thing",
    "Things.",
    (
        Column("code", "The code."),
        Column("title", "What it is."),
        Column("heavy", "1 when heavy.", "flag"),
        Column("price", "Its price.", "cents"),
        Column("weight", "Its weight.", "rate"),
        Column("made", "When it was made.", "day"),
        Column("parts", "How many parts.", "whole"),
    ),
    title="title",
)
LAYOUT = plain_layout("things", TABLE)
BOOK = Book("things", "Things", "us", "here", "ours", "never", (TABLE,), (LAYOUT,))
HEAD = "# superbill things thing\n# Holds from: 2026-01-01\n# Source: invented.\n"
GOOD = HEAD + (
    "title,code,heavy,price,weight,made,parts,since,until\n"
    '"A, first",A1,yes,12.50,1.2345,2020-02-29,3,2026-01-01,2026-07-01\n'
    "A,A1,no,0,0,,,2026-07-01,\n"
)


def rows(text: str | bytes) -> list[tuple[object, ...]]:
    source = Source.from_bytes("things.csv", text.encode() if isinstance(text, str) else text)
    assert LAYOUT.recognises(source)
    return [(*row.cells, row.since, row.until) for row in LAYOUT.read(source)]


def test_cells_are_held_by_their_kind_and_days_by_their_number() -> None:
    assert rows(GOOD) == [
        ("A1", "A, first", 1, 1250, 12345, 20200229, 3, 20260101, 20260701),
        ("A1", "A", 0, 0, 0, 0, 0, 20260701, NEVER),
    ]


def test_columns_that_are_left_out_are_empty_and_the_days_are_those_of_the_release() -> None:
    assert rows(HEAD + "code,title\nA1,first\n") == [("A1", "first", 0, 0, 0, 0, 0, ALWAYS, NEVER)]


def test_a_row_of_a_dated_table_without_a_first_day_is_older_than_told() -> None:
    assert rows(HEAD + "code,title,since\nA1,first,\n") == [("A1", "first", 0, 0, 0, 0, 0, OLDEST, NEVER)]


def test_the_day_of_the_release_stands_on_top() -> None:
    assert str(LAYOUT.released(Source.from_bytes("things.csv", GOOD.encode()))) == "2026-01-01"


def test_a_file_without_a_day_leaves_it_to_the_one_who_installs_it() -> None:
    assert LAYOUT.released(Source.from_bytes("things.csv", b"# superbill things thing\ncode,title\n")) is None


@pytest.mark.parametrize("first", ["# superbill things", "# superbill things other", "code,title", ""])
def test_a_file_of_another_table_is_not_recognised(first: str) -> None:
    assert not LAYOUT.recognises(Source.from_bytes("things.csv", f"{first}\n".encode()))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (GOOD.replace("12.50", "12.505"), "line 5: '12.505' has more than 2 decimals"),
        (GOOD.replace("12.50", "twelve"), "line 5: 'twelve' is no number"),
        (GOOD.replace(",yes,", ",maybe,"), "line 5: 'maybe' is neither yes nor no"),
        (GOOD.replace("2020-02-29", "2021-02-29"), "line 5: '20210229' is no day"),
        (GOOD.replace("2026-07-01\nA", "2026-01-01\nA"), "line 5: The row ends before it begins"),
        (GOOD.replace("A,A1,no", "A,,no"), "line 6: The row has no code"),
        (GOOD.replace(",parts,", ",pieces,"), "line 4: The columns are"),
        (GOOD.replace("title,code,", "name,code,"), "line 4: The columns are"),
        (GOOD.replace(",,,2026-07-01,", ",2026-07-01,"), "line 6: The row has 7 columns and should have 9"),
        (GOOD[:-15], "line 6: The row has 5 columns and should have 9"),
        (GOOD.replace("A, first", "\udcff").encode("utf-8", "surrogateescape"), "line 5: Byte 2"),
        (GOOD.encode("utf-16"), "line 1"),
        (HEAD, "The file has no row"),
        (GOOD + "B,A1,no,0,0,,,2026-07-01,\n", "line 7: A1 was told before"),
        (GOOD + "B,A1,no,0,0,,,2026-03-01,\n", "A1 is told twice for one day"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    source = Source.from_bytes("things.csv", broken.encode() if isinstance(broken, str) else broken)

    with pytest.raises(BadCodeFile) as refused:
        read_pack(sqlite3.connect(":memory:"), source, BOOK, LAYOUT)

    assert says in f"{refused.value.where}: {refused.value.what}"
