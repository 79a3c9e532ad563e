"""`superbill load`: the practice's own tables."""

from enum import StrEnum
from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


class Table(StrEnum):
    """What a practice loads."""

    FEES = "fees"
    CONTRACT = "contract"
    BENEFITS = "benefits"


def load(
    table: Table = typer.Argument(..., help="fees (the practice's charges, CSV), contract or benefits (TOML)."),
    file: Path = typer.Argument(..., help="The file; - for standard input."),
    key: str = typer.Option("", "--for", help="The payer id of a contract, or the member id of benefits."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Load the practice's charges, a payer's contract, or what is known of a member's benefits; it replaces the former one.

    A file that cannot be read is refused with its line and reason, and the former table stays.

    Example:

        superbill load contract examples/visit/contract.toml --for ACME1 --data ~/practice
    """
    if (table is Table.FEES) is bool(key):
        raise typer.BadParameter("a contract or benefits say for whom with --for, and fees do not")
    text = talk.read(file)
    desk = books_on_disk.desk_at(data)
    from superbill.app.tables import load_table
    from superbill.app.visit_folder import text_of

    load_table(desk, table.value, text_of(file.name, text), key=key)
    talk.say(f"Loaded: {table.value} {key}".rstrip() + ".")
