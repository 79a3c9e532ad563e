"""Builds what is true of a whole remittance: payment, trace, payer and payee. It may still change while claims go by."""

from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Handler
from superbill.x12.objects.claims_parties import BLANK
from superbill.x12.objects.claims_pieces import Extra, Party, Reference
from superbill.x12.objects.listeners import Draft, put
from superbill.x12.objects.payments import payment, trace
from superbill.x12.objects.reading import DAYS
from superbill.x12.objects.remits import RemittanceHeader
from superbill.x12.stream import readable

_new = tuple.__new__
_PAYMENT, _TRACE, _CURRENCY, _REFERENCES, _PRODUCED, _PAYER, _PAYEE, _DELIVERY = range(len(RemittanceHeader._fields))
_PARTY_TAIL = tuple(Party())[Party._fields.index("loop") + 1 :]
_STREET, _CITY, _NUMBERS, _CALLS = (Party._fields.index(name) for name in ("street", "city", "references", "contacts"))


class Opening:
    """The segments before the first LX. `header` is None when something has come since it was last made whole."""

    def __init__(self) -> None:
        self.draft = list[Any](RemittanceHeader())
        self.header: RemittanceHeader | None = None
        self.party: Draft = list(Party())

    def whole(self) -> RemittanceHeader:
        """What is known up to now, the same object until something else comes."""
        if self.header is None:
            self.header = _new(RemittanceHeader, [_new(Party, each) if isinstance(each, list) else each for each in self.draft])
        return self.header

    def handlers(self) -> dict[str, Handler]:
        """By place, such as `1000A.N1`: what takes its segments."""
        found: dict[str, Handler] = {
            ".BPR": lambda elements, at: self._take(_PAYMENT, payment(elements, at)),
            ".TRN": lambda elements, at: self._take(_TRACE, trace(elements, at)),
            ".CUR": lambda elements, at: self._take(_CURRENCY, (elements + BLANK)[2]),
            ".REF": lambda elements, at: put(self.draft, _REFERENCES, _reference(elements, at)),
            ".DTM": lambda elements, at: self._take(_PRODUCED, DAYS[(elements + BLANK)[2]][0]),
            "1000A.N1": lambda elements, at: self._named(_PAYER, elements, at, "1000A"),
            "1000B.N1": lambda elements, at: self._named(_PAYEE, elements, at, "1000B"),
            "1000B.RDM": lambda elements, at: self._take(_DELIVERY, Extra("1000B.RDM", tuple(elements), at)),
        }
        for loop in ("1000A", "1000B"):
            found |= {
                f"{loop}.N3": self._street,
                f"{loop}.N4": self._city,
                f"{loop}.REF": lambda elements, at: put(self.party, _NUMBERS, _reference(elements, at)),
                f"{loop}.PER": lambda elements, at: put(self.party, _CALLS, tuple(map(readable, elements[2:]))),
            }
        return found

    def _take(self, slot: int, thing: object) -> None:
        self.draft[slot] = thing
        self.header = None

    def _named(self, slot: int, elements: list[str], at: At, loop: str) -> None:
        _, role, name, id_type, number, *_ = elements + BLANK
        self.party = [role, "2", readable(name), "", "", "", "", id_type, number, at, loop, *_PARTY_TAIL]
        self._take(slot, self.party)

    def _street(self, elements: list[str], at: At) -> None:
        self.party[_STREET : _STREET + 2] = (tuple(map(readable, elements[1:3])), at)

    def _city(self, elements: list[str], at: At) -> None:
        _, city, state, zip_code, country, *_ = elements + BLANK
        self.party[_CITY : _CITY + 5] = (readable(city), state, zip_code, country, at)


def _reference(elements: list[str], at: At) -> Reference:
    elements = elements + BLANK
    return Reference(elements[1], elements[2], "", at)
