"""DENT-08  Dental procedure on a professional claim.

What it finds
    A line of a professional claim with a dental procedure code (D and four digits).

Why it matters
    Health plans deny dental codes, except where their own rules ask for them, as some Medicaid programs do.

What to do
    Send it to the dental plan on a dental claim. If the health plan covers it, such as after an accident, use
    the code that it asks for.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="DENT-08",
    title="Dental procedure on a professional claim",
    severity=Severity.WARN,
    source=Source(
        "42 CFR 411.15",
        "(i): Medicare does not pay for dental services; most health plans take them on a dental claim (X12 005010X224A2)",
    ),
    over="line",
    when="kind = 'P' AND matches(procedure, 'D[0-9]{4}')",
    says="{procedure} is a dental procedure code.",
    place="line {line_no} procedure",
)
