"""`superbill dictations list`: the dictations of a visit."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def list_(
    visit: str = typer.Argument(help="The visit's number, such as V1004."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """List the dictations of a visit, and how each ended.

    Example:

        superbill dictations list V1004 --data ~/practice
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.dictation import list_dictations

    rows = list_dictations(desk, visit)
    if as_json:
        talk.put_json(rows)
        return
    columns = ("", "recording", "state", "seconds", "words", "doubtful", "by", "at")
    shown = [
        (str(row.id), row.name, row.state, str(row.seconds), str(row.words), str(row.doubtful), row.by, row.at) for row in rows
    ]
    talk.put_table(columns, shown, right=(3, 4, 5))
