"""The books that come with the program: built once, built anew when they change, and never in the way of what the site installs."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import IO

import pytest

from superbill.codes.book import Book, Column, Shipped, Table, find_layout
from superbill.codes.plain import plain_layout
from superbill.codes.source import BadCodeFile, Source
from superbill.storage.shelf import Found, NoBook, Shelves

Ships = Callable[..., None]
TABLE = Table("thing", "Things.", (Column("code", "The code."), Column("title", "What it is.")), title="title")


def text_of(book: str, *rows: str, since: str = "2026-01-01") -> str:
    return "\n".join((f"# superbill {book} thing", f"# Holds from: {since}", "code,title", *rows, ""))


@pytest.fixture
def opened() -> list[str]:
    """The names of shipped files each time that one is read."""
    return []


@pytest.fixture
def ships(monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> Ships:
    """Says what comes with the program from now on: the text of a file by the name of its book, or "" for a book without one."""

    def shipped(book: str, text: str) -> Shipped:
        def opens() -> IO[bytes]:
            opened.append(book)
            return io.BytesIO(text.encode())

        source = Source(f"{book}.csv", opens, text.encode()[:1_000])
        return Shipped(source, date(2026, 1, 1), stamp=hashlib.sha256(text.encode()).hexdigest())

    def say(**files: str) -> None:
        books = tuple(
            Book(
                name, name, "us", "here", "ours", "never", (TABLE,), (plain_layout(name, TABLE),),
                tuple if not text else lambda name=name, text=text: (shipped(name, text),),
            )
            for name, text in files.items()
        )  # fmt: skip
        for place in ("superbill.codes.book", "superbill.storage.shelf"):
            monkeypatch.setattr(f"{place}.all_books", lambda: books)

    return say


@pytest.fixture
def shelves(tmp_path: Path) -> Shelves:
    return Shelves(tmp_path / "shelf")


def title_of(shelves: Shelves, book: str, code: str, *, on: date = date(2026, 6, 1)) -> object:
    with shelves.open(book) as tables:
        row = tables["thing"].find(code, on=on)
        return row["title"] if row else None


def digest_of(shelves: Shelves, book: str) -> str:
    with shelves.open(book) as tables:
        return tables["thing"].digest()


def install(shelves: Shelves, book: str, *rows: str, since: str) -> str:
    source = Source.from_bytes("own.csv", text_of(book, *rows, since=since).encode())
    layout = find_layout(source)
    assert layout is not None
    (pack,) = shelves.install([Found(source, *layout)], by="Ann", at="2026-07-02")
    return pack.id


def test_what_comes_with_the_program_is_installed_by_it(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"), two=text_of("two", "B,second"), none="")
    told: list[tuple[str, int]] = []

    made = shelves.build_shipped(at="2026-06-01", progress=lambda name, rows: told.append((name, rows)))

    assert [(pack.book, pack.installed_by, pack.installed_at, pack.since) for pack in made] == [
        ("one", "superbill", "2026-06-01", 20260101),
        ("two", "superbill", "2026-06-01", 20260101),
    ]
    assert title_of(shelves, "one", "A") == "first"
    assert told == [("one.csv", 1), ("two.csv", 1)]
    assert shelves.verify() == ()
    with pytest.raises(NoBook), shelves.open("none"):
        pass


def test_a_row_that_is_older_than_told_holds_long_before_the_release(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first,", "B,second,2020-01-01").replace("code,title", "code,title,since"))
    shelves.build_shipped()

    assert title_of(shelves, "one", "A", on=date(2011, 1, 1)) == "first"
    assert title_of(shelves, "one", "B", on=date(2019, 12, 31)) is None
    assert title_of(shelves, "one", "B", on=date(2020, 1, 1)) == "second"


def test_a_second_time_nothing_is_read_or_written(ships: Ships, shelves: Shelves, opened: list[str]) -> None:
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()
    before = {path: path.stat().st_mtime_ns for path in shelves.folder.rglob("*")}
    opened.clear()

    made = shelves.build_shipped()

    assert made == ()
    assert opened == []
    assert {path: path.stat().st_mtime_ns for path in shelves.folder.rglob("*")} == before


def test_a_new_version_takes_the_place_of_the_former_one(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"), two=text_of("two", "B,second"))
    shelves.build_shipped()
    ships(one=text_of("one", "A,better"), two=text_of("two", "B,second"))

    (made,) = shelves.build_shipped()

    assert title_of(shelves, "one", "A") == "better"
    assert [pack.id for pack in shelves.read().of("one")] == [made.id]
    assert len(list((shelves.folder / "packs").iterdir())) == 2


def test_what_no_longer_comes_with_the_program_goes(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()
    ships(one="")

    made = shelves.build_shipped()

    assert made == ()
    assert shelves.read().packs == ()
    with pytest.raises(NoBook), shelves.open("one"):
        pass


def test_a_later_release_of_the_site_follows_and_outlives_a_new_version(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()
    before = digest_of(shelves, "one")
    own = install(shelves, "one", "A,ours", since="2026-07-01")
    with_own = title_of(shelves, "one", "A", on=date(2026, 8, 1))
    ships(one=text_of("one", "A,first", "B,new"))

    shelves.build_shipped()
    kept = title_of(shelves, "one", "A", on=date(2026, 8, 1))
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()
    shelves.remove(own, by="Ann", at="2026-07-03")

    assert with_own == kept == "ours"
    assert digest_of(shelves, "one") == before


@pytest.mark.parametrize("words", ["ours", "our own", "our words", "words of ours", "those of ours"])
def test_of_one_day_what_the_site_installs_holds(ships: Ships, shelves: Shelves, words: str) -> None:
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()

    install(shelves, "one", f"A,{words}", since="2026-01-01")

    assert title_of(shelves, "one", "A") == words


def test_the_very_file_that_the_site_has_installed_stays_the_sites(ships: Ships, shelves: Shelves) -> None:
    ships(one="")
    own = install(shelves, "one", "A,first", since="2026-01-01")
    ships(one=text_of("one", "A,first"))

    made = shelves.build_shipped()
    again = shelves.build_shipped()

    assert (made, again) == ((), ())
    assert [(pack.id, pack.installed_by) for pack in shelves.read().packs] == [(own, "Ann")]


def test_a_file_that_the_site_has_taken_away_comes_back_with_the_program(ships: Ships, shelves: Shelves) -> None:
    ships(one="")
    own = install(shelves, "one", "A,first", since="2026-01-01")
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped()
    shelves.remove(own, by="Ann", at="2026-07-03")

    (made,) = shelves.build_shipped()

    assert made.installed_by == "superbill"
    assert title_of(shelves, "one", "A") == "first"


def test_what_is_built_stays_when_the_next_book_fails(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"), two=text_of("two", "B,second", "B,twice"))

    with pytest.raises(BadCodeFile):
        shelves.build_shipped()

    assert title_of(shelves, "one", "A") == "first"
    assert [pack.book for pack in shelves.read().packs] == ["one"]
    assert sorted(path.name for path in shelves.folder.iterdir()) == ["books", "journal.jsonl", "lock", "packs", "shelf.json"]


def test_a_program_that_reads_its_files_anew_builds_anew(ships: Ships, shelves: Shelves, monkeypatch: pytest.MonkeyPatch) -> None:
    ships(one=text_of("one", "A,first"))
    (first,) = shelves.build_shipped()
    monkeypatch.setattr("superbill.storage.shelf.__version__", "999")

    (second,) = shelves.build_shipped()

    assert second.id == first.id
    assert second.stamp != first.stamp
    assert shelves.read().packs == (replace(first, stamp=second.stamp),)
    assert shelves.verify() == ()


def test_installs_and_removals_stand_in_the_journal(ships: Ships, shelves: Shelves) -> None:
    ships(one=text_of("one", "A,first"))
    shelves.build_shipped(at="2026-06-01")
    ships(one="")
    shelves.build_shipped(at="2026-06-02")

    lines = (shelves.folder / "journal.jsonl").read_text().splitlines()

    assert ['"did": "installed"' in line or '"did": "removed"' in line for line in lines] == [True, True]
    assert all('"by": "superbill"' in line for line in lines)
