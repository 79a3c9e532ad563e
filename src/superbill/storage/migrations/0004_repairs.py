"""Repairs of values, which only grow: the database itself refuses to change or delete their rows."""

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


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
        only_grow("repairrecord"),
    ]
