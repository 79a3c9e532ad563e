"""Queries to the provider and comments on a code or a span. What happened only grows: the database itself refuses to change it."""

from collections.abc import Iterator
from typing import Any

import django.db.models.deletion
from django.db import migrations, models

GUARDED = ("querystep", "commentrecord")
SQLITE = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table}
BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END;
"""
# The function stands since 0002.
POSTGRES = """
CREATE TRIGGER {table}_no_{act} BEFORE {ACT} ON storage_{table} FOR EACH ROW EXECUTE FUNCTION storage_only_grows();
"""


def _guards(vendor: str) -> Iterator[str]:
    shape = POSTGRES if vendor == "postgresql" else SQLITE
    return (shape.format(table=table, act=act, ACT=act.upper()) for table in GUARDED for act in ("update", "delete"))


def guard(apps: Any, schema_editor: Any) -> None:
    for statement in _guards(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    for table in GUARDED:
        on = f" ON storage_{table}" if schema_editor.connection.vendor == "postgresql" else ""
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act}{on}", params=None)


def _id() -> tuple[str, Any]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _of(to: str, **how: Any) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=f"storage.{to}", **how)


STATES = ["draft", "sent", "answered", "closed", "withdrawn"]


class Migration(migrations.Migration):
    dependencies = [("storage", "0005_decisions")]
    operations = [
        migrations.CreateModel(
            name="QueryRecord",
            fields=[
                _id(),
                ("number", models.CharField(max_length=20)),
                ("provider", models.CharField(max_length=120)),
                ("state", models.CharField(choices=[(state, state) for state in STATES], db_index=True, max_length=20)),
                ("note", _of("noterecord", related_name="queries")),
                ("practice", _of("practicerecord")),
                ("visit", _of("visitrecord", related_name="queries")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("practice", "number"), name="one_query_each")],
            },
        ),
        migrations.CreateModel(
            name="QueryStep",
            fields=[
                _id(),
                ("event", models.CharField(max_length=20)),
                ("content", models.JSONField(null=True)),
                ("words", models.TextField(blank=True)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("practice", _of("practicerecord")),
                ("query", _of("queryrecord", related_name="steps")),
            ],
        ),
        migrations.CreateModel(
            name="CommentRecord",
            fields=[
                _id(),
                ("to", models.CharField(blank=True, max_length=20)),
                ("code", models.CharField(blank=True, max_length=10)),
                ("start", models.PositiveIntegerField(null=True)),
                ("end", models.PositiveIntegerField(null=True)),
                ("words", models.TextField(blank=True)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("note", _of("noterecord", null=True)),
                ("practice", _of("practicerecord")),
                (
                    "settles",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="settled",
                        to="storage.commentrecord",
                    ),
                ),
                ("visit", _of("visitrecord", related_name="comments")),
            ],
        ),
        migrations.RunPython(guard, unguard),
    ]
