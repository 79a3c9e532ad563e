"""Builds the eligibility inquiries of a 270 and the answers of a 271 while their segments go by.

Each is whole when the next level or the end of the set comes. The two share a guide; BHT02 tells them apart.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims_lines import dated, procedures_by
from superbill.x12.objects.claims_parties import BLANK, Parties, reference, whole
from superbill.x12.objects.claims_pieces import Extra, Party
from superbill.x12.objects.eligibility import Asked, Benefit, EligibilityAnswer, EligibilityInquiry, Rejection
from superbill.x12.objects.levels import Levels
from superbill.x12.objects.listeners import MOST, Draft, put
from superbill.x12.objects.payments import trace
from superbill.x12.objects.reading import CENTS, DAYS, NUMBERS, parts_by
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable

_new = tuple.__new__
_LEVELS = ("2000A", "2000B", "2000C", "2000D")
_INQUIRIES = frozenset(("13", "01"))  # BHT02 of a 270, which shares the guide
_EMPTY_BENEFIT = tuple(Benefit())[Benefit._fields.index("dates") :]
_DATES, _REFERENCES, _REJECTIONS, _MESSAGES, _ENTITIES, _EXTRAS, _OPENED, _CLOSED = range(
    Benefit._fields.index("dates"), len(Benefit._fields)
)


class _Open:
    """What belongs to the level that is open."""

    def __init__(self, loop: str, at: At) -> None:
        self.loop, self.at = loop, at
        self.traces: list[Any] = []
        self.references: list[Any] = []
        self.dates: list[Any] = []
        self.asked: list[Any] = []
        self.benefits: list[Draft] = []
        self.is_cut = False

    def keep(self, things: list[Any], thing: object) -> None:
        if len(things) < MOST:
            things.append(thing)
        else:
            self.is_cut = True


class Builder:
    """Takes the segments of one set; hands over each `EligibilityInquiry` or `EligibilityAnswer`, and each `Level`."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.parts, self.again = parts_by(marks.component), parts_by(marks.repetition or "^")
        self.procedures = procedures_by(marks.component)
        self.parties = Parties(marks)
        self.levels = Levels(emit)
        self.reference, self.created = "", ""
        self.is_answer = False
        self.people: dict[str, Draft] = {}
        self.rejections: dict[str, list[Rejection]] = {}
        self.open = _Open("", NOWHERE)
        self.benefit: Draft = [*Benefit()]

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2110C.EB`: what takes its segments."""
        found: dict[str, Handler] = {".BHT": self._begin}
        for loop in _LEVELS:
            found[f"{loop}.HL"] = self._level(loop)
            found[f"{loop}.AAA"] = self._rejected(loop, loop)
            found[f"{loop}.TRN"] = lambda elements, at: self.open.keep(self.open.traces, trace(elements, at))
        for letter, loop in zip("ABCD", _LEVELS, strict=True):
            person = f"2100{letter}"
            found[f"{person}.NM1"] = self.parties.opener(person, partial(self.people.__setitem__, loop))
            found |= self.parties.handlers(person)
            found[f"{person}.AAA"] = self._rejected(loop, person)
        for letter in "CD":
            found |= self._person_handlers(f"2100{letter}") | self._benefit_handlers(letter)
        return found

    def end(self) -> None:
        """The set has ended: hand over what is open."""
        self._leave("")
        self.levels.end()

    # --- levels and persons

    def _begin(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.is_answer = elements[2] not in _INQUIRIES
        self.reference, self.created = elements[3], elements[4]

    def _level(self, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            self._leave(loop)
            self.levels.take(loop, elements, at)
            for each in [each for each in self.people if each >= loop]:
                del self.people[each]
            for each in [each for each in self.rejections if each >= loop]:
                del self.rejections[each]
            self.open = _Open(loop, at)

        return take

    def _leave(self, following: str) -> None:
        """Hand over what was asked or answered at the level that ends. One that only leads to those below says nothing itself."""
        one, is_person = self.open, self.open.loop in ("2000C", "2000D")
        is_last = following <= one.loop
        if not self.is_answer:
            if is_person and (one.asked or is_last):
                self.emit(
                    EligibilityInquiry._make((*self._who(one), *self._told(one), tuple(one.asked), one.at, one.loop, one.is_cut))
                )
        elif one.benefits or self.rejections.get(one.loop) or (is_person and (one.traces or is_last)):
            rejections = tuple(each for loop in sorted(self.rejections) for each in self.rejections[loop])
            traces, *rest = self._told(one)
            benefits = tuple(self._whole(each) for each in one.benefits)
            answer = (*self._who(one), traces, rejections, *rest, benefits, one.at, one.loop, one.is_cut)
            self.emit(EligibilityAnswer._make(answer))

    def _who(self, one: _Open) -> tuple[Any, ...]:
        """Reference and day, source, receiver, subscriber and dependent."""
        party = {loop: _new(Party, draft) for loop, draft in self.people.items()}
        above = [party.get(loop, Party()) for loop in _LEVELS[:3]]
        dependent = party.get("2000D", Party()) if one.loop == "2000D" else None
        return readable(self.reference), DAYS[self.created][0], *above, dependent

    def _told(self, one: _Open) -> tuple[Any, ...]:
        return tuple(one.traces), tuple(one.references), tuple(one.dates)

    def _whole(self, draft: Draft) -> Benefit:
        draft[_ENTITIES] = whole(Party, draft[_ENTITIES])
        made: Benefit = _new(Benefit, draft)
        return made

    def _rejected(self, level: str, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            kept = self.rejections.setdefault(level, [])
            if len(kept) < MOST:
                kept.append(_rejection(elements, at, loop))

        return take

    def _person_handlers(self, loop: str) -> dict[str, Handler]:
        return {
            f"{loop}.REF": lambda elements, at: self.open.keep(self.open.references, reference(elements, at, self.parts)),
            f"{loop}.DTP": lambda elements, at: self.open.keep(self.open.dates, dated(elements, at)),
        }

    # --- benefits

    def _benefit_handlers(self, letter: str) -> dict[str, Handler]:
        loop = f"2110{letter}"
        keep: Callable[[int, object], None] = lambda slot, thing: put(self.benefit, slot, thing)  # noqa: E731  (short, and used below only)
        found: dict[str, Handler] = {
            f"{loop}.EQ": self._asked,
            f"{loop}.EB": self._opener(loop),
            f"{loop}.REF": lambda elements, at: keep(_REFERENCES, reference(elements, at, self.parts)),
            f"{loop}.DTP": lambda elements, at: keep(_DATES, dated(elements, at)),
            f"{loop}.AAA": lambda elements, at: keep(_REJECTIONS, _rejection(elements, at, loop)),
            f"{loop}.MSG": lambda elements, at: keep(_MESSAGES, readable((elements + BLANK)[1])),
            f"{loop}.HSD": lambda elements, at: keep(_EXTRAS, Extra(f"{loop}.HSD", tuple(elements), at)),
            f"2115{letter}.III": lambda elements, at: keep(_EXTRAS, Extra(f"2115{letter}.III", tuple(elements), at)),
            f"{loop}.LS": lambda elements, at: self._bound(_OPENED, at),
            f"{loop}.LE": lambda elements, at: self._bound(_CLOSED, at),
            f"2120{letter}.NM1": self.parties.opener(f"2120{letter}", lambda draft: put(self.benefit, _ENTITIES, draft)),
        }
        return found | self.parties.handlers(f"2120{letter}")

    def _asked(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        procedure = self.procedures[elements[2]] if elements[2] else None
        self.open.keep(self.open.asked, Asked(self.again[elements[1]], procedure, elements[3], at))

    def _bound(self, slot: int, at: At) -> None:
        self.benefit[slot] = at

    def _opener(self, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            (
                _,
                information,
                level,
                types,
                insurance,
                plan,
                period,
                cents,
                share,
                kind,
                quantity,
                authorization,
                network,
                service,
                *_,
            ) = elements + BLANK
            self.benefit = [
                information, level, self.again[types], insurance, readable(plan), period, CENTS[cents], NUMBERS[share], kind,
                NUMBERS[quantity], authorization, network, self.procedures[service] if service else None, at, loop, *_EMPTY_BENEFIT,
            ]  # fmt: skip
            self.open.keep(self.open.benefits, self.benefit)

        return take


def _rejection(elements: list[str], at: At, loop: str) -> Rejection:
    elements = elements + BLANK
    return Rejection(elements[1], elements[3], elements[4], at, loop)
