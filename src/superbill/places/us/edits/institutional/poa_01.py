"""POA-01  Present on admission is not told.

What it finds
    A principal, further or external-cause diagnosis of a hospital stay billed to Medicare (type of bill 11)
    that does not say whether it was present on admission, and that is not in the list of exempt codes.

Why it matters
    Hospitals under the prospective payment system must tell it for each diagnosis; Medicare returns the bill.
    Critical access and some other hospitals need not.

What to do
    Enter Y, N, U (the record does not say) or W (the clinician cannot tell) from the record.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="POA-01",
    title="Present on admission is not told",
    severity=Severity.WARN,
    source=Source(
        "Social Security Act, section 1886(d)(4)(D)",
        "present on admission; Pub. 100-04, chapter 25, section 75.6, form locator 67; list of exempt codes of the fiscal year",
    ),
    over="diagnosis",
    table="poa_exempt",
    column="diagnosis",
    on=("statement_until",),
    about="filing = 'MA' AND matches(type_of_bill, '0?11[0-9A-Z]')",
    when="role IN ('', 'principal', 'cause') AND present = ''",
    says="{diagnosis} does not say whether it was present on admission.",
    place="diagnosis {position}",
)
