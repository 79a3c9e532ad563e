"""How the X12 commands write: files whole or not at all, JSON one object a line, and nothing that a terminal would obey."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterable

import typer

from superbill.claims.plain import to_plain
from superbill.cli import talk

IN_MEMORY = 1 << 24


def put_whole(pieces: Iterable[bytes]) -> None:
    """Print the pieces of a file once all of them are there; when one cannot be made, nothing is printed.

    Half a claim file that looks whole is worse than none.
    """
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
        for piece in pieces:
            kept.write(piece)
        kept.seek(0)
        shutil.copyfileobj(kept, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def put_line(text: str) -> None:
    """Print a line for people."""
    typer.echo(talk.visible(text))


def put_json_line(value: object) -> None:
    """Print one object as one line of JSON."""
    typer.echo(json.dumps(to_plain(value), ensure_ascii=False))
