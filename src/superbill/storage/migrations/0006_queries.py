"""Queries to the provider and comments on a code or a span. What happened only grows: the database itself refuses to change it."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


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
        only_grow("querystep", "commentrecord"),
    ]
