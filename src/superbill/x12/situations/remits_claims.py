"""Level 4 of an 835, claim by claim: what the status of a claim calls for, its parties, its dates and its services."""

from collections.abc import Iterator

from superbill.basics.money import dollars
from superbill.x12.balance.remits import is_facility
from superbill.x12.findings import Finding, Severity, register
from superbill.x12.objects.claims_pieces import Party, Span
from superbill.x12.objects.remits import DENIED, FORWARDED, MEDICARE_OR_MEDICAID, PREDETERMINATION, ClaimPayment, ServicePayment
from superbill.x12.objects.telling import told
from superbill.x12.rules import rule

register("""
SNIP4-ERA-DENIED-PAID | error | | A claim of an unknown patient is paid | Ask the payer what was decided: status 4 is for patients it does not know.
SNIP4-ERA-PREDETERMINED-PAID | error | | A predetermination is paid | Ask the payer what was decided: status 25 pays nothing.
SNIP4-ERA-REVERSAL-SIGN | error | | A reversal is not negative | Ask the payer for a corrected remittance: a reversal takes back what was told before.
SNIP4-ERA-NEGATIVE-CHARGE | warning | | A negative charge that is no reversal | Ask the payer which payment it takes back; a reversal has status 22.
SNIP4-ERA-REVERSAL-SHARE | warning | | A reversal says what the patient owes | Take the patient's share from the adjustments; CLP05 is not used in reversals.
SNIP4-ERA-CROSSOVER | error | | A claim was sent on and it is not said to whom | Ask the payer where the claim went before you bill the next payer.
SNIP4-ERA-CROSSOVER-NOT-USED | warning | | A next payer is named for a claim that was not sent on | Ask the payer whether the claim went on before you bill the next payer.
SNIP4-ERA-RENDERING | warning | | The clinician who treated is the payee | Nothing must be done; NM1*82 is sent only when it is another.
SNIP4-ERA-TWICE | warning | | The very same claim payment stands twice | Post it once; ask the payer whether the second is meant.
SNIP4-ERA-NUMBER-TWICE | warning | | One number of the payer stands for two of your claims | Match by your own control number; ask the payer which claim the number is for.
SNIP4-ERA-SERVICE-TWICE | warning | | The very same service stands twice in a claim | Compare it with the claim you sent before you post the second.
SNIP4-ERA-SERVICES | warning | | A claim is adjusted and its services are not told | Ask the payer for the adjustments of each service: they are due for professional, dental and line-priced claims.
SNIP4-ERA-SERVED | warning | | Neither the claim nor the service says when it was given | Match it by its control numbers; tell the payer to send the day.
SNIP4-ERA-SERVED-ENDS | error | | A period ends before it begins | Take the days from the claim you sent.
SNIP4-ERA-SERVED-HALF | warning | | A period has only one of its ends | Take the days from the claim you sent.
SNIP4-ERA-ADJUDICATION | warning | | Inpatient and outpatient adjudication do not go with the claim | Use the remarks; ask the payer about the amounts.
SNIP4-ERA-BILLED-SAME | warning | | The billed service is told although it is the paid one | Nothing must be done; SVC06 and SVC07 are sent only when they differ.
SNIP4-ERA-UNITS | warning | | A service is paid with no units | Ask the payer how many units it paid for.
""")

_MOST_SHOWN = 20
_MIA_FOR_ALL = frozenset((1, 5, 20, 21, 22, 23))
_MOA_FOR_ALL = frozenset((3, 4, 5, 6, 7))
_DECIDED = frozenset(("1", "2", "3", "19", "20", "21"))
_BILL_TYPES = frozenset(
    "11 12 13 14 18 21 22 23 28 32 33 34 41 43 65 66 71 72 73 74 75 76 77 78 79 81 82 83 84 85 86 87 89".split()
)


def _of_claim(code: str, what: str, claim: ClaimPayment, spot: str, severity: Severity | None = None) -> Finding:
    return told(code, what, at=claim.at, spot=spot, loop="2100", claim=claim, severity=severity)


def _of_service(code: str, what: str, claim: ClaimPayment, service: ServicePayment, spot: str) -> Finding:
    return told(code, what, at=service.at, spot=spot, loop="2110", claim=claim)


# --- the status


@rule(4, ClaimPayment)
def check_status(claim: ClaimPayment) -> Iterator[Finding]:
    """What CLP02 says and what is paid: X12 RFI 1423 (status 4), 1941 (25), 1429 (22); guide, sections 1.10.2.7 and 1.10.2.8."""
    status, charge, paid = claim.status, claim.charge_cents, claim.paid_cents
    if status == DENIED and paid:
        what = f"Status 4 says that the patient is not known, but {dollars(paid)} is paid."
        yield _of_claim("SNIP4-ERA-DENIED-PAID", what, claim, "CLP04")
    elif status == PREDETERMINATION and paid:
        what = f"Status 25 only says what would be paid, but CLP04 pays {dollars(paid)}: it belongs into an adjustment OA 101."
        yield _of_claim("SNIP4-ERA-PREDETERMINED-PAID", what, claim, "CLP04")
    elif claim.is_reversal:
        yield from _check_reversal(claim)
    elif charge is not None and charge < 0:
        what = f"The charge is {dollars(charge)}, but status {status} takes nothing back."
        yield _of_claim("SNIP4-ERA-NEGATIVE-CHARGE", what, claim, "CLP03")


def _check_reversal(claim: ClaimPayment) -> Iterator[Finding]:
    """A reversal repeats what was told, with the other sign. A negative original payment is rare, and turns positive."""
    charge, paid = claim.charge_cents, claim.paid_cents
    if charge is not None and charge > 0:
        what = f"A reversal (status 22) takes the charge back, but CLP03 is {dollars(charge)}."
        yield _of_claim("SNIP4-ERA-REVERSAL-SIGN", what, claim, "CLP03")
    elif paid is not None and paid > 0:
        what = f"A reversal (status 22) takes the payment back, but CLP04 is {dollars(paid)}."
        yield _of_claim("SNIP4-ERA-REVERSAL-SIGN", what, claim, "CLP04", Severity.WARNING)
    if claim.patient_share_cents:
        what = f"CLP05 says {dollars(claim.patient_share_cents)}, but it is not used in a reversal."
        yield _of_claim("SNIP4-ERA-REVERSAL-SHARE", what, claim, "CLP05")


@rule(4, ClaimPayment)
def check_parties(claim: ClaimPayment) -> Iterator[Finding]:
    """Who must be named, and who must not: guide, notes on NM1*TT and NM1*82."""
    is_sent_on, is_named = claim.status in FORWARDED, False
    for each in claim.parties:
        role = each.role
        if role == "TT":
            is_named = True
            if not is_sent_on:
                yield _crossover_not_used(claim, each)
        elif role == "82" and each.id and each.id == claim.header.payee.id and each.npi == claim.header.payee.npi:
            what = f"NM1*82 repeats the payee's NPI {each.npi}."
            yield told("SNIP4-ERA-RENDERING", what, at=each.at, spot="NM109", loop="2100", claim=claim)
    if is_sent_on and not is_named:
        what = f"Status {claim.status} says that the claim was sent on, but no NM1*TT names the payer that it went to."
        yield _of_claim("SNIP4-ERA-CROSSOVER", what, claim, "NM1")


def _crossover_not_used(claim: ClaimPayment, payer: Party) -> Finding:
    """NM1*TT is sent only with status 19, 20, 21 and 23, not even in the reversal of such a claim: X12 RFI 1981."""
    what = f"NM1*TT names {payer.name or 'a payer'}, but status {claim.status} does not say that the claim was sent on."
    return told("SNIP4-ERA-CROSSOVER-NOT-USED", what, at=payer.at, spot="NM1", loop="2100", claim=claim)


# --- what stands twice


@rule(4, ClaimPayment)
def check_twice(claim: ClaimPayment) -> Iterator[Finding]:
    """The same CLP again, element for element; and the same service with the same REF*6R.

    Split lines share a REF*6R and are right (X12 RFI 2224): only services that are alike in everything are told.
    """
    if claim.earlier:
        what = f"Claim {claim.control} stands in segment {claim.earlier} with the same status, charge, payment and number."
        yield _of_claim("SNIP4-ERA-TWICE", what, claim, "CLP01", Severity.INFO if claim.status == DENIED else None)
    elif claim.numbered:
        what = f"CLP07 {claim.payer_claim_number} stands in segment {claim.numbered} for another claim than {claim.control}."
        yield _of_claim("SNIP4-ERA-NUMBER-TWICE", what, claim, "CLP07")
    if len(claim.services) > 1:
        controls = [each.number for service in claim.services for each in service.references if each.kind == "6R"]
        if len(set(controls)) < len(controls):
            yield from _check_lines_twice(claim)


def _check_lines_twice(claim: ClaimPayment) -> Iterator[Finding]:
    seen: dict[tuple[object, ...], int] = {}
    for service in claim.services:
        control = service.line_control
        key = (control, service.procedure, service.charge_cents, service.paid_cents, service.served_from)
        if control and key in seen:
            what = f"The service with REF*6R {control} stands in segment {seen[key]} with the same code, day, charge and payment."
            yield _of_service("SNIP4-ERA-SERVICE-TWICE", what, claim, service, "SVC")
        seen.setdefault(key, service.at.number)


# --- services and their days


@rule(4, ClaimPayment)
def check_services(claim: ClaimPayment) -> Iterator[Finding]:
    """SVC is due for all professional and dental claims and those priced by line: X12 RFI 2348, 2354.

    An 835 does not say what kind of claim it pays: told only where nothing shows a facility's claim, and something was adjusted.
    """
    if claim.services:
        for service in claim.services:
            if service.billed or service.billed_units is not None or service.units == 0:
                yield from _check_billed(claim, service)
        return
    if not claim.adjustments or claim.status not in _DECIDED or is_facility(claim):
        return
    if claim.facility in _BILL_TYPES and claim.frequency:
        return  # as likely a bill type as a place of service
    what = f"{len(claim.adjustments)} adjustments are told for the claim, and none of its services."
    yield _of_claim("SNIP4-ERA-SERVICES", what, claim, "SVC")


def _check_billed(claim: ClaimPayment, service: ServicePayment) -> Iterator[Finding]:
    """SVC06 and SVC07 tell what differs from SVC01 and SVC05: guide, notes on SVC06 and SVC07; X12 RFI 958 (units)."""
    if service.billed is not None and service.billed[:3] == service.procedure[:3] and not service.billed.description:
        yield _of_service("SNIP4-ERA-BILLED-SAME", "SVC06 repeats the service of SVC01.", claim, service, "SVC06")
    if service.billed_units is not None and service.billed_units == (1 if service.units is None else service.units):
        yield _of_service("SNIP4-ERA-BILLED-SAME", "SVC07 repeats the units of SVC05.", claim, service, "SVC07")
    if service.units == 0 and service.paid_cents:
        what = f"SVC03 pays {dollars(service.paid_cents)} for 0 units (SVC05)."
        yield _of_service("SNIP4-ERA-UNITS", what, claim, service, "SVC05")


@rule(4, ClaimPayment)
def check_days(claim: ClaimPayment) -> Iterator[Finding]:
    """Days stand at the claim for all services, or at each service: guide, notes on DTM; X12 RFI 2055."""
    days = {each.kind: each for each in claim.dates} if claim.dates else {}
    begins, ends = days.get("232"), days.get("233")
    if ends:
        yield from _check_statement(claim, begins, ends)
    undated: list[ServicePayment] = []
    for service in claim.services:
        dates = service.dates
        if not dates:
            undated.append(service)
        elif len(dates) > 1 or dates[0].kind != "472":
            yield from _check_service_days(claim, service)
    if (claim.services and not undated) or begins or ends or claim.status in (PREDETERMINATION, DENIED) or claim.is_cut:
        return
    for service in undated[:_MOST_SHOWN]:
        what = "The service has no day (DTM*472 or 150 and 151), and the claim has none either (DTM*232)."
        yield _of_service("SNIP4-ERA-SERVED", what, claim, service, "DTM")
    if not claim.services:
        what = "No service is told, and the claim does not say when it was given (DTM*232)."
        yield _of_claim("SNIP4-ERA-SERVED", what, claim, "DTM")


def _check_statement(claim: ClaimPayment, begins: Span | None, ends: Span) -> Iterator[Finding]:
    if begins is None:
        what = "DTM*233 stands without DTM*232."
        yield told("SNIP4-ERA-SERVED-HALF", what, at=ends.at, spot="DTM01", loop="2100", claim=claim)
    elif ends.first and begins.first and ends.first < begins.first:
        what = f"The statement ends on {ends.first} (DTM*233), before it begins on {begins.first} (DTM*232)."
        yield told("SNIP4-ERA-SERVED-ENDS", what, at=ends.at, spot="DTM02", loop="2100", claim=claim)


def _check_service_days(claim: ClaimPayment, service: ServicePayment) -> Iterator[Finding]:
    """150 and 151 begin and end several days, 472 is a single day: guide, notes on the codes of the service's DTM01."""
    days = {each.kind: each for each in service.dates}
    begins, ends, single = days.get("150"), days.get("151"), days.get("472")
    if begins and ends and begins.first and ends.first and ends.first < begins.first:
        what = f"The service ends on {ends.first} (DTM*151), before it begins on {begins.first} (DTM*150)."
        yield told("SNIP4-ERA-SERVED-ENDS", what, at=ends.at, spot="DTM02", loop="2110", claim=claim)
    elif single and (begins or ends):
        what = "DTM*472 says a single day, and DTM*150 or 151 several."
        yield told("SNIP4-ERA-SERVED-HALF", what, at=single.at, spot="DTM01", loop="2110", claim=claim)
    elif bool(begins) != bool(ends):
        one = begins or ends
        assert one
        what = f"DTM*{one.kind} stands without DTM*{'151' if begins else '150'}; a single day is DTM*472."
        yield told("SNIP4-ERA-SERVED-HALF", what, at=one.at, spot="DTM01", loop="2110", claim=claim)


# --- adjudication


@rule(4, ClaimPayment)
def check_adjudication(claim: ClaimPayment) -> Iterator[Finding]:
    """MIA or MOA, not both; outside Medicare and Medicaid only their remarks and MIA01: guide, notes on MIA and MOA."""
    inpatient, outpatient = claim.inpatient, claim.outpatient
    if inpatient is None and outpatient is None:
        return
    if inpatient and outpatient:
        what = "MIA (inpatient) and MOA (outpatient) stand in one claim."
        yield told("SNIP4-ERA-ADJUDICATION", what, at=outpatient.at, spot="MOA", loop="2100", claim=claim)
    if claim.filing in MEDICARE_OR_MEDICAID:
        return
    for each, allowed in ((inpatient, _MIA_FOR_ALL), (outpatient, _MOA_FOR_ALL)):
        if each is None:
            continue
        extra = [place for place, value in enumerate(each.elements, 1) if value and place not in allowed]
        if extra:
            spot = f"{each.tag}{extra[0]:02d}"
            what = f"{spot} is told for Medicare and Medicaid only; CLP06 is {claim.filing}."
            yield told("SNIP4-ERA-ADJUDICATION", what, at=each.at, spot=spot, loop="2100", claim=claim)
