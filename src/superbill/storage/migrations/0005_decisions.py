"""What coders decided on suggestions, which only grows: the term store of the practice is counted from it."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("storage", "0004_repairs")]
    operations = []
