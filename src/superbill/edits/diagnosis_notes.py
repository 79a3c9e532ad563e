"""The notes of the diagnosis code set as tables, with which many claims are joined by equality.

They tell for all codes at once what `excludes1_between` and `code_first_between` of `codes.icd10cm` answer for two of them.
A note stands at a heading and holds for everything below it (`inherits`), and names other codes (`names`). Two codes are kept apart
when one inherits a note that names the other and not itself; of several the first on the way from the chapter down is told.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from operator import itemgetter

from superbill.codes.references import Reference, references_in

KINDS = {"excludes1": "At {owner}, Excludes1: {words}", "code_first": "At {owner}, code first: {words}"}
"""The notes that edits ask for, and how each is told."""

_LAST = "\U0010ffff"

Step = tuple[str, str, str, str]
"""A code or a heading: its name, its parent, and the days since and until which it stands so; empty is an open end."""
Notice = tuple[str, int, str, str, str]
"""A note: the number of its owner's notes that it is, after the owner; its words; since and until."""


@dataclass(frozen=True, slots=True)
class Inherits:
    """A code stands under a note in a time; the note with the lowest `rank` is told."""

    code: str
    note: int
    rank: int
    since: str
    until: str


@dataclass(frozen=True)
class Notes:
    """The notes of one kind. `codes` and `headings` are all of the code set, of every day."""

    kind: str
    codes: Iterable[Step]
    headings: Iterable[Step]
    notices: Iterable[Notice]
    _known: dict[str, list[tuple[str, str, tuple[int, ...]]]] = field(default_factory=dict)

    @cached_property
    def told(self) -> tuple[str, ...]:
        """What is told of each note, by its number."""
        return tuple(KINDS[self.kind].format(owner=owner, words=words) for owner, _, words, _, _ in self._notices)

    @cached_property
    def _notices(self) -> tuple[Notice, ...]:
        return tuple(sorted(self.notices))

    @cached_property
    def _steps(self) -> Mapping[str, list[Step]]:
        """Codes and headings by their names: no heading is called as a code is."""
        steps: dict[str, list[Step]] = defaultdict(list)
        for step in (*self.codes, *self.headings):
            steps[step[0]].append(step)
        return steps

    @cached_property
    def _at(self) -> Mapping[str, list[tuple[int, str, str]]]:
        at: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
        for number, (owner, _, _, since, until) in enumerate(self._notices):
            at[owner].append((number, since, until or _LAST))
        return at

    def references(self) -> Iterator[tuple[int, Reference]]:
        """What each note names, in its number."""
        for number, (_, _, words, _, _) in enumerate(self._notices):
            for reference in references_in(words):
                yield number, reference

    @cached_property
    def names(self) -> tuple[tuple[int, str], ...]:
        """Every note with each code of the code set that it names, once."""
        return tuple(self._names())

    def _names(self) -> Iterator[tuple[int, str]]:
        bare = sorted({(code.replace(".", ""), code) for code, *_ in self.codes})
        for number, (_, _, words, _, _) in enumerate(self._notices):
            named: set[str] = set()
            for reference in references_in(words):
                low = bisect_left(bare, reference.first, key=itemgetter(0))
                high = bisect_right(bare, reference.last + _LAST, key=itemgetter(0))
                named.update(code for stem, code in bare[low:high] if reference.covers(stem))
            for code in sorted(named):
                yield number, code

    def inherits(self) -> Iterator[Inherits]:
        """Every code with each note that it stands under, but for those that name itself."""
        named = set(self.names)
        for code in dict.fromkeys(code for code, *_ in self.codes):
            for since, until, notes in self._times(code):
                for rank, number in enumerate(notes):
                    if (number, code) not in named:
                        yield Inherits(code, number, rank, since, "" if until == _LAST else until)

    def _times(self, name: str) -> list[tuple[str, str, tuple[int, ...]]]:
        """The times in which a code or heading stands, each with its notes: those of everything above it come first."""
        if name not in self._known:
            self._known[name] = [time for step in self._steps.get(name, ()) for time in self._split(step)]
        return self._known[name]

    def _split(self, step: Step) -> Iterator[tuple[str, str, tuple[int, ...]]]:
        name, parent, since, last = step
        until = last or _LAST
        above, own = self._times(parent) if parent else [], self._at.get(name, [])
        days = {day for first, end, _ in above for day in (first, end)} | {day for _, first, end in own for day in (first, end)}
        cuts = sorted({since, until} | {day for day in days if since < day < until})
        for first, end in pairwise(cuts):
            inherited = next((notes for begin, stop, notes in above if begin <= first < stop), ())
            notes = inherited + tuple(number for number, begin, stop in own if begin <= first < stop)
            if notes:
                yield first, end, notes
