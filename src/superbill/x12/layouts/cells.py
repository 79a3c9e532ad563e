"""A value of a file → what a column holds. The accelerator has its own way for what is plain, and comes here for all else."""

import re
from datetime import date
from decimal import Decimal

from superbill.basics.money import BadAmount, cents_from
from superbill.x12.dates import day_from

Cell = str | int | date | None
SCALE = 4
"""Decimals of a `number`; its cells are whole ten-thousandths."""

_NUMBER = re.compile(r"-?(\d{1,14}(\.\d*)?|\.\d+)\Z", re.ASCII)
_WHOLE = re.compile(r"-?\d{1,9}\Z", re.ASCII)
FAULTS = {"cents": "SNIP1-TYPE", "number": "SNIP1-TYPE", "whole": "SNIP1-TYPE", "day": "SNIP1-DATE", "last_day": "SNIP1-DATE"}


class Unreadable(ValueError):
    """The value is not of the column's kind."""


def cell_of(kind: str, value: str) -> Cell:
    """The cell for a value without blanks around it; None when it is empty. Raises `Unreadable`."""
    if not value:
        return None
    match kind:
        case "text":
            return value
        case "code":
            return value.upper()
        case "cents":
            return _cents(value)
        case "number":
            return _scaled(value)
        case "whole":
            if not _WHOLE.match(value):
                raise Unreadable
            return int(value)
        case _:
            return _day(value, last=kind == "last_day")


def _cents(value: str) -> int:
    try:
        return cents_from(value)
    except BadAmount:
        raise Unreadable from None


def _scaled(value: str) -> int:
    if len(value) > 40 or not _NUMBER.match(value):
        raise Unreadable
    scaled = Decimal(value).scaleb(SCALE)
    if scaled != scaled.to_integral_value():
        raise Unreadable
    return int(scaled)


def _day(value: str, *, last: bool) -> date:
    """Of a range its first or last day; of a point in time its day."""
    first, _, end = value.partition("-")
    text = end if last and end else first
    found = day_from(text[:8] if len(text) in (12, 14) and text.isdigit() else text)
    if found is None:
        raise Unreadable
    return found
