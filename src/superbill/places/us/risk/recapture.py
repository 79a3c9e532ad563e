"""Lasting conditions of last year that no claim of this year has.

A condition category must be documented anew each year: the list says what was coded last year and not yet this year. It is no reason to code
anything. Only a note of this year is, and without its words nothing is suggested. Source: 42 CFR 422.310; CMS Managed Care Manual, chapter 7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from superbill.places.us.risk.categories import RiskTables, categories_of


@dataclass(frozen=True, slots=True)
class Coded:
    """A diagnosis on a claim: the code, the day of service, and the number of the claim."""

    code: str
    on: date
    claim: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A lasting category of last year that this year has not, with where it was coded last."""

    hcc: str
    title: str
    last: tuple[Coded, ...]


def not_recaptured(last_year: Iterable[Coded], this_year: Iterable[str], *, tables: RiskTables) -> tuple[Missing, ...]:
    """The lasting categories of last year's diagnoses that this year's codes neither lead to nor set aside by a graver one.

    Both years are read by the tables of one payment year, so that a change of the model is not taken for a change of the patient.
    """
    past = sorted(last_year, key=lambda one: (one.on, one.claim), reverse=True)
    now = [category.hcc for category in categories_of(this_year, tables=tables)]
    covered = set(now).union(*(tables.sets_aside(hcc) for hcc in now))
    missing = []
    for category in categories_of((one.code for one in past), tables=tables):
        if category.lasts and not category.why_not and category.hcc not in covered:
            missing.append(Missing(category.hcc, category.title, tuple(one for one in past if one.code in category.codes)))
    return tuple(missing)
