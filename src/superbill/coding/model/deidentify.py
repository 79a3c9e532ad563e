"""A note without what tells whose it is, the way back to the places of the note, and a second look by another way.

Every stretch that `identifiers` finds becomes a placeholder such as `[NAME_1]`, the same for the same words. `left_over` asks in its own
way whether the outcome still tells something; who sends a note asks it, and sends nothing when it answers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from superbill.coding.model.identifiers import Found, Known, Ordinary, found_in, parts_of

_PLACEHOLDER = re.compile(r"\[[A-Z]+_\d+\]")
_FEWEST_LETTERS = 4


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with placeholders. `pieces` are those: where one stands here (start, end), and what it stands for in the note (start, end)."""

    text: str
    pieces: tuple[tuple[int, int, int, int], ...] = ()

    def place(self, start: int, end: int) -> tuple[int, int]:
        """The half-open stretch of the note behind one of this text; a placeholder that is touched counts whole."""
        return self._back(start, last=False), self._back(end - 1, last=True)

    def _back(self, at: int, *, last: bool) -> int:
        moved = 0
        for here, here_end, there, there_end in self.pieces:
            if at < here:
                break
            if at < here_end:
                return there_end if last else there
            moved = there_end - here_end
        return at + moved + (1 if last else 0)

    @property
    def kinds(self) -> dict[str, int]:
        """How many stretches of each kind were hidden."""
        counts: dict[str, int] = {}
        for start, _, _, _ in self.pieces:
            kind = self.text[start + 1 : self.text.index("_", start)]
            counts[kind] = counts.get(kind, 0) + 1
        return counts


def masked(text: str, known: Known, ordinary: Ordinary) -> Masked:
    """The text without what tells who somebody is."""
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    names: dict[tuple[str, str], str] = {}
    at = length = 0
    for one in _joined(found_in(text, known, ordinary), text):
        parts.append(text[at : one.start])
        length += one.start - at
        same = (one.kind, " ".join(text[one.start : one.end].casefold().split()))
        sign = names.setdefault(same, f"[{one.kind}_{sum(kind == one.kind for kind, _ in names) + 1}]")
        parts.append(sign)
        pieces.append((length, length + len(sign), one.start, one.end))
        length += len(sign)
        at = one.end
    return Masked("".join(parts) + text[at:], tuple(pieces))


def _joined(found: Iterator[Found], text: str) -> list[Found]:
    """Stretches that overlap, and names with nothing but blanks between them, as one; the kind is that of the longest."""
    joined: list[Found] = []
    longest = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        last = joined[-1] if joined else None
        beside = last is not None and last.kind == one.kind == "NAME" and not text[last.end : one.start].strip(" .")
        if last is not None and (one.start < last.end or beside) and "\n" not in text[last.end : one.start]:
            kind = one.kind if one.end - one.start > longest else last.kind
            longest = max(longest, one.end - one.start)
            joined[-1] = Found(last.start, max(last.end, one.end), kind)
        else:
            joined.append(one)
            longest = one.end - one.start
    return joined


# ------------------------------------------------------------------------------------------------------- the second look

_LEFT = (
    ("an e-mail address", re.compile(r"\w@\w")),
    ("a web address", re.compile(r"://|www\.", re.I)),
    ("a network address", re.compile(r"\d+\.\d+\.\d+\.\d+")),
    ("a long number", re.compile(r"\d{5}")),
    ("a telephone or identity number", re.compile(r"\d[\d-]{6,}\d")),
    ("a date", re.compile(r"\d+/\d+/\d|\d{4}-\d\d?-\d|\d+-\d+-\d{2}")),
    (
        "a date",
        re.compile(
            r"\b(jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{0,6}\.?\s+\d|\d\s*(january|february|april|june|july|august|september|october|november|december)",
            re.I,
        ),
    ),
    ("an age above 89", re.compile(r"\b(9\d|1[0-4]\d)\s*-?\s*(y\.?/?o|years?|yrs?)\b", re.I)),
)


def left_over(text: str, known: Known, ordinary: Ordinary) -> tuple[str, ...]:
    """What a text without identifiers still has of them, in words that repeat nothing of it; nothing when it may be sent.

    Known values are looked for with all signs and accents taken away, so that `Zy-Xw` and `zyxw` are both met; patterns are wider than
    those by which the identifiers were found; and each word with a capital must be ordinary.
    """
    bare = _PLACEHOLDER.sub(" \n ", text)
    plain = _plain(bare)
    words = set(re.findall(r"[^\W_]+", plain))
    squashed = "|".join(re.sub(r"[\W_]+", "", _plain(part)) for part in _PLACEHOLDER.split(text))
    left = dict.fromkeys(kind for kind, pattern in _LEFT if pattern.search(bare))
    for kind, values, fewest in (("a name", known.people, 6), ("an address", known.places, 8), ("a number", known.numbers, 6)):
        for value in values:
            small = re.sub(r"[\W_]+", "", _plain(value))
            parts = {_plain(part) for part in parts_of(value)} if kind == "a name" else {small}
            if parts & words or any(len(each) >= fewest and each in squashed for each in {small, *parts}):
                left[f"{kind} of the visit"] = None
    if any(_looks_like_a_name(word, ordinary) for word in bare.split()):
        left["a word that may be a name"] = None
    return tuple(left)


def _looks_like_a_name(word: str, ordinary: Ordinary) -> bool:
    """By the letters of a word alone, however it was cut: a capital and then small letters, in no dictionary."""
    letters = word.strip("\"'“”‘’.,;:!?()[]{}<>*#-/\\")
    return letters.isalpha() and letters.istitle() and len(letters) >= _FEWEST_LETTERS and not ordinary(letters)


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
