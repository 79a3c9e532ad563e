"""NPI-01  Billing NPI is not valid.

What it finds
    A billing provider whose NPI is not ten digits beginning with 1 or 2, or whose last digit is not the check
    digit of the others. For Medicaid the NPI may be left out: drivers and others who give no health care have none.

Why it matters
    A payer cannot pay a provider it cannot identify; the claim is rejected before it is read.

What to do
    Compare the NPI with the registry letter (NPPES); usually two digits are swapped or one is missing. Correct
    it in the practice.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="NPI-01",
    title="Billing NPI is not valid",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.406", "standard unique health identifier for health care providers; CMS NPI check digit requirements"
    ),
    when="NOT is_npi(billing_npi) AND (billing_npi <> '' OR filing <> 'MC')",
    says="The NPI {billing_npi} of the practice does not have ten digits with a right check digit.",
    place="billing NPI",
)
