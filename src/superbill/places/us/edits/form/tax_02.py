"""TAX-02  Rendering taxonomy is not a taxonomy code.

What it finds
    A clinician whose taxonomy is not nine letters or digits followed by X. A claim may go without one.

Why it matters
    Payers check by the taxonomy whether the specialty may give the service, and reject a code that is not in
    the code set.

What to do
    Copy the code from the clinician's NPI record, in capitals and without spaces, such as 207Q00000X.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="TAX-02",
    title="Rendering taxonomy is not a taxonomy code",
    severity=Severity.STOP,
    source=Source("NUCC Health Care Provider Taxonomy Code Set", "code structure: ten characters that end in X"),
    when="rendering_taxonomy NOT IN ('', billing_taxonomy) AND NOT is_taxonomy(rendering_taxonomy)",
    says="The taxonomy {rendering_taxonomy} of the clinician is not a taxonomy code.",
    place="rendering taxonomy",
)
