"""ABN-02  Notice for a service of which no article speaks.

What it finds
    On a claim to Medicare: GA or GZ, which say that a denial as not necessary is expected, on a line whose
    procedure no coverage article of any contractor names.

Why it matters
    There may be a good reason, such as a limit on how often it is paid. But a service that Medicare never pays
    needs GY, and one without a reason to be denied neither.

What to do
    See on the notice why a denial is expected. If Medicare excludes the service by law, use GY, with GX when a
    notice was given.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import ValidOnDay

EDIT = ValidOnDay(
    code="ABN-02",
    title="Notice for a service of which no article speaks",
    severity=Severity.INFORM,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 30, section 50, and chapter 1, section 60.4.2"),
    over="line",
    about="filing IN ('MA', 'MB')",
    table="coverage_article",
    column="procedure",
    on=("served_on",),
    when="has(modifiers, 'GA', 'GZ') AND NOT has(modifiers, 'GY')",
    says="No coverage article names {procedure}, and {modifiers} says that it is not necessary.",
    place="line {line_no} modifiers",
)
