"""Modifiers of visits, and of procedures within the days of another: 25, 57, 24, 58, 78, 79.

Source: Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 30.6.6 and 40.1; NCCI Policy Manual, chapter I, section D.
Whether a visit was significant and of its own, and why a patient went back to the operating room, is for a person to say.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.levels.beside import Beside, modifier_hints
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts, EarlierService
from superbill.places.us.service_patterns import SURGERY, VISIT

SOURCE = "Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 30.6.6 and 40.1"
_VISIT, _SURGERY = re.compile(VISIT), re.compile(SURGERY)
_GIVING = re.compile(r"9637[2-5]|9636\d|9047[1-4]|9046[01]|94640|9301[0-8]|93000|G0(?:008|009|010)|9894\d|9892\d|971\d\d")
_QUESTION = "Does the note show a visit that was significant and separately identifiable from it?"
_DAYS = {"010": 10, "090": 90}


def with_procedure(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """25 and 57 on a visit beside a procedure; always a question."""
    if not _VISIT.fullmatch(line.procedure):
        return
    others = [one for one in claim.lines if one is not line and not _VISIT.fullmatch(one.procedure)]
    beside = [Beside(one.procedure, claim.on, claim.global_days(one.procedure)) for one in others]
    hints = [one for one in modifier_hints(beside, on=claim.on) if one.what in ("25", "57") and not line.has(one.what)]
    for hint in hints:
        why = hint.why if hint.what == "57" else f"{hint.why}. {_QUESTION}"
        yield ModifierHint(hint.what, why, SOURCE, False)
    if hints:
        return
    given = next((one.procedure for one in others if _GIVING.fullmatch(one.procedure)), "")
    if given and not line.has("25"):
        yield ModifierHint(
            "25",
            f"{given} stands beside the visit, and NCCI pairs them. {_QUESTION}",
            "NCCI Policy Manual, chapters I and XI",
            False,
        )


def in_global_days(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """24 on a visit, 58, 78 or 79 on a procedure, within the days that an earlier procedure's payment covers."""
    if line.has("24", "58", "78", "79"):
        return
    earlier = _covering(claim)
    if earlier is None:
        return
    told = (
        f"{earlier.procedure} of {earlier.served_on} covers {_DAYS[claim.tables.global_days(earlier.procedure)]} days after it."
    )
    if _VISIT.fullmatch(line.procedure):
        is_other = bool(line.codes) and not set(line.codes) & set(earlier.codes)
        about = "The diagnoses are others." if is_other else ""
        yield ModifierHint("24", f"{told} {about} Was the visit unrelated to it?".replace("  ", " "), SOURCE, False)
    elif _SURGERY.fullmatch(line.procedure):
        yield _again(line, claim, told, earlier)


def _again(line: BilledLine, claim: ClaimFacts, told: str, earlier: EarlierService) -> ModifierHint:
    if re.search(r"\bstaged?\b|planned (?:return|second|next)|second stage", line.said or claim.text):
        return ModifierHint("58", f"{told} The words speak of a stage. Was it planned beforehand?", SOURCE, False)
    if re.search(
        r"complication|dehiscence|hematoma|wound infection|return(?:ed)? to (?:the )?(?:or|operating)", line.said or claim.text
    ):
        return ModifierHint(
            "78", f"{told} The words speak of a complication. Was the patient taken back to an operating room?", SOURCE, False
        )
    is_other = bool(line.codes) and not set(line.codes) & set(earlier.codes)
    about = (
        "The diagnoses are others."
        if is_other
        else "Say whether it was unrelated (79), planned or staged (58), or for a complication (78)."
    )
    return ModifierHint("79", f"{told} {about}", SOURCE, False)


def _covering(claim: ClaimFacts) -> EarlierService | None:
    """The latest earlier procedure whose global days hold on the day of service."""
    for one in sorted(claim.earlier, key=lambda one: one.served_on, reverse=True):
        days = _DAYS.get(claim.tables.global_days(one.procedure))
        if days and one.by_same and one.served_on < claim.on <= one.served_on + timedelta(days=days):
            return one
    return None
