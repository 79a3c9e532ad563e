"""Level 4 of an 837: people, organisations and places, and whether they are told apart from the billing provider."""

import re
from collections.abc import Iterator

from superbill.x12.findings import Finding, found, register
from superbill.x12.objects.claims import Billing, Claim, Household
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import ORGANIZATION, PERSON, Party
from superbill.x12.rules import rule

register("""
SNIP4-PO-BOX | error | | The billing provider's address is a post office box | Send the street here, and the box as the pay-to address, loop 2010AB.
SNIP4-FIRST-NAME | warning | | A person without a first name | Add NM104 when the person has one, or send NM102 = 2 for an organisation.
SNIP4-FIRST-NAME-UNUSED | warning | | An organisation with a first name | Send the whole name in NM103, or NM102 = 1 for a person.
SNIP4-RENDERING-BILLING | warning | | The rendering provider is the billing provider | Leave loop 2310B (2310D in an 837I) out: it is for another provider.
SNIP4-RENDERING-MISSING | warning | | A group bills, and nobody is said to have given the service | Add the clinician in loop 2310B.
SNIP4-FACILITY-BILLING | warning | | The service facility is at the billing provider's address | Leave the facility out: it is for another place.
SNIP4-REFERRING | warning | | The first referrer is given without the last one | Send the referring provider as DN; P3 is only for the first of two.
""")

_BOX = re.compile(r"\bP\W*O\W*BOX\b|\bPOST(AL)? OFFICE BOX\b|\bLOCK ?BOX\b", re.IGNORECASE)
GROUPS = ("193200000X", "193400000X")  # taxonomy of multi- and single-specialty groups
_LETTERS = re.compile(r"[^0-9A-Z]")


def _names(party: Party, claim: Claim | None = None) -> Iterator[Finding]:
    """NM104 goes with NM102 = 1. Source: guides, NM104 of each NM1: when the person has a first name."""
    if party.type == PERSON and not party.first_name and party.last_name:
        code, what = "SNIP4-FIRST-NAME", "NM102 is 1, a person; but the first name (NM104) is missing."
    elif party.type == ORGANIZATION and party.first_name:
        code, what = "SNIP4-FIRST-NAME-UNUSED", "NM102 is 2, an organisation; but NM104 gives a first name."
    else:
        return
    if claim is None:
        yield found(code, what, at=party.at, spot="NM104", loop=party.loop)
    else:
        yield told(claim, code, what, at=party.at, spot="NM104", loop=party.loop)


@rule(4, Billing)
def check_billing(billing: Billing) -> Iterator[Finding]:
    """Source: guides, 2010AA N3: a street address; a box goes to 2010AB."""
    provider = billing.provider
    yield from _names(provider)
    for place, line in enumerate(provider.street, 1):
        if _BOX.search(line):
            what = "The billing provider's address must be a street; a post office box is only a pay-to address."
            yield found("SNIP4-PO-BOX", what, at=provider.street_at, spot=f"N3{place:02d}", loop=provider.loop, value=line)


@rule(4, Household)
def check_insured(household: Household) -> Iterator[Finding]:
    """The names of the subscriber."""
    yield from _names(household.subscriber.insured)


@rule(4, Claim)
def check_people(claim: Claim) -> Iterator[Finding]:
    """The patient and everybody who had a part in the claim."""
    if claim.patient is not None:
        yield from _names(claim.patient.person, claim)
    billing = claim.billing.provider
    for each in claim.providers:
        if each.type == PERSON and not each.first_name:
            yield from _names(each, claim)
        if each.role == "82" and each.id and each.id == billing.id:
            what = "The rendering provider has the NPI of the billing provider."
            yield told(claim, "SNIP4-RENDERING-BILLING", what, at=each.at, spot="NM109", loop=each.loop)
        elif each.role == "77" and is_same_place(each, billing):
            what = "The service facility has the address of the billing provider."
            yield told(claim, "SNIP4-FACILITY-BILLING", what, at=each.at, spot="NM1", loop=each.loop)
        elif each.role == "P3" and not claim.provider("DN"):
            yield told(claim, "SNIP4-REFERRING", "NM1*P3 stands without NM1*DN.", at=each.at, spot="NM101", loop=each.loop)
    if claim.billing.taxonomy in GROUPS and not claim.provider("82") and claim.kind in ("P", "D"):
        yield from _check_rendering(claim)


def is_same_place(place: Party, billing: Party) -> bool:
    """Source: 837P guide, 2310C: another place than 2010AA. X12 RFI 2810 leaves open what is the same; only the same letters are."""
    return place.zip_code[:5] == billing.zip_code[:5] and bool(place.street) and _plain(place) == _plain(billing)


def _plain(party: Party) -> str:
    return _LETTERS.sub("", "".join(party.street).upper())


def _check_rendering(claim: Claim) -> Iterator[Finding]:
    """A group gives no service itself. Source: 837P guide, 2310B, 2420A."""
    if any(each.role == "82" for line in claim.lines for each in line.providers):
        return
    what = "The billing provider is a group (PRV03), and no rendering provider is given."
    yield told(claim, "SNIP4-RENDERING-MISSING", what, at=claim.at, spot="NM1", loop="2310B")
