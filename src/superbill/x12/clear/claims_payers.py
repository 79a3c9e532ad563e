"""Whether what a claim says of its payers is clear: of one other payer and what it decided. Of more, the rules are asked."""

from superbill.x12.balance.claims import check_other_payers
from superbill.x12.clear.claims_lines import Decided
from superbill.x12.objects.claims import MEDICARE, Claim, OtherPayer
from superbill.x12.objects.claims_pieces import Adjustment
from superbill.x12.situations.claims_payers import check_payers

_ALONE = frozenset(("P", "U", ""))
_LATER = frozenset("STABCDEFGH")


def are_payers_clear(claim: Claim, decided: Decided) -> bool:
    """The ranks of the payers, and what the other one decided."""
    subscriber, others = claim.subscriber, claim.other_payers
    if not others:
        return not decided and subscriber.rank in _ALONE
    if len(others) == 1 and _are_ranks_clear(claim, others[0]) and _is_decision_clear(claim, others[0], decided):
        return True
    return not (any(check_payers(claim)) or any(check_other_payers(claim)))


def _are_ranks_clear(claim: Claim, other: OtherPayer) -> bool:
    """This payer is the first and the other one comes later, or this one is the second; and why Medicare is."""
    subscriber = claim.subscriber
    if subscriber.rank == "P":
        return other.rank in _LATER and (other.filing not in MEDICARE or other.insurance_type != "")
    return subscriber.rank == "S" and other.rank == "P" and (subscriber.filing not in MEDICARE or subscriber.insurance_type != "")


def _is_decision_clear(claim: Claim, other: OtherPayer, decided: Decided) -> bool:
    """What was paid and adjusted makes up each charge, and when is told once. A payer that comes later need not have decided."""
    paid, own = None, _adjusted(other.adjustments)
    if not other.amounts:
        return claim.subscriber.rank == "P" and not decided and not other.adjustments
    for amount in other.amounts:
        if amount.kind == "D" and paid is None:
            paid = amount.cents
        elif amount.kind != "EAF" or any(each.amounts for _, each in decided):
            return False
    is_dated = other.paid_on is not None
    if paid is None or own is None or not (is_dated or decided):
        return False
    rest, by_line, before = paid + own, 0, None
    for line, each in decided:
        cents, adjusted = each.paid_cents, _adjusted(each.adjustments)
        if line is before or each.payer_id != other.payer.id or cents is None or cents < 0 or adjusted is None:
            return False
        if cents + adjusted != line.charge_cents or (each.paid_on is None) != is_dated:
            return False
        before = line
        by_line += cents
        rest += adjusted
    return rest == claim.charge_cents and (not decided or by_line - own == paid)


def _adjusted(adjustments: tuple[Adjustment, ...]) -> int | None:
    """The sum of adjustments; None when one is unknown or nothing, or a reason stands twice."""
    cents = 0
    for each in adjustments:
        if not each.cents:
            return None
        cents += each.cents
    if len(adjustments) > 1 and len({(each.group, each.reason) for each in adjustments}) < len(adjustments):
        return None
    return cents
