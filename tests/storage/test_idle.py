"""Open things that are kept for the next who asks."""

from pathlib import Path

import pytest

from superbill.storage import idle as module
from superbill.storage.idle import Idle, mark_of


@pytest.fixture
def closed() -> list[str]:
    """What was closed."""
    return []


@pytest.fixture
def idle(closed: list[str]) -> Idle[str]:
    """At most two things are kept."""
    return Idle(closed.append)


def test_what_is_taken_is_nobody_elses(idle: Idle[str], tmp_path: Path) -> None:
    mark = mark_of(tmp_path)
    idle.put(mark, "one")

    assert (idle.take(mark), idle.take(mark)) == ("one", None)


def test_more_than_enough_are_closed(idle: Idle[str], closed: list[str], tmp_path: Path) -> None:
    for name in ("one", "two", "three"):
        idle.put(mark_of(tmp_path), name)

    assert closed == ["three"]
    idle.clear()
    assert sorted(closed) == ["one", "three", "two"]


def test_what_was_opened_on_a_former_file_is_closed(idle: Idle[str], closed: list[str], tmp_path: Path) -> None:
    file, other = tmp_path / "a", tmp_path / "b"
    file.write_bytes(b"1")
    idle.put(mark_of(file, other), "old")

    other.write_bytes(b"2")

    assert idle.take(mark_of(file, other)) is None
    assert closed == ["old"]


def test_what_another_process_opened_is_left_to_it(
    idle: Idle[str], closed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    idle.put(mark_of(tmp_path), "of the parent")

    monkeypatch.setattr(module.os, "getpid", lambda: -1)

    assert idle.take(mark_of(tmp_path)) is None
    assert closed == []
