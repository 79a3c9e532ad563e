"""Whether a claim of an 837 is clear, and the subscriber's level that it stood in."""

from datetime import date

from superbill.x12.clear.claims_lines import read_decisions, read_lines
from superbill.x12.clear.claims_payers import are_payers_clear
from superbill.x12.objects.claims import MEDICARE, SELF, Claim, Household
from superbill.x12.objects.claims_pieces import PERSON
from superbill.x12.rules import Shown, clears
from superbill.x12.situations.claims import CLIA, ICD_10, LONGEST_CONTROL, REPLACING, check_causes, check_codes, check_rest
from superbill.x12.situations.claims_days import INPATIENT_PLACES, YEAR, check_claim_days, check_service_days
from superbill.x12.situations.claims_dental import check_dental
from superbill.x12.situations.claims_institutional import check_institutional
from superbill.x12.situations.claims_parties import GROUPS, check_people, is_same_place

_CASUALTY = ("AM", "WC")
_ACCIDENT, _ADMISSION = "439", "435"
JUDGED = frozenset("472 434 484 096 361 296 091 314 360".split())
"""Dates of a claim that rules look at one by one. Any other must only not come after the service."""


@clears(Household)
def is_household_clear(household: Household, _: Shown) -> bool:
    """HL04 says what is below, something is claimed, and the subscriber is a person with a first name."""
    subscriber, patients = household.subscriber, household.patients
    insured = subscriber.insured
    if insured.type != PERSON or not insured.first_name:
        return False
    return subscriber.children != "0" if patients else subscriber.children != "1" and household.own_claims > 0


@clears(Claim)
def is_claim_clear(claim: Claim, shown: Shown) -> bool:
    """The claim and its lines, part by part; a part that fails ends it. A kernel may have shown most parts in the bytes."""
    if claim.earlier or claim.is_cut or not (_is_patient_clear(claim) and _are_people_clear(claim)):
        return False
    days = shown.get(claim.at.number)
    if days is not None:
        first, last = days
        return _is_time_clear(claim, first, last) and are_payers_clear(claim, read_decisions(claim) if claim.other_payers else [])
    if not (_are_numbers_clear(claim) and _are_codes_clear(claim)):
        return False
    lines = read_lines(claim)
    if lines is None:
        return False
    first, last, decided = lines
    if not _is_time_clear(claim, first, last) or not _are_dates_clear(claim, last):
        return False
    return are_payers_clear(claim, decided) and _is_rest_clear(claim)


def _are_numbers_clear(claim: Claim) -> bool:
    """CLM01, CLM02, CLM05-3, what the patient paid, and the numbers of the claim."""
    cents = claim.charge_cents
    if len(claim.control) > LONGEST_CONTROL or cents is None or cents < 0 or (cents == 0 and claim.header.type == "CH"):
        return False
    for amount in claim.amounts:
        if amount.kind == "F5" and amount.cents is not None and amount.cents > cents:
            return False
    is_replaced = False
    for each in claim.references:
        kind = each.kind
        if kind == "F8":
            is_replaced = True
        elif kind == "X4" and not CLIA.match(each.number):
            return False
    frequency = claim.frequency
    return not is_replaced if frequency == "1" else is_replaced or frequency not in REPLACING


def _is_patient_clear(claim: Claim) -> bool:
    """The subscriber with address and birth date, or a patient below with a name."""
    patient, subscriber = claim.patient, claim.subscriber
    if patient is None:
        insured = subscriber.insured
        is_told = insured.born_at.number and insured.street_at.number and insured.city_at.number
        return bool(is_told) and insured.type == PERSON and subscriber.relationship == SELF
    if subscriber.filing in MEDICARE or (subscriber.relationship == SELF and not claim.subscriber_claims):
        return False
    person = patient.person
    return person.type == PERSON and person.first_name != ""


def _are_people_clear(claim: Claim) -> bool:
    """People with names, and places, that are not the billing provider's."""
    billing, is_rendered = claim.billing, False
    for each in claim.providers:
        role = each.role
        if each.type == PERSON and not each.first_name:
            return False
        if role == "82":
            is_rendered = True
            if each.id and each.id == billing.provider.id:
                return False
        elif role == "P3" or (role == "77" and is_same_place(each, billing.provider)):
            return not any(check_people(claim))
    return is_rendered or billing.taxonomy not in GROUPS or not any(check_people(claim))


def _are_codes_clear(claim: Claim) -> bool:
    """Diagnoses of the ICD-10, each given once."""
    codes: set[str] = set()
    for each in claim.diagnoses:
        if each.list not in ICD_10 or each.code in codes:
            return not any(check_codes(claim))
        codes.add(each.code)
    return not claim.codes or not any(check_codes(claim))


def _is_time_clear(claim: Claim, first: date | None, last: date | None) -> bool:
    """Services given in the patient's life, within the year before the file was written; no casualty, nothing of a pregnancy."""
    patient, subscriber = claim.patient, claim.subscriber
    about, person = (patient, patient.person) if patient else (subscriber, subscriber.insured)
    if first is None or last is None or about.died_on or about.pregnant or subscriber.filing in _CASUALTY:
        return _ask_about_days(claim)
    written, born = claim.header.created_on, person.born
    if written and (last > written or (written.year != last.year and (written - last).days > YEAR)):
        return _ask_about_days(claim)
    return not born or first >= born


def _are_dates_clear(claim: Claim, last: date | None) -> bool:
    """The dates of the claim, none later than the last service, and its causes."""
    causes, is_accident, is_admitted = claim.causes, False, False
    for span in claim.dates:
        kind, day = span.kind, span.first
        if kind in JUDGED or (day and (last is None or day > last)):
            return _ask_about_days(claim)
        if kind == _ACCIDENT:
            is_accident = True
        elif kind == _ADMISSION:
            is_admitted = True
    if claim.facility in INPATIENT_PLACES and not is_admitted:
        return _ask_about_days(claim)
    if causes and "AA" in causes and not claim.accident_state and not claim.accident_country:
        return False
    return is_accident == bool(causes)


def _ask_about_days(claim: Claim) -> bool:
    return not (any(check_service_days(claim)) or any(check_claim_days(claim)) or any(check_causes(claim)))


def _is_rest_clear(claim: Claim) -> bool:
    """What most claims have none of."""
    if (claim.attachments or claim.conditions or claim.extras) and any(check_rest(claim)):
        return False
    return claim.kind == "P" or not (any(check_institutional(claim)) or any(check_dental(claim)))
