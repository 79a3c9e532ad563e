"""How commands read and speak: data to standard output, talk to standard error, `-` for standard input."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import typer

from superbill.basics.days import FOREVER, Period
from superbill.basics.errors import BadInput, NotPossible
from superbill.basics.findings import Finding
from superbill.claims.plain import to_plain

JSON = typer.Option(False, "--json", help="Print JSON for programs.")
FOLDER = typer.Argument(..., help="A visit folder: visit.toml, note.txt, sheet.toml, fees.csv, contract.toml, benefits.toml.")
ON = typer.Option(None, "--on", help="The day, such as 2026-09-08 (default: today).", metavar="DAY")


class NoFile(BadInput):
    """A file that cannot be read."""


class NotWritten(NotPossible):
    """A file that cannot be written."""


def read(path: Path) -> bytes:
    """The bytes of a file, or of standard input for `-`. Raises `NoFile`."""
    if str(path) == "-":
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise NoFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error


def read_text(path: Path) -> str:
    """The text of a file, or of standard input for `-`. Raises `NoFile`."""
    try:
        return read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        todo = "Save it as UTF-8 text."
        raise NoFile(f"The file is not text: byte {error.start} cannot be read.", where=str(path), todo=todo) from error


def write(path: Path, data: bytes) -> None:
    """Write a file. Raises `NotWritten`."""
    try:
        path.write_bytes(data)
    except OSError as error:
        todo = "Name a folder that is there and that you may write to."
        raise NotWritten(f"The file cannot be written: {error.strerror}.", where=str(path), todo=todo) from error


def say(text: str) -> None:
    """Talk to the person, on standard error."""
    typer.echo(text, err=True)


def visible(text: str) -> str:
    """The text with what cannot be seen spelled out: a file must not steer the terminal that shows it."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() else each.encode("unicode_escape").decode("ascii") for each in text)


def put_json(value: object) -> None:
    """Print nouns or plain data as JSON, on standard output."""
    typer.echo(json.dumps(to_plain(value), indent=2, ensure_ascii=False))


def put_table(columns: tuple[str, ...], rows: Sequence[tuple[str, ...]], *, right: tuple[int, ...] = ()) -> None:
    """Print a table on standard output; `right` names the columns of numbers. Without a terminal it is 120 wide."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        table.add_column(column, justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*row)
    console = Console(width=None if sys.stdout.isatty() else 120, highlight=False, markup=False)
    console.print(table)


def put_findings(findings: Iterable[Finding]) -> None:
    """Print what the edits found: each with its place, what is wrong, what to do, and its source."""
    for line in finding_lines(findings):
        typer.echo(line)


def finding_lines(findings: Iterable[Finding]) -> Iterator[str]:
    """What the edits found, line by line."""
    from superbill.app.wording import spot

    for finding in findings:
        yield f"  {finding.severity.value:6} {finding.code}  {spot(finding.line_no, finding.place)}".rstrip()
        yield from (f"         {finding.message}", f"         {finding.todo}", f"         source: {finding.source}")


def read_folder(folder: Path) -> dict[str, bytes]:
    """The files of a visit folder, by name; one that is missing is left out. Raises `NoFile`."""
    from superbill.app.visit_folder import FILES

    return {name: read(folder / name) for name in FILES if (folder / name).exists()}


def day_from(text: str | None, *, option: str = "--on") -> date:
    """The day that was asked for; today when none was. Raises `BadInput`, naming the option, for what is no day."""
    if text is None:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"{text[:20]!r} is not a day.", where=option, todo="Write it as 2026-09-08.") from error


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int | None], None]]:
    """A progress bar on standard error, where that is a terminal: call it with done and of (None: nobody knows)."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns: tuple[Any, ...] = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def ready_tables() -> None:
    """Build the code tables where they are missing, with a progress bar; empty books are shaped at the same time."""
    from superbill.app.code_tables import are_built, build_code_tables

    if not are_built():
        from superbill.cli.books_on_disk import shaping_empty_books

        with shaping_empty_books(), progress("Building the code tables") as bar:
            build_code_tables(progress=bar)


def ready_books() -> None:
    """Build the code tables, the books that come with the program and the index of the search, where they are not up to date."""
    from superbill.app.code_books import build_books

    ready_tables()
    with progress("Building the code books") as bar:
        build_books(at=datetime.now().astimezone().isoformat(timespec="seconds"), progress=lambda name, rows: bar(rows, None))


def ready_edits() -> None:
    """Build the code tables and the book that the edits of every claim look into, where they are not up to date."""
    ready_book("hcpcs")


def ready_book(name: str) -> None:
    """Build the code tables and one book that comes with the program, where they are not up to date."""
    from superbill.app.code_books import build_book

    ready_tables()
    build_book(name, at=datetime.now().astimezone().isoformat(timespec="seconds"))


def spoken_period(period: Period) -> str:
    """The days of a row; the last one is the last on which it holds."""
    since = "" if period.since == date.min else f"since {period.since}"
    until = "" if period.until == FOREVER else f"until {period.until - timedelta(days=1)}"
    return " ".join(part for part in (since, until) if part) or "always"
