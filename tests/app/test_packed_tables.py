"""The packed tables beside the books: the same answers as the books, made anew with them, and never in the way when they are missing."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from superbill.app import code_books, packed_tables
from superbill.app.code_books import install_codes, remove_codes, shelves_here
from superbill.app.edit_tables import edit_tables
from superbill.app.packed_state import are_packed
from superbill.app.packed_tables import pack_tables
from superbill.basics.days import FOREVER
from superbill.edits.conditions import Row, Value
from superbill.edits.packed import PackedTable
from superbill.edits.tables import Table
from superbill.places.us.tables import BOOK_OF, key_of, us_tables
from superbill.storage import packed_tables as on_disk
from tests.codes.books import test_mue as mue
from tests.codes.books import test_ncci as ncci
from tests.codes.coverage_export import export

FILES = {
    ncci.NAME: (ncci.HEADER + ncci.ROWS + "13121\t13120\t\t19900101\t19951231\t1\tBefore\r\n").encode(),
    mue.NAME: (mue.NOTICE + mue.HEADER + mue.ROWS).encode(),
    "export.zip": export(),
}
BOOKS = ("ncci", "mue", "mcd", "hcpcs", "revenue")
LATER = mue.NOTICE + mue.HEADER + mue.ROWS.replace("71046,2,", "71046,5,")


@pytest.fixture
def codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of code tables with three books installed, and the tables of all that ships."""
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))
    for book in ("hcpcs", "revenue"):
        shelves_here().build_shipped(only=book)
    install(tmp_path, FILES)
    return tmp_path


def install(folder: Path, files: Mapping[str, bytes]) -> str:
    """Install files as a person does; the id of the first pack."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return install_codes([folder / name for name in files], accepted=True, by="test", at="2026-10-01T09:00:00")[0].id


@contextmanager
def of_the_books() -> Iterator[Mapping[str, Table]]:
    """The tables as the books themselves answer."""
    with ExitStack() as stack:
        books = {name: stack.enter_context(shelves_here().open(name)) for name in BOOKS}
        yield us_tables(lambda book, table: books.get(book, {}).get(table))


def edges(rows: list[Row]) -> list[date]:
    """The days on which rows begin and end, and those before; a few of them are enough."""
    days = sorted({day for row in rows for day in (row["since"], row["until"]) if isinstance(day, date)})[:12]
    return [*days, *(day - timedelta(days=1) for day in days if day > date.min), FOREVER - timedelta(days=1)]


def test_every_table_is_packed_and_finds_what_its_book_finds(codes: Path) -> None:
    with edit_tables() as tables, of_the_books() as plain:
        packed = {name: table for name, table in tables.items() if isinstance(table, PackedTable)}

        assert packed.keys() == {name for name, book in BOOK_OF.items() if book in BOOKS}
        for name, table in packed.items():
            for key, on in asked(name, list(plain[name].rows)):
                assert table.find(on=on, **key) == plain[name].find(on=on, **key), (name, key, on)


def asked(name: str, rows: list[Row]) -> Iterator[tuple[dict[str, Value], date]]:
    """Questions to a table: every key and its beginning on the days of all edges, and keys that are not there."""
    columns, few = key_of(name), rows[:: max(1, len(rows) // 40)]
    for on in edges(rows) if rows else ():
        for row in few:
            key = {column: row[column] for column in columns}
            yield key, on
            yield {columns[0]: row[columns[0]]}, on
            yield {**key, columns[-1]: "ZZZZZ"}, on
        yield {**{column: few[0][column] for column in columns}, columns[0]: None}, on


def test_rows_of_a_packed_table_are_those_of_its_book(codes: Path) -> None:
    with edit_tables() as tables, of_the_books() as plain:
        for name in BOOK_OF.keys() & tables.keys():
            by_key = sorted(plain[name].rows, key=lambda row: [str(row[column]) for column in key_of(name)])
            assert list(tables[name].rows) == by_key, name


def test_another_release_is_packed_and_the_former_copy_is_gone(codes: Path) -> None:
    def limit() -> Value:
        with edit_tables() as tables:
            assert isinstance(tables["mue"], PackedTable)
            return tables["mue"].find(on=date(2027, 2, 1), procedure="71046")[0]["most"]

    before = limit()
    later = install(codes, {"MCR_MUE_PractitionerServices_Eff_01-01-2027.csv": LATER.encode()})
    after = limit()
    remove_codes(later, by="test", at="2026-11-01T09:00:00")

    assert (before, after, limit()) == (2, 5, 2)
    assert len(list((codes / "codes/shelf/edits").glob("mue-*"))) == 1


def test_without_its_copy_the_book_is_asked(codes: Path) -> None:
    for path in (codes / "codes/shelf/edits").iterdir():
        path.unlink()

    with edit_tables() as tables:
        assert not any(isinstance(table, PackedTable) for table in tables.values())
        assert tables["mue"].find(on=date(2026, 11, 1), procedure="71046")[0]["most"] == 2


@pytest.mark.parametrize("left", [0, 9, 100])
def test_a_damaged_copy_is_not_used_and_is_made_anew(codes: Path, left: int) -> None:
    (path,) = (codes / "codes/shelf/edits").glob("mue-*")
    whole = path.read_bytes()
    path.unlink()
    path.write_bytes(whole[:left])

    with edit_tables() as tables:
        assert not isinstance(tables["mue"], PackedTable)
        assert tables["mue"].find(on=date(2026, 11, 1), procedure="71046")[0]["most"] == 2
    pack_tables(shelves_here())

    assert path.read_bytes() == whole


def test_packing_that_breaks_off_leaves_nothing_and_keeps_nobody_from_installing(
    codes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(file: object, rows: object, *, key: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(on_disk, "save", full)
        install(codes, {"MCR_MUE_PractitionerServices_Eff_01-01-2027.csv": LATER.encode()})
    with edit_tables() as tables:
        found = tables["mue"].find(on=date(2027, 2, 1), procedure="71046")

    assert not isinstance(tables["mue"], PackedTable)
    assert found[0]["most"] == 5
    assert not list((codes / "codes/shelf/edits").glob("mue-*"))


def test_what_was_broken_off_long_ago_is_removed_and_what_is_being_written_is_not(codes: Path) -> None:
    folder = codes / "codes/shelf/edits"
    old, new = folder / "mue-1.packed.aa.part", folder / "mue-1.packed.bb.part"
    for path, seconds in ((old, 0), (new, 4_000_000_000)):
        path.touch()
        os.utime(path, (seconds, seconds))

    pack_tables(shelves_here())

    assert not old.exists()
    assert new.exists()


def test_another_program_packs_anew(codes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path.name for path in (codes / "codes/shelf/edits").iterdir()}
    monkeypatch.setattr(packed_tables, "_program", lambda: "another")

    with edit_tables() as tables:
        assert not any(isinstance(table, PackedTable) for table in tables.values())
    pack_tables(shelves_here())

    after = {path.name for path in (codes / "codes/shelf/edits").iterdir()}
    assert len(after) == len(before)
    assert not after & before


def test_books_that_are_tried_are_asked_themselves(codes: Path) -> None:
    file = codes / "MCR_MUE_PractitionerServices_Eff_01-01-2027.csv"
    file.write_bytes(LATER.encode())

    with edit_tables(with_packs=[file]) as tables:
        assert not isinstance(tables["mue"], PackedTable)
        assert isinstance(tables["ncci_pair"], PackedTable)
        assert tables["mue"].find(on=date(2027, 2, 1), procedure="71046")[0]["most"] == 5


def test_what_is_packed_is_packed_again_only_when_a_book_changes_or_a_file_is_gone(
    codes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_first = are_packed(shelves_here())
    (path,) = (codes / "codes/shelf/edits").glob("mue-*")
    path.unlink()
    without_a_file = are_packed(shelves_here())
    pack_tables(shelves_here())
    with monkeypatch.context() as patch:
        patch.setattr(code_books, "are_packed", lambda shelves: True)
        install(codes, {"MCR_MUE_PractitionerServices_Eff_01-01-2027.csv": LATER.encode()})

    assert at_first
    assert not without_a_file
    assert path.exists()
    assert not are_packed(shelves_here())


def test_where_there_was_no_room_it_is_not_said_that_all_is_packed(codes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: object, rows: object, *, key: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(on_disk, "save", full)
        install(codes, {"MCR_MUE_PractitionerServices_Eff_01-01-2027.csv": LATER.encode()})

    assert not are_packed(shelves_here())
    pack_tables(shelves_here())
    assert are_packed(shelves_here())
