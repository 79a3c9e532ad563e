"""What becomes of a claim in an 837P: the claim as it is carried, and the names that go out in other letters.

An 837P does not carry the policy's period; the version (it is part of the control number); a subscriber's birthday, sex and
address when the patient is somebody else (the guide lets them be sent only when the subscriber is the patient); the plan name
when there is a group number; a rendering clinician who is the billing provider; small letters and accents of names.
"""

from dataclasses import replace
from datetime import datetime

from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.claim import Claim
from superbill.claims.people import Address, Person, Practice, Provider
from superbill.exchange.claims_837p_read import ANY_DAY, NO_ADDRESS, RELATIONSHIP_CODES
from superbill.exchange.envelope import NO_DAY
from superbill.x12.text import as_words, is_respelled


def as_carried(claim: Claim, *, at: datetime) -> Claim:
    """The claim as an 837P written at this time carries it: what `read_837p` gives back for it, field for field."""
    coverage, practice = claim.coverage, _spelled_practice(claim.practice)
    subscriber = coverage.subscriber
    holder = None if subscriber is None else replace(_spelled_person(subscriber), born=NO_DAY, sex="U", address=NO_ADDRESS)
    relationship = coverage.relationship if coverage.relationship in RELATIONSHIP_CODES else "other"
    rendering = claim.rendering
    if rendering.npi == practice.npi:
        rendering = Provider(practice.npi, practice.name, "", practice.taxonomy)
    return replace(
        claim,
        patient=replace(claim.patient, person=_spelled_person(claim.patient.person)),
        coverage=replace(
            coverage,
            payer=replace(coverage.payer, name=as_words(coverage.payer.name)),
            relationship="self" if holder is None else relationship,
            period=ANY_DAY,
            subscriber=holder,
            plan_name="" if coverage.group_number else as_words(coverage.plan_name),
        ),
        practice=practice,
        rendering=replace(rendering, last_name=as_words(rendering.last_name), first_name=as_words(rendering.first_name)),
        created_on=at.date(),
    )


def _spelled_person(person: Person) -> Person:
    return replace(
        person,
        last_name=as_words(person.last_name),
        first_name=as_words(person.first_name),
        middle_name=as_words(person.middle_name),
        address=_spelled_address(person.address),
    )


def _spelled_address(address: Address) -> Address:
    return replace(address, line1=as_words(address.line1), line2=as_words(address.line2), city=as_words(address.city))


def _spelled_practice(practice: Practice) -> Practice:
    return replace(
        practice,
        name=as_words(practice.name),
        address=_spelled_address(practice.address),
        contact_name=as_words(practice.contact_name),
    )


def find_respelled(claim: Claim) -> tuple[Finding, ...]:
    """Names and addresses that an 837 cannot carry as they are written (accents, typographic marks), and how they will go out."""
    people = [("patient", claim.patient.person)]
    if claim.coverage.subscriber is not None:
        people.append(("subscriber", claim.coverage.subscriber))
    words = [
        (f"{who} {what}", value)
        for who, person in people
        for what, value in (
            ("last name", person.last_name),
            ("first name", person.first_name),
            ("middle name", person.middle_name),
            ("address", person.address.line1),
            ("address", person.address.line2),
            ("city", person.address.city),
        )
    ]
    words += [("practice name", claim.practice.name), ("rendering last name", claim.rendering.last_name)]
    words += [("rendering first name", claim.rendering.first_name), ("payer name", claim.coverage.payer.name)]
    return tuple(_respelled(place, value) for place, value in words if is_respelled(value))


def _respelled(place: str, value: str) -> Finding:
    return Finding(
        code="X12-TEXT-01",
        severity=Severity.INFORM,
        title="Written in plain letters",
        message=f"The {place} goes out as {as_words(value)}: X12 carries no accents or typographic marks.",
        todo="Nothing, unless the payer knows the name in another spelling.",
        source=Source("X12 005010", "appendix B, basic character set"),
        place=place,
    )
