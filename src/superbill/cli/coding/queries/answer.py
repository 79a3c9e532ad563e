"""`superbill coding queries answer`: enter a clinician's answer."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk


def answer(
    query: str = typer.Argument(help="The query's number, such as Q1."),
    by: str = typer.Option(..., "--by", help="The clinician who gave the answer."),
    option: list[int] = typer.Option(
        [], "--option", help="The option that was chosen, counted from 1. May be given more than once.", min=1
    ),
    words: str = typer.Option("", "--words", help="What the clinician said or wrote."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Enter the answer that a clinician gave on paper or by word. Who entered it is kept beside who gave it.

    Example:

        superbill coding queries answer Q1 --by "Marisol Alvarez" --option 2 --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.answer_query import answer_query

    answer_query(desk, query, chosen=tuple(place - 1 for place in option), words=words, by=by)
    typer.echo(f"{query} is answered.")
