"""AOC-01  Added service without the one it is added to.

What it finds
    On a professional claim to Medicare Part B: an add-on code of type I without one of its primary codes on the
    same day, for the same patient and practice. A primary code on a claim sent earlier counts. Lines with GY or
    GZ expect the denial and are left out.

Why it matters
    An add-on code is paid only beside a primary code that is paid. Alone it is denied, and it cannot be appealed
    into payment.

What to do
    Add the primary service when it was given, or correct its day. If it was not given, recode: what was done
    alone has another code.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Partner

EDIT = Partner(
    code="AOC-01",
    title="Added service without the one it is added to",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, section R, add-on codes; NCCI add-on code edits, type I (Transmittal 2636, CR 7501)",
    ),
    about="kind = 'P' AND filing = 'MB'",
    table="add_on",
    when="NOT has(modifiers, 'GY', 'GZ')",
    same=("patient_number", "billing_npi", "served_on"),
    since=date(2013, 4, 1),
    says="{procedure} is only paid beside one of {partners}, and none is on {served_on}.",
    place="line {line_no} procedure",
)
