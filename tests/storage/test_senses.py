"""The vectors of the search's terms on disk."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from superbill.codes.search.dense import DIMENSIONS
from superbill.codes.search.entries import Entry, Term
from superbill.codes.search.find import Searcher
from superbill.storage import search_index, senses
from superbill.storage.config import Config
from superbill.storage.pack_files import open_tables
from superbill.storage.search_index import Searched, build_search_index, index_path
from superbill.storage.senses import NoModel, build_senses, open_senses, remove_senses, senses_folder

DAY = date(2026, 5, 1)


def embed(texts: Sequence[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
    """One direction for fruit, one for all else."""
    found = np.zeros((len(texts), DIMENSIONS), np.float32)
    for row, text in enumerate(texts):
        found[row, 0 if text.lower() in ("apple", "fruit") else 1] = 1
    return found


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(codes=tmp_path)


def indexed(config: Config, monkeypatch: pytest.MonkeyPatch, **titles: str) -> Path:
    made = tuple(
        Searched(f"{name}/{name}", title, lambda title=title: iter([Entry("A1", title, (Term(title, "title"),))]))
        for name, title in titles.items()
    )
    monkeypatch.setattr(search_index, "searched_tables", lambda config: made)
    return build_search_index(config)


def found(config: Config, words: str) -> list[str]:
    with closing(open_tables(index_path(config))) as db:
        opened = open_senses(config, db, embed=lambda: embed)
        return [hit.title for hit in Searcher(db, opened).search(words, on=DAY)]


def test_terms_are_found_by_their_sense_after_vectors_are_made(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    index = indexed(config, monkeypatch, fruit="Apple", tools="Hammer")
    before, told = found(config, "fruit"), list[tuple[int, int]]()

    terms = build_senses(config, index, embed=embed, progress=lambda done, of: told.append((done, of)))

    assert (before, terms, told[-1]) == ([], 2, (2, 2))
    assert found(config, "fruit") == ["Apple"]


def test_only_what_is_missing_is_made_and_what_is_of_before_goes(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    build_senses(config, indexed(config, monkeypatch, fruit="Apple", tools="Hammer"), embed=embed)
    former, told = {path.name for path in senses_folder(config).iterdir()}, list[tuple[int, int]]()
    index = indexed(config, monkeypatch, fruit="Apple", tools="Anvil")
    assert found(config, "fruit") == ["Apple"]

    build_senses(config, index, embed=embed, progress=lambda done, of: told.append((done, of)))

    now = {path.name for path in senses_folder(config).iterdir()}
    assert told == [(1, 1)]
    assert len(former & now) == len(former - now) == len(now - former) == 2


def test_vectors_of_a_former_state_are_not_used(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    build_senses(config, indexed(config, monkeypatch, fruit="Apple"), embed=embed)

    indexed(config, monkeypatch, fruit="Orange")

    assert found(config, "fruit") == []


def test_without_vectors_nothing_is_opened_and_they_can_be_removed(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    build_senses(config, indexed(config, monkeypatch, fruit="Apple"), embed=embed)

    remove_senses(config)

    assert not senses_folder(config).exists()
    assert found(config, "fruit") == []


def test_without_the_extra_it_is_told_how_to_install_it(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    index = indexed(config, monkeypatch, fruit="Apple")
    build_senses(config, index, embed=embed)
    monkeypatch.setattr(senses, "is_installed", lambda: False)

    with pytest.raises(NoModel) as told:
        build_senses(config, index)

    assert "superbill[dense]" in told.value.todo
    with closing(open_tables(index)) as db:
        assert open_senses(config, db) is None
