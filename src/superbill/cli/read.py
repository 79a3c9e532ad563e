"""`superbill read`: any file of the exchange as nouns."""

from pathlib import Path

import typer

from superbill.cli import talk


def read(
    file: Path = typer.Argument(..., help="An 837P, 835, 999 or 277CA; - for standard input."),
) -> None:
    """Read a file of the exchange and print what it says as JSON: claims, remittances or acknowledgements.

    Example:

        superbill read examples/visit/remit.835
    """
    from superbill.app.read_file import read_file

    talk.put_json(read_file(talk.read(file)))
