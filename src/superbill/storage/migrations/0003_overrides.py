"""Overrides of findings, which only grow: the database itself refuses to change or delete their rows."""

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


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
        only_grow("overriderecord"),
    ]
