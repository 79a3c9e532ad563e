"""Patients, visits, notes, and the superbill sheet of each visit."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.practice import PracticeRecord


class PatientRecord(models.Model):
    """A patient by the practice's number. `details` is a `claims.people.Patient` as plain data."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    last_name = models.CharField(max_length=60)
    first_name = models.CharField(max_length=35)
    born = models.DateField()
    details = models.JSONField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_patient_each")]

    def __str__(self) -> str:
        return self.number


class VisitRecord(models.Model):
    """A registered visit. `details` is a `claims.visit.Visit` as plain data; the columns are for searching."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    patient = models.ForeignKey(PatientRecord, on_delete=models.PROTECT, related_name="visits")
    served_on = models.DateField(db_index=True)
    payer_id = models.CharField(max_length=20)
    details = models.JSONField()
    registered_at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_visit_each")]

    def __str__(self) -> str:
        return self.number


class NoteRecord(models.Model):
    """A note exactly as it was received; a later text is another row. Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="notes")
    author = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    received_at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"note {self.pk} of visit {self.visit_id}"


class SheetRecord(models.Model):
    """The superbill of a visit as one person saved it. `content` is a `claims.visit.Sheet` as plain data. Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="sheets")
    note = models.ForeignKey(NoteRecord, on_delete=models.PROTECT)
    content = models.JSONField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"sheet {self.pk} of visit {self.visit_id}"
