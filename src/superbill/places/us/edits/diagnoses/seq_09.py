"""SEQ-09  Chemotherapy without the cancer.

What it finds
    An encounter for chemotherapy or immunotherapy against a tumour (Z51.11, Z51.12) on a claim without a
    neoplasm.

Why it matters
    The malignancy for which the treatment is given is listed second; without it the payer sees no need for the
    drug and denies it.

What to do
    Add the neoplasm after the Z code, and point the drug and its administration to both.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="SEQ-09",
    title="Chemotherapy without the cancer",
    severity=Severity.WARN,
    source=Source(
        "ICD-10-CM Official Guidelines for Coding and Reporting",
        "section I.C.2.e.2, encounter for chemotherapy and immunotherapy",
    ),
    over="diagnosis",
    others=("diagnosis",),
    when="matches(diagnosis, 'Z51[.]1[12]')",
    such="matches(that_diagnosis, 'C.*|D[0-4].*|Z85.*')",
    says="{diagnosis} stands without the neoplasm that is treated.",
    place="diagnosis {position}",
)
