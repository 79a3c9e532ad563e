"""Level 4 of 276, 277 and 277CA: categories, actions and money agree, and a trace is used once.

Sources: guides 005010X212 and 005010X214; X12 RFI 1942 (categories), 2203 and 1211 (actions, lines), 2145 (whole transmissions),
960 (levels answered as a whole).
"""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.statuses import ACCEPT, REJECT, REJECTED, ClaimStatus, Kind, Status, StatusLevel
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-ACK-CATEGORY | error | | An acknowledgement says more than taken or refused | Go by the 277 and the 835 for what became of the claim; ask the payer.
SNIP4-ACK-ACTION | warning | | A claim is taken and refused at once | Go by the category: A3, A6, A7 and A8 mean that it does not go on.
SNIP4-ACK-LINE | error | | A service of a claim that was taken is told | Ask the payer whether the claim was taken: only lines that had it refused are told.
SNIP4-ACK-WHOLE | warning | | The whole transmission is refused, and claims of it are taken | Ask the payer which of the two holds.
SNIP4-STATUS-TRACE | warning | | A trace is used for two questions | Give each question its own number: the answers repeat it.
SNIP4-STATUS-WHOLE | warning | | A level is answered as a whole, and persons below it too | Go by what is said of each claim; ask the payer about the rest.
SNIP4-STATUS-PAID | warning | | A status and what was paid contradict each other | Look for the remittance, or call the payer.
""")

_TAKEN = frozenset(("A0", "A1", "A2", "A5"))
_PAID, _DENIED = "F1", "F2"


def _told(code: str, what: str, claim: ClaimStatus, status: Status, spot: str) -> Finding:
    return told(code, what, at=status.at, spot=spot, loop=claim.loop, claim=claim)


# --- acknowledgements


@rule(4, ClaimStatus)
def check_acknowledged(claim: ClaimStatus) -> Iterator[Finding]:
    """Each status of the claim by itself, and its lines."""
    if claim.kind is not Kind.ACKNOWLEDGEMENT:
        return
    for status in claim.statuses:
        yield from _check_category(claim, status)
        yield from _check_action(claim, status)
    if claim.lines and claim.statuses and not claim.is_rejected and not any(each.action == REJECT for each in claim.statuses):
        line = claim.lines[0]
        what = f"Claim {claim.trace} is taken, but service {line.procedure.code or line.revenue} of it is told (loop 2220)."
        yield told("SNIP4-ACK-LINE", what, at=line.at, spot="SVC", loop=line.loop, claim=claim)


def _check_category(claim: ClaimStatus, status: Status) -> Iterator[Finding]:
    """A for batches, also E but E0 in real time: RFI 1942."""
    for element, code in zip(("STC01-1", "STC10-1", "STC11-1"), status.codes, strict=False):
        category = code.category.upper()
        if category and (category[0] not in "AE" or category == "E0"):
            what = f"Category {code.category} is not for acknowledgements, which know only A (and E in real time)."
            yield _told("SNIP4-ACK-CATEGORY", what, claim, status, element)


def _check_action(claim: ClaimStatus, status: Status) -> Iterator[Finding]:
    """WQ takes, U refuses, and so do the categories: RFI 2203."""
    if status.action == ACCEPT and status.is_rejected:
        category = next(each.category for each in status.codes if each.category in REJECTED)
        what = f"STC03 WQ takes claim {claim.trace}, but category {category} refuses it."
        yield _told("SNIP4-ACK-ACTION", what, claim, status, "STC03")
    elif status.action == REJECT and status.codes and all(each.category in _TAKEN for each in status.codes):
        what = f"STC03 U refuses claim {claim.trace}, but category {status.category} takes it."
        yield _told("SNIP4-ACK-ACTION", what, claim, status, "STC03")


@rule(4, StatusLevel)
def check_whole(level: StatusLevel) -> Iterator[Finding]:
    """A whole transmission is refused only when none of its claims is taken: RFI 2145. Answers as a whole stand alone: RFI 960."""
    if not level.statuses:
        return
    first = level.statuses[0]
    if level.kind is Kind.ACKNOWLEDGEMENT:
        taken = level.answered - level.rejected
        if level.loop == "2200B" and taken and any(each.action == REJECT for each in level.statuses):
            what = f"STC03 U refuses the whole transmission {level.trace}, but {taken} of its claims are taken below."
            yield told("SNIP4-ACK-WHOLE", what, at=first.at, spot="STC03", loop=level.loop)
    elif level.kind is Kind.ANSWER and level.below:
        what = (
            f"The level is answered as a whole ({first.category or 'STC'}), but {level.below} levels of persons stand below it."
        )
        yield told("SNIP4-STATUS-WHOLE", what, at=first.at, spot="STC", loop=level.loop)


# --- questions and answers


@rule(4, ClaimStatus)
def check_trace(claim: ClaimStatus) -> Iterator[Finding]:
    """Each question has its own trace, which the answers repeat: guide 005010X212, notes on TRN. Answers may share one."""
    if claim.kind is Kind.INQUIRY and claim.earlier and claim.trace:
        what = f"TRN02 {claim.trace} stands in segment {claim.earlier} too."
        yield told("SNIP4-STATUS-TRACE", what, at=claim.at, spot="TRN02", loop=claim.loop, claim=claim)


@rule(4, ClaimStatus)
def check_paid(claim: ClaimStatus) -> Iterator[Finding]:
    """Category F1 is paid, F2 is denied: code source 507."""
    if claim.kind is not Kind.ANSWER:
        return
    for status in claim.statuses:
        if status.category == _PAID and status.paid_cents == 0:
            what = "Category F1 says that the claim was paid, but STC05 is 0."
            yield _told("SNIP4-STATUS-PAID", what, claim, status, "STC05")
        elif status.category == _DENIED and status.paid_cents:
            what = f"Category F2 says that the claim was denied, but STC05 says that {dollars(status.paid_cents)} was paid."
            yield _told("SNIP4-STATUS-PAID", what, claim, status, "STC05")
