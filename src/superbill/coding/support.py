"""What speaks for a code in a note: the dictionary's finding, and what earlier notes with the same words were given.

Each is a feature with a name; `weigh` learns what they count for.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from superbill.claims.note import SetAside, Suggestion
from superbill.coding.memory import TELLING, Memory, Read

KINDS = ("historical", "uncertain", "sign", "family", "hypothetical", "negated", "history", "says")
"""The first words of the reasons for which the dictionary sets a finding aside."""

NAMES = (
    "always", "words", "words, odds", "second words, odds", "title", "any title", "dictionary", "in dictionary",
    "seen before", "never seen", "ways", "often", "one word", "words in dictionary", "often words", "seen in dictionary",
    "dictionary alone", "dictionary alone, seen", "rival", "ahead of rival", "dictionary's rival", "stood once", "stood once, title",
    "words squared", "doubted", *KINDS, *(f"{kind}, odds" for kind in KINDS),
)  # fmt: skip
LEAST_WORDS = 0.2
"""A code without a finding of the dictionary is looked at when its words went with it at least this often."""

_WEAK, _ABOUT = 0.2, 0.15


@dataclass(frozen=True, slots=True)
class Voice:
    """A phrase of the note that speaks for a code: how likely, in how many notes it stood, and in how many of those with the code."""

    likely: float
    phrase: str
    stood: int
    together: int
    title: float


@dataclass(frozen=True, slots=True)
class Support:
    """All that speaks for one code of one note: phrases, the likeliest first; the dictionary's percent, or why it set the code aside."""

    code: str
    voices: tuple[Voice, ...]
    dictionary: int
    aside: str
    doubted: bool
    given: int
    rival: float
    dictionary_rival: int

    @property
    def voice(self) -> Voice | None:
        """The phrase to show for it: of those that speak about as surely as the likeliest, the longest."""
        near = [voice for voice in self.voices if voice.likely >= self.voices[0].likely - _ABOUT]
        return max(near, key=lambda voice: (len(voice.phrase.split()), voice.likely), default=None)

    def row(self) -> tuple[float, ...]:
        """The features, in the order of `NAMES`."""
        best = self.voices[0] if self.voices else Voice(0, "", 1, 0, 0)
        second = self.voices[1].likely if len(self.voices) > 1 else 0.0
        odds, percent, known = _odds(best.likely), self.dictionary / 100, float(self.dictionary > 0)
        seen, alone, rival = math.log1p(self.given) / 4, float(best.likely < _WEAK) * known, self.rival
        often, once = math.log(best.stood) / 4, float(best.together == 1)
        kinds = [float(kind == self.aside) for kind in KINDS]
        any_title = max((voice.title for voice in self.voices), default=0.0)
        ways = math.log1p(sum(voice.likely > 0.5 for voice in self.voices)) / 3
        return (
            1.0, best.likely, odds, _odds(second), best.title, any_title, percent, known,
            seen, float(self.given == 0), ways, often, float(" " not in best.phrase), odds * known, often * odds, known * seen,
            alone, alone * seen, rival, float(best.likely > rival) * odds, self.dictionary_rival / 100, once, once * best.title,
            best.likely**2, float(self.doubted), *kinds, *(kind * odds for kind in kinds),
        )  # fmt: skip


def _odds(likely: float) -> float:
    return math.log(max(likely, 0.02) / (1 - min(likely, 0.98))) / 4


@dataclass(frozen=True, slots=True)
class Found:
    """What the dictionary finds in a note, however unsure, and what it sets aside."""

    suggestions: Sequence[Suggestion]
    aside: Sequence[SetAside]


def supports(
    phrases: Iterable[str],
    found: Found,
    memory: Memory,
    likeness: Callable[[str, str], float],
    *,
    own: Read | None = None,
) -> tuple[Support, ...]:
    """What speaks for every code that anything speaks for. With `own` the counts are those without that note, which is in them."""
    voices = _voices(frozenset(phrases), memory, likeness, own)
    percents = {one.code: one.confidence for one in found.suggestions}
    doubted = {one.code for one in found.suggestions if one.doubt}
    aside: dict[str, str] = {}
    for one in found.aside:
        aside.setdefault(one.code, one.reason.replace(":", " ").split()[0])
    rivals, percent_rivals = _by_category({code: said[0].likely for code, said in voices.items()}), _by_category(percents)
    made = []
    for code in sorted({*voices, *percents, *aside}):  # in one order, for learning goes by it
        said = voices.get(code, ())
        if code not in percents and aside.get(code, "") not in KINDS and (not said or said[0].likely < LEAST_WORDS):
            continue
        given = memory.given.get(code, 0) - (own is not None and code in own.codes)
        rival = _rival(rivals, code)
        made.append(
            Support(
                code, said, percents.get(code, 0), "" if code in percents else aside.get(code, ""), code in doubted, given, rival,
                int(_rival(percent_rivals, code)),
            )
        )  # fmt: skip
    return tuple(made)


def _voices(
    spoken: Iterable[str], memory: Memory, likeness: Callable[[str, str], float], own: Read | None
) -> dict[str, tuple[Voice, ...]]:
    """The phrases that speak for each code, the likeliest first."""
    notes = memory.notes - (own is not None)
    voices: dict[str, list[Voice]] = defaultdict(list)
    for phrase in spoken:
        codes = memory.together.get(phrase)
        stood = memory.stood.get(phrase, 0) - (own is not None)
        if not codes or stood <= 0:
            continue
        for code, count in codes.items():
            is_own = own is not None and code in own.codes
            together, title = count - is_own, likeness(phrase, code)
            if together < 1 or (together == 1 and title < TELLING):
                continue
            chance = (memory.given.get(code, 0) - is_own) / max(notes, 1)
            likely = (together - chance * stood / 2 + (0.02 + 0.6 * title) * 1.5) / (stood + 1.5)
            voices[code].append(Voice(likely, phrase, stood, together, title))
    return {code: tuple(sorted(said, key=lambda voice: (-voice.likely, voice.phrase))) for code, said in voices.items()}


def _by_category(values: Mapping[str, float]) -> dict[str, list[tuple[float, str]]]:
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for code, value in values.items():
        found[code[:3]].append((value, code))
    return {category: sorted(rows, reverse=True)[:2] for category, rows in found.items()}


def _rival(rivals: Mapping[str, list[tuple[float, str]]], code: str) -> float:
    """The most that speaks for another code of the category."""
    return next((value for value, other in rivals.get(code[:3], ()) if other != code), 0.0)
