"""SEQ-08  Sequela listed before the condition that it left.

What it finds
    A first diagnosis that is an injury with 7th character S, or the sequela of a pregnancy (O94).

Why it matters
    What the injury left, such as a scar or a stiff joint, is what is treated now and is listed first; the
    injury follows with its S. A claim in the other order is often denied.

What to do
    List the present condition first and the code with S after it. If it is the injury itself that is still
    being treated, use A or D in place of S.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="SEQ-08",
    title="Sequela listed before the condition that it left",
    severity=Severity.WARN,
    source=Source("ICD-10-CM Official Guidelines for Coding and Reporting", "section I.B.10, sequela (late effects)"),
    over="diagnosis",
    when=(
        "matches(diagnosis, '[ST][0-9A-Z][0-9A-Z][.][0-9A-Z]{3}S|O94') AND (role = 'principal' OR (role = '' AND position = 1))"
    ),
    says="{diagnosis} is a sequela; what it left is listed before it.",
    place="diagnosis {position}",
)
