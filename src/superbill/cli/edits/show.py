"""`superbill edits show`: one edit, explained."""

import typer

from superbill.cli import talk


def show(code: str = typer.Argument(help="An edit, such as NCCI-PTP-01."), as_json: bool = talk.JSON) -> None:
    """Explain an edit: what it finds, why it matters, what to do, its source.

    Example:

        superbill edits show NCCI-PTP-01
    """
    from superbill.edits.explain import catalogue_row, explain, get_edit
    from superbill.places.us.edits import us_edits

    edit = get_edit(code, edits=us_edits())
    if as_json:
        talk.put_json(catalogue_row(edit))
    else:
        typer.echo(explain(edit), nl=False)
