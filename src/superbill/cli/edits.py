"""`superbill edits`: the catalogue of edits."""

import typer

from superbill.cli import talk


def edits(
    code: str = typer.Argument("", help="An edit to explain; without one, all are listed."),
    as_json: bool = talk.JSON,
) -> None:
    """List the edits that claims are checked with, or explain one: what it finds, why it matters, what to do, its source.

    Example:

        superbill edits NCCI-PTP-01
    """
    from superbill.edits.explain import catalogue_rows, explain, get_edit
    from superbill.places.us.edits import us_edits

    chosen = (get_edit(code, edits=us_edits()),) if code else us_edits()
    rows = catalogue_rows(chosen)
    if as_json:
        talk.put_json(rows)
    elif code:
        typer.echo(explain(chosen[0]), nl=False)
    else:
        talk.put_table(
            ("edit", "severity", "what is wrong", "source"), [(row.code, row.severity, row.title, row.source) for row in rows]
        )
