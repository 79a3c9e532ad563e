"""COV-05  Information that this payer requires.

What it finds
    A field that the rules of this payer require and that the claim does not have.

Why it matters
    The payer rejects or denies the claim for missing information, although the standard would let it pass.

What to do
    Fill in the field from the insurance card or the authorization letter.
"""

from superbill.basics.findings import Severity, Source
from superbill.edits.kinds import Required

EDIT = Required(
    code="COV-05",
    title="Information that this payer requires",
    severity=Severity.STOP,
    source=Source("The payer's companion guide", "as entered in its rules"),
    says="{payer_name} requires the {field}, and it is empty.",
    place="{field}",
)
