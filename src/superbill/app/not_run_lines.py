"""The edits that were not run, as lines: those with one reason and one number of claims together, and tables of one book in one line."""

import re
from collections.abc import Iterable, Iterator

from superbill.app.wording import counted
from superbill.edits.check import NotRun
from superbill.places.us.tables import BOOK_OF

_LACKS = re.compile(r"the table (\w+) is not installed")


def not_run_lines(not_run: Iterable[NotRun]) -> Iterator[str]:
    """A line for each reason: on how many claims, why, and which edits."""
    together: dict[tuple[str, int], tuple[dict[str, None], list[str]]] = {}
    for each in not_run:
        lacks = _LACKS.fullmatch(each.because)
        reason = BOOK_OF.get(lacks[1], each.because) if lacks else each.because
        tables, edits = together.setdefault((reason, each.claims), ({}, []))
        tables |= {lacks[1]: None} if lacks else {}
        edits.append(each.edit)
    for (reason, claims), (tables, edits) in together.items():
        because = _lacking(tuple(tables)) if tables else reason
        yield f"Not checked on {counted(claims, 'claim')}, because {because}: {', '.join(edits)}"


def _lacking(tables: tuple[str, ...]) -> str:
    """That tables of one book are not installed."""
    *others, last = tables
    return f"the tables {', '.join(others)} and {last} are not installed" if others else f"the table {last} is not installed"
