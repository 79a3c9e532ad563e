"""Whether the lines of a claim are clear; on the way it is read of them when they were given and what other payers decided."""

from datetime import date

from superbill.x12.balance.claims import check_amounts
from superbill.x12.objects.claims import Claim, LineAdjudication, ServiceLine
from superbill.x12.objects.reading import Memo
from superbill.x12.situations.claims_lines import LONGEST_CONTROL, NUMBERED, check_lines, is_watched, oddities_of

Decided = list[tuple[ServiceLine, LineAdjudication]]
"""What other payers made of lines."""

_NUMBERS = tuple(str(number) for number in range(1, 1000))
_POINTERS = frozenset(_NUMBERS[:12])
_WATCHED: Memo[bool] = Memo(is_watched)
_RIDE = ("ride",)
_HIGHEST: dict[tuple[str, ...], int] = {}
"""The last of the diagnoses that pointers lead to, each to another. There are not many: at most four of twelve."""


def read_lines(claim: Claim) -> tuple[date | None, date | None, Decided] | None:  # noqa: C901  (one loop on purpose: calls cost)
    """First and last day of service, and what was decided; None where some rule may have something to say of the lines."""
    lines, total, is_odd = claim.lines, 0, False
    first = last = None
    diagnoses = _count_diagnoses(claim)
    controls: set[str] = set()
    decided: Decided = []
    for line, number in zip(lines, _NUMBERS):  # noqa: B905  (to name an argument costs, too)
        cents, units, procedure, pointers = line.charge_cents, line.units, line.procedure, line.pointers
        if cents is None or cents < 0 or line.number != number or (units is not None and (not units or units.is_signed())):
            return None
        total += cents
        if pointers and (_HIGHEST.get(pointers) or _highest(pointers)) > diagnoses:
            return None
        if _WATCHED[procedure.code] or len(procedure.modifiers) > 1 or line.unit == "MJ":
            oddities = oddities_of(line.tag, procedure, line.unit)
            is_odd = is_odd or (oddities != () and not (oddities == _RIDE and _is_ride_told(claim)))
        if line.amounts or line.noncovered_cents or line.attachments or line.extras:
            is_odd = True
        for reference in line.references:
            if reference.kind == "6R":
                control = reference.number
                if control in controls or len(control) > LONGEST_CONTROL:
                    return None
                controls.add(control)
            elif reference.kind in NUMBERED:
                is_odd = True
        for span in line.dates:
            if span.kind == "472":
                begins, ends = span.first, span.last
                if begins is not first and begins and (first is None or begins < first):
                    first = begins
                if ends is not last and ends and (last is None or ends > last):
                    last = ends
        if line.adjudications:
            for each in line.adjudications:
                decided.append((line, each))
    if (total != claim.charge_cents and lines) or len(lines) > len(_NUMBERS):
        return None
    if is_odd and (any(check_lines(claim)) or any(check_amounts(claim))):
        return None
    return first, last, decided


def read_decisions(claim: Claim) -> Decided:
    """What other payers decided, line by line."""
    return [(line, each) for line in claim.lines for each in line.adjudications]


def _count_diagnoses(claim: Claim) -> int:
    """How many there are, when they stand one after the other from the first on; else -1, which no pointer leads to."""
    diagnoses = claim.diagnoses
    count = len(diagnoses)
    return count if count <= len(_POINTERS) and (not count or diagnoses[-1].element == count) else -1


def _highest(pointers: tuple[str, ...]) -> int:
    """Of pointers that are new, or of which one leads nowhere or twice: then beyond every diagnosis."""
    if not _POINTERS.issuperset(pointers) or len(set(pointers)) < len(pointers) or len(pointers) > 4:
        return len(_NUMBERS)
    found = _HIGHEST[pointers] = max(map(int, pointers))
    return found


def _is_ride_told(claim: Claim) -> bool:
    """Why there was a ride by ambulance, and where it began and ended."""
    roles = [each.role for each in claim.providers]
    return "PW" in roles and "45" in roles and "2300.CR1" in [each.place for each in claim.extras]
