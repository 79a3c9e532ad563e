"""MUE-05  More outpatient units on a day than policy allows.

What it finds
    A service whose units on one day, for one outpatient of a hospital and over all lines and claims, are more than
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
from superbill.places.us.bills import OUTPATIENT_BILL

EDIT = Limit(
    code="MUE-05",
    title="More outpatient units on a day than policy allows",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, section V, medically unlikely edits for outpatient hospitals, adjudication indicator 2",
    ),
    table="mue_hospital",
    about=OUTPATIENT_BILL,
    when="found_mai = 2",
    per=("patient_number", "billing_npi", "served_on"),
    since=date(2007, 1, 1),
    says="With this line there are {total} units of {procedure} on {served_on}; policy allows {most} on one day.",
    place="line {line_no} units",
)
