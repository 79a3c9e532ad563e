"""`superbill coding queries send`: put a query to the clinician."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def send(
    query: str = typer.Argument(help="The query's number, such as Q1."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Send a draft to the clinician, who finds it among the day's work. What the linter stops is not sent.

    Example:

        superbill coding queries send Q1 --data ~/practice
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.ask_provider import send_query

    send_query(desk, query)
    typer.echo(f"{query} is sent.")
