"""What a search finds after books were installed or taken away."""

from datetime import date
from pathlib import Path

import pytest

from superbill.app.code_books import install_codes, remove_codes
from superbill.app.search_books import build_search_index, outdated_tables, search_books

DAY = date(2026, 11, 1)
BY, AT = "somebody", "2026-09-08T10:00:00-04:00"


def place_codes(path: Path, *names: str) -> Path:
    rows = [f"{number:02},{name},no,2017-01-01," for number, name in enumerate(names, 60)]
    path.write_text("\n".join(("# superbill pos", "# Holds from: 2017-01-01", "code,name,facility,since,until", *rows, "")))
    return path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path / "codes"))
    return place_codes(tmp_path / "places.csv", "Lighthouse", "Windmill")


def found(words: str) -> list[str]:
    return [hit.code for hit in search_books(words, on=DAY)]


def test_what_is_installed_is_found_at_once_and_what_is_removed_no_more(file: Path) -> None:
    build_search_index()

    (pack,) = install_codes([file], by=BY, at=AT)
    installed, stale = found("lighthouse"), outdated_tables()
    remove_codes(pack.id, by=BY, at=AT)

    assert (installed, stale) == (["60"], ())
    assert found("lighthouse") == []
    assert outdated_tables() == ()


def test_an_installation_tells_which_book_is_indexed(file: Path) -> None:
    build_search_index()
    told: list[str] = []

    install_codes([file], by=BY, at=AT, progress=lambda name, rows: told.append(name))

    assert told[-1] == "pos/pos"


def test_an_index_that_is_not_there_is_left_to_the_first_search(file: Path) -> None:
    install_codes([file], by=BY, at=AT)

    assert "pos/pos" in outdated_tables()
