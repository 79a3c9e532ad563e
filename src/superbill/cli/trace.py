"""`superbill trace`: from a ledger line back to the words of the note."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def trace(
    posting: int = typer.Argument(..., help="The number of a posting; `superbill books` lists them."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Walk back from a ledger line: remittance line, claim line, code, and the highlighted words of the note.

    Example:

        superbill trace 5 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.artifacts import trail_text
    from superbill.app.trace_posting import trace_posting

    trail = trace_posting(desk, posting)
    if as_json:
        talk.put_json(trail)
    else:
        typer.echo(trail_text(trail), nl=False)
