"""Claims ↔ 837P (005010X222A1): billing provider, subscriber, patient, claim, line. Here they are written.

`claims_837p_read` reads them; `claims_837p_carried` says what of a claim an 837P carries. All three are imported from here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from superbill.claims.claim import Claim, Line
from superbill.claims.people import Person, Practice, Provider
from superbill.exchange.claims_837p_carried import as_carried, find_respelled
from superbill.exchange.claims_837p_read import (
    NO_ADDRESS,
    RELATIONSHIP_CODES,
    ReadBatch,
    ReadClaim,
    read_837p,
    with_dot,
)
from superbill.exchange.envelope import Controls, Party, address_branch, contact_branch, write_file
from superbill.exchange.service_line import service_branch
from superbill.x12.errors import X12Error
from superbill.x12.segments import Segment
from superbill.x12.transactions.t837p import T837P
from superbill.x12.write import Branch, write_body

__all__ = ["NO_ADDRESS", "ReadBatch", "ReadClaim", "as_carried", "find_respelled", "read_837p", "with_dot", "write_837p"]

CLAIMS_A_SET = 5000
"""The guide's recommended limit of claims in one set (section 1.3.2)."""

CLAIMS_A_PATIENT = 100
"""The repeat of loop 2300."""


def write_837p(
    claims: Sequence[Claim], *, sender: Party, receiver: Party, controls: Controls, at: datetime, test: bool = True
) -> bytes:
    """One interchange with all claims, in their order; at most 5,000 in a set.

    Neighbouring claims of one practice share a billing level, those of one policy and patient a subscriber level.
    Raises `X12Error` for a claim that the guide does not allow, naming loop and element.
    """
    if not claims:
        raise X12Error("There is no claim to write.", todo="Choose the claims to send.")
    sets: list[list[Segment]] = []
    for first in range(0, len(claims), CLAIMS_A_SET):
        reference = f"{controls.interchange:09d}" + (f"-{len(sets) + 1}" if sets else "")
        chunk = claims[first : first + CLAIMS_A_SET]
        try:
            sets.append(write_body(T837P, _set_branch(chunk, sender=sender, receiver=receiver, at=at, reference=reference)))
        except X12Error as error:
            raise _blamed(error, chunk, sender=sender, receiver=receiver, at=at, reference=reference) from None
    return write_file(T837P, sets, sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def _blamed(
    error: X12Error, claims: Sequence[Claim], *, sender: Party, receiver: Party, at: datetime, reference: str
) -> X12Error:
    """The same error with the claim that it comes from: the first that cannot be written alone."""
    for claim in claims:
        try:
            write_body(T837P, _set_branch([claim], sender=sender, receiver=receiver, at=at, reference=reference))
        except X12Error as own:
            return own.inside(f"claim {claim.control}")
    return error


def _set_branch(claims: Sequence[Claim], *, sender: Party, receiver: Party, at: datetime, reference: str) -> Branch:
    return {
        "begin": {"purpose": "00", "reference": reference, "created_on": at, "created_at": at, "type": "CH"},
        "submitter": {"name": {"type": "2", "last_name": sender.name, "id": sender.id}, "contact": contact_branch(sender)},
        "receiver": {"name": {"last_name": receiver.name, "id": receiver.id}},
        "billing_level": [
            _billing_branch(practice, each) for practice, each in groupby(claims, key=lambda claim: claim.practice)
        ],
    }


def _billing_branch(practice: Practice, claims: Iterable[Claim]) -> Branch:
    return {
        "level": {},
        **({"specialty": {"role": "BI", "taxonomy": practice.taxonomy}} if practice.taxonomy else {}),
        "billing": {
            "name": {"type": "2", "last_name": practice.name, "id_type": "XX", "id": practice.npi},
            **address_branch(practice.address),
            "tax_id": {"type": "EI", "number": practice.tax_id},
            "contact": {"name": practice.contact_name, "kind": "TE", "number": practice.phone},
        },
        "subscriber": [_subscriber_branch(each) for each in _by_patient(claims)],
    }


def _by_patient(claims: Iterable[Claim]) -> Iterator[Sequence[Claim]]:
    """Neighbours of one policy and patient, as many together as the guide lets stand in one loop."""
    for _, neighbours in groupby(claims, key=lambda claim: (claim.coverage, claim.patient.person)):
        same = list(neighbours)
        for first in range(0, len(same), CLAIMS_A_PATIENT):
            yield same[first : first + CLAIMS_A_PATIENT]


def _subscriber_branch(claims: Sequence[Claim]) -> Branch:
    claim = claims[0]
    coverage, person = claim.coverage, claim.patient.person
    is_self = coverage.subscriber is None
    insured = person if coverage.subscriber is None else coverage.subscriber
    branch: dict[str, Branch | Sequence[Branch]] = {
        "level": {},
        "subscriber": {
            "rank": "P",
            "relationship": "18" if is_self else "",
            "group_number": coverage.group_number,
            "plan_name": "" if coverage.group_number else coverage.plan_name,
            "filing": coverage.payer.filing,
        },
        "insured": {
            "name": _name_branch(insured) | {"id_type": "MI", "id": coverage.member_id},
            **(_details_branch(insured) if is_self else {}),
        },
        "payer": {"name": {"last_name": coverage.payer.name, "id_type": "PI", "id": coverage.payer.payer_id}},
    }
    below = [_claim_branch(each) for each in claims]
    if is_self:
        return branch | {"claim": below}
    dependent: Branch = {
        "level": {},
        "patient": {"relationship": RELATIONSHIP_CODES.get(coverage.relationship, "G8")},
        "person": {"name": _name_branch(person), **_details_branch(person)},
        "claim": below,
    }
    return branch | {"dependent": [dependent]}


def _name_branch(person: Person) -> dict[str, str]:
    return {"type": "1", "last_name": person.last_name, "first_name": person.first_name, "middle_name": person.middle_name}


def _details_branch(person: Person) -> dict[str, Branch]:
    return {**address_branch(person.address), "born": {"born": person.born, "sex": person.sex}}


def _claim_branch(claim: Claim) -> Branch:
    branch: dict[str, Branch | Sequence[Branch]] = {
        "claim": {
            "control": claim.control,
            "charge": claim.charge_cents,
            "place_of_service": claim.place_of_service,
            "frequency": claim.frequency,
            "signature_on_file": "Y",
            "assignment": "A" if claim.accepts_assignment else "C",
            "assigns_benefits": "Y",
            "release": "Y",
        },
        "patient_number": {"number": claim.patient.number},
        "diagnoses": _diagnoses_branch(claim.diagnoses),
        "line": [_line_branch(line, index) for index, line in enumerate(claim.lines, start=1)],
    }
    if claim.prior_authorization:
        branch["prior_authorization"] = {"number": claim.prior_authorization}
    if claim.payer_claim_number:
        branch["payer_claim_number"] = {"number": claim.payer_claim_number}
    if claim.rendering.npi != claim.practice.npi:
        branch["rendering"] = _rendering_branch(claim.rendering)
    return branch


def _diagnoses_branch(diagnoses: Sequence[str]) -> dict[str, str]:
    if len(diagnoses) > 12:
        raise X12Error(
            "A claim carries at most twelve diagnoses.", place="loop 2300, HI", todo="Keep those that the lines point to."
        )
    branch: dict[str, str] = {}
    for index, code in enumerate(diagnoses, start=1):
        branch |= {f"list{index}": "ABK" if index == 1 else "ABF", f"code{index}": code.replace(".", "")}
    return branch


def _rendering_branch(rendering: Provider) -> Branch:
    who = {
        "type": "1",
        "last_name": rendering.last_name,
        "first_name": rendering.first_name,
        "id_type": "XX",
        "id": rendering.npi,
    }
    return {"name": who, **({"specialty": {"taxonomy": rendering.taxonomy}} if rendering.taxonomy else {})}


def _line_branch(line: Line, index: int) -> Branch:
    where = f"line {line.line_no}, SV1"
    if len(line.pointers) > 4:
        raise X12Error("A line points to at most four diagnoses.", place=where, todo="Keep the four that matter most.")
    pointers = {f"pointer{place}": pointer for place, pointer in enumerate(line.pointers, start=1)}
    service = service_branch(line, place=where) | {"unit": "UN"} | pointers
    return {
        "number": {"number": index},
        "service": service,
        "served_on": {"format": "D8", "day": line.served_on},
        "line_no": {"number": str(line.line_no)},
    }
