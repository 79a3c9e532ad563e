"""Units: of a dose, of minutes, of a share that was thrown away.

Sources: Medicare Claims Processing Manual (Pub. 100-04), chapter 5, section 20.2 (eight minutes, by the total of the timed minutes);
CPT, introduction, time (a unit is reached when the midpoint is passed); chapter 17, sections 10 and 40 (units of drugs, rounded up; JW
and JZ), MLN Matters MM13056.
"""

from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal
from itertools import pairwise

MINUTES_OF_UNIT = 15
_LEAST_OF_ONE = 8

_IN_MG = {
    "g": Decimal(1000),
    "gm": Decimal(1000),
    "gram": Decimal(1000),
    "grams": Decimal(1000),
    "mg": Decimal(1),
    "mcg": Decimal("0.001"),
    "µg": Decimal("0.001"),
    "ug": Decimal("0.001"),
}
_UNITS = {
    "unit": Decimal(1),
    "units": Decimal(1),
    "u": Decimal(1),
    "iu": Decimal(1),
    "million units": Decimal(1_000_000),
    "mu": Decimal(1_000_000),
}
_ML = {"ml": Decimal(1), "cc": Decimal(1)}


def dose_in(amount: Decimal, unit: str, *, of: str) -> Decimal | None:
    """An amount in another unit: mg, mcg, units or ml; None where only a strength could tell."""
    unit = unit.lower()
    for scale in (_IN_MG, _UNITS, _ML):
        if unit in scale and of in scale:
            return amount * scale[unit] / scale[of]
    return None


def dose_of_volume(ml: Decimal, *, strength: Decimal, per_ml: Decimal) -> Decimal:
    """How much is in a volume, by the strength that the note gives: 2 mL of 40 mg/mL is 80 mg."""
    return ml * strength / per_ml


def units_of_dose(dose: Decimal, *, of: Decimal) -> int:
    """Billing units of a dose: begun units count whole. 60 mg by 15 mg are four; 50 mg by 15 mg are four."""
    assert of > 0, "a unit is more than nothing"
    return max(1, int((dose / of).to_integral_value(rounding=ROUND_CEILING)))


def units_of_waste(dose: Decimal, container: Decimal, *, of: Decimal) -> int:
    """Units of what was thrown away: those of the whole container beyond those of the dose, so that both together are not more."""
    return max(0, units_of_dose(container, of=of) - units_of_dose(dose, of=of))


def units_by_eight_minutes(minutes: Mapping[str, int]) -> dict[str, int]:
    """Units of timed services of one day, by code, by Medicare's rule: 8 to 22 minutes in all are one unit, 23 to 37 two, and so on.

    Whole quarters of an hour are given first; what is left of the total goes to the services with most minutes left. A service of fewer
    than 8 minutes counts when together they reach a unit, for the one with most minutes.
    """
    total, order = _by_total(sum(minutes.values())), list(minutes)
    units = {code: spent // MINUTES_OF_UNIT for code, spent in minutes.items()}
    left = {code: spent % MINUTES_OF_UNIT for code, spent in minutes.items()}
    for code in sorted(left, key=lambda code: (-left[code], order.index(code))):
        if sum(units.values()) < total and left[code]:
            units[code] += 1
    return {code: count for code, count in units.items() if count}


def units_by_midpoint(minutes: Mapping[str, int]) -> dict[str, int]:
    """Units of each timed service by itself, by CPT: a further unit from the eighth minute on."""
    return {code: units for code, spent in minutes.items() if (units := _by_total(spent))}


def _by_total(minutes: int) -> int:
    return (minutes + MINUTES_OF_UNIT - _LEAST_OF_ONE) // MINUTES_OF_UNIT


def edges_of_units(count: int) -> tuple[tuple[int, int], ...]:
    """The minutes of one unit, two units …: as the table of the manual has them."""
    least = [_LEAST_OF_ONE + MINUTES_OF_UNIT * place for place in range(count + 1)]
    return tuple((low, high - 1) for low, high in pairwise(least))
