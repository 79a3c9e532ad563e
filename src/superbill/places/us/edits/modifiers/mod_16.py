"""MOD-16  Another side than the finger, toe or eyelid.

What it finds
    A modifier for a finger, toe or eyelid of one side (FA to F4, TA to T4, E1, E2 left; F5 to F9, T5 to T9, E3,
    E4 right) on a line that also names the other side.

Why it matters
    The line contradicts itself and is rejected.

What to do
    Read in the note which side it was; the finger, toe or eyelid alone says it, so take LT and RT off.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="MOD-16",
    title="Another side than the finger, toe or eyelid",
    severity=Severity.STOP,
    source=Source(
        "HCPCS Level II modifiers", "E1 to E4, FA, F1 to F9, TA, T1 to T9, LT, RT; NCCI Policy Manual, chapter I, section E"
    ),
    over="line",
    when=(
        "has(modifiers, 'RT') AND has(modifiers, 'E1', 'E2', 'FA', 'F1', 'F2', 'F3', 'F4', 'TA', 'T1', 'T2', 'T3', 'T4') OR "
        "has(modifiers, 'LT') AND has(modifiers, 'E3', 'E4', 'F5', 'F6', 'F7', 'F8', 'F9', 'T5', 'T6', 'T7', 'T8', 'T9')"
    ),
    says="The modifiers {modifiers} of line {line_no} name both sides.",
    place="line {line_no} modifiers",
)
