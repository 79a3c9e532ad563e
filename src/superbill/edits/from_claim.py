"""A claim of the practice as the rows that edits read."""

from collections.abc import Sequence

from superbill.claims.claim import Claim, Line
from superbill.claims.people import Address, Person
from superbill.edits.conditions import Row, Value
from superbill.edits.relations import CLAIM, DIAGNOSIS, LINE, ClaimRows, whole


def rows_of(claim: Claim) -> ClaimRows:
    """The rows of a version of a claim."""
    shared, count = _shared_by_lines(claim), len(claim.diagnoses)
    lines: list[Row] = [_line(claim, line, shared) for line in claim.lines]
    pointers: list[Row] = [
        {"line_at": at, "position": position, "pointer": pointer, "diagnosis_count": count}
        for at, line in enumerate(claim.lines)
        for position, pointer in enumerate(line.pointers, start=1)
    ]
    modifiers: list[Row] = [
        {"line_at": at, "position": position, "modifier": modifier}
        for at, line in enumerate(claim.lines)
        for position, modifier in enumerate(line.modifiers, start=1)
    ]
    diagnoses: list[Row] = [
        {**_EMPTY_DIAGNOSIS, "position": position, "diagnosis": code} for position, code in enumerate(claim.diagnoses, start=1)
    ]
    rows: dict[str, Sequence[Row]] = {
        "claim": [_claim(claim)],
        "line": lines,
        "diagnosis": diagnoses,
        "pointer": pointers,
        "modifier": modifiers,
    }
    return ClaimRows(control=claim.control, rows=rows)


def _claim(claim: Claim) -> Row:
    patient, coverage, practice = claim.patient.person, claim.coverage, claim.practice
    given: dict[str, Value] = {
        "number": claim.number,
        "version": claim.version,
        "kind": "P",
        "frequency": claim.frequency,
        "payer_claim_number": claim.payer_claim_number,
        "prior_authorization": claim.prior_authorization,
        "place_of_service": claim.place_of_service,
        "created_on": claim.created_on,
        "total_charge_cents": claim.charge_cents,
        "accepts_assignment": claim.accepts_assignment,
        "patient_number": claim.patient.number,
        "patient_last_name": patient.last_name,
        "patient_first_name": patient.first_name,
        "patient_born": patient.born,
        "patient_sex": patient.sex,
        "patient_address": _address(patient.address),
        "patient_zip_code": patient.address.zip_code,
        "patient_state": patient.address.state,
        "payer_id": coverage.payer.payer_id,
        "payer_name": coverage.payer.name,
        "filing": coverage.payer.filing,
        "payer_rank": "P",
        "member_id": coverage.member_id,
        "group_number": coverage.group_number,
        "plan_name": coverage.plan_name,
        "relationship": coverage.relationship,
        "coverage_since": coverage.period.since,
        "coverage_until": coverage.period.until,
        "billing_npi": practice.npi,
        "billing_taxonomy": practice.taxonomy,
        "billing_name": practice.name,
        "billing_zip_code": practice.address.zip_code,
        "billing_state": practice.address.state,
        "tax_id": practice.tax_id,
        "rendering_npi": claim.rendering.npi,
        "rendering_taxonomy": claim.rendering.taxonomy,
        "other_payers": 0,
        "others_paid_cents": 0,
    }
    return whole(CLAIM, given) | _subscriber(claim)


def _subscriber(claim: Claim) -> dict[str, Value]:
    """Who holds the policy: the patient themself, or the subscriber given; NULL in every column when there is nobody."""
    who = claim.patient.person if claim.coverage.relationship == "self" else claim.coverage.subscriber
    return subscriber_columns(who)


def subscriber_columns(who: Person | None) -> dict[str, Value]:
    """The columns of the subscriber."""
    return {
        "subscriber_last_name": who.last_name if who else None,
        "subscriber_first_name": who.first_name if who else None,
        "subscriber_born": who.born if who else None,
        "subscriber_sex": who.sex if who else None,
        "subscriber_address": _address(who.address) if who else None,
    }


def _shared_by_lines(claim: Claim) -> dict[str, Value]:
    """The row of a line as far as it is the same on all lines of a claim."""
    return {
        **_EMPTY_LINE,
        "unit": "UN",
        "line_place": claim.place_of_service,
        "line_rendering_npi": claim.rendering.npi,
        "line_authorization": claim.prior_authorization,
        "has_own_day": True,
    }


def _line(claim: Claim, line: Line, shared: dict[str, Value]) -> Row:
    diagnoses, modifiers = claim.diagnoses, line.modifiers
    named = [diagnoses[pointer - 1] for pointer in line.pointers if 0 < pointer <= len(diagnoses)]
    row = shared.copy()
    row["line_no"], row["procedure"], row["charge_cents"], row["units"] = (
        line.line_no, line.procedure, line.charge_cents, line.units,
    )  # fmt: skip
    row["served_on"] = row["served_until"] = line.served_on
    if modifiers:
        row["modifiers"] = " ".join(sorted(modifiers))
    if named:
        row["pointed"], row["first_pointed"] = " ".join(named), named[0]
    return row


_EMPTY_LINE, _EMPTY_DIAGNOSIS = whole(LINE, {}), whole(DIAGNOSIS, {})


def _address(address: Address) -> str:
    """One text when every part that mail needs is there, else empty."""
    parts = (address.line1, address.city, address.state, address.zip_code)
    return ", ".join(parts) if all(part.strip() for part in parts) else ""
