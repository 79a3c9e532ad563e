"""`superbill coding queries show`: one query with its answer and what changed after it."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def show(
    query: str = typer.Argument(help="The query's number, such as Q1."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Show what is asked and why, the answers, and the codes of the superbill before and after them.

    Example:

        superbill coding queries show Q1 --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.show_query import show_query

    shown = show_query(desk, query)
    if as_json:
        talk.put_json(shown)
        return
    typer.echo(f"{shown.number}  {shown.state}  visit {shown.visit}, {shown.provider}, about {shown.code}")
    typer.echo(f"{shown.title}\n")
    for one in shown.indicators:
        typer.echo(f"  “{' '.join(one.words.split())}”" + (f" ({one.section})" if one.section else ""))
    typer.echo(f"\n{shown.question}")
    for option in shown.options:
        typer.echo(f"  [ ] {option.words}")
    for answer in shown.answers:
        typer.echo(f"\nanswered by {answer.by}, {answer.at}: {'; '.join((*answer.chosen, *filter(None, (answer.words,))))}")
    for led in shown.led_to:
        typer.echo(f"  names {led.code}  {led.title}{'' if led.billable else ' (a heading: needs more detail)'}")
    for change in shown.changes:
        typer.echo(f"  {change.how:8} {change.code}  {change.title}")
