"""The tenant: a practice, the people who work there, and the tables it loaded (fees, contracts, benefits)."""

from django.conf import settings
from django.db import models
from django_scopes import ScopedManager


class PracticeRecord(models.Model):
    """A billing provider and its books. `details` is a `claims.people.Practice` as plain data."""

    name = models.CharField(max_length=120)
    npi = models.CharField(max_length=10, unique=True)
    details = models.JSONField()

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person works at a practice in a role: coder, biller or manager."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "user"], name="one_role_each")]

    def __str__(self) -> str:
        return f"{self.user} as {self.role}"


class PracticeTable(models.Model):
    """A table that the practice loaded, as text: `fees` (CSV), `contract` and `benefits` (TOML, by payer or member id)."""

    practice = models.ForeignKey(PracticeRecord, on_delete=models.PROTECT)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    loaded_at = models.DateTimeField()

    objects = ScopedManager(practice="practice")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["practice", "kind", "key"], name="one_table_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()


class SignInLink(models.Model):
    """A link that signs one person in, once. Only the fingerprint of its token is kept."""

    token_sha256 = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link for {self.user}"
