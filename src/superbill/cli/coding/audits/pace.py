"""`superbill coding audits pace`: accuracy from audit to audit, and how fast charts are coded."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def pace(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """Tell how coding goes over time: the accuracy of each audit, and within how many hours half of the charts were coded.

    Pace is of the team and of the person who asks; nobody is ranked.

    Example:

        superbill coding audits pace --data demo
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.coding_pace import show_pace

    found = show_pace(desk)
    if as_json:
        talk.put_json(found)
        return
    if found.audits:
        rows = [
            (one.name, f"{one.right}", f"{one.points}", f"{one.accuracy:.1%}") for one in found.audits if one.accuracy is not None
        ]
        talk.put_table(("audit", "right", "points", "accuracy"), rows, right=(1, 2, 3))
    for whose, each in (("The team", found.team), ("You", found.own)):
        half = f", half within {each.half_within_hours} hours of the note" if each.half_within_hours is not None else ""
        typer.echo(f"{whose}: {each.charts} charts in {each.days} days{half}.")
