"""`superbill edits list`: the catalogue of edits."""

import typer

from superbill.cli import talk


def list_(
    words: str = typer.Argument("", help="Only edits with this in their code, title or source."), as_json: bool = talk.JSON
) -> None:
    """List the edits that claims are checked with: code, how much it holds up, what is wrong, and the source of the rule.

    The site's own are marked.

    Example:

        superbill edits list MUE
    """
    from superbill.app.own_edits import all_edits
    from superbill.edits.explain import catalogue_rows

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
