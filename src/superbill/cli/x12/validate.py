"""`superbill x12 validate`: hold files against the standard, the guides, their own sums, and the code lists."""

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.x12.found import Found, plain, put_report, write_pages

if TYPE_CHECKING:
    from superbill.x12.companion import Companion
    from superbill.x12.lists import Lists

CHUNK = 1 << 18
LARGE = 8 << 20
"""Bytes; while a larger file is read a progress bar is shown."""
FILES = typer.Argument(..., help="X12 files; `-` reads standard input.", metavar="FILE…")
LEVELS = typer.Option("1-5,7", help="WEDI SNIP levels, such as 1-3 or 1,2,5.")
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
    as_json: bool = talk.JSON,
) -> None:
    """Check X12 files and say what is wrong, where, and how to mend it.

    Levels: 1 syntax, 2 implementation guide, 3 sums, 4 situations between segments, 5 code lists, 7 companion guide.
    With --json one object a line is printed for each file. Exit code 1 when an error is found in any file.

    Example:

        superbill x12 validate examples/visit/claim.837 --guide examples/x12/acme.toml
    """
    from superbill.x12.check import check

    _refuse_overwriting(files, html, sarif)
    wanted, companions = levels_from(levels), _companions(guides or [])
    found: list[Found] = []
    with _lists(lists) if 5 in wanted else nullcontext() as in_use:
        for path in files:
            data = talk.read(path) if (html or sarif) and not path.is_file() else None  # it can be read only once
            chunks = chunks_of(path) if data is None else iter([data])
            report = check(_watched(chunks, path), levels=wanted, lists=in_use, companions=companions, most=most)
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


def _lists(path: Path | None) -> "AbstractContextManager[Lists]":
    from superbill.app.x12_lists import x12_lists

    return x12_lists(changes=talk.read_text(path) if path else "")


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


def _watched(chunks: Iterator[bytes], path: Path) -> Iterator[bytes]:
    """The same chunks; for a large file with a progress bar."""
    size = path.stat().st_size if path.is_file() else 0
    with talk.progress(f"Checking {path.name}") if size > LARGE else nullcontext() as bar:
        done = 0
        for chunk in chunks:
            yield chunk
            done += len(chunk)
            if bar is not None:
                bar(done, size)


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
        raise talk.NoFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error
