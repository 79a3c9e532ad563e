"""`superbill coding queries ask`: draft a query about a code of a visit."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def ask(
    visit: str = typer.Argument(help="The visit's number, such as V1004."),
    code: str = typer.Argument(help="A code that its note suggests, sets aside or has on its superbill, such as I50.9."),
    template: str = typer.Option(
        "", "--template", help="A kind of question, such as heart-failure, or general; by default the one that fits."
    ),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Draft a query about what the note leaves open of a code, and print its number. Nothing is sent.

    Example:

        superbill coding queries ask V1004 H66.91 --data ~/practice
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.ask_provider import draft_query

    typer.echo(draft_query(desk, visit, code=code, template=template))
