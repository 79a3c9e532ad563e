"""What came in, as an answer can carry it back: nothing that X12 cannot write, nothing too long for its element."""

import re

from superbill.x12.dates import day_from
from superbill.x12.segments import Delimiters
from superbill.x12.text import as_words

_MARKS = Delimiters()
_READ_AS = str.maketrans({_MARKS.component: ",", _MARKS.element: " ", _MARKS.repetition: " ", _MARKS.terminator: " "})
_UNWRITABLE = re.compile(f"[^ -~]|[{re.escape(''.join(map(chr, _READ_AS)))}]")
_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?\Z", re.ASCII)


def writable(value: str, most: int) -> str:
    """The value without what cannot be written, cut to `most` characters."""
    return " ".join(_UNWRITABLE.sub("", value).split())[:most].strip()


def words(value: str, most: int, default: str = "") -> str:
    """A name or a sentence in capitals, or the default where nothing can be written."""
    return writable(as_words(value), most) or default


def sentence(text: str, most: int, default: str = "") -> str:
    """A sentence of ours in capitals; the marks that part elements become what is read in their place."""
    return words(text.translate(_READ_AS), most, default)


def number(value: str, most: int, default: str = "", *, least: int = 1) -> str:
    """An id or a control number, or the default where what came is too short."""
    found = writable(value, most)
    return found if len(found) >= least else default


def day(value: str, default: str) -> str:
    """CCYYMMDD, or the default for what is no day."""
    return value if day_from(value) else default


def time(value: str, default: str) -> str:
    """HHMM, HHMMSS or HHMMSSDD, or the default for what is no time."""
    return value if _TIME.match(value) else default
