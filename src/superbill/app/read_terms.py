"""The alphabetic indexes, the table of neoplasms and the table of drugs: terms below terms, and the codes that they lead to.

    read_terms("neoplasm", on=day, term="Neoplasm, neoplastic > breast")     a term with everything below it, each with its codes
    read_terms("drug", on=day, letter="A")                                   the main terms of a letter
    find_terms("neoplasm", "breast secondary", on=day)                       the site, and the column that the words name

They are files of the CDC that a site installs; a page of one that is not there says so (`is_installed`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.app.resolve_terms import Way, path_of, ways_of
from superbill.basics.errors import BadInput
from superbill.codes.book import get_book
from superbill.codes.books.alphabetic_index import DRUG_COLUMNS, NEOPLASM_COLUMNS, STEP
from superbill.codes.shelf import Entry, OpenTable
from superbill.storage.shelf import NoBook

BOOK = "icd10cm"
MOST, FOUND, AROUND = 400, 60, 60
"""Rows below one term, terms found by words, neighbours shown on either side."""
_ALL = 50_000
_CODE = re.compile(r"[A-Z](?:\d[0-9A-Z]|[A-Z]\d)(?:\.[0-9A-Z]{1,4})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class TermList:
    """One of the lists. `columns` are (column of the table, heading); `named` are words of people that mean a column, the surest first.

    `root` counts the terms above all others, which go without saying.
    """

    name: str
    title: str
    table: str
    columns: tuple[tuple[str, str], ...]
    asks: str
    named: Mapping[str, str]
    root: int = 0


_CODES = (("code", "Code"), ("manifestation", "With it"))
_BEHAVIORS = {
    "primary": "primary", "secondary": "secondary", "metastatic": "secondary", "metastasis": "secondary",
    "situ": "in_situ", "benign": "benign", "uncertain": "uncertain", "unspecified": "unspecified",
    "malignant": "primary",
}  # fmt: skip
_CAUSES = {
    "accidental": "accident", "overdose": "accident", "suicide": "self_harm", "self-harm": "self_harm",
    "intentional": "self_harm", "assault": "assault", "undetermined": "undetermined", "adverse": "adverse_effect",
    "underdosing": "underdosing", "poisoning": "accident",
}  # fmt: skip
_HEADINGS = ("Malignant primary", "Malignant secondary", "In situ", "Benign", "Uncertain behavior", "Unspecified behavior")
_POISONING = (
    "Poisoning, accident",
    "Poisoning, self-harm",
    "Poisoning, assault",
    "Poisoning, undetermined",
    "Adverse effect",
    "Underdosing",
)

LISTS = {
    each.name: each
    for each in (
        TermList("disease", "Index of diseases", "index", _CODES, "A term, such as diabetes with neuropathy", {}),
        TermList("external", "Index of external causes", "index", _CODES, "A cause, such as fall ladder", {}),
        TermList(
            "neoplasm", "Table of neoplasms", "neoplasm", tuple(zip(NEOPLASM_COLUMNS, _HEADINGS, strict=True)),
            "A site, and a behavior: breast secondary", _BEHAVIORS, root=1,
        ),
        TermList(
            "drug", "Table of drugs and chemicals", "drug", tuple(zip(DRUG_COLUMNS, _POISONING, strict=True)),
            "A drug, and what it did: aspirin adverse", _CAUSES,
        ),
    )
}  # fmt: skip
_SMALL = {
    "neoplasm": {"of", "the", "neoplasm", "neoplasms", "tumor", "tumour", "cancer", "carcinoma", "behavior", "behaviour", "in"},
    "drug": {"of", "by", "the", "effect", "drug", "to", "harm", "self"},
}
"""Words that say which list is meant, and not which term."""


class NoTerm(BadInput):
    """There is no such term, or no such list."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A code as printed in a column (`C79.8-`), with the code or heading that it opens; both empty for none."""

    column: str
    heading: str
    printed: str
    code: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term. `above` are the terms above it in words, where they are not shown; `below` counts the terms below it."""

    path: str
    title: str
    nonessential: str
    depth: int
    cells: tuple[Cell, ...]
    ways: tuple[Way, ...]
    below: int
    above: str = ""


@dataclass(frozen=True, slots=True)
class TermPage:
    """What is shown of a list on a day. `steps` lead to the term, itself last; `around` are the terms beside it, as (path, title).

    `column` is the one that the words name. `is_cut`: more was found or stands below than is shown.
    """

    list: TermList
    on: date
    is_installed: bool
    source: str
    rows: tuple[TermRow, ...] = ()
    steps: tuple[tuple[str, str], ...] = ()
    letters: tuple[str, ...] = ()
    letter: str = ""
    around: tuple[tuple[str, str], ...] = ()
    before: str = ""
    after: str = ""
    column: str = ""
    is_cut: bool = False

    @property
    def term(self) -> str:
        """The path of the term that is open, empty for a letter or for what words found."""
        return self.steps[-1][0] if self.steps else ""

    @property
    def above(self) -> str:
        """The path of the term above."""
        return self.steps[-2][0] if len(self.steps) > 1 else ""


def read_terms(name: str, *, on: date, term: str = "", letter: str = "") -> TermPage:
    """A term with what is below it, or the main terms of a letter (of the first, without one). Raises `NoTerm`."""
    described = get_list(name)
    try:
        with shelves_here().open(BOOK) as tables:
            table = tables[described.table]
            mains = _mains(table, described, on)
            page = TermPage(described, on, bool(mains), get_book(BOOK).source)
            if not mains:
                return page
            if len(mains) == 1:
                term = term or str(mains[0]["path"])
            letters = tuple(sorted({_initial(main) for main in mains}))
            page = replace(page, letters=letters if len(mains) > 1 else ())
            return (
                _open_term(page, table, mains, term) if term else _open_letter(page, table, mains, letter.upper() or letters[0])
            )
    except NoBook:
        return TermPage(described, on, is_installed=False, source=get_book(BOOK).source)


def find_terms(name: str, words: str, *, on: date, limit: int = FOUND) -> TermPage:
    """The terms of a list that have all these words, unfinished ones too; the shortest first. Raises `NoTerm` for no such list."""
    described = get_list(name)
    said = re.findall(r"[\w'/.-]+", words.lower())
    column = next((column for word, column in described.named.items() if word in said), "")
    small = _SMALL.get(name, set())
    wanted = [word for word in said if word not in small and word not in described.named]
    page = TermPage(described, on, is_installed=False, source=get_book(BOOK).source, column=column)
    try:
        with shelves_here().open(BOOK) as tables:
            table = tables[described.table]
            found = table.telling("path", wanted, on=on, limit=limit + 1, **_key(described)) if wanted else ()
            is_installed = bool(found) or table.count(on=on) > 0
            ranked = sorted(
                found, key=lambda entry: (not str(entry["title"]).lower().startswith(wanted[0]), str(entry["path"]).count(STEP))
            )
            rows = tuple(_row(described, table, entry, 0, {}, on, flat=True) for entry in ranked[:limit])
            return replace(page, is_installed=is_installed, rows=rows, is_cut=len(found) > limit)
    except NoBook:
        return page


def get_list(name: str) -> TermList:
    """The list of that name. Raises `NoTerm`."""
    if name not in LISTS:
        raise NoTerm(f"There is no list of terms {name[:20]!r}.", todo=f"Known are {', '.join(LISTS)}.")
    return LISTS[name]


def _key(described: TermList) -> dict[str, str]:
    """Both indexes stand in one table."""
    return {"index": described.name} if described.table == "index" else {}


def _mains(table: OpenTable, described: TermList, on: date) -> tuple[Entry, ...]:
    if not _key(described):
        return table.having(("level",), (0,), on=on, limit=_ALL)
    return table.starting(described.name, "", on=on, limit=_ALL, level=0)


def _initial(main: Entry) -> str:
    found = re.search(r"[A-Za-z0-9]", str(main["title"]))
    return "#" if found is None or found.group().isdigit() else found.group().upper()


def _open_letter(page: TermPage, table: OpenTable, mains: Iterable[Entry], letter: str) -> TermPage:
    chosen = [main for main in mains if _initial(main) == letter]
    counts = defaultdict[str, int](int)
    for main in chosen:
        counts[str(main["path"])] = len(_under(page.list, table, str(main["path"]), page.on, level=1))
    rows = tuple(_row(page.list, table, main, 0, counts, page.on) for main in sorted(chosen, key=_printed))
    return replace(page, rows=rows, letter=letter)


def _open_term(page: TermPage, table: OpenTable, mains: tuple[Entry, ...], term: str) -> TermPage:
    described, on = page.list, page.on
    here = table.find(*_key(described).values(), term, on=on)
    if here is None:
        raise NoTerm(f"{term[:60]!r} is no term of the {described.title.lower()}.", todo="Look for it by its words.")
    under = _under(described, table, term, on)
    counts = _counts(under)
    depth = int(here["level"])
    shown = [entry for entry in _in_order(term, under) if len(under) <= MOST or entry["level"] == depth + 1]
    rows = tuple(_row(described, table, entry, int(entry["level"]) - depth, counts, on) for entry in (here, *shown[:MOST]))
    parts = term.split(STEP)
    steps = tuple((STEP.join(parts[: place + 1]), part) for place, part in enumerate(parts))
    letter = _initial(here) if depth == 0 else next((_initial(main) for main in mains if main["path"] == parts[0]), "")
    beside = (
        [main for main in mains if _initial(main) == letter]
        if depth == 0
        else _under(described, table, STEP.join(parts[:-1]), on, level=depth)
    )
    names = [(str(entry["path"]), str(entry["title"])) for entry in sorted(beside, key=_printed if depth == 0 else _place)]
    at = next(place for place, (path, _) in enumerate(names) if path == term)
    return replace(
        page,
        rows=rows,
        steps=steps,
        letter=letter,
        around=tuple(names[max(at - AROUND, 0) : at + AROUND]),
        before=names[at - 1][0] if at else "",
        after=names[at + 1][0] if at + 1 < len(names) else "",
        is_cut=len(shown) > MOST,
    )


def _under(described: TermList, table: OpenTable, path: str, on: date, **same: int) -> tuple[Entry, ...]:
    return table.starting(*_key(described).values(), f"{path}{STEP}", on=on, limit=_ALL, **same)


def _place(entry: Entry) -> int:
    return int(entry["place"])


def _printed(entry: Entry) -> tuple[str, int]:
    return re.sub(r"[^a-z0-9]+", " ", str(entry["title"]).lower()).strip(), _place(entry)


def _counts(under: Iterable[Entry]) -> dict[str, int]:
    """How many terms stand directly below each."""
    counts = defaultdict[str, int](int)
    for entry in under:
        counts[str(entry["path"]).rpartition(STEP)[0]] += 1
    return counts


def _in_order(term: str, under: Iterable[Entry]) -> list[Entry]:
    """As printed: each term followed by those below it."""
    below = defaultdict[str, list[Entry]](list)
    for entry in under:
        below[str(entry["path"]).rpartition(STEP)[0]].append(entry)
    found: list[Entry] = []
    waiting = sorted(below[term], key=_place, reverse=True)
    while waiting:
        entry = waiting.pop()
        found.append(entry)
        waiting += sorted(below[str(entry["path"])], key=_place, reverse=True)
    return found


def _row(
    described: TermList, table: OpenTable, entry: Entry, depth: int, counts: Mapping[str, int], on: date, *, flat: bool = False
) -> TermRow:
    path = str(entry["path"])
    below = len(_under(described, table, path, on, level=int(entry["level"]) + 1)) if flat else counts.get(path, 0)
    cells = tuple(_cell(column, heading, str(entry[column])) for column, heading in described.columns)
    return TermRow(
        path=path,
        title=str(entry["title"]),
        nonessential=str(entry["nonessential"]),
        depth=depth,
        cells=cells,
        ways=ways_of(described.name, entry, lambda words: path_of(table, tuple(_key(described).values()), words, on=on)),
        below=below,
        above=", ".join(path.split(STEP)[described.root : -1]) if flat else "",
    )


def _cell(column: str, heading: str, printed: str) -> Cell:
    found = _CODE.match(printed)
    return Cell(column, heading, printed, found.group() if found else "")
