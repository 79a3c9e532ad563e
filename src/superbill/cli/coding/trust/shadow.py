"""`superbill coding trust shadow`: note what the program would do for a family."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def shadow(
    family: str = typer.Argument(help="A category (I10) or a chapter (chapter-9)."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Let the program note which codes of a family it would put on, without showing or doing anything, and count how often it is right.

    Example:

        superbill coding trust shadow I10 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import set_mode

    row = set_mode(desk, family, "shadow")
    if as_json:
        talk.put_json(row)
        return
    typer.echo(f"{row.family} {row.title}: {row.mode}." + (f" {row.why_not}" if row.why_not else ""))
