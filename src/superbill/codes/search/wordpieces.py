"""Words in the pieces that the model of `dense` was taught: the longest pieces of its vocabulary, from the left.

The vocabulary is that of BERT (Google, Apache-2.0), in small letters, as the model all-MiniLM-L6-v2 has it; a piece inside a word begins
with `##`. It ships with us, for the package of the model has none.
"""

import gzip
import re
import unicodedata
from functools import cache
from importlib.resources import files

MOST = 64
"""Pieces of a text; later ones are not looked at. Terms of the books have a dozen."""
_LONGEST = 100
_UNKNOWN, _BEGIN, _END = "[UNK]", "[CLS]", "[SEP]"
_WORD = re.compile(r"[^\W_]+|[^\s]")


@cache
def _vocabulary() -> dict[str, int]:
    packed = (files("superbill.codes") / "data" / "wordpieces.txt.gz").read_bytes()
    pieces = (line for line in gzip.decompress(packed).decode().split("\n") if not line.startswith("# "))
    return {piece: number for number, piece in enumerate(pieces)}


def pieces_of(text: str) -> list[int]:
    """The numbers of a text's pieces, between the marks of its beginning and end."""
    known = _vocabulary()
    plain = "".join(letter for letter in unicodedata.normalize("NFD", text.lower()) if unicodedata.category(letter) != "Mn")
    found = [known[_BEGIN]]
    for word in _WORD.findall(plain):
        found += _pieces(word, known)
        if len(found) >= MOST:
            break
    return [*found[: MOST - 1], known[_END]]


def _pieces(word: str, known: dict[str, int]) -> list[int]:
    """The pieces of one word; a word that has none is unknown as a whole."""
    found, place = [], 0
    while place < len(word):
        mark = "##" if place else ""
        ends = (end for end in range(min(len(word), _LONGEST), place, -1) if mark + word[place:end] in known)
        end = next(ends, 0)
        if not end:
            return [known[_UNKNOWN]]
        found.append(known[mark + word[place:end]])
        place = end
    return found
