"""`superbill check`: run the edits on claims."""

import csv
import json
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.claims.plain import to_plain
from superbill.cli import books_on_disk, spark_engine, talk
from superbill.cli.x12.validate import LARGE, chunks_of

if TYPE_CHECKING:
    from superbill.app.check_file import CheckedClaim, FileCheck, ReadFile
    from superbill.app.check_report import Tally
    from superbill.app.desk import Desk
    from superbill.storage.claims_folder import ClaimsFolder

FILES = typer.Argument(
    None, help="837s of any size, a claim as JSON, or folders of claims in Parquet; `-` reads standard input.", metavar="[FILE…]"
)
BOOKS = typer.Option(False, "--books", help="Check every claim in the practice's own books; none is touched.")
ONLY = typer.Option([], "--only", help="Run only this edit; give it again for another one.", metavar="CODE")
PAYER = typer.Option("", "--payer", help="Check only the claims to the payer with this id.", metavar="ID")
SINCE = typer.Option(None, "--since", help="Check only claims with a service on this day or later.", metavar="DAY")
EDITS = typer.Option(
    None, "--edits", help="Another folder with the site's own edits.", exists=True, file_okay=False, metavar="DIR"
)
SAVE = typer.Option(None, "--save-parquet", help="Also write the claims as Parquet into this new folder.", metavar="DIR")
MEMORY = typer.Option(
    "", "--memory", help="The most memory for claims in Parquet, such as 2GB; the rest waits on disk.", metavar="SIZE"
)
FAIL_ON = typer.Option("stop", "--fail-on", help="What makes the exit code 1: stop, warn or inform.", metavar="SEVERITY")
CSV = typer.Option(False, "--csv", help="Print a table for spreadsheets: a row for each finding.")
HTML = typer.Option(None, "--html", help="Also write a page with the claims, the findings and what to do.", metavar="FILE")
_IN_MEMORY = 1 << 24
_SEVERITIES = ("stop", "warn", "inform")

Put = Callable[["CheckedClaim"], None]


def check(
    files: list[Path] = FILES,
    books: bool = BOOKS,
    on: str | None = talk.ON,
    only: list[str] = ONLY,
    payer: str = PAYER,
    since: str | None = SINCE,
    edits: Path | None = EDITS,
    memory: str = MEMORY,
    engine: str = spark_engine.ENGINE,
    master: str = spark_engine.MASTER,
    findings: str = spark_engine.FINDINGS,
    save_parquet: Path | None = SAVE,
    data: Path | None = books_on_disk.DATA,
    fail_on: str = FAIL_ON,
    html: Path | None = HTML,
    as_csv: bool = CSV,
    as_json: bool = talk.JSON,
) -> None:
    """Check claims before they go: each finding says what is wrong, where, by which source, and what to do.

    The site's own edits and the rules of its payers are in the folders `edits` and `payers` of the data folder.
    Exit code 1 when an edit stops a claim. What could not be checked is told at the end, for each edit with its number of claims.

    Example:

        superbill check examples/visit/claim.837 --on 2026-09-10
    """
    from superbill.app.check_file import checking
    from superbill.app.check_report import Tally

    files = files or []
    _refuse(files, html, fail_on, both=as_csv and as_json, books=books, memory=memory, saves=save_parquet is not None)
    others, shown = books or save_parquet is not None, as_csv or as_json or html is not None
    spark = spark_engine.asked(files, engine=engine, master=master, findings=findings, memory=memory, others=others, shown=shown)
    books_on_disk.use(data)
    desk, tally = books_on_disk.desk_at(data) if books else None, Tally()
    day = desk.on if desk and on is None else talk.day_from(on)
    talk.ready_edits()
    with ExitStack() as opened:
        kept = opened.enter_context(tempfile.SpooledTemporaryFile(_IN_MEMORY))
        save = opened.enter_context(_saving(save_parquet))
        first = talk.day_from(since, option="--since") if since else None
        run = opened.enter_context(checking(on=day, only=only, payer_id=payer, since=first, own=edits, save=save))
        out = _Written(kept)
        take = _also(tally.take, _csv(out) if as_csv else _json(out) if as_json else _text(out, files))
        if spark is not None and findings:
            read = [spark.write(run, files[0], tally, put=out.write)]
        else:
            read = [_read(run, path, take, memory=memory, spark=spark) for path in files]
        read += [_read_books(desk, run, take)] if desk else []
        if as_json:
            out.write(f'],\n"not_run": {json.dumps(to_plain(list(run.not_run)), ensure_ascii=False)}}}\n')
        _print(kept)
    if html is not None:
        _write_page(html, tally, read, run)
    _tell(run, read, tally.verdict())
    if any(tally.worst[severity] for severity in _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]):
        raise typer.Exit(1)


@contextmanager
def _saving(folder: Path | None) -> Iterator["ClaimsFolder | None"]:
    """The folder in which claims are kept as Parquet, where that is asked for."""
    if folder is None:
        yield None
        return
    from superbill.storage.claims_folder import ClaimsFolder

    with ClaimsFolder(folder) as opened:
        yield opened


def _refuse(files: Sequence[Path], html: Path | None, fail_on: str, *, both: bool, books: bool, memory: str, saves: bool) -> None:
    """Raise `BadInput` for options that do not go together, before anything is read."""
    if not files and not books:
        raise BadInput("There is nothing to check.", todo="Name files, `-` for standard input, or --books.")
    if memory and not re.fullmatch(r"[1-9][0-9]{0,5}(MB|GB|MiB|GiB)", memory):
        raise BadInput(f"{memory[:20]!r} is no size.", where="--memory", todo="Write it as 2GB or 500MB.")
    if saves and any(path.is_dir() for path in files):
        raise BadInput("What is in Parquet need not be saved again.", where="--save-parquet", todo="Leave the folder out.")
    if fail_on not in _SEVERITIES:
        raise BadInput(f"{fail_on[:20]!r} is no severity.", where="--fail-on", todo=f"Write one of {', '.join(_SEVERITIES)}.")
    if both:
        raise BadInput("Findings are printed as a table or as JSON, not both.", todo="Leave out --csv or --json.")
    if html is not None and (str(html) == "-" or html.resolve() in {path.resolve() for path in files}):
        raise BadInput("The page cannot be written there.", where=str(html), todo="Name a file of its own for it.")


def _read(run: "FileCheck", path: Path, take: Put, *, memory: str, spark: spark_engine.Spark | None) -> "ReadFile":
    """Check one file, with a progress bar when it is large, or a folder of claims in Parquet."""
    if spark is not None:
        return spark.check(run, path, take)
    if path.is_dir():
        from superbill.app.check_folder import check_folder

        with talk.progress(f"Checking {path.name}") as tell:
            return check_folder(path, run, name=_name(path), take=take, memory=memory, progress=tell)
    size = path.stat().st_size if path.is_file() else 0
    bar = talk.progress(f"Checking {path.name}") if size > LARGE else nullcontext(lambda done, of: None)
    with bar as tell:
        return run.read(_watched(chunks_of(path), lambda done: tell(done, size)), name=_name(path), take=take)


def _read_books(desk: "Desk", run: "FileCheck", take: Put) -> "ReadFile":
    """Check the claims of the practice."""
    from superbill.app.check_books import check_books

    with talk.progress("Checking the books") as tell:
        return check_books(desk, run, take=take, progress=tell)


def _watched(chunks: Iterator[bytes], tell: Callable[[int], None]) -> Iterator[bytes]:
    """The same chunks; it is told how much of them has been taken."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(done)


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else path.name


# --- what is printed: first kept, and printed when every file was read whole, so that half an answer never looks like one


class _Written:
    """Text that is written into a file of bytes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, text: str) -> int:
        """As of a text file, for the writer of tables."""
        return self._file.write(text.encode())


def _text(out: _Written, files: Sequence[Path]) -> Put:
    """For people; in large files claims of which there is nothing to say are not named."""
    from superbill.app.wording import counted

    everyone = all(not path.exists() or (path.is_file() and path.stat().st_size <= LARGE) for path in files)

    def put(checked: "CheckedClaim") -> None:
        if checked.findings or everyone:
            who = f"{checked.file}: {checked.claim}" if len(files) > 1 else checked.claim
            lines = (f"{who}: {counted(len(checked.findings), 'finding')}", *talk.finding_lines(checked.findings))
            out.write("".join(f"{talk.visible(line)}\n" for line in lines))

    return put


def _also(count: Put, put: Put) -> Put:
    def take(checked: "CheckedClaim") -> None:
        count(checked)
        put(checked)

    return take


def _csv(out: _Written) -> Put:
    from superbill.app.check_report import COLUMNS, csv_rows

    table = csv.writer(out)
    table.writerow(COLUMNS)
    return lambda checked: table.writerows(csv_rows(checked))


def _json(out: _Written) -> Put:
    """One object: `claims`, and `not_run` after them. A claim stands on a line."""
    before = '{"claims": [\n'
    out.write(before[:-1])

    def put(checked: "CheckedClaim") -> None:
        nonlocal before
        out.write(("\n" if before else ",\n") + json.dumps(to_plain(checked), ensure_ascii=False))
        before = ""

    return put


def _print(kept: IO[bytes]) -> None:
    kept.seek(0)
    shutil.copyfileobj(kept, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def _write_page(path: Path, tally: "Tally", read: Sequence["ReadFile"], run: "FileCheck") -> None:
    from superbill.app.check_report import findings_page

    page = findings_page(tally, files=[file.name for file in read], on=run.on, not_run=run.not_run)
    talk.write(path, "".join(page).encode())


# --- what is said beside it


def _tell(run: "FileCheck", read: Sequence["ReadFile"], verdict: str) -> None:
    """Whatever keeps a clean answer from being the whole truth, and what came of many claims."""
    from superbill.app.not_run_lines import not_run_lines
    from superbill.app.wording import counted

    for file in read:
        if file.errors:
            talk.say(f"{file.name}: {counted(file.errors, 'error')} of syntax; `superbill x12 validate` shows them.")
        if file.others:
            talk.say(f"{file.name}: {counted(file.others, 'transaction set')} without claims of version 5010: not checked.")
    if run.history.forgotten:
        talk.say(
            f"{counted(run.history.forgotten, 'claim')} could not be kept to hold later claims of the same patients against."
        )
    for line in not_run_lines(run.not_run):
        talk.say(line)
    if run.claims != 1 or any(file.many for file in read):
        talk.say(verdict)
