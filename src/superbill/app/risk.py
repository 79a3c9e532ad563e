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

_AGE, _SEX = 70, "F"


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
    """The tables of the book `hcc`, of one model and payment year, as `places.us.risk` asks for them.

    With age and sex, a diagnosis that counts otherwise for them does; without, for whom it does is not known.
    """

    def __init__(self, tables: dict[str, OpenTable], *, model: str, year: int, age: int | None = None, sex: str = "") -> None:
        self._tables, self.model, self._day, self._age, self._sex = tables, model, date(year, 1, 1), age, sex
        self.categories = cache(self._categories)
        self.about = cache(self._about)
        self.sets_aside = cache(self._sets_aside)

    def _categories(self, code: str) -> tuple[str, ...]:
        told = {str(row["hcc"]) for row in self._rows("diagnoses", code, self.model)}
        for row in self._rows("limits", code, self.model) if told else ():
            if self._is_for(str(row["sex"]), str(row["through_age"]), str(row["from_age"])):
                told = {str(row["hcc"])} - {""}
        return tuple(sorted(told, key=int))

    def _is_for(self, sex: str, through: str, since: str) -> bool:
        """Whether a limit is for this person: of the sex, and not older than one age or not younger than the other."""
        if sex:
            return sex == self._sex
        age = self._age
        return age is not None and ((through != "" and age <= int(through)) or (since != "" and age >= int(since)))

    def status(self, code: str) -> str:
        """Whether CMS had decided: final or proposed; empty for a code of no category."""
        return next((str(row["status"]) for row in self._rows("diagnoses", code, self.model)), "")

    def _about(self, hcc: str) -> tuple[str, bool]:
        row = next(iter(self._rows("hcc", self.model, hcc)), None)
        return (str(row["title"]), bool(row["chronic"])) if row else ("", False)

    def _sets_aside(self, hcc: str) -> frozenset[str]:
        return frozenset(str(row["sets_aside"]) for row in self._rows("hierarchy", self.model, hcc))

    def _rows(self, table: str, *key: str) -> Iterator[Entry]:
        return (row for row in self._tables[table].beginning(*key) if self._day in row.period)


@contextmanager
def open_risk(*, model: str, year: int, age: int | None = None, sex: str = "") -> Iterator[BookRisk]:
    """The tables of a payment year. Raises `UnknownModel`, `NoRiskTables`."""
    if model not in MODELS:
        raise UnknownModel(f"There is no model {model[:20]!r}.", where="--model", todo=f"Use one of {', '.join(MODELS)}.")
    todo = "Install the mappings of the payment year: superbill codes install FILE."
    try:
        with shelves_here().open("hcc") as tables:
            if not any(date(year, 1, 1) in row.period for row in tables["diagnoses"].beginning("E1122", model)):
                raise NoRiskTables(f"{model} has no mapping for payment year {year} here.", todo=todo)
            yield BookRisk(tables, model=model, year=year, age=age, sex=sex)
    except NoBook as error:
        raise NoRiskTables("The condition categories are not installed.", todo="Run `superbill codes build`.") from error


def risk_of(codes: Sequence[str], *, served: int, model: str = DEFAULT, age: int = _AGE, sex: str = _SEX) -> Risk:
    """The categories of the diagnoses of a year (`served`), with or without dots. Raises `UnknownModel`, `NoRiskTables`.

    A few diagnoses count by age and sex; nobody's are told, those of an older woman are taken, as most of Medicare's members are.
    """
    bare = [code.strip().upper().replace(".", "") for code in codes]
    year = payment_year(served)
    with open_risk(model=model, year=year, age=age, sex=sex) as tables:
        found = categories_of(bare, tables=tables)
        status = next((told for code in bare if (told := tables.status(code))), "")
    without = tuple(code for code in dict.fromkeys(bare) if not any(code in each.codes for each in found))
    second = ask_package(tuple(bare), model=model, year=year, age=age, sex=sex)
    return Risk(model, year, status, found, without, second, _differences(found, second, model))


def _differences(found: Sequence[Category], second: Second | None, model: str) -> tuple[str, ...]:
    if second is None:
        return ()
    ours, theirs = {each.hcc for each in found if not each.why_not}, set(second.hccs)
    if model.startswith("RxHCC"):
        theirs -= {
            each.hcc for each in found if each.why_not
        }  # hccinfhir 0.4 has the hierarchies of this model and does not apply them
    only_ours = tuple(f"HCC {hcc} counts by the code books, not by {second.package}." for hcc in sorted(ours - theirs, key=int))
    return only_ours + tuple(
        f"HCC {hcc} counts by {second.package}, not by the code books." for hcc in sorted(theirs - ours, key=int)
    )


def hcc_flags(codes: Sequence[str], *, on: date, model: str = DEFAULT) -> dict[str, str]:
    """What to show beside each code of a visit: `HCC 37 Diabetes with Chronic Complications`; empty where no table is installed."""
    try:
        with open_risk(model=model, year=payment_year(on.year)) as tables:
            found = categories_of(codes, tables=tables)
    except NoRiskTables:
        return {}
    return {code: f"HCC {each.hcc} {each.title}" for each in found for code in each.codes}
