"""`superbill write`: a claim as an 837P."""

import sys
from datetime import datetime
from pathlib import Path

import typer

from superbill.cli import talk


def write(
    claim: Path = typer.Argument(..., help="A claim as JSON, as `superbill visit` writes it; - for standard input."),
    control: int = typer.Option(
        1, min=1, max=999_999_999, help="The interchange control number; never use one twice for a payer."
    ),
    sender: str = typer.Option("", help="The sender's id (default: the practice's name in capitals)."),
    test: bool = typer.Option(True, help="Mark the file as a test, or as production with --no-test."),
) -> None:
    """Write a claim as an 837P (005010X222A1) on standard output.

    Example:

        superbill write examples/visit/claim.json > claim.837
    """
    from superbill.app.read_file import claims_in
    from superbill.app.write_file import claim_file

    now = datetime.now().astimezone().replace(tzinfo=None)
    data = claim_file(claims_in(talk.read(claim)), control=control, at=now, test=test, sender=sender)
    sys.stdout.buffer.write(data)
