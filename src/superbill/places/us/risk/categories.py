"""Which condition categories diagnoses count for, and which of them a graver one sets aside.

Diagnoses of a year count in the payment year after it; the models are V28 and V24 of Medicare Advantage, ESRD V24, and RxHCC V08 of Part D.
Source: CMS, risk adjustment model software and ICD-10 mappings of each payment year; 42 CFR 422.310.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

MODELS = ("V28", "V24", "V22", "ESRD V24", "ESRD V21", "RxHCC V08")
DEFAULT = "V28"
"""The model of all of Medicare Advantage since payment year 2026."""


_ASSIST_DEVICE, _HEART_FAILURE = "223", ("221", "222", "224", "225", "226")
_OF_DIALYSIS = {"ESRD V21": ("134",), "ESRD V24": ("134", "135", "136", "137")}
"""Kidney categories that the models of people on dialysis leave out, for all of them have it."""


class RiskTables(Protocol):
    """The tables of a payment year and a model."""

    @property
    def model(self) -> str:
        """The model, one of `MODELS`."""

    def categories(self, code: str) -> tuple[str, ...]:
        """The categories that a diagnosis (without its dot) counts for."""

    def about(self, hcc: str) -> tuple[str, bool]:
        """The title of a category, and whether it lasts."""

    def sets_aside(self, hcc: str) -> frozenset[str]:
        """The categories that do not count beside it."""


@dataclass(frozen=True, slots=True)
class Category:
    """A condition category with the diagnoses that lead to it; `why_not` says why it does not count, and is empty where it does."""

    hcc: str
    title: str
    lasts: bool
    codes: tuple[str, ...]
    why_not: str


def categories_of(codes: Iterable[str], *, tables: RiskTables) -> tuple[Category, ...]:
    """The categories of diagnoses, in the order in which the diagnoses first lead to them. Codes with or without a dot."""
    by_hcc: dict[str, list[str]] = {}
    for code in dict.fromkeys(codes):
        for hcc in tables.categories(code.replace(".", "")):
            by_hcc.setdefault(hcc, []).append(code)
    found = []
    for hcc, leading in by_hcc.items():
        title, lasts = tables.about(hcc)
        found.append(Category(hcc, title, lasts, tuple(leading), _why_not(hcc, list(by_hcc), tables)))
    return tuple(found)


def _why_not(hcc: str, all_: Sequence[str], tables: RiskTables) -> str:
    if hcc in _OF_DIALYSIS.get(tables.model, ()):
        return "everyone in this model has it"
    if tables.model == "V28" and hcc == _ASSIST_DEVICE and not set(_HEART_FAILURE) & set(all_):
        return "counts only beside heart failure"
    graver = next((other for other in all_ if other != hcc and hcc in tables.sets_aside(other)), "")
    return f"set aside by HCC {graver}" if graver else ""


def payment_year(service_year: int) -> int:
    """The year in which the diagnoses of a year count."""
    return service_year + 1
