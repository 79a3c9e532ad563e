"""Claims: the record that lives, its immutable versions, what the edits found on each, and what people made of it."""

from django.db import models
from django_scopes import ScopedManager

from superbill.claims.life import State
from superbill.storage.models.practice import PracticeRecord
from superbill.storage.models.visits import PatientRecord, SheetRecord, VisitRecord


class ClaimRecord(models.Model):
    """A claim through its life. `state` changes only in `app.trail.move_claim`, by the one table in `claims.life`."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    number = models.CharField(max_length=20)
    visit = models.OneToOneField(VisitRecord, on_delete=models.PROTECT, related_name="claim")
    patient = models.ForeignKey(PatientRecord, on_delete=models.PROTECT, related_name="claims")
    payer_id = models.CharField(max_length=20)
    payer_name = models.CharField(max_length=80)
    served_on = models.DateField(db_index=True)
    state = models.CharField(max_length=30, choices=[(state.value, state.value) for state in State], db_index=True)
    state_since = models.DateField()
    payer_claim_number = models.CharField(max_length=50, blank=True)

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="one_claim_each")]

    def __str__(self) -> str:
        return self.number


class ClaimVersion(models.Model):
    """One version exactly as drafted, with its own copies. `content` is a `claims.claim.Claim` as plain data. Append-only.

    `expected` is the `claims.priced.Owed` calculated for it, with the working; null when the practice has no contract.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    claim = models.ForeignKey(ClaimRecord, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    control = models.CharField(max_length=38)
    frequency = models.CharField(max_length=1)
    content = models.JSONField()
    expected = models.JSONField(null=True)
    sheet = models.ForeignKey(SheetRecord, on_delete=models.PROTECT, related_name="versions")
    charge_cents = models.BigIntegerField()
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["practice", "control"], name="one_control_each"),
            models.UniqueConstraint(fields=["claim", "version"], name="one_version_each"),
        ]

    def __str__(self) -> str:
        return self.control


class FindingRecord(models.Model):
    """What an edit said of a version when it was checked."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, related_name="findings")
    code = models.CharField(max_length=30)
    severity = models.CharField(max_length=10)
    title = models.CharField(max_length=200)
    message = models.TextField()
    todo = models.TextField()
    source = models.CharField(max_length=300)
    line_no = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return self.code


class RepairRecord(models.Model):
    """A value of a visit's registration or superbill that a repair wrote another way; with `takes_back`, back again. Append-only.

    `place` is its path in the plain data, such as `patient.person.address.zip_code`.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    visit = models.ForeignKey(VisitRecord, on_delete=models.PROTECT, related_name="repairs")
    code = models.CharField(max_length=30)
    place = models.CharField(max_length=120)
    before = models.TextField()
    after = models.TextField()
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="taken_back")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"{self.code} of visit {self.visit_id}"


class OverrideRecord(models.Model):
    """A person let a claim go on in spite of a finding; with `takes_back`, that ends. Append-only.

    `mark` tells the finding from every other of the claim (`app.overrides.mark_of`): findings are kept anew at each check, and an
    override stays. `code` to `message` are what the finding said then, `because` a kind of reason, `words` the person's own.
    """

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    claim = models.ForeignKey(ClaimRecord, on_delete=models.PROTECT, related_name="overrides")
    version = models.ForeignKey(ClaimVersion, on_delete=models.PROTECT, related_name="overrides")
    mark = models.CharField(max_length=16)
    code = models.CharField(max_length=30)
    severity = models.CharField(max_length=10)
    line_no = models.PositiveIntegerField(null=True)
    place = models.CharField(max_length=80, blank=True)
    message = models.TextField()
    because = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="taken_back")
    by = models.CharField(max_length=120)
    at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    def __str__(self) -> str:
        return f"override of {self.code}"
