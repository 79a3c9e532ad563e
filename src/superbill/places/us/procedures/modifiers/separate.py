"""Two services that a payer takes for one: 59, XE, XP, XS, XU; and the same service again: 76, 77, 91.

Source: NCCI Policy Manual, chapter I, section E, and CMS, Modifier 59 Article: only where the pair's indicator is 1, and where the note
shows another site, session, lesion or person; the X modifiers say the same more exactly (since January 1, 2015).
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.modifiers import NCCI_ON_EITHER
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts
from superbill.places.us.service_patterns import VISIT

SOURCE = "NCCI Policy Manual, chapter I, section E; CMS, Modifier 59 Article"
X_SINCE = date(2015, 1, 1)
_LAB = re.compile(r"8\d{4}")
_VISIT = re.compile(VISIT)
_LATER = re.compile(
    r"\b(?:later (?:today|that day|in the (?:day|afternoon))|second (?:visit|session|encounter)|returned (?:later|in the afternoon)|separate (?:encounter|session))\b"
)
_SEPARATE = re.compile(r"\b(?:separate|different|distinct|another) (?:site|lesion|incision|area|location|wound|injury)\b")
_BY_OTHER = re.compile(r"\b(?:by|with) (?:another|a different) (?:physician|provider|clinician|surgeon)\b")


def separate(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """59 or an X modifier on the second code of a pair; nothing where the pair has no way out, or nothing shows that they are apart."""
    if line.has(*NCCI_ON_EITHER) or _VISIT.fullmatch(line.procedure):
        return
    for other in claim.lines:
        if other is line or other.has(*NCCI_ON_EITHER) or claim.tables.pair(other.procedure, line.procedure) != "1":
            continue
        found = _apart(line, other)
        if found:
            modifier, why = found
            shown = modifier if claim.medicare and claim.on >= X_SINCE else "59"
            told = f"{line.procedure} is part of {other.procedure} unless they are apart; {why}"
            yield ModifierHint(shown, f"{told} Was it so?", SOURCE, False)
            return


def _apart(line: BilledLine, other: BilledLine) -> tuple[str, str] | None:
    if _LATER.search(line.said):
        return "XE", "the words speak of another session."
    if _BY_OTHER.search(line.said):
        return "XP", "the words speak of another clinician."
    for name in ("digit", "side", "site"):
        one, two = line.facts.get(name, ""), other.facts.get(name, "")
        if one and two and one != two:
            return "XS", f"the words name another place ({one}, {two})."
    if _SEPARATE.search(line.said):
        return "XS", "the words speak of a separate place."
    return None


def again(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """91 on a laboratory test that was done again for its result, 76 and 77 on a procedure, where the code stands before on the day."""
    before = [one for one in claim.lines if one.procedure == line.procedure]
    is_second = any(one is line for one in before[1:])
    today = [one for one in claim.earlier if one.procedure == line.procedure and one.served_on == claim.on]
    if (
        line.has("76", "77", "91", "JW", "59", *NCCI_ON_EITHER)
        or not (is_second or today)
        or line.procedure.startswith(("J", "A", "L"))
    ):
        return
    if line.facts.get("wasted") or _VISIT.fullmatch(line.procedure):
        return
    if _LAB.fullmatch(line.procedure):
        yield ModifierHint(
            "91",
            f"{line.procedure} was done before on this day. Was it repeated for another result, not to confirm the first?",
            "NCCI Policy Manual, chapter I, section E",
            False,
        )
        return
    by_same = all(one.by_same for one in today)
    yield ModifierHint(
        "76" if by_same else "77",
        f"{line.procedure} was done before on this day by {'the same' if by_same else 'another'} clinician. Was it the whole service again?",
        "Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 40.7 and chapter 13, section 100",
        False,
    )
