"""`superbill check`: run the edits on claims."""

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import IO, TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.claims.plain import to_plain
from superbill.cli import talk
from superbill.cli.x12.output import visible
from superbill.cli.x12.validate import LARGE, chunks_of

if TYPE_CHECKING:
    from superbill.app.check_file import CheckedClaim, FileCheck, ReadFile
    from superbill.edits.check import NotRun

FILES = typer.Argument(..., help="837s of any size, or a claim as JSON; `-` reads standard input.", metavar="FILE…")
ONLY = typer.Option([], "--only", help="Run only this edit; give it again for another one.", metavar="CODE")
PAYER = typer.Option("", "--payer", help="Check only the claims to the payer with this id.", metavar="ID")
FAIL_ON = typer.Option("stop", "--fail-on", help="What makes the exit code 1: stop, warn or inform.", metavar="SEVERITY")
CSV = typer.Option(False, "--csv", help="Print a table for spreadsheets: a row for each finding.")
HTML = typer.Option(None, "--html", help="Also write a page with the claims, the findings and what to do.", metavar="FILE")
_IN_MEMORY = 1 << 24
_SEVERITIES = ("stop", "warn", "inform")

Put = Callable[["CheckedClaim"], None]


def check(
    files: list[Path] = FILES,
    on: str | None = talk.ON,
    only: list[str] = ONLY,
    payer: str = PAYER,
    fail_on: str = FAIL_ON,
    html: Path | None = HTML,
    as_csv: bool = CSV,
    as_json: bool = talk.JSON,
) -> None:
    """Check claims before they go: each finding says what is wrong, where, by which source, and what to do.

    Exit code 1 when an edit stops a claim. What could not be checked is told at the end, for each edit with its number of claims.

    Example:

        superbill check examples/visit/claim.837 --on 2026-09-10
    """
    from superbill.app.check_file import checking
    from superbill.app.check_report import Tally, findings_page

    _refuse(files, html, fail_on, both=as_csv and as_json)
    day, tally = talk.day_from(on), Tally()
    talk.ready_tables()
    with checking(on=day, only=only, payer_id=payer) as run, tempfile.SpooledTemporaryFile(_IN_MEMORY) as kept:
        out = _Written(kept)
        put = _csv(out) if as_csv else _json(out) if as_json else _text(out, files)

        def take(checked: "CheckedClaim") -> None:
            tally.take(checked)
            put(checked)

        read = [_read(run, path, take) for path in files]
        if as_json:
            out.write(f'],\n"not_run": {json.dumps(to_plain(list(run.not_run)), ensure_ascii=False)}}}\n')
        _print(kept)
    if html is not None:
        page = findings_page(tally, files=[_name(path) for path in files], on=day, not_run=run.not_run)
        talk.write(html, "".join(page).encode())
    _tell(run, read, tally.verdict())
    if any(tally.worst[severity] for severity in _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]):
        raise typer.Exit(1)


def _refuse(files: Sequence[Path], html: Path | None, fail_on: str, *, both: bool) -> None:
    """Raise `BadInput` for options that do not go together, before anything is read."""
    if fail_on not in _SEVERITIES:
        raise BadInput(f"{fail_on[:20]!r} is no severity.", where="--fail-on", todo=f"Write one of {', '.join(_SEVERITIES)}.")
    if both:
        raise BadInput("Findings are printed as a table or as JSON, not both.", todo="Leave out --csv or --json.")
    if html is not None and (str(html) == "-" or html.resolve() in {path.resolve() for path in files}):
        raise BadInput("The page cannot be written there.", where=str(html), todo="Name a file of its own for it.")


def _read(run: "FileCheck", path: Path, take: Put) -> "ReadFile":
    """Check one file, with a progress bar when it is large."""
    size = path.stat().st_size if path.is_file() else 0
    bar = talk.progress(f"Checking {path.name}") if size > LARGE else nullcontext(lambda done, of: None)
    with bar as tell:
        return run.read(_watched(chunks_of(path), lambda done: tell(done, size)), name=_name(path), take=take)


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

    everyone = all(not path.is_file() or path.stat().st_size <= LARGE for path in files)

    def put(checked: "CheckedClaim") -> None:
        if checked.findings or everyone:
            who = f"{checked.file}: {checked.claim}" if len(files) > 1 else checked.claim
            lines = (f"{who}: {counted(len(checked.findings), 'finding')}", *talk.finding_lines(checked.findings))
            out.write("".join(f"{visible(line)}\n" for line in lines))

    return put


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


# --- what is said beside it


def _tell(run: "FileCheck", read: Sequence["ReadFile"], verdict: str) -> None:
    """Whatever keeps a clean answer from being the whole truth, and what came of many claims."""
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
    for line in _by_reason(run.not_run):
        talk.say(line)
    if run.claims > 1:
        talk.say(verdict)


def _by_reason(not_run: Sequence["NotRun"]) -> Iterator[str]:
    """Each edit that was not run, once: those with one reason and one number of claims together."""
    from superbill.app.wording import counted

    together: dict[tuple[str, int], list[str]] = {}
    for each in not_run:
        together.setdefault((each.because, each.claims), []).append(each.edit)
    for (because, claims), edits in together.items():
        yield f"Not checked on {counted(claims, 'claim')}, because {because}: {', '.join(edits)}"
