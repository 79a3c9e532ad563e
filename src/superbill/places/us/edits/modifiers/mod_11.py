"""MOD-11  Modifiers that contradict each other.

What it finds
    More work and less work on one line (22 with 52 or 53), or a service made smaller and broken off (52 with
    53).

Why it matters
    The payer cannot tell what to pay, and returns or reduces the line.

What to do
    Keep the one that the record shows: 22 for much more work, 52 for less by choice, 53 for broken off because
    of a risk to the patient.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-11",
    title="Modifiers that contradict each other",
    severity=Severity.WARN,
    source=Source(
        "CPT", "appendix A, modifiers 22, 52 and 53; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 20.4.6"
    ),
    over="line",
    when="has(modifiers, '22') AND has(modifiers, '52', '53') OR has(modifiers, '52') AND has(modifiers, '53')",
    says="The modifiers {modifiers} of line {line_no} contradict each other.",
    place="line {line_no} modifiers",
)
