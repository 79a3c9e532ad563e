"""`superbill invite`: let someone in."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk


def invite(
    username: str = typer.Argument(..., help="The user name, such as dreyes; someone who has it gets a new link."),
    name: str = typer.Option(..., help="First and last name, as they will stand on the trail."),
    role: str = typer.Option(..., help="coder, biller, manager or clinician."),
    data: Path | None = books_on_disk.DATA,
) -> None:
    """Let someone in at the practice of these books, and print the path of a one-time link that signs them in.

    The link works once, within twelve hours, on the address where `superbill serve` runs. A password, a second factor or a
    passkey is set up after signing in.

    Example:

        superbill invite dreyes --name "Dana Reyes" --role coder --data ~/practice
    """
    books_on_disk.desk_at(data)
    first_name, _, last_name = name.strip().rpartition(" ")
    books_on_disk.print_link(username, first_name=first_name, last_name=last_name, role=role)
