"""Run the `console` blocks of a page as its reader would, and compare what comes out with what the page shows.

    ```console
    $ superbill check claim.837 --on 2026-09-10
    V1001-1: 0 findings
    ```

A line that begins with `$ ` is a command; the lines up to the next one are its output, standard error included. `…` in a line
stands for any text, and alone on a line for any number of lines. How many blanks part two words, how long a rule is, blanks at
the ends of lines, and empty lines before and after do not count. The blocks of a page run in order, in one folder that holds a copy of `examples/` as it is shipped.
"""

import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.cli.running import superbill, surroundings

BLOCK = re.compile(r"^```console\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
GAPS = {" … ": " (?:[^\n]* )?", " …": "(?: [^\n]*)?", "…": "[^\n]*"}  # what was left out between two words may be nothing
READY_SECONDS = 60
END_SECONDS = 60


@dataclass(frozen=True)
class Step:
    """A command of a page, the output that the page shows, and its line on the page."""

    command: str
    shown: str
    line: int

    @property
    def is_run(self) -> bool:
        """Installing needs a machine without superbill; CI types those commands as printed, in a fresh environment."""
        return not self.command.startswith("pip install ")

    @property
    def serves(self) -> bool:
        """Whether the command goes on until Ctrl-C."""
        return self.command.startswith(("superbill demo", "superbill serve")) and "--no-serve" not in self.command

    @property
    def is_plain(self) -> bool:
        """Whether it is one command of ours that asks nothing of a shell, so that it can be run the quick way."""
        return self.command.startswith("superbill ") and not set(self.command) & set("|><&;$*`")


def steps_of(page: str) -> list[Step]:
    """The commands of a page in order."""
    found = []
    for block in BLOCK.finditer(page):
        first = page.count("\n", 0, block.start("text")) + 1
        lines = block["text"].splitlines()
        starts = [place for place, line in enumerate(lines) if line.startswith("$ ")]
        assert starts[:1] == [0], f"line {first}: a console block begins with a command"
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
            found.append(Step(lines[start][2:], "\n".join(lines[start + 1 : end]), first + start))
    return found


def pattern_of(shown: str) -> re.Pattern[str]:
    """What a page shows as a regular expression over trimmed output."""
    lines = []
    for line in trimmed(shown).splitlines():
        words = "".join(GAPS.get(part, re.escape(part)) for part in re.split("( … | …$|…)", line))
        lines.append("(?:[^\n]*\n)*?" if line.strip() == "…" else f"{words}\n")
    return re.compile("".join(lines))


def trimmed(text: str) -> str:
    """Text with one blank between words, without blanks at the ends of lines, and without empty lines before and after."""
    body = "\n".join(re.sub(r"([ ─])\1+", r"\1", line).rstrip() for line in text.splitlines()).strip("\n")
    return f"{body}\n" if body else ""


def is_as_shown(shown: str, printed: str) -> bool:
    """Whether output is what a page shows."""
    return pattern_of(shown).fullmatch(trimmed(printed)) is not None


@dataclass
class Terminal:
    """A shell in a folder; what serves goes on in the background until the end, and must then end well."""

    folder: Path
    serving: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, step: Step) -> tuple[int, str]:
        """Run a command: its exit code (0 while it serves), and what it printed."""
        if step.serves:
            return self._serve(step)
        if step.is_plain:
            ended = superbill(*shlex.split(step.command)[1:], cwd=self.folder, together=True)
            return ended.code, ended.out
        shell = subprocess.run(
            ["bash", "-c", step.command],
            cwd=self.folder,
            env=self._env(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        return shell.returncode, shell.stdout

    def _env(self) -> dict[str, str]:
        env = surroundings(self.folder)
        return env | {"PATH": os.pathsep.join((str(Path(sys.executable).parent), env.get("PATH", "")))}

    def _serve(self, step: Step) -> tuple[int, str]:
        """Start what serves and read until it has printed what the page shows. The port is a free one: 8000 may be taken."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {step.command} --port 0"],
            cwd=self.folder,
            env=self._env() | {"PYTHONUNBUFFERED": "1"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.serving.append(process)
        printed: list[str] = []
        threading.Thread(target=_follow, args=(process, printed), daemon=True).start()
        deadline = time.monotonic() + READY_SECONDS
        while not is_as_shown(step.shown, "".join(printed)) and time.monotonic() < deadline and process.poll() is None:
            time.sleep(0.1)
        return process.poll() or 0, "".join(printed)

    def end(self) -> list[int]:
        """Press Ctrl-C in what still serves; the exit codes."""
        for process in self.serving:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
        return [process.wait(timeout=END_SECONDS) for process in self.serving]


def _follow(process: subprocess.Popen[str], printed: list[str]) -> None:
    """Keep what a process prints until it ends: an unread pipe would stop it."""
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            printed.append(line)


@contextmanager
def terminal(folder: Path) -> Iterator[Terminal]:
    """A shell in a folder, which leaves no process behind."""
    opened = Terminal(folder)
    try:
        yield opened
    finally:
        for process in opened.serving:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(timeout=END_SECONDS)
