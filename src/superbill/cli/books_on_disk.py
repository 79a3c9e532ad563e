"""Open a data folder: Django with its database, the code tables, and the desk of the person at the keyboard."""

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import NotPossible

if TYPE_CHECKING:
    from superbill.app.desk import Desk

DATA = typer.Option(None, "--data", help="The data folder (default: SUPERBILL_DATA, else your own).", metavar="DIR")


class NoBooks(NotPossible):
    """The data folder holds no books yet."""


def open_django(data: Path | None) -> None:
    """Set Django up on a data folder. Nothing is created or migrated."""
    if data is not None:
        os.environ["SUPERBILL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "superbill.site.settings")
    import django

    django.setup()


def begin_practice_run(data: Path) -> None:
    """Begin new books in a folder for a run with the practice payer: what it sends is marked as a test."""
    from superbill.storage.config import SETTINGS_FILE
    from superbill.storage.demo_folder import PRACTICE_RUN

    data.mkdir(parents=True, exist_ok=True)
    (data / SETTINGS_FILE).write_text(PRACTICE_RUN, encoding="utf-8")
    open_django(data)
    migrate()


def migrate() -> None:
    """Bring the database to the present shape."""
    from superbill.storage.empty_books import migrate as shape

    shape()


def desk_at(data: Path | None) -> "Desk":
    """The desk of the person at this machine, as manager of the practice in the data folder. Raises `NoBooks`."""
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
        raise NoBooks(
            "This data folder holds no practice yet.",
            where=str(data or ""),
            todo="Start with `superbill demo` or name it with --data.",
        )
    return Desk(practice.pk, practice.name, getpass.getuser(), "manager", clock.today())
