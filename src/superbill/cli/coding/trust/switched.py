"""What the commands `on`, `shadow` and `off` of `superbill coding trust` share: the mode of a family is set and told."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def switch(family: str, mode: str, *, data: Path | None, as_json: bool) -> None:
    """Set the mode of a family, and print what holds for it now."""
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import set_mode

    row = set_mode(desk, family, mode)
    if as_json:
        talk.put_json(row)
        return
    typer.echo(f"{row.family} {row.title}: {row.mode}." + (f" {row.why_not}" if row.why_not else ""))
