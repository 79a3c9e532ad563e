"""The steps of a script, each in a process of its own: a fork of one that has everything loaded and no database open.

The script ends with `serve(steps)`; a test starts it with `Forks` and begins as many steps at once as it likes.
"""

import json
import os
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 120


def serve(steps: Mapping[str, Callable[..., object]]) -> None:
    """Run what each line of standard input asks for: its words, the name of the step first, and the file for the answer."""
    for line in sys.stdin:
        asked = json.loads(line)
        if os.fork() == 0:
            _answer(steps, asked["words"], Path(asked["into"]))
            os._exit(0)
    with suppress(ChildProcessError):
        while True:
            os.wait()


def _answer(steps: Mapping[str, Callable[..., object]], words: list[str], into: Path) -> None:
    from django.db import connections

    try:
        answer = {"said": steps[words[0]](*words[1:])}
        connections.close_all()
    except BaseException:
        answer = {"fault": traceback.format_exc()}
    unfinished = into.with_suffix(".unfinished")
    unfinished.write_text(json.dumps(answer))
    unfinished.rename(into)


class Forks:
    """A script that serves its steps, for one data folder and one database. It ends with the block."""

    def __init__(self, module: str, folder: Path, database_url: str) -> None:
        self.answers = folder.with_name(f"{folder.name}-answers")
        self.answers.mkdir()
        self.begun = 0
        self.process = subprocess.Popen(
            [sys.executable, "-m", module, str(folder)],
            cwd=ROOT,
            env={**os.environ, "SUPERBILL_DATABASE_URL": database_url},
            stdin=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> "Forks":
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=PATIENCE_SECONDS)

    def begin(self, *words: str) -> Path:
        """Begin a step and go on; what it will say stands in the file."""
        assert self.process.stdin is not None
        self.begun += 1
        into = self.answers / f"{self.begun}.json"
        self.process.stdin.write(json.dumps({"words": words, "into": str(into)}) + "\n")
        self.process.stdin.flush()
        return into

    def ended(self, into: Path) -> Any:
        """What a step said; its fault, or that it does not come to an end, is an `AssertionError`."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not into.exists():
            assert time.monotonic() < deadline and self.process.poll() is None, f"no answer: {into}, {self.process.poll()}"
            time.sleep(0.01)
        answer = json.loads(into.read_text())
        assert "fault" not in answer, answer["fault"]
        return answer["said"]

    def run(self, *words: str) -> Any:
        return self.ended(self.begin(*words))

    def together(self, folder: Path, *commands: tuple[str, ...]) -> list[Any]:
        """Begin a step for each command, let all come to the same point, where they leave a file `here-…`, and give the sign `go`."""
        go = folder / "go"
        for former in (go, *folder.glob("here-*")):
            former.unlink(missing_ok=True)
        begun = [self.begin(command[0], str(go), *command[1:]) for command in commands]
        deadline = time.monotonic() + PATIENCE_SECONDS
        while len(list(folder.glob("here-*"))) < len(commands):
            told = [self.ended(into) for into in begun if into.exists()]
            assert time.monotonic() < deadline and not told, f"not all came to the sign: {told}"
            time.sleep(0.01)
        go.touch()
        return [self.ended(into) for into in begun]
