"""A contract: what one payer has agreed to pay one practice, read from TOML text.

    payer_id = "ACME1"
    name = "Acme Health Plan 2026"
    source = "Amendment 4, signed 2025-11-20"
    fee_table = "acme-2026"            # or `fees`, with the CSV of the table itself
    percent_of_charge = "0.60"         # for what the table does not list; leave out when there is none
    lesser_of_charge = true            # the payer never allows more than was charged

    [modifier_rates]                   # what a modifier does to the plain fee, where the table has no row for it
    50 = "1.5"                         # both sides: one and a half times
    80 = "0.16"                        # assistant at surgery

The rates are the contract's own. Medicare's are in the Medicare Claims Processing Manual, chapter 12: 150 percent for
bilateral surgery (section 40.7), 16 percent for an assistant at surgery (section 20.4.3).
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from superbill.basics.errors import BadInput
from superbill.codes.fees import FeeTable, fees_from_csv

_KEYS = {"payer_id", "name", "source", "fees", "fee_table", "percent_of_charge", "lesser_of_charge", "modifier_rates"}


class BadContract(BadInput):
    """A contract file that cannot be used."""


@dataclass(frozen=True, slots=True)
class Contract:
    """Fees, and what to do where they say nothing.

    `percent_of_charge` is the rate for unlisted services, or None when they have no price. `modifier_rates` multiply the
    plain fee. `source` is the paper that says so.
    """

    payer_id: str
    name: str
    fees: FeeTable
    percent_of_charge: Decimal | None = None
    lesser_of_charge: bool = True
    source: str = ""
    modifier_rates: Mapping[str, Decimal] = field(default_factory=dict)


def contract_from_toml(text: str, *, name: str, fee_tables: Mapping[str, FeeTable] | None = None) -> Contract:
    """Read a contract. `name` is the file's name for messages; `fee_tables` are those that `fee_table` may point to.

    Raises `BadContract`, or `BadFeeTable` when the fees written in the file are wrong.
    """
    try:
        raw = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as wrong:
        raise BadContract(f"The file is not TOML: {wrong}.", where=name, todo="Correct the file in a text editor.") from wrong
    if unknown := sorted(set(raw) - _KEYS):
        raise BadContract(f"Unknown key {', '.join(unknown)}.", where=name, todo=f"Known: {', '.join(sorted(_KEYS))}.")
    lesser = raw.get("lesser_of_charge", True)
    if not isinstance(lesser, bool):
        raise BadContract("lesser_of_charge is not true or false.", where=name)
    rates = raw.get("modifier_rates", {})
    if not isinstance(rates, dict):
        raise BadContract("modifier_rates is not a table.", where=name)
    return Contract(
        payer_id=_text(raw, "payer_id", where=name),
        name=_text(raw, "name", where=name),
        fees=_fees(raw, where=name, fee_tables=fee_tables or {}),
        percent_of_charge=_rate(raw["percent_of_charge"], "percent_of_charge", name) if "percent_of_charge" in raw else None,
        lesser_of_charge=lesser,
        source=_text(raw, "source", where=name) if "source" in raw else "",
        modifier_rates={modifier.upper(): _rate(rate, f"modifier_rates.{modifier}", name) for modifier, rate in rates.items()},
    )


def _text(raw: Mapping[str, object], key: str, *, where: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadContract(f"{key} is missing or is not text.", where=where, todo=f'Add a line such as {key} = "…".')
    return value


def _rate(value: object, key: str, where: str) -> Decimal:
    """A rate as text or a TOML number, from 0 to 10. A whole `60` is refused: it would be read as sixty times the charge."""
    try:
        rate = Decimal(str(value))
    except InvalidOperation:
        rate = Decimal("NaN")
    if isinstance(value, bool) or not rate.is_finite() or not 0 <= rate <= 10:
        raise BadContract(f"{key} is not a rate.", where=where, todo='Write 60 percent as "0.60".')
    return rate


def _fees(raw: Mapping[str, object], *, where: str, fee_tables: Mapping[str, FeeTable]) -> FeeTable:
    if ("fees" in raw) == ("fee_table" in raw):
        raise BadContract(
            "The contract needs its fees once.", where=where, todo="Give either fees (the CSV itself) or fee_table (its name)."
        )
    if "fees" in raw:
        return fees_from_csv(_text(raw, "fees", where=where), name=f"{where}, fees")
    table = _text(raw, "fee_table", where=where)
    if table not in fee_tables:
        known = ", ".join(sorted(fee_tables)) or "none"
        raise BadContract(f"There is no fee table {table!r}.", where=where, todo=f"Fee tables here: {known}.")
    return fee_tables[table]
