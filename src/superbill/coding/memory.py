"""What coded notes have taught: how often words stood in a note, and how often that note was given a code.

Nothing of a note is kept but its phrases, and of those only what some code goes with. A phrase that was marked as the words for a
code is *marked*; all others only stood in notes beside codes.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

TELLING = 0.3
"""A phrase that stood with a code only once counts when it shares this much of its words with the code's title."""
_LEAST = 0.08
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Read:
    """A coded note as far as learning goes: its phrases, its codes, and the phrases that were marked with the codes they stand for."""

    phrases: frozenset[str]
    codes: frozenset[str]
    marked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """Counts of notes. `together[phrase][code]`: notes with both; only pairs that may say something are kept.

    `marked[phrase][code]`: how often the phrase was marked as the words for the code.
    """

    notes: int
    given: Mapping[str, int]
    stood: Mapping[str, int]
    together: Mapping[str, Mapping[str, int]]
    marked: Mapping[str, Mapping[str, int]]


def remember(read: Sequence[Read], likeness: Callable[[str, str], float]) -> Memory:
    """Count coded notes. `likeness` of a phrase and a code is what they share of the words of the code's title, from 0 to 1."""
    given = Counter(code for note in read for code in note.codes)
    where: dict[str, list[int]] = defaultdict(list)
    for place, note in enumerate(read):
        for phrase in note.phrases:
            where[phrase].append(place)
    marked: dict[str, Counter[str]] = defaultdict(Counter)
    for note in read:
        for phrase, code in note.marked:
            marked[phrase][code] += 1
    together = {
        phrase: kept for phrase, places in where.items() if (kept := _kept(phrase, [read[place] for place in places], likeness))
    }
    stood = {phrase: len(where[phrase]) for phrase in {*together, *marked} if phrase in where}
    for phrase in marked:
        together.setdefault(phrase, _with(marked[phrase], [read[place] for place in where.get(phrase, ())]))
    return Memory(len(read), given, stood, together, marked)


def _kept(phrase: str, notes: Sequence[Read], likeness: Callable[[str, str], float]) -> dict[str, int]:
    """The codes that may go with a phrase: those it stood with twice, and often enough, or whose title it resembles."""
    counts = Counter(code for note in notes for code in note.codes)
    return {
        code: count
        for code, count in counts.items()
        if (count >= _FEWEST and count / len(notes) >= _LEAST) or likeness(phrase, code) >= TELLING
    }


def _with(codes: Iterable[str], notes: Sequence[Read]) -> dict[str, int]:
    return {code: sum(code in note.codes for note in notes) for code in codes}
