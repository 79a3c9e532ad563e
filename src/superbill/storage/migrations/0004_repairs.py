"""Repairs of values, which only grow: the database itself refuses to change or delete their rows."""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER repairrecord_no_{act} BEFORE {ACT} ON storage_repairrecord
BEGIN SELECT RAISE(ABORT, 'rows of repairrecord are never changed or deleted'); END;
"""
# The function stands since 0002.
POSTGRES = """
CREATE TRIGGER repairrecord_no_{act} BEFORE {ACT} ON storage_repairrecord FOR EACH ROW EXECUTE FUNCTION storage_only_grows();
"""


def _guards(vendor: str) -> Iterator[str]:
    shape = POSTGRES if vendor == "postgresql" else SQLITE
    return (shape.format(act=act, ACT=act.upper()) for act in ("update", "delete"))


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in _guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    on = " ON storage_repairrecord" if schema_editor.connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS repairrecord_no_{act}{on}", params=None)


class Migration(migrations.Migration):
    dependencies = [("storage", "0003_overrides")]
    operations = [
        migrations.CreateModel(
            name="RepairRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30)),
                ("place", models.CharField(max_length=120)),
                ("before", models.TextField()),
                ("after", models.TextField()),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "practice",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="storage.practicerecord"),
                ),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="storage.repairrecord",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="repairs", to="storage.visitrecord"
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
