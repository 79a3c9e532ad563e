"""How sure a suggestion is, in whole percent: where the term comes from, how many words it has, where in the note it stands.

The starting values follow the precision measured for untaught terms (own list highest, one-word terms lowest); the assessment
counts in full, a history much less. They are a prior: what coders accept and reject will replace them, term by term. No prior is 90 %:
of what our own list says plainly two thirds were right in the notes it was measured on (`docs/benchmarks.md`), in an assessment too, so
only what was learned on the spot can be claimed at 90 % and more.
"""

from superbill.codes.icd10cm import Term
from superbill.coding import sections

_BY_SOURCE = {
    "own": (80, 80, 82),
    "title": (54, 68, 78),
    "inclusion": (50, 64, 74),
    "includes": (42, 58, 68),
    "site": (50, 70, 80),
}
_BY_SECTION = {
    sections.ASSESSMENT: 100, sections.DISCHARGE: 100, sections.PLAN: 88, sections.PROCEDURE: 88, sections.REASON: 78, sections.BODY: 80,
    sections.HISTORY: 70, sections.COURSE: 70, sections.ADMISSION: 78, sections.SOCIAL: 65, sections.EXAM: 50, sections.DATA: 50, sections.REVIEW: 45,
}  # fmt: skip
_OTHERWISE = 40
FEWEST = 25
"""Below this a suggestion is not shown: it would cost more attention than it saves."""


def confidence_of(term: Term, *, section: str, guesses: int, others: int) -> int:
    """Whole percent. `guesses` counts choices nobody's words support; `others` other codes under the same term."""
    telling = len(term.key.split())
    start = _BY_SOURCE[term.source][0 if telling == 1 else 1 if telling < 4 else 2]
    sure = start * _BY_SECTION.get(section, _OTHERWISE) // 100
    return max(1, sure - 6 * min(guesses, 3) - 10 * min(others, 2))


def tier_of(confidence: int) -> str:
    """What the percent means to the coder: suggest (≥ 90), review (50–89), look (25–49)."""
    return "suggest" if confidence >= 90 else "review" if confidence >= 50 else "look"
