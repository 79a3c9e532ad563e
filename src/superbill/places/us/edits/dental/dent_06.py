"""DENT-06  Filling of another sort of tooth.

What it finds
    A resin filling whose code is for front teeth on a back tooth, or the other way round.

Why it matters
    The two are paid apart, and many plans pay less for back teeth; the payer denies the line or changes the
    code.

What to do
    Compare the tooth with the chart, and take the code for its sort.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-06",
    title="Filling of another sort of tooth",
    severity=Severity.WARN,
    source=Source(
        "Code on Dental Procedures and Nomenclature (CDT), American Dental Association",
        "resin fillings of front and of back teeth; named in 45 CFR 162.1002",
    ),
    over="line",
    when=(
        "kind = 'D' AND tooth <> '' AND (matches(procedure, 'D233[0-5]') AND NOT matches(tooth, "
        "'0?[6-9]|1[01]|2[2-7]|[C-HM-R]S?') OR matches(procedure, 'D239[1-4]') AND matches(tooth, "
        "'0?[6-9]|1[01]|2[2-7]|[C-HM-R]S?')) AND length(tooth) < 3"
    ),
    says="{procedure} is told on tooth {tooth}.",
    place="line {line_no} tooth",
)
