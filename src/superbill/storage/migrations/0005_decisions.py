"""What coders decided on suggestions, which only grows: the term store of the practice is counted from it."""

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


class Migration(migrations.Migration):
    dependencies = [("storage", "0004_repairs")]
    operations = [
        migrations.CreateModel(
            name="DecisionRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=12)),
                ("term", models.CharField(blank=True, max_length=200)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("code", models.CharField(max_length=8)),
                ("to_code", models.CharField(blank=True, max_length=8)),
                ("section", models.CharField(blank=True, max_length=30)),
                ("confidence", models.PositiveSmallIntegerField(null=True)),
                ("asks", models.BooleanField(default=False)),
                ("because", models.CharField(blank=True, max_length=20)),
                ("source", models.CharField(max_length=120)),
                ("accepted", models.PositiveIntegerField(default=0)),
                ("rejected", models.PositiveIntegerField(default=0)),
                ("passed", models.PositiveIntegerField(default=0)),
                ("pointed", models.PositiveIntegerField(default=0)),
                ("batch", models.CharField(blank=True, db_index=True, max_length=64)),
                ("by", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("practice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="storage.practicerecord")),
                (
                    "takes_back",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="taken_back",
                        to="storage.decisionrecord",
                    ),
                ),
                (
                    "visit",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="storage.visitrecord",
                    ),
                ),
            ],
        ),
        only_grow("decisionrecord"),
    ]
