"""Overrides of findings, which only grow: the database itself refuses to change or delete their rows."""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER overriderecord_no_{act} BEFORE {ACT} ON storage_overriderecord
BEGIN SELECT RAISE(ABORT, 'rows of overriderecord are never changed or deleted'); END;
"""
# The function stands since 0002.
POSTGRES = """
CREATE TRIGGER overriderecord_no_{act} BEFORE {ACT} ON storage_overriderecord FOR EACH ROW EXECUTE FUNCTION storage_only_grows();
"""


def _guards(vendor: str) -> Iterator[str]:
    shape = POSTGRES if vendor == "postgresql" else SQLITE
    return (shape.format(act=act, ACT=act.upper()) for act in ("update", "delete"))


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in _guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    on = " ON storage_overriderecord" if schema_editor.connection.vendor == "postgresql" else ""
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS overriderecord_no_{act}{on}", params=None)


class Migration(migrations.Migration):
    dependencies = [("storage", "0002_append_only")]
    operations = [
        migrations.CreateModel(
            name="OverrideRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=16)),
                ("code", models.CharField(max_length=30)),
                ("severity", models.CharField(max_length=10)),
                ("line_no", models.PositiveIntegerField(null=True)),
                ("place", models.CharField(blank=True, max_length=80)),
                ("message", models.TextField()),
                ("because", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField()),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="storage.claimrecord"
                    ),
                ),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="storage.practicerecord")),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="storage.overriderecord",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="overrides", to="storage.claimversion"
                    ),
                ),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
