"""What coders chose for notes with such words: a count of phrases and procedures over the sheets that were kept, and what follows.

A pure fold over (note, procedures). It knows no descriptor: a code is suggested by the words that stood in the notes for which it was
chosen. A phrase counts once in a note; a code needs several notes, and must be chosen for most that have the phrase.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from superbill.claims.note import Evidence, Note
from superbill.coding.mentions import line_at, lines_of
from superbill.coding.phrases import Phrase, phrases_of
from superbill.coding.procedures.done import Kind, standing
from superbill.coding.procedures.service import SuggestedService
from superbill.coding.sections import ASSESSMENT, BODY, DATA, PLAN, PROCEDURE

FEWEST_NOTES, FEWEST_PERCENT, MORE_THAN_USUAL = 4, 75, 3
"""Notes that a phrase and its code share; how often it must be right; how many times more often the code is chosen with it than without."""

_NOT_SAID = ("not done yet", "done before")
_LONG_WORD = 6
_MEASURES = frozenset(
    "mg mcg g kg lb ml cc unit cm mm inch minute hour day week month year daily weekly time dose tablet".split()
)
_TELLING = frozenset({PROCEDURE, ASSESSMENT, PLAN, DATA, BODY})
"""Sections that tell what was done; what was found on the body stands with many services."""


@dataclass
class Taught:
    """Counts by phrase, by phrase and code, by code. `notes` are the visits that were counted, so that a new sheet replaces the old."""

    phrases: Counter[str] = field(default_factory=Counter)
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    notes: dict[int, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def take(self, visit: int, note: Note, procedures: Iterable[str]) -> None:
        """Count a sheet; one of the same visit from before is taken out."""
        if visit in self.notes:
            self._count(*self.notes[visit], by=-1)
        self.notes[visit] = frozenset(phrase.words for phrase in phrases_of(note) if _tells(phrase)), frozenset(procedures)
        self._count(*self.notes[visit], by=1)

    def copy(self) -> "Taught":
        """The same counts, to be counted on."""
        return Taught(Counter(self.phrases), Counter(self.pairs), Counter(self.codes), dict(self.notes))

    def _count(self, phrases: frozenset[str], codes: frozenset[str], *, by: int) -> None:
        for phrase in phrases:
            self.phrases[phrase] += by
            for code in codes:
                self.pairs[phrase, code] += by
        for code in codes:
            self.codes[code] += by

    def percent(self, phrase: str, code: str) -> int:
        """How often the code was chosen for notes with the phrase; half a case is added to either side."""
        return round(100 * (self.pairs[phrase, code] + 0.5) / (self.phrases[phrase] + 1))


def _tells(phrase: Phrase) -> bool:
    """Two words that are no measures, or a long one: `40 mg` stands with any drug."""
    words = [word for word in phrase.words.split() if word not in _MEASURES and not word[0].isdigit()]
    return len(words) > 1 or bool(words and len(words[0]) >= _LONG_WORD)


def suggest_taught(
    note: Note,
    taught: Taught,
    *,
    besides: frozenset[str],
    is_in_force: Callable[[str], bool | None],
    leave: Callable[[str], bool],
) -> tuple[SuggestedService, ...]:
    """Procedures that coders chose for such words; `besides` are suggested anyway, `leave` tells which are never suggested here."""
    best: dict[str, tuple[int, int, Phrase]] = {}
    codes = [code for code, count in taught.codes.items() if count >= FEWEST_NOTES and code not in besides and not leave(code)]
    for phrase in phrases_of(note) if codes else ():
        if taught.phrases[phrase.words] < FEWEST_NOTES or not _tells(phrase) or not _may_be_done(note, phrase):
            continue
        for code in codes:
            percent = taught.percent(phrase.words, code)
            if (
                taught.pairs[phrase.words, code] >= FEWEST_NOTES
                and percent >= FEWEST_PERCENT
                and _is_unusual(taught, phrase.words, code)
            ):
                best[code] = max(
                    best.get(code, (0, 0, phrase)), (percent, phrase.end - phrase.start, phrase), key=lambda one: one[:2]
                )
    return tuple(
        _suggested(note, taught, code, percent, phrase)
        for code, (percent, _, phrase) in best.items()
        if is_in_force(code) is not False
    )


def _may_be_done(note: Note, phrase: Phrase) -> bool:
    line = line_at(lines_of(note), phrase.start, phrase.start + 1)
    if line is None or line.sentence.section not in _TELLING:
        return False
    reason = standing(note, line.sentence, phrase.start, phrase.end, kind=Kind.PROCEDURE).reason
    return not reason.startswith(_NOT_SAID)


def _is_unusual(taught: Taught, phrase: str, code: str) -> bool:
    """Whether the code is much more often chosen with the phrase than without it: `return in weeks` stands in every note."""
    others = len(taught.notes) - taught.phrases[phrase]
    without = taught.codes[code] - taught.pairs[phrase, code]
    return taught.percent(phrase, code) >= MORE_THAN_USUAL * 100 * (without + 0.5) / (others + 1)


def _suggested(note: Note, taught: Taught, code: str, percent: int, phrase: Phrase) -> SuggestedService:
    line = line_at(lines_of(note), phrase.start, phrase.start + 1)
    section = line.sentence.section if line else ""
    evidence = Evidence(phrase.start, phrase.end, note.text[phrase.start : phrase.end], section)
    chosen = (
        f"Coders here chose it for {taught.pairs[phrase.words, code]} of {taught.phrases[phrase.words]} notes with these words."
    )
    return SuggestedService(
        code,
        "chosen here for such words",
        1,
        (evidence,),
        min(percent, 95),
        (chosen,),
        source="sheets kept by this practice",
        rule="chosen here",
    )
