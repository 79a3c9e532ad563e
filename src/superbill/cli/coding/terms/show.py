"""`superbill coding terms show`: one term, and who decided what on it."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def show(
    term: str = typer.Argument(help="The words of the term, in any order."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """The codes of one term with their counts, and the last decisions with their numbers: `superbill coding terms undo` takes one back.

    Example:

        superbill coding terms show hypertension --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_terms import show_term

    page = show_term(desk, term)
    if as_json:
        talk.put_json(page)
        return
    if not page.rows:
        typer.echo("Nobody has decided on this term.")
        raise typer.Exit(1)
    typer.echo(page.words)
    talk.put_table(
        ("code", "title", "accepted", "rejected", "passed", "precision"),
        [(row.code, row.title, str(row.accepted), str(row.rejected), str(row.passed), f"{row.precision} %") for row in page.rows],
        right=(2, 3, 4, 5),
    )
    talk.put_table(
        ("number", "decision", "code", "visit", "by", "at"),
        [
            (
                str(row.number),
                row.kind + (f": {row.because}" if row.because else ""),
                row.code + (f" → {row.to_code}" if row.to_code else ""),
                row.visit or row.source,
                row.by,
                row.at,
            )
            for row in page.decisions
        ],
        right=(0,),
    )
