"""`superbill dictations discard`: end a dictation without a note."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk


def discard(
    number: int = typer.Argument(min=1, help="The dictation's number."),
    because: str = typer.Option(..., "--because", help="Why, in a few words."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """End a dictation without a note; the recording stays where it is.

    Example:

        superbill dictations discard 1 --because "Another patient's." --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.dictation import discard_dictation

    discard_dictation(desk, number, because=because)
    typer.echo(f"Dictation {number} is discarded.")
