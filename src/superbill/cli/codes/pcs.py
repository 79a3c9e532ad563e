"""`superbill codes pcs`: a code of ICD-10-PCS, character by character."""

import typer

from superbill.cli import talk


def pcs(
    beginning: str = typer.Argument("", help="The first characters; empty for the sections."),
    said: list[str] = typer.Argument(None, help="What the next characters are, each a value or its label."),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Choose an ICD-10-PCS code through the tables in force: what is chosen so far, and what may stand next.

    The tables must be installed (`superbill codes install` with the file of CMS). A value that they do not have there is refused with
    those that they have.

    Example:

        superbill codes pcs 0FT Gallbladder Open
    """
    from superbill.app.choose_procedure import choose_procedure

    found = choose_procedure(beginning, said or (), on=talk.day_from(on))
    if as_json:
        talk.put_json(found)
        return
    typer.echo(found.code if found.is_whole else found.code.ljust(7, "_"))
    talk.put_table(("", "", "is"), [(one.value, one.title, one.label) for one in found.characters])
    if found.following:
        talk.put_table((found.next_title, "may follow"), [(one.value, one.label) for one in found.following])
