"""DENT-09  Baby tooth of an adult.

What it finds
    A primary tooth (A to T) of a patient of 18 years or more.

Why it matters
    Payers take it for a mistake, since few adults keep one, and ask for an image.

What to do
    Compare the tooth with the chart. If it is a baby tooth that stayed, say so in the note and attach the
    image.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-09",
    title="Baby tooth of an adult",
    severity=Severity.INFORM,
    source=Source("X12 005010X224A2 (837 Dental)", "loop 2400, TOO02: A to T are primary teeth"),
    over="line",
    when="kind = 'D' AND matches(tooth, '[A-T]') AND years_between(patient_born, served_on) >= 18",
    says="Tooth {tooth} of a patient born {patient_born}.",
    place="line {line_no} tooth",
)
