"""The books: entries and postings, which only grow; bank lines; statements."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.billing import ClaimVersion
from superbill.storage.models.exchange import FileRecord, RemitClaim
from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import PatientRecord


class EntryRecord(models.Model):
    """A balanced entry. `ref` makes a second try harmless. Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    ref = models.CharField(max_length=200)
    on = models.DateField(db_index=True)
    because = models.CharField(max_length=200)
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, null=True, related_name="entries")
    remit_claim = models.ForeignKey(RemitClaim, on_delete=models.PROTECT, null=True, related_name="entries")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "ref"], name="one_entry_each")]

    def __str__(self) -> str:
        return self.ref


class PostingRecord(models.Model):
    """One amount to one account; debits are positive. The postings of an entry sum to zero. Append-only."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    entry = models.ForeignKey(EntryRecord, on_delete=models.PROTECT, related_name="postings")
    account = models.CharField(max_length=80, db_index=True)
    cents = models.BigIntegerField()
    claim_control = models.CharField(max_length=38, blank=True, db_index=True)
    line_no = models.PositiveIntegerField(null=True)
    memo = models.CharField(max_length=200, blank=True)

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"posting {self.pk}"


class BankLine(models.Model):
    """A deposit as the bank reports it; `entry` is null while no remittance explains it."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, related_name="bank_lines")
    on = models.DateField()
    cents = models.BigIntegerField()
    trace = models.CharField(max_length=50)
    payer_tax_id = models.CharField(max_length=10)
    description = models.CharField(max_length=200)
    entry = models.ForeignKey(EntryRecord, on_delete=models.PROTECT, null=True)

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "payer_tax_id", "trace", "cents"], name="one_deposit_each")]

    def __str__(self) -> str:
        return f"deposit {self.trace}"


class StatementRecord(models.Model):
    """A statement as it was sent to a patient: its PDF, and the amount it asked for."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    patient = models.ForeignKey(PatientRecord, on_delete=models.PROTECT, related_name="statements")
    number = models.CharField(max_length=20)
    on = models.DateField()
    due_cents = models.BigIntegerField()
    pdf = models.BinaryField()
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_statement_each")]

    def __str__(self) -> str:
        return self.number
