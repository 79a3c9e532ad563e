"""Two people do the same thing at the same moment, each in a process of their own: it is done once."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.demo import fresh_database

pytestmark = pytest.mark.books
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Books:
    """Books on disk, or in a database of their own where the tests run on PostgreSQL."""

    folder: Path
    database_url: str

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.app.concurrently", str(self.folder), *words]
        env = {**os.environ, "SUPERBILL_DATABASE_URL": self.database_url}
        return subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def ended(self, process: subprocess.Popen[str]) -> Any:
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return json.loads(out)

    def run(self, *words: str) -> Any:
        return self.ended(self.start(*words))

    def together(self, *commands: tuple[str, ...]) -> list[Any]:
        """Start all, let them come to the same point, and give the sign."""
        go = self.folder / "go"
        for former in (go, *self.folder.glob("here-*")):
            former.unlink(missing_ok=True)
        processes = [self.start(command[0], str(go), *command[1:]) for command in commands]
        deadline = time.monotonic() + 60
        while len(list(self.folder.glob("here-*"))) < len(commands):
            assert time.monotonic() < deadline, [process.poll() for process in processes]
            time.sleep(0.01)
        go.touch()
        return [self.ended(process) for process in processes]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Iterator[Books]:
    with fresh_database() as database_url:
        books = Books(tmp_path_factory.mktemp("at-once"), database_url)
        assert books.run("prepare") == "ready"
        yield books


def test_what_is_done_twice_at_once_is_done_once(books: Books) -> None:
    posted = books.together(("post", "same.835"), ("post", "same.835"), ("post", "other-bytes.835"))
    sent = books.together(("send",), ("send",))
    seen = books.run("look")

    states = [state for state, _ in posted]
    assert states.count("used") == 1 and set(states) <= {"used", "again", "kept"}
    assert all("in the books already" in problem for state, problem in posted if state == "kept")
    assert sorted(sent) == [["refused", "NothingReady"], ["sent", ["acme1-00002.837"]]]
    assert [ref.split("/")[0] for ref in seen["entries"]] == ["835", "charge", "charge"]
    assert (seen["sum"], seen["bank to come"]) == (0, 20250)
    assert seen["remits"] == [["EFT1", "posted"]]
    assert seen["states"] == {"V1": "paid", "V2": "sent"}
    assert [name for name, _ in seen["files"]] == ["acme1-00001.837", "acme1-00002.837", "other-bytes.835", "same.835"]
    assert seen["put down"] == ["acme1-00001.837", "acme1-00002.837"]
    assert seen["numbers"]["interchange"] == 2
