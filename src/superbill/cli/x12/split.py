"""`superbill x12 split`: one file into several."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput, NotPossible
from superbill.cli import talk
from superbill.cli.x12.validate import chunks_of

if TYPE_CHECKING:
    from superbill.x12.tools.split import Part

BY = typer.Option("set", help="What each part holds: interchange, group, set, or claims (837 only).")
CLAIMS = typer.Option(500, min=1, help="With --by claims: how many claims a part may hold.")
INTO = typer.Option(..., "--into", help="The folder for the parts; made when it is not there.", metavar="DIR")
FIRST = typer.Option(None, "--first-control", help="ISA13 and GS06 of the first part; counts on. Default: those of the file.")


class IsThere(NotPossible):
    """A part would be written over a file."""


def split(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    into: Path = INTO,
    by: str = BY,
    claims: int = CLAIMS,
    first_control: int | None = FIRST,
    as_json: bool = talk.JSON,
) -> None:
    """Split an X12 file into whole files, each with its own envelopes, counts and control numbers.

    Claims of one provider or subscriber that come into different parts have their levels repeated in each. A file that is cut or
    miscounted is refused, and what was written of it is taken back.

    Example:

        superbill x12 split claims.837 --by claims --claims 500 --into parts
    """
    from superbill.x12.tools.split import By
    from superbill.x12.tools.split import split as parted

    if by not in {each.value for each in By}:
        raise BadInput(f"{by[:20]!r} is not a way to split.", where="--by", todo="Choose interchange, group, set or claims.")
    into.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    rows: list[tuple[str, str, str, str]] = []
    try:
        for part in parted(chunks_of(file), by=By(by), claims=claims, first_control=first_control):
            written.append(_write(part, into / _name(file, len(written) + 1)))
            rows.append((str(written[-1]), talk.visible(part.control), f"{part.sets:,}", f"{part.claims:,}"))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    if as_json:
        names = ("file", "control", "sets", "claims")
        talk.put_json([dict(zip(names, (row[0], row[1], *_numbers(row)), strict=True)) for row in rows])
    else:
        talk.put_table(("file", "control number", "sets", "claims"), rows, right=(2, 3))


def _numbers(row: tuple[str, str, str, str]) -> tuple[int, int]:
    return int(row[2].replace(",", "")), int(row[3].replace(",", ""))


def _name(file: Path, number: int) -> str:
    stem, suffix = ("part", ".x12") if str(file) == "-" else (file.stem, file.suffix)
    return f"{stem}-{number:04d}{suffix}"


def _write(part: "Part", path: Path) -> Path:
    if path.exists():
        raise IsThere("A file is there already.", where=str(path), todo="Name another folder with --into.")
    talk.write(path, part.data)
    return path
