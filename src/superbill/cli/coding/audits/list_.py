"""`superbill coding audits list`: the audits of the practice."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def list_(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """List the audits of coding, the newest first.

    Example:

        superbill coding audits list --data demo
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.plan_audit import list_audits

    rows = list_audits(desk)
    if as_json:
        talk.put_json(rows)
        return
    if not rows:
        typer.echo("No audit was planned yet: superbill coding audits plan.")
        return
    talk.put_table(
        ("audit", "saved", "visits", "coded again", "drawn by"),
        [(row.name, row.period, f"{row.visits}", f"{row.coded}", row.drawn_by) for row in rows],
        right=(2, 3),
    )
