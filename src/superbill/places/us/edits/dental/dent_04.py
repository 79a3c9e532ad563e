"""DENT-04  Surfaces are not as many as the filling has.

What it finds
    A filling of one tooth whose code is for another number of surfaces than the line tells.

Why it matters
    The payer pays the code of the surfaces told, or denies the line.

What to do
    Count the surfaces in the chart and take the code that fits.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-04",
    title="Surfaces are not as many as the filling has",
    severity=Severity.WARN,
    source=Source(
        "Code on Dental Procedures and Nomenclature (CDT), American Dental Association",
        "restorative codes: one, two, three, four and more surfaces; named in 45 CFR 162.1002",
    ),
    over="line",
    when=(
        "kind = 'D' AND surfaces <> '' AND length(tooth) < 3 AND (procedure IN ('D2140', 'D2330', 'D2391') AND "
        "length(surfaces) <> 1 OR procedure IN ('D2150', 'D2331', 'D2392') AND length(surfaces) <> 3 OR procedure IN "
        "('D2160', 'D2332', 'D2393') AND length(surfaces) <> 5 OR procedure IN ('D2161', 'D2394') AND "
        "length(surfaces) IN (1, 3, 5))"
    ),
    says="{procedure} is told with the surfaces {surfaces}.",
    place="line {line_no} surfaces",
)
