"""Builds the reported claims of an 837 (005010X298): what payers have decided, told to who collects such data."""

from superbill.x12.objects import Emit
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_builder import Builder as ClaimsBuilder
from superbill.x12.segments import Delimiters


class ReportedClaim(Claim):
    """A claim that was decided and is reported; its household's payer is who receives the report, its payers are the others."""

    __slots__ = ()


class Builder(ClaimsBuilder):
    """The same as for claims, but each is a `ReportedClaim`."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        super().__init__(marks, lambda thing: emit(ReportedClaim._make(thing) if isinstance(thing, Claim) else thing))
