"""Condition categories of diagnoses by the code books, held against the package where it is installed. Needs no database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache

from superbill.app.code_books import shelves_here
from superbill.basics.errors import BadInput, NotPossible
from superbill.codes.shelf import Entry, OpenTable
from superbill.places.us.risk.categories import DEFAULT, MODELS, Category, categories_of, payment_year
from superbill.storage.risk_package import Second, ask_package
from superbill.storage.shelf import NoBook


class UnknownModel(BadInput):
    """No such model of risk adjustment."""


class NoRiskTables(NotPossible):
    """The condition categories of a payment year are not installed."""


@dataclass(frozen=True, slots=True)
class Risk:
    """The categories of diagnoses in a payment year, those that count and those that are set aside.

    `status` is final or proposed. `second` is what the package says (None without it), `differences` where it says otherwise.
    """

    model: str
    year: int
    status: str
    categories: tuple[Category, ...]
    without: tuple[str, ...]
    second: Second | None
    differences: tuple[str, ...]


class BookRisk:
    """The tables of the book `hcc`, of one model and payment year, as `places.us.risk` asks for them."""

    def __init__(self, tables: dict[str, OpenTable], *, model: str, year: int) -> None:
        self._tables, self._model, self._day = tables, model, date(year, 1, 1)
        self.categories = cache(self._categories)
        self.about = cache(self._about)
        self.sets_aside = cache(self._sets_aside)

    def _categories(self, code: str) -> tuple[str, ...]:
        return tuple(sorted({str(row["hcc"]) for row in self._rows("diagnoses", code, self._model)}, key=int))

    def status(self, code: str) -> str:
        """Whether CMS had decided: final or proposed; empty for a code of no category."""
        return next((str(row["status"]) for row in self._rows("diagnoses", code, self._model)), "")

    def _about(self, hcc: str) -> tuple[str, bool]:
        row = next(iter(self._rows("hcc", self._model, hcc)), None)
        return (str(row["title"]), bool(row["chronic"])) if row else ("", False)

    def _sets_aside(self, hcc: str) -> frozenset[str]:
        return frozenset(str(row["sets_aside"]) for row in self._rows("hierarchy", self._model, hcc))

    def _rows(self, table: str, *key: str) -> Iterator[Entry]:
        return (row for row in self._tables[table].beginning(*key) if self._day in row.period)


@contextmanager
def open_risk(*, model: str, year: int) -> Iterator[BookRisk]:
    """The tables of a payment year. Raises `UnknownModel`, `NoRiskTables`."""
    if model not in MODELS:
        raise UnknownModel(f"There is no model {model[:20]!r}.", where="--model", todo=f"Use one of {', '.join(MODELS)}.")
    todo = "Install the mappings of the payment year: superbill codes install FILE."
    try:
        with shelves_here().open("hcc") as tables:
            if not any(date(year, 1, 1) in row.period for row in tables["diagnoses"].beginning("E1122", model)):
                raise NoRiskTables(f"{model} has no mapping for payment year {year} here.", todo=todo)
            yield BookRisk(tables, model=model, year=year)
    except NoBook as error:
        raise NoRiskTables("The condition categories are not installed.", todo="Run `superbill codes build`.") from error


def risk_of(codes: Sequence[str], *, served: int, model: str = DEFAULT, age: int = 70, sex: str = "F") -> Risk:
    """The categories of the diagnoses of a year (`served`), with or without dots. Raises `UnknownModel`, `NoRiskTables`."""
    bare = [code.strip().upper().replace(".", "") for code in codes]
    year = payment_year(served)
    with open_risk(model=model, year=year) as tables:
        found = categories_of(bare, tables=tables)
        status = next((told for code in bare if (told := tables.status(code))), "")
    without = tuple(code for code in dict.fromkeys(bare) if not any(code in each.codes for each in found))
    second = ask_package(tuple(bare), model=model, year=year, age=age, sex=sex)
    ours = {each.hcc for each in found if not each.set_aside_by}
    return Risk(model, year, status, found, without, second, _differences(ours, second))


def _differences(ours: set[str], second: Second | None) -> tuple[str, ...]:
    if second is None:
        return ()
    theirs = set(second.hccs)
    only_ours = tuple(f"HCC {hcc} counts by the code books, not by {second.package}." for hcc in sorted(ours - theirs, key=int))
    return only_ours + tuple(
        f"HCC {hcc} counts by {second.package}, not by the code books." for hcc in sorted(theirs - ours, key=int)
    )
