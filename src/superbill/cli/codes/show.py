"""`superbill codes show`: one code of a book, with all its days."""

import typer

from superbill.cli import talk


def show(
    words: list[str] = typer.Argument(
        ...,
        metavar="[book] code...",
        help="The code, or the parts of a row's key; before it the book, as `superbill codes list` calls it, else every book is asked.",
        show_default=False,
    ),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Show what the books say of a code: every column, and from when to when; all days unless `--on` names one.

    Exit code 1 when no book, or not the book that was named, has it.

    Example:

        superbill codes show J1010
    """
    from superbill.app.code_books import show_words
    from superbill.app.read_row import tables_shown

    book, found = show_words(words, on=talk.day_from(on) if on else None)
    if as_json:
        talk.put_json(found)
    for name, table in () if as_json else tables_shown(found):
        for row in table.rows:
            title = f"{name}, {table.name}" if name != table.name else name
            told = [(said.heading, said.words) for said in row.said if said.words]
            talk.put_table((title, talk.spoken_period(row.period)), told)
        if table.more:
            talk.say(f"and {table.more:,} rows more of {table.name}")
    if not found:
        nobody = f"The book {book} has no such code" if book else "No installed book has such a code"
        talk.say(nobody + (" on that day." if on else "."))
        raise typer.Exit(1)
