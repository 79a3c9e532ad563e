"""CPT: the files of the AMA and a site's own table, with invented words; read only by who holds the licence."""

from pathlib import Path

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.source import Source
from superbill.storage.shelf import Found, NoticeNotAccepted, Shelves
from tests.codes.books.reading import layout_of, refusal, rows_in

NOTICE = "Invented notice of the owner, (c) 2025.\nNo codes stand in these lines,\n\n"
TABBED = NOTICE + "99213\tInvented visit, low\n0001A\tInvented   shot\n"
FIXED = NOTICE + "9921301 Invented visit, low, with a\n9921302 second line\n0001A01 Invented shot\n"
SPACED = NOTICE + "99213 INVENTED VISIT LOW           \n0001A INVENTED SHOT\n"
MODIFIERS = NOTICE + "25\tInvented modifier\nP1 Invented state\nLT\tInvented side\n"
OWN = "code,short,medium,long\n99213,VISIT LOW,INVENTED VISIT LOW,Invented visit\n25,,,Invented modifier\n99214,,,Another visit\n"


@pytest.mark.parametrize(
    ("name", "text", "table", "cells"),
    [
        ("LONGULT.txt", TABBED, "long", [("99213", "Invented visit, low"), ("0001A", "Invented shot")]),
        ("LONGULF.TXT", FIXED, "long", [("99213", "Invented visit, low, with a second line"), ("0001A", "Invented shot")]),
        ("SHORTU.txt", SPACED, "short", [("99213", "INVENTED VISIT LOW"), ("0001A", "INVENTED SHOT")]),
        ("MEDU.txt", TABBED, "medium", [("99213", "Invented visit, low"), ("0001A", "Invented shot")]),
        ("MODUL.txt", MODIFIERS, "modifiers", [("25", "Invented modifier"), ("P1", "Invented state"), ("LT", "Invented side")]),
    ],
)
def test_the_files_of_the_owner_are_read_below_their_notice(
    name: str, text: str, table: str, cells: list[tuple[str, str]]
) -> None:
    rows = rows_in(name, text)

    assert {row.table for row in rows} == {table}
    assert [row.cells for row in rows] == cells


@pytest.mark.parametrize("text", [OWN, OWN.replace(",", "\t")])
def test_a_table_of_the_site_gives_every_kind_of_words(text: str) -> None:
    rows = rows_in("our cpt 2026.csv", text)

    assert layout_of("our cpt 2026.csv", text) == "cpt: own table"
    assert sorted((row.table, *row.cells) for row in rows) == [
        ("long", "99213", "Invented visit"),
        ("long", "99214", "Another visit"),
        ("medium", "99213", "INVENTED VISIT LOW"),
        ("modifiers", "25", "Invented modifier"),
        ("short", "99213", "VISIT LOW"),
    ]


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("LONGULT.txt", TABBED + "99214\n", "line 6: The line is no code with its descriptor"),
        ("LONGULT.txt", TABBED.replace("0001A", "x\t0001A"), "line 5: The line is no code with its descriptor"),
        ("LONGULT.txt", TABBED + "99213\tagain\n", "line 6: 99213 was told before"),
        ("LONGULT.txt", TABBED.encode("utf-16"), "line 1: The line holds binary zeros"),
        ("LONGULT.txt", NOTICE, "The file has no row"),
        ("LONGULF.txt", FIXED.replace("9921302", "9921402"), "line 5: 99214 continues a descriptor that was not begun"),
        ("own.csv", OWN[:-16], "line 4"),
        ("own.csv", OWN.replace("99213,", ",99213,"), "line 2: The row has 5 columns and should have 4"),
        ("own.csv", OWN.replace("99213,VISIT LOW", "VISIT LOW,99213"), "line 2: 'VISIT LOW' is no CPT code"),
        ("own.csv", OWN + "99213,A,,\n", "line 5: 99213 was told before"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)


def test_nothing_of_it_comes_with_the_program() -> None:
    assert get_book("cpt").shipped() == ()
    assert get_book("cdt").shipped() == ()
    assert all(layout.owner for name in ("cpt", "cdt") for layout in get_book(name).layouts)


def test_it_is_read_only_by_who_holds_the_licence_and_stands_apart(tmp_path: Path) -> None:
    source = Source.from_bytes("CPT2026 LONGULT.txt", TABBED.encode())
    layout = find_layout(source)
    assert layout is not None
    shelves = Shelves(tmp_path)

    with pytest.raises(NoticeNotAccepted, match="CPT codes that belong to the American Medical Association"):
        shelves.install([Found(source, *layout)], by="Ann", at="2026-01-02")
    (pack,) = shelves.install([Found(source, *layout)], accepted=True, by="Ann", at="2026-01-02")

    assert (tmp_path / "packs/licensed" / pack.id).exists()
    assert pack.since == 20260101
