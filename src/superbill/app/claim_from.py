"""A visit and its superbill make a claim. Needs no database."""

from datetime import date

from superbill.basics.errors import NotPossible
from superbill.claims.claim import ORIGINAL, REPLACEMENT, Claim, Line
from superbill.claims.visit import Sheet, Visit
from superbill.codes.fees import FeeTable


class NoCharge(NotPossible):
    """The fee table has no charge for a service on its day."""


def claim_from(
    visit: Visit, sheet: Sheet, *, fees: FeeTable, number: str, version: int, created_on: date, payer_claim_number: str = ""
) -> Claim:
    """The claim that a visit and its superbill make."""
    diagnoses = tuple(choice.code for choice in sheet.choices)
    lines = []
    for line_no, service in enumerate(sheet.services, start=1):
        fee = fees.fee(service.procedure, service.modifiers, on=visit.served_on)
        if fee is None:
            raise NoCharge(
                f"There is no charge for {service.procedure} on {visit.served_on}.",
                where=f"service {line_no}",
                todo="Correct the code, or add a row to the table of charges.",
            )
        lines.append(
            Line(
                line_no=line_no,
                procedure=service.procedure,
                charge_cents=fee.cents * service.units,
                served_on=visit.served_on,
                pointers=tuple(diagnoses.index(code) + 1 for code in service.codes),
                modifiers=service.modifiers,
                units=service.units,
            )
        )
    return Claim(
        number=number,
        version=version,
        patient=visit.patient,
        coverage=visit.coverage,
        practice=visit.practice,
        rendering=visit.rendering,
        place_of_service=visit.place_of_service,
        diagnoses=diagnoses,
        lines=tuple(lines),
        created_on=created_on,
        frequency=REPLACEMENT if payer_claim_number else ORIGINAL,
        payer_claim_number=payer_claim_number,
    )
