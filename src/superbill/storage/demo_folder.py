"""The folder of a demonstration: made, removed only when it is one, and its played day remembered."""

import json
import shutil
from datetime import date
from pathlib import Path

from superbill.basics.errors import NotPossible
from superbill.claims.plain import to_plain
from superbill.storage.config import SETTINGS_FILE
from superbill.storage.folders import put_whole

PRACTICE_DAY = date(2026, 9, 18)
_PLAYED = "demo-day.json"
_SETTINGS = (
    f"# A demonstration: invented people, and a clock that stands on one day.\ndemo = true\npractice_day = {PRACTICE_DAY}\n"
)
_PRACTICE_RUN = (
    "# The books of one visit that was played with the practice payer.\ndemo = true\nown_database = true\npractice_day = {day}\n"
)


class NotADemo(NotPossible):
    """The folder holds something else; it is left alone."""


def begin_demo_folder(folder: Path, *, again: bool) -> bool:
    """Make the folder ready; True when the day must be played. A demonstration that was cut short is begun anew.

    Raises `NotADemo` for a folder with other contents.
    """
    _check_is_ours(folder, todo="Name another with --data.")
    if (folder / _PLAYED).exists() and not again:
        return False
    _begin(folder, _SETTINGS)
    return True


def begin_run_folder(folder: Path, *, day: date) -> None:
    """Make the folder ready for the books of one visit, which stand on a day; those of a former run are removed.

    Raises `NotADemo`.
    """
    _check_is_ours(folder, todo="Move it away: the books of the run belong there.")
    _begin(folder, _PRACTICE_RUN.format(day=day))


def _check_is_ours(folder: Path, *, todo: str) -> None:
    if folder.exists() and not folder.is_dir():
        raise NotADemo("This is a file, not a folder.", where=str(folder), todo=todo)
    if folder.exists() and any(folder.iterdir()):
        settings = folder / SETTINGS_FILE
        if not settings.exists() or "demo = true" not in settings.read_text(encoding="utf-8"):
            raise NotADemo("This folder is not empty and holds no demonstration.", where=str(folder), todo=todo)


def _begin(folder: Path, text: str) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS_FILE).write_text(text, encoding="utf-8")


def remember(folder: Path, steps: object) -> None:
    """Write down that the day was played to its end, with its steps."""
    put_whole(folder / _PLAYED, json.dumps(to_plain(steps)).encode())


def played(folder: Path) -> object:
    """The steps of the day, as plain data."""
    return json.loads((folder / _PLAYED).read_bytes())
