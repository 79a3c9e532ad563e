"""What stands around a named service: lengths, counts, minutes, doses, sides, fingers and toes, each with its place in the note.

A fact is looked for in the sentence, then in its item, then, for a procedure with a section of its own, in that section.
"""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from superbill.coding import sections
from superbill.coding.sections import Sentence

NUMBERS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"single": 1, "a": 1, "an": 1, "both": 2, "couple": 2}
_NUMBER = r"\d{1,3}|" + "|".join(sorted(NUMBERS, key=len, reverse=True))

_CM = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.\d{1,2})?|\.\d{1,2})(?:\s?[x×]\s?(\d{1,2}(?:\.\d{1,2})?))?(?:\s?[x×]\s?\d{1,2}(?:\.\d{1,2})?)?\s*-?\s*(cm|centimet\w+|mm|millimet\w+|inch(?:es)?)\b",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?<![\d/.])(?:(\d{1,3})\s*(?:-|–|to)\s*)?(\d{1,3})\s*-?\s*(?:min(?:ute)?s?)\b", re.IGNORECASE)
_TIMES = re.compile(
    rf"(?:\bx\s?|×\s?)(\d{{1,2}})\b(?!\s*(?:cm|mm|min|\.\d|days?|weeks?|wks?|months?|years?|yrs?|h\b|hours?|/))|\b({_NUMBER})\s+times\b",
    re.IGNORECASE,
)
_SIDE = re.compile(
    r"\b(?P<right>right|rt|r\.(?=\s))\b|\b(?P<left>left|lt|l\.(?=\s))\b|\b(?P<both>bilateral(?:ly)?|both|b/l)\b", re.IGNORECASE
)

_DIGITS = {
    "thumb": 1, "pollex": 1, "index": 2, "pointer": 2, "middle": 3, "long": 3, "ring": 4, "little": 5, "small": 5, "pinky": 5,
    "great": 1, "big": 1, "hallux": 1, "1st": 1, "first": 1, "2nd": 2, "second": 2, "3rd": 3, "third": 3, "4th": 4, "fourth": 4,
    "5th": 5, "fifth": 5, "pinkie": 5,
}  # fmt: skip
_DIGIT = re.compile(
    rf"\b(?:(?P<which>{'|'.join(_DIGITS)})\s+(?:(?:distal|proximal|middle)\s+)?(?:finger|toe|digit|fingertip|toenail|fingernail)s?(?:\s+of (?:the |his |her )?(?:right |left )?(?P<limb>hand|foot))?|(?P<alone>thumb|hallux|pinky|pinkie|great toenail|big toenail))\b",
    re.IGNORECASE,
)
_LID = re.compile(r"\b(?P<which>upper|lower)\s+(?:eye)?lid\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fact:
    """A value with its half-open place in the note."""

    value: str
    start: int
    end: int


Seen = dict[tuple[re.Pattern[str], int, int], tuple[re.Match[str], ...]]
"""What patterns matched in stretches of one note: the services of a section look for the same things in the same stretch.

It goes with the reading of that note, for nothing of a note is kept beyond it.
"""


@dataclass(frozen=True, slots=True)
class Around:
    """The stretches of a note around a mention, the nearest first; `at` is where the mention begins, `till` where it ends."""

    text: str
    stretches: tuple[tuple[int, int], ...]
    at: int
    till: int
    seen: Seen = field(default_factory=dict, repr=False, compare=False)

    def first(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The match nearest to the mention in the nearest stretch that has one; what follows is nearer than what stands before."""
        for start, end in self.stretches:
            found = self._matches(pattern, start, end)
            if found:
                return min(found, key=self._distance)
        return None

    def _matches(self, pattern: re.Pattern[str], start: int, end: int) -> tuple[re.Match[str], ...]:
        place = (pattern, start, end)
        if place not in self.seen:
            self.seen[place] = tuple(pattern.finditer(self.text, start, end))
        return self.seen[place]

    def _distance(self, match: re.Match[str]) -> int:
        if match.end() <= self.at:
            return (self.at - match.end()) * 2
        return max(0, match.start() - self.till)


def around(text: str, sentences: tuple[Sentence, ...], here: Sentence, start: int, end: int, *, seen: Seen) -> Around:
    """The sentence, its item, and for a section of procedures the whole of it; `seen` is one for all mentions of the note."""
    first = bisect_left(sentences, here.item, key=lambda one: one.item)
    last = bisect_right(sentences, here.item, key=lambda one: one.item) - 1
    stretches = [(here.start, here.end), (sentences[first].start, sentences[last].end)]
    if here.section == sections.PROCEDURE:
        own = [one for one in sentences if one.section == sections.PROCEDURE]
        stretches.append((own[0].start, own[-1].end))
    return Around(text, tuple(dict.fromkeys(stretches)), start, end, seen)


def length_cm(near: Around) -> Fact | None:
    """The largest extent in centimetres that is told nearest."""
    match = near.first(_CM)
    if match is None:
        return None
    longest = max(Decimal(part) for part in match.groups()[:2] if part)
    unit = match.group(3).lower()
    scale = Decimal("0.1") if unit.startswith(("mm", "milli")) else Decimal("2.54") if unit.startswith("inch") else Decimal(1)
    return Fact(f"{(longest * scale).normalize():f}", *match.span())


def minutes(near: Around) -> Fact | None:
    """Whole minutes told nearest; of `15-20 minutes` the fewer."""
    match = near.first(_MINUTES)
    return Fact(match.group(1) or match.group(2), *match.span()) if match else None


def count_of(near: Around, counted: str) -> Fact | None:
    """How many of what the pattern `counted` names: `three warts`, `lesions x 3`."""
    if not counted:
        return None
    pattern = re.compile(
        rf"(?<![\d.])\b({_NUMBER})(?!\s*-?(?:mm|cm|ml|cc|mg|%)\b)(?:\s*\(\d+\))?\s+(?:[a-z-]+\s+){{0,4}}?(?:{counted})\b",
        re.IGNORECASE,
    )
    match = near.first(pattern)
    times = near.first(_TIMES)
    if times is not None and (match is None or near.stretches[0][0] <= times.start() < near.stretches[0][1]):
        return Fact(_whole(times.group(1) or times.group(2)), *times.span())
    if match is not None:
        return Fact(_whole(match.group(1)), *match.span())
    further = near.first(re.compile(rf"\b(second|third|fourth)\s+(?:[a-z-]+\s+){{0,3}}?(?:{counted})\b", re.IGNORECASE))
    return Fact(str(("second", "third", "fourth").index(further.group(1).lower()) + 2), *further.span()) if further else None


def side(near: Around) -> Fact | None:
    """right, left or both, as told nearest; both when the sentence names each."""
    start, end = near.stretches[0]
    named = {
        name: match for match in _SIDE.finditer(near.text, start, end) for name in ("right", "left", "both") if match.group(name)
    }
    if "both" in named or {"right", "left"} <= named.keys():
        match = named.get("both") or named["right"]
        return Fact("both", *match.span())
    nearest = near.first(_SIDE)
    return Fact(next(name for name in ("right", "left", "both") if nearest.group(name)), *nearest.span()) if nearest else None


def digit(near: Around) -> Fact | None:
    """A finger or toe as `hand 2` or `foot 1`, or a lid as `upper`; the nearest."""
    match = near.first(_DIGIT)
    if match is None:
        lid = near.first(_LID)
        return Fact(lid.group("which").lower(), *lid.span()) if lid else None
    words = match.group().lower()
    named = (match.group("which") or match.group("alone").split()[0]).lower()
    limb = "foot" if re.search(r"toe|hallux|foot", words) else "hand"
    return Fact(f"{limb} {_DIGITS[named]}", *match.span())


def _whole(text: str) -> str:
    return str(NUMBERS.get(text.lower(), text))
