"""Queries to the provider and comments on a code or a span: what was asked, answered and closed."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("storage", "0005_decisions")]
    operations = []
