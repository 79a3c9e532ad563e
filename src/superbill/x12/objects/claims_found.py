"""A finding about a claim: it carries the claim's control number, and the value that stands where it points."""

from superbill.x12.findings import At, Finding, Severity, found
from superbill.x12.objects.claims import Claim
from superbill.x12.stream import readable


def told(
    claim: Claim,
    code: str,
    message: str,
    *,
    at: At,
    spot: str,
    loop: str = "2300",
    value: str | None = None,
    severity: Severity | None = None,
) -> Finding:
    """A finding of the catalogue about this claim; see `findings.found`. Without `value` it is that of the element at `spot`."""
    value = _stood(at, spot) if value is None else value
    return found(
        code, message, at=at, spot=spot, loop=loop, value=readable(value), claim=readable(claim.control), severity=severity
    )


def _stood(at: At, spot: str) -> str:
    """The element as it stood; empty when a part or a whole segment is meant. The mark after the segment's name parts elements."""
    tag, place = spot[:-2], spot[-2:]
    if not place.isdigit() or len(tag) < 2 or "-" in spot:
        return ""
    mark = at.raw.lstrip()[len(tag) :].lstrip(" ")[:1]
    elements = at.raw.split(mark) if mark else []
    return elements[int(place)].strip() if int(place) < len(elements) else ""
