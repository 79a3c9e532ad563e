"""Level 3 of a 277CA: the totals of a transmission and of a provider are those of the claims that are told below.

Warnings: payers are known to list only some claims, and then nothing is judged. Source: guide 005010X214, notes on QTY and AMT;
X12 RFI 1991.
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.statuses import Kind, StatusLevel
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP3-ACK-COUNT | warning | | Other numbers of claims were taken and refused than are told | Go by what is said of each claim; ask the payer about the rest.
SNIP3-ACK-CHARGE | warning | | The charges taken and refused are not those received | Go by what is said of each claim; ask the payer about the rest.
""")

_COUNTS = {"2200B": ("90", "AA"), "2200C": ("QA", "QC")}


@rule(3, StatusLevel)
def check_counts(level: StatusLevel) -> Iterator[Finding]:
    """Claims taken and refused, where all are told: QTY*90 and AA of the transmission, QA and QC of a provider."""
    if level.kind is not Kind.ACKNOWLEDGEMENT or level.loop not in _COUNTS or not level.quantities:
        return
    kinds = _COUNTS[level.loop]
    taken, refused = (level.quantity(kind) for kind in kinds)
    counts = [each.number if each else 0 for each in (taken, refused)]
    if None in counts or not level.answered:
        return
    below = (level.answered - level.rejected, level.rejected)
    stated = sum(each for each in counts if each is not None)
    if level.answered > stated or (level.answered == stated and (counts[0], counts[1]) != below):
        at = (taken or refused or level.quantities[0]).at
        what = (
            f"QTY says that {counts[0]} claims were taken and {counts[1]} refused;"
            f" the claims below say {below[0]} taken and {below[1]} refused."
        )
        yield told("SNIP3-ACK-COUNT", what, at=at, spot="QTY02", loop=level.loop)


@rule(3, StatusLevel)
def check_charges(level: StatusLevel) -> Iterator[Finding]:
    """STC04 = AMT*YU + AMT*YY, where a total is told: the charge received was taken or refused."""
    if level.kind is not Kind.ACKNOWLEDGEMENT or not level.statuses or not level.amounts:
        return
    received, amounts = level.statuses[0].charge_cents, [level.amount(kind) for kind in ("YU", "YY")]
    if received is None or any(each is not None and each.cents is None for each in amounts):
        return
    split = sum(each.cents or 0 for each in amounts if each)
    if split != received:
        what = f"STC04 says that {dollars(received)} was received, but taken (YU) and refused (YY) come to {dollars(split)}."
        yield told("SNIP3-ACK-CHARGE", what, at=level.statuses[0].at, spot="STC04", loop=level.loop)
