"""`superbill x12 to-x12`: JSON as the file it was made from."""

import sys
from pathlib import Path

import typer

from superbill.cli import talk


def to_x12(file: Path = typer.Argument(..., help="What `superbill x12 to-json` printed; `-` reads standard input.")) -> None:
    """Write the X12 file again that was printed as JSON: byte for byte where nothing was changed.

    Example:

        superbill x12 to-x12 claim.jsonl > claim.837
    """
    from superbill.x12.tools.as_json import to_x12

    for part in to_x12(talk.read_text(file).split("\n")):
        sys.stdout.buffer.write(part)
