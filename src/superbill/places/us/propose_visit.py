"""Propose what a visit was, and how long, from the words of its note and its place of service; a coder confirms.

Minutes are proposed where the clinician says them of the visit: “total time 42 minutes”, “I spent 35 minutes”, time in and out. Minutes of
advice (“ice for 15 minutes”), of a symptom, of a procedure or of staff are none. Two totals that differ propose nothing. The family
follows the words of the note (admitted, discharge, ED course, consultation) where the place lets them, else the place alone.
"""

import re

from superbill.claims.note import Evidence, Note
from superbill.coding.sections import section_at
from superbill.places.us.levels import telehealth
from superbill.places.us.propose_elements import Proposal

_MINUTES = r"(?P<minutes>\d{1,3})\s*(?:-\s*)?(?:minutes?|mins?)\b"
_WHO = r"(?:i|we|the (?:physician|provider|clinician|attending)|(?:physician|provider|clinician))"
_TOTAL = (
    rf"\btotal (?:\w+ ){{0,2}}time\b[^.\n]{{0,80}}?\b{_MINUTES}",
    rf"\b(?:visit|encounter|critical care) time\b[^.\n]{{0,40}}?\b{_MINUTES}",
    rf"\btime spent\b[^.\n]{{0,60}}?\b{_MINUTES}",
    rf"\b{_WHO} (?:have |has )?(?:personally )?spent\b[^.\n]{{0,40}}?\b{_MINUTES}",
    rf"\b{_MINUTES} (?:of (?:total |critical care )?time )?(?:was|were) spent\b",
    rf"\b{_MINUTES} (?:of|in) (?:total|critical care)\b(?: time\b)?",
)
_SAID = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _TOTAL)
_CLOCK = re.compile(
    r"\b(?:time in|start(?: time)?)\s*:?\s*(?P<h1>\d{1,2}):(?P<m1>\d{2})\s*(?P<a1>[ap]\.?m\.?)?[\s,;–-]*"
    r"(?:and\s+)?(?:time out|out|stop(?: time)?|end(?: time)?)\s*:?\s*(?P<h2>\d{1,2}):(?P<m2>\d{2})\s*(?P<a2>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_OTHERS_TIME = re.compile(
    r"\b(?:nurse|nursing|staff|medical assistant|resident|student|smoking|tobacco|cessation|procedure|injection|infusion|wait\w*|anesthesia|"
    r"exclud\w+|not includ\w+|advance care|travel\w*|fluoroscopy|tourniquet|operative|exercis\w+|ice|therapy)\b",
    re.IGNORECASE,
)

_ADMITTED = re.compile(
    r"\b(?:admission h(?:istory)?\s*(?:&|and|/)\s*p(?:hysical)?(?: exam\w*)?|admit(?:ted)? (?:her |him |the patient |patient |them )?(?:to|for|under)\b|"
    r"will be admitted|initial hospital (?:visit|care)|admission note|placed in observation)",
    re.IGNORECASE,
)
_DISCHARGED = re.compile(
    r"\b(?:discharge summary|day of discharge|discharge day|discharged (?:today|home)|discharge medications?|hospital course)\b",
    re.IGNORECASE,
)
_SUMMARY = re.compile(r"\b(?:discharge summary|day of discharge|discharge day)\b", re.IGNORECASE)
_STAY = re.compile(
    r"^[ \t]*(?:hospital course|discharge disposition|discharge diagnos[ei]s)(?=[ \t]*(?::|$))", re.IGNORECASE | re.MULTILINE
)
_EMERGENCY = re.compile(r"\b(?:ED course|ED provider note|emergency department (?:course|visit|provider note))\b", re.IGNORECASE)
_CONSULTED = re.compile(
    r"\b(?:consultation (?:was )?request(?:ed)? by|consult(?:ation)? note|thank you for (?:this|the) (?:interesting )?consult\w*|"
    r"asked (?:by .{1,40}? )?to (?:see|evaluate) (?:the|this) patient|reason for consult\w*|requesting (?:physician|provider))\b",
    re.IGNORECASE,
)
_CRITICAL = re.compile(r"\bcritical care (?:time|services?|was provided|provided)\b", re.IGNORECASE)
_PREVENTIVE = re.compile(
    r"\b(?:annual (?:physical|wellness visit|preventive)|well[- ](?:child|woman|baby|adolescent) (?:visit|check|exam\w*)|wellness visit|"
    r"routine physical|preventive visit)\b",
    re.IGNORECASE,
)
_AUDIO = re.compile(r"\b(?:audio[- ]only|by (?:tele)?phone(?: only| alone)?|telephone (?:visit|encounter))\b", re.IGNORECASE)
_VIDEO = re.compile(
    r"\b(?:video visit|telehealth|telemedicine|audio[- ](?:and[- ])?video|by video|via video|virtual visit)\b", re.IGNORECASE
)

UNSAID = "nothing says otherwise"
"""Why an office visit is proposed where neither words nor place say what it was."""
_HOSPITAL = ("21", "22", "51", "61")
_BY_PLACE = {
    **dict.fromkeys(("21", "51", "61"), "hospital_subsequent"),
    **dict.fromkeys(("31", "32"), "nursing_subsequent"),
    **dict.fromkeys(("12", "13", "14", "16", "33", "55"), "home"),
    "23": "emergency",
}


def propose_visit(note: Note, *, place: str = "") -> tuple[Proposal, ...]:
    """The family (always), how the patient was seen and the minutes (where words say them). The family of a place has no words."""
    family = _family(note, place)
    proposals = [family, *_how(note, place)]
    minutes = _minutes(note)
    return (*proposals, minutes) if minutes else tuple(proposals)


def _family(note: Note, place: str) -> Proposal:
    for name, pattern, places in (
        ("critical_care", _CRITICAL, ()),
        ("emergency", _EMERGENCY, ("23", "")),
        ("hospital_discharge", _DISCHARGED, _HOSPITAL),
        ("hospital_discharge", _SUMMARY, ("",)),
        ("nursing_discharge", _DISCHARGED, ("31", "32")),
        ("consult_hospital", _CONSULTED, (*_HOSPITAL, "31")),
        ("consult_office", _CONSULTED, ("11", "19", "")),
        ("hospital_initial", _ADMITTED, _HOSPITAL),
        ("nursing_initial", _ADMITTED, ("31", "32")),
        ("preventive", _PREVENTIVE, ("11", "")),
    ):
        match = pattern.search(note.text) if not places or place in places else None
        if match and not (name == "preventive" and not _opens(note, match)):
            return Proposal("family", name, 1, (_evidence(note, match),), "the note says so")
    if place == "" and (opened := _section_of_a_stay(note)):
        return Proposal("family", "hospital_discharge", 1, (opened,), "the note has the headings of a discharge summary")
    name = _BY_PLACE.get(place, "office")
    return Proposal("family", name, 1, (), f"place of service {place}" if place in _BY_PLACE else UNSAID)


def _opens(note: Note, match: re.Match[str]) -> bool:
    """Whether words stand where a note says why the patient came: in its first lines."""
    return match.start() < 400


def _section_of_a_stay(note: Note) -> Evidence | None:
    match = _STAY.search(note.text)
    return _evidence(note, match) if match else None


def _how(note: Note, place: str) -> list[Proposal]:
    for name, pattern in ((telehealth.AUDIO, _AUDIO), (telehealth.VIDEO, _VIDEO)):
        match = pattern.search(note.text)
        if match and (place in ("02", "10", "") or name in match.group().lower()):
            return [Proposal("how", name, 1, (_evidence(note, match),), "the patient was seen at a distance")]
    return [Proposal("how", telehealth.VIDEO, 1, (), f"place of service {place}")] if place in ("02", "10") else []


def _minutes(note: Note) -> Proposal | None:
    said = _minutes_said(note) or _minutes_by_clock(note)
    if len(said) != 1:
        return None
    ((minutes, evidence),) = said.items()
    return Proposal("time", "minutes", minutes, (evidence,), "the clinician's minutes, as the note says")


def _minutes_said(note: Note) -> dict[int, Evidence]:
    """The numbers of minutes of the first pattern that finds any, each with its words."""
    for pattern in _SAID:
        found: dict[int, Evidence] = {}
        for match in pattern.finditer(note.text):
            minutes = int(match["minutes"])
            if 0 < minutes <= 600 and not _OTHERS_TIME.search(_sentence_around(note, match)):
                found.setdefault(minutes, _evidence(note, match))
        if found:
            return found
    return {}


def _minutes_by_clock(note: Note) -> dict[int, Evidence]:
    found: dict[int, Evidence] = {}
    for match in _CLOCK.finditer(note.text):
        start, stop = _of_day(match["h1"], match["m1"], match["a1"]), _of_day(match["h2"], match["m2"], match["a2"])
        if (
            start is not None
            and stop is not None
            and 0 < stop - start <= 600
            and not _OTHERS_TIME.search(_sentence_around(note, match))
        ):
            found.setdefault(stop - start, _evidence(note, match))
    return found


def _of_day(hour: str, minute: str, half: str | None) -> int | None:
    """The minute of the day; None for what is no time."""
    hours, minutes = int(hour), int(minute)
    if hours > 23 or minutes > 59 or (half and not 1 <= hours <= 12):
        return None
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    return hours * 60 + minutes


def _sentence_around(note: Note, match: re.Match[str]) -> str:
    start = max(note.text.rfind(mark, 0, match.start()) for mark in (". ", "\n", "; ")) + 1
    ends = [at for at in (note.text.find(mark, match.end()) for mark in (".", "\n", ";")) if at >= 0]
    return note.text[start : min(ends, default=len(note.text))]


def _evidence(note: Note, match: re.Match[str]) -> Evidence:
    return Evidence(match.start(), match.end(), match.group(), section_at(note, match.start()))
