"""`superbill edits list`: the catalogue of edits."""

import typer

from superbill.cli import talk


def list_(
    words: str = typer.Argument("", help="Only edits with this in their code, title or source."), as_json: bool = talk.JSON
) -> None:
    """List the edits that claims are checked with: code, how much it holds up, what is wrong, and the source of the rule.

    Example:

        superbill edits list MUE
    """
    from superbill.edits.explain import catalogue_rows
    from superbill.places.us.edits import us_edits

    wanted = words.casefold()
    rows = [row for row in catalogue_rows(us_edits()) if wanted in f"{row.code} {row.title} {row.source}".casefold()]
    if as_json:
        talk.put_json(rows)
    else:
        talk.put_table(
            ("edit", "severity", "what is wrong", "source"), [(row.code, row.severity, row.title, row.source) for row in rows]
        )
        talk.say(f"{len(rows)} edits. `superbill edits show CODE` explains one.")
