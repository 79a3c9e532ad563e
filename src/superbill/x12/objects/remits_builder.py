"""Builds the claim payments of an 835 while its segments go by, and the remittance with its totals when the set has ended.

While it is built, an object is a list in the order of its fields; when it is whole it becomes the named tuple. A claim is whole
when the next claim, the next LX or the end of the set comes. Lean on purpose: this runs for every segment.
"""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims_lines import procedures_by, read_adjustments, read_amount
from superbill.x12.objects.claims_pieces import Adjustment, Amount, Party, Reference, Span, plus
from superbill.x12.objects.listeners import MOST, Add, AddEach, Draft, Find, Hold, Into, Open, Plain, Put, Read, plainly
from superbill.x12.objects.reading import CENTS, DAYS, MOST_MARKS, NUMBERS, padded_by
from superbill.x12.objects.remits import (
    REVERSAL,
    Adjudication,
    ClaimGroup,
    ClaimPayment,
    ProviderAdjustment,
    Quantity,
    Remark,
    Remittance,
    ServicePayment,
)
from superbill.x12.objects.remits_header import Opening
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable

_MOST_CLAIMS = 100_000  # of a set, to tell a claim payment or its number that stood before in bounded memory
_BLANK = [""] * 24
_new = tuple.__new__
_FIRST_OF_CLAIM = ClaimPayment._fields.index("adjustments")
_ADJUSTMENTS, _PARTIES, _INPATIENT, _OUTPATIENT, _REFERENCES, _DATES, _CONTACTS, _AMOUNTS, _QUANTITIES, _SERVICES, _IS_CUT = (
    range(_FIRST_OF_CLAIM, len(ClaimPayment._fields))
)
_CHARGE, _AT, _HEADER = (ClaimPayment._fields.index(name) for name in ("charge_cents", "at", "header"))
_EARLIER, _NUMBERED = (ClaimPayment._fields.index(name) for name in ("earlier", "numbered"))
_S_ADJUSTMENTS, _S_DATES, _S_REFERENCES, _S_AMOUNTS, _S_QUANTITIES, _S_REMARKS, _S_IS_CUT = range(
    ServicePayment._fields.index("adjustments"), len(ServicePayment._fields)
)
_PARTY_AT = Party._fields.index("at")
_NUMBER, _RAW = (At._fields.index(name) for name in ("number", "raw"))
_PARTY_TAIL = tuple(Party(loop="2100"))[Party._fields.index("at") + 1 :]
_REMARKS = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}


def _called(elements: list[str]) -> tuple[str, ...]:
    """Whom to call: a PER without its first element."""
    return tuple(map(readable, elements[2:]))


def _read_reference(elements: list[str]) -> tuple[str, str, str]:
    """A REF as the fields of a `Reference`."""
    if len(elements) < 3:
        elements = elements + _BLANK
    return elements[1], elements[2], ""


def _read_claim(elements: list[str]) -> tuple[Any, ...]:
    """CLP as the first fields of a `ClaimPayment`."""
    if len(elements) < 14:
        elements = elements + _BLANK
    return (
        elements[1], elements[2], CENTS[elements[3]], CENTS[elements[4]], CENTS[elements[5]], elements[6], elements[7],
        elements[8], elements[9], elements[11], NUMBERS[elements[12]], NUMBERS[elements[13]],
    )  # fmt: skip


def _read_name(elements: list[str]) -> tuple[str, ...]:
    """NM1 as the first fields of a `Party`."""
    values = elements[1:10] if len(elements) > 9 else (elements + _BLANK)[1:10]
    return tuple(values) if "".join(values).isascii() else tuple(map(readable, values))


def _read_adjudication(elements: list[str]) -> tuple[Any, ...]:
    """MIA or MOA as the fields of an `Adjudication`."""
    tag, values = elements[0], tuple(elements[1:])
    return tag, values, tuple(values[place - 1] for place in _REMARKS[tag] if place <= len(values) and values[place - 1])


def _read_date(elements: list[str]) -> tuple[Any, ...]:
    """A DTM as the fields of a `Span`."""
    if len(elements) < 3:
        elements = elements + _BLANK
    text = elements[2]
    day = DAYS[text][0]
    return elements[1], "D8", text, day, day


def _read_remark(elements: list[str]) -> tuple[str, str]:
    """LQ: the list, and the code."""
    if len(elements) < 3:
        elements = elements + _BLANK
    return elements[1], elements[2]


plainly(
    _read_claim,
    Plain(
        (10, 14),
        (
            "{1}",
            "{2}",
            "cents[{3}]",
            "cents[{4}]",
            "cents[{5}]",
            "{6}",
            "{7}",
            "{8}",
            "{9}",
            "{11}",
            "numbers[{12}]",
            "numbers[{13}]",
        ),
        {"cents": CENTS, "numbers": NUMBERS},
    ),
)
plainly(_read_name, Plain((10, 5), tuple(f"{{{place}}}" for place in range(1, 10)), where="{text}.isascii()"))
plainly(_read_reference, Plain((3,), ("{1}", "{2}", "''")))


@lru_cache(maxsize=MOST_MARKS)
def _service_by(component: str) -> Read:
    """SVC, by the component separator, as the first fields of a `ServicePayment`."""
    procedures = procedures_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        if len(elements) < 8:
            elements = elements + _BLANK
        billed = elements[6]
        return (
            procedures[elements[1]], CENTS[elements[2]], CENTS[elements[3]], elements[4], NUMBERS[elements[5]],
            procedures[billed] if billed else None, NUMBERS[elements[7]],
        )  # fmt: skip

    return read


def _read_quantity(elements: list[str]) -> tuple[str, Decimal | None]:
    """QTY as the fields of a `Quantity`."""
    elements = elements + _BLANK
    return elements[1], NUMBERS[elements[2]]


def _plus_all(total: int | None, cents: list[int | None]) -> int | None:
    """A running total; None from the first amount on that cannot be read."""
    known = [each for each in cents if each is not None]
    return None if total is None or len(known) < len(cents) else total + sum(known)


class Builder:
    """Takes the segments of one 835; hands over each `ClaimPayment`, each `ClaimGroup`, and the `Remittance` at the end."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.component = marks.component
        self.pairs = padded_by(marks.component, 2)
        self.opening = Opening()
        self.group: Draft = list(ClaimGroup())
        self.claim: Draft | None = None
        self.service: Draft | None = None
        self.services: list[ServicePayment] = []
        self.is_cut = False
        self.seen: dict[int, int] = {}
        self.numbers: dict[int, tuple[int, int]] = {}
        self.moved: list[ProviderAdjustment] = []
        self.moved_cents: int | None = 0
        self.group_claims = 0
        self.group_charged: int | None = 0
        self.claims = 0
        self.charged: int | None = 0
        self.paid: int | None = 0
        self.interest: int | None = 0

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2100.CLP`: what takes its segments."""

        def claim() -> Draft:
            return self.claim or self._lost_claim()

        return {
            **self.opening.handlers(), **self._group_handlers(), **self._claim_handlers(claim), **self._service_handlers(claim),
        }  # fmt: skip

    def end(self) -> None:
        """The set has ended: hand over what is open, and the remittance."""
        self._leave_group()
        moved = tuple(self.moved[:MOST])
        totals = (self.claims, self.charged, self.paid, self.moved_cents, self.interest)
        self.emit(Remittance(self.opening.whole(), moved, *totals, is_cut=len(self.moved) > MOST))

    # --- groups, and what moves outside claims

    def _group_handlers(self) -> dict[str, Handler]:
        return {"2000.LX": self._group, "2000.TS3": self._summary, "2000.TS2": self._supplement, ".PLB": self._moved}

    def _group(self, elements: list[str], at: At) -> None:
        self._leave_group()
        self.group[0] = (elements + _BLANK)[1]
        self.group[8] = at

    def _summary(self, elements: list[str], at: At) -> None:
        values = tuple(elements[1:])
        _, provider, facility, period, claims, charge, *_ = elements + _BLANK
        self.group[1:9] = (provider, facility, DAYS[period][0], NUMBERS[claims], CENTS[charge], values, self.group[7], at)

    def _supplement(self, elements: list[str], at: At) -> None:
        self.group[7] = tuple(elements[1:])

    def _leave_group(self) -> None:
        if self.claim is not None:
            self._leave()
        group, self.group = self.group, list(ClaimGroup())
        group[9:] = (self.group_claims, self.group_charged)
        if group[8] is not NOWHERE or self.group_claims:
            self.emit(ClaimGroup(*group))
        self.claims += self.group_claims
        self.charged = plus(self.charged, self.group_charged)
        self.group_claims, self.group_charged = 0, 0

    def _moved(self, elements: list[str], at: At) -> None:
        most = min(len(elements), 15)
        elements = elements + _BLANK
        provider, period = elements[1], DAYS[elements[2]][0]
        for place in range(3, most, 2):
            if elements[place] or elements[place + 1]:
                reason, reference = self.pairs[elements[place]]
                cents = CENTS[elements[place + 1]]
                self.moved_cents = plus(self.moved_cents, cents)
                if len(self.moved) <= MOST:
                    self.moved.append(ProviderAdjustment(provider, period, reason, reference, cents, place, at))

    # --- claims

    def _claim_handlers(self, claim: Find) -> dict[str, Handler]:
        cut = _IS_CUT
        return {
            "2100.CLP": Open(
                _read_claim,
                claim,
                _HEADER,
                blank=ClaimPayment(),
                keep=self._begin_claim,
                keep_wholes=self._take_wholes,
                repeats=False,
            ),
            "2100.CAS": AddEach(read_adjustments, claim, (_ADJUSTMENTS,), Adjustment, cut=cut),
            "2100.NM1": Add(_read_name, claim, _PARTIES, Party, rest=_PARTY_TAIL, cut=cut, repeats=False),
            "2100.MIA": Hold(_read_adjudication, claim, _INPATIENT, Adjudication),
            "2100.MOA": Hold(_read_adjudication, claim, _OUTPATIENT, Adjudication),
            "2100.REF": Add(_read_reference, claim, _REFERENCES, Reference, cut=cut, repeats=False),
            "2100.DTM": Add(_read_date, claim, _DATES, Span, cut=cut),
            "2100.PER": Put(_called, claim, _CONTACTS, cut=cut),
            "2100.AMT": Add(read_amount, claim, _AMOUNTS, Amount, cut=cut),
            "2100.QTY": Add(_read_quantity, claim, _QUANTITIES, Quantity, cut=cut),
        }

    def _begin_claim(self, draft: Draft) -> None:
        if self.claim is not None:
            self._leave()
        self._count([draft])
        self.claim = draft

    def _count(self, claims: list[Draft]) -> None:
        """Claims have begun: add them to the totals."""
        header = self.opening.header or self.opening.whole()
        self.group_claims += len(claims)
        self.group_charged = _plus_all(self.group_charged, [claim[_CHARGE] for claim in claims])
        self.paid = _plus_all(self.paid, [claim[_CHARGE + 1] for claim in claims])
        for claim in claims:
            claim[_HEADER] = header

    def _lost_claim(self) -> Draft:
        """A claim whose CLP is missing: what is in it is kept, its amounts are not known."""
        self._begin_claim(list(ClaimPayment()))
        assert self.claim is not None
        return self.claim

    def _leave(self) -> None:
        claim, services = self.claim, self.services
        assert claim is not None
        if self.service is not None:
            self._leave_service()
        if services:
            claim[_SERVICES] = tuple(services)
            claim[_IS_CUT] = claim[_IS_CUT] or self.is_cut
            self.services, self.is_cut = [], False
        self.claim = None
        self._hand_over([claim])

    def _take_wholes(self, claims: list[Draft]) -> None:
        """Claims with all that stands in them: hand them over."""
        if self.claim is not None:
            self._leave()
        self._count(claims)
        self._hand_over(claims)

    def _hand_over(self, claims: list[Draft]) -> None:
        """Hand over claims that are whole, one after the other. One loop on purpose: calls cost, and so do names of fields.

        `earlier` is where the same CLP with the same first name after it stood before. `numbered` is where the payer's number
        (CLP07) stood before for another claim; reversals have the number of what they reverse.
        """
        seen, numbers, emit = self.seen, self.numbers, self.emit
        for claim in claims:
            for amount in claim[_AMOUNTS]:
                if amount.kind == "I":
                    self.interest = plus(self.interest, amount.cents)
            at, parties = claim[_AT], claim[_PARTIES]
            key = hash((at[_RAW], parties[0][_PARTY_AT][_RAW] if parties else ""))
            earlier = claim[_EARLIER] = seen.get(key, 0)
            if not earlier and len(seen) < _MOST_CLAIMS:
                seen[key] = at[_NUMBER]
            if claim[1] != REVERSAL and claim[6]:
                key, control = hash(claim[6]), hash(claim[0])
                before = numbers.get(key)
                if before is None:
                    if len(numbers) < _MOST_CLAIMS:
                        numbers[key] = (at[_NUMBER], control)
                elif before[1] != control:
                    claim[_NUMBERED] = before[0]
            emit(_new(ClaimPayment, claim))

    # --- services

    def _service_handlers(self, claim: Find) -> dict[str, Handler]:
        def service() -> Draft:
            return self.service or self._lost_service()

        cut = _S_IS_CUT
        return {
            "2110.SVC": Open(
                _service_by(self.component),
                service,
                _S_ADJUSTMENTS,
                blank=ServicePayment(),
                keep=self._begin_service,
                kind=ServicePayment,
                into=Into(claim, _SERVICES),
            ),
            "2110.CAS": AddEach(read_adjustments, service, (_S_ADJUSTMENTS,), Adjustment, cut=cut),
            "2110.DTM": Add(_read_date, service, _S_DATES, Span, cut=cut),
            "2110.REF": Add(_read_reference, service, _S_REFERENCES, Reference, cut=cut, repeats=False),
            "2110.AMT": Add(read_amount, service, _S_AMOUNTS, Amount, cut=cut),
            "2110.QTY": Add(_read_quantity, service, _S_QUANTITIES, Quantity, cut=cut),
            "2110.LQ": Add(_read_remark, service, _S_REMARKS, Remark, cut=cut),
        }

    def _begin_service(self, draft: Draft) -> None:
        if self.service is not None:
            self._leave_service()
        elif self.claim is None:
            self._lost_claim()
        self.service = draft

    def _lost_service(self) -> Draft:
        """A service whose SVC is missing: what is in it is kept, its amounts are not known."""
        if self.claim is None:
            self._lost_claim()
        self.service = list(ServicePayment())
        return self.service

    def _leave_service(self) -> None:
        service, self.service = self.service, None
        assert service is not None
        if len(self.services) < MOST:
            self.services.append(_new(ServicePayment, service))
        if service[-1] or len(self.services) >= MOST:
            self.is_cut = True
