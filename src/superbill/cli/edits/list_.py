"""`superbill edits list`: the catalogue of edits."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def list_(
    words: str = typer.Argument("", help="Only edits with this in their code, title or source."),
    here: bool = typer.Option(
        False, "--here", help="Only those that fired on claims of the books: how often, and what became of it."
    ),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """List the edits that claims are checked with: code, how much it holds up, what is wrong, and the source of the rule.

    The site's own are marked.

    Example:

        superbill edits list MUE
    """
    from superbill.app.own_edits import all_edits
    from superbill.edits.explain import catalogue_rows

    if here:
        _list_here(words, data, as_json=as_json)
        return
    books_on_disk.use(data)
    wanted, edits = words.casefold(), all_edits()
    every = catalogue_rows(edits.all, own=edits.own)
    rows = [row for row in every if wanted in f"{row.code} {row.title} {row.source}".casefold()]
    if as_json:
        talk.put_json(rows)
    else:
        told = [(row.code, row.severity, f"{row.title}{' (own)' if row.own else ''}", row.source) for row in rows]
        talk.put_table(("edit", "severity", "what is wrong", "source"), told)
        talk.say(f"{len(rows)} edits. `superbill edits show CODE` explains one.")
    for broken in edits.broken:
        talk.say(f"{broken.code} is not run: {broken.because}.")


def _list_here(words: str, data: Path | None, *, as_json: bool) -> None:
    desk = books_on_disk.desk_at(data)
    from superbill.app.count_edits import count_edits

    wanted = words.casefold()
    rows = [row for row in count_edits(desk) if wanted in f"{row.code} {row.title}".casefold()]
    if as_json:
        talk.put_json(rows)
        return
    told = [(row.code, row.title, *map(str, (row.fired, row.stopped, row.overridden, row.denied))) for row in rows]
    talk.put_table(("edit", "what is wrong", "fired", "stopped", "overridden", "denied later"), told, right=(2, 3, 4, 5))
    talk.say(f"{len(rows)} edits fired. `superbill edits show CODE` tells the reasons.")
