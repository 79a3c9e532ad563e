"""From an error to the code that an 824 gives (RED06, list IBP: application error codes of the insurance business)."""

from superbill.x12.answers.statuses import entity_of
from superbill.x12.findings import Finding
from superbill.x12.tables import Transaction

_BY_CODE = {
    "SNIP1-LONG": "E036", "SNIP1-SHORT": "E037", "SNIP1-HL": "E039", "SNIP2-ORDER": "E039", "SNIP2-NOT-USED": "E040",
    "SNIP1-TOO-MANY": "E041", "SNIP1-PARTS": "E041", "SNIP1-NAME": "E042", "SNIP2-UNEXPECTED": "E042",
    "SNIP2-NOT-USED-SEGMENT": "E042", "SNIP2-QUALIFIER": "E054", "SNIP2-REPEATS": "E042", "SNIP2-LOOP-REPEATS": "E042",
    "SNIP2-REQUIRED-LOOP": "E030", "SNIP2-REQUIRED-SEGMENT": "E031", "SNIP2-OPENER": "E031", "SNIP2-REQUIRED": "E032",
    "SNIP1-MISSING": "E032", "SNIP1-CONDITION": "E035", "SNIP1-EXCLUSIVE": "E047", "SNIP1-DATE": "E045", "SNIP1-CUT": "E043",
    "SNIP1-TRAILER": "E043", "SNIP1-COUNT": "E024", "SNIP1-CONTROL": "E046", "SNIP1-CONTROL-TWICE": "E025",
    "SNIP2-CODE": "E050", "SNIP4-CLAIM-TWICE": "E025", "SNIP4-FUTURE-SERVICE": "E026",
}  # fmt: skip
_IDENTIFIERS = {
    "41": "E001", "40": "E002", "IL": "E004", "QC": "E005", "PR": "E011", "85": "E012", "87": "E013", "82": "E014", "DQ": "E015",
    "71": "E016", "73": "E017", "1P": "E017", "72": "E018", "DN": "E019", "QB": "E020", "77": "E021", "DK": "E022",
}  # fmt: skip
"""By whom the loop is about: whose identifier (NM109) is wrong."""
INCORRECT, NOT_HELD, UNBALANCED, COMBINATION = "E050", "E038", "E024", "E047"
MISSING_LOOP, MISSING_SEGMENT, MISSING_ELEMENT = "E033", "E034", "E035"


def code_824(error: Finding, table: Transaction | None) -> str:
    """The code of an error, such as E045 for a day that does not exist; `table` says whom its loop is about."""
    if error.tag == "NM1" and error.element == 9 and (identifier := _IDENTIFIERS.get(entity_of(error.loop, table))):
        return identifier
    if error.code in _BY_CODE:
        return _BY_CODE[error.code]
    if error.level == 3:
        return UNBALANCED
    if error.level == 4:
        return _of_situation(error)
    return NOT_HELD if error.level == 5 else INCORRECT


def _of_situation(error: Finding) -> str:
    """Something that another segment calls for is missing, or does not go with it."""
    tag = error.at.raw[: len(error.tag)].upper()
    if tag == error.tag:
        return MISSING_ELEMENT if error.element and not error.value else COMBINATION
    return MISSING_LOOP if error.tag == "NM1" else MISSING_SEGMENT
