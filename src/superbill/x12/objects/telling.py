"""A finding about a typed object: it carries the value that stands at its place, and the claim's control number if it is about one."""

from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.objects.remits import ClaimPayment
from superbill.x12.objects.statuses import ClaimStatus
from superbill.x12.stream import readable


def told(
    code: str,
    message: str,
    *,
    at: At,
    spot: str,
    loop: str = "",
    claim: ClaimPayment | ClaimStatus | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of the catalogue; see `findings.found`. Its value is that of the element at `spot`."""
    control = readable(claim.control) if claim else ""
    return found(code, message, at=at, spot=spot, loop=loop, value=readable(stood(at, spot)), claim=control, severity=severity)


def stood(at: At, spot: str) -> str:
    """The element such as CLP05 as it stood; of one that is a composite all of it. Empty when absent, or a segment is meant."""
    element = spot.partition("-")[0]
    tag, place = element[:-2], element[-2:]
    if not place.isdigit() or len(tag) < 2:
        return ""
    elements = at.raw.split(at.raw[len(tag) : len(tag) + 1] or "*")  # the mark after the segment's name parts elements
    return elements[int(place)] if int(place) < len(elements) else ""
