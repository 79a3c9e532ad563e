"""Two and three hands on one thing at the same moment: one effect, no lock and no fault shown."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.demo import fresh_database

pytestmark = pytest.mark.books
ROOT = Path(__file__).resolve().parents[2]
WHAT = ("code", "register", "number", "note", "receive", "pay", "enter")


def start(folder: Path, database_url: str, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.review.hands", str(folder), *words]
    env = {**os.environ, "SUPERBILL_DATABASE_URL": database_url}
    return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ended(process: subprocess.Popen[str]) -> Any:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return json.loads(out)


def together(folder: Path, database_url: str, what: str, hands: int = 3) -> list[tuple[str, Any]]:
    go = folder / f"go-{what}"
    for former in folder.glob("here-*"):
        former.unlink()
    processes = [start(folder, database_url, what, str(go)) for _ in range(hands)]
    deadline = time.monotonic() + 60
    while len(list(folder.glob("here-*"))) < hands:
        assert time.monotonic() < deadline, [process.poll() for process in processes]
        time.sleep(0.01)
    go.touch()
    return [tuple(each) for process in processes for each in ended(process)]


def test_several_hands_on_one_thing_have_one_effect(tmp_path: Path, code_tables: Path) -> None:
    with fresh_database() as url:
        assert ended(start(tmp_path, url, "prepare")) == "ready"

        heard = {what: together(tmp_path, url, what) for what in WHAT}
        seen = ended(start(tmp_path, url, "look"))

    assert {what: [said for how, said in told if how == "fault"] for what, told in heard.items()} == {what: [] for what in WHAT}
    assert [said for how, said in heard["register"] if how == "done"] == ["V3"]
    assert {said for how, said in heard["register"] if how == "refused"} == {"VisitTaken"}
    assert len({said for _, said in heard["number"]}) == 15
    assert len([said for how, said in heard["enter"] if how == "done"]) == 1
    assert len({said for _, said in heard["pay"]}) == 15
    assert seen["visits"] == sorted(["V1", "V2", "V3", *(f"V{number}" for number in range(1001, 1016))])
    assert seen["versions"] == sorted(["V2-1", *(f"V1-{version}" for version in range(1, 16))])
    assert seen["notes"] == 2
    assert seen["files"] == [f"{control}.835" for control in range(1, 9)]
    assert (seen["sum"], seen["paid"], seen["drawer"]) == (0, 20250, 1500)
    folder = tmp_path / "exchange" / "from-payer"
    assert [path.name for path in folder.iterdir() if path.is_file()] == []
