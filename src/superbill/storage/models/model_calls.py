"""What an optional language model was asked and what it answered, word for word. Append-only, and for the auditor alone."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import NoteRecord, VisitRecord


class ModelCall(models.Model):
    """A prompt, kept before it was sent. `about` is facts or order; `masked` says whether identifiers were taken out. Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="model_calls")
    note = models.ForeignKey(NoteRecord, on_delete=models.PROTECT, related_name="model_calls")
    about = models.CharField(max_length=10)
    endpoint = models.CharField(max_length=300)
    model = models.CharField(max_length=120)
    masked = models.BooleanField()
    prompt = models.TextField()
    sha256 = models.CharField(max_length=64)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"prompt {self.pk}"


class ModelAnswer(models.Model):
    """What came of a prompt: the answer as it was received, why it was refused (empty when it was not), and what of it stood. Append-only.

    `content` of facts is {"facts": [[start, end, term, status] …], "dropped": {reason: count}}, of an order {"codes": [code …]}.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    call = models.OneToOneField(ModelCall, on_delete=models.PROTECT, related_name="answer")
    text = models.TextField(blank=True)
    sha256 = models.CharField(max_length=64)
    refused = models.CharField(max_length=300, blank=True)
    content = models.JSONField()
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"answer to prompt {self.call_id}"
