"""MOD-08  Repeat of a service that was not given before.

What it finds
    Modifier 76 (repeated by the same clinician) where that service, without 76 or 77, stands neither on the
    claim nor on one sent before.

Why it matters
    The payer finds nothing that was repeated and denies the line, or takes it for the first and denies that
    later.

What to do
    Put 76 on the second line, not on the first; if the first was another clinician's, use 77.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Alone

EDIT = Alone(
    code="MOD-08",
    title="Repeat of a service that was not given before",
    severity=Severity.WARN,
    source=Source("Medicare Claims Processing Manual (Pub. 100-04)", "chapter 12, section 40.2.A; CPT, appendix A, modifier 76"),
    over="line",
    others=("line", "sent_line"),
    when="has(modifiers, '76')",
    such="NOT has(that_modifiers, '76', '77') AND that_served_on <= served_on",
    same=("patient_number", "procedure"),
    says="{procedure} with modifier 76 repeats no {procedure} that is known here.",
    place="line {line_no} modifiers",
)
