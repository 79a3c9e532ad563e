"""Folders of exchange: a file is there whole or not at all, read only when whole, and never deleted."""

import os
from pathlib import Path
from typing import Any

import pytest

from superbill.storage import folders
from superbill.storage.folders import put_whole, set_aside, waiting_files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_put_with_its_folder_and_leaves_nothing_unfinished(tmp_path: Path) -> None:
    put_whole(tmp_path / "a" / "b" / "1.837", b"ISA")

    assert (tmp_path / "a" / "b" / "1.837").read_bytes() == b"ISA"
    assert names(tmp_path / "a" / "b") == ["1.837"]


def test_a_file_that_is_put_again_is_replaced_whole(tmp_path: Path) -> None:
    put_whole(tmp_path / "1.837", b"first and long")

    put_whole(tmp_path / "1.837", b"second")

    assert (tmp_path / "1.837").read_bytes() == b"second"


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_crash_before_the_end_leaves_nothing_that_anyone_would_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def fail(*args: Any) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)

    with pytest.raises(OSError, match="power cut"):
        put_whole(tmp_path / "1.837", b"ISA" * 1000)

    assert not (tmp_path / "1.837").exists()
    assert list(waiting_files(tmp_path)) == []


def test_a_former_file_stays_when_its_successor_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_whole(tmp_path / "1.837", b"former")

    def fail(*args: Any) -> None:
        raise OSError("power cut")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="power cut"):
        put_whole(tmp_path / "1.837", b"successor")

    assert (tmp_path / "1.837").read_bytes() == b"former"


def test_the_bytes_are_on_the_disk_before_the_name_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    fsync = os.fsync

    def look(descriptor: int) -> None:
        seen.append((tmp_path / "1.837").exists())
        fsync(descriptor)

    monkeypatch.setattr(folders.os, "fsync", look)

    put_whole(tmp_path / "1.837", b"ISA")

    assert seen == [False]


def test_only_finished_files_wait_and_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("2.835", "1.999", "10.835", "3.835.part", ".hidden"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "done").mkdir()

    assert [path.name for path in waiting_files(tmp_path)] == ["1.999", "10.835", "2.835"]
    assert list(waiting_files(tmp_path / "nowhere")) == []


def test_a_file_that_is_set_aside_keeps_its_namesakes(tmp_path: Path) -> None:
    for text in (b"one", b"two", b"three"):
        (tmp_path / "a.835").write_bytes(text)
        set_aside(tmp_path / "a.835")

    assert names(tmp_path) == ["done"]
    assert {path.name: path.read_bytes() for path in (tmp_path / "done").iterdir()} == {
        "a.835": b"one",
        "a-2.835": b"two",
        "a-3.835": b"three",
    }
