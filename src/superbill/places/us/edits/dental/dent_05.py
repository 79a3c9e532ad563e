"""DENT-05  Root canal treatment of another sort of tooth.

What it finds
    A root canal treatment, or one done again, whose code is for front teeth, premolars or molars, on a
    permanent tooth of another sort.

Why it matters
    The fee depends on the sort of tooth; the payer denies the line or pays less.

What to do
    Compare the tooth with the chart, and take the code for its sort.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-05",
    title="Root canal treatment of another sort of tooth",
    severity=Severity.WARN,
    source=Source(
        "Code on Dental Procedures and Nomenclature (CDT), American Dental Association",
        "endodontic codes for front teeth, premolars and molars; named in 45 CFR 162.1002",
    ),
    over="line",
    when=(
        "kind = 'D' AND matches(tooth, '0?[1-9]|[12][0-9]|3[0-2]') AND (procedure IN ('D3310', 'D3346') AND NOT "
        "matches(tooth, '0?[6-9]|1[01]|2[2-7]|[C-HM-R]S?') OR procedure IN ('D3320', 'D3347') AND NOT matches(tooth, "
        "'0?[45]|1[23]|2[0189]') OR procedure IN ('D3330', 'D3348') AND NOT matches(tooth, '0?[1-3]|1[4-9]|3[0-2]'))"
    ),
    says="{procedure} is told on tooth {tooth}.",
    place="line {line_no} tooth",
)
