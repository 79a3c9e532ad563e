"""Queries to the provider with all that happened to them, and comments among the people who work on a visit."""

from django.db import models
from django_scopes import ScopedManager

from superbill.claims.query import QueryState
from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import NoteRecord, VisitRecord


class QueryRecord(models.Model):
    """A query through its life. `state` follows its steps and changes only in `app.query_steps`."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="queries")
    note = models.ForeignKey(NoteRecord, on_delete=models.PROTECT, related_name="queries")
    provider = models.CharField(max_length=120)
    state = models.CharField(max_length=20, choices=[(state.value, state.value) for state in QueryState], db_index=True)

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_query_each")]

    def __str__(self) -> str:
        return self.number


class QueryStep(models.Model):
    """What happened to a query. `content` is a `claims.query.Query` (drafted, changed) or an `Answer` (answered). Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    query = models.ForeignKey(QueryRecord, on_delete=models.PROTECT, related_name="steps")
    event = models.CharField(max_length=20)
    content = models.JSONField(null=True)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"{self.event} of query {self.query_id}"


class CommentRecord(models.Model):
    """Words on a visit, a code, or a stretch of its note, for somebody's attention; with `settles`, that it is done. Append-only.

    `start` and `end` are half-open places in the text of `note`; both are null when the comment is not on words.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="comments")
    note = models.ForeignKey(NoteRecord, on_delete=models.PROTECT, null=True)
    to = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=10, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    words = models.TextField(blank=True)
    settles = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="settled")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"comment {self.pk} on visit {self.visit_id}"
