"""What the edits say of a registration before anything is coded: identifiers, coverage, dates, place. Needs no database."""

from datetime import date

from superbill.app.own_payers import payer_here
from superbill.basics.findings import Finding
from superbill.claims.claim import Claim, Line
from superbill.claims.visit import Visit
from superbill.edits.check import check
from superbill.edits.context import Context
from superbill.places.us.edits import us_edits, us_tables

FAMILIES = ("COV", "DATE", "EIN", "NPI", "PAT", "POS", "TAX")
"""The families of edits that a registration can answer for; what is coded later is not asked."""


def check_registration(visit: Visit, *, on: date) -> tuple[Finding, ...]:
    """The findings of a visit as of a day, by the same edits that its claim will meet."""
    edits = tuple(edit for edit in us_edits() if edit.code.rpartition("-")[0] in FAMILIES)
    payer = payer_here(visit.coverage.payer.payer_id)
    context = Context(on=on, payer_rules=payer.rules, no_rules=payer.no_rules, tables=us_tables())
    return check(_stand_in(visit, on=on), context, edits=edits)


def _stand_in(visit: Visit, *, on: date) -> Claim:
    """A claim with one empty line on the day of the visit, so that the edits have a day to look at."""
    return Claim(
        number=visit.number,
        version=1,
        patient=visit.patient,
        coverage=visit.coverage,
        practice=visit.practice,
        rendering=visit.rendering,
        place_of_service=visit.place_of_service,
        diagnoses=(),
        lines=(Line(1, "", 0, visit.served_on, ()),),
        created_on=on,
    )
