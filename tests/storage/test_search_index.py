import sqlite3
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from superbill.codes.search.entries import Entry, Term
from superbill.storage import search_index
from superbill.storage.config import Config
from superbill.storage.search_index import NoSearchIndex, Searched, build_search_index, index_path, open_search, outdated

DAY = date(2026, 9, 8)


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(codes=tmp_path)


def stand(monkeypatch: pytest.MonkeyPatch, **tables: tuple[str, str]) -> None:
    """Let these tables be there to search: by name, what they are made from and the only title in them."""

    def entries(title: str) -> Iterator[Entry]:
        yield Entry("A1", title, (Term(title, "title"),))

    made = tuple(Searched(f"{name}/{name}", made_from, partial(entries, title)) for name, (made_from, title) in tables.items())
    monkeypatch.setattr(search_index, "searched_tables", lambda config: made)


def test_there_is_no_search_before_the_index_is_made(config: Config) -> None:
    with pytest.raises(NoSearchIndex), open_search(config):
        pass


def test_only_what_changed_is_indexed_again(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(monkeypatch, fruit=("1", "Apple"), tools=("1", "Hammer"))
    build_search_index(config)
    stand(monkeypatch, fruit=("1", "never read"), tools=("2", "Anvil"))

    before, done = outdated(config), list[str]()
    build_search_index(config, progress=lambda name, terms: done.append(name))

    assert before == ("tools/tools",)
    assert done == ["tools/tools"]
    assert outdated(config) == ()
    with open_search(config) as searcher:
        assert [hit.title for hit in searcher.search("apple", on=DAY)] == ["Apple"]
        assert [hit.title for hit in searcher.search("anvil", on=DAY)] == ["Anvil"]
        assert searcher.search("hammer", on=DAY) == ()


def test_a_book_that_was_taken_away_leaves_the_index(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(monkeypatch, fruit=("1", "Apple"), tools=("1", "Hammer"))
    build_search_index(config)
    stand(monkeypatch, tools=("1", "Hammer"))

    build_search_index(config)

    with open_search(config) as searcher:
        assert searcher.search("apple", on=DAY) == ()


def test_nothing_is_written_when_all_is_there(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(monkeypatch, fruit=("1", "Apple"))
    made = build_search_index(config).stat()

    again = build_search_index(config).stat()

    assert (again.st_ino, again.st_mtime_ns) == (made.st_ino, made.st_mtime_ns)


def test_a_build_that_fails_leaves_the_former_index(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(monkeypatch, fruit=("1", "Apple"))
    build_search_index(config)

    def broken() -> list[Entry]:
        message = "the disk is gone"
        raise OSError(message)

    monkeypatch.setattr(search_index, "searched_tables", lambda config: (Searched("fruit/fruit", "2", lambda: iter(broken())),))
    with pytest.raises(OSError, match="disk"):
        build_search_index(config)

    with open_search(config) as searcher:
        assert [hit.title for hit in searcher.search("apple", on=DAY)] == ["Apple"]


def test_a_file_that_is_no_index_is_made_anew(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(monkeypatch, fruit=("1", "Apple"))
    with sqlite3.connect(index_path(config)) as db:
        db.execute("CREATE TABLE other (x)")

    build_search_index(config)

    assert outdated(config) == ()
