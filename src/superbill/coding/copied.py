"""Text that was carried forward from an earlier note of the patient: the same sentences, noticed by their fingerprints.

Copied text is no error, and may be true again; but it must be read as such, because it may tell of another day. Short sentences
(“No known allergies.”) are the same in every note and tell nothing, so they do not count.
"""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from superbill.coding.sections import sentences_of

FEWEST_WORDS = 6
_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Copied:
    """A stretch of a note (half-open characters) that stands in an earlier note too; `source` is that note's name."""

    start: int
    end: int
    source: str


def copied_from(text: str, earlier: Sequence[tuple[str, str]]) -> tuple[Copied, ...]:
    """The stretches of a note that an earlier note has word for word, in order; each with the latest note that has it.

    `earlier` are names and texts, the latest first. Sentences that follow one another from the same note are one stretch.
    """
    sources: dict[bytes, str] = {}
    for name, other in earlier:
        for print_, _, _ in _prints(other):
            sources.setdefault(print_, name)
    found: list[Copied] = []
    before = None
    for place, (print_, start, end) in enumerate(_prints(text)):
        if (source := sources.get(print_)) is None:
            continue
        if found and before == place - 1 and found[-1].source == source:
            found[-1] = Copied(found[-1].start, end, source)
        else:
            found.append(Copied(start, end, source))
        before = place
    return tuple(found)


def _prints(text: str) -> list[tuple[bytes, int, int]]:
    """The fingerprint and place of every sentence that is long enough to tell; case, blanks and signs do not matter."""
    prints = []
    for sentence in sentences_of(text):
        words = _WORD.findall(text[sentence.start : sentence.end].lower())
        if len(words) >= FEWEST_WORDS:
            prints.append((hashlib.blake2b(" ".join(words).encode(), digest_size=16).digest(), sentence.start, sentence.end))
    return prints
