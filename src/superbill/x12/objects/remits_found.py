"""A finding about a payment: it carries the claim's control number where it is about one, and the value that stands at its place."""

from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.objects.remits import ClaimPayment
from superbill.x12.stream import readable


def told(
    code: str,
    message: str,
    *,
    at: At,
    spot: str,
    loop: str = "",
    claim: ClaimPayment | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of the catalogue; see `findings.found`. Its value is that of the element at `spot`."""
    control = readable(claim.control) if claim else ""
    return found(code, message, at=at, spot=spot, loop=loop, value=readable(stood(at, spot)), claim=control, severity=severity)


def stood(at: At, spot: str) -> str:
    """The element such as CLP05 as it stood; empty when it is absent, or a part or a whole segment is meant."""
    tag, place = spot[:-2], spot[-2:]
    if not place.isdigit() or len(tag) < 2 or "-" in spot:
        return ""
    elements = at.raw.split(at.raw[len(tag) : len(tag) + 1] or "*")  # the mark after the segment's name parts elements
    return elements[int(place)] if int(place) < len(elements) else ""
