"""What coders decided on suggestions. Append-only: a decision is taken back by another row, never changed."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import VisitRecord


class DecisionRecord(models.Model):
    """One decision on a term and a code, or the taking back of one (`takes_back`).

    `kind` is accepted, rejected, changed (to `to_code`), added, passed (suggested and not taken), merged (counts of another site),
    shadow or automatic (what the program would do, or did, without a person). `term` is the key of the words that matched and
    `words` how they are written: words of the code set, or words of a note that name nobody (`coding.site_words`); both are empty
    where nothing may be kept. `confidence` is what was claimed, in percent, and `asks` whether the suggestion had an open question.
    `accepted`, `rejected`, `passed` and `pointed` are what the row counts for; `batch` ties the rows of one merge together.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, null=True, related_name="decisions")
    kind = models.CharField(max_length=12)
    term = models.CharField(max_length=200, blank=True)
    words = models.CharField(max_length=200, blank=True)
    code = models.CharField(max_length=8)
    to_code = models.CharField(max_length=8, blank=True)
    section = models.CharField(max_length=30, blank=True)
    confidence = models.PositiveSmallIntegerField(null=True)
    asks = models.BooleanField(default=False)
    because = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=120)
    accepted = models.PositiveIntegerField(default=0)
    rejected = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0)
    pointed = models.PositiveIntegerField(default=0)
    batch = models.CharField(max_length=64, blank=True, db_index=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="taken_back")

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"decision {self.pk}: {self.code} {self.kind}"
