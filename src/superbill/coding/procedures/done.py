"""Whether a service that a note names was done here at this visit, or is ordered, planned, declined, of the past, or done elsewhere.

The context rules of conditions hold (`coding.context`), but doubt about a disease is none about a test for it. Beside them stand the
words of orders and appointments. Their scope ends with the clause; a word of doing in a clause of its own speaks for itself.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from superbill.claims.note import Note
from superbill.coding import sections
from superbill.coding.context import Context, Scope, context_at, scopes_of
from superbill.coding.mentions import line_at, lines_of
from superbill.coding.sections import Sentence


class Kind(StrEnum):
    """How sure the name alone is: what needs an office to be done, what is often done elsewhere, what only a hand does, what is talked."""

    OFFICE = "office test"
    ANYWHERE = "test"
    PROCEDURE = "procedure"
    DRUG = "drug"
    SUPPLY = "supply"
    TALK = "counselling"


@dataclass(frozen=True, slots=True)
class Standing:
    """`reason` why it is not suggested, empty when it is; `doubt` a question when the words leave open that it was done."""

    reason: str = ""
    doubt: str = ""
    why: str = ""


_ELSEWHERE = {
    sections.PAST: "history: it stands under the past history",
    sections.FAMILY: "family history",
    sections.SOCIAL: "social history",
    sections.ALLERGIES: "allergy list",
    sections.REVIEW: "review of systems",
    sections.MEDICATIONS: "medication list: taken at home",
    sections.INSTRUCTIONS: "instructions to the patient",
    sections.REASON: "reason for the visit: what is wanted, not what was done",
}
_HERE = re.compile(
    r"\b(?:today|tonight|this (?:morning|afternoon|visit|encounter)|during (?:the|this|today's) visit|in[- ](?:office|clinic|house)|"
    r"in (?:the|our) (?:office|clinic|room)|here|point[- ]of[- ]care|poc|bedside|by (?:nursing|nurse|ma|our (?:nurse|staff|ma))|at (?:this|today's) visit)\b"
)
_OF_DISEASES = re.compile(r"vaccin|immuni|shot|booster|screen|protocol|control|management|relief|prophylaxis|prevent")
"""Words after which a disease is only meant; a service is not."""
_CAME = re.compile(
    r"\b(?:presents?|presenting|seen|here|in|visits?|visit|returns?|comes? in|examination|exam|(?<!obtained and )reviewed|discussed|evaluated|follow[- ]?up)"
    r"(?: to (?:the |our )?(?:clinic|office))? today\b"
)
"""Here `today` tells of the patient's coming, or of what was looked at, not of the service."""
_DID = re.compile(
    r"\b(?:performed|done|completed|obtained|collected|administered|given|gave|injected|placed|applied|removed|repaired|sutured|closed|"
    r"irrigated|drained|froze|cryo(?:therapy|surgery)? to|incised|excised|aspirated|biopsied|frozen|treated|cleaned|debrided|trimmed|inserted|fitted|dispensed|provided|issued|"
    r"supplied|received|extracted|avulsed|pared|reduced|incision|explored|cleansed|snipped|lanced|passed|per dr\.?|tolerated|drawn|tested|checked|scored|interpreted|swabbed|shaved|destroyed|cauterized|packed|spent|screened|"
    r"counsel(?:l)?ed|was used|were used|used)\b|\bmy (?:read|reading|interpretation)\b"
)
_SIGNS = re.compile(r"\bdeltoid\b|\bglut\w*|\bconsent\b|\bsterile\b|\b\d+ ?-?(?:min|minutes)\b")
"""What stands beside a doing; within a plan it may as well be an order."""
_ELSE = (
    r"(?:ortho\w*|cardio\w*|gi|gastro\w*|derm\w*|radiolog\w*|urolog\w*|gyn\w*|ob|ob/?gyn|ent|podiat\w*|neuro\w*|rheum\w*|pulm\w*|onc\w*|"
    r"nephro\w*|ophth\w*|surgery|pain (?:management|clinic)|(?:her|his|their) (?:pcp|doctor)|home health|ems|paramedics|(?:a |the )?school nurse|"
    r"(?:a |the )?pharmacy|an outside \w+|another (?:clinic|provider|physician|office|doctor)|the er|the ed)"
)
_PLACES = (
    r"(?:home|cvs|walgreens|rite aid|costco|walmart|kroger|publix|quest|lab ?corp|(?:an )?outside|"
    r"(?:the |a |an |his |her |their )?(?:er|ed|pharmacy|hospital|urgent care|outside \w+|health department|minute ?clinic|"
    r"nursing home|outside|local pharmacy|other clinic)|(?:an)?other (?:clinic|office|facility|hospital))"
)
_RESULT = re.compile(
    r"\b(?:positive|negative|neg|pos|\(\+\)|\(-\)|normal|abnormal|reactive|nonreactive|within normal limits|wnl|shows?|showed|showing|"
    r"reveals?|revealed|demonstrates?|demonstrated|results?|read as|score|scored|trace|passed|failed|20/\d\d|\d+(?:\.\d+)? ?(?:%|mg/dl|g/dl|mm|cc|ml)|inr \d|sinus rhythm|no acute)\b|[:=] ?\d|\b\d{1,2}/\d{2}\b|\d%"
)
_NOT_YET = re.compile(
    r"\b(?:will|would|orders?|ordered|ordering|schedul\w+|refer(?:s|red|ral|rals|ring)?|recommend\w*|advis\w+|discuss\w*(?! (?:the )?(?:risks?|benefits|procedure|r/b))|offer(?:s|ed|ing)?|"
    r"consider\w*|plan(?:s|ned|ning)?(?: for| to|:)|return(?:s|ing)? (?:\w+ ){0,4}for|follow[- ]?up (?:\w+ ){0,3}(?:for|with)|needs?|"
    r"should|pending|awaiting|due (?:for|to have)|candidate for|declin\w+|refus\w+|defer\w*|wants?|would like|requests?|requesting|eligible|"
    r"interested in|agree(?:s|d)? to|unless|may|might|could|until|before|send (?:for|out)|sent (?:for|to)|get (?:an?|the)|let['’]?s|going to|"
    r"ask(?:ed|ing)? (?:about|for)|repeat|recheck|next|obtain|check|prior to|instead of|rather than|here for|presents? for|comes? in for|option\w*|"
    r"alternatives?|if|such as|"
    r"(?:to|for) (?:the )?(?:er|ed|hospital|emergency)|avoid\w*|hold(?:ing)? (?:on|off)|overdue|handout|educat\w+|information (?:on|about))\b"
)
_BEFORE = re.compile(
    r"\b(?:previous(?:ly)?|prior|last|recent(?:ly)?|history of|h/o|s/p|status post|had|underwent|outside|past|already|up[- ]to[- ]date|utd|"
    r"reviewed|old|earlier this|initial|most recent|since (?:his|her|their|the))\b|"
    rf"\b(?:seen|evaluated|treated|went|taken) (?:at|in|to|by) {_PLACES}\b|\b(?:urgent care|hospital|\ber|\bed) where\b"
)
_ENDED = re.compile(
    r"\b(?:guidance|ultrasound|imaging|fluoroscopy|complications?|difficulty|incident|anesthesia|sedation)\b[^.;]*\b(?:with|using|and)\b"
)
"""A denial of how it was done ends there: `injected without ultrasound guidance with 40 mg`."""
_TOLD = re.compile(
    r"\b(?:patient|pt|she|he|they|mother|mom|father|dad|parents?|wife|husband|daughter|son) "
    r"(?:states?|stated|reports?|reported|says?|said|tells?|told)\b(?:(?!,|\band (?!her\b|his\b|she\b|he\b|they\b)).)*$"
)
_AND_THEN = re.compile(r"\band (?!her\b|his\b|she\b|he\b|they\b)")
_HOME_USE = re.compile(r"\s*(?:(?:the )?(?:patient|pt|she|he|mom|mother) )?(?:has |have )?(?:used|uses|tried|took)\b")
_AT_HOME = re.compile(r"\brelief\b|\bat home\b|\b(?:this|in the) morning\b|\blast night\b|\bearlier\b|\bovernight\b")
_AT_WORK = re.compile(r"\bat (?:(?:his|her|their|the) )?(?:work|school|job|employer|workplace)\b")
"""Where drugs and vaccines are given too; of a wound it tells where it happened."""
_LONG_AGO = re.compile(r"\b(?:most recent|last|previous(?:ly)?|prior|history of|h/o|outside|underwent)\b")
_AFTER_NOT = re.compile(
    r"\b(?:(?:was|were|is|are|has been|have been|will be)? ?(?:declined|refused|deferred|ordered|scheduled|recommended|pending|"
    r"not (?:done|performed|needed|indicated|obtained|given|available|required)|discussed|offered|planned|advised|held|awaited|considered)|"
    r"(?:at|on|for) (?:the |her |his )?(?:next|follow[- ]?up) ?(?:visit|appointment)?|at next|in (?:\d+|one|two|three|four|six) (?:days?|weeks?|months?|years?)|"
    r"if (?:no|not|symptoms|pain|worse|needed|she|he)|referral|(?<!in )order(?:ed)?|(?:is|are) due|overdue|recommended|needed|precautions?|appointment|"
    r"tomorrow|(?:next|in a) (?:week|month|year)|to be (?:done|scheduled|obtained))\b"
)
_AFTER_BEFORE = re.compile(
    r"\b(?:(?:\d+|several|few|a|one|two|three|four|six) (?:days?|weeks?|months?|years?) (?:ago|prior|earlier)|last \w+|"
    r"in (?:19|20)\d\d|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|yesterday|previously|"
    r"from (?:january|february|march|april|may|june|july|august|september|october|november|december|last|\d{1,2}/\d)|on \d{1,2}/\d{1,2}|"
    rf"at {_PLACES}|in (?:the )?(?:ed|er)|in the (?:emergency|hospital|past)|(?:by|from|per) {_ELSE}|this (?:season|fall|winter)|"
    r"elsewhere|outside|up[- ]to[- ]date|utd|at (?:the )?pharmacy|(?:as a|in) child(?:hood)?|already)\b"
)
_TURN = re.compile(r";|\.(?=\s|$)|\bbut\b|\bhowever\b|,? (?:and )?then\b|\n| - | – ")
_COMMA = re.compile(r",| and ")
_HEADING = re.compile(r"(?:^|[.;]\s+)(Plan|Procedure|Assessment|Objective|Data|Labs|Results|Exam|P|A|O):", re.ASCII)
_WILL = re.compile(r"will|going to|plan|let|obtain|check|repeat|recheck|recommend|agree|recommended|planned")
_ASIDE = re.compile(r"\([^()]*\)")
"""In brackets stands what it was compared with: `A1c 9.1% today (7.8% in March)`."""
_HOMEWARD = re.compile(
    r"\b(?:prescri\w+|start\w*|continue\w*|refill\w*|take|taking|takes|sent to pharmacy|rx|daily|bid|tid|qid|q\d+ ?h\w*|every \d+|twice|nightly|"
    r"at bedtime|prn|as needed|increase\w*|decrease\w*|titrat\w+|switch\w*|currently on|tablets?|caps?(?:ules?)?|e[- ]?prescribed|script)\b"
)


def standing(note: Note, sentence: Sentence, start: int, end: int, *, kind: Kind) -> Standing:
    """Whether the service named at a stretch was done here; `sentence` is the one around it."""
    if sentence.section in _ELSEWHERE:
        return Standing(_ELSEWHERE[sentence.section])
    text = note.text[sentence.start : sentence.end].lower()
    if len(text) != sentence.end - sentence.start:
        text = note.text[sentence.start : sentence.end]
    first, last = start - sentence.start, end - sentence.start
    section = _inline(note.text, sentence, start) or sentence.section
    line = line_at(lines_of(note), sentence.start, sentence.end)
    scope = context_at(line.scopes if line else scopes_of(note.text, sentence.start, sentence.end), start, end)
    if scope is not None and not _is_open(scope, kind):
        is_result = scope.context is Context.NEGATED and _only_result(text, first, last)
        has_ended = (
            kind is Kind.DRUG
            and scope.context is Context.NEGATED
            and _ENDED.search(text, max(0, scope.start - sentence.start), first)
        )
        if not is_result and not has_ended:
            return Standing(f"{scope.context.value}: “{' '.join(scope.trigger.split())}”")
    return _by_words(text, first, last, section, kind)


def _inline(text: str, sentence: Sentence, start: int) -> str:
    """The section of a heading that stands within the line: `Subjective: … Plan: wax removed`; empty where there is none."""
    if sentence.section not in (sections.HISTORY, sections.BODY):
        return ""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return next((sections.HEADINGS[found.group(1).lower()] for found in reversed(list(_HEADING.finditer(line)))), "")


def _is_open(scope: Scope, kind: Kind) -> bool:
    """Whether what is said does not speak against a doing: doubt about a disease, dangers that counselling is about, `flu shot`."""
    if scope.context is Context.HYPOTHETICAL:
        return kind is Kind.TALK or bool(_OF_DISEASES.match(scope.trigger.lower()))
    return scope.context is Context.UNCERTAIN


def _only_result(text: str, first: int, last: int) -> bool:
    """Whether the denial is the result of the test: `strep test: negative`."""
    return bool(
        re.match(r"[^.;]{0,40}?\b(?:negative|not (?:seen|detected)|no |unremarkable|absent|normal)", text[last:])
    ) and not re.search(r"\b(?:no|not|without|never|denies|declines)\b[^,;.]*$", text[:first])


def _by_words(text: str, first: int, last: int, section: str, kind: Kind) -> Standing:
    clause, at, till = _clause(text, first, last)
    before, named, after = clause[:at], clause[at:till], clause[till:]
    is_here = bool(_HERE.search(_CAME.sub("", clause)))
    is_done = bool(_DID.search(clause) or (_SIGNS.search(clause) and (section != sections.PLAN or kind is Kind.TALK)))
    told_after = _ASIDE.sub("", after)
    if (_HOME_USE.match(before) and _AT_HOME.search(after)) or (kind is Kind.DRUG and _AT_WORK.search(told_after)):
        return Standing("done before or elsewhere: used at home, or given at work or school")
    is_told = None if _AND_THEN.search(named) else _TOLD.search(before)
    is_past = _BEFORE.search(before) or is_told or _AFTER_BEFORE.search(told_after)
    if is_past and (not is_here or _AFTER_BEFORE.search(told_after) or _LONG_AGO.search(before)):
        return Standing(f"done before or elsewhere: “{is_past.group().strip()}”")
    not_yet = _last(_NOT_YET, before) or _AFTER_NOT.search(after)
    if not_yet is not None and not _done_between(before, not_yet, named, after):
        if is_here and section != sections.HISTORY and _WILL.match(not_yet.group().strip()):
            return Standing(doubt="The note plans it for today: was it done?", why=f"“{not_yet.group().strip()}” beside “today”")
        return Standing(f"not done yet: “{not_yet.group().strip()}”")
    if kind is Kind.DRUG and _HOMEWARD.search(_part(clause, at, till)):
        return Standing("prescribed, or taken at home")
    return _said_done(clause, named, section, kind, is_here=is_here, is_done=is_done)


def _said_done(clause: str, named: str, section: str, kind: Kind, *, is_here: bool, is_done: bool) -> Standing:
    """What speaks for the doing itself; how much is wanted depends on the kind and on the section."""
    has_result = bool(_RESULT.search(clause))
    if section == sections.PROCEDURE:
        return Standing(why="It stands under the procedures of the visit.")
    if section == sections.HISTORY and not is_here:
        return Standing("told in the history, and nothing says that it was here and today")
    if is_here and (is_done or has_result or kind in (Kind.OFFICE, Kind.ANYWHERE, Kind.DRUG)):
        return Standing(why="The words say that it was here and today.")
    if kind is Kind.OFFICE and (is_done or has_result or section == sections.DATA):
        return Standing(why="Its result or the doing stands with it, and it is done at the visit.")
    if kind is Kind.ANYWHERE:
        if re.search(r"\bperformed\b|\bmy (?:read|reading|interpretation)\b|interpreted by me", clause):
            return Standing(why="The words say that it was performed.")
        return Standing("nothing says that it was done here")
    if kind in (Kind.PROCEDURE, Kind.DRUG, Kind.SUPPLY, Kind.TALK) and (is_done or _DID.search(named)):
        return Standing(why="The words say that it was done.")
    return Standing("named, but nothing says that it was done")


def _clause(text: str, first: int, last: int) -> tuple[str, int, int]:
    begin = max((stop.end() for stop in _TURN.finditer(text, 0, first)), default=0)
    stop = _TURN.search(text, last)
    finish = stop.start() if stop else len(text)
    return text[begin:finish], first - begin, last - begin


def _part(clause: str, at: int, till: int) -> str:
    """The part of a clause between its commas."""
    begin, finish = clause.rfind(",", 0, at) + 1, clause.find(",", till)
    return clause[begin : finish if finish >= 0 else len(clause)]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return max(pattern.finditer(text), key=lambda match: match.start(), default=None)


def _done_between(before: str, not_yet: re.Match[str], named: str, after: str) -> bool:
    """Whether a doing of its own stands after the words of planning: `recommended and given today`, `offered; accepted and given`."""
    if not_yet.string is after:
        return bool(_DID.search(after[: not_yet.start()])) and not re.search(r"not|declin|refus|defer", not_yet.group())
    tail = before[not_yet.end() :]
    parts = _COMMA.split(tail)
    own = " ".join(parts[1:]) if len(parts) > 1 else ""
    return (
        bool(_DID.search(own))
        or (len(parts) > 1 and bool(_DID.search(named)))
        or (len(parts) > 1 and bool(re.match(r"\s*(?:was|were|is)?\s*(?:given|performed|done|administered|obtained)", after)))
    )
