"""What the articles of the Medicare contractors cover, as two dated tables for edits: made of the installed book `mcd`, never copied.

    coverage_article      code, state → each article that speaks of a procedure in a state: lists, article, kind, bills, has_list, asks_two
    coverage_diagnosis    list, code  → each diagnosis that an article lists: covered, condition, told

`lists` is the list of an article. `kind` is the kind of claim that its contractor takes: P professional, I institutional, E equipment,
H home health and hospice. `bills` are the first two digits of the types of bill that it is for, with blanks between; empty when it is
for every one. `has_list`: it lists diagnoses that support the service. `asks_two`: its words ask for two diagnoses together. `condition`: an asterisk stands at the
diagnosis, and `told` is what it means. Which group of procedures goes with which group of diagnoses is told in words only, so an
article is read as one list: a diagnosis of any of its groups supports each of its procedures.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property, lru_cache
from itertools import groupby, product

from superbill.basics.days import Period
from superbill.codes.icd10cm import dotted
from superbill.codes.shelf import Entry, OpenTable
from superbill.edits.conditions import Row, Value
from superbill.edits.tables import Table

Books = Mapping[str, OpenTable]

BOOK = "mcd"
_TABLES = ("article", "procedure", "diagnosis", "group", "bill", "contractor", "state")
NAMES = ("coverage_article", "coverage_diagnosis")

_KINDS = {"1": ("I",), "2": ("P",), "3": ("E",), "4": ("H",)}
"""What the last digit of a contractor's number says; another one says nothing. Source: CMS, workload numbers of the contractors."""
_EITHER = ("I", "P")

_ALL_BILLS = "99"
"""How an article says that it is for no type of bill in particular (999x)."""

_ASKS_TWO = re.compile(
    r"\b(dual|two|both)\b (icd-10(-cm)? )?(diagnos[ei]s|codes)|\bsecondary diagnosis (code )?(is|must)|"
    r"\bone (icd-10(-cm)? )?(diagnosis )?(code )?from (each|both|group \d+ and)",
    re.IGNORECASE,
)


def coverage_tables(opened: Callable[[str, str], OpenTable | None]) -> Mapping[str, Table]:
    """Both tables by name; none when the book is not installed."""
    books = {name: table for name in _TABLES if (table := opened(BOOK, name)) is not None}
    return {"coverage_article": Articles(books), "coverage_diagnosis": Diagnoses(books)} if len(books) == len(_TABLES) else {}


class Articles:
    """The articles that speak of a procedure in a state."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._said = lru_cache(maxsize=4096)(self._ask)
        self._of_contractor = lru_cache(maxsize=256)(self._ask_contractor)
        self._of_procedure = lru_cache(maxsize=1024)(self._books["procedure"].beginning)

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """The articles for a `code` and a `state` on a day, in the order of their numbers; without a state, of all states."""
        code, asked = key["code"], key.get("state")
        if not isinstance(code, str):
            return ()
        return tuple(row for state in ([asked] if "state" in key else self._numbers) for row in self._of(code, str(state), on))

    def _of(self, code: str, state: str, on: date) -> tuple[Row, ...]:
        found: dict[tuple[str, ...], tuple[Entry, Period]] = {}
        there = [(number, self._of_contractor(number), period) for number, period in self._numbers.get(state, ()) if on in period]
        for entry in self._of_procedure(code) if there else ():
            article, version = str(entry["article"]), str(entry["version"])
            for number, articles, period in there:
                if (article, version) in articles and on in entry.period:
                    found.setdefault((article, version, number), (entry, period))
        return tuple(row for key in sorted(found) for row in self._rows(*found[key], number=key[2], state=state))

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, of every day: by procedure, those of one in the order in which `find` gives them."""
        numbers: dict[tuple[str, str], list[str]] = {}
        for entry in self._books["contractor"].rows():
            numbers.setdefault((str(entry["article"]), str(entry["version"])), []).append(str(entry["number"]))
        states: dict[str, list[tuple[str, Period]]] = {}
        for entry in self._books["state"].rows():
            states.setdefault(str(entry["number"]), []).append((str(entry["state"]), entry.period))
        for _, entries in groupby(self._books["procedure"].rows(), key=lambda entry: entry["code"]):
            found: dict[tuple[str, str], list[Entry]] = {}
            for entry in entries:
                groups = found.setdefault((str(entry["article"]), str(entry["version"])), [])
                if not any(_holds_as_long(other, entry) for other in groups):  # else another group of the article
                    groups.append(entry)
            for *article, number in sorted({(*key, number) for key in found for number in numbers.get(key, ())}):
                for entry, (state, period) in product(found[article[0], article[1]], states.get(number, ())):
                    yield from self._rows(entry, period, number=number, state=state)

    @cached_property
    def _numbers(self) -> dict[str, tuple[tuple[str, Period], ...]]:
        """The contractors that a state has had, and when."""
        found: dict[str, tuple[tuple[str, Period], ...]] = {}
        for entry in self._books["state"].rows():
            found[str(entry["state"])] = (*found.get(str(entry["state"]), ()), (str(entry["number"]), entry.period))
        return found

    def _ask_contractor(self, number: str) -> frozenset[tuple[str, str]]:
        """The articles of a contractor, which hold as long as the articles themselves."""
        return frozenset((str(entry["article"]), str(entry["version"])) for entry in self._books["contractor"].beginning(number))

    def _rows(self, entry: Entry, period: Period, *, number: str, state: str) -> Iterator[Row]:
        """The article of a procedure for each kind of claim that a contractor takes, while it is that of the state."""
        article, version = str(entry["article"]), str(entry["version"])
        since, until = max(entry.period.since, period.since), min(entry.period.until, period.until)
        if since >= until:
            return
        said = self._said(article, version)
        for kind in _KINDS.get(number[-1:], _EITHER):
            yield {
                "code": str(entry["code"]),
                "state": state,
                "lists": f"{article}/{version}",
                "kind": kind,
                **said,
                "bills": said["bills"] if kind == "I" else "",
                "since": since,
                "until": until,
            }

    def _ask(self, article: str, version: str) -> Mapping[str, Value]:
        """What an article says of itself, whatever the procedure."""
        (told,) = self._books["article"].history(article, version)
        bills = {str(entry["code"]).lstrip("0")[:2] for entry in self._books["bill"].beginning(article, version)} - {_ALL_BILLS}
        groups = self._books["group"].beginning(article, version)
        return {
            "article": str(told["shown_as"]),
            "bills": " ".join(sorted(bills)),
            "has_list": int(told["covered"]) > 0,
            "asks_two": any(_ASKS_TWO.search(str(entry["words"])) is not None for entry in groups if entry["kind"] == "covered"),
        }


def _holds_as_long(one: Entry, other: Entry) -> bool:
    """Whether a row holds on every day on which another does."""
    return one.period.since <= other.period.since and other.period.until <= one.period.until


class Diagnoses:
    """The diagnoses that an article lists."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._told = lru_cache(maxsize=4096)(self._ask)
        self._of_article = lru_cache(maxsize=4096)(self._books["diagnosis"].beginning)

    def find(self, *, on: date, **key: Value) -> tuple[Row, ...]:
        """What the article of a `list` says of a diagnosis, its `code` with a dot, on a day; without a code, of every one."""
        article, _, version = str(key["list"]).partition("/")
        code = [str(key["code"]).replace(".", "")] if "code" in key else []
        entries = self._of_article(article, version, *code) if code == [] or dotted(code[0]) == key["code"] else ()
        return tuple(self._row(entry) for entry in entries if on in entry.period)

    @property
    def rows(self) -> Iterator[Row]:
        """Every row, of every day."""
        return map(self._row, self._books["diagnosis"].rows())

    def _row(self, entry: Entry) -> Row:
        article, version, covered, asterisk = entry["article"], entry["version"], bool(entry["covered"]), bool(entry["asterisk"])
        return {
            "list": f"{article}/{version}",
            "code": dotted(str(entry["code"])),
            "covered": covered,
            "condition": asterisk,
            "told": self._told(str(article), str(version), int(entry["group"])) if asterisk and covered else "",
            "since": entry.period.since,
            "until": entry.period.until,
        }

    def _ask(self, article: str, version: str, group: int) -> str:
        """What the asterisk of a group means."""
        entries = self._books["group"].beginning(article, version, "covered", group)
        return next((str(entry["asterisk"]) for entry in entries), "")
