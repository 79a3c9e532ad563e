"""NPI-02  Rendering NPI is not valid.

What it finds
    A clinician whose NPI is not ten digits beginning with 1 or 2, or whose last digit is not the check digit of
    the others. One that also bills is the business of NPI-01; for Medicaid it may be left out.

Why it matters
    The payer pays by who gave the service; a claim with an NPI that cannot exist is rejected.

What to do
    Compare the NPI with the registry letter (NPPES); usually two digits are swapped or one is missing. Correct
    it in the clinician.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="NPI-02",
    title="Rendering NPI is not valid",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.406", "standard unique health identifier for health care providers; CMS NPI check digit requirements"
    ),
    when="rendering_npi <> billing_npi AND NOT is_npi(rendering_npi) AND (rendering_npi <> '' OR filing <> 'MC')",
    says="The NPI {rendering_npi} of the clinician does not have ten digits with a right check digit.",
    place="rendering NPI",
)
