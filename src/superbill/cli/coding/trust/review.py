"""`superbill coding trust review`: look at an automatic code of the sample."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk


def review(
    number: int = typer.Argument(help="The number of the automatic code, as `superbill coding trust list` tells it."),
    right: bool = typer.Option(..., "--right/--wrong", help="Whether the note supports it."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Say whether an automatic code is right. It counts from then on like any decision of a coder.

    Example:

        superbill coding trust review 1 --right --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import review_automatic

    review_automatic(desk, number, is_right=right)
    typer.echo(f"Kept: {'right' if right else 'wrong'}.")
