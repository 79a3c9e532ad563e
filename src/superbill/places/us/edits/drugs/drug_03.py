"""DRUG-03  Unit of an NDC that there is not.

What it finds
    A National Drug Code whose unit is not F2 (international units), GR (grams), ME (milligrams), ML
    (millilitres) or UN (pieces).

Why it matters
    Without a unit the quantity says nothing: the file or the line is rejected.

What to do
    Choose how the package counts: liquids by ML, powder vials and tablets by UN, ointments by GR.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DRUG-03",
    title="Unit of an NDC that there is not",
    severity=Severity.STOP,
    source=Source("X12 005010X222A1 (837 Professional)", "loop 2410, CTP05-1"),
    over="line",
    when="ndc <> '' AND NOT ndc_unit IN ('F2', 'GR', 'ME', 'ML', 'UN')",
    says="The NDC of line {line_no} is counted in {ndc_unit}.",
    place="line {line_no} NDC unit",
)
