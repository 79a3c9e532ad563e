"""`superbill coding trust shadow`: note what the program would do for a family."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.coding.trust.switched import switch


def shadow(
    family: str = typer.Argument(help="A category (I10) or a chapter (chapter-9)."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Let the program note which codes of a family it would put on, without showing or doing anything, and count how often it is right.

    Example:

        superbill coding trust shadow I10 --data examples/visit/books
    """
    switch(family, "shadow", data=data, as_json=as_json)
