"""Money is whole cents in an `int`; rates are exact decimals; every rounding is named where it happens.

No function here accepts or returns a float.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

from superbill.basics.errors import BadInput

_AMOUNT = re.compile(r"-?((\d{1,15}|\d{1,3}(,\d{3}){1,4})(\.\d{1,2})?|\.\d{1,2})\Z", re.ASCII)


class BadAmount(BadInput):
    """A text that is not an amount of money in dollars with at most two decimals."""


def cents_from(text: str) -> int:
    """Read `1234.5`, `-.07` or `1,234.50` as whole cents. Raises `BadAmount`.

    A comma only parts thousands: `12,50` is refused, because it could be read a hundredfold.
    """
    plain = text.strip().removeprefix("$")
    if not _AMOUNT.match(plain):
        raise BadAmount(f"{text[:24]!r} is not an amount.", todo="Write dollars with at most two decimals, such as 125.40.")
    return int((Decimal(plain.replace(",", "")) * 100).to_integral_exact())


def dollars(cents: int) -> str:
    """Write cents for people: `1,234.50`, `-0.07`."""
    sign = "-" if cents < 0 else ""
    whole, part = divmod(abs(cents), 100)
    return f"{sign}{whole:,}.{part:02d}"


def share_half_up(cents: int, rate: Decimal) -> int:
    """A part of an amount, rounded half away from zero to the cent, as payers round coinsurance."""
    return int((Decimal(cents) * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP))
