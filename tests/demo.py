"""The demonstration as it is opened again: a real `superbill demo` in a process of its own, with its one-time links.

The day is played once in each process of tests and copied for each server; `tests/cli/test_demo.py` looks at a first start.

It prints, among other lines on standard output, one line a role: `coder    http://127.0.0.1:PORT/enter/<token>/`.
"""

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from playwright.sync_api import BrowserContext, Page

ROLES = ("coder", "biller", "manager", "clinician")
READY_SECONDS, END_SECONDS = 120, 60
"""How long a demonstration may take to begin and to end: a machine with two cores may be doing much else."""
LINK = re.compile(r"^\s*(?P<role>coder|biller|manager|clinician)\s+(?P<link>http://127\.0\.0\.1:\d+/enter/\S+)\s*$")


OPEN_BOOKS = {"db", "transactional_db", "played", "played_day"}
"""Fixtures whose tests open the books of a practice: those that look at no books hold on every database if they hold on one."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that opens books on the database of the run; one that makes a `fresh_database` itself is marked in its file."""
    for item in items:
        if item.get_closest_marker("django_db") or not OPEN_BOOKS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("books")


class DidNotStart(AssertionError):
    """The demonstration ended, or was not ready in time; the text holds what it printed."""


@dataclass
class Demo:
    """A running demonstration. A link signs in once; `enter` keeps the session, so a role can come back."""

    data: Path
    links: dict[str, str]
    printed: list[str]
    process: subprocess.Popen[str]
    sessions: dict[str, list[Any]] = field(default_factory=dict)
    database_url: str = ""

    @property
    def address(self) -> str:
        """Where it serves, such as `http://127.0.0.1:54321`."""
        parts = urlsplit(self.links[ROLES[0]])
        return f"{parts.scheme}://{parts.netloc}"

    def enter(self, page: Page, role: str) -> Page:
        """Sign the page's browser in as `coder`, `biller`, `manager` or `clinician`, and open the first page."""
        context: BrowserContext = page.context
        context.clear_cookies()
        if role in self.sessions:
            context.add_cookies(self.sessions[role])
            page.goto(f"{self.address}/")
        else:
            page.goto(self.links[role])
            page.get_by_role("button", name="Sign in as").click()
            page.wait_for_url(f"{self.address}/")
            self.sessions[role] = list(context.cookies())
        return page

    def stop(self) -> int:
        """Press Ctrl-C, wait, and give the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=END_SECONDS)

    def end(self) -> None:
        """End it, gently or not, and with it the server's worker, which is a process of its own."""
        if self.process.poll() is None:
            with suppress(subprocess.TimeoutExpired):
                self.stop()
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=END_SECONDS)


@contextmanager
def fresh_database(*, like: str = "") -> Iterator[str]:
    """The address of a new database where the tests run on PostgreSQL; empty where they run on SQLite.

    It holds nothing, or what is in the database with the address `like`, which nobody may have open.
    """
    url = os.environ.get("SUPERBILL_DATABASE_URL", "")
    if not url:
        yield ""
        return
    import psycopg
    from psycopg import sql

    name = f"superbill_demo_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(url, autocommit=True) as server:
        template = urlsplit(like).path.strip("/") or "template1"
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
        try:
            yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


SUPERBILL = (sys.executable, "-m", "superbill")


def _surroundings(data: Path, database_url: str) -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}  # a newcomer has none
    return ours | {"SUPERBILL_DATA": str(data), "SUPERBILL_DATABASE_URL": database_url, "PYTHONUNBUFFERED": "1"}


def start(data: Path, *, database_url: str, superbill: Sequence[str] = SUPERBILL) -> Demo:
    """Start the demonstration in a data folder and wait for a link for every role. Raises `DidNotStart`."""
    command = [*superbill, "demo", "--data", str(data), "--port", "0"]
    process = subprocess.Popen(
        command,
        env=_surroundings(data, database_url),
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_follow, args=(process, lines), daemon=True).start()
    demo = Demo(data=data, links={}, printed=[], process=process, database_url=database_url)
    deadline = time.monotonic() + READY_SECONDS
    while len(demo.links) < len(ROLES):
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            line = None
        if line is None:
            demo.end()
            raise DidNotStart(f"no link for every role within {READY_SECONDS} s:\n" + "".join(demo.printed))
        demo.printed.append(line)
        if found := LINK.match(line):
            demo.links[found["role"]] = found["link"]
    return demo


def _follow(process: subprocess.Popen[str], lines: "queue.Queue[str | None]") -> None:
    """Hand over what the process prints until it ends: an unread pipe would stop it."""
    assert process.stdout is not None
    with process.stdout as printed:
        for line in printed:
            lines.put(line)
    lines.put(None)


@dataclass(frozen=True)
class PlayedDay:
    """A demonstration whose day was played to its end and which nobody has opened since."""

    data: Path
    database_url: str

    @contextmanager
    def served(self, data: Path) -> Iterator[Demo]:
        """A server of a copy of its own, in the folder `data` and on PostgreSQL in a new database."""
        shutil.copytree(self.data, data)
        with fresh_database(like=self.database_url) as database_url:
            demo = start(data, database_url=database_url)
            try:
                yield demo
            finally:
                demo.end()


@pytest.fixture(scope="session")
def played_day(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Iterator[PlayedDay]:
    """The day that a newcomer's first start plays, played once for all servers of this process. Only copy it."""
    data = tmp_path_factory.mktemp("played-day") / "demo"
    with fresh_database() as database_url:
        command = [*SUPERBILL, "demo", "--no-serve", "--data", str(data)]
        ended = subprocess.run(command, env=_surroundings(data, database_url), capture_output=True, text=True)
        if ended.returncode:
            raise DidNotStart(ended.stdout + ended.stderr)
        yield PlayedDay(data, database_url)


@pytest.fixture(scope="module")
def demo_server(tmp_path_factory: pytest.TempPathFactory, played_day: PlayedDay) -> Iterator[Demo]:
    """A demonstration for one module of tests: its own data folder, database and port; its day is played already."""
    with played_day.served(tmp_path_factory.mktemp("demo") / "data") as demo:
        yield demo
