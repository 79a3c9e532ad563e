"""`superbill coding terms list`: the terms of the site."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def list_(
    words: str = typer.Argument("", help="Words that the term has."),
    which: str = typer.Option("all", "--which", help="all, new, moved, doubted or elsewhere."),
    code: str = typer.Option("", "--code", help="The beginning of the code."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """What your coders decided on each term: accepted, rejected, passed over, and given by themselves.

    `new` are words to which coders gave a code, `moved` terms that they point elsewhere, `doubted` those rejected more than accepted,
    `elsewhere` those that other sites have counted. A term with an asterisk is found in notes because your coders taught it.

    Example:

        superbill coding terms list --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_terms import WHICH, list_terms

    if which not in WHICH:
        raise typer.BadParameter(f"Choose one of: {', '.join(WHICH)}.", param_hint="--which")
    page = list_terms(desk, which=which, words=words, code=code)
    if as_json:
        talk.put_json(page)
        return
    typer.echo(f"{page.count:,} terms, from {page.decisions:,} decisions" + _from(page.merged_from))
    if page.rows:
        rows = [
            (
                row.words + ("*" if row.is_known else ""), row.code, row.title,
                str(row.accepted), str(row.rejected), str(row.passed), f"{row.precision} %",
            )
            for row in page.rows
        ]  # fmt: skip
        talk.put_table(("term", "code", "title", "accepted", "rejected", "passed", "precision"), rows, right=(3, 4, 5, 6))


def _from(sites: tuple[str, ...]) -> str:
    return f"; merged from {', '.join(sites)}" if sites else ""
