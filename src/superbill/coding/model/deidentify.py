"""A note without what tells whose it is, the way back to the places of the note, and a second look by another way.

Every stretch that `identifiers` finds becomes a placeholder such as `[NAME_1]`, the same for the same words. `left_over` asks in its own
way whether the outcome still tells something; who sends a note asks it, and sends nothing when it answers.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from superbill.coding.model.identifiers import Found, Known, Ordinary, compounds_of, evened, found_in, parts_of

_PLACEHOLDER = re.compile(r"\[[A-Z]{1,9}_\d{1,9}\]")
_FEWEST_LETTERS = 4
_FEWEST_DIGITS = 6
_AROUND = "\"'“”‘’.,;:!?()[]{}<>*#-/\\"


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
    counts: Counter[str] = Counter()
    at = length = 0
    for one in _joined(found_in(text, known, ordinary), text):
        parts.append(text[at : one.start])
        length += one.start - at
        same = (one.kind, " ".join(text[one.start : one.end].casefold().split()))
        if same not in names:
            counts[one.kind] += 1
            names[same] = f"[{one.kind}_{counts[one.kind]}]"
        sign = names[same]
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

_FULL_MONTH = "january|february|april|june|july|august|september|october|november|december"
_LEFT = tuple(
    (kind, re.compile(pattern, re.I))
    for kind, pattern in (
        ("an e-mail address", r"\w@\w"),
        ("a web address", r"://|www\."),
        ("a network address", r"\d\.\d{1,3}\.\d{1,3}\.\d"),
        ("a long number", r"\d{5}"),
        ("a telephone or identity number", r"\d[\d-]{6,20}\d|\d{3}[^\w\n]{1,3}\d{4}(?!\d)|\d{3}[^\w\n]{1,3}\d\d[^\w\n]{1,3}\d{4}"),
        ("a number in groups", r"(?<![\d/])(?:\d{1,4}[ -]{1,3}){2,9}\d{1,4}(?![\d/%])"),
        ("a date", r"\d/\d{1,4}/\d|\d{4}-\d\d?-\d|\d-\d{1,4}-\d{2}|\d\d? \d\d? (?:19|20)\d\d|(?:19|20)\d\d \d\d? \d"),
        ("a date", rf"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]{{0,6}}\.?\s{{1,3}}\d|\d\s{{0,3}}(?:{_FULL_MONTH})"),
        ("a date", rf"\b(?:{_FULL_MONTH})\b|\b(?:in|since|last|of)\s{{1,3}}(?:may|march)\b"),
        ("an age above 89", r"\b(?:9\d|1[0-4]\d)[\s-]{0,6}(?:y\.?/?o|y|years?|yrs?|m|male|female|man|woman)\b"),
        ("an age above 89", r"\b(?:pt|patient|he|she|aged?|turn(?:s|ed))\W{1,3}(?:is |was |now |of ){0,2}(?:9\d|1[0-4]\d)\b(?![%./]| ?(?:mg|kg|lbs?)\b)"),
    )
)  # fmt: skip
_BEFORE_A_NAME = frozenset(
    "dr mr mrs ms mx prof doctor wife husband spouse partner daughter son mother father mom dad sister brother aunt uncle friend neighbor named".split()
)


def left_over(text: str, known: Known, ordinary: Ordinary) -> tuple[str, ...]:
    """What a text without identifiers still has of them, in words that repeat nothing of it; nothing when it may be sent.

    Known values are looked for with all signs and accents taken away, so that `Zy-Xw` and `zyxw` are both met; patterns are other
    than those by which the identifiers were found; and each word with a capital must be ordinary, after a title or a relative however short.
    """
    text = evened(text)
    bare = _PLACEHOLDER.sub(" \n ", text)
    plain = _plain(bare)
    words = set(re.findall(r"[^\W_]+", plain))
    squashed = "|".join(re.sub(r"[\W_]+", "", _plain(part)) for part in _PLACEHOLDER.split(text))
    left = dict.fromkeys(kind for kind, pattern in _LEFT if any(_tells(kind, found.group()) for found in pattern.finditer(bare)))
    for kind, values, fewest in (("a name", known.people, 6), ("an address", known.places, 8), ("a number", known.numbers, 6)):
        for value in values:
            small = re.sub(r"[\W_]+", "", _plain(value))
            parts = (
                {_plain(part) for part in (*parts_of(value), *map("".join, compounds_of(value)))} if kind == "a name" else {small}
            )
            if parts & words or any(len(each) >= fewest and each in squashed for each in {small, *parts}):
                left[f"{kind} of the visit"] = None
    if any(
        _looks_like_a_name(before, word, ordinary) for line in bare.splitlines() for before, word in pairwise(["", *line.split()])
    ):
        left["a word that may be a name"] = None
    return tuple(left)


def _tells(kind: str, found: str) -> bool:
    return kind != "a number in groups" or sum(map(str.isdigit, found)) >= _FEWEST_DIGITS


def _looks_like_a_name(before: str, word: str, ordinary: Ordinary) -> bool:
    """By the letters of a word alone, however it was cut: a capital and then small letters, in no dictionary; after a title, any capitals."""
    named = before.strip(_AROUND).casefold() in _BEFORE_A_NAME and len(before) == len(before.rstrip(":;"))
    pieces = re.split(r"['’/-]", word.strip(_AROUND))
    return any(
        piece.isalpha()
        and (piece.istitle() or (named and piece[0].isupper()))
        and len(piece) >= (_FEWEST_LETTERS - named)
        and not ordinary(piece)
        for piece in pieces
    )


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))
