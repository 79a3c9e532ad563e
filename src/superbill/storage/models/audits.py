"""Audits of coding: the plan, the superbills drawn, what the second coder made of each, and who was right. Append-only."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import SheetRecord


class AuditRecord(models.Model):
    """An audit. `plan` is a `coding.audit.draw.Plan` as plain data."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    name = models.CharField(max_length=80)
    plan = models.JSONField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "name"], name="one_audit_each")]

    def __str__(self) -> str:
        return self.name


class AuditItem(models.Model):
    """A superbill that was drawn, from a stratum of so many; a superbill is audited once. `place` is the order of coding."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    audit = models.ForeignKey(AuditRecord, on_delete=models.PROTECT, related_name="items")
    sheet = models.OneToOneField(SheetRecord, on_delete=models.PROTECT, related_name="audited")
    place = models.PositiveIntegerField()
    stratum = models.CharField(max_length=200)
    of = models.PositiveIntegerField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"item {self.place} of {self.audit_id}"


class AuditCoding(models.Model):
    """The second coder's superbill of a visit, coded without sight of the first. `content` is a `claims.visit.Sheet` as plain data."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    item = models.OneToOneField(AuditItem, on_delete=models.PROTECT, related_name="second")
    content = models.JSONField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"second coding of {self.item_id}"


class AuditVerdict(models.Model):
    """Who is right on a difference (`coding.audit.compare.Difference.key`), and why; the last one holds."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    item = models.ForeignKey(AuditItem, on_delete=models.PROTECT, related_name="verdicts")
    key = models.CharField(max_length=200)
    verdict = models.CharField(max_length=10)
    words = models.TextField(blank=True)
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"{self.verdict} on {self.item_id}"
