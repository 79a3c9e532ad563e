"""LINE-06  Different charges for the same service.

What it finds
    A line with another charge than an earlier line with the same procedure, modifiers, units and drug.

Why it matters
    One of the two is likely mistyped: too little loses money, too much looks like charging by payer.

What to do
    Compare both with the practice's fee, and correct the one that differs.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Beside

EDIT = Beside(
    code="LINE-06",
    title="Different charges for the same service",
    severity=Severity.INFORM,
    source=Source("Provider Reimbursement Manual, Pub. 15-1", "section 2203: charges are uniform for all payers and patients"),
    over="line",
    other="line",
    when="procedure <> ''",
    same=("procedure", "modifiers", "units", "revenue_code", "ndc"),
    such="that_line_no < line_no AND that_charge_cents <> charge_cents",
    says="Line {that_line_no} charges {that_charge_cents} for the same service, and this one {charge_cents}.",
    place="line {line_no} charge",
)
