"""Does a remittance add up: service by service, claim by claim, and as a whole.

    service       charge − adjustments of the service                    = paid
    claim         charge − adjustments of the claim and its services     = paid
                  and, when services are given, their charges            = charge of the claim
    transaction   paid claims − provider adjustments                     = payment

Amounts for information (AMT) take no part (X12 RFI 2601). Signs are those of the 835: what lowers the payment is positive,
and a reversal balances with every sign turned round, so no rule here asks which kind of claim it looks at.
"""

from collections.abc import Iterator

from superbill.basics.findings import Finding, Severity, Source
from superbill.basics.money import dollars
from superbill.claims.remit import PaidClaim, PaidLine, Remit

GUIDE = "X12 005010X221A1"
SERVICE = Source(GUIDE, "section 1.10.2.1 (balancing, service line); X12 RFI 2601")
CLAIM = Source(GUIDE, "section 1.10.2.1 (balancing, claim); X12 RFI 2348")
TRANSACTION = Source(GUIDE, "section 1.10.2.1 (balancing, transaction); X12 RFI 1604")
NEGATIVE = Source(GUIDE, "BPR02; X12 RFI 2660")
NO_PAYMENT = Source(GUIDE, "BPR01 and BPR04; X12 RFI 1581")
PATIENT_SHARE = Source(GUIDE, "CLP05")

_ASK = "Do not post it. Send the amounts to the payer and ask for a corrected remittance."


def prove(remit: Remit) -> tuple[Finding, ...]:
    """Everything that does not add up, with the amounts; empty when the remittance balances.

    `Severity.STOP` means that posting it would put money into the books that nobody can account for.
    """
    return (*_prove_transaction(remit), *(finding for claim in remit.claims for finding in _prove_claim(claim)))


def _prove_transaction(remit: Remit) -> Iterator[Finding]:
    claims = sum(claim.paid_cents for claim in remit.claims)
    moved = sum(each.cents for each in remit.provider_adjustments)
    if claims - moved != remit.paid_cents:
        message = (
            f"The claims are paid {dollars(claims)}, provider adjustments take {dollars(moved)}, which leaves "
            f"{dollars(claims - moved)}; the payment is {dollars(remit.paid_cents)} ({_off(remit.paid_cents - claims + moved)})."
        )
        yield Finding(
            "REMIT-BAL-03", Severity.STOP, "The remittance does not balance", message, _ASK, TRANSACTION, place="payment"
        )
    if remit.paid_cents < 0:
        message = (
            f"The payment is {dollars(remit.paid_cents)}; a payer moves a negative total out with a provider adjustment instead."
        )
        yield Finding("REMIT-PAY-01", Severity.STOP, "The payment is negative", message, _ASK, NEGATIVE, place="payment")
    if remit.method == "NON" and remit.paid_cents:
        message = f"The method says that nothing is paid, the amount is {dollars(remit.paid_cents)}."
        todo = "Look for the money in the bank before posting; ask the payer how it was sent."
        yield Finding("REMIT-PAY-02", Severity.WARN, "An amount without a payment", message, todo, NO_PAYMENT, place="payment")


def _prove_claim(claim: PaidClaim) -> Iterator[Finding]:
    for position, line in enumerate(claim.lines, start=1):
        yield from _prove_line(claim, line, position)
    lines = [each.cents for line in claim.lines for each in line.adjustments]
    adjusted = sum(each.cents for each in claim.adjustments) + sum(lines)
    if claim.charge_cents - adjusted != claim.paid_cents:
        message = (
            f"Claim {claim.control}: charge {dollars(claim.charge_cents)} less adjustments {dollars(adjusted)} is "
            f"{dollars(claim.charge_cents - adjusted)}; paid is {dollars(claim.paid_cents)} "
            f"({_off(claim.paid_cents - claim.charge_cents + adjusted)})."
        )
        yield _stop("REMIT-BAL-02", "A claim does not balance", message, CLAIM, claim)
    charged = sum(line.charge_cents for line in claim.lines)
    if claim.lines and charged != claim.charge_cents:
        message = f"Claim {claim.control}: the services are charged {dollars(charged)}, the claim {dollars(claim.charge_cents)}."
        yield _stop("REMIT-BAL-04", "Services do not add up to the claim", message, CLAIM, claim)
    yield from _compare_patient_share(claim)


def _prove_line(claim: PaidClaim, line: PaidLine, position: int) -> Iterator[Finding]:
    adjusted = sum(each.cents for each in line.adjustments)
    if line.charge_cents - adjusted != line.paid_cents:
        message = (
            f"Claim {claim.control}, service {position} ({line.procedure}): charge {dollars(line.charge_cents)} less adjustments "
            f"{dollars(adjusted)} is {dollars(line.charge_cents - adjusted)}; paid is {dollars(line.paid_cents)} "
            f"({_off(line.paid_cents - line.charge_cents + adjusted)})."
        )
        place = f"claim {claim.control}, service {position}"
        yield Finding("REMIT-BAL-01", Severity.STOP, "A service does not balance", message, _ASK, SERVICE, line.line_no, place)


def _compare_patient_share(claim: PaidClaim) -> Iterator[Finding]:
    """CLP05 is for information; a reversal may leave it out."""
    every = [*claim.adjustments, *(each for line in claim.lines for each in line.adjustments)]
    patient = sum(each.cents for each in every if each.group == "PR")
    if patient != claim.patient_share_cents and not (claim.is_reversal and not claim.patient_share_cents):
        message = (
            f"Claim {claim.control}: the payer reports a patient share of {dollars(claim.patient_share_cents)}, "
            f"the adjustments with group PR come to {dollars(patient)}."
        )
        todo = "The adjustments are posted. Look at them before the patient is billed."
        place = f"claim {claim.control}"
        yield Finding("REMIT-PAT-01", Severity.WARN, "Patient share told in two ways", message, todo, PATIENT_SHARE, place=place)


def _stop(code: str, title: str, message: str, source: Source, claim: PaidClaim) -> Finding:
    return Finding(code, Severity.STOP, title, message, _ASK, source, place=f"claim {claim.control}")


def _off(cents: int) -> str:
    return f"{dollars(abs(cents))} too {'much' if cents > 0 else 'little'}"
