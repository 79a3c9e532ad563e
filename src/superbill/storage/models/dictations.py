"""Dictations: the sound as it was received with what was heard in it, and what a person made of that. Append-only."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import NoteRecord, VisitRecord


class DictationRecord(models.Model):
    """A recording, never changed. `heard` is a list of [word, start_ms, end_ms, percent]. It is no note until somebody confirms it."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="dictations")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    length_ms = models.PositiveIntegerField()
    engine = models.CharField(max_length=120)
    heard = models.JSONField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"dictation {self.pk}"


class DictationEnd(models.Model):
    """How a dictation ended: confirmed, with the corrected words and the note they became, or discarded, with the reason as its words."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    dictation = models.OneToOneField(DictationRecord, on_delete=models.PROTECT, related_name="end")
    outcome = models.CharField(max_length=12)
    words = models.TextField(blank=True)
    note = models.ForeignKey(NoteRecord, null=True, on_delete=models.PROTECT, related_name="dictated")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"{self.outcome}: dictation {self.dictation_id}"
