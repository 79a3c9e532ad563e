"""Tables that only grow: the database itself refuses to change or delete their rows. For migrations; never changed once one has run."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

_SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END;
"""
# The function stands since migration 0002.
_POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table} FOR EACH ROW EXECUTE FUNCTION storage_only_grows();
"""


def only_grow(*tables: str) -> migrations.RunPython:
    """Guard tables, by the names of their models in small letters; undone, the guards are taken away."""

    def acts() -> Iterator[tuple[str, str]]:
        return ((table, act) for table in tables for act in ("update", "delete"))

    def guard(apps: Any, schema_editor: Any) -> None:
        shape = _POSTGRES if schema_editor.connection.vendor == "postgresql" else _SQLITE
        for table, act in acts():
            schema_editor.execute(shape.format(table=table, act=act, ACT=act.upper()), params=None)

    def unguard(apps: Any, schema_editor: Any) -> None:
        for table, act in acts():
            on = f" ON storage_{table}" if schema_editor.connection.vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}", params=None)

    return migrations.RunPython(guard, unguard)
