"""Read a plan's benefits from TOML text.

    deductible = 1500.00
    deductible_met = 1500.00
    copay = 30.00
    copay_procedures = ["99213", "99214"]
    coinsurance = 0.20
    out_of_pocket = 6000.00
    out_of_pocket_met = 2100.00

Amounts are dollars, as a number or as text. What is left out is zero, except the out-of-pocket maximum, which must be given:
a forgotten one would make the patient owe nothing.
"""

import tomllib
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from superbill.basics.errors import BadInput
from superbill.basics.money import BadAmount, cents_from
from superbill.claims.priced import Benefits

_AMOUNTS = ("deductible", "deductible_met", "copay", "out_of_pocket", "out_of_pocket_met")
_KEYS = {*_AMOUNTS, "copay_procedures", "coinsurance"}


class BadBenefits(BadInput):
    """A plan's benefits that cannot be used."""


def benefits_from_toml(text: str, *, name: str) -> Benefits:
    """Read benefits; `name` is the file's name for messages. Raises `BadBenefits`."""
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise BadBenefits(f"The file is not TOML: {wrong}.", where=name, todo="Correct the file in a text editor.") from wrong
    return benefits_from_table(raw, name=name)


def benefits_from_table(raw: Mapping[str, object], *, name: str) -> Benefits:
    """The same from a TOML table that was already read (with `parse_float=Decimal`)."""
    if unknown := sorted(set(raw) - _KEYS):
        raise BadBenefits(f"Unknown key {', '.join(unknown)}.", where=name, todo=f"Known: {', '.join(sorted(_KEYS))}.")
    if "out_of_pocket" not in raw:
        raise BadBenefits(
            "out_of_pocket, the year's maximum, is missing.", where=name, todo="Add it, such as out_of_pocket = 6000.00."
        )
    cents = {key: _cents(raw.get(key, 0), key=key, name=name) for key in _AMOUNTS}
    for whole in ("deductible", "out_of_pocket"):
        if cents[f"{whole}_met"] > cents[whole]:
            raise BadBenefits(f"{whole}_met is more than {whole}.", where=name, todo="What was met stops at the whole.")
    return Benefits(
        deductible_cents=cents["deductible"],
        deductible_met_cents=cents["deductible_met"],
        copay_cents=cents["copay"],
        coinsurance=_coinsurance(raw.get("coinsurance", 0), name=name),
        out_of_pocket_cents=cents["out_of_pocket"],
        out_of_pocket_met_cents=cents["out_of_pocket_met"],
        copay_procedures=_procedures(raw.get("copay_procedures", []), name=name),
    )


def _cents(value: object, *, key: str, name: str) -> int:
    try:
        cents = -1 if isinstance(value, bool) else cents_from(str(value))
    except BadAmount:
        cents = -1
    if cents < 0:
        raise BadBenefits(f"{key} is not an amount in dollars.", where=name, todo=f"Write it as {key} = 30.00.")
    return cents


def _coinsurance(value: object, *, name: str) -> Decimal:
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal("NaN")
    if isinstance(value, bool) or not rate.is_finite() or not 0 <= rate <= 1:
        raise BadBenefits("coinsurance is not a part of one.", where=name, todo="Write 20 percent as coinsurance = 0.20.")
    return rate


def _procedures(value: object, *, name: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(code, str) for code in value):
        raise BadBenefits(
            "copay_procedures is not a list of codes.", where=name, todo='Write it as copay_procedures = ["99213"].'
        )
    return tuple(value)
