"""An empty database in the present shape, kept beside the code tables: new books are a copy of it, not a second migration.

Only for SQLite. The name carries what shapes the database, so a new migration or another Django makes a new one.
"""

import hashlib
import os
import shutil
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from superbill.storage import migrations
from superbill.storage.config import Config


def migrate() -> None:
    """Bring the database of the present data folder to the present shape; a new SQLite file begins as a copy."""
    config: Config = settings.SUPERBILL
    is_file = connection.vendor == "sqlite"
    is_new = is_file and not Path(str(connection.settings_dict["NAME"])).exists()
    if is_new and _template(config).exists():
        shutil.copyfile(_template(config), str(connection.settings_dict["NAME"]))
        return
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    if is_new:
        _keep(_template(config))


def _template(config: Config) -> Path:
    digest = hashlib.sha256(" ".join(version(name) for name in ("django", "django-allauth")).encode())
    for path in sorted(Path(migrations.__path__[0]).glob("0*.py")):
        digest.update(path.read_bytes())
    return config.codes / f"empty-{digest.hexdigest()[:12]}.sqlite3"


def _keep(path: Path) -> None:
    """Write the template whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.stem}.{os.getpid()}.building")
    unfinished.unlink(missing_ok=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(unfinished)])
    unfinished.replace(path)
