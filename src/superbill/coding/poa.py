"""Present on admission: which indicator the words of a note give a diagnosis, and what must be asked where they do not.

    Y yes · N no · U the record does not say · W the clinician cannot tell · 1 exempt, left empty on the claim

Source: ICD-10-CM Official Guidelines, appendix I (reporting guidelines for present on admission), with its list of exempt codes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from superbill.claims.note import Evidence
from superbill.coding import sections
from superbill.coding.mentions import Line

YES, NO, UNSAID, UNKNOWABLE, EXEMPT = "Y", "N", "U", "W", "1"

CHRONIC = (
    "C", "D45", "D46", "D56", "D57", "D66", "D67", "D68.0", "D80", "D81", "D82", "D83", "D84", "E03", "E05", "E08", "E09", "E10", "E11", "E13",
    "E66", "E78", "E84", "F01", "F02", "F03", "F17", "F20", "F25", "F31", "F33", "F84", "G20", "G30", "G35", "G40", "G47.3", "G71", "G80", "G82",
    "I10", "I11", "I12", "I13", "I25", "I27.2", "I42", "I48.1", "I48.2", "I50.22", "I50.32", "I50.42", "I69", "I70", "J43", "J44", "J45", "J47",
    "J84.1", "J96.1", "K50", "K51", "K70.3", "K74", "M05", "M06", "M15", "M16", "M17", "M32", "M80", "M81", "N18", "N40", "B18", "B20", "Q",
)  # fmt: skip
"""Families that nobody gets within a few days in hospital: yes, also when they are first diagnosed there (appendix I)."""

_WITHIN = r"[^.;\n]{0,60}?"
_ONSET = r"(?:developed|develops|developing|suffered|sustained|experienced|acquired|became|new(?:ly)?|new[- ]onset|noted|found|diagnosed|had|complicated by)"
_LATER = (
    r"(?:hospital day|hd) ?(?:#|no\.? ?)?(?:[2-9]|[1-9]\d|two|three|four|five|six|seven)\b|"
    r"(?:post[- ]?op(?:erative)?|postprocedure) day ?#?\d+|pod ?#?\d+|"
    r"(?:during|throughout|later in) (?:the|this|his|her|their) (?:hospital(?:i[sz]ation)?(?: stay| course)?|stay|admission)|during hospitali[sz]ation|"
    r"(?:after|following) (?:admission|the (?:surgery|operation|procedure)|surgery|extubation|intubation)|while (?:in (?:the )?(?:hospital|icu)|hospitali[sz]ed)|"
    r"\w+ days (?:after|into) (?:admission|(?:the|his|her) (?:admission|stay))"
)
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (letter, re.compile(pattern, re.IGNORECASE))
    for letter, pattern in (
        (NO, r"\b(?:was |were |is )?not (?:present|there) (?:on|at(?: the time of)?) admission\b|\bPOA ?[:=-]? ?(?:no?\b)"),
        (UNKNOWABLE, r"\bclinically undetermined\b|\b(?:unable|not able|impossible|cannot) (?:to )?(?:clinically )?(?:determine|say|tell) (?:if|whether)\b"),
        (UNSAID, r"\b(?:unclear|unknown|not documented|uncertain) (?:if|whether) (?:it |this |they )?(?:was|were|is)? ?(?:already )?(?:present|there)\b"),
        (YES, r"\b(?:was |were |is )?(?:already )?present (?:on|at(?: the time of)?) admission\b|\bPOA ?[:=-]? ?(?:y(?:es)?\b)|\(POA\)"),
        (NO, r"\b(?:hospital|icu)[- ]acquired\b|\bnosocomial\b|\bventilator[- ]associated\b|\biatrogenic\b"),
        (NO, rf"\b{_ONSET}\b{_WITHIN}(?:{_LATER})|\b(?:on |by )?(?:{_LATER}){_WITHIN}\b{_ONSET}\b"),
        (NO, r"\b(?:hospital )?(?:course|stay|admission|hospitali[sz]ation) (?:was |is )?(?:further )?complicated by\b|\bpost[- ]?operative(?:ly)?\b|\bpost[- ]?op\b"),
        (YES, r"\b(?:on|at|upon) (?:admission|arrival|presentation)\b|\b(?:pre|prior to) ?admission\b|\bpresent(?:ed|s|ing)\b|\badmitted (?:\w+ ){0,4}?(?:with|for|due to|because of)\b"),
        (YES, r"\b(?:brought|came) in (?:with|for|after)\b|\bin the (?:ed|er|emergency (?:department|room))\b|\bcommunity[- ]acquired\b|\bwas found to have\b|\bfrom home\b"),
        (YES, r"\b(?:chronic|known|long[- ]?standing|baseline|history of|pre-?existing|old)\b"),
    )
)  # fmt: skip
_FROM_BEFORE = frozenset({sections.ADMISSION, sections.REASON, sections.HISTORY, sections.PAST, sections.MEDICATIONS})


@dataclass(frozen=True, slots=True)
class Indicator:
    """The letter, the words that give it (none where the kind of code does), why, and what to ask where nothing does."""

    letter: str
    evidence: tuple[Evidence, ...]
    why: str
    question: str = ""


def indicator_of(
    code: str,
    title: str,
    evidence: Iterable[Evidence],
    *,
    beside: Iterable[Evidence] = (),
    lines: Iterable[Line],
    exempt: bool | None,
) -> Indicator:
    """The indicator of a diagnosis from the sentences in which its words stand. `exempt` is None where the list is not installed.

    `beside` are its words where the note denies or doubts it: there only what speaks of presence on admission by name counts.
    """
    if exempt:
        return Indicator(EXEMPT, (), "Exempt from telling (appendix I, list of exempt codes).")
    lines = tuple(lines)
    told = list(_told(tuple(evidence), lines))
    told += [one for one in _told(tuple(beside), lines) if one[2] <= _EXPLICIT]
    for certain in (NO, YES):
        named = tuple(words for letter, words, rank in told if letter == certain and rank <= _EXPLICIT)
        if named:
            return Indicator(certain, named, f"The note says so: “{named[0].words}”.")
    letters = {letter for letter, _, _ in told}
    by_letter = {letter: tuple(words for each, words, _ in told if each == letter) for letter in letters}
    if code.startswith(CHRONIC):
        return Indicator(
            YES, by_letter.get(YES, ()), "A chronic condition is there on admission, also when it is found later (appendix I)."
        )
    if YES in letters and NO in letters:
        both = (*by_letter[YES], *by_letter[NO])
        return Indicator(
            UNSAID, both, "The note speaks for both.", f"Was it present on admission: {title}? The note speaks for both."
        )
    for letter in (NO, UNKNOWABLE, YES):
        if letter in letters:
            return Indicator(letter, by_letter[letter], f"“{by_letter[letter][0].words}”.")
    words = by_letter.get(UNSAID, ())
    return Indicator(
        UNSAID, words, "No words of the note say it (appendix I: ask the clinician).", f"Was it present on admission: {title}?"
    )


_EXPLICIT = 3
"""The place in `_PATTERNS` of the last that speaks of presence on admission by name."""


def _told(evidence: tuple[Evidence, ...], lines: tuple[Line, ...]) -> Iterable[tuple[str, Evidence, int]]:
    """What is said about each of the words: (letter, the words that say it, the place of the pattern)."""
    for one in evidence:
        line = next((line for line in lines if line.sentence.start <= one.start < line.sentence.end), None)
        found = _in_sentence(line, one) if line else None
        if found:
            yield found
        elif one.section in _FROM_BEFORE:
            yield YES, one, len(_PATTERNS)


def _in_sentence(line: Line, of: Evidence) -> tuple[str, Evidence, int] | None:
    """The first pattern that holds in the sentence. “Postoperative” counts only where the words of the diagnosis follow it, or it is an onset."""
    start, end = line.sentence.start, line.sentence.end
    for rank, (letter, pattern) in enumerate(_PATTERNS):
        for match in pattern.finditer(line.text, start, end):
            if match.group().lower().startswith("post") and not 0 <= of.start - match.end() <= 40 and match.start() > start:
                continue
            return letter, Evidence(match.start(), match.end(), match.group(), line.sentence.section), rank
    return None
