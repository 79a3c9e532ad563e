"""Open a data folder: Django with its database, the code tables, and the desk of the person at the keyboard."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import NotPossible

if TYPE_CHECKING:
    from superbill.app.desk import Desk

DATA = typer.Option(None, "--data", help="The data folder (default: SUPERBILL_DATA, else your own).", metavar="DIR")


class NoBooks(NotPossible):
    """The data folder holds no books yet."""


class AnotherPractice(NotPossible):
    """The data folder holds the books of another practice."""


def use(data: Path | None) -> None:
    """Take what a site keeps in its data folder, its edits and its payers, from this one. No database is opened."""
    if data is not None:
        os.environ["SUPERBILL_DATA"] = str(data.resolve())


def open_django(data: Path | None) -> None:
    """Set Django up on a data folder. Nothing is created or migrated."""
    use(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superbill.site.settings")
    import django

    django.setup()


def begin_practice_run(data: Path, *, day: date) -> None:
    """Begin new books in a folder for a run with the practice payer, which stand on the day on which the run ends.

    What the run sends is marked as a test. The books are in the folder even where the practice's own books are in PostgreSQL: a run never touches those.
    """
    from superbill.storage.demo_folder import begin_run_folder

    begin_run_folder(data, day=day)
    open_django(data)
    migrate()


def make_books(data: Path | None) -> None:
    """Make the data folder where there is none, and bring its database to the present shape."""
    from superbill.storage.config import Config

    (data or Config().data).mkdir(parents=True, exist_ok=True)
    open_django(data)
    migrate()


@contextmanager
def shaping_empty_books() -> Iterator[None]:
    """Shape an empty database in a process of its own, so that the first books of this machine begin as a copy of it."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        shaped = process.submit(_shape_empty_books)
        yield
        shaped.result()


def _shape_empty_books() -> None:
    """Make books in a folder that is thrown away: `make_books` keeps the shape beside the code tables."""
    from tempfile import TemporaryDirectory

    os.environ.pop("SUPERBILL_DATABASE_URL", None)
    with TemporaryDirectory() as folder:
        make_books(Path(folder))


def check_only_practice(npi: str) -> None:
    """Commands speak for the one practice of a data folder. Raises `AnotherPractice` when it is another."""
    from superbill.storage.models import PracticeRecord

    other = PracticeRecord.objects.exclude(npi=npi).first()
    if other is not None:
        raise AnotherPractice(f"This data folder holds the books of {other.name}.", todo="Name another folder with --data.")


def print_link(username: str, *, first_name: str, last_name: str, role: str) -> None:
    """Let someone in at the practice of the open books, and print the path of their one-time link."""
    from superbill.app.open_practice import let_in
    from superbill.app.sign_in_links import make_link
    from superbill.storage.models import PracticeRecord

    practice = PracticeRecord.objects.get()
    let_in(practice.pk, username, first_name=first_name, last_name=last_name, role=role)
    typer.echo(f"{role:8} /enter/{make_link(username)}/")


def migrate() -> None:
    """Bring the database to the present shape."""
    from superbill.storage.empty_books import migrate as shape

    shape()


def folder_with_books(data: Path | None) -> Path:
    """The data folder; it is looked at and nothing is made in it. Raises `NoBooks`."""
    from superbill.storage.config import Config

    folder = data or Config().data
    if not (folder / "secret.key").exists():
        raise _no_books(folder)
    return folder


def _no_books(folder: Path) -> NoBooks:
    demo = folder / "demo"
    todo = (
        f"Name it with --data {demo}."
        if (demo / "secret.key").exists()
        else "Start with `superbill demo` or name it with --data."
    )
    there = "; its demonstration is a folder of its own" if (demo / "secret.key").exists() else ""
    return NoBooks(f"This data folder holds no practice yet{there}.", where=str(folder), todo=todo)


def desk_at(data: Path | None) -> "Desk":
    """The desk of the person at this machine, as manager of the practice in the data folder. Raises `NoBooks`."""
    folder = folder_with_books(data)
    open_django(data)
    from django.db import DatabaseError

    from superbill.app.desk import Desk
    from superbill.storage import clock
    from superbill.storage.models import PracticeRecord

    try:
        practice = PracticeRecord.objects.order_by("pk").first()
    except DatabaseError:
        practice = None
    if practice is None:
        raise _no_books(folder)
    return Desk(practice.pk, practice.name, getpass.getuser(), "manager", clock.today())
