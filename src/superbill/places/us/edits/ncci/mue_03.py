"""MUE-03  More units on a day than are likely.

What it finds
    A service whose units on one day, for one patient and clinician and over all lines and claims, are more than
    its medically unlikely edit calls likely (adjudication indicator 3).

Why it matters
    The payer denies the units over the limit, or all units of the line.

What to do
    Correct the units or the day. If the record supports them, send the claim, and be ready to appeal with the
    record: the payer denies them first.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Limit

EDIT = Limit(
    code="MUE-03",
    title="More units on a day than are likely",
    severity=Severity.WARN,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services", "chapter I, section V, medically unlikely edits, adjudication indicator 3"
    ),
    table="mue",
    about="kind = 'P'",
    when="found_mai = 3",
    per=("patient_number", "line_rendering_npi", "served_on"),
    since=date(2007, 1, 1),
    says="With this line there are {total} units of {procedure} on {served_on}; more than {most} on one day are unlikely.",
    place="line {line_no} units",
)
