"""Builds the members of an 834 while its segments go by, and the enrolment with its counts when the set has ended.

A member is whole when the next INS or the end of the set comes.
"""

from collections.abc import Mapping

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims_lines import amount, dated
from superbill.x12.objects.claims_parties import BLANK, Parties, reference, whole
from superbill.x12.objects.claims_pieces import Extra, Party
from superbill.x12.objects.enrolment import Category, Coverage, Enrolment, Member, OtherCoverage
from superbill.x12.objects.listeners import Draft, put
from superbill.x12.objects.reading import DAYS, NUMBERS, parts_by
from superbill.x12.objects.remits import Quantity
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable

_new = tuple.__new__
_EMPTY_MEMBER = tuple(Member())[Member._fields.index("references") :]
_REFERENCES, _DATES, _PARTIES, _AMOUNTS, _COVERAGES, _CATEGORIES, _EXTRAS = range(
    Member._fields.index("references"), len(Member._fields)
)
_EMPTY_COVERAGE = tuple(Coverage())[Coverage._fields.index("dates") :]
_C_DATES, _C_REFERENCES, _C_AMOUNTS, _C_PROVIDERS, _C_OTHERS, _C_EXTRAS = range(
    Coverage._fields.index("dates"), len(Coverage._fields)
)
_O_REFERENCES, _O_DATES, _O_PAYERS = range(OtherCoverage._fields.index("references"), len(OtherCoverage._fields))
_PARTY_TAIL = tuple(Party())[Party._fields.index("loop") + 1 :]
_POLICY, _ALL_DATES, _TOTALS, _SPONSOR, _PAYER, _BROKERS = range(
    Enrolment._fields.index("policy"), Enrolment._fields.index("members")
)


class Builder:
    """Takes the segments of one 834; hands over each `Member`, and the `Enrolment` at the end."""

    sponsor, payer, broker = "1000A", "1000B", "1000C"
    """The loops of these parties, and the last letters of the loops of a member's."""
    named = "ABCDEFGH"

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.parts, self.again = parts_by(marks.component), parts_by(marks.repetition or "^")
        self.parties = Parties(marks)
        self.opening: Draft = list(Enrolment())
        self.counts = {"Y": 0, "N": 0, "": 0}
        self.member: Draft | None = None
        self.coverage: Draft = [*Coverage()]
        self.other: Draft = [*OtherCoverage()]
        self.category: Draft = [*Category()]

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2300.HD`: what takes its segments."""
        return {**self._header_handlers(), **self._member_handlers(), **self._coverage_handlers(), **self._category_handlers()}

    def end(self) -> None:
        """The set has ended: hand over what is open, and the enrolment."""
        self._leave()
        yes, no, other = self.counts["Y"], self.counts["N"], self.counts[""]
        self.emit(Enrolment._make((*self.opening[: _BROKERS + 1], yes + no + other, yes, no)))

    # --- the transmission

    def _header_handlers(self) -> dict[str, Handler]:
        return {
            ".BGN": self._begin,
            ".REF": lambda elements, at: self._open(_POLICY, readable((elements + BLANK)[2])),
            ".DTP": lambda elements, at: put(self.opening, _ALL_DATES, dated(elements, at)),
            ".QTY": lambda elements, at: put(self.opening, _TOTALS, _quantity(elements, at)),
            f"{self.sponsor}.N1": lambda elements, at: self._open(_SPONSOR, _named(elements, at, self.sponsor)),
            f"{self.payer}.N1": lambda elements, at: self._open(_PAYER, _named(elements, at, self.payer)),
            f"{self.broker}.N1": lambda elements, at: put(self.opening, _BROKERS, _named(elements, at, self.broker)),
        }

    def _open(self, slot: int, thing: object) -> None:
        self.opening[slot] = thing

    def _begin(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.opening[:5] = (elements[1], readable(elements[2]), DAYS[elements[3]][0], elements[8], at)

    # --- members

    def _member_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {
            "2000.INS": self._member,
            "2000.REF": lambda elements, at: self._put(_REFERENCES, reference(elements, at, self.parts)),
            "2000.DTP": lambda elements, at: self._put(_DATES, dated(elements, at)),
            "2100A.AMT": lambda elements, at: self._put(_AMOUNTS, amount(elements, at)),
        }
        for letter in self.named:
            loop = f"2100{letter}"
            found[f"{loop}.NM1"] = self.parties.opener(loop, lambda draft: self._put(_PARTIES, draft))
            found |= self.parties.handlers(loop)
        for place in ("2100A.EC", "2100A.ICM", "2100A.HLH", "2100A.LUI", "2200.DSB", "2200.DTP"):
            found[place] = self._extra(place)
        return found

    def _member(self, elements: list[str], at: At) -> None:
        self._leave()
        values = elements + BLANK
        self.counts[values[1] if values[1] in self.counts else ""] += 1
        medicare, died_on = self.parts[values[6]], DAYS[values[12]][0]
        self.member = [*values[1:6], medicare, *values[7:11], died_on, values[13], values[17], at, *_EMPTY_MEMBER]
        self.coverage, self.other, self.category = [*Coverage()], [*OtherCoverage()], [*Category()]

    def _put(self, slot: int, thing: object) -> None:
        if self.member is not None:
            put(self.member, slot, thing)

    def _extra(self, place: str) -> Handler:
        return lambda elements, at: self._put(_EXTRAS, Extra(place, tuple(elements), at))

    def _leave(self) -> None:
        member, self.member = self.member, None
        if member is None:
            return
        member[_PARTIES] = whole(Party, member[_PARTIES])
        member[_COVERAGES] = tuple([self._whole_coverage(each) for each in member[_COVERAGES]])
        member[_CATEGORIES] = whole(Category, member[_CATEGORIES])
        self.emit(_new(Member, member))

    def _whole_coverage(self, draft: Draft) -> Coverage:
        draft[_C_PROVIDERS] = whole(Party, draft[_C_PROVIDERS])
        for other in draft[_C_OTHERS]:
            other[_O_PAYERS] = whole(Party, other[_O_PAYERS])
        draft[_C_OTHERS] = whole(OtherCoverage, draft[_C_OTHERS])
        made: Coverage = _new(Coverage, draft)
        return made

    # --- coverage

    def _coverage_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {
            "2300.HD": self._coverage,
            "2300.DTP": lambda elements, at: put(self.coverage, _C_DATES, dated(elements, at)),
            "2300.AMT": lambda elements, at: put(self.coverage, _C_AMOUNTS, amount(elements, at)),
            "2300.REF": lambda elements, at: put(self.coverage, _C_REFERENCES, reference(elements, at, self.parts)),
            "2300.IDC": lambda elements, at: put(self.coverage, _C_EXTRAS, Extra("2300.IDC", tuple(elements), at)),
            "2310.PLA": lambda elements, at: put(self.coverage, _C_EXTRAS, Extra("2310.PLA", tuple(elements), at)),
            "2310.NM1": self.parties.opener("2310", lambda draft: put(self.coverage, _C_PROVIDERS, draft)),
            "2320.COB": self._other,
            "2320.REF": lambda elements, at: put(self.other, _O_REFERENCES, reference(elements, at, self.parts)),
            "2320.DTP": lambda elements, at: put(self.other, _O_DATES, dated(elements, at)),
            "2330.NM1": self.parties.opener("2330", lambda draft: put(self.other, _O_PAYERS, draft)),
        }
        return {**found, **self.parties.handlers("2310"), **self.parties.handlers("2330")}

    def _coverage(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.coverage = [elements[1], elements[3], readable(elements[4]), elements[5], elements[9], at, *_EMPTY_COVERAGE]
        self._put(_COVERAGES, self.coverage)

    def _other(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.other = [elements[1], elements[2], elements[3], self.again[elements[4]], at, (), (), ()]
        put(self.coverage, _C_OTHERS, self.other)

    # --- reporting categories

    def _category_handlers(self) -> dict[str, Handler]:
        return {
            "2710.LX": self._category,
            "2750.N1": self._category_named,
            "2750.REF": lambda elements, at: put(self.category, 3, reference(elements, at, self.parts)),
            "2750.DTP": lambda elements, at: put(self.category, 4, dated(elements, at)),
        }

    def _category(self, elements: list[str], at: At) -> None:
        self.category = [(elements + BLANK)[1], "", at, (), ()]
        self._put(_CATEGORIES, self.category)

    def _category_named(self, elements: list[str], at: At) -> None:
        self.category[1] = readable((elements + BLANK)[2])


def _named(elements: list[str], at: At, loop: str) -> Party:
    """An N1."""
    _, role, name, id_type, number, *_ = elements + BLANK
    made: Party = _new(Party, (role, "2", readable(name), "", "", "", "", id_type, number, at, loop, *_PARTY_TAIL))
    return made


def _quantity(elements: list[str], at: At) -> Quantity:
    elements = elements + BLANK
    return Quantity(elements[1], NUMBERS[elements[2]], at)
