"""MUE-04  More outpatient units on a line than are payable.

What it finds
    A line of an outpatient bill with more units of a service than its medically unlikely edit allows on one line (adjudication
    indicator 1) on that day.

Why it matters
    The payer denies the units over the limit, or all units of the line.

What to do
    Correct the units if they were mistyped. If the record supports them, report the rest on a second line with
    the modifier that tells the lines apart (76, 77, 91, an anatomical one, or 59).
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Limit
from superbill.places.us.bills import OUTPATIENT_BILL

EDIT = Limit(
    code="MUE-04",
    title="More outpatient units on a line than are payable",
    severity=Severity.STOP,
    source=Source(
        "CMS NCCI Policy Manual for Medicare Services",
        "chapter I, section V, medically unlikely edits for outpatient hospitals, adjudication indicator 1",
    ),
    table="mue_hospital",
    about=OUTPATIENT_BILL,
    when="found_mai = 1",
    since=date(2007, 1, 1),
    says="Line {line_no} has {units} units of {procedure}; at most {most} are payable on one line.",
    place="line {line_no} units",
)
