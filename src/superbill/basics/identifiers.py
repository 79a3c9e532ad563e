"""Identifiers that carry a check digit, and the shapes of those that do not.

NPI: Luhn over `80840` and the ten digits (45 CFR 162.406; CMS NPI check digit requirements). Every function answers
yes or no; what to tell the person is said by the edit or the form that asks.
"""

import re

_NPI = re.compile(r"[12]\d{9}\Z", re.ASCII)
_EIN = re.compile(r"\d{9}\Z", re.ASCII)
_TAXONOMY = re.compile(r"[0-9A-Z]{9}X\Z", re.ASCII)


def luhn_sum(digits: str) -> int:
    """The Luhn sum; a number with its check digit has a sum that is a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 else 1)
        total += value - 9 if value > 9 else value
    return total


def is_npi(text: str) -> bool:
    """Ten digits that begin with 1 or 2 and satisfy the check digit."""
    return bool(_NPI.match(text)) and luhn_sum("80840" + text) % 10 == 0


def npi_from(nine_digits: str) -> str:
    """The NPI that begins with these nine digits: for invented providers and for telling what digit was expected."""
    assert re.fullmatch(r"[12]\d{8}", nine_digits, re.ASCII), "an NPI begins with 1 or 2 and nine digits are given"
    return nine_digits + str(-luhn_sum("80840" + nine_digits + "0") % 10)


def is_ein(text: str) -> bool:
    """An employer identification number: nine digits, without the hyphen."""
    return bool(_EIN.match(text))


def is_taxonomy(text: str) -> bool:
    """The shape of a NUCC provider taxonomy code: ten characters that end in X."""
    return bool(_TAXONOMY.match(text))
