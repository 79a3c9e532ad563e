"""`superbill doctor`: what is in order, and what is not."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def doctor(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """Say whether everything is in order, and what is not. Changes nothing; exit code 1 when something is out of order.

    Example:

        superbill doctor --data ~/superbill
    """
    from superbill.app.checked import Checked

    try:
        books_on_disk.folder_with_books(data)
    except books_on_disk.NoBooks as nothing:
        checks: tuple[Checked, ...] = (Checked("data folder", False, f"{nothing.where} holds no books", nothing.todo),)
    else:
        books_on_disk.open_django(data)
        from superbill.app.examine import examine

        checks = examine()
    if as_json:
        talk.put_json(checks)
    else:
        talk.put_table(("", "what", "seen"), [("ok" if check.ok else "NOT OK", check.name, check.seen) for check in checks])
        for check in checks:
            if not check.ok:
                talk.say(f"{check.name}: {check.todo}")
    if not all(check.ok for check in checks):
        raise typer.Exit(1)
