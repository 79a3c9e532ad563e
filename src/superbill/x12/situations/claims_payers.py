"""Level 4 of an 837: the payers in their order, and what must be told of those who have decided before."""

from collections.abc import Iterator

from superbill.x12.findings import Finding, Severity, register
from superbill.x12.objects.claims import MEDICARE, Claim, LineAdjudication, OtherPayer
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import Adjustment
from superbill.x12.rules import rule

register("""
SNIP4-RANK-TWICE | error | | Two payers have the same rank | Give each payer its own: P, S, T, then A to H.
SNIP4-RANK-GAP | warning | | A payer before this one is missing | Add every payer that comes before in loop 2320.
SNIP4-OTHER-PAYER | error | | The claim goes to a later payer, but no other payer is given | Add the payers that come before in loop 2320.
SNIP4-OTHER-PAYER-TWICE | warning | | Two other payers have the same id | Give each its own id in 2330B NM109, or the lines cannot say which is meant.
SNIP4-MEDICARE-SECONDARY | error | | Medicare is not the first payer, but it is not said why | Add SBR05, such as 12 (working aged).
SNIP4-LINE-PAYER | error | | A line tells of a payer that the claim does not name | Send the same id in SVD01 and in NM109 of loop 2330B.
SNIP4-PAID-MISSING | error | | Another payer has decided, but what it paid is missing | Add AMT*D to loop 2320, 0 when it paid nothing.
SNIP4-PAID-DAY | error | | Another payer has decided, but when is missing | Add DTP*573 to loop 2330B, or to loop 2430 of each line.
SNIP4-PAID-DAY-TWICE | warning | | The day of another payer's decision is given for the claim and for its lines | Leave DTP*573 out of loop 2330B.
SNIP4-REMAINING-TWICE | error | | What the patient still owes is given for the claim and for its lines | Leave AMT*EAF out of loop 2320.
SNIP4-NOT-PAID-YET | warning | | An earlier payer has not decided yet | Wait for its remittance, then add AMT*D and CAS.
SNIP4-ADJUSTMENT-TWICE | warning | | A reason is given twice for one payment | Add the two amounts up.
""")

_RANKS = "PSTABCDEFGH"
"""SBR01 in their order; U is unknown."""
_LATER = _RANKS[1:]


@rule(4, Claim)
def check_payers(claim: Claim) -> Iterator[Finding]:
    """Who pays after whom. Source: guides, SBR01 of 2000B and 2320 (each value but U once), 2320, SBR05."""
    subscriber, others = claim.subscriber, claim.other_payers
    if subscriber.filing in MEDICARE and subscriber.rank not in ("P", "U", "") and not subscriber.insurance_type:
        yield from _check_medicare(claim)
    if not others:
        if subscriber.rank and subscriber.rank in _LATER:
            what = f"SBR01 is {subscriber.rank}, so other payers come before; but none is given (loop 2320)."
            yield told(claim, "SNIP4-OTHER-PAYER", what, at=subscriber.at, spot="SBR01", loop="2000B")
        if [line for line in claim.lines if line.adjudications]:
            yield from _check_line_payers(claim)
        return
    yield from _check_ranks(claim)
    decided = [each for line in claim.lines for each in line.adjudications]
    if decided:
        yield from _check_line_payers(claim)
    for other in others:
        payer_id = other.payer.id
        yield from _check_decision(claim, other, [each for each in decided if each.payer_id == payer_id])
        if other.filing in MEDICARE and other.rank not in ("P", "U") and not other.insurance_type and claim.kind == "P":
            what = f"SBR09 is {other.filing} (Medicare) and SBR01 is {other.rank}: why Medicare is not first (SBR05) is missing."
            yield told(claim, "SNIP4-MEDICARE-SECONDARY", what, at=other.at, spot="SBR05", loop="2320")


def _check_medicare(claim: Claim) -> Iterator[Finding]:
    """Source: 837P guide, SBR05. An 837I says it with condition, occurrence and value codes, and has no SBR05."""
    if claim.kind == "P":
        subscriber = claim.subscriber
        what = f"SBR09 is {subscriber.filing} (Medicare) and SBR01 is {subscriber.rank}: why Medicare is not first (SBR05) is missing."
        yield told(claim, "SNIP4-MEDICARE-SECONDARY", what, at=subscriber.at, spot="SBR05", loop="2000B")


def _check_ranks(claim: Claim) -> Iterator[Finding]:
    seen = {claim.subscriber.rank}
    for other in claim.other_payers:
        if other.rank in seen and other.rank not in ("U", ""):
            what = f"SBR01 is {other.rank}, the rank of another payer of the claim."
            yield told(claim, "SNIP4-RANK-TWICE", what, at=other.at, spot="SBR01", loop="2320")
        seen.add(other.rank)
    rank = claim.subscriber.rank
    if rank and rank in _RANKS and "U" not in seen:
        missing = [each for each in _RANKS[: _RANKS.index(rank)] if each not in seen]
        if missing:
            what = f"SBR01 is {rank}, but no payer with the rank {', '.join(missing)} is given."
            yield told(claim, "SNIP4-RANK-GAP", what, at=claim.subscriber.at, spot="SBR01", loop="2000B")


def _check_line_payers(claim: Claim) -> Iterator[Finding]:
    """Source: guides, SVD01: the NM109 of one loop 2330B."""
    ids = [other.id for other in claim.other_payers]
    told_twice: set[str] = set()
    for line in claim.lines:
        for each in line.adjudications:
            if each.payer_id not in ids:
                what = f"SVD01 of line {line.number} is {each.payer_id}, which is the id (2330B NM109) of no other payer of the claim."
                yield told(claim, "SNIP4-LINE-PAYER", what, at=each.at, spot="SVD01", loop="2430")
            elif ids.count(each.payer_id) > 1 and each.payer_id not in told_twice:
                told_twice.add(each.payer_id)
                what = f"Two other payers have the id {each.payer_id}; SVD01 of the lines does not tell which is meant."
                at = claim.other_payers[len(ids) - 1 - ids[::-1].index(each.payer_id)].payer.at
                yield told(claim, "SNIP4-OTHER-PAYER-TWICE", what, at=at, spot="NM109", loop="2330B")


def _check_decision(claim: Claim, other: OtherPayer, mine: list[LineAdjudication]) -> Iterator[Finding]:
    """What one other payer decided. Source: guides, 2320 AMT*D and AMT*EAF, 2330B and 2430 DTP*573; X12 RFI 1391."""
    paid = other.amount("D")
    if paid is None and (mine or other.adjustments):
        what = f"{other.id} has decided (CAS or SVD), but what it paid for the claim (AMT*D) is missing."
        yield told(claim, "SNIP4-PAID-MISSING", what, at=other.at, spot="AMT", loop="2320")
    if paid is None and not mine and not other.adjustments and not other.amount("A8"):
        yield from _check_pending(claim, other)
    elif (paid or mine) and other.paid_on is None and not (mine and all(each.paid_on for each in mine)):
        what = f"{other.id} has decided, but when (DTP*573) is given neither for the claim nor for every line."
        yield told(claim, "SNIP4-PAID-DAY", what, at=other.payer.at, spot="DTP", loop="2330B")
    if other.paid_on is not None and mine and any(each.paid_on for each in mine):
        what = f"DTP*573 tells when {other.id} decided for the claim, and again for its lines."
        yield told(claim, "SNIP4-PAID-DAY-TWICE", what, at=other.paid_on.at, spot="DTP03", loop="2330B")
    remaining = other.amount("EAF")
    if remaining and mine and any(amount.kind == "EAF" for each in mine for amount in each.amounts):
        what = f"AMT*EAF tells what the patient owes after {other.id} for the claim, and again for its lines."
        yield told(claim, "SNIP4-REMAINING-TWICE", what, at=remaining.at, spot="AMT02", loop="2320")
    if len(other.adjustments) > 1:
        yield from _check_twice(claim, other.adjustments, "2320")
    for each in mine:
        if len(each.adjustments) > 1:
            yield from _check_twice(claim, each.adjustments, "2430")


def _check_twice(claim: Claim, adjustments: tuple[Adjustment, ...], loop: str) -> Iterator[Finding]:
    reasons = [each[:2] for each in adjustments]
    for index, each in enumerate(adjustments):
        if reasons[index] in reasons[:index]:
            what = f"The adjustment {each.group} {each.reason} is given twice."
            spot = f"CAS{each.element:02d}"
            yield told(claim, "SNIP4-ADJUSTMENT-TWICE", what, at=each.at, spot=spot, loop=loop, severity=Severity.WARNING)


def _check_pending(claim: Claim, other: OtherPayer) -> Iterator[Finding]:
    """A payer that comes before the one that the claim goes to has decided, or need not be asked (AMT*A8)."""
    rank = claim.subscriber.rank
    if rank and other.rank and rank in _RANKS and other.rank in _RANKS and _RANKS.index(other.rank) < _RANKS.index(rank):
        what = f"{other.id} comes before this payer (SBR01 is {other.rank}), but nothing is told of what it decided."
        yield told(claim, "SNIP4-NOT-PAID-YET", what, at=other.at, spot="SBR01", loop="2320")
