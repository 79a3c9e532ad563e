"""Which side, finger, toe or lid: LT, RT, 50, FA to F9, TA to T9, E1 to E4, from the words beside the service.

Sources: HCPCS Level II modifiers; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.7 (50 where the fee schedule's
bilateral indicator is 1; with 3 each side may be told; with 0, 2 and 9 not).
"""

import re
from collections.abc import Iterator

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts

_HCPCS = "HCPCS Level II, modifiers"
_BILATERAL = "Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.7; fee schedule, bilateral indicator"
_SIDED = re.compile(r"20[56]\d\d|2[3-9]\d{3}|7[0-3]\d{3}|64\d{3}|6[5-8]\d{3}|692\d\d|1173\d|11740|11750|L\d{4}")
_DIGITS = re.compile(r"2[69]\d{3}|1173\d|11740|11750|2060[04]|28\d{3}|29130|29550|73140|73660|1172\d|20550")
_LIDS = re.compile(r"67[789]\d\d|680\d\d|652\d\d")
_ANY_SIDE = ("LT", "RT", "50")
DIGIT = re.compile(r"F[A1-9]|T[A1-9]|E[1-4]")


def digit(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """The very finger, toe or lid, where the words name it with its side."""
    place, side = line.facts.get("digit", ""), line.facts.get("side", "")
    if side not in ("right", "left") or any(DIGIT.fullmatch(one) for one in line.modifiers):
        return
    limb, _, number = place.partition(" ")
    if number and _DIGITS.fullmatch(line.procedure):
        letter, offset = ("T" if limb == "foot" else "F"), int(number) - 1 + (5 if side == "right" else 0)
        modifier = f"{letter}{offset or 'A'}"
        yield ModifierHint(modifier, f"The words name digit {number} of the {side} {limb}.", _HCPCS, True)
    elif place in ("upper", "lower") and _LIDS.fullmatch(line.procedure):
        modifier = {"left": {"upper": "E1", "lower": "E2"}, "right": {"upper": "E3", "lower": "E4"}}[side][place]
        yield ModifierHint(modifier, f"The words name the {side} {place} lid.", _HCPCS, True)


def side(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """LT or RT of a part that there is twice, and 50 for both; not beside a finger, toe or lid."""
    told = line.facts.get("side", "")
    if not told or line.has(*_ANY_SIDE) or any(DIGIT.fullmatch(one) for one in line.modifiers):
        return
    if any(True for _ in digit(line, claim)) or not _SIDED.fullmatch(line.procedure):
        return
    indicator = claim.tables.bilateral(line.procedure)
    if told == "both":
        yield from _both(line, indicator)
    elif indicator not in ("0", "2", "9"):
        modifier = "RT" if told == "right" else "LT"
        yield ModifierHint(modifier, f"The words say {told}.", _HCPCS, True)


def _both(line: BilledLine, indicator: str) -> Iterator[ModifierHint]:
    if line.procedure.startswith("L"):
        yield ModifierHint("RT", "Both sides: one line with RT and one with LT. Were two given?", _HCPCS, False)
    elif indicator == "1":
        yield ModifierHint(
            "50", "The words say both sides, and the fee schedule pays both by 50 with one unit.", _BILATERAL, True
        )
    elif indicator == "3":
        yield ModifierHint("50", "The words say both sides. Does this payer want 50, or a line for each side?", _BILATERAL, False)
    elif not indicator:
        yield ModifierHint(
            "50", "The words say both sides. No fee schedule is installed: does the code take 50?", _BILATERAL, False
        )
