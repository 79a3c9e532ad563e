"""`superbill coding trust on`: let the program put the codes of a family on."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.coding.trust.switched import switch


def on(
    family: str = typer.Argument(help="A category (I10) or a chapter (chapter-9)."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Let the surest codes of a family go on the superbill without a person, marked as automatic; a sample of them is looked at afterwards.

    Only from the shadow, and only when both the decisions of your coders and the shadow prove the precision that you ask for.

    Example:

        superbill coding trust on I10 --data examples/visit/books
    """
    switch(family, "on", data=data, as_json=as_json)
