"""Propose what a visit was, and how long, from the words of its note and its place of service; a coder confirms.

Minutes are proposed where the clinician says them of the visit: “total time 42 minutes”, “I spent 35 minutes”, time in and out. Minutes of
advice (“ice for 15 minutes”), of a symptom, of a procedure or of staff are none. Two totals that differ propose nothing. The family
follows the words of the note (admitted, discharge, ED course, consultation) where the place lets them, else the place alone.
"""

import re

from superbill.claims.note import Evidence, Note
from superbill.coding.sections import section_at
from superbill.places.us.levels import telehealth
from superbill.places.us.of_the_day import clause_around, context_of, folded, may_say
from superbill.places.us.propose_elements import Proposal

_MINUTES = (
    r"(?:(?P<hours>10|\d(?:\.(?:5|25|75))?|an|one|two)\s*(?:-\s*)?(?:hours?|hrs?)\b(?! (?:of|after|before|ago|prior|later|from)\b)"
    r"(?:\s*(?:,\s*)?(?:and\s*|&\s*)?(?P<rest>[1-5]?\d)\s*(?:-\s*)?(?:minutes?|mins?)\b)?|(?P<minutes>\d{1,3})\s*(?:-\s*)?(?:minutes?|mins?)\b)"
)
_SPELLED = {"an": 1, "one": 1, "two": 2}
_WHO = r"(?:i|we|the (?:physician|provider|clinician|attending)|(?:physician|provider|clinician))"
_TOTAL = (
    rf"\btotal (?:\w+ ){{0,2}}time\b[^.\n]{{0,80}}?\b{_MINUTES}",
    rf"\b(?:visit|encounter|critical care) time\b[^.\n]{{0,40}}?\b{_MINUTES}",
    rf"\btime spent\b[^.\n]{{0,60}}?\b{_MINUTES}",
    rf"\b{_WHO} (?:have |has )?(?:personally )?spent\b[^.\n]{{0,40}}?\b{_MINUTES}",
    rf"\b{_MINUTES} (?:of (?:total |critical care )?time )?(?:was|were) spent\b",
    rf"\b{_MINUTES} (?:of|in) (?:total|critical care)\b(?: time\b)?",
)
_TOTAL_SAYS = (("total",), ("time",), ("time spent",), ("spent",), ("spent",), ("total", "critical"))
"""Words of which one stands wherever the pattern in the same place matches."""
_SAID = tuple((words, re.compile(pattern, re.IGNORECASE)) for words, pattern in zip(_TOTAL_SAYS, _TOTAL, strict=True))
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
_NONE_GIVEN = re.compile(
    r"[ \t]*(?:[:=-][ \t]*)?(?:none\b|no\b|not\b|n/a|0\b|(?:was|were|is) not\b|(?:\w+ ){0,2}not )", re.IGNORECASE
)
_DURATION = re.compile(rf"\b{_MINUTES}", re.IGNORECASE)
_PREVENTIVE = re.compile(
    r"\b(?:annual (?:physical|wellness visit|preventive)|well[- ](?:child|woman|baby|adolescent) (?:visit|check|exam\w*)|wellness visit|"
    r"routine physical|preventive visit)\b",
    re.IGNORECASE,
)
_AUDIO = re.compile(r"\b(?:audio[- ]only|by (?:tele)?phone(?: only| alone)?|telephone (?:visit|encounter))\b", re.IGNORECASE)
_VIDEO = re.compile(
    r"\b(?:video visit|telehealth|telemedicine|audio[- ](?:and[- ])?video|by video|via video|virtual visit)\b", re.IGNORECASE
)

_LATER = re.compile(
    r"\b(?:will|would|plan(?:s|ned)?|follow(?:s|ing)?[- ]?up (?:by|via|with|in|at)|schedule|return(?:s|ing)?|offered|prefers?|asks?|next|should|recommend(?:s|ed)?)\b",
    re.IGNORECASE,
)
"""Before the words in their clause: another visit, still to come."""
_EARLIER = re.compile(
    r"\b(?:(?:review(?:ed)?(?: of)?|read|per|see|prior|previous|last|outside)(?: [\w']+){0,4}|"
    r"(?:after|following|since|recent|follow[- ]?up (?:from|of|after|to))(?: (?:an?|the|her|his|their))?(?: recent)?) ?$",
    re.IGNORECASE,
)
"""Before the words in their clause: another visit, that is over, or the record of one."""
_ANOTHER_DAY = re.compile(
    r"\b(?:tomorrow|yesterday|(?:next|last|this past|the following) (?:week|month|visit|year|spring|summer|fall|autumn|winter)|in (?:\d+|a few|one|two|three|six) (?:days?|weeks?|months?)|"
    r"(?:\d+|one|two|three|several|a few|a) (?:days?|weeks?|months?|years?) ago|in (?:19|20)\d\d|reviewed|(?:from|at) (?:the |an )?(?:outside|other|another))\b",
    re.IGNORECASE,
)
_TODAY = re.compile(r"\b(?:today|this visit)\b", re.IGNORECASE)
_RECORD = re.compile(r"^ ?(?:from|by)\b", re.IGNORECASE)

_DISCHARGE_SAYS, _CONSULT_SAYS = ("discharge", "hospital course"), ("consult", "asked", "requesting")
_ADMITTED_SAYS = ("admi", "hospital", "observation")
_FAR = ((telehealth.AUDIO, _AUDIO, ("audio", "phone")), (telehealth.VIDEO, _VIDEO, ("video", "tele", "virtual")))

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
    low = folded(note.text)
    family = _family(note, low, place)
    proposals = [family, *_how(note, low, place)]
    minutes = _minutes(note, low)
    return (*proposals, minutes) if minutes else tuple(proposals)


def _family(note: Note, low: str, place: str) -> Proposal:
    for name, (words, pattern), places in (
        ("critical_care", (("critical care",), _CRITICAL), ()),
        ("emergency", (("ed course", "ed provider", "emergency department"), _EMERGENCY), ("23", "")),
        ("hospital_discharge", (_DISCHARGE_SAYS, _DISCHARGED), _HOSPITAL),
        ("hospital_discharge", (("discharge",), _SUMMARY), ("",)),
        ("nursing_discharge", (_DISCHARGE_SAYS, _DISCHARGED), ("31", "32")),
        ("consult_hospital", (_CONSULT_SAYS, _CONSULTED), (*_HOSPITAL, "31")),
        ("consult_office", (_CONSULT_SAYS, _CONSULTED), ("11", "19", "")),
        ("hospital_initial", (_ADMITTED_SAYS, _ADMITTED), _HOSPITAL),
        ("nursing_initial", (_ADMITTED_SAYS, _ADMITTED), ("31", "32")),
        ("preventive", (("annual", "well", "routine", "preventive"), _PREVENTIVE), ("11", "")),
    ):
        is_asked = (not places or place in places) and may_say(low, words)
        match = _first_of_the_visit(note, name, pattern) if is_asked else None
        if match:
            return Proposal("family", name, 1, (_evidence(note, match),), "the note says so")
    if place == "" and (opened := _section_of_a_stay(note)):
        return Proposal("family", "hospital_discharge", 1, (opened,), "the note has the headings of a discharge summary")
    name = _BY_PLACE.get(place, "office")
    return Proposal("family", name, 1, (), f"place of service {place}" if place in _BY_PLACE else UNSAID)


def _first_of_the_visit(note: Note, name: str, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The first words for a family that are of this visit; critical care only with its minutes, a preventive visit where the note opens."""
    for match in pattern.finditer(note.text):
        may_plan = name in ("hospital_initial", "nursing_initial")  # admitting is what this visit decides
        if not _is_of_this_visit(note, match, may_plan=may_plan) or (name == "preventive" and not _opens(note, match)):
            continue
        if name != "critical_care" or _is_given(note, match):
            return match
    return None


def _is_of_this_visit(note: Note, match: re.Match[str], *, may_plan: bool = False) -> bool:
    """Whether the words tell of this visit, not of one that is denied, planned or over, nor of a record that was read."""
    start, end = sentence = _span_around(note, match)
    before, after = clause_around(note.text, sentence, match.span())
    if context_of(note.text, (start, end), match.span(), done=True) is not None:
        return False
    if _TODAY.search(before) or _TODAY.search(after):
        return True
    if _EARLIER.search(before) or _ANOTHER_DAY.search(after) or _ANOTHER_DAY.search(before):
        return False
    is_record = match.group().lower().endswith("note") and _RECORD.search(after)
    return not is_record and (may_plan or not _LATER.search(before))


def _is_given(note: Note, match: re.Match[str]) -> bool:
    """Whether critical care has a number of minutes: in its own sentence, or in the note where it says that it was provided."""
    start, end = _span_around(note, match)
    if _NONE_GIVEN.match(note.text, match.end(), end):
        return False
    if any(_number(one) > 0 for one in _DURATION.finditer(note.text, start, end)):
        return True
    return match.group().lower().endswith("provided") and bool(_minutes_said(note, folded(note.text)))


def _opens(note: Note, match: re.Match[str]) -> bool:
    """Whether words stand where a note says why the patient came: in its first lines."""
    return match.start() < 400


def _section_of_a_stay(note: Note) -> Evidence | None:
    match = _STAY.search(note.text)
    return _evidence(note, match) if match else None


def _how(note: Note, low: str, place: str) -> list[Proposal]:
    for name, pattern, words in _FAR:
        for match in pattern.finditer(note.text) if may_say(low, words) else ():
            if not _is_of_this_visit(note, match) or not (place in ("02", "10", "") or name in match.group().lower()):
                continue
            return [Proposal("how", name, 1, (_evidence(note, match),), "the patient was seen at a distance")]
    return [Proposal("how", telehealth.VIDEO, 1, (), f"place of service {place}")] if place in ("02", "10") else []


def _minutes(note: Note, low: str) -> Proposal | None:
    said = _minutes_said(note, low) or _minutes_by_clock(note, low)
    if len(said) != 1:
        return None
    ((minutes, evidence),) = said.items()
    return Proposal("time", "minutes", minutes, (evidence,), "the clinician's minutes, as the note says")


def _minutes_said(note: Note, low: str) -> dict[int, Evidence]:
    """The numbers of minutes of the first pattern that finds any, each with its words."""
    for words, pattern in _SAID:
        found: dict[int, Evidence] = {}
        for match in pattern.finditer(note.text) if may_say(low, words) else ():
            minutes = _number(match)
            if 0 < minutes <= 600 and not _OTHERS_TIME.search(_sentence_around(note, match)):
                found.setdefault(minutes, _evidence(note, match))
        if found:
            return found
    return {}


def _number(match: re.Match[str]) -> int:
    """Of the duration that was matched: hours, with or without minutes, or minutes alone."""
    if match["minutes"]:
        return int(match["minutes"])
    hours = match["hours"].lower()
    return int(float(_SPELLED.get(hours, hours)) * 60) + int(match["rest"] or 0)


def _minutes_by_clock(note: Note, low: str) -> dict[int, Evidence]:
    found: dict[int, Evidence] = {}
    for match in _CLOCK.finditer(note.text) if may_say(low, ("time", "start")) else ():
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
    return note.text[slice(*_span_around(note, match))]


def _span_around(note: Note, match: re.Match[str]) -> tuple[int, int]:
    start = max(note.text.rfind(mark, 0, match.start()) for mark in (". ", "\n", "; ")) + 1
    ends = [at for at in (note.text.find(mark, match.end()) for mark in (".", "\n", ";")) if at >= 0]
    return start, min(ends, default=len(note.text))


def _evidence(note: Note, match: re.Match[str]) -> Evidence:
    return Evidence(match.start(), match.end(), match.group(), section_at(note, match.start()))
