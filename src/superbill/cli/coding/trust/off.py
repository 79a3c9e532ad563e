"""`superbill coding trust off`: let no code of a family go without a person."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.coding.trust.switched import switch


def off(
    family: str = typer.Argument(help="A category (I10) or a chapter (chapter-9)."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Let no code of a family go without a person any more. Codes that were put on stay, marked as automatic.

    Example:

        superbill coding trust off I10 --data examples/visit/books
    """
    switch(family, "off", data=data, as_json=as_json)
