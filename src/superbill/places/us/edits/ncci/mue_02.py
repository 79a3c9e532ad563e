"""MUE-02  More units on a day than policy allows.

What it finds
    A service whose units on one day, for one patient and clinician and over all lines and claims, are more than
    its medically unlikely edit allows by policy (adjudication indicator 2).

Why it matters
    The payer denies the units over the limit, or all units of the line.

What to do
    Correct the units or the day. No modifier and no appeal raises this limit: what is over it cannot have been
    given as coded (a second side of a bilateral code, a second first hour). Recode it.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Limit

EDIT = Limit(
    code="MUE-02",
    title="More units on a day than policy allows",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services", "chapter I, section V, medically unlikely edits, adjudication indicator 2"
    ),
    table="mue",
    about="kind = 'P'",
    when="found_mai = 2",
    per=("patient_number", "line_rendering_npi", "served_on"),
    since=date(2007, 1, 1),
    says="With this line there are {total} units of {procedure} on {served_on}; policy allows {most} on one day.",
    place="line {line_no} units",
)
