"""`superbill codes remove`: undo an installation."""

import typer

from superbill.cli import talk
from superbill.cli.codes.journal import now, who


def remove(packs: list[str] = typer.Argument(..., help="What `install` and `list` call the file.")) -> None:
    """Take installed files of codes away: the tables are exactly as they were before those came.

    Example:

        superbill codes remove icd10pcs-20261001-3f9a1c2e
    """
    from superbill.app.code_books import remove_codes

    for pack in packs:
        with talk.progress("Removing") as bar:
            gone = remove_codes(pack, by=who(), at=now(), progress=lambda name, rows: bar(rows, None))
        talk.say(f"Removed: {gone.file}, {gone.rows:,} rows since {gone.since}.")
