"""`superbill x12 anonymise`: a file with pseudonyms in place of people."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.x12.output import put_whole
from superbill.cli.x12.validate import chunks_of

SECRET = typer.Option(
    None, "--secret", help="A file with at least 16 random bytes: the same one gives the same pseudonyms.", metavar="FILE"
)


def anonymise(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    secret: Path | None = SECRET,
) -> None:
    """Print an X12 file without the people in it: names, addresses, numbers and notes are replaced, all else stays.

    Structure, amounts, codes, check digits, and the days between events stay; all days move by the same number of weeks. Without
    --secret a new one is made and forgotten, so that nobody can link the outcome to another file. Whether it may be published
    is for your privacy officer to say.

    Example:

        superbill x12 anonymise claims.837 --secret secret.bin > shared.837
    """
    from superbill.x12.tools.anonymise import anonymise as anonymised
    from superbill.x12.tools.anonymise import find_identifiers

    if secret is not None and str(secret) == str(file) == "-":
        raise BadInput("Only one of file and secret can be standard input.", where="--secret", todo="Name a file for the other.")
    key = secrets.token_bytes(32) if secret is None else talk.read(secret).strip()
    again = _reader(file)
    put_whole(anonymised(again(), secret=key, avoid=find_identifiers(again())))


def _reader(file: Path) -> Callable[[], Iterator[bytes]]:
    """What reads the file from its beginning, each time it is called."""
    if str(file) != "-":
        return lambda: chunks_of(file)
    data = talk.read(file)
    return lambda: iter([data])
