"""What a sentence says about the things it names: denied, of a relative, uncertain, over, only if, only planned.

A trigger opens a scope that runs forward (or back) until the clause ends. The triggers and the rules of scope are our own.
Uncertain diagnoses are not coded in the outpatient setting: ICD-10-CM Official Guidelines, section IV.H.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Context(StrEnum):
    """Why words that name a condition do not make it one of this visit; the value is read by people."""

    NEGATED = "negated"
    FAMILY = "family history"
    UNCERTAIN = "uncertain"
    HYPOTHETICAL = "hypothetical"
    RESOLVED = "resolved"
    HISTORICAL = "historical"
    PLANNED = "planned"


# The first that holds is told: a denied condition of a relative is denied.
ORDER = tuple(Context)

_RELATIVE = (
    r"(?:mother|father|mom|dad|brothers?|sisters?|siblings?|parents?|aunts?|uncles?|grandmother|grandfather|grandparents?|"
    r"cousins?|maternal|paternal|first[- ]degree relatives?)"
)

_OFFERED = r"(?:the |a |an |any |all |his |her |this |today's )?(?:flu|influenza|covid|pneumo\w+|shingles|tdap|tetanus|vaccin\w+|immuni[sz]\w+|screening|booster|shots?)"
"""What is offered and may be declined: `declined the flu shot`, but not `has declined since the stroke`."""

_CONCLUDING = (
    r"consistent with|compatible with|c/w|indicative of|suggestive of|likely|probabl[ey]|possibl[ey]|suspect(?:s|ed|ing)?|"
    r"presumed|presumptive|presumably|appears to (?:be|have)|working diagnosis(?: of)?"
)
"""The author names a diagnosis, though without being sure."""

_NOT_TOLD = r"(?:not|nor (?:did|does|do|has) \w+) (?:report(?:ed|ing)?|complain(?:ed|ing)?(?: of)?|present(?:ed|ing)?(?: with)?|endors(?:e|ed|ing)|develop(?:ed|ing)?)"
"""What is said here with a verb that elsewhere begins another thought: `did not report fever`."""

# The patterns are matched with small letters: three times as fast as without regard to case.
_FORWARD: dict[Context, str] = {
    Context.NEGATED: rf"\b(?:{_NOT_TOLD}|no|not|denies|denied|denying|declines|refuses|refused|declined(?= {_OFFERED})|without|negative for|free of|absence of|absent|never|neither|nor|w/o|"
    r"no (?:evidence|signs?|history|features|complaints?) of|ruled out for|none of|no longer|does not have|did not have|"
    r"(?:doesn|didn|isn|hasn)['’]t(?: have)?|non|unlikely(?: to be)?|low suspicion for|not consistent with|not concerning for|rather than)\b",
    Context.FAMILY: rf"\b(?:family history(?: of| significant for| positive for)?|family hx|fhx?|{_RELATIVE})\b",
    Context.UNCERTAIN: rf"\b(?:{_CONCLUDING}|rule[- ]?out|r/o|rule out for|suspicion (?:for|of)|suspicious for|questionable|question of|"
    r"concern for|concerns? about|concerning for|concerned (?:for|about)|suggest|suggests|suggesting|"
    r"may (?:be|have|represent)|might (?:be|have)|could (?:be|have|represent)|can(?:not|['’]t| not) (?:exclude|rule out)|"
    r"differential(?: diagnosis)?(?: includes?)?|ddx|evaluat(?:e|ion) for|eval for|work[- ]?up for|"
    r"assess for|look for|to exclude|test(?:ing)? for)\b|\?(?=\s?[a-z]{3})",
    Context.HYPOTHETICAL: r"\b(?:if|unless|(?:return|sooner|call|come in)(?: \w+){0,4}? (?:for|with)|should (?:he|she|they|you|symptoms)|return (?:for|precautions)|call (?:for|with)|watch for|monitor for|"
    r"signs?(?:(?:/| and | or )symptoms?)? of|risks? (?:of|for)|at risk|to (?:prevent|avoid|reduce|minimi[sz]e)|(?:as needed|prn) for|prevention of|prevent|prophylaxis (?:for|of)|warning signs|in case of|"
    r"screen(?:ing|ed)? for|educated (?:on|about)|handout on|side effects?|complications? (?:of|such as|including)|precautions (?:for|regarding)|"
    r"such as|e\.g\.|(?:while|until|as long as)(?= (?:the |his |her |your )?\w+(?: \w+)? (?:persists?|lasts?|continues?|resolves?|improves?|subsides?))|when to (?:seek|call|return)|seek care for|red flags?|worsening signs)",
    Context.HISTORICAL: r"\b(?:history of|h/o|hx of|hx|status post|s/p|prior|previous|previously|remote|past|in childhood|as a child)(?![a-z])",
    Context.PLANNED: r"\b(?:consider|considering|scheduled for|planned for|awaiting|due for)\b",
}
_BACKWARD: dict[Context, str] = {
    Context.NEGATED: r"\b(?:(?:is|are|was|were|has been|have been|been|being)? ?(?:(?<!to be )ruled out|excluded|denied|absent|negative|not present|"
    r"not (?:seen|noted|appreciated)|not (?:observed|found|detected|identified|demonstrated|evident)(?! (?:to be|to have|until))|unlikely|unremarkable))\b|: ?(?:no|none|negative|denies|denied|declined|refused)\b|"
    r"(?:(?<=shot )|(?<=vaccine )|(?<=vaccination )|(?<=immunization )|(?<=booster )|(?<=screening ))(?:is |was |were )?(?:declined|refused|deferred)\b",
    Context.FAMILY: rf"\bin (?:his|her|the|their|a|patient['’]s)? ?{_RELATIVE}\b|\bruns in (?:the|his|her) family\b",
    Context.UNCERTAIN: r"\b(?:(?:is|are)? ?(?:suspected|possible|probable|likely|questionable)|cannot be (?:excluded|ruled out)|not (?:yet )?excluded|"
    r"to be ruled out|in the differential|is (?:a|of) concern)\b(?! (?:due|from|secondary|related|caused|because))",
    Context.RESOLVED: r"\b(?:(?:has|have|is|are|now|since|completely|fully)? ?(?:resolved|cleared up|gone away|healed|subsided|went away|in remission))\b",
    Context.HYPOTHETICAL: r"\b(?:precautions|prevention|prophylaxis|screening|education|handout|action plan|awareness|protocol|vaccin\w+|immuni[sz]ations?|shot|booster)\b|"
    r"(?<=pain )(?:control|management|relief|medications?|relievers?|killers?|scale|score)\b|(?<=fever )(?:control|reducers?)\b|(?<=scar )(?:reduction|prevention)\b",
    Context.HISTORICAL: r"\b(?:in (?:19|20)\d\d|(?:years?|decades) ago|as a child|in childhood|in the past)\b",
}
_BOTH: dict[Context, str] = {Context.UNCERTAIN: r"\b(?:vs\.?|versus)(?![a-z])"}

_TURN = (
    r"\b(?:but|however|except|although|though|yet|aside from|apart from|other than|presents?|presenting|complains?|complaining|reports?|reporting|"
    r"endorses|states|positive for|now has|currently has|who|instead|still has|remains|brings|started|develops?|developed)\b|[;:]|\.(?=\s|$)|\s[–—]\s|\s-\s"
)
_COMMA = r",(?!\s*(?:or|nor|vs|versus)\b)"
# Negation and conditions reach over a list; doubt, family and the past end sooner.
_ENDS: dict[Context, re.Pattern[str]] = {
    Context.NEGATED: re.compile(
        _TURN + r"|,\s*(?:and )?(?:has|is|are|was|with|positive|presence|continue|will|started|taking)\b"
    ),
    Context.FAMILY: re.compile(_TURN + r"|,\s*(?:patient|he|she|pt)\b"),
    Context.UNCERTAIN: re.compile(_TURN + "|" + _COMMA),
    Context.HYPOTHETICAL: re.compile(r"[;]|\.(?=\s|$)"),
    Context.HISTORICAL: re.compile(
        _TURN + r"|,\s*(?:and )?(?:has|is|here|who|presents|seen|with)\b|\b(?:here|seen|today|follow-?up)\b"
    ),
    Context.PLANNED: re.compile(_TURN + "|" + _COMMA),
    Context.RESOLVED: re.compile(_TURN + "|" + _COMMA),
}
_CONCLUDES = re.compile(rf"{_CONCLUDING}|(?:is|are)? ?(?:suspected|possible|probable|likely)")
_LOOKED_FOR = re.compile(r"not (?:observed|found|detected|identified|demonstrated|evident)")
_OF_DISEASE = re.compile(r"\b(?:source|causes?|etiology|organism|pathogen|agent|site|focus|origin|reason|trigger|damage)\b")
"""What can be looked for and not found while the disease itself is there: its source, its cause."""
_LIST = re.compile(r"\b(?:and|or|nor)\b")
_FALSE_START = re.compile(
    r"\bno (?:change|increase|improvement|relief|better)\b|\bnot (?:only|controlled|well[- ]controlled|at goal|improving|improved|on|taking|tolerating|"
    r"responding|optimal(?:ly)?|adequately)\b|\bwithout (?:relief|improvement|difficulty|change)\b|\bno longer (?:controlled|responds)\b|"
    r"\bnot otherwise specified\b|\bgram negative\b|\bpast (?:week|month|year|few|several|two|three|\d+)|\blikely to\b|"
    r"\bhistory of present\b|\bprior to\b|\bprevious(?:ly)? (?:visit|appointment|seen|noted|discussed)\b|\bpast medical\b|\bprior visit\b|\bif needed\b|\bif able\b"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """A stretch of the note, and what is said about whatever is named in it; `trigger` are the words that say so."""

    start: int
    end: int
    context: Context
    trigger: str

    @property
    def concludes(self) -> bool:
        """Whether the author names a diagnosis, though without being sure: "likely", not "rule out" or "versus"."""
        return self.context is Context.UNCERTAIN and bool(_CONCLUDES.fullmatch(" ".join(self.trigger.lower().split())))


def scopes_of(text: str, start: int, end: int) -> tuple[Scope, ...]:
    """The scopes in one sentence (a half-open stretch of the text)."""
    sentence = _lowered(text[start:end])
    cues = _cues(sentence)
    if not cues:
        return ()
    falls: list[tuple[int, int]] | None = None
    scopes: list[Scope] = []
    for cue, context, pattern, is_forward, is_backward in _TRIGGERS:
        if not cues & cue:
            continue
        for match in pattern.finditer(sentence):
            first, last = match.span()
            if falls is None:
                falls = [fall.span() for fall in _FALSE_START.finditer(sentence)] if cues & _MAY_BE_FALSE else []
            if not (is_forward and is_backward) and any(fall < last and first < over for fall, over in falls):
                continue
            begins, ends = last, first
            if is_forward:
                stop = _ENDS[context].search(sentence, last + (not is_backward and sentence.startswith(":", last)))
                ends = stop.start() if stop else len(sentence)
            if is_backward:
                begins = _clause_start(sentence, first, context)
                if context is Context.NEGATED and _LOOKED_FOR.search(sentence, first, last):
                    if _OF_DISEASE.search(sentence, begins, first):
                        continue
                    begins = _last_part(sentence, begins, first)
            scopes.append(Scope(start + begins, start + ends, context, text[start + first : start + last]))
    return tuple(scopes)


def context_at(scopes: tuple[Scope, ...], start: int, end: int) -> Scope | None:
    """The scope that rules over a stretch, by the order of contexts; None when the words stand as they are."""
    over = [scope for scope in scopes if scope.start <= start and end <= scope.end]
    return min(over, key=lambda scope: (ORDER.index(scope.context), scope.end - scope.start), default=None)


def _lowered(text: str) -> str:
    """In small letters, each in its place: a letter that would become two stays."""
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(low if len(low := one.lower()) == 1 else one for one in text)


def _last_part(sentence: str, begins: int, before: int) -> int:
    """Where what stands behind the last comma begins, unless the comma belongs to a list."""
    comma = sentence.rfind(",", begins, before)
    return begins if comma < 0 or _LIST.search(sentence, comma, before) else comma + 1


def _clause_start(sentence: str, before: int, context: Context) -> int:
    last = 0
    for stop in _ENDS[context].finditer(sentence, 0, before):
        last = stop.end()
    return last


_RELATIVES = r"(?:mother|father|mom|dad|brother|sister|sibling|parent|aunt|uncle|grand(?:mother|father|parent)|cousin|relative)s?|[mp]aternal"
# Of each pattern the words of which every trigger of it has one: a sentence with none of them need not be searched.
_FORWARD_CUES: dict[Context, str] = {
    Context.NEGATED: r"no|not|den(?:ies|ied|ying)|decline[sd]|refuse[sd]|without|negative|free|absen(?:ce|t)|never|neither|nor|w|ruled|"
    r"none|(?:does|did|is|has)n|non|unlikely|low|rather",
    Context.FAMILY: rf"family|fhx?|{_RELATIVES}",
    Context.UNCERTAIN: r"consistent|compatible|c|indicative|suggestive|likely|probabl[ey]|possibl[ey]|suspect(?:s|ed|ing)?|presum\w+|appears|"
    r"working|rule(?:out)?|r|suspicio(?:n|us)|question(?:able)?|concern(?:s|ed|ing)?|suggest(?:s|ing)?|may|might|could|can(?:not)?|differential|"
    r"ddx|eval(?:uat(?:e|ion))?|work(?:up)?|assess|look|exclude|test(?:ing)?",
    Context.HYPOTHETICAL: r"if\w*|unless\w*|return|sooner|call|come|should|watch|monitor|signs?|risk\w*|prevent\w*|avoid\w*|reduce\w*|"
    r"minimi[sz]e\w*|needed|prn|prophylaxis|warning|case|screen(?:ing|ed)?|educated|handout|side|complications?|precautions|such|g|while|until|"
    r"long|when|seek|red|worsening",
    Context.HISTORICAL: r"history|h|hx|status|p|prior|previous(?:ly)?|remote|past|child(?:hood)?",
    Context.PLANNED: r"consider(?:ing)?|scheduled|planned|awaiting|due",
}
_BACKWARD_CUES: dict[Context, str] = {
    Context.NEGATED: r"ruled|excluded|denie[sd]|absent|negative|not|unlikely|unremarkable|no|none|declined|refused|deferred",
    Context.FAMILY: rf"runs|{_RELATIVES}",
    Context.UNCERTAIN: r"suspected|possible|probable|likely|questionable|excluded|ruled|differential|concern",
    Context.RESOLVED: r"resolved|cleared|gone|healed|subsided|went|remission",
    Context.HYPOTHETICAL: r"precautions|prevention|prophylaxis|screening|education|handout|action|awareness|protocol|vaccin\w+|"
    r"immuni[sz]ations?|shot|booster|control|management|relief|medications?|relievers?|killers?|scale|score|reducers?|reduction",
    Context.HISTORICAL: r"(?:19|20)\d\d|ago|child(?:hood)?|past",
}
_BOTH_CUES: dict[Context, str] = {Context.UNCERTAIN: r"vs|versus"}

_PLACED = tuple(
    (context, pattern, is_forward, is_backward, cues[context])
    for patterns, cues, is_forward, is_backward in (
        (_FORWARD, _FORWARD_CUES, True, False),
        (_BACKWARD, _BACKWARD_CUES, False, True),
        (_BOTH, _BOTH_CUES, True, True),
    )
    for context, pattern in patterns.items()
)
_TRIGGERS = tuple(
    (1 << number, context, re.compile(pattern), is_forward, is_backward)
    for number, (context, pattern, is_forward, is_backward, _) in enumerate(_PLACED)
)
_MAY_BE_FALSE = 1 << len(_PLACED)
_FALSE_CUES = r"not?|without|gram|past|likely|history|prior|previous(?:ly)?|if"
"""The words that a false start begins with."""
_CUES = tuple(
    (1 << number, re.compile(rf"(?:{cues})(?![a-z])")) for number, cues in enumerate((*(one[-1] for one in _PLACED), _FALSE_CUES))
)
_WORD = re.compile("[a-z0-9]+")
_ASKED = 1 << tuple(_FORWARD).index(Context.UNCERTAIN)
"""A question mark before a word is a trigger too."""


def _cues(sentence: str) -> int:
    """The patterns, as bits, that a sentence in small letters can have triggers of."""
    cues = _ASKED if "?" in sentence else 0
    for bits in set(map(_cues_of, _WORD.findall(sentence))):
        cues |= bits
    return cues


@lru_cache(maxsize=65_536)
def _cues_of(word: str) -> int:
    return sum(bit for bit, pattern in _CUES if pattern.match(word))
