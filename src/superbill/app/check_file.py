"""Run the edits on claims at hand. Needs the code tables and no database."""

from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim
from superbill.edits.check import check
from superbill.edits.context import Context
from superbill.payers import find_payer_rules
from superbill.places.us.edits import us_edits, us_tables


def check_claims(claims: tuple[Claim, ...], *, on: date, history: tuple[Claim, ...] = ()) -> tuple[tuple[Finding, ...], ...]:
    """The findings of each claim as of a day. Needs the code tables and no database.

    Claims that stand earlier in the same list count as history of the later ones.
    """
    found = []
    with icd10cm() as tables:
        for place, claim in enumerate(claims):
            before = history + tuple(other for other in claims[:place] if _same_patient(other, claim))
            context = Context(
                on=on,
                icd10cm=tables,
                payer_rules=find_payer_rules(claim.coverage.payer.payer_id),
                history=before,
                tables=us_tables(),
            )
            found.append(check(claim, context, edits=us_edits()))
    return tuple(found)


def _same_patient(one: Claim, other: Claim) -> bool:
    """The same person on the same policy: an 837 does not carry the practice's own patient number."""
    return (one.patient.person.first_name, one.patient.person.born, one.coverage.member_id) == (
        other.patient.person.first_name,
        other.patient.person.born,
        other.coverage.member_id,
    )
