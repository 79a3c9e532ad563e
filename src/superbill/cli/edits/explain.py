"""`superbill edits explain`: what each edit made of one claim, and why."""

from pathlib import Path

import typer

from superbill.basics.errors import BadInput
from superbill.cli import books_on_disk, talk

FILE = typer.Option(None, "--file", help="The claim is in this file: an 837, or a claim as JSON.", metavar="FILE")
ONLY = typer.Option([], "--edit", help="Only this edit; give it again for another one.", metavar="CODE")
ALL = typer.Option(False, "--all", help="Also each edit that found nothing, and which part of it did not hold.")
FOLDER = typer.Option(
    None, "--edits", help="Another folder with the site's own edits.", exists=True, file_okay=False, metavar="DIR"
)
_QUIET = ("miss", "not about", "not in force")


def explain(
    claim: str = typer.Argument(help="The number of a claim of the books; with --file that of a claim in it."),
    file: Path | None = FILE,
    edit: list[str] = ONLY,
    every: bool = ALL,
    on: str | None = talk.ON,
    edits: Path | None = FOLDER,
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Explain what each edit made of a claim: found, passed and why, not run and why, or switched off by the payer.

    Example:

        superbill edits explain V1001-1 --file examples/visit/claim.837 --edit LINE-03 --on 2026-09-10
    """
    from superbill.app.explain_file import explain_in_file
    from superbill.cli.x12.validate import chunks_of

    books_on_disk.use(data)
    talk.ready_edits()
    if file is not None:
        found = explain_in_file(chunks_of(file), claim, name=file.name, on=talk.day_from(on), only=edit, own=edits)
    elif edits is not None:
        raise BadInput("Another folder of edits is tried on a claim in a file.", where="--edits", todo="Name it with --file.")
    else:
        desk = books_on_disk.desk_at(data)
        from superbill.app.explain_claim import explain_claim

        found = explain_claim(desk, claim, only=edit, on=talk.day_from(on) if on else None)
    if as_json:
        talk.put_json(found)
        return
    shown = [each for each in found.edits if every or edit or each.outcome not in _QUIET]
    for each in shown:
        typer.echo(f"{each.outcome:12} {each.edit}  {each.title}")
        for line in (*each.because, *(finding.message for finding in each.findings)):
            typer.echo(f"             {line}")
    left = len(found.edits) - len(shown)
    if left:
        talk.say(f"{left} more edits found nothing, or speak of other claims; --all shows why.")
