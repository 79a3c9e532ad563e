"""`superbill coding terms undo`: take a decision back."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def undo(
    number: int = typer.Argument(help="The decision's number, as `superbill coding terms show` tells it."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Take one decision back; with a decision that came from another site, all that was merged from there. Nothing is deleted.

    Example:

        superbill coding terms undo 1 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.decision_acts import take_back_decision

    done = take_back_decision(desk, number)
    if as_json:
        talk.put_json(done)
        return
    typer.echo(f"Taken back: {done.what} ({done.decisions:,} {'decision' if done.decisions == 1 else 'decisions'}).")
