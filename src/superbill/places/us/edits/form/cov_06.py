"""COV-06  Member id is not a Medicare number.

What it finds
    A claim to Medicare whose member id is not eleven characters in the order of a Medicare Beneficiary
    Identifier: a digit from 1 to 9, a letter, a letter or digit, a digit, and so on, without S, L, O, I, B and
    Z.

Why it matters
    Since January 1, 2020 Medicare rejects the old number made of the Social Security number, and any mistyped
    one.

What to do
    Copy the number from the red, white and blue card without hyphens, or look it up in the portal of the
    Medicare contractor.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="COV-06",
    title="Member id is not a Medicare number",
    severity=Severity.STOP,
    source=Source(
        "42 U.S.C. 405(c)(2)(C)(xiii)",
        "Social Security numbers off Medicare cards; CMS, Understanding the Medicare Beneficiary Identifier (MBI) format",
    ),
    when=(
        "filing IN ('MA', 'MB') AND trim(member_id) <> '' AND NOT matches(member_id, '[1-9][AC-HJKMNP-RT-Y][0-9AC-HJK"
        "MNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}')"
    ),
    since=date(2020, 1, 1),
    says="{member_id} does not have the shape of a Medicare number.",
    place="subscriber member id",
)
