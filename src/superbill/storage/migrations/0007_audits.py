"""Audits of coding: plans, the superbills drawn, the second coder's codes and the verdicts. They only grow: the database itself refuses
to change or delete their rows.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


def _id() -> tuple[str, Any]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _who_and_when() -> tuple[tuple[str, Any], ...]:
    return ("by", models.CharField(max_length=120)), ("at", models.DateTimeField())


def _practice() -> tuple[str, models.ForeignKey[Any, Any]]:
    return ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="storage.practicerecord"))


class Migration(migrations.Migration):
    dependencies = [("storage", "0006_queries")]
    operations = [
        migrations.CreateModel(
            name="AuditRecord",
            fields=[
                _id(),
                ("name", models.CharField(max_length=80)),
                ("plan", models.JSONField()),
                *_who_and_when(),
                _practice(),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("practice", "name"), name="one_audit_each")],
            },
        ),
        migrations.CreateModel(
            name="AuditItem",
            fields=[
                _id(),
                ("place", models.PositiveIntegerField()),
                ("stratum", models.CharField(max_length=200)),
                ("of", models.PositiveIntegerField()),
                (
                    "audit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="items", to="storage.auditrecord"
                    ),
                ),
                _practice(),
                (
                    "sheet",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="audited", to="storage.sheetrecord"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AuditCoding",
            fields=[
                _id(),
                ("content", models.JSONField()),
                *_who_and_when(),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="second", to="storage.audititem"
                    ),
                ),
                _practice(),
            ],
        ),
        migrations.CreateModel(
            name="AuditVerdict",
            fields=[
                _id(),
                ("key", models.CharField(max_length=200)),
                ("verdict", models.CharField(max_length=10)),
                ("words", models.TextField(blank=True)),
                *_who_and_when(),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="verdicts", to="storage.audititem"
                    ),
                ),
                _practice(),
            ],
        ),
        only_grow("auditrecord", "audititem", "auditcoding", "auditverdict"),
    ]
