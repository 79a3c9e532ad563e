"""Level 3 of an 837: the charges of the lines make up the claim's; what other payers paid and adjusted makes up both.

What is absent or cannot be read is unknown, and a sum with something unknown is not judged. What the patient paid (AMT*F5) and
allowed or approved amounts never take part (X12 RFI 1115). It must not be asked that CLM02 = ΣSVD02 + ΣCAS of 2320: RFI 2168.
"""

from collections.abc import Iterable, Iterator

from superbill.basics.money import dollars
from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims import Claim, LineAdjudication, OtherPayer, ServiceLine
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import Adjustment, plus, total
from superbill.x12.rules import rule

register("""
SNIP3-CLAIM-TOTAL | error | | CLM02 is not the sum of the lines' charges | Correct the total, or the charge that was left out or counted twice.
SNIP3-NEGATIVE | error | | A charge or a number of units is negative | Send the charge as a positive amount; to take a claim back, void it (CLM05-3 = 8).
SNIP3-NO-UNITS | warning | | A service with a charge has no units | Send how many units were given.
SNIP3-COB-CLAIM | error | | What another payer paid and adjusted does not make up the claim's charge | Copy AMT*D and every CAS from that payer's remittance.
SNIP3-COB-LINE | error | | What another payer paid and adjusted does not make up the line's charge | Copy SVD02 and every CAS of the line from that payer's remittance.
SNIP3-COB-PAID | error | | What another payer paid for the claim is not what it paid for the lines | Copy AMT*D and the SVD02 of each line from that payer's remittance.
SNIP3-COB-NEGATIVE | warning | | Another payer's payment is negative | Send what the payer paid in the end; 0 when it took everything back.
SNIP3-ADJUSTMENT-ZERO | warning | | An adjustment of nothing | Leave the adjustment out: CAS holds only what changed the payment.
SNIP3-NONCOVERED | warning | | AMT*A8 is not the whole charge of a claim that the payer never saw | Send AMT*A8 only when that payer need not be asked: with the whole charge, without AMT*D and CAS.
SNIP3-NONCOVERED-LINE | warning | | More is not covered than was charged | Correct SV207 or SV203.
SNIP3-INCLUDED | error | | Tax or postage is more than the charge that must include it | Add it to the line's charge.
SNIP3-PATIENT-PAID | warning | | The patient paid more than the claim's charge | Check AMT*F5: it is what was paid for this claim only.
""")

_CHARGE = {"SV1": "SV102", "SV2": "SV203", "SV3": "SV302"}
_UNITS = {"SV1": "SV104", "SV2": "SV205", "SV3": "SV306"}
_INCLUDED = {"T": "sales tax", "F4": "postage", "GT": "service tax", "N8": "facility tax"}
_PAPER_TOTAL = "0001"  # the revenue code of the total on the paper form

Decided = list[tuple[ServiceLine, LineAdjudication]]
"""What one other payer made of lines."""


@rule(3, Claim)
def check_claim_total(claim: Claim) -> Iterator[Finding]:
    """CLM02 = ΣSV102, ΣSV203 or ΣSV302. Source: guides, section 1.4.4; X12 RFI 1294."""
    total = 0
    for line in claim.lines:
        if line.charge_cents is None:
            return
        total += line.charge_cents
    if claim.charge_cents is None or total == claim.charge_cents or not claim.lines or claim.is_cut:
        return
    what = f"CLM02 is {dollars(claim.charge_cents)}, but the charges of the lines add up to {dollars(total)}."
    if any(line.revenue == _PAPER_TOTAL for line in claim.lines):
        what += f" The line with revenue code {_PAPER_TOTAL} is the total of the paper form; it is not sent."
    yield told(claim, "SNIP3-CLAIM-TOTAL", what, at=claim.at, spot="CLM02")


@rule(3, Claim)
def check_amounts(claim: Claim) -> Iterator[Finding]:
    """Charges and units are not negative: X12 RFI 2499; CLM02 and SV102 of the guides: zero or more."""
    if claim.charge_cents is not None and claim.charge_cents < 0:
        what = f"CLM02 is {dollars(claim.charge_cents)}: a claim's charge is never negative."
        yield told(claim, "SNIP3-NEGATIVE", what, at=claim.at, spot="CLM02")
    for line in claim.lines:
        units, cents = line.units, line.charge_cents
        if (units is not None and units <= 0) or (cents is not None and cents < 0) or line.amounts or line.noncovered_cents:
            yield from _check_line_amounts(claim, line)
    if claim.amounts:
        yield from _check_patient_paid(claim)


def _check_line_amounts(claim: Claim, line: ServiceLine) -> Iterator[Finding]:
    cents, units = line.charge_cents, line.units
    if cents is not None and cents < 0:
        what = f"The charge of line {line.number} is {dollars(cents)}: it is never negative."
        yield _of_line("SNIP3-NEGATIVE", what, claim, line, _CHARGE[line.tag])
    if units is not None and units < 0:
        what = f"Line {line.number} has {units} units: their number is never negative."
        yield _of_line("SNIP3-NEGATIVE", what, claim, line, _UNITS[line.tag])
    if units is not None and units == 0 and cents:
        what = f"Line {line.number} charges {dollars(cents)} for 0 units."
        yield _of_line("SNIP3-NO-UNITS", what, claim, line, _UNITS[line.tag])
    if line.noncovered_cents is not None and cents is not None and line.noncovered_cents > cents:
        what = (
            f"Line {line.number} charges {dollars(cents)}, of which {dollars(line.noncovered_cents)} are said not to be covered."
        )
        yield _of_line("SNIP3-NONCOVERED-LINE", what, claim, line, "SV207")
    for each in line.amounts:
        if each.kind in _INCLUDED and each.cents is not None and cents is not None and each.cents > cents:
            what = f"Line {line.number} charges {dollars(cents)}, which must include the {_INCLUDED[each.kind]} of {dollars(each.cents)}."
            yield told(claim, "SNIP3-INCLUDED", what, at=each.at, spot="AMT02", loop="2400")


def _of_line(code: str, what: str, claim: Claim, line: ServiceLine, spot: str) -> Finding:
    return told(claim, code, what, at=line.at, spot=spot, loop="2400")


def _check_patient_paid(claim: Claim) -> Iterator[Finding]:
    """What the patient has paid is for this claim: guides, 2300 AMT*F5."""
    for each in claim.amounts:
        if each.kind == "F5" and each.cents is not None and claim.charge_cents is not None and each.cents > claim.charge_cents:
            what = f"The patient is said to have paid {dollars(each.cents)} for a claim of {dollars(claim.charge_cents)}."
            yield told(claim, "SNIP3-PATIENT-PAID", what, at=each.at, spot="AMT02")


# --- coordination of benefits


@rule(3, Claim)
def check_other_payers(claim: Claim) -> Iterator[Finding]:
    """What each other payer made of the claim and its lines."""
    if not claim.other_payers or claim.is_cut:
        return
    ids = [other.id for other in claim.other_payers]
    decided = _decisions(claim)
    is_known = decided.keys() <= set(ids)  # else some adjustments are those of a payer that the claim does not name
    for other in claim.other_payers:
        mine = decided.get(other.id, [])
        yield from _check_noncovered(claim, other, bool(mine))
        if _has_zero(other.adjustments):
            yield from _check_zero(claim, other.adjustments, "2320")
        if mine and ids.count(other.id) > 1:
            continue  # the lines do not tell which of the two is meant
        if not _all_add_up(mine):
            yield from _check_lines(claim, other, mine)
        if is_known:
            yield from _check_claim(claim, other, mine)
    if decided:
        yield from _check_decisions(claim)


def _decisions(claim: Claim) -> dict[str, Decided]:
    """What was made of the lines, by the payer's id."""
    found: dict[str, Decided] = {}
    for line in claim.lines:
        for each in line.adjudications:
            found.setdefault(each.payer_id, []).append((line, each))
    return found


def _check_decisions(claim: Claim) -> Iterator[Finding]:
    for line in claim.lines:
        for each in line.adjudications:
            if _has_zero(each.adjustments):
                yield from _check_zero(claim, each.adjustments, "2430")
            if each.paid_cents is not None and each.paid_cents < 0:
                what = f"{each.payer_id} is said to have paid {dollars(each.paid_cents)} for line {line.number}."
                yield told(claim, "SNIP3-COB-NEGATIVE", what, at=each.at, spot="SVD02", loop="2430")


def _has_zero(adjustments: Iterable[Adjustment]) -> bool:
    return 0 in [each.cents for each in adjustments]


def _all_add_up(mine: Decided) -> bool:
    """The ordinary case: each line was adjudicated once, and what was paid and adjusted makes up its charge."""
    before = None
    for line, each in mine:
        adjusted, paid = total(each.adjustments), each.paid_cents
        if line is before or adjusted is None or paid is None or paid + adjusted != line.charge_cents:
            return False
        before = line
    return True


def _check_claim(claim: Claim, other: OtherPayer, mine: Decided) -> Iterator[Finding]:
    """CLM02 = AMT*D + ΣCAS of 2320 and of 2430, for each payer. Source: X12 RFI 1294, 1115."""
    paid, adjusted = other.amount("D"), total(other.adjustments)
    for _, each in mine:
        adjusted = plus(adjusted, total(each.adjustments))
    if paid is None or paid.cents is None or adjusted is None or claim.charge_cents is None:
        return
    if paid.cents + adjusted != claim.charge_cents:
        what = (
            f"{other.id} paid {dollars(paid.cents)} (AMT*D) and adjusted {dollars(adjusted)} (CAS of claim and lines), which makes"
            f" {dollars(paid.cents + adjusted)}, but CLM02 is {dollars(claim.charge_cents)}."
        )
        yield told(claim, "SNIP3-COB-CLAIM", what, at=paid.at, spot="AMT02", loop="2320")
    elif mine:
        yield from _check_paid(claim, other, mine, paid.cents)


def _check_paid(claim: Claim, other: OtherPayer, mine: Decided, paid_cents: int) -> Iterator[Finding]:
    """AMT*D = ΣSVD02 − ΣCAS of 2320, only when every line was adjudicated. Source: X12 RFI 1294; 382: a line may be left out."""
    adjudicated = {id(line) for line, _ in mine}
    if any(line.charge_cents != 0 and id(line) not in adjudicated for line in claim.lines):
        return
    lines = [each.paid_cents for _, each in mine]
    adjusted = total(other.adjustments)
    if None in lines or adjusted is None:
        return
    expected = sum(each for each in lines if each is not None) - adjusted
    if expected != paid_cents:
        amount = other.amount("D")
        assert amount
        what = (
            f"{other.id} paid {dollars(paid_cents)} for the claim (AMT*D), but the SVD02 of its lines less the CAS of the claim"
            f" make {dollars(expected)}."
        )
        yield told(claim, "SNIP3-COB-PAID", what, at=amount.at, spot="AMT02", loop="2320")


def _check_lines(claim: Claim, other: OtherPayer, mine: Decided) -> Iterator[Finding]:
    """The line's charge = ΣSVD02 + ΣCAS of 2430, for each payer. Source: guides, section 1.4.4.

    A line that was unbundled has several 2430, which count together (RFI 1551); bundled lines are not judged one by one.
    """
    if any(each.bundled_into for _, each in mine):
        return
    for line in {id(line): line for line, _ in mine}.values():
        loops = [each for one, each in mine if one is line]
        paid = [each.paid_cents for each in loops]
        adjusted = total(one for each in loops for one in each.adjustments)
        if line.charge_cents is None or adjusted is None or None in paid:
            continue
        paid_cents = sum(each for each in paid if each is not None)
        if paid_cents + adjusted != line.charge_cents:
            what = (
                f"For line {line.number}, {other.id} paid {dollars(paid_cents)} (SVD02) and adjusted {dollars(adjusted)} (CAS), which"
                f" makes {dollars(paid_cents + adjusted)}, but the line's charge is {dollars(line.charge_cents)}."
            )
            yield told(claim, "SNIP3-COB-LINE", what, at=loops[0].at, spot="SVD02", loop="2430")


def _check_zero(claim: Claim, adjustments: Iterable[Adjustment], loop: str) -> Iterator[Finding]:
    """CAS holds only adjustments that are not zero: guides, note 4 on CAS; X12 RFI 1865."""
    for each in adjustments:
        if each.cents == 0:
            spot = f"CAS{each.element + 1:02d}"
            what = f"The adjustment {each.group} {each.reason} is 0.00."
            yield told(claim, "SNIP3-ADJUSTMENT-ZERO", what, at=each.at, spot=spot, loop=loop)


def _check_noncovered(claim: Claim, other: OtherPayer, is_adjudicated: bool) -> Iterator[Finding]:
    """AMT*A8 is for a payer that need not be asked: the whole charge, and nothing paid. Source: X12 RFI 1353; guides, 2320 AMT*A8."""
    amount = other.amount("A8")
    if amount is None or amount.cents is None or claim.charge_cents is None:
        return
    if is_adjudicated or other.amount("D") or other.adjustments:
        what = f"AMT*A8 says that {other.id} was not asked, but the claim tells what it paid or adjusted."
    elif amount.cents != claim.charge_cents:
        what = f"AMT*A8 is {dollars(amount.cents)}, but the whole charge (CLM02) is {dollars(claim.charge_cents)}."
    else:
        return
    yield told(claim, "SNIP3-NONCOVERED", what, at=amount.at, spot="AMT02", loop="2320")
