"""Builds the predeterminations of an 837 (005010X291, X292): claims of services that nobody has given yet."""

from superbill.x12.objects import Emit
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_builder import Builder as ClaimsBuilder
from superbill.x12.segments import Delimiters


class Predetermination(Claim):
    """A claim that asks what would be paid; it has all that a `Claim` has, and other rules hold for it."""

    __slots__ = ()


class Builder(ClaimsBuilder):
    """The same as for claims, but each is a `Predetermination`."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        super().__init__(marks, lambda thing: emit(Predetermination._make(thing) if isinstance(thing, Claim) else thing))
