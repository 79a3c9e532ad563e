"""`superbill coding queries lint`: whether a query leads, presses or lacks something."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def lint(
    query: str = typer.Argument(help="The query's number, such as Q1."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Say what keeps a query from being fair. Exit code 1 when it may not be sent so.

    Example:

        superbill coding queries lint Q1 --data ~/practice
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.ask_provider import lint_wording

    found = lint_wording(desk, query)
    if as_json:
        talk.put_json(found)
    for one in found if not as_json else ():
        at = f" {one.place}: “{one.words}”." if one.words else f" {one.place}." if one.place else ""
        typer.echo(f"  {one.severity.value:6} {one.code}  {one.what}{at}\n         {one.todo}\n         source: {one.source}")
    if not found and not as_json:
        typer.echo("Nothing in it leads, presses or rewards.")
    if any(one.stops for one in found):
        raise typer.Exit(1)
