"""What stands in the books, in the one form that the search indexes: entries of a code with the terms that lead to it.

`table_entries` reads any table of an installed book that has a title; for ICD-10-CM see `entries_icd10cm`.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from superbill.codes.book import ALWAYS, NEVER, day_number
from superbill.codes.shelf import OpenTable


class Term(NamedTuple):
    """Words that lead to a code.

    `source` is title, short, inclusion, includes, own (the project's words), disease or external (of the alphabetic indexes),
    neoplasm or drug (of the tables beside them).
    """

    words: str
    source: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as it holds from `since` until before `until` (days such as 20261001), with what leads to it.

    `parent` is the code or heading above it, empty at the top. `added` is its 7th character where it is found through its
    parent only. Headings of chapters and sections have no terms. `chapter` is the number of the chapter, or the first letter.
    `billable` is None where the book does not say.
    """

    code: str
    title: str
    terms: tuple[Term, ...]
    parent: str = ""
    billable: bool | None = None
    chapter: str = ""
    sex: str = ""
    ages: tuple[int, int] | None = None
    since: int = ALWAYS
    until: int = NEVER
    added: str = ""


def table_entries(table: OpenTable) -> Iterator[Entry]:
    """The rows of a table with a title, as of every day. A column named `short` is a second title, `billable` says what may be billed.

    Above a code stands what a column `parent` names; where the table tells what may be billed, the longest beginning of it that is a row.
    """
    names = table.table.key_names
    if not table.table.title:
        return
    has = {column.name for column in table.table.columns}
    known: set[str] = set()
    for row in table.rows():
        code, title = "/".join(str(row[name]) for name in names), str(row[table.table.title])
        known.add(code)
        terms = [Term(title, "short" if "short" in has and row["short"] == title else "title")]
        if "short" in has and row["short"] and row["short"] != title:
            terms.append(Term(str(row["short"]), "short"))
        period = row.period
        yield Entry(
            code, title, tuple(terms), str(row["parent"]) if "parent" in has else next(_above(code, known), "") if "billable" in has else "",
            bool(row["billable"]) if "billable" in has else None, code[:1],
            since=day_number(period.since), until=day_number(period.until),
        )  # fmt: skip


def _above(code: str, known: Collection[str]) -> Iterator[str]:
    """The beginnings of a code that are codes, the longest first."""
    return (code[:length] for length in range(len(code) - 1, 0, -1) if code[:length] in known)
