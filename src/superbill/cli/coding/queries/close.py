"""`superbill coding queries close`: end a query."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk


def close(
    query: str = typer.Argument(help="The query's number, such as Q1."),
    words: str = typer.Option("", "--words", help="What came of it."),
    withdraw: bool = typer.Option(False, "--withdraw", help="Take a query back that nobody answered."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """End an answered query once the superbill says what follows from the answer; or take one back that nobody answered.

    Example:

        superbill coding queries close Q1 --words "Coded as answered." --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.answer_query import close_query
    from superbill.app.ask_provider import withdraw_query

    if withdraw:
        withdraw_query(desk, query, words=words)
    else:
        close_query(desk, query, words=words)
    typer.echo(f"{query} is {'withdrawn' if withdraw else 'closed'}.")
