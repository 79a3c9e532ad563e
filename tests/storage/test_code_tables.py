"""The built code tables: put in their place whole, built once, and read only."""

import sqlite3
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from superbill.storage import code_tables
from superbill.storage.code_tables import NoTables, build_tables, open_icd10cm, tables_path
from superbill.storage.config import Config


def test_tables_that_are_not_built_are_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(NoTables, match="not built yet") as refused, open_icd10cm(Config(codes=tmp_path)):
        pass

    assert refused.value.where == str(tables_path(Config(codes=tmp_path)))
    assert "superbill codes" in refused.value.todo


def test_a_build_that_is_cut_short_leaves_no_tables_and_the_next_one_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = Config(codes=tmp_path / "new")

    def cut(db: sqlite3.Connection, *, progress: Any) -> None:
        db.execute("CREATE TABLE half (done)")
        db.commit()
        raise KeyboardInterrupt

    def whole(db: sqlite3.Connection, *, progress: Any) -> None:
        db.execute("CREATE TABLE whole (done)")
        progress(1, 1)

    monkeypatch.setattr(code_tables, "build_icd10cm", cut)
    with pytest.raises(KeyboardInterrupt):
        build_tables(config)
    assert not tables_path(config).exists()

    seen: list[tuple[int, int]] = []
    monkeypatch.setattr(code_tables, "build_icd10cm", whole)
    path = build_tables(config, progress=lambda done, of: seen.append((done, of)))

    assert path == tables_path(config) and seen == [(1, 1)]
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("whole",)]
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_tables_that_stand_are_not_built_again(code_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from superbill.storage import code_tables as module

    def fail(db: sqlite3.Connection, *, progress: Any) -> None:
        raise AssertionError("built again")

    monkeypatch.setattr(module, "build_icd10cm", fail)

    assert build_tables(Config()) == code_tables


def test_the_tables_are_opened_for_reading_only(code_tables: Path) -> None:
    with open_icd10cm(Config()) as tables:
        found = tables.get("M17.12", on=date(2026, 9, 14))
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            tables._db.execute("DELETE FROM icd10cm_code")

    assert found.code == "M17.12"
