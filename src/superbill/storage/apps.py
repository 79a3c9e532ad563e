"""The Django application that holds the store of record."""

from django.apps import AppConfig


class StorageConfig(AppConfig):
    """Models and migrations; label `storage`."""

    name = "superbill.storage"
    label = "storage"
    default_auto_field = "django.db.models.BigAutoField"
