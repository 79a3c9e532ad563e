"""`superbill edits show`: one edit, explained."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def show(
    code: str = typer.Argument(help="An edit, such as NCCI-PTP-01."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Explain an edit: what it finds, why it matters, what to do, its source; and where there are books, how often it fired there.

    Example:

        superbill edits show NCCI-PTP-01
    """
    from superbill.app.own_edits import all_edits
    from superbill.edits.explain import catalogue_row, explain

    edits = all_edits().named([code])
    (edit,) = edits.all
    if as_json:
        talk.put_json(catalogue_row(edit, own=edit in edits.own))
    else:
        typer.echo(explain(edit, own=edit in edits.own), nl=False)
        _tell_here(edit.code, data)


def _tell_here(code: str, data: Path | None) -> None:
    """How often it fired in the books; nothing where there are none, unless they were asked for."""
    try:
        desk = books_on_disk.desk_at(data)
    except books_on_disk.NoBooks:
        if data is not None:
            raise
        return
    from django.db import DatabaseError

    from superbill.app.count_edits import show_edit

    try:
        typer.echo(f"\nHere: {show_edit(desk, code).tally.spoken}.")
    except DatabaseError:  # nobody asked for the books by their name, so that they are of an older program is no error
        talk.say("How often it fired here is told once `superbill serve` has brought the books to the present shape.")
