"""The equivalence mappings of CMS: both ways, diagnoses and procedures; and what comes with the program."""

import sqlite3

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.pack import read_pack
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

FORTH = "0010  A000    00000\n36570          NoDx    11000\nV3000 Z3800   10000\nE8880 W1830XA 10111\n".replace(
    "36570          ", "36570 "
)
BACK = "A000    0010  00000\nZ3800   V3000 10000\n"
FORTH_PCS = "0010 3E0B317 10000\n0040 NoPCS   11000\n"
BACK_PCS = "0016070 0234   10000\n00F53ZZ NoI9    11000\n"


@pytest.mark.parametrize(
    ("name", "text", "table"),
    [
        ("2018_I9gem.txt", FORTH, "icd9_to_icd10"),
        ("2018_I10gem.txt", BACK, "icd10_to_icd9"),
        ("gem_i9pcs.txt", FORTH_PCS, "icd9_to_icd10pcs"),
        ("gem_pcsi9.txt", BACK_PCS, "icd10pcs_to_icd9"),
    ],
)
def test_each_direction_is_a_table(name: str, text: str, table: str) -> None:
    assert layout_of(name, text).startswith("gems: ")
    assert {row.table for row in rows_in(name, text)} == {table}


def test_a_row_has_its_flags_and_no_target_where_there_is_none() -> None:
    rows = rows_in("2018_I9gem.txt", FORTH)

    assert [row.cells for row in rows] == [
        ("0010", "A000", 0, 0, 0, 0, 0),
        ("36570", "", 0, 0, 1, 1, 0),
        ("V3000", "Z3800", 0, 0, 1, 0, 0),
        ("E8880", "W1830XA", 1, 1, 1, 0, 1),
    ]


@pytest.mark.parametrize(("name", "day"), [("2018_I9gem.txt", "2017-10-01"), ("I9gem.txt", "2015-10-01")])
def test_an_edition_holds_from_its_october(name: str, day: str) -> None:
    source = Source.from_bytes(name, FORTH.encode())
    found = find_layout(source)

    assert found is not None
    assert str(found[1].released(source)) == day


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (FORTH[:-3], "line 4: The line is not as in a mapping file"),
        (FORTH.replace("V3000 ", "   V3000 x "), "line 3: The line is not as in a mapping file"),
        (FORTH.replace("V3000 Z3800", "Z3800 V3000"), "line 3: The line is not as in a mapping file"),
        (
            FORTH.replace("NoDx    11", "NoDx    10"),
            "line 2: The line has a target and says that there is none, or the other way",
        ),
        (FORTH + "0010  A000    00000\n", "line 5: 0010 A000 0 0 was told before"),
        (FORTH.replace("Z3800", "Z38\udce9").encode("utf-8", "surrogateescape"), "line 3: Byte"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("2018_I9gem.txt", broken)


def test_what_comes_with_the_program_maps_diagnoses_both_ways() -> None:
    book = get_book("gems")
    db = sqlite3.connect(":memory:")
    counts: dict[str, int] = {}

    for shipped in book.shipped():
        found = find_layout(shipped.source)
        assert found is not None
        counts |= read_pack(db, shipped.source, *found)

    assert 20_000 < counts["icd9_to_icd10"] < 30_000
    assert 70_000 < counts["icd10_to_icd9"] < 90_000
    assert 14_000 < counts["icd9_diagnoses"] < 15_000
    assert db.execute("SELECT target, approximate FROM icd9_to_icd10 WHERE source = '25000'").fetchall() == [("E119", 1)]
    assert db.execute("SELECT title FROM icd9_diagnoses WHERE code = '4019'").fetchall() == [
        ("Unspecified essential hypertension",)
    ]
    assert db.execute("SELECT count(*) FROM icd10_to_icd9 WHERE unmapped = (target <> '')").fetchone() == (0,)
