"""`superbill aging`: who owes what, and for how long."""

from pathlib import Path

from superbill.cli import books_on_disk, talk


def aging(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """Show what payers and patients owe, by the age of the service (A/R aging).

    Example:

        superbill aging --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.show_aging import show_aging

    page = show_aging(desk)
    if as_json:
        talk.put_json(page)
        return
    rows = [
        (row.name, *(cell.amount for cell in row.cells), row.total, row.over_90)
        for row in (*page.payers, page.all_payers, page.patients, page.total)
    ]
    talk.put_table(("who owes", *page.buckets, "total", "over 90 days"), rows, right=tuple(range(1, 8)))
