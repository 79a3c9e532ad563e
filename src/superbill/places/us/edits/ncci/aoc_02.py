"""AOC-02  Added service without one of those known.

What it finds
    On a professional claim to Medicare Part B: an add-on code of type III without one of the primary codes that
    CMS names, on the same day, for the same patient and practice. A primary code on a claim sent earlier counts.
    Lines with GY or GZ expect the denial and are left out.

Why it matters
    CMS names some of its primary codes; the contractor may take others. Beside none of them the service is
    denied.

What to do
    Look whether the service it was added to is on the claim, and whether your contractor takes that one.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Partner

EDIT = Partner(
    code="AOC-02",
    title="Added service without one of those known",
    severity=Severity.INFORM,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, section R, add-on codes; NCCI add-on code edits, type III (Transmittal 2636, CR 7501)",
    ),
    about="kind = 'P' AND filing = 'MB'",
    table="add_on_some",
    when="NOT has(modifiers, 'GY', 'GZ')",
    same=("patient_number", "billing_npi", "served_on"),
    since=date(2013, 4, 1),
    says="{procedure} stands beside none of the services that CMS names for it, such as {partners}.",
    place="line {line_no} procedure",
)
