"""`superbill repair`: write values right that mean the same, when a person asks for it."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import books_on_disk, talk
from superbill.cli.x12.validate import chunks_of

if TYPE_CHECKING:
    from superbill.edits.repair import Change

_CLAIM = typer.Argument(None, help="The number of a claim at the desk, such as V1003.", metavar="[CLAIM]")
_FILE = typer.Option(
    None, "--file", help="Repair an 837 in place of a claim of the books; `-` reads standard input.", metavar="FILE"
)
_OUT = typer.Option(None, "--out", help="Where the repaired copy of the file is written; the file itself stays.", metavar="FILE")
_ONLY = typer.Option([], "--only", help="Do only this repair; give it again for another one.", metavar="CODE")


def repair(
    claim: str | None = _CLAIM,
    file: Path | None = _FILE,
    out: Path | None = _OUT,
    only: list[str] = _ONLY,
    dry_run: bool = typer.Option(False, "--dry-run", help="Show what would be changed, and change nothing."),
    take_back: bool = typer.Option(
        False, "--take-back", help="Write the values as they were before the repair named with --only."
    ),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Write values right that mean the same: a ZIP code without its hyphen, a modifier in capitals, a diagnosis without its dot.

    A claim of the books is repaired where its values were entered, and drafted again; who changed what is kept. Of an 837 a copy is
    written. What could change the meaning is left to a person. Each change is printed: where it stands, before and after.

    Example:

        superbill repair --file examples/visit/claim.837 --dry-run
    """
    if (claim is None) == (file is None):
        raise BadInput("Name a claim or a file.", todo="Write the number of a claim, or --file with an 837.")
    if file is not None:
        changes = _repair_file(file, out, only, dry_run=dry_run, take_back=take_back)
    else:
        assert claim is not None
        changes = _repair_claim(claim, only, data=data, out=out, dry_run=dry_run, take_back=take_back)
    if as_json:
        talk.put_json(changes)
    else:
        _put(changes, dry_run=dry_run)


def _repair_file(file: Path, out: Path | None, only: list[str], *, dry_run: bool, take_back: bool) -> "tuple[Change, ...]":
    from superbill.app.repair_file import repair_file

    if take_back:
        raise BadInput(
            "A file is not changed, so there is nothing to take back.", where="--take-back", todo="Keep the file; drop the copy."
        )
    if (out is None) != dry_run:
        raise BadInput("Say where the repaired copy goes.", where="--out", todo="Give --out FILE, or --dry-run to write nothing.")
    if out is not None and out.resolve() == file.resolve():
        raise BadInput("The file itself is not written over.", where="--out", todo="Name another file for the copy.")
    done = repair_file(chunks_of(file), only=only)
    if out is not None:
        talk.write(out, done.content)
    return done.changes


def _repair_claim(
    claim: str, only: list[str], *, data: Path | None, out: Path | None, dry_run: bool, take_back: bool
) -> "tuple[Change, ...]":
    desk = books_on_disk.desk_at(data)
    from superbill.app.repair_claim import find_repairs, repair_claim, take_back_repair
    from superbill.edits.repair import Change

    if out is not None:
        raise BadInput("A claim of the books is not written to a file.", where="--out", todo="Leave it out.")
    if take_back:
        if len(only) != 1:
            raise BadInput("Say which repair is taken back.", where="--only", todo="Give --only with its code.")
        done = take_back_repair(desk, claim, only[0])
    elif dry_run:
        needed = find_repairs(desk, claim, only=only).needed
        return tuple(Change(row.code, value.where, value.before, value.after) for row in needed for value in row.values)
    else:
        done = repair_claim(desk, claim, only=only)
    talk.say(f"Drafted again as {done.control}; the claim is {done.state}.")
    return done.changes


def _put(changes: "Iterable[Change]", *, dry_run: bool) -> None:
    from superbill.app.wording import counted

    told = list(changes)
    for change in told:
        typer.echo(talk.visible(f"{change.repair}  {change.place}: {change.before!r} → {change.after!r}"))
    talk.say(
        f"{counted(len(told), 'value')} {'would be' if dry_run else 'was' if len(told) == 1 else 'were'} written another way."
    )
