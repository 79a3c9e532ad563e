"""`superbill codes search`: codes by words."""

import typer

from superbill.cli import talk

BOOK = typer.Option(None, "--book", help="Only this book, as `superbill codes list` calls it; give it again for another.")
BILLABLE = typer.Option(False, "--billable", help="Only codes that may be billed.")


def search(
    words: list[str] = typer.Argument(..., help="A code or its beginning, or words in any order."),
    on: str | None = talk.ON,
    book: list[str] = BOOK,
    billable: bool = BILLABLE,
    chapter: str = typer.Option("", help="Only this chapter of the diagnoses, such as 4."),
    sex: str = typer.Option("", help="F or M: leave out what the other sex alone has."),
    age: int | None = typer.Option(None, min=0, max=130, help="In years: leave out what other ages alone have."),
    limit: int = typer.Option(20, min=1, max=200, help="How many to show."),
    as_json: bool = talk.JSON,
) -> None:
    """Find codes of any book by a code or by words, as they stood on a day: abbreviations, lay words and misspellings too.

    Each says why it was found. Exit code 1 when nothing is.

    Example:

        superbill codes search knee pain right --on 2026-09-08
    """
    from superbill.app.look_up import look_up

    talk.ready_books()
    asked = " ".join(words)
    found = look_up(
        asked, on=talk.day_from(on), books=book or None, billable=billable or None, chapter=chapter, sex=sex, age=age, limit=limit
    )
    if as_json:
        talk.put_json(found)
    elif found:
        kinds = {True: "billable", False: "heading", None: ""}
        rows = [(hit.book, hit.code, kinds[hit.billable], hit.title, "; ".join(hit.why)) for hit in found]
        talk.put_table(("book", "code", "", "title", "found by"), rows)
    if not found:
        talk.say("Nothing found.")
        raise typer.Exit(1)
