"""EIN-01  Tax id is not an employer identification number.

What it finds
    A practice whose tax id is not nine digits. A hyphen is not sent.

Why it matters
    The payer matches the tax id with the contract and reports the payment under it; with a wrong one it rejects
    the claim or withholds tax.

What to do
    Copy the number from the IRS letter (form SS-4 notice, CP 575) without the hyphen.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="EIN-01",
    title="Tax id is not an employer identification number",
    severity=Severity.STOP,
    source=Source("26 CFR 301.7701-12", "employer identification number; 45 CFR 162.605"),
    when="NOT is_ein(tax_id)",
    says="The practice's tax id does not have nine digits.",
    place="billing tax id",
)
