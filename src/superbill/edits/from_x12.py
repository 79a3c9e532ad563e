"""A claim of an 837 as the rows that edits read: professional, institutional and dental, as the typed nouns of `superbill.x12`.

What a line leaves out and the claim says stands on the line as well: place, clinicians, authorization, CLIA number, and the day
of an institutional or dental line. Codes get their dot back; units that are not whole are rounded up.
Sources: implementation guides 005010X222A1, 005010X223A2, 005010X224A2.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import ROUND_CEILING, Decimal

from superbill.claims.claim import split_control
from superbill.edits.conditions import Row, Value
from superbill.edits.from_x12_codes import code_rows, diagnosis_rows, operation_rows, pointed_at
from superbill.edits.relations import CLAIM, LINE, OTHER_PAYER, SUBSCRIBER, ClaimRows, whole
from superbill.x12.objects.claims import SELF, Claim, OtherPayer, ServiceLine
from superbill.x12.objects.claims_pieces import Party, Reference, Span
from superbill.x12.objects.reading import NUMBERS

_LONGEST_CONTROL = 38  # CLM01; what is longer is not one of our own numbers
_RELATIONSHIPS = {SELF: "self", "01": "spouse", "19": "child"}
_NDC, _PAID, _PATIENT_PAID = "N4", "D", "F5"


def rows_of_x12(claim: Claim) -> ClaimRows:
    """The rows of a claim as it was sent."""
    kind = claim.kind or ("I" if claim.facility_list == "A" else "P")
    diagnoses = diagnosis_rows(claim, kind=kind)
    named = [str(row["diagnosis"]) for row in diagnoses]
    lines = [_line(claim, line, kind=kind, line_no=number, named=named) for number, line in enumerate(claim.lines, start=1)]
    rows: dict[str, Sequence[Row]] = {
        "claim": [_claim(claim, kind=kind)],
        "line": lines,
        "diagnosis": diagnoses,
        "pointer": list(_pointers(claim, count=len(named))),
        "modifier": list(_modifiers(claim)),
        "operation": operation_rows(claim),
        "code": code_rows(claim),
        "other_payer": [_other_payer(claim, other, position) for position, other in enumerate(claim.other_payers, start=1)],
    }
    return ClaimRows(control=claim.control, rows=rows)


# --- the claim


def _claim(claim: Claim, *, kind: str) -> Row:
    control = split_control(claim.control) if len(claim.control) <= _LONGEST_CONTROL else None
    number, version = control or (claim.control, 1)
    given: dict[str, Value] = {
        "number": number,
        "version": version,
        "kind": kind,
        "frequency": claim.frequency,
        "created_on": claim.header.created_on,
        "total_charge_cents": claim.charge_cents,
        "delay_reason": claim.delay_reason,
        "special_program": claim.special_program,
        "accident_state": claim.accident_state or _number(claim.references, "LU"),
        "is_auto_accident": "AA" in claim.causes,
        "is_work_related": "EM" in claim.causes,
        "is_other_accident": "OA" in claim.causes,
        "accepts_assignment": claim.assignment != "C",
        "has_attachment": bool(claim.attachments) or any(line.attachments for line in claim.lines),
        "has_note": bool(claim.notes),
    }
    parts = (
        _numbers(claim),
        _place(claim, kind=kind),
        _patient(claim),
        _policy(claim),
        _providers(claim, kind=kind),
        _days(claim),
    )
    for part in (*parts, _money(claim)):
        given |= part
    return whole(CLAIM, given) | _subscriber(claim)


def _numbers(claim: Claim) -> dict[str, Value]:
    """The numbers of loop 2300; of a mammography centre also that of a line."""
    on_lines = (_number(line.references, "EW") for line in claim.lines)
    return {
        "payer_claim_number": _number(claim.references, "F8"),
        "prior_authorization": _number(claim.references, "G1"),
        "referral_number": _number(claim.references, "9F"),
        "clia": _number(claim.references, "X4"),
        "mammography_number": _number(claim.references, "EW") or next(filter(None, on_lines), ""),
        "patient_number": _number(claim.references, "EA"),
    }


def _place(claim: Claim, *, kind: str) -> dict[str, Value]:
    if kind != "I":
        return {"place_of_service": claim.facility}
    return {
        "type_of_bill": f"{claim.facility}{claim.frequency}" if claim.facility else "",
        "admission_type": claim.admission_type,
        "admission_source": claim.admission_source,
        "discharge_status": claim.patient_status,
    }


def _patient(claim: Claim) -> dict[str, Value]:
    who = claim.patient_party
    return {
        "patient_last_name": who.last_name,
        "patient_first_name": who.first_name,
        "patient_born": who.born,
        "patient_died_on": claim.patient.died_on if claim.patient else claim.subscriber.died_on,
        "patient_sex": who.sex,
        "patient_address": _address(who),
        "patient_zip_code": who.zip_code,
        "patient_state": who.state,
        "patient_country": who.country,
    }


def _policy(claim: Claim) -> dict[str, Value]:
    subscriber = claim.subscriber
    return {
        "payer_id": subscriber.payer.id,
        "payer_name": subscriber.payer.last_name,
        "filing": subscriber.filing,
        "payer_rank": subscriber.rank,
        "member_id": subscriber.insured.id,
        "group_number": subscriber.group_number,
        "plan_name": subscriber.plan_name,
        "relationship": _relationship(claim.patient.relationship) if claim.patient else "self",
    }


def _relationship(code: str) -> str:
    return _RELATIONSHIPS.get(code, "other")


def _subscriber(claim: Claim) -> dict[str, Value]:
    """Who holds the policy; NULL in every column when nobody is named."""
    who = claim.subscriber.insured
    if not who.last_name:
        return dict.fromkeys(SUBSCRIBER)
    return {
        "subscriber_last_name": who.last_name,
        "subscriber_first_name": who.first_name,
        "subscriber_born": who.born,
        "subscriber_sex": who.sex,
        "subscriber_address": _address(who),
    }


def _providers(claim: Claim, *, kind: str) -> dict[str, Value]:
    billing, rendering = claim.billing.provider, claim.provider("82")
    return {
        "billing_npi": billing.npi,
        "billing_taxonomy": claim.billing.taxonomy,
        "billing_name": " ".join(part for part in (billing.last_name, billing.first_name) if part),
        "billing_zip_code": billing.zip_code,
        "billing_state": billing.state,
        "tax_id": _number(billing.references, "EI") or _number(billing.references, "SY"),
        "rendering_npi": rendering.npi if rendering else billing.npi,
        "rendering_taxonomy": rendering.taxonomy if rendering else claim.billing.taxonomy,
        "referring_npi": _npi(claim.provider("DN")),
        "supervising_npi": _npi(claim.provider("DQ")),
        "facility_npi": _npi(claim.provider("77")),
        "attending_npi": _npi(claim.provider("71")),
        "operating_npi": _npi(claim.provider("72")),
    }


def _days(claim: Claim) -> dict[str, Value]:
    """The days of loop 2300. A hospital says only the hour of a discharge: its day is the last of the statement."""
    statement, discharged = claim.dated("434"), claim.dated("096")
    last = statement.last if statement else None
    return {
        "accident_on": _first(claim.dated("439")),
        "onset_on": _first(claim.dated("431")),
        "last_menses_on": _first(claim.dated("484")),
        "admitted_on": _first(claim.dated("435")),
        "discharged_on": (discharged.first or last) if discharged else None,
        "statement_since": _first(statement),
        "statement_until": last,
    }


def _money(claim: Claim) -> dict[str, Value]:
    paid = [amount.cents for amount in claim.amounts if amount.kind == _PATIENT_PAID]
    return {
        "patient_paid_cents": paid[0] if paid else None,
        "other_payers": len(claim.other_payers),
        "others_paid_cents": sum(_paid_by(other) or 0 for other in claim.other_payers),
    }


# --- the lines


def _line(claim: Claim, line: ServiceLine, *, kind: str, line_no: int, named: Sequence[str]) -> Row:
    served = line.dated("472")
    pointed = tuple(pointed_at(line, named))
    since, until = (served.first, served.last) if served else _day_of_claim(claim, kind=kind)
    given: dict[str, Value] = {
        "line_no": line_no,
        "procedure": line.procedure.code.upper(),
        "modifiers": " ".join(sorted(line.procedure.modifiers)),
        "description": line.procedure.description,
        "revenue_code": line.revenue,
        "charge_cents": line.charge_cents,
        "noncovered_cents": line.noncovered_cents,
        "units": _whole_units(line.units),
        "unit": line.unit,
        "line_place": "" if kind == "I" else line.place_of_service or claim.facility,
        "served_on": since,
        "served_until": until,
        "has_own_day": served is not None,
        "pointed": " ".join(pointed),
        "first_pointed": pointed[0] if pointed else "",
        "is_emergency": line.emergency == "Y",
        "line_has_note": bool(line.notes),
        "line_paid_cents": sum(each.paid_cents or 0 for each in line.adjudications) if line.adjudications else None,
        "tooth": " ".join(tooth.number for tooth in line.teeth),
        "surfaces": " ".join(surface for tooth in line.teeth for surface in tooth.surfaces),
        "oral_areas": " ".join(line.areas),
    }
    return whole(LINE, given | _of_line_or_claim(claim, line) | _drug(line))


def _of_line_or_claim(claim: Claim, line: ServiceLine) -> dict[str, Value]:
    rendering = _provider(line, "82") or claim.provider("82") or claim.billing.provider
    return {
        "line_rendering_npi": rendering.npi,
        "line_referring_npi": _npi(_provider(line, "DN") or claim.provider("DN")),
        "ordering_npi": _npi(_provider(line, "DK")),
        "line_authorization": _number(line.references, "G1") or _number(claim.references, "G1"),
        "line_clia": _number(line.references, "X4") or _number(claim.references, "X4"),
    }


def _day_of_claim(claim: Claim, *, kind: str) -> tuple[date | None, date | None]:
    """The day that lines without one leave to the claim: of the service (dental), or the last of the statement (institutional).

    The codes of a stay are those of its last day, and its filing limit counts from that day. Source: Medicare Claims Processing
    Manual, Pub. 100-04, chapter 1, section 70.4, and ICD-10-CM Official Guidelines, by discharge.
    """
    if kind == "D":
        served = claim.dated("472")
        return (served.first, served.last) if served else (None, None)
    statement = claim.dated("434") if kind == "I" else None
    return (statement.last, statement.last) if statement else (None, None)


def _drug(line: ServiceLine) -> dict[str, Value]:
    """Loop 2410: the first drug that is told by its NDC."""
    drug = next((each for each in line.drugs if each.kind == _NDC), None)
    if drug is None:
        return {}
    return {"ndc": drug.code, "ndc_unit": drug.unit, "ndc_thousandths": _thousandths(drug.quantity)}


def _pointers(claim: Claim, *, count: int) -> Iterator[Row]:
    """A pointer that is no number points to nothing: 0."""
    for at, line in enumerate(claim.lines):
        for position, pointer in enumerate(filter(None, line.pointers), start=1):
            number = int(pointer) if pointer.isascii() and pointer.isdecimal() and len(pointer) < 5 else 0
            yield {"line_at": at, "position": position, "pointer": number, "diagnosis_count": count}


def _modifiers(claim: Claim) -> Iterator[Row]:
    for at, line in enumerate(claim.lines):
        for position, modifier in enumerate(line.procedure.modifiers, start=1):
            yield {"line_at": at, "position": position, "modifier": modifier}


# --- other payers


def _other_payer(claim: Claim, other: OtherPayer, position: int) -> Row:
    given: dict[str, Value] = {
        "position": position,
        "other_payer_id": other.id,
        "other_rank": other.rank,
        "other_filing": other.filing,
        "other_relationship": _relationship(other.relationship),
        "other_paid_cents": _paid_by(other),
        "other_paid_on": _first(other.paid_on) or _last_on_lines(claim, other.id),
    }
    return whole(OTHER_PAYER, given)


def _paid_by(other: OtherPayer) -> int | None:
    paid = other.amount(_PAID)
    return paid.cents if paid else None


def _last_on_lines(claim: Claim, payer_id: str) -> date | None:
    """The last day on which a payer decided on a line: who tells it there does not tell it of the claim."""
    told = (_first(each.paid_on) for line in claim.lines for each in line.adjudications if each.payer_id == payer_id)
    return max(filter(None, told), default=None)


# --- small things


def _number(references: Iterable[Reference], kind: str) -> str:
    """The first number of a kind that is for the payer of the claim, and for no other one (REF04)."""
    return next((each.number for each in references if each.kind == kind and not each.payer_id), "")


def _npi(party: Party | None) -> str:
    return party.npi if party else ""


def _provider(line: ServiceLine, role: str) -> Party | None:
    return next((each for each in line.providers if each.role == role), None)


def _first(span: Span | None) -> date | None:
    return span.first if span else None


def _address(who: Party) -> str:
    """One text when every part that mail needs is there, else empty."""
    parts = (who.street[0] if who.street else "", who.city, who.state, who.zip_code)
    return ", ".join(parts) if all(part.strip() for part in parts) else ""


def _whole_units(units: Decimal | None) -> int | None:
    return None if units is None else int(units.to_integral_value(ROUND_CEILING))


def _thousandths(quantity: str) -> int | None:
    """How much of a drug, in thousandths of its unit; a finer part is rounded up."""
    number = NUMBERS[quantity]
    return None if number is None else _whole_units(number * 1000)
