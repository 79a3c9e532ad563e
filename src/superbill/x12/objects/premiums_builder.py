"""Builds the entities and items of an 820 while its segments go by, and the payment with its totals when the set has ended.

An entity is whole when the next ENT or the end of the set comes. One builder serves both guides.
"""

from collections.abc import Mapping
from functools import partial

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims_parties import BLANK, Parties, reference, whole
from superbill.x12.objects.claims_pieces import Party, Span
from superbill.x12.objects.listeners import MOST, Draft, put
from superbill.x12.objects.payments import payment, trace
from superbill.x12.objects.premiums import HeadCount, PremiumAdjustment, PremiumEntity, PremiumItem, PremiumPayment
from superbill.x12.objects.reading import CENTS, DAYS, NUMBERS, parts_by
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable

_new = tuple.__new__
_PAYMENT, _TRACE, _CURRENCY, _REFERENCES, _DATES, _RECEIVER, _PAYER, _BANKS = range(PremiumPayment._fields.index("entities"))
_PEOPLE, _E_REFERENCES, _E_ADJUSTMENTS, _ITEMS, _IS_CUT = range(PremiumEntity._fields.index("people"), len(PremiumEntity._fields))
_I_REFERENCES, _PERIODS, _I_ADJUSTMENTS, _CHARGES, _HEADS = range(
    PremiumItem._fields.index("references"), len(PremiumItem._fields)
)
_PARTY_TAIL = tuple(Party())[Party._fields.index("loop") + 1 :]
_ENTITIES, _PEOPLE_LOOPS, _PREVIOUS = ("2000A", "2000B", "2000"), ("2100B", "2100"), ("2200A", "2200B")
_REMITTED, _CURRENT = ("2300A", "2300B", "2300"), ("2320A", "2320B")


class Builder:
    """Takes the segments of one 820; hands over each `PremiumEntity`, and the `PremiumPayment` at the end."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.parts = parts_by(marks.component)
        self.parties = Parties(marks)
        self.opening: Draft = list(PremiumPayment())
        self.party: Draft = [*Party()]
        self.entity: Draft | None = None
        self.item: Draft = [*PremiumItem()]
        self.entities = 0
        self.items: int | None = 0
        self.adjusted: int | None = 0

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2300B.RMR`: what takes its segments."""
        return {**self._header_handlers(), **self._entity_handlers(), **self._item_handlers()}

    def end(self) -> None:
        """The set has ended: hand over what is open, and the payment."""
        self._leave()
        for slot in (_RECEIVER, _PAYER):
            self.opening[slot] = _new(Party, self.opening[slot])
        self.opening[_BANKS] = whole(Party, self.opening[_BANKS])
        self.emit(PremiumPayment._make((*self.opening[: _BANKS + 1], self.entities, self.items, self.adjusted)))

    # --- who pays whom

    def _header_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {
            ".BPR": lambda elements, at: self._open(_PAYMENT, payment(elements, at)),
            ".TRN": lambda elements, at: self._open(_TRACE, trace(elements, at)),
            ".CUR": lambda elements, at: self._open(_CURRENCY, (elements + BLANK)[2]),
            ".REF": lambda elements, at: put(self.opening, _REFERENCES, reference(elements, at, self.parts)),
            ".DTM": lambda elements, at: put(self.opening, _DATES, _dated(elements, at)),
            "1000A.N1": lambda elements, at: self._open(_RECEIVER, self._named("1000A", elements, at)),
            "1000B.N1": lambda elements, at: self._open(_PAYER, self._named("1000B", elements, at)),
            "1000C.N1": lambda elements, at: put(self.opening, _BANKS, self._named("1000C", elements, at)),
        }
        for loop in ("1000A", "1000B", "1000C"):
            take = self.parties.handlers(loop)
            found |= {place: take[place] for place in (f"{loop}.N3", f"{loop}.N4", f"{loop}.PER")}
        return found

    def _open(self, slot: int, thing: object) -> None:
        self.opening[slot] = thing

    def _named(self, loop: str, elements: list[str], at: At) -> Draft:
        """An N1; its address and contacts follow."""
        _, role, name, id_type, number, *_ = elements + BLANK
        self.parties.party = [role, "2", readable(name), "", "", "", "", id_type, number, at, loop, *_PARTY_TAIL]
        return self.parties.party

    # --- entities

    def _entity_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {f"{loop}.ENT": partial(self._entity, loop) for loop in _ENTITIES}
        for loop in _PEOPLE_LOOPS:
            found[f"{loop}.NM1"] = self.parties.opener(loop, self._person)
        found["2100.REF"] = lambda elements, at: self._put(_E_REFERENCES, reference(elements, at, self.parts))
        found |= {f"{loop}.ADX": self._earlier_adjustment for loop in _PREVIOUS}
        return found

    def _entity(self, loop: str, elements: list[str], at: At) -> None:
        self._leave()
        self.entities += 1
        self.entity = [*(elements + BLANK)[1:5], at, loop, (), (), (), (), False]

    def _put(self, slot: int, thing: object) -> None:
        if self.entity is not None:
            if len(self.entity[slot]) >= MOST:
                self.entity[_IS_CUT] = True
            put(self.entity, slot, thing)

    def _person(self, draft: Draft) -> None:
        self._put(_PEOPLE, draft)

    def _earlier_adjustment(self, elements: list[str], at: At) -> None:
        made = _adjustment(elements, at)
        self.adjusted = _plus(self.adjusted, made.cents)
        self._put(_E_ADJUSTMENTS, made)

    def _leave(self) -> None:
        entity, self.entity = self.entity, None
        if entity is not None:
            entity[_PEOPLE], entity[_ITEMS] = whole(Party, entity[_PEOPLE]), whole(PremiumItem, entity[_ITEMS])
            self.emit(_new(PremiumEntity, entity))

    # --- items

    def _item_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {}
        for loop in _REMITTED:
            found[f"{loop}.RMR"] = partial(self._item, loop)
            found[f"{loop}.REF"] = lambda elements, at: put(self.item, _I_REFERENCES, reference(elements, at, self.parts))
            found[f"{loop}.DTM"] = lambda elements, at: put(self.item, _PERIODS, _dated(elements, at))
        for loop in _CURRENT:
            found[f"{loop}.ADX"] = lambda elements, at: put(self.item, _I_ADJUSTMENTS, _adjustment(elements, at))
        found["2312A.SAC"] = lambda elements, at: put(self.item, _CHARGES, _charge(elements))
        found["2315A.SLN"] = lambda elements, at: put(self.item, _HEADS, self._heads(elements, at))
        return found

    def _item(self, loop: str, elements: list[str], at: At) -> None:
        _, type_, number, action, paid, billed, *_ = elements + BLANK
        self.item = [type_, readable(number), action, CENTS[paid], CENTS[billed], at, loop, (), (), (), (), ()]
        self.items = _plus(self.items, self.item[3])
        self._put(_ITEMS, self.item)

    def _heads(self, elements: list[str], at: At) -> HeadCount:
        elements = elements + BLANK
        unit = self.parts[elements[5]]
        return HeadCount(NUMBERS[elements[4]], unit[0] if unit else "", at)


def _adjustment(elements: list[str], at: At) -> PremiumAdjustment:
    elements = elements + BLANK
    return PremiumAdjustment(CENTS[elements[1]], elements[2], at)


def _charge(elements: list[str]) -> tuple[str, int | None]:
    """SAC: its code and amount, which is written in whole cents."""
    elements = elements + BLANK
    number = NUMBERS[elements[5]]
    return elements[2], None if number is None else int(number)


def _dated(elements: list[str], at: At) -> Span:
    """A DTM: a day, or with RD8 a period."""
    _, kind, day, _, _, form, period, *_ = elements + BLANK
    text = period or day
    first, last = DAYS[text]
    return Span(kind, form or "D8", text, first, last, at)


def _plus(sum_: int | None, cents: int | None) -> int | None:
    return None if sum_ is None or cents is None else sum_ + cents
