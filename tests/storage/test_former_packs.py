"""A later version that keeps other columns: what was installed before is brought up to date, or named as to be installed again."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from superbill.codes.book import Book, Column, Layout, Row, Shipped, Table, find_layout, get_book
from superbill.codes.source import Source
from superbill.storage.pack_files import pack_fits, place_of
from superbill.storage.shelf import AlreadyInstalled, Found, InstallAgain, Shelves

Version = Callable[..., Book]
CODE, TITLE, COLOUR = Column("code", "The code."), Column("title", "What it is."), Column("colour", "Its colour.")
FILE = b"code,title,colour,price\nA,apple,red,100\nB,banana,yellow,200\n"
LATER = b"code,title,colour,price\nA,apple,green,100\nB,banana,yellow,200\n"
DAY = date(2026, 6, 1)


def rows_of(source: Source, table: Table) -> Iterator[Row]:
    if source.name.endswith(".zip"):
        with source.open() as file, zipfile.ZipFile(file) as archive:
            source = Source.from_bytes(source.name, archive.read("fruit.csv"))
    rows = source.rows()
    _, names = next(rows)
    for line, row in rows:
        cells = dict(zip(names, row, strict=True))
        yield Row(table.name, tuple(each for column in table.columns for each in [_cell(cells[column.name], column.kind)]), line)


def _cell(text: str, kind: str) -> str | int:
    return text if kind == "text" else int(text) * (100 if kind == "rate" else 1)


@pytest.fixture
def version(monkeypatch: pytest.MonkeyPatch) -> Version:
    """Says what the program is from now on: the columns that it keeps, how they are indexed, the name of the format."""

    def say(
        *columns: Column, keys: int = 1, also_by: tuple[str, ...] = (), layout: str = "csv", ships: bytes = b"", more: str = ""
    ) -> Book:
        tables: tuple[Table, ...] = (Table("fruit", "Fruit.", columns, keys, "title", also_by),)
        if more:
            tables += (Table(more, "More.", (CODE,)),)

        def read(source: Source) -> Iterator[Row]:
            for row in rows_of(source, tables[0]):
                yield row
                if more:
                    yield Row(more, row.cells[:1], row.line)

        own = Layout(
            layout, "release", tuple(table.name for table in tables), lambda source: True, lambda source: date(2026, 1, 1), read
        )
        file = Shipped(Source.from_bytes("shipped.csv", ships), date(2025, 1, 1), stamp=str(len(ships)))
        book = Book("fruit", "Fruit", "us", "here", "ours", "never", tables, (own,), lambda: (file,) if ships else ())
        for place in ("superbill.codes.book", "superbill.storage.shelf"):
            monkeypatch.setattr(f"{place}.all_books", lambda: (book,))
        return book

    return say


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return Shelves(tmp_path / "shelf")


def install(shelves: Shelves, book: Book, *files: tuple[str, bytes], since: date | None = None) -> None:
    found = [Found(Source.from_bytes(name, data), book, book.layouts[0]) for name, data in files]
    shelves.install(found, since=since, by="Ann", at="2026-06-01")


def cell_of(shelves: Shelves, code: str, column: str, *, on: date = DAY) -> object:
    with shelves.open("fruit") as tables:
        row = tables["fruit"].find(code, on=on)
        return row[column] if row else None


def lose_files(shelves: Shelves) -> None:
    for path in (shelves.folder / "packs").glob("*.gz"):
        path.unlink()


def state_of(shelves: Shelves) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in shelves.folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("data", [FILE, pytest.param(None, id="archive")])
def test_a_file_is_read_anew_where_the_version_keeps_a_column_more(
    version: Version, shelves: Shelves, data: bytes | None
) -> None:
    if data is None:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("fruit.csv", FILE)
        install(shelves, version(CODE, TITLE), ("fruit.zip", packed.getvalue()))
    else:
        install(shelves, version(CODE, TITLE), ("fruit.csv", data))
    former = shelves.read()
    version(CODE, TITLE, COLOUR)

    colour = cell_of(shelves, "B", "colour")

    assert colour == "yellow"
    assert shelves.read().packs == former.packs
    assert shelves.verify() == ()
    assert '"did": "made anew"' in (shelves.folder / "journal.jsonl").read_text()


def test_what_is_up_to_date_is_not_made_again(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    version(CODE, TITLE, COLOUR)
    cell_of(shelves, "A", "colour")
    before = state_of(shelves)

    cell_of(shelves, "A", "colour")

    assert state_of(shelves) == before


@pytest.mark.parametrize("columns", [(CODE, TITLE), (CODE, COLOUR, TITLE), (CODE, Column("title", "Other words."), COLOUR)])
def test_a_pack_that_has_all_that_is_wanted_does_without_its_file(
    version: Version, shelves: Shelves, columns: tuple[Column, ...]
) -> None:
    install(shelves, version(CODE, TITLE, COLOUR), ("fruit.csv", FILE))
    lose_files(shelves)
    version(*columns)

    assert cell_of(shelves, "A", "title") == "apple"


def test_an_index_more_is_made_without_the_file(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE, COLOUR), ("fruit.csv", FILE))
    lose_files(shelves)
    version(CODE, TITLE, COLOUR, also_by=("colour",))

    with shelves.open("fruit") as tables:
        found = tables["fruit"].having(("colour",), ("red",), on=DAY, limit=9)

    assert [entry["code"] for entry in found] == ["A"]


def test_a_column_of_another_kind_is_read_anew(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE, Column("price", "In cents.", "cents")), ("fruit.csv", FILE))
    version(CODE, TITLE, Column("price", "In ten-thousandths.", "rate"))

    assert cell_of(shelves, "A", "price") == 10_000


def test_rows_with_another_key_are_read_anew(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    version(CODE, TITLE, keys=2)

    with shelves.open("fruit") as tables:
        assert tables["fruit"].find("A", "apple", on=DAY) is not None


def test_a_table_more_is_filled_from_the_file(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    version(CODE, TITLE, more="known")

    with shelves.open("fruit") as tables:
        assert tables["known"].holds("B", on=DAY)
    assert shelves.read().packs[0].rows == {"fruit": 2, "known": 2}


def test_a_format_of_another_name_is_recognised_again(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    version(CODE, TITLE, COLOUR, layout="spreadsheet")

    assert cell_of(shelves, "A", "colour") == "red"
    assert shelves.read().packs[0].layout == "spreadsheet"


def test_where_the_files_are_gone_all_are_named_and_nothing_changes(version: Version, shelves: Shelves) -> None:
    book = version(CODE, TITLE)
    install(shelves, book, ("january.csv", FILE))
    install(shelves, book, ("april.csv", LATER), since=date(2026, 4, 1))
    lose_files(shelves)
    version(CODE, TITLE, COLOUR)
    before = state_of(shelves)

    with pytest.raises(InstallAgain, match=r"keeps more of january\.csv, april\.csv than"), shelves.open("fruit"):
        pass

    assert state_of(shelves) == before


def test_files_that_are_installed_again_take_their_places_and_hold_from_their_days(version: Version, shelves: Shelves) -> None:
    book = version(CODE, TITLE)
    install(shelves, book, ("january.csv", FILE))
    install(shelves, book, ("april.csv", LATER), since=date(2026, 4, 1))
    lose_files(shelves)
    book = version(CODE, TITLE, COLOUR)

    with pytest.raises(InstallAgain, match=r"keeps more of january\.csv than"):
        install(shelves, book, ("april.csv", LATER), since=date(2026, 5, 1))
    install(shelves, book, ("january.csv", FILE), ("april.csv", LATER))

    assert [cell_of(shelves, "A", "colour", on=day) for day in (date(2026, 2, 1), DAY)] == ["red", "green"]
    assert len(shelves.read().packs) == 2
    assert shelves.verify() == ()
    assert len(list((shelves.folder / "packs").iterdir())) == 4


def test_a_file_that_need_not_be_installed_again_is_not(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))

    with pytest.raises(AlreadyInstalled):
        install(shelves, version(CODE, TITLE, COLOUR), ("fruit.csv", FILE))


def test_an_older_pack_is_brought_up_to_date_when_the_next_is_installed_tried_or_taken_away(
    version: Version, shelves: Shelves
) -> None:
    install(shelves, version(CODE, TITLE), ("january.csv", FILE))
    book = version(CODE, TITLE, COLOUR)
    april = Found(Source.from_bytes("april.csv", LATER), book, book.layouts[0])

    with shelves.tried([april], since=date(2026, 4, 1)) as tried:
        assert [day for _, day in tried.values()] == [date(2026, 4, 1)]
    (pack,) = shelves.install([april], since=date(2026, 4, 1), by="Ann", at="2026-06-01")
    both = [cell_of(shelves, "A", "colour", on=day) for day in (date(2026, 2, 1), DAY)]
    version(CODE, TITLE, Column("price", "In cents.", "cents"))
    shelves.remove(pack.id, by="Ann", at="2026-06-02")

    assert both == ["red", "green"]
    assert cell_of(shelves, "A", "price") == 100


def test_what_comes_with_the_program_is_read_from_the_program(version: Version, shelves: Shelves) -> None:
    version(CODE, TITLE, ships=FILE)
    shelves.build_shipped()
    book = version(CODE, TITLE, COLOUR, ships=FILE)

    install(shelves, book, ("own.csv", LATER))

    assert [cell_of(shelves, "A", "colour", on=day) for day in (date(2025, 2, 1), DAY)] == ["red", "green"]
    assert shelves.build_shipped() != ()
    assert [cell_of(shelves, "A", "colour", on=day) for day in (date(2025, 2, 1), DAY)] == ["red", "green"]


def test_building_brings_up_to_date_what_the_site_has_installed(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    former = shelves.read().books["fruit"]
    version(CODE, TITLE, COLOUR)

    shelves.build_shipped()

    assert shelves.read().books["fruit"] != former


def test_a_kept_file_that_is_missing_or_damaged_is_told(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))
    (kept,) = (shelves.folder / "packs").glob("*.gz")

    whole = shelves.verify()
    kept.write_bytes(kept.read_bytes()[:-20])
    (cut,) = shelves.verify()
    kept.unlink()
    (missing,) = shelves.verify()

    assert whole == ()
    assert "which is kept beside pack fruit-20260101" in cut
    assert "is missing beside it" in missing


def test_a_pack_that_is_taken_away_takes_its_file_along(version: Version, shelves: Shelves) -> None:
    install(shelves, version(CODE, TITLE), ("fruit.csv", FILE))

    shelves.remove(shelves.read().packs[0].id, by="Ann", at="2026-06-02")

    assert list((shelves.folder / "packs").iterdir()) == []


def test_of_two_formats_of_one_name_that_counts_which_fills_the_tables(tmp_path: Path) -> None:
    shelves, book = Shelves(tmp_path / "shelf"), get_book("claim_status")
    data = b"code,description,start,stop\n1,Some words of the owner.,2020-01-01,\n"
    found = [(name, Source.from_bytes(f"{name} 2026-07-01.csv", data)) for name in ("claim status", "claim status category")]
    layouts = [find_layout(source, "claim_status") for _, source in found]
    files = [Found(source, *layout) for (_, source), layout in zip(found, layouts, strict=True) if layout]
    shelves.install(files, accepted=True, by="Ann", at="2026-07-01")

    fitting = [pack_fits(place_of(shelves.folder, pack), pack) for pack in shelves.read().of(book.name)]

    assert fitting == [True, True]
