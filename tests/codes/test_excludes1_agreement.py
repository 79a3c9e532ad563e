"""Which codes an Excludes1 note keeps apart, on 5,000 pairs, held against the package `simple-icd-10-cm` and a reader of its notes.

Half of the pairs are drawn at random, half from codes that a note names. The package has the notes; which codes one names is read here
in another, plainer way than the program does. Where the two differ, `excludes1_agreement.csv` names the pairs and says why.
"""

import csv
import random
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from superbill.codes.icd10cm import Icd10cm

EXPLAINED = Path(__file__).with_name("excludes1_agreement.csv")
PAIRS = 2_500
_CODE = r"[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?"
_NAMED = re.compile(rf"\b({_CODE})(?:\.?-?\s?(?:-|to)\s?({_CODE}))?")

Pair = tuple[str, str]


def _ranges(note: str) -> Iterator[Pair]:
    """From which code to which a note names, in the order of the note."""
    for first, last in _NAMED.findall(note):
        yield first, last or first


def _names(note: str, code: str) -> bool:
    return any(first <= code[: len(first)] and code[: len(last)] <= last for first, last in _ranges(note))


class Notes:
    """The Excludes1 notes of the package, each code with those that it inherits."""

    def __init__(self, package: ModuleType) -> None:
        self.package = package
        self.of = lru_cache(maxsize=None)(self._of)
        self.codes = [code for code in package.get_all_codes() if package.is_leaf(code)]

    def _of(self, code: str) -> tuple[str, ...]:
        every = (code, *self.package.get_ancestors(code))
        return tuple(note for one in every for note in self.package.get_excludes1(one))

    def keeps_apart(self, one: str, other: str) -> bool:
        """Whether a note that one inherits names the other, and not itself."""
        return any(
            _names(note, there) and not _names(note, here)
            for here, there in ((one, other), (other, one))
            for note in self.of(here)
        )

    def pairs(self, chance: random.Random) -> Iterator[Pair]:
        """Codes drawn at random, and codes with one that a note of theirs names."""
        for _ in range(PAIRS):
            yield chance.choice(self.codes), chance.choice(self.codes)
        found = 0
        while found < PAIRS:
            code = chance.choice(self.codes)
            named = [first for note in self.of(code) for first, _ in _ranges(note) if self.package.is_valid_item(first)]
            if named:
                below = chance.choice(named)
                leaves = [one for one in self.package.get_descendants(below) or [below] if self.package.is_leaf(one)]
                found += 1
                yield code, chance.choice(leaves)


def _explained() -> set[str]:
    lines = [line for line in EXPLAINED.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {row["pair"] for row in csv.DictReader(lines)}


def test_excludes1_notes_keep_apart_what_the_package_keeps_apart(icd10cm: Icd10cm, simple_icd_10_cm: ModuleType) -> None:
    notes = Notes(simple_icd_10_cm)
    pairs = list(notes.pairs(random.Random(5)))  # noqa: S311  (a seed, so that the same pairs are drawn)

    ours = [icd10cm.excludes1_between(one, other) for one, other in pairs]
    theirs = [notes.keeps_apart(one, other) for one, other in pairs]

    differing = {" ".join(pair) for pair, our, their in zip(pairs, ours, theirs, strict=True) if bool(our) != their}
    assert differing == _explained()
    assert sum(theirs) > PAIRS // 2
