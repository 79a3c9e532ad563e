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


def begin(data: Path) -> None:
    """Begin new books in a folder: Django on it, and the database in the present shape."""
    data.mkdir(parents=True, exist_ok=True)
    open_django(data)
    migrate()


def migrate() -> None:
    """Bring the database to the present shape."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)


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
