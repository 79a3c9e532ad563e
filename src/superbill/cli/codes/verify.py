"""`superbill codes verify`: whether the books are whole."""

import typer

from superbill.cli import talk


def verify(as_json: bool = talk.JSON) -> None:
    """Check that every installed file of codes is there, whole, and unchanged since it was installed. Exit code 1 when not.

    Example:

        superbill codes verify
    """
    from superbill.app.code_books import verify_codes

    wrong = verify_codes()
    if as_json:
        talk.put_json(wrong)
    for line in () if as_json else wrong:
        talk.say(line)
    if wrong:
        raise typer.Exit(1)
    talk.say("The code books are whole.")
