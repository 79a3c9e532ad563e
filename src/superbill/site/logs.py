"""What is logged when something of ours fails: where, and which kind of fault; never its words, for they may be a patient's."""

import logging
import traceback
from types import TracebackType

_Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class PlacesOnly(logging.Formatter):
    """A formatter that writes a fault as its kinds and places: a text in it may hold the words of a note or a name."""

    def formatException(self, ei: _Fault) -> str:  # noqa: N802  (the standard library's own name)
        """The fault, and those that led to it, without what they say."""
        lines: list[str] = []
        fault, seen = ei[1], set[int]()
        while fault is not None and id(fault) not in seen:
            seen.add(id(fault))
            places = traceback.extract_tb(fault.__traceback__)
            lines += [type(fault).__name__, *(f"  {place.filename}, line {place.lineno}, in {place.name}" for place in places)]
            fault = fault.__cause__ or fault.__context__
        return "\n".join(lines)

    def format(self, record: logging.LogRecord) -> str:
        """One record; line ends and control characters of its message are written as signs, so that nobody forges a line."""
        message = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in record.getMessage())
        text = f"{record.levelname} {record.name}: {message}"
        return f"{text}\n{self.formatException(record.exc_info)}" if record.exc_info else text
