"""`superbill edits backtest`: what an edit would have done to claims whose end is known."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.backtest import Backtest


def backtest(
    codes: list[str] = typer.Argument(None, help="The edits to try; all when none is named."),
    on: list[Path] = typer.Option(
        ..., "--on", exists=True, help="837 files with the 835 files that answer them, or a folder of them."
    ),
    served_from: str | None = typer.Option(
        None, "--served-from", help="Move every day of every claim so that the first service falls on this day."
    ),
    with_pack: list[Path] = typer.Option(
        [], "--with-pack", exists=True, dir_okay=False, help="A file of a code book to try without installing it.", metavar="FILE"
    ),
    edits: Path | None = typer.Option(
        None, "--edits", exists=True, file_okay=False, help="Another folder with the site's own edits.", metavar="DIR"
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Tell which later denials edits would have caught, and which paid claims they would have held, by payer and dollars.

    With --served-from tables that begin to hold later are tried on claims of the past: what will begin to be denied? With
    --with-pack so are tables that are not installed, such as the pairs of the next quarter or next October's ICD-10-CM; the books stay as
    they are.

    Example:

        superbill edits backtest NCCI-PTP-01 --on examples/visit
    """
    from superbill.app.backtest import backtest as run

    files = sorted(path for given in on for path in (given.rglob("*") if given.is_dir() else (given,)) if _is_x12(path))
    found = run(
        codes or (),
        files,
        served_from=talk.day_from(served_from, option="--served-from") if served_from else None,
        with_packs=with_pack,
        own=edits,
    )
    if as_json:
        talk.put_json(found)
        return
    _tell(found, is_whole=bool(codes))


def _tell(found: "Backtest", *, is_whole: bool) -> None:
    """The tallies, those with nothing to say only when the table is to be whole; examples; and what was not run."""
    from superbill.app.not_run_lines import not_run_lines
    from superbill.basics.money import dollars

    talk.put_table(
        ("edit", "payer", "claims", "denied", "caught", "worth", "held though paid", "worth"),
        [
            (
                row.edit,
                row.payer,
                *map(str, (row.claims, row.denied, row.caught)),
                dollars(row.caught_cents),
                str(row.held),
                dollars(row.held_cents),
            )
            for row in found.tallies
            if row.caught or row.held or is_whole
        ],
        right=(2, 3, 4, 5, 6, 7),
    )
    for row in found.tallies:
        for example in row.examples:
            became = f"denied for {example.denied_for}" if example.denied_for else "paid"
            talk.say(f"{row.edit}: claim {example.claim}, {became}, {dollars(example.cents)}: {example.message}")
    for line in not_run_lines(found.not_run):
        talk.say(line)
    talk.say(f"{found.claims} claims, {found.answered} of them answered.")


def _is_x12(path: Path) -> bool:
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"ISA")
