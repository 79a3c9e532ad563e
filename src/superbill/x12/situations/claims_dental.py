"""Level 4 of an 837D: the day of service, and teeth. Source: 005010X224A2."""

from collections.abc import Iterator

from superbill.x12.findings import Finding, register
from superbill.x12.objects.claims import Claim, ServiceLine
from superbill.x12.objects.claims_found import told
from superbill.x12.rules import rule

register("""
SNIP4-DENTAL-DAY | warning | | A dental service without its day | Add DTP*472 to the claim or to the line.
SNIP4-DENTAL-PREDETERMINED | warning | | A request for predetermination with a day of service | Leave DTP*472 out: the service has not been given.
SNIP4-DENTAL-REPLACED | warning | | A prosthesis is replaced, but when the first was placed is missing | Add DTP*441 when the day is known.
SNIP4-TOOTH-TWICE | warning | | A tooth is given twice | Put all its surfaces into one TOO.
""")


@rule(4, Claim)
def check_dental(claim: Claim) -> Iterator[Finding]:
    """All that is said of teeth."""
    if claim.kind != "D":
        return
    of_claim = claim.dated("472")
    is_asked = claim.predetermination == "PB"
    if is_asked and of_claim:
        what = "CLM19 is PB, a predetermination; but DTP*472 gives a day of service."
        yield told(claim, "SNIP4-DENTAL-PREDETERMINED", what, at=of_claim.at, spot="DTP03")
    for line in claim.lines:
        yield from _check_day(claim, line, is_given=bool(of_claim), is_asked=is_asked)
        yield from _check_teeth(claim, line)
    seen: set[str] = set()
    for each in claim.extras:
        tooth = each.elements[1] if each.place == "2300.DN2" and len(each.elements) > 1 else ""
        if tooth in seen:
            what = f"The status of tooth {tooth} is given twice."
            yield told(claim, "SNIP4-TOOTH-TWICE", what, at=each.at, spot="DN201")
        seen |= {tooth} - {""}


def _check_day(claim: Claim, line: ServiceLine, *, is_given: bool, is_asked: bool) -> Iterator[Finding]:
    """Source: 2300 and 2400 DTP*472: for the claim, or for each line; not for a predetermination.

    X12's own examples have services without a day, so that it only warns.
    """
    of_line = line.dated("472")
    if of_line and is_asked:
        what = f"CLM19 is PB, a predetermination; but line {line.number} has a day of service."
        yield told(claim, "SNIP4-DENTAL-PREDETERMINED", what, at=of_line.at, spot="DTP03", loop="2400")
    elif not of_line and not is_given and not is_asked:
        what = f"The day of service (DTP*472) is given neither for the claim nor for line {line.number}."
        yield told(claim, "SNIP4-DENTAL-DAY", what, at=line.at, spot="DTP", loop="2400")


def _check_teeth(claim: Claim, line: ServiceLine) -> Iterator[Finding]:
    """Source: SV305 and 2400 DTP*441; TOO."""
    if line.prosthesis == "R" and not line.dated("441"):
        what = f"SV305 of line {line.number} is R, a replacement; but when the first was placed (DTP*441) is missing."
        yield told(claim, "SNIP4-DENTAL-REPLACED", what, at=line.at, spot="SV305", loop="2400")
    seen: set[str] = set()
    for tooth in line.teeth:
        if tooth.number in seen:
            what = f"Line {line.number} gives tooth {tooth.number} twice."
            yield told(claim, "SNIP4-TOOTH-TWICE", what, at=tooth.at, spot="TOO02", loop="2400")
        seen |= {tooth.number} - {""}
