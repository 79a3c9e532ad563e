"""Of codes that are likely, how sure: where their words stand in the note, and whether a denial stands near them.

Most of what is weighed for a note is unlikely, and those many decide what the weights are. What is likely is therefore weighed a second
time, among its like alone, with what the counts do not tell: early in a note stands what it is about, behind “no” or “without” even a
word that is not denied is the less sure, and words of many coded notes tell more than those of two. Nothing is set here by hand but the
names: coded notes teach what each counts for.
"""

import math
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

from superbill.claims.note import Note
from superbill.coding.mentions import Line, lines_of
from superbill.coding.phrases import Phrase
from superbill.coding.support import Found, Support
from superbill.coding.weigh import Weights, learned

LIKELY = 0.6
"""From this weight on a code is weighed a second time."""
FEWEST = 100
"""Likely codes that it takes to learn from."""
NAMES = (
    "always", "weight, odds", "early", "denial before", "denial before all", "denial behind", "ways", "words", "often stood", "often given", "repeated",
)  # fmt: skip

_EARLY = 0.2
_NEAR = 60
_APART = 20
_DENIAL = re.compile(
    r"\b(?:no|not|without|non|never|den(?:ies|ied|ying)|absen(?:t|ce)|negative|neither|nor|unknown)\b", re.IGNORECASE
)


class Places:
    """Where what speaks for the codes of one note stands in it."""

    def __init__(self, note: Note, phrases: Iterable[Phrase], found: Found) -> None:
        self._note, self._phrases, self._found = note, phrases, found

    def row(self, support: Support, weight: float) -> tuple[float, ...]:
        """The features of a likely code, in the order of `NAMES`."""
        spots = [*self._spoken.get(support.voice.phrase if support.voice else "", ()), *self._named.get(support.code, ())]
        before = [self._is_denying(max(self._begin(start), start - _NEAR), start) for start, _ in spots]
        behind = any(self._is_denying(end, min(self._end(start), end + _NEAR)) for start, end in spots)
        likely = [voice.likely for voice in support.voices]
        return (
            1.0,
            math.log(max(weight, 0.02) / max(1 - weight, 0.001)) / 4,
            float(any(start < _EARLY * len(self._note.text) for start, _ in spots)),
            float(any(before)),
            float(bool(spots) and all(before)),
            float(behind),
            math.log1p(sum(each > 0.5 for each in likely)) / 2,
            max(likely, default=0.0),
            math.log(support.voices[0].stood) / 4 if support.voices else 0.0,
            math.log1p(support.given) / 4,
            float(len({start // _APART for start, _ in spots}) > 1),
        )

    @cached_property
    def _spoken(self) -> dict[str, list[tuple[int, int]]]:
        spoken = defaultdict(list)
        for phrase in self._phrases:
            spoken[phrase.words].append((phrase.start, phrase.end))
        return spoken

    @cached_property
    def _named(self) -> dict[str, list[tuple[int, int]]]:
        return {one.code: [(span.start, span.end) for span in one.evidence] for one in self._found.suggestions}

    def _is_denying(self, start: int, end: int) -> bool:
        return start < end and _DENIAL.search(self._note.text, start, end) is not None

    def _line(self, place: int) -> Line:
        lines = lines_of(self._note)
        return lines[bisect_right(lines, place, key=lambda line: line.sentence.start) - 1]

    def _begin(self, place: int) -> int:
        return self._line(place).sentence.start

    def _end(self, place: int) -> int:
        return self._line(place).sentence.end


def likely_weights(rows: Sequence[Sequence[float]], right: Sequence[bool]) -> Weights | None:
    """What each feature counts for among likely codes; None where there are too few to tell."""
    return learned(NAMES, rows, right) if len(rows) >= FEWEST else None
