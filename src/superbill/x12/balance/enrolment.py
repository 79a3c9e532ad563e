"""Level 3 of an 834: the totals of the transmission count its members. Source: guide 005010X220A1, QTY."""

from collections.abc import Iterator

from superbill.x12.findings import Finding, register
from superbill.x12.objects.enrolment import Enrolment
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP3-MEMBER-COUNT | warning | | The transmission counts other numbers of members | Compare with the sponsor's list: members may be missing.
""")


@rule(3, Enrolment)
def check_totals(enrolment: Enrolment) -> Iterator[Finding]:
    """QTY*TO counts all INS, QTY*ET the subscribers, QTY*DT the dependents."""
    counted = {"TO": enrolment.members, "ET": enrolment.subscribers, "DT": enrolment.dependents}
    words = {"TO": "members", "ET": "subscribers", "DT": "dependents"}
    for each in enrolment.totals:
        if each.kind in counted and each.number is not None and each.number != counted[each.kind]:
            what = f"QTY says {each.number} {words[each.kind]}; {counted[each.kind]} follow."
            yield told("SNIP3-MEMBER-COUNT", what, at=each.at, spot="QTY02")
