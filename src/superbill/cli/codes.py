"""`superbill codes`: the code tables."""

import typer

from superbill.cli import talk


def codes(
    words: list[str] = typer.Argument(None, help="A code or its beginning, or words; without any, the tables are built."),
    on: str | None = talk.ON,
    limit: int = typer.Option(20, min=1, max=200, help="How many to show."),
    as_json: bool = talk.JSON,
) -> None:
    """Look codes up by code or words, as they stood on a day; build the tables first where they are missing.

    Exit code 1 when nothing is found.

    Example:

        superbill codes knee pain right --on 2026-09-08
    """
    from superbill.app.code_tables import build_code_tables, search_codes

    talk.ready_tables()
    if not words:
        talk.say(f"The code tables stand in {build_code_tables()}.")
        return
    found = search_codes(" ".join(words), on=talk.day_from(on), limit=limit)
    if as_json:
        talk.put_json(found)
    elif found:
        rows = [(row.code, "billable" if row.billable else "category", row.title) for row in found]
        talk.put_table(("code", "", "title"), rows)
    if not found:
        talk.say("Nothing found.")
        raise typer.Exit(1)
