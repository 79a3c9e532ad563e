"""Text that may stand in X12: the basic character set for words, and nothing that could break out of its element.

Basic and extended character sets: X12 005010, appendix B of every implementation guide.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from superbill.x12.segments import Delimiters

_SPELLED = str.maketrans(
    {
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "‘": "'", "’": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-",
        "‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\t": " ", "\n": " ", "\r": " ",
    }
)  # fmt: skip


def plain_text(value: str) -> str:
    """Letters without accents, typographic marks as typewriter marks, single blanks; other scripts stay as they are."""
    bare = value if value.isascii() and value.isprintable() else value.translate(_SPELLED)
    if not bare.isascii():
        bare = "".join(each for each in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(each))
    return " ".join([each for each in bare.split(" ") if each])


def is_respelled(value: str) -> bool:
    """Whether writing it changes more than blanks around it and small letters."""
    return as_words(value) != value.strip().upper()


def as_words(value: str) -> str:
    """Names and addresses as they are written: plain text in capitals."""
    return plain_text(value).upper()


def first_unwritable(value: str, delimiters: Delimiters) -> str:
    """The first character that must not stand in an element: a delimiter, a control character, or one outside ASCII; or ''."""
    found = _unwritable(delimiters.element + delimiters.repetition + delimiters.component + delimiters.terminator)(value)
    return found[0] if found else ""


@lru_cache(maxsize=16)
def _unwritable(marks: str) -> Callable[[str], re.Match[str] | None]:
    return re.compile(f"[^ -~]|[{re.escape(marks)}]").search
