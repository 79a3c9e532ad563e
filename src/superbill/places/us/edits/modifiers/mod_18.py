"""MOD-18  Modifier that had ended.

What it finds
    A modifier of HCPCS Level II on a day on which it was no longer in force. Where an ambulance drove from and to, which is made of two
    letters, is no modifier of the list.

Why it matters
    The line is rejected: a code set is valid by the day of service.

What to do
    Take it off, or use the one that took its place.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="MOD-18",
    title="Modifier that had ended",
    severity=Severity.STOP,
    source=Source(
        "45 CFR 162.1000 and 162.1002", "the code set in force on the day of service; days of the HCPCS quarterly updates of CMS"
    ),
    over="modifier",
    about="filing NOT IN ('WC', 'AM', 'LM')",
    table="hcpcs_modifier_ended",
    column="modifier",
    when="matches(modifier, '[A-V][0-9A-Z]|X[A-Z0-9]') AND NOT (matches(procedure, 'A0[0-9]{3}') AND matches(modifier, '[DEGHIJNPRSX]{2}'))",
    on="served_on",
    says="Modifier {modifier} was no longer in force on {served_on}; it had ended before {found_since}.",
    place="line {line_no} modifier {position}",
)
