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

    books_on_disk.use(data)
    edits = all_edits().named([code])
    (edit,) = edits.all
    if as_json:
        talk.put_json(catalogue_row(edit, own=edit in edits.own))
    else:
        here = _told_here(edit.code, data)
        typer.echo(explain(edit, own=edit in edits.own) + here, nl=False)


def _told_here(code: str, data: Path | None) -> str:
    """How often it fired in the books; empty where there are none, as in a folder that holds only a site's own edits."""
    try:
        desk = books_on_disk.desk_at(data)
    except books_on_disk.NoBooks:
        if data is not None and not data.is_dir():
            raise
        return ""
    from django.db import DatabaseError

    from superbill.app.count_edits import show_edit

    try:
        return f"\nHere: {show_edit(desk, code).tally.spoken}.\n"
    except DatabaseError:  # books of an older program that nobody asked for are no error
        return "\nHow often it fired here is told once `superbill serve` has brought the books to the present shape.\n"
