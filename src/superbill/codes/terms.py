"""Words of medical texts brought to one form, so that a term of the code set and the words of a note can meet.

A key is the sorted set of a term's telling words: small words, laterality and "unspecified" are left out, plurals and
British spellings are evened, abbreviations are written out. "Pain in right knee" and "right knee pains" share the key
`knee pain`. Laterality is left out on purpose: it chooses among the codes of a term, it does not find the term.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import accumulate, repeat
from typing import Any, NamedTuple

from superbill.codes.shipped import shipped_rows

MOST_WORDS = 9
"""Terms with more telling words than this are not kept: nobody writes them."""

SIDES = {
    "right": "right", "rt": "right", "r": "right",
    "left": "left", "lt": "left", "l": "left",
    "rlq": "right", "ruq": "right", "llq": "left", "luq": "left", "rbbb": "right", "lbbb": "left",
    "bilateral": "bilateral", "bilaterally": "bilateral", "both": "bilateral",
}  # fmt: skip

_SPLIT = re.compile(r"([A-Za-z0-9]+(?:['’]s\b)?)")
_PARENTHESES = re.compile(r"\([^)]*\)")
_SMALL = frozenset(
    "a an the of in on at to for by with and or due as from into its his her their this that mellitus unspecified nos nec "
    "unilateral site side type elsewhere classified not specified".split()
) - {"not"}  # fmt: skip
_LETTER_A = ("a", "A")
_OF_TYPE_A = frozenset("hepatitis influenza flu vitamin hemophilia haemophilia type group strep streptococcus".split())
_AFTER_AN_ARTICLE = frozenset("day week month year few couple long short number decade while".split())
_SPELLINGS = (
    ("aemia", "emia"), ("haem", "hem"), ("oedema", "edema"), ("oesoph", "esoph"), ("diarrhoea", "diarrhea"), ("tumour", "tumor"),
    ("anaem", "anem"), ("faec", "fec"), ("paed", "ped"), ("dyspnoea", "dyspnea"), ("apnoea", "apnea"), ("ischaem", "ischem"),
    ("gynaec", "gynec"), ("orrhoea", "orrhea"), ("leukaem", "leukem"), ("glycaem", "glycem"),
)  # fmt: skip
_KEPT_S = (
    "ss",
    "us",
    "is",
    "itis",
    "osis",
    "betes",
    "scabies",
    "rabies",
    "herpes",
    "caries",
    "tinnitus",
    "tus",
    "series",
    "pus",
    "ps",
)


class Token(NamedTuple):
    """A word of a text: its half-open place, and the telling words it stands for (none for a small or a side word)."""

    start: int
    end: int
    raw: str
    words: tuple[str, ...]

    @property
    def side(self) -> str:
        """Right, left or bilateral; empty for other words. A single letter counts only as a capital."""
        return _side_of(self.raw)


_token: Callable[[type[Token], Any], Token] = tuple.__new__
"""A token from its four parts, without the calls that a named tuple makes."""


@lru_cache(maxsize=16_384)
def _side_of(raw: str) -> str:
    return "" if len(raw) == 1 and not raw.isupper() else SIDES.get(raw.lower(), "")


def tokens_of(text: str) -> list[Token]:
    """The words of a text in order, with their places. The "A" of hepatitis A is a word; that of "a week" is none."""
    tokens, has_type = _written(text)
    return _lettered(tokens) if has_type else tokens


def tokens_within(text: str, stretches: Iterable[tuple[int, int]]) -> Iterator[tuple[Token, ...]]:
    """The words of each stretch (half-open places that follow one another and cut no word), as `tokens_of` reads it by itself."""
    tokens, has_type = _written(text)
    starts = [token[0] for token in tokens]
    last = 0
    for start, end in stretches:
        first = bisect_left(starts, start, last)
        last = bisect_left(starts, end, first)
        yield tuple(_lettered(tokens[first:last]) if has_type else tokens[first:last])


def _written(text: str) -> tuple[list[Token], bool]:
    """The words as they are written, and whether one of them has types, as hepatitis A.

    Cut and counted in one go: a note has hundreds of words, and nothing is done more often.
    """
    parts = _SPLIT.split(text)
    edges = list(accumulate(map(len, parts), initial=0))
    raws = parts[1::2]
    tokens = list(map(_token, repeat(Token), zip(edges[1::2], edges[2::2], raws, map(words_of, raws), strict=False)))
    return tokens, not _OF_TYPE_A.isdisjoint(map(str.lower, raws))


def _lettered(tokens: list[Token]) -> list[Token]:
    for place in [place for place, token in enumerate(tokens) if token.raw in _LETTER_A]:
        if place and tokens[place - 1].raw.lower() in _OF_TYPE_A:
            following = tokens[place + 1].raw.lower() if place + 1 < len(tokens) else ""
            if following not in _AFTER_AN_ARTICLE:
                tokens[place] = tokens[place]._replace(words=("a",))
    return tokens


@lru_cache(maxsize=65_536)
def words_of(raw: str) -> tuple[str, ...]:
    """The telling words for one written word: `HTN` is (`hypertension`,), `the` and `right` are ()."""
    capital, anyhow = _abbreviations()
    if raw in capital:
        return capital[raw]
    low = raw.lower()
    if low in anyhow:
        return anyhow[low]
    if low in _SMALL or low in SIDES:
        return ()
    return (stem(low),)


def stem(word: str) -> str:
    """A word in American spelling and in the singular; `diabetes` and `diagnosis` are left as they are."""
    word = re.sub(r"['’]s$", "", word)
    for british, american in _SPELLINGS:
        if british in word:
            word = word.replace(british, american)
    if len(word) < 5 or not word.endswith("s") or word.endswith(_KEPT_S):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


def key_of(words: Iterable[str]) -> str:
    """The key under which a set of telling words is looked up."""
    return " ".join(sorted(set(words)))


@lru_cache(maxsize=16_384)
def key_of_term(term: str) -> str:
    """The key of a term as printed in the code set; what stands in parentheses does not count: `toe(s)`, `(acute)`."""
    return key_of(word for token in tokens_of(_PARENTHESES.sub(" ", term)) for word in token.words)


@cache
def _abbreviations() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Abbreviations that count only as written (capitals), and those that count however they are written."""
    capital: dict[str, tuple[str, ...]] = {}
    anyhow: dict[str, tuple[str, ...]] = {}
    for row in shipped_rows("abbreviations.csv"):
        table, short = (capital, row["short"]) if row["case"] == "exact" else (anyhow, row["short"].lower())
        table[short] = tuple(stem(word) for word in row["words"].split() if word not in _SMALL and word not in SIDES)
    return capital, anyhow
