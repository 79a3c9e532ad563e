"""Where the index says "see" or "see also": the term, the table or the category that is meant."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from superbill.codes.books.alphabetic_index import STEP
from superbill.codes.shelf import Cell, Entry, OpenTable

_CODE = re.compile(r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?", re.ASCII)
_TABLES = (
    (re.compile(r"table of neoplasms|neoplasm table", re.IGNORECASE), "neoplasm"),
    (re.compile(r"table of drugs", re.IGNORECASE), "drug"),
)


@dataclass(frozen=True, slots=True)
class Way:
    """Words that lead elsewhere: `how` is see, see also or see category. It leads to a term of a list, or to a code; or nowhere known."""

    how: str
    words: str
    list: str = ""
    path: str = ""
    code: str = ""


def ways_of(name: str, entry: Entry, find: Callable[[str], str]) -> tuple[Way, ...]:
    """Where a term of a list sends; `find` gives the path of a term by the words that name it, or nothing."""
    return tuple(_ways(name, entry, find))


def _ways(name: str, entry: Entry, find: Callable[[str], str]) -> Iterator[Way]:
    for how, column in (("see", "see"), ("see also", "see_also")):
        if words := str(entry[column]):
            table = next((table for pattern, table in _TABLES if pattern.search(words)), "")
            path = "" if table else find(words)
            yield Way(how, words, table or (name if path else ""), path)
    category = str(entry["see_category"]) if name in ("disease", "external") else ""
    if category:
        code = _CODE.match(category)
        yield Way("see category", category, code=code.group() if code else "")


def path_of(table: OpenTable, key: tuple[str, ...], words: str, *, on: date) -> str:
    """The path of the term that `Abscess, breast` names, as far as the table has it; empty where it has not even the main term."""
    rest = [part.strip() for part in re.split(r",\s*", words) if part.strip()]
    here = ""
    while rest:
        step, used = _step(table, key, here, rest, on)
        if not step:
            return here
        here, rest = step, rest[used:]
    return here


def _step(table: OpenTable, key: tuple[Cell, ...], here: str, rest: list[str], on: date) -> tuple[str, int]:
    """The term below `here` that the first parts name, and how many of the parts it took: titles may have commas of their own."""
    for used in range(len(rest), 0, -1):
        said = ", ".join(rest[:used])
        for title in dict.fromkeys((said, said[:1].upper() + said[1:], said[:1].lower() + said[1:])):
            begun = f"{here}{STEP}{title}" if here else title
            for entry in table.starting(*key, begun, on=on, limit=20, level=here.count(STEP) + 1 if here else 0):
                if re.fullmatch(re.escape(title) + r"(, .*)?( #\d+)?", str(entry["path"]).rpartition(STEP)[2], re.IGNORECASE):
                    return str(entry["path"]), used
    return "", 0
