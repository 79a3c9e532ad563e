"""`superbill begin`: the books of a real practice."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def begin(
    practice: Path = typer.Argument(..., help="The practice (TOML): name, npi, tax_id, taxonomy, contact_name, phone, address."),
    data: Path | None = books_on_disk.DATA,
    manager: str = typer.Option(..., help="First and last name of the manager, who is let in first."),
) -> None:
    """Open the books of a practice in a data folder, and let its manager in by a one-time link.

    Opening the same practice again changes nothing and prints a new link. The link is opened while `superbill serve` runs.

    Example:

        superbill begin examples/practice.toml --manager "Ingrid Halvorsen" --data ~/practice
    """
    from superbill.app.visit_folder import practice_from_toml

    read = practice_from_toml(talk.read(practice), name=practice.name)
    talk.ready_edits()
    books_on_disk.make_books(data)
    books_on_disk.check_only_practice(read.npi)
    from superbill.app.open_practice import open_practice

    open_practice(read)
    first_name, _, last_name = manager.strip().rpartition(" ")
    books_on_disk.print_link("manager", first_name=first_name, last_name=last_name, role="manager")
    talk.say(
        "Next: `superbill invite` lets others in, `superbill load` takes charges and contracts, `superbill serve` starts the pages."
    )
