"""`superbill codes search`: codes by words."""

import typer

from superbill.cli import talk


def search(
    words: list[str] = typer.Argument(..., help="A code or its beginning, or words in any order."),
    on: str | None = talk.ON,
    limit: int = typer.Option(20, min=1, max=200, help="How many to show."),
    as_json: bool = talk.JSON,
) -> None:
    """Find codes by their beginning or by words, as they stood on a day.

    Exit code 1 when nothing is found.

    Example:

        superbill codes search knee pain right --on 2026-09-08
    """
    from superbill.app.code_tables import search_codes

    talk.ready_tables()
    found = search_codes(" ".join(words), on=talk.day_from(on), limit=limit)
    if as_json:
        talk.put_json(found)
    elif found:
        rows = [(row.code, "billable" if row.billable else "category", row.title) for row in found]
        talk.put_table(("code", "", "title"), rows)
    if not found:
        talk.say("Nothing found.")
        raise typer.Exit(1)
