"""`superbill x12 validate`: hold files against the standard, the guides, their own sums, and the code lists."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.x12.found import Found, plain, put_report, write_pages

if TYPE_CHECKING:
    from superbill.x12.companion import Companion
    from superbill.x12.lists import Lists
    from superbill.x12.report import Report

CHUNK = 1 << 18
LARGE = 8 << 20
"""Bytes; a larger file is checked by several processes, with a progress bar."""
MOST_JOBS = 8
"""Processes, when nobody says how many; each takes some memory."""
FILES = typer.Argument(..., help="X12 files; `-` reads standard input.", metavar="FILE…")
LEVELS = typer.Option("1-5,7", help="WEDI SNIP levels, such as 1-3 or 1,2,5.")
JOBS = typer.Option(None, min=1, help="How many processes check one file (default: 1, for a large file one for each core).")
MOST = typer.Option(1_000, min=1, help="How many findings are kept for each file; the others are counted.")
GUIDES = typer.Option(None, "--guide", help="A payer's companion guide (TOML); give it again for another one.", metavar="FILE")
LISTS = typer.Option(None, "--lists", help="Your own changes to the code lists of level 5 (TOML).", metavar="FILE")
HTML = typer.Option(None, "--html", help="Write a page that shows the files with their errors in place.", metavar="FILE")
SARIF = typer.Option(None, "--sarif", help="Write a SARIF log, which editors show in the file.", metavar="FILE")


def validate(
    files: list[Path] = FILES,
    levels: str = LEVELS,
    guides: list[Path] | None = GUIDES,
    lists: Path | None = LISTS,
    html: Path | None = HTML,
    sarif: Path | None = SARIF,
    most: int = MOST,
    jobs: int | None = JOBS,
    as_json: bool = talk.JSON,
) -> None:
    """Check X12 files and say what is wrong, where, and how to mend it.

    Levels: 1 syntax, 2 implementation guide, 3 sums, 4 situations between segments, 5 code lists, 7 companion guide.
    With --json one object a line is printed for each file. Exit code 1 when an error is found in any file.

    Example:

        superbill x12 validate examples/visit/claim.837 --guide examples/x12/acme.toml
    """
    _refuse_overwriting(files, html, sarif)
    wanted, companions = levels_from(levels), _companions(guides or [])
    opened = _lists(lists) if 5 in wanted else nullcontext
    found: list[Found] = []
    with opened() as in_use:
        for path in files:
            data = talk.read(path) if (html or sarif) and not path.is_file() else None  # it can be read only once
            if _is_for_several(path, jobs):
                report = _check_in_parts(path, jobs, levels=wanted, lists=opened, companions=companions, most=most)
            else:
                chunks = chunks_of(path) if data is None else iter([data])
                report = _check(chunks, path, levels=wanted, lists=in_use, companions=companions, most=most)
            found.append((path, report, data))
            if as_json:
                typer.echo(json.dumps(plain(str(path), report), ensure_ascii=False))
            else:
                put_report(path, report)
    _tell_unused(guides or [], companions, found)
    if html or sarif:
        write_pages(found, html=html, sarif=sarif)
    if not all(report.accepted for _, report, _ in found):
        raise typer.Exit(1)


def _refuse_overwriting(files: Iterable[Path], *written: Path | None) -> None:
    for path in filter(None, written):
        if str(path) == "-" or path.resolve() in {each.resolve() for each in files}:
            raise BadInput("The page or log cannot be written there.", where=str(path), todo="Name a file of its own for it.")


def _lists(path: Path | None) -> "Callable[[], AbstractContextManager[Lists | None]]":
    """What opens the lists: each process does."""
    from superbill.app.x12_lists import x12_lists

    return partial(x12_lists, changes=talk.read_text(path) if path else "")


def _companions(guides: Iterable[Path]) -> "list[Companion]":
    from superbill.x12.companion import read_companion

    return [read_companion(talk.read_text(path), where=str(path)) for path in guides]


def _tell_unused(guides: Iterable[Path], companions: "Sequence[Companion]", found: Sequence[Found]) -> None:
    """A companion guide that was for none of the files was not checked: that must not look like a clean file."""
    applied = {name for _, report, _ in found for name in report.companions}
    for path, companion in zip(guides, companions, strict=True):
        if companion.name not in applied:
            talk.say(
                f"{path}: this guide is for no set of these files, by its guide, sender and receiver; nothing was held against it."
            )


def _size(path: Path) -> int:
    """Bytes; 0 of what is no ordinary file."""
    return path.stat().st_size if path.is_file() else 0


def _is_for_several(path: Path, jobs: int | None) -> bool:
    """Only what can be read at any place is checked by several processes; without a word of `--jobs`, a large file."""
    return _size(path) > (LARGE if jobs is None else 0) and jobs != 1


def _check_in_parts(path: Path, jobs: int | None, **wanted: Any) -> "Report":
    from superbill.x12.parallel import check_in_parts

    size, several = _size(path), jobs or min(os.cpu_count() or 1, MOST_JOBS)
    with _bar(path) as bar:
        done = partial(_tell, bar, size)
        report: Report = check_in_parts(partial(piece_of, path), jobs=several, done=done, **wanted)
        return report


def _check(chunks: Iterator[bytes], path: Path, **wanted: Any) -> "Report":
    from superbill.x12.check import check

    with _bar(path) as bar:
        report: Report = check(_watched(chunks, partial(_tell, bar, _size(path))), **wanted)
        return report


def _bar(path: Path) -> "AbstractContextManager[Callable[[int, int], None] | None]":
    """A progress bar for a large file."""
    return talk.progress(f"Checking {path.name}") if _size(path) > LARGE else nullcontext()


def _tell(bar: Callable[[int, int], None] | None, size: int, done: int) -> None:
    if bar is not None:
        bar(done, size)


def _watched(chunks: Iterator[bytes], tell: Callable[[int], None]) -> Iterator[bytes]:
    """The same chunks; it is told how much of them has been taken."""
    done = 0
    for chunk in chunks:
        yield chunk
        done += len(chunk)
        tell(done)


def levels_from(text: str) -> frozenset[int]:
    """`1-3,5` as the set of its levels. Raises `BadInput`."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (first in tuple("123457") and (last or first) in tuple("123457")):
            raise BadInput(f"{text[:20]!r} does not name levels.", where="--levels", todo="Write them as 1-5 or 1,2,7.")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def chunks_of(path: Path) -> Iterator[bytes]:
    """A file, or standard input for `-`, piece by piece. Raises `NoFile`."""
    if str(path) == "-":
        yield from iter(lambda: sys.stdin.buffer.read(CHUNK), b"")
        return
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
    except OSError as error:
        raise _no_file(path, error) from error


def piece_of(path: Path, begin: int, size: int) -> bytes:
    """The bytes of a file from an offset on, at most so many. Raises `NoFile`."""
    try:
        with path.open("rb") as file:
            file.seek(begin)
            return file.read(size)
    except OSError as error:
        raise _no_file(path, error) from error


def _no_file(path: Path, error: OSError) -> talk.NoFile:
    return talk.NoFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.")
