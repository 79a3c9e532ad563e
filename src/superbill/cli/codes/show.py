"""`superbill codes show`: one code of a book, with all its days."""

import typer

from superbill.cli import talk


def show(
    book: str = typer.Argument(..., help="The book, as `superbill codes list` calls it."),
    key: list[str] = typer.Argument(..., help="The code; its parts, or the first of them, where a row has several."),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Show what a book says of a code: every column, and from when to when; all days unless `--on` names one.

    Exit code 1 when the book does not have it.

    Example:

        superbill codes show icd10pcs 0DTJ4ZZ
    """
    from superbill.app.code_books import show_code

    found = show_code(book, [part.upper() for part in key], on=talk.day_from(on) if on else None)
    if as_json:
        talk.put_json(found)
    for row in () if as_json else found:
        head = talk.spoken_period(row.period)
        talk.put_table((row.table, head), [(name, str(cell)) for name, cell in row.cells.items()])
    if not found:
        talk.say("The book has no such code" + (" on that day." if on else "."))
        raise typer.Exit(1)
