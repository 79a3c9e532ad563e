"""Pseudonyms that are always the same for one value and one secret, and look like what they stand for.

A keyed hash (HMAC-SHA-256) decides; without the secret neither way can be gone. What has a check digit keeps a right one right
and a wrong one wrong, so that a validator finds the same before and after.
"""

import hashlib
import hmac
import re
from collections.abc import Callable, Collection
from datetime import date, timedelta
from functools import lru_cache

from superbill.basics.errors import BadInput
from superbill.basics.identifiers import is_npi, npi_from

_CONSONANTS, _VOWELS, _DIGITS = "BDFGKLMNPRSTVZ", "AEIOU", "0123456789"
_MBI_LETTERS = "ACDEFGHJKMNPQRTUVWXY"
_MBI = re.compile(r"[1-9][A-Z][0-9A-Z]\d[A-Z][0-9A-Z]\d[A-Z]{2}\d{2}\Z", re.ASCII)
_CLIA = re.compile(r"\d{2}D\d{7}\Z", re.ASCII)
_LONG_ENOUGH = 10  # characters of an invented number: enough that two do not meet
_LONGEST_AVOIDED = 80  # characters; no element that names somebody holds more, and chance makes none of that length
_TRIES = 40
SHORTEST_SECRET = 16


class Pseudonyms:
    """The pseudonyms of one secret. `avoid` are words and numbers, of three characters or more, that none may contain."""

    def __init__(self, secret: bytes, avoid: Collection[str] = ()) -> None:
        if len(secret) < SHORTEST_SECRET:
            raise BadInput(
                f"The secret is too short: {len(secret)} bytes.",
                todo=f"Use at least {SHORTEST_SECRET} random bytes, and keep them.",
            )
        self.secret = secret
        self.avoid = frozenset(each for each in avoid if len(each) >= 3)
        self.lengths = sorted({len(each) for each in self.avoid if len(each) <= _LONGEST_AVOIDED})
        self.beginnings = frozenset(each[:3] for each in self.avoid)
        self.shift = timedelta(days=-7 * (5 + self._bits("days", "", 0) % 47))
        self._made = lru_cache(maxsize=100_000)(self._make)

    def name(self, value: str) -> str:
        """A name of people, organisations or towns: words of the same lengths."""
        return self._made("name", value.upper())

    def street(self, value: str) -> str:
        """A street: words of the same lengths, another number."""
        return self._made("street", value.upper())

    def number(self, value: str) -> str:
        """Any number of somebody; NPIs, tax, Medicare and CLIA numbers keep their form, others are letters and digits in turn."""
        return self._made(_form(value), value.upper())

    def digits(self, value: str) -> str:
        """As many digits."""
        return self._made("digits", value)

    def routing(self, value: str) -> str:
        """A bank's number; nine digits with a right check digit (ABA) keep one."""
        return self._made("routing" if _is_routing(value) else "digits", value)

    def phone(self, value: str) -> str:
        """Ten digits that ring nowhere."""
        return self._made("phone", value)

    def email(self, value: str) -> str:
        """An address that does not exist."""
        return self._made("email", value.upper())

    def day(self, value: date) -> date:
        """Some weeks earlier: as many for every day of one secret, so that order, intervals and days of the week stay."""
        return value + self.shift

    # --- how they are made

    def _make(self, kind: str, value: str) -> str:
        make = _MAKERS[kind]
        for attempt in range(_TRIES):
            made = make(value, _Dice(self, kind, value, attempt))
            if made != value and not self._tells(made):
                return made
        return _digits_and_letters("", _Dice(self, "last", value, 0))

    def _tells(self, made: str) -> bool:
        """Whether something to avoid stands in it."""
        begins = [at for at in range(len(made) - 2) if made[at : at + 3] in self.beginnings]
        return any(made[at : at + length] in self.avoid for at in begins for length in self.lengths if at + length <= len(made))

    def _bits(self, kind: str, value: str, attempt: int) -> int:
        message = f"{kind}\0{value}\0{attempt}".encode()
        return int.from_bytes(hmac.digest(self.secret, message, hashlib.sha256), "big")


class _Dice:
    """Choices that one value makes, one after the other."""

    def __init__(self, pseudonyms: Pseudonyms, kind: str, value: str, attempt: int) -> None:
        self.again: Callable[[int], int] = lambda count: pseudonyms._bits(kind, f"{value}\0{count}", attempt)
        self.count = 0
        self.bits = self.again(0)

    def pick(self, some: str) -> str:
        """One of the characters."""
        if self.bits < 1 << 16:
            self.count += 1
            self.bits = self.again(self.count)
        self.bits, place = divmod(self.bits, len(some))
        return some[place]

    def several(self, some: str, count: int) -> str:
        """So many of the characters."""
        return "".join(self.pick(some) for _ in range(count))


def _form(value: str) -> str:
    if is_npi(value):
        return "npi"
    if len(value) == 9 and value.isascii() and value.isdigit():
        return "tax"
    if _MBI.match(value):
        return "mbi"
    return "clia" if _CLIA.match(value) else "number"


def _words(value: str, dice: _Dice) -> str:
    """Syllables in place of letters, digits in place of digits; what stands between stays."""
    out, run = [], 0
    for each in value:
        if each.isalpha():
            out.append(dice.pick(_VOWELS if run % 2 else _CONSONANTS))
            run += 1
        else:
            out.append(dice.pick("123456789") if each.isdigit() else each if each.isascii() else "-")
            run = 0
    return "".join(out)


def _digits_and_letters(value: str, dice: _Dice) -> str:
    length = min(max(len(value), _LONG_ENOUGH), 20)
    return "".join(dice.pick(_DIGITS if place % 2 else _CONSONANTS) for place in range(length))


def _npi(value: str, dice: _Dice) -> str:
    return npi_from("2" + dice.several(_DIGITS, 8))


def _tax(value: str, dice: _Dice) -> str:
    """Nine digits that are neither a social security nor an employer's number: 97 was never given out for either."""
    return "97" + dice.pick(_DIGITS) + dice.pick("01234") + dice.several(_DIGITS, 5)


def _mbi(value: str, dice: _Dice) -> str:
    """Eleven characters as Medicare has them: digit, letter, letter, digit, letter, letter, digit, letter, letter, digits."""
    some = {"9": "123456789", "A": _MBI_LETTERS, "0": _DIGITS}
    return "".join(dice.pick(some[each]) for each in "9AA0AA0AA00")


def _clia(value: str, dice: _Dice) -> str:
    return f"99D{dice.several(_DIGITS, 7)}"


def _digits(value: str, dice: _Dice) -> str:
    return dice.several(_DIGITS, max(len(value), 3))


def _routing(value: str, dice: _Dice) -> str:
    first = "50" + dice.several(_DIGITS, 6)
    return first + str(-_weighed(first) % 10)


def _is_routing(value: str) -> bool:
    return len(value) == 9 and value.isascii() and value.isdigit() and _weighed(value) % 10 == 0


def _weighed(digits: str) -> int:
    return sum(int(digit) * (3, 7, 1)[place % 3] for place, digit in enumerate(digits))


def _phone(value: str, dice: _Dice) -> str:
    return "55501" + dice.several(_DIGITS, 5)


def _email(value: str, dice: _Dice) -> str:
    return _words("ABCDEFGH", dice) + "@NOBODY.INVALID"


_MAKERS: dict[str, Callable[[str, _Dice], str]] = {
    "name": _words,
    "street": _words,
    "number": _digits_and_letters,
    "npi": _npi,
    "tax": _tax,
    "mbi": _mbi,
    "clia": _clia,
    "digits": _digits,
    "routing": _routing,
    "phone": _phone,
    "email": _email,
}
