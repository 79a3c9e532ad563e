"""The trail: who did what, when, to which claim or visit, and from which file it followed. Append-only."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.billing import ClaimRecord
from superbill.storage.models.exchange import FileRecord
from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import VisitRecord


class Event(models.Model):
    """Something that happened. `state` is the claim's state after it, when it moved. No patient data in `what`."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    at = models.DateTimeField()
    by = models.CharField(max_length=120)
    what = models.TextField()
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, null=True, related_name="events")
    claim = models.ForeignKey(ClaimRecord, on_delete=models.PROTECT, null=True, related_name="events")
    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, null=True, related_name="events")
    state = models.CharField(max_length=30, blank=True)

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"event {self.pk}"
