"""Builds the members of an exchange's 834 (005010X307): those of any 834, below a header of other parties.

The plan's issuer is the payer, the employer's group the sponsor; the exchange and the receiver of the file are not kept.
"""

from superbill.x12.objects.enrolment_builder import Builder as EnrolmentBuilder


class Builder(EnrolmentBuilder):
    """The same as for an 834."""

    sponsor, payer, broker = "1000D", "1000C", ""
    named = "ABCDEFGHI"
