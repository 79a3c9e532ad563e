"""`superbill dictations confirm`: make a dictation the note, in the words that a person has read."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def confirm(
    number: int = typer.Argument(min=1, help="The dictation's number."),
    note: Path = typer.Argument(..., help="The text as you have read and corrected it, without marks; - for standard input."),
    author: str = typer.Option("", "--author", help="Who dictated, where that is another person."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Make the words of a dictation, as you have read them against the sound, the note of its visit. What was heard is kept beside them.

    Example:

        superbill dictations confirm 1 read.txt --data ~/practice
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.dictation import confirm_dictation

    confirm_dictation(desk, number, talk.read_text(note), author=author)
    typer.echo(f"Dictation {number} is confirmed: it is the note now.")
