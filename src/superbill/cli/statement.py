"""`superbill statement`: what a patient owes, as a PDF."""

import sys
from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def statement(
    patient: str = typer.Argument(..., help="The practice's number of the patient."),
    to: Path = typer.Option(Path("statement.pdf"), "--to", "-o", help="Where to write the PDF; - for standard output."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Make a patient's statement as a tagged PDF, and keep it in the books.

    Example:

        superbill statement P0001 --to statement.pdf --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.make_statement import make_statement

    made = make_statement(desk, patient)
    if str(to) == "-":
        sys.stdout.buffer.write(made.pdf)
    else:
        talk.write(to, made.pdf)
    talk.say(f"Statement {made.number}: {made.due} due.")
