"""Tables of installed books under the names that edits use."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from superbill.app import edit_tables, packed_tables
from superbill.codes.book import find_layout, get_book
from superbill.codes.source import Source
from superbill.edits.tables import Table
from superbill.places.us.tables import _BOOKS, us_tables
from superbill.storage.shelf import Found, Shelves

ON = date(2026, 9, 14)


@pytest.mark.parametrize("name", _BOOKS)
def test_every_table_names_a_book_and_columns_that_there_are(name: str) -> None:
    told = _BOOKS[name]

    (table,) = (each for each in get_book(told.book).tables if each.name == told.table)

    assert {*told.columns.values(), *told.always} <= {column.name for column in table.columns}


def test_without_books_only_what_ships_is_there() -> None:
    assert set(us_tables()) == {"ncci_pair", "mue", "place_of_service", "mce_diagnosis", "mce_operation"}
    assert set(us_tables(lambda book, table: None)) == set(us_tables())


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mapping[str, Table]]:
    """The tables of two books that ship, on a shelf of their own."""
    shelves = Shelves(tmp_path_factory.mktemp("shelf"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edit_tables, "shelves_here", lambda: shelves)
        for book in ("hcpcs", "bill_type"):
            shelves.build_shipped(only=book)
        with edit_tables.edit_tables() as opened:
            yield opened


def test_a_table_of_an_installed_book_is_there_and_one_of_another_is_not(tables: Mapping[str, Table]) -> None:
    assert {"hcpcs", "hcpcs_modifier", "bill_type", "bill_frequency"} < tables.keys()
    assert not {"add_on", "taxonomy", "mue_hospital"} & tables.keys()


def test_a_book_is_asked_for_the_day(tables: Mapping[str, Table]) -> None:
    found = tables["hcpcs"].find(on=ON, code="G2211")
    before = tables["hcpcs"].find(on=date(2020, 12, 31), code="G2211")
    unknown = tables["hcpcs"].find(on=ON, code="ZZZZZ")

    assert [row["code"] for row in found] == ["G2211"]
    assert before == unknown == ()


def test_what_is_missing_on_the_claim_finds_nothing(tables: Mapping[str, Table]) -> None:
    assert tables["hcpcs"].find(on=ON, code=None) == ()


def test_all_rows_of_a_book_can_be_had_for_an_engine_that_joins(tables: Mapping[str, Table]) -> None:
    rows = list(tables["bill_frequency"].rows)

    assert {"code", "since", "until"} == set(rows[0])
    assert {"1", "7", "8"} <= {row["code"] for row in rows}


def test_the_lists_of_the_code_editor_hold_on_their_days() -> None:
    shipped = us_tables()

    (row,) = shipped["mce_diagnosis"].find(on=ON, code="B95.0")
    before = shipped["mce_diagnosis"].find(on=date(2022, 3, 31), code="Z28.310")
    since = shipped["mce_diagnosis"].find(on=date(2022, 4, 1), code="Z28.310")
    (operation,) = shipped["mce_operation"].find(on=ON, code="00F3XZZ")

    assert (row["list"], operation["list"]) == ("unacceptable", "noncovered")
    assert (len(before), len(since)) == (0, 1)
    assert {row["list"] for row in shipped["mce_operation"].rows} == {"noncovered", "limited"}


@pytest.mark.parametrize(
    ("table", "code", "on", "found"),
    [
        ("hcpcs_ended", "J1030", date(2024, 3, 31), False),
        ("hcpcs_ended", "J1030", date(2024, 4, 1), True),
        ("hcpcs_ended", "J1010", ON, False),
        ("hcpcs_ended", "ZZZZZ", ON, False),
        ("hcpcs_known", "J1030", ON, True),
        ("hcpcs_known", "J1010", date(2024, 3, 31), False),
        ("hcpcs_known", "J1010", date(2024, 4, 1), True),
        ("hcpcs_modifier_known", "LT", ON, True),
        ("hcpcs_modifier_known", "ID", ON, False),
    ],
)
def test_the_book_tells_when_a_code_was_known_and_when_it_was_gone(
    tables: Mapping[str, Table], table: str, code: str, on: date, found: bool
) -> None:
    assert bool(tables[table].find(on=on, code=code)) is found
    assert any(row["code"] == code and row["since"] <= on < row["until"] for row in tables[table].rows) is found  # type: ignore[operator]


def cpt(shelves: Shelves, codes: Iterable[int], *, year: int, called: str = "LONGULT") -> None:
    """Install a file of CPT with invented words."""
    text = "Invented notice.\n\n" + "".join(f"{code:05d}\tInvented {code}\n" for code in codes)
    source = Source.from_bytes(f"{called}{year}.txt", text.encode())
    layout = find_layout(source)
    assert layout
    shelves.install((Found(source, *layout),), accepted=True, by="Ann", at="2026-09-14T12:00:00+00:00", may_shrink=True)


def test_the_files_of_cpt_tell_when_a_code_was_known_and_gone(tmp_path: Path) -> None:
    shelves = Shelves(tmp_path)
    cpt(shelves, range(10_000, 18_000), year=2025)
    cpt(shelves, range(10_001, 18_001), year=2026)
    with shelves.open("cpt") as book:
        tables = us_tables(lambda name, table: book[table] if name == "cpt" else None)
        known, ended = tables["cpt_known"], tables["cpt_ended"]

        def days(table: Table, code: str) -> list[bool]:
            return [bool(table.find(on=date(year, 12, 31), code=code)) for year in (2019, 2024, 2025, 2026)]

        assert days(known, "10000") == [True, True, True, True]
        assert days(ended, "10000") == [False, False, False, True]
        assert days(known, "18000") == [False, False, False, True]
        assert days(known, "18001") == [False] * 4
        assert days(ended, "18000") == days(ended, "10001") == [False] * 4
        assert len(list(known.rows)) == 8_001
        assert [row["code"] for row in ended.rows] == ["10000"]


@pytest.mark.parametrize(("codes", "there"), [(7_999, False), (8_000, True)])
def test_a_list_of_the_codes_that_a_site_uses_is_not_the_whole_of_cpt(tmp_path: Path, codes: int, there: bool) -> None:
    shelves = Shelves(tmp_path)
    cpt(shelves, range(10_000, 10_000 + codes), year=2026, called="SHORTU")

    packed_tables.pack_tables(shelves)

    with shelves.open("cpt") as book:
        tables = us_tables(lambda name, table: book[table] if name == "cpt" else None)
    assert ("cpt_known" in tables, "cpt_ended" in tables) == (there, there)
    assert (packed_tables.packed_tables(shelves)("cpt_known") is not None) is there


def test_every_modifier_that_has_ended_was_known(tables: Mapping[str, Table]) -> None:
    known = {row["code"]: row["since"] for row in tables["hcpcs_modifier_known"].rows}
    ended = list(tables["hcpcs_modifier_ended"].rows)

    assert ended and all(known[row["code"]] < row["since"] for row in ended)  # type: ignore[operator]
