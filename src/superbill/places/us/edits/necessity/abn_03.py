"""ABN-03  Line that Medicare denies at once.

What it finds
    GZ on a line to Medicare: a denial as not necessary is expected, and the patient signed no notice.

Why it matters
    Since July 1, 2011 Medicare denies such a line without looking at it, and the patient may not be billed for
    it.

What to do
    Send it if the denial is what you want. If a notice was signed before the service, use GA.
"""

from datetime import date

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Where

EDIT = Where(
    code="ABN-03",
    title="Line that Medicare denies at once",
    severity=Severity.INFORM,
    source=Source(
        "CMS transmittal 2148 (CR 7228)",
        "automatic denial of lines with GZ; Medicare Claims Processing Manual (Pub. 100-04), chapter 1, section 60.4.2",
    ),
    over="line",
    about="filing IN ('MA', 'MB')",
    when="has(modifiers, 'GZ')",
    says="Medicare denies line {line_no} at once for its GZ.",
    place="line {line_no} modifiers",
    since=date(2011, 7, 1),
)
