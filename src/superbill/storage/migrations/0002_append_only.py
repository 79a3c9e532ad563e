"""Ledger, trail, notes, sheets and claim versions only grow: the database itself refuses to change or delete their rows."""

from collections.abc import Iterator
from typing import Any

from django.db import migrations

ONLY_GROW = ("entryrecord", "postingrecord", "event", "noterecord", "sheetrecord", "claimversion")

SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END;
"""
# Files: what came and went is never changed; what became of it (state, problem, kind) is written beside it.
KEPT_COLUMNS = {"filerecord": "content, sha256, direction, practice_id"}

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION storage_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$;
"""
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table} FOR EACH ROW EXECUTE FUNCTION storage_only_grows();
"""


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield POSTGRES_FUNCTION
    shape = POSTGRES if vendor == "postgresql" else SQLITE
    for table in ONLY_GROW:
        for act in ("update", "delete"):
            yield shape.format(table=table, act=act, ACT=act.upper())
    for table, columns in KEPT_COLUMNS.items():
        yield shape.format(table=table, act="update", ACT=f"UPDATE OF {columns}")
        yield shape.format(table=table, act="delete", ACT="DELETE")


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in _statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    on = " ON storage_{table}" if schema_editor.connection.vendor == "postgresql" else ""
    for table in (*ONLY_GROW, *KEPT_COLUMNS):
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on.format(table=table)}", params=None)


class Migration(migrations.Migration):
    dependencies = [("storage", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
