"""What an optional model was asked and answered, and dictations with how they ended. They only grow: the database itself refuses to
change or delete their rows.
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from superbill.storage.only_grow import only_grow


def _id() -> tuple[str, Any]:
    return ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))


def _who_and_when() -> tuple[tuple[str, Any], ...]:
    return ("by", models.CharField(max_length=120)), ("at", models.DateTimeField())


def _of(to: str, **how: Any) -> Any:
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=f"storage.{to}", **how)


def _one(to: str, name: str) -> Any:
    return models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name=name, to=f"storage.{to}")


class Migration(migrations.Migration):
    dependencies = [("storage", "0007_audits")]
    operations = [
        migrations.CreateModel(
            name="ModelCall",
            fields=[
                _id(),
                ("about", models.CharField(max_length=10)),
                ("endpoint", models.CharField(max_length=300)),
                ("model", models.CharField(max_length=120)),
                ("masked", models.BooleanField()),
                ("prompt", models.TextField()),
                ("sha256", models.CharField(max_length=64)),
                *_who_and_when(),
                ("note", _of("noterecord", related_name="model_calls")),
                ("practice", _of("practicerecord")),
                ("visit", _of("visitrecord", related_name="model_calls")),
            ],
        ),
        migrations.CreateModel(
            name="ModelAnswer",
            fields=[
                _id(),
                ("text", models.TextField(blank=True)),
                ("sha256", models.CharField(max_length=64)),
                ("refused", models.CharField(blank=True, max_length=300)),
                ("content", models.JSONField()),
                ("at", models.DateTimeField()),
                ("call", _one("modelcall", "answer")),
                ("practice", _of("practicerecord")),
            ],
        ),
        migrations.CreateModel(
            name="DictationRecord",
            fields=[
                _id(),
                ("name", models.CharField(max_length=120)),
                ("sha256", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("length_ms", models.PositiveIntegerField()),
                ("engine", models.CharField(max_length=120)),
                ("heard", models.JSONField()),
                *_who_and_when(),
                ("practice", _of("practicerecord")),
                ("visit", _of("visitrecord", related_name="dictations")),
            ],
        ),
        migrations.CreateModel(
            name="DictationEnd",
            fields=[
                _id(),
                ("outcome", models.CharField(max_length=12)),
                ("words", models.TextField(blank=True)),
                *_who_and_when(),
                ("dictation", _one("dictationrecord", "end")),
                ("note", _of("noterecord", null=True, related_name="dictated")),
                ("practice", _of("practicerecord")),
            ],
        ),
        only_grow("modelcall", "modelanswer", "dictationrecord", "dictationend"),
    ]
