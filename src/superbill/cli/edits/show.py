"""`superbill edits show`: one edit, explained."""

import typer

from superbill.cli import talk


def show(code: str = typer.Argument(help="An edit, such as NCCI-PTP-01."), as_json: bool = talk.JSON) -> None:
    """Explain an edit: what it finds, why it matters, what to do, its source.

    Example:

        superbill edits show NCCI-PTP-01
    """
    from superbill.app.own_edits import all_edits
    from superbill.edits.explain import catalogue_row, explain

    edits = all_edits().named([code])
    (edit,) = edits.all
    if as_json:
        talk.put_json(catalogue_row(edit, own=edit in edits.own))
    else:
        typer.echo(explain(edit, own=edit in edits.own), nl=False)
