"""Builds the claims of an 837 while its segments go by: professional, institutional and dental.

A claim is whole when the next claim, the next level or the end of the set comes. Lean on purpose: this runs for every segment.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims import Claim, OtherPayer
from superbill.x12.objects.claims_lines import Lines, adjustments, amount, attachment, conditions, dated, note
from superbill.x12.objects.claims_parties import BLANK, MOST, Draft, Levels, Parties, put, reference, whole
from superbill.x12.objects.claims_pieces import Code, Extra, Party
from superbill.x12.objects.reading import CENTS, Memo, padded_by, parts_by
from superbill.x12.segments import Delimiters

_new = tuple.__new__
_KINDS = {"SV1": "P", "SV2": "I", "SV3": "D"}
_DIAGNOSES = frozenset(("ABK", "ABF", "BK", "BF", "TQ"))
_MOST_CONTROLS, _LONGEST_CONTROL = 200_000, 64  # of a set, to tell a CLM01 that was used before in bounded memory
_EMPTY_OTHER, _NOBODY = list[Any](OtherPayer()), list[Any](Party())
_EMPTY_REST = tuple(Claim())[Claim._fields.index("admission_type") :]
_STAY, _DATES, _REFERENCES = (Claim._fields.index(name) for name in ("admission_type", "dates", "references"))
_AMOUNTS, _ATTACHMENTS, _NOTES = (Claim._fields.index(name) for name in ("amounts", "attachments", "notes"))
_CONDITIONS, _DIAGNOSED, _CODES = (Claim._fields.index(name) for name in ("conditions", "diagnoses", "codes"))
_PROVIDERS, _OTHERS, _LINES, _EXTRAS = (Claim._fields.index(name) for name in ("providers", "other_payers", "lines", "extras"))
_ADJUSTMENTS, _PAID, _ASSIGNS = (OtherPayer._fields.index(name) for name in ("adjustments", "amounts", "assigns_benefits"))
_INSURED, _PAYER, _PAID_ON = (OtherPayer._fields.index(name) for name in ("insured", "payer", "paid_on"))
_OTHER_PROVIDERS, _OTHER_EXTRAS = (OtherPayer._fields.index(name) for name in ("providers", "extras"))


@cache
def _codes_by(component: str) -> Memo[tuple[Any, ...]]:
    """Of a composite of HI: list, code, day or period, amount, present on admission."""
    parts_of = parts_by(component)

    def read(text: str) -> tuple[Any, ...]:
        parts = (*parts_of[text], *BLANK)
        return parts[0], parts[1], parts[3], CENTS[parts[4]], parts[8]

    return Memo(read)


class Builder:
    """Takes the segments of one 837; hands over each `Billing`, each `Claim`, and each `Household` when its level has ended."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.parts = parts_by(marks.component)
        self.triples, self.fives = padded_by(marks.component, 3), padded_by(marks.component, 5)
        self.codes = _codes_by(marks.component)
        self.parties = Parties(marks)
        self.lines = Lines(self.parties, marks)
        self.levels = Levels(self.parties, emit, self._leave)
        self.seen: dict[str, int] = {}
        self.is_open = False
        self.claim: Draft = list(Claim())
        self.other: Draft = _EMPTY_OTHER[:]

    def end(self) -> None:
        """The set has ended: hand over what is open."""
        self.levels.leave()

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2300.CLM`: what takes its segments."""
        found: dict[str, Handler] = {
            "2300.CLM": self._claim,
            "2300.CL1": self._stay,
            "2300.DTP": lambda elements, at: put(self.claim, _DATES, dated(elements, at)),
            "2300.REF": lambda elements, at: put(self.claim, _REFERENCES, reference(elements, at, self.parts)),
            "2300.AMT": lambda elements, at: put(self.claim, _AMOUNTS, amount(elements, at)),
            "2300.PWK": lambda elements, at: put(self.claim, _ATTACHMENTS, attachment(elements, at)),
            "2300.NTE": lambda elements, at: put(self.claim, _NOTES, note(elements, at)),
            "2300.CRC": lambda elements, at: put(self.claim, _CONDITIONS, conditions(elements, at)),
            "2300.HI": self._coded,
            "2320.SBR": self._other_policy,
            "2320.CAS": self._other_adjusted,
            "2320.AMT": lambda elements, at: put(self.other, _PAID, amount(elements, at)),
            "2320.OI": self._other_agreements,
            "2330B.DTP": self._other_paid_on,
        }
        for tag in ("CN1", "K3", "CR1", "CR2", "HCP", "DN1", "DN2"):
            found[f"2300.{tag}"] = self._extra(f"2300.{tag}")
        for tag in ("MIA", "MOA"):
            found[f"2320.{tag}"] = self._other_extra(f"2320.{tag}")
        return {**self.levels.handlers(), **self._provider_handlers(), **found, **self.lines.handlers()}

    def _provider_handlers(self) -> dict[str, Handler]:
        found: dict[str, Handler] = {}
        for letter in "ABCDEFGHI":
            loop, other = f"2310{letter}", f"2330{letter}"
            found[f"{loop}.NM1"] = self.parties.opener(loop, lambda draft: put(self.claim, _PROVIDERS, draft))
            found[f"{other}.NM1"] = self.parties.opener(other, lambda draft: put(self.other, _OTHER_PROVIDERS, draft))
            found |= {**self.parties.handlers(loop), **self.parties.handlers(other)}
        for other, slot in (("2330A", _INSURED), ("2330B", _PAYER)):
            found[f"{other}.NM1"] = self.parties.opener(other, self._other_keeper(slot))
        return found

    # --- the claim

    def _claim(self, elements: list[str], at: At) -> None:
        self._leave()
        if len(elements) < 21:
            elements = elements + BLANK
        facility, listed, frequency = self.triples[elements[5]]
        cause1, cause2, cause3, state, country = self.fives[elements[11]]
        causes = tuple(filter(None, (cause1, cause2, cause3))) if cause1 else ()
        self.is_open = True
        self.claim = [
            elements[1], CENTS[elements[2]], facility, listed, frequency, *elements[6:11], causes, state, country,
            elements[12], elements[19], elements[20], at, self._earlier(elements[1], at), *self.levels.above(), *_EMPTY_REST,
        ]  # fmt: skip
        self.lines.begin()
        self.other = _EMPTY_OTHER[:]
        self.parties.party = _NOBODY[:]

    def _earlier(self, control: str, at: At) -> int:
        before = self.seen.get(control, 0)
        if not before and len(self.seen) < _MOST_CONTROLS and len(control) <= _LONGEST_CONTROL:
            self.seen[control] = at.number
        return before

    def _leave(self) -> None:
        """Hand over the claim that is open."""
        if not self.is_open:
            return
        self.is_open = False
        claim = self.claim
        claim[_PROVIDERS] = whole(Party, claim[_PROVIDERS])
        if claim[_OTHERS]:
            claim[_OTHERS] = self._whole_others(claim[_OTHERS])
        lines = claim[_LINES] = self.lines.take()
        claim[-2:] = (self.lines.is_cut, _KINDS.get(lines[0].tag, "") if lines else "")
        self.emit(_new(Claim, claim))

    def _stay(self, elements: list[str], at: At) -> None:
        if len(elements) < 4:
            elements = elements + BLANK
        self.claim[_STAY : _STAY + 4] = (*elements[1:4], at)

    def _coded(self, elements: list[str], at: At) -> None:
        codes = self.codes
        found = [_new(Code, codes[text] + (place, at)) for place, text in enumerate(elements[1:13], 1) if text]
        slot = _DIAGNOSED if found and found[0][0] in _DIAGNOSES else _CODES
        kept = self.claim[slot]
        if len(kept) < MOST:
            self.claim[slot] = kept + tuple(found)

    def _extra(self, place: str) -> Handler:
        return lambda elements, at: put(self.claim, _EXTRAS, Extra(place, tuple(elements), at))

    # --- other payers

    def _other_policy(self, elements: list[str], at: At) -> None:
        if len(elements) < 10:
            elements = elements + BLANK
        self.other = _EMPTY_OTHER[:]
        self.other[:_ADJUSTMENTS] = (*elements[1:6], elements[9], at)
        put(self.claim, _OTHERS, self.other)

    def _other_adjusted(self, elements: list[str], at: At) -> None:
        for each in adjustments(elements, at):
            put(self.other, _ADJUSTMENTS, each)

    def _other_agreements(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.other[_ASSIGNS : _ASSIGNS + 3] = (elements[3], elements[4], elements[6])

    def _other_paid_on(self, elements: list[str], at: At) -> None:
        self.other[_PAID_ON] = dated(elements, at)

    def _other_keeper(self, slot: int) -> Callable[[Draft], object]:
        def keep(draft: Draft) -> None:
            self.other[slot] = draft

        return keep

    def _other_extra(self, place: str) -> Handler:
        return lambda elements, at: put(self.other, _OTHER_EXTRAS, Extra(place, tuple(elements), at))

    def _whole_others(self, drafts: tuple[Draft, ...]) -> tuple[OtherPayer, ...]:
        for draft in drafts:
            for slot in (_INSURED, _PAYER):
                if isinstance(draft[slot], list):
                    draft[slot] = _new(Party, draft[slot])
            draft[_OTHER_PROVIDERS] = whole(Party, draft[_OTHER_PROVIDERS])
        return whole(OtherPayer, drafts)
