"""Builds the claims of an 837 while its segments go by: professional, institutional and dental.

A claim is whole when the next claim, the next level or the end of the set comes. Lean on purpose: this runs for every segment.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims import Claim, OtherPayer
from superbill.x12.objects.claims_lines import (
    Lines,
    extra_at,
    read_adjustments,
    read_amount,
    read_attachment,
    read_conditions,
    read_date,
    read_note,
)
from superbill.x12.objects.claims_parties import BLANK, Levels, Parties, read_policy, references_by, whole
from superbill.x12.objects.claims_pieces import (
    Adjustment,
    Amount,
    Attachment,
    Code,
    Conditions,
    Extra,
    Note,
    Party,
    Reference,
    Span,
)
from superbill.x12.objects.listeners import Add, AddEach, Draft, Fill, Find, Hold, Into, Open, Plain, Read, plainly, put
from superbill.x12.objects.reading import CENTS, MOST_MARKS, padded_by, parts_by
from superbill.x12.segments import Delimiters

_new = tuple.__new__
_KINDS = {"SV1": "P", "SV2": "I", "SV3": "D"}
_DIAGNOSES = frozenset(("ABK", "ABF", "BK", "BF", "TQ"))
_MOST_CONTROLS, _LONGEST_CONTROL = 200_000, 64  # of a set, to tell a CLM01 that was used before in bounded memory
_EMPTY_OTHER, _NOBODY = list[Any](OtherPayer()), list[Any](Party())
_EARLIER = Claim._fields.index("earlier")
_STAY, _DATES, _REFERENCES = (Claim._fields.index(name) for name in ("admission_type", "dates", "references"))
_AMOUNTS, _ATTACHMENTS, _NOTES = (Claim._fields.index(name) for name in ("amounts", "attachments", "notes"))
_CONDITIONS, _DIAGNOSED, _CODES = (Claim._fields.index(name) for name in ("conditions", "diagnoses", "codes"))
_PROVIDERS, _OTHERS, _LINES, _EXTRAS = (Claim._fields.index(name) for name in ("providers", "other_payers", "lines", "extras"))
_ADJUSTMENTS, _PAID, _ASSIGNS = (OtherPayer._fields.index(name) for name in ("adjustments", "amounts", "assigns_benefits"))
_INSURED, _PAYER, _PAID_ON = (OtherPayer._fields.index(name) for name in ("insured", "payer", "paid_on"))
_OTHER_PROVIDERS, _OTHER_EXTRAS = (OtherPayer._fields.index(name) for name in ("providers", "extras"))


@lru_cache(maxsize=MOST_MARKS)
def _claim_by(component: str) -> Read:
    """CLM, by the component separator, as the first fields of a `Claim`."""
    triples, fives = padded_by(component, 3), padded_by(component, 5)

    def read(elements: list[str]) -> tuple[Any, ...]:
        if len(elements) < 21:
            elements = elements + BLANK
        facility, listed, frequency = triples[elements[5]]
        cause1, cause2, cause3, state, country = fives[elements[11]]
        causes = tuple(filter(None, (cause1, cause2, cause3))) if cause1 else ()
        return (
            elements[1], CENTS[elements[2]], facility, listed, frequency, *elements[6:11], causes, state, country,
            elements[12], elements[19], elements[20],
        )  # fmt: skip

    marks = tuple(f"triples[{{5}}][{part}]" for part in range(3))
    fields = ("{1}", "cents[{2}]", *marks, "{6}", "{7}", "{8}", "{9}", "{10}", "()", *["''"] * 5)
    return plainly(read, Plain((10,), fields, {"cents": CENTS, "triples": triples}))


@lru_cache(maxsize=MOST_MARKS)
def _codes_by(component: str) -> Read:
    """HI by the component separator, as the fields of each `Code`: the diagnoses, if that is what it holds, and other codes."""
    parts_of = parts_by(component)

    def read_code(text: str, place: int) -> tuple[Any, ...]:
        parts = (*parts_of[text], *BLANK)
        return parts[0], parts[1], parts[3], CENTS[parts[4]], parts[8], place

    def read(elements: list[str]) -> tuple[tuple[tuple[Any, ...], ...], ...]:
        codes = tuple([read_code(text, place) for place, text in enumerate(elements[1:13], 1) if text])
        return (codes, ()) if codes and codes[0][0] in _DIAGNOSES else ((), codes)

    return read


def _read_stay(elements: list[str]) -> list[str]:
    """CL1: type and source of the admission, status of the patient."""
    return (elements + BLANK)[1:4]


def _read_agreements(elements: list[str]) -> tuple[str, ...]:
    """OI: who is paid, the source of the signature, what may be told."""
    elements = elements + BLANK
    return elements[3], elements[4], elements[6]


class Builder:
    """Takes the segments of one 837; hands over each `Billing`, each `Claim`, and each `Household` when its level has ended."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.component = marks.component
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

        def claim() -> Draft:
            return self.claim

        def other() -> Draft:
            return self.other

        references = references_by(self.component)
        found: dict[str, Handler] = {
            "2300.CLM": Open(
                _claim_by(self.component),
                claim,
                _EARLIER,
                blank=Claim(),
                keep=self._begin_claim,
                keep_wholes=self._take_wholes,
                repeats=False,
            ),
            "2300.CL1": Fill(_read_stay, claim, _STAY, _STAY + 4),
            "2300.DTP": Add(read_date, claim, _DATES, Span),
            "2300.REF": Add(references, claim, _REFERENCES, Reference, repeats=False),
            "2300.AMT": Add(read_amount, claim, _AMOUNTS, Amount),
            "2300.PWK": Add(read_attachment, claim, _ATTACHMENTS, Attachment, repeats=False),
            "2300.NTE": Add(read_note, claim, _NOTES, Note, repeats=False),
            "2300.CRC": Add(read_conditions, claim, _CONDITIONS, Conditions),
            "2300.HI": AddEach(_codes_by(self.component), claim, (_DIAGNOSED, _CODES), Code),
            "2320.SBR": Open(
                read_policy,
                other,
                _ADJUSTMENTS,
                blank=OtherPayer(),
                keep=self._begin_other,
                kind=OtherPayer,
                into=Into(claim, _OTHERS),
            ),
            "2320.CAS": AddEach(read_adjustments, other, (_ADJUSTMENTS,), Adjustment),
            "2320.AMT": Add(read_amount, other, _PAID, Amount),
            "2320.OI": Fill(_read_agreements, other, _ASSIGNS, _ASSIGNS + 3, placed=False),
            "2330B.DTP": Hold(read_date, other, _PAID_ON, Span),
        }
        for tag in ("CN1", "K3", "CR1", "CR2", "HCP", "DN1", "DN2"):
            found[f"2300.{tag}"] = Add(extra_at(f"2300.{tag}"), claim, _EXTRAS, Extra, repeats=False)
        for tag in ("MIA", "MOA"):
            found[f"2320.{tag}"] = Add(extra_at(f"2320.{tag}"), other, _OTHER_EXTRAS, Extra, repeats=False)
        providers = self._provider_handlers(claim, other)
        return {**self.levels.handlers(), **providers, **found, **self.lines.handlers(claim)}

    def _provider_handlers(self, claim: Find, other: Find) -> dict[str, Handler]:
        found: dict[str, Handler] = {}
        opener = self.parties.opener
        for letter in "ABCDEFGHI":
            loop, below = f"2310{letter}", f"2330{letter}"
            found[f"{loop}.NM1"] = opener(loop, lambda draft: put(self.claim, _PROVIDERS, draft), into=Into(claim, _PROVIDERS))
            found[f"{below}.NM1"] = opener(
                below, lambda draft: put(self.other, _OTHER_PROVIDERS, draft), into=Into(other, _OTHER_PROVIDERS)
            )
            found |= {**self.parties.handlers(loop), **self.parties.handlers(below)}
        for below, slot in (("2330A", _INSURED), ("2330B", _PAYER)):
            into = Into(other, slot, is_more=False)
            found[f"{below}.NM1"] = opener(below, self._other_keeper(slot), into=into, repeats=slot == _PAYER)
        return found

    # --- the claim

    def _begin_claim(self, draft: Draft) -> None:
        self._leave()
        self.is_open = True
        draft[_EARLIER:_STAY] = (self._earlier(draft[0], draft[_EARLIER - 1]), *self.levels.above())
        self.claim = draft
        self.lines.begin()
        self.other = _EMPTY_OTHER[:]
        self.parties.party = _NOBODY[:]

    def _take_wholes(self, drafts: list[Draft]) -> None:
        """Claims with all that stands in them: hand them over."""
        self._leave()
        for draft in drafts:
            draft[_EARLIER:_STAY] = (self._earlier(draft[0], draft[_EARLIER - 1]), *self.levels.above())
            lines = draft[_LINES]
            draft[-1] = _KINDS.get(lines[0].tag, "") if lines else ""
            self.emit(_new(Claim, draft))

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

    # --- other payers

    def _begin_other(self, draft: Draft) -> None:
        self.other = draft
        put(self.claim, _OTHERS, draft)

    def _other_keeper(self, slot: int) -> Callable[[Draft], object]:
        def keep(draft: Draft) -> None:
            self.other[slot] = draft

        return keep

    def _whole_others(self, drafts: tuple[Draft, ...]) -> tuple[OtherPayer, ...]:
        for draft in drafts:
            for slot in (_INSURED, _PAYER):
                if isinstance(draft[slot], list):
                    draft[slot] = _new(Party, draft[slot])
            draft[_OTHER_PROVIDERS] = whole(Party, draft[_OTHER_PROVIDERS])
        return whole(OtherPayer, drafts)
