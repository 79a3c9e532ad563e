"""Audits of coding: plans, the visits drawn, and the second coder's codes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("storage", "0006_queries")]
    operations = []
