"""TELE-08  Sound alone where Medicare wants a picture.

What it finds
    Modifier 93 (sound alone) on a line to Medicare Part B whose code is on the list for telehealth, but not for
    sound alone.

Why it matters
    Medicare denies the line.

What to do
    If there was a picture too, take 93 off. If not, bill a service that the list allows by sound alone.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import LookUp

EDIT = LookUp(
    code="TELE-08",
    title="Sound alone where Medicare wants a picture",
    severity=Severity.WARN,
    source=Source("42 CFR 410.78(a)(3)", "CMS List of Telehealth Services of the year, column for audio-only"),
    over="line",
    about="kind = 'P' AND filing = 'MB'",
    table="telehealth",
    column="procedure",
    when="has(modifiers, '93') AND found_sound_only = 'no'",
    on="served_on",
    says="Medicare's list does not let {procedure} be given by sound alone.",
    place="line {line_no} modifiers",
)
