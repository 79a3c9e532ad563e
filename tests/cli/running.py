"""Run `superbill` as a person does: a process of its own, in a folder of its own, with the code tables of the tests."""

import atexit
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

from superbill.claims.plain import from_plain
from superbill.cli.main import main

ROOT = Path(__file__).resolve().parents[2]
GIVEN = ("visit.toml", "note.txt", "sheet.toml", "fees.csv", "contract.toml", "benefits.toml")


@dataclass(frozen=True)
class Ended:
    """A command that has ended: its exit code, and what it wrote on standard output and standard error."""

    code: int
    data: bytes
    err: str

    @property
    def out(self) -> str:
        return self.data.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.data)


def surroundings(home: Path, *, database_url: str = "") -> dict[str, str]:
    """The environment of a person without settings of their own; the books are SQLite files unless a database is named."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("SUPERBILL_", "DJANGO_", "XDG_"))}
    own = {"HOME": str(home), "SUPERBILL_CODES": os.environ["SUPERBILL_CODES"], "PYTHONUTF8": "1", "PYTHONWARNINGS": "error"}
    return kept | own | ({"SUPERBILL_DATABASE_URL": database_url} if database_url else {})


@cache
def _warm() -> "subprocess.Popen[str]":
    """The process that runs the commands of this session (see `warm.py`); it ends when nobody can ask it any more."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.cli.warm"],
        cwd=ROOT,
        env=surroundings(ROOT),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    atexit.register(_end, process)
    return process


def _end(process: "subprocess.Popen[str]") -> None:
    with process:
        assert process.stdin is not None
        process.stdin.close()


def superbill(
    *words: object, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, together: bool = False
) -> Ended:
    """Run a command to its end, in a process and with an environment of its own; `together` as in a terminal, on one output."""
    with tempfile.TemporaryDirectory() as folder:
        files = {name: Path(folder) / name for name in ("stdin", "stdout", "stderr")}
        for file in files.values():
            file.write_bytes(stdin if file.name == "stdin" else b"")
        files |= {"stderr": files["stdout"]} if together else {}
        asked = {"words": [*map(str, words)], "cwd": str(cwd), "env": surroundings(cwd) | dict(env or {})}
        warm = _warm()
        assert warm.stdin is not None and warm.stdout is not None
        warm.stdin.write(json.dumps(asked | {name: str(file) for name, file in files.items()}) + "\n")
        warm.stdin.flush()
        return Ended(int(warm.stdout.readline()), files["stdout"].read_bytes(), files["stderr"].read_text())


def superbill_here(*words: object, cwd: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> Ended:
    """Run a command that needs no books in this process, which is many times quicker; `env` is added to the environment.

    Books that somebody keeps on this machine are not looked at.
    """
    data, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    code = 0
    with (
        contextlib.chdir(cwd),
        mock.patch.dict(os.environ, {"SUPERBILL_DATA": str(cwd / "no-books"), **(env or {})}),
        mock.patch.object(sys, "argv", ["superbill", *map(str, words)]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")),
        contextlib.redirect_stdout(data),
        contextlib.redirect_stderr(err),
    ):
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        data.flush()
    return Ended(code, data.buffer.getvalue(), err.getvalue())  # type: ignore[attr-defined]  # it is the BytesIO above


def check_shape(shape: Any, value: Any) -> None:
    """Whether a value has a documented shape, field by field. Raises `BadShape` or `AssertionError`."""
    if isinstance(shape, list):
        assert isinstance(value, list)
        for item in value:
            check_shape(shape[0], item)
    elif isinstance(shape, dict):
        names = value if "<file name>" in shape else shape
        assert set(value) == set(names)
        for name in names:
            check_shape(shape.get(name, shape.get("<file name>")), value[name])
    else:
        from_plain(shape, value)


def check_complaint(ended: Ended, *, code: int) -> None:
    """Whether a command that could not go on said so as it should: in sentences, on standard error, without a traceback."""
    assert ended.code == code, ended.err
    assert ended.data == b""
    assert "Traceback" not in ended.err
    assert ended.err.startswith("superbill: ")
    assert "\n  what to do: " in ended.err
