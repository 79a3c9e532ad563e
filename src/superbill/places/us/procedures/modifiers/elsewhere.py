"""Where and how it was given: 26 and TC by the place, 95, 93, GT and GQ at a distance, 52 and 53 for what was not finished.

Sources: Medicare Claims Processing Manual (Pub. 100-04), chapter 12, sections 20.1 and 190, chapter 13, section 20; CPT appendices P and T
(by `levels.telehealth`); HCPCS Level II (GQ); chapter 12, section 40.4 and NCCI Policy Manual (52, 53).
"""

import re
from collections.abc import Iterator

from superbill.coding.procedures.service import ModifierHint
from superbill.places.us.facilities import FACILITIES
from superbill.places.us.levels.telehealth import AUDIO, VIDEO, distance
from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts
from superbill.places.us.service_patterns import TELEMEDICINE

_AT_A_DISTANCE = frozenset({"02", "10"})
_MAY_BE_DISTANT = re.compile(
    r"992(0[2-5]|1[1-5])|9083[2-8]|9084[5-7]|9079[12]|9616[01]|96127|9940[67]|G0(?:442|443|444|446|447)|9780[2-4]|9710\d|9711\d|9753[05]"
)
_AUDIO = re.compile(
    r"\b(?:audio[- ]only|(?:tele)?phone (?:visit|call|encounter)|by (?:tele)?phone|via (?:tele)?phone|no video)\b"
)
_VIDEO = re.compile(
    r"\b(?:video (?:visit|call|encounter|conference|connection)|(?:by|via|over|through) (?:live |secure |two-way )*video|audio[- ]?(?:and[- ]|/ ?)?(?:video|visual)|"
    r"(?:two-way|real-time|interactive|synchronous) (?:audio and )?video)\b"
)
_STORED = re.compile(r"\b(?:store[- ]and[- ]forward|asynchronous(?:ly)?)\b")
_STOPPED = re.compile(
    r"\b(?:(?:procedure|biopsy|injection|attempt)\w*[^.;\n]{0,30}(?:aborted|terminated|discontinued|stopped|abandoned)|(?:aborted|terminated|discontinued|abandoned) (?:the )?(?:procedure|biopsy|injection))\b"
)
_LESS = re.compile(
    r"\b(?:incomplete|partially (?:completed|performed|done)|limited (?:procedure|exam)|reduced service|unable to complete)\b"
)
_PROCEDURE = re.compile(r"[1-6]\d{4}|9[0-7]\d{3}|7\d{4}")


def parts(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """26 where a facility owns the equipment and the fee schedule knows both parts; TC when only the equipment was used."""
    if line.has("26", "TC") or claim.tables.parts(line.procedure) != "1":
        return
    source = "Medicare Claims Processing Manual (Pub. 100-04), chapter 13, section 20; fee schedule, PC/TC indicator 1"
    if claim.place in FACILITIES:
        yield ModifierHint("26", f"In place {claim.place} the facility bills the technical part.", source, True)
    elif re.search(
        r"\b(?:read|interpreted|over-?read) (?:by|at) (?:(?:the |an? )?(?:outside )?radiolog\w+|outside|teleradiology)", line.said
    ):
        yield ModifierHint("TC", "The words say that another reads it. Does the reader bill the reading?", source, False)


def at_a_distance(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """95, 93, GT or GQ by payer and day, for a claim whose place of service is telehealth."""
    is_service = _MAY_BE_DISTANT.fullmatch(line.procedure) and not re.fullmatch(TELEMEDICINE, line.procedure)
    if claim.place not in _AT_A_DISTANCE or not is_service or line.has("95", "93", "GT", "GQ", "FQ"):
        return
    if _STORED.search(claim.text):
        yield ModifierHint(
            "GQ",
            "The words speak of store-and-forward, which Medicare takes only in demonstrations of Alaska and Hawaii. Was it so?",
            "42 CFR 410.78; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 190",
            False,
        )
        return
    by_voice, by_video = _AUDIO.search(claim.text), _VIDEO.search(claim.text)
    for how in (VIDEO, AUDIO) if by_voice and by_video else (AUDIO,) if by_voice else (VIDEO,):
        yield from _by(how, claim, both=bool(by_voice and by_video))


def _by(how: str, claim: ClaimFacts, *, both: bool) -> Iterator[ModifierHint]:
    """The modifier of one way to speak; a question where the words name both."""
    rule = distance(how, on=claim.on, medicare=claim.medicare)
    source = "CMS, Physician Fee Schedule final rules; CPT appendices P and T; Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 190"
    if rule and rule.modifier:
        whose = "Medicare" if claim.medicare else "Payers other than Medicare"
        ask = "" if claim.medicare else " Some want GT instead: what does this payer's manual say?"
        ask += " The words name both video and telephone: which was it?" if both else ""
        is_sure = claim.medicare and not both
        yield ModifierHint(rule.modifier, f"{whose}: a visit by {how} in place {claim.place}.{ask}", source, is_sure)


def not_finished(line: BilledLine, claim: ClaimFacts) -> Iterator[ModifierHint]:
    """53 where the words say that it was stopped, 52 where less was done than the code means."""
    if line.has("52", "53", "73", "74") or not _PROCEDURE.fullmatch(line.procedure):
        return
    source = "Medicare Claims Processing Manual (Pub. 100-04), chapter 12, section 20.4.6"
    if _STOPPED.search(line.said):
        modifier = "73" if claim.place == "24" else "53"
        yield ModifierHint(
            modifier, "The words say that it was stopped. Was that for the patient's safety, after it had begun?", source, False
        )
    elif _LESS.search(line.said):
        yield ModifierHint(
            "52", "The words say that less was done. Was it by choice, without danger to the patient?", source, False
        )
