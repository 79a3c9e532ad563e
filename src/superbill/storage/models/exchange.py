"""Files sent and received, the control numbers they carry, and remittances."""

from django.db import models
from django_scopes import ScopedManager

from superbill.storage.models.billing import ClaimVersion
from superbill.storage.models.practice import PracticeRecord


class ControlNumber(models.Model):
    """The last number given out of a series: visit, interchange, statement, receipt."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    series = models.CharField(max_length=20)
    last = models.PositiveBigIntegerField(default=0)

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "series"], name="one_series_each")]

    def __str__(self) -> str:
        return f"{self.series} {self.last}"


class FileRecord(models.Model):
    """A file, byte for byte.

    The state of one that goes out is `waiting` or `sent`; of one that came in `used`, or `kept` when it could not be used:
    then `problem` says why.
    The same bytes from outside are one row: a second delivery is answered from the first.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    direction = models.CharField(max_length=3)
    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    state = models.CharField(max_length=10)
    problem = models.TextField(blank=True)
    at = models.DateTimeField()
    control = models.PositiveBigIntegerField(null=True)
    versions = models.ManyToManyField(ClaimVersion, related_name="files")

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "direction", "sha256"], name="one_file_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class RemitRecord(models.Model):
    """One 835 transaction. `content` is a `claims.remit.Remit`; `state` is posted or held, `problem` says why it is held."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    file = models.ForeignKey(FileRecord, on_delete=models.PROTECT, related_name="remits")
    trace = models.CharField(max_length=50)
    payer_tax_id = models.CharField(max_length=10)
    payer_name = models.CharField(max_length=80)
    paid_cents = models.BigIntegerField()
    paid_on = models.DateField()
    content = models.JSONField()
    state = models.CharField(max_length=10)
    problem = models.TextField(blank=True)

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "payer_tax_id", "trace"], condition=models.Q(state="posted"), name="one_posted_remit_each"
            )
        ]

    def __str__(self) -> str:
        return self.trace


class RemitClaim(models.Model):
    """One claim payment of a remittance. `version` is null while nobody knows which claim it is for."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    remit = models.ForeignKey(RemitRecord, on_delete=models.PROTECT, related_name="claims")
    ordinal = models.PositiveIntegerField()
    control = models.CharField(max_length=38)
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, null=True, related_name="payments")
    status = models.CharField(max_length=2)
    charge_cents = models.BigIntegerField()
    paid_cents = models.BigIntegerField()
    patient_cents = models.BigIntegerField()
    payer_claim_number = models.CharField(max_length=50)
    content = models.JSONField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["remit", "ordinal"], name="one_place_each")]

    def __str__(self) -> str:
        return self.control
