"""`superbill x12 to-json`: a file as JSON."""

from pathlib import Path

import typer

from superbill.cli import talk


def to_json(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    objects: bool = typer.Option(False, "--objects", help="Print claims, claim payments … as whole objects instead of segments."),
) -> None:
    """Print an X12 file as JSON, one object a line: each segment with its loop, its name and its values by name.

    `superbill x12 to-x12` makes the same file of it again, byte for byte; change a value under `elements` to change the file.

    Example:

        superbill x12 to-json examples/visit/claim.837
    """
    from superbill.x12.tools.as_json import objects_as_json, to_json

    for line in (objects_as_json if objects else to_json)(talk.read(file)):
        typer.echo(line)
