"""`superbill denials`: what was denied, in plain words."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def denials(
    data: Path | None = books_on_disk.DATA,
    owner: str = typer.Option("", help="Only the work of coder, biller, front desk or provider."),
    as_json: bool = talk.JSON,
) -> None:
    """List denied claims with root cause, whose work it is, the next step, and where to look first.

    Example:

        superbill denials --owner coder --data ~/superbill
    """
    talk.ready_tables()
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_denials import list_denials

    rows = list_denials(desk, owner=owner)
    if as_json:
        talk.put_json(rows)
        return
    for row in rows:
        typer.echo(f"{row.number}  {row.amount}  {row.codes}  {row.title} ({row.payer}, denied {row.denied_on})")
        typer.echo(f"  {row.plain}\n  {row.owner}: {row.next_step}")
        for hint in row.hints:
            instead = f" The note supports {hint.instead}." if hint.instead else ""
            typer.echo(f"  look at {hint.place}: {hint.why}{instead}")
    talk.say(f"Denied claims that wait: {len(rows)}.")
