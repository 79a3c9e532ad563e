"""COV-03  Subscriber missing.

What it finds
    A patient who is covered through somebody else, where that person is not entered or has no last name.

Why it matters
    The claim must name who holds the policy; the payer finds the family by that person.

What to do
    Enter name, birth date, sex and address of the person who holds the policy; or choose "self" if the patient
    does.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-03",
    title="Subscriber missing",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2010BA (subscriber) and 2000C (patient)"),
    over="claim",
    when="relationship <> 'self' AND (subscriber_last_name IS NULL OR trim(subscriber_last_name) = '')",
    says="The patient is the {relationship} of the subscriber, but no subscriber is entered.",
    place="subscriber",
)
