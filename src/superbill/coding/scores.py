"""How well suggested codes agree with those that people gave: pure sums over notes.

    precision, recall, f1     over all codes of all notes (micro); with `_category` over the first three characters
    map                       mean over the notes of the average precision of the ranking
    span_code_f1              a code counts only with the very words that were marked for it
    precision_at_90, coverage_at_90     of the suggestions that are claimed to be right at 90 % and more: how many are, and how many
                              of the codes given they reach
    primary_exact, primary_category     the share of notes whose first-listed code, or its category, is among the suggestions
    wrong_per_note            suggestions whose category no code of the note has
A code "agrees" when it is the same text; a heading of a code is another code.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

SURE = 90
Span = tuple[str, int, int]
"""A code with the half-open place of its words."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One note: the codes given, the first-listed first, and the suggestions as (code, percent), best first.

    `marked` and `shown` are codes with the place of their words: as people marked them, and as the suggestions show them.
    """

    given: tuple[str, ...]
    suggested: tuple[tuple[str, int], ...]
    marked: frozenset[Span] = frozenset()
    shown: frozenset[Span] = frozenset()

    @property
    def codes(self) -> tuple[str, ...]:
        """The suggested codes, best first."""
        return tuple(code for code, _ in self.suggested)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of codes over notes."""

    right: int
    suggested: int
    given: int

    @property
    def precision(self) -> float | None:
        """Of the suggested, those that are right; None when nothing was suggested."""
        return self.right / self.suggested if self.suggested else None

    @property
    def recall(self) -> float | None:
        """Of the given, those that were suggested."""
        return self.right / self.given if self.given else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both."""
        total = self.suggested + self.given
        return 2 * self.right / total if total else None


def agreement(judged: Iterable[Judged], *, of: Callable[[str], str] = str, least: int = 0) -> Agreement:
    """Codes (or what `of` makes of them), each once a note; only suggestions of `least` percent and more."""
    right = suggested = given = 0
    for note in judged:
        offered = {of(code) for code, percent in note.suggested if percent >= least}
        wanted = {of(code) for code in note.given}
        right += len(offered & wanted)
        suggested += len(offered)
        given += len(wanted)
    return Agreement(right, suggested, given)


def span_agreement(judged: Iterable[Judged]) -> Agreement:
    """Codes with the words that stand for them."""
    right = suggested = given = 0
    for note in judged:
        right += len(note.shown & note.marked)
        suggested += len(note.shown)
        given += len(note.marked)
    return Agreement(right, suggested, given)


def category(code: str) -> str:
    """The first three characters."""
    return code[:3]


def mean_average_precision(judged: Iterable[Judged]) -> float | None:
    """Over the notes that were given codes."""
    notes = [note for note in judged if note.given]
    return sum(map(_average_precision, notes)) / len(notes) if notes else None


def _average_precision(note: Judged) -> float:
    wanted, right, total = set(note.given), 0, 0.0
    for place, code in enumerate(note.codes, 1):
        if code in wanted:
            right += 1
            total += right / place
    return total / len(wanted)


def share(judged: Sequence[Judged], test: Callable[[Judged], bool]) -> float | None:
    """The share of the notes with codes that pass a test."""
    notes = [note for note in judged if note.given]
    return sum(map(test, notes)) / len(notes) if notes else None


def has_primary(note: Judged) -> bool:
    """Whether the first-listed code is among the suggestions."""
    return note.given[0] in note.codes


def has_primary_category(note: Judged) -> bool:
    """Whether a suggestion is of the category of the first-listed code."""
    return category(note.given[0]) in map(category, note.codes)


def wrong_in(note: Judged) -> int:
    """Suggestions of a category that no code of the note has."""
    return sum(category(code) not in set(map(category, note.given)) for code in note.codes)


@dataclass(frozen=True, slots=True)
class Tier:
    """Suggestions whose claimed percent is from `least` to under `under`: how many, how many were right, and what was claimed on average."""

    least: int
    under: int
    suggested: int
    right: int
    claimed: float


def calibration(judged: Iterable[Judged], *, step: int = 10) -> tuple[Tier, ...]:
    """What was claimed beside what was so, by tiers of `step` percent, the lowest first."""
    told = sorted(
        (min(percent, 99) // step, percent, code in set(note.given)) for note in judged for code, percent in note.suggested
    )
    tiers = []
    for tier, found in groupby(told, key=lambda each: each[0]):
        rows = list(found)
        claimed = sum(percent for _, percent, _ in rows) / len(rows)
        tiers.append(Tier(tier * step, tier * step + step, len(rows), sum(right for *_, right in rows), claimed))
    return tuple(tiers)
