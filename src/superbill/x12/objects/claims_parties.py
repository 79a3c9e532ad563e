"""Builds the parties of an 837 and the levels that claims stand below: set, billing provider, subscriber, patient.

While it is built, an object is a list in the order of its fields; when it is whole it becomes the named tuple.
"""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from superbill.x12.findings import NOWHERE, At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims import Billing, Header, Household, Patient, Subscriber
from superbill.x12.objects.claims_pieces import Party, Reference
from superbill.x12.objects.reading import DAYS, Memo, parts_by
from superbill.x12.segments import Delimiters

Draft = list[Any]
"""An object while it is built: its fields in their order."""

MOST = 5_000
"""Of one kind of thing in one claim; the guides allow 999 lines at most. What comes after is left out."""
BLANK = [""] * 24

_new = tuple.__new__
_AT, _LOOP, _BORN = Party._fields.index("at"), Party._fields.index("loop"), Party._fields.index("born")
_STREET, _CITY = Party._fields.index("street"), Party._fields.index("city")
_TAXONOMY, _REFERENCES, _CONTACTS = (Party._fields.index(name) for name in ("taxonomy", "references", "contacts"))
_RANK, _DIED_ON = Subscriber._fields.index("rank"), Subscriber._fields.index("died_on")
_EMPTY_SUBSCRIBER = list[Any](Subscriber())
_RELATIONSHIP = Patient._fields.index("relationship")


def put(draft: Draft, slot: int, thing: object) -> None:
    """Add a thing to those that a draft holds in a slot, up to the most that are kept."""
    kept = draft[slot]
    if len(kept) < MOST:
        draft[slot] = (*kept, thing)


def whole(kind: type[Any], drafts: Iterable[Draft]) -> tuple[Any, ...]:
    """The drafts as what they are drafts of."""
    return tuple([_new(kind, draft) for draft in drafts])


def reference(elements: list[str], at: At, parts: Memo[tuple[str, ...]]) -> Reference:
    """A REF; `parts` are its composites, of which REF04 names the payer that the number is for."""
    if len(elements) == 3:
        made: Reference = _new(Reference, (elements[1], elements[2], "", at))
        return made
    elements = elements + BLANK
    owner = parts[elements[4]]
    return Reference(elements[1], elements[2], owner[1] if len(owner) > 1 else "", at)


class Parties:
    """Everybody with a name; `party` is the one whose segments come now."""

    def __init__(self, marks: Delimiters) -> None:
        self.parts = parts_by(marks.component)
        self.party: Draft = list(Party())

    def opener(self, loop: str, keep: Callable[[Draft], object]) -> Handler:
        """What takes the NM1 of a loop and gives its draft to `keep`."""
        tail = list(Party(loop=loop)[_AT:])

        def take(elements: list[str], at: At) -> None:
            draft: Draft = elements[1:10]
            if len(draft) < _AT:
                draft += BLANK[: _AT - len(draft)]
            draft += tail
            draft[_AT] = at
            self.party = draft
            keep(draft)

        return take

    def handlers(self, loop: str) -> dict[str, Handler]:
        """What takes the segments after the NM1 of a loop."""
        return {
            f"{loop}.N3": self._street,
            f"{loop}.N4": self._city,
            f"{loop}.DMG": self._born,
            f"{loop}.PRV": self._specialty,
            f"{loop}.PER": self._contact,
            f"{loop}.REF": self._reference,
        }

    def _street(self, elements: list[str], at: At) -> None:
        self.party[_STREET : _STREET + 2] = (tuple(elements[1:3]), at)

    def _city(self, elements: list[str], at: At) -> None:
        if len(elements) < 5:
            elements = elements + BLANK
        self.party[_CITY : _CITY + 5] = (elements[1], elements[2], elements[3], elements[4], at)

    def _born(self, elements: list[str], at: At) -> None:
        if len(elements) < 4:
            elements = elements + BLANK
        self.party[_BORN : _BORN + 3] = (DAYS[elements[2]][0], elements[3], at)

    def _specialty(self, elements: list[str], at: At) -> None:
        self.party[_TAXONOMY] = elements[3] if len(elements) > 3 else ""

    def _contact(self, elements: list[str], at: At) -> None:
        put(self.party, _CONTACTS, tuple(elements[2:]))

    def _reference(self, elements: list[str], at: At) -> None:
        put(self.party, _REFERENCES, reference(elements, at, self.parts))


class Levels:
    """What is true of all the claims that stand below: the set, who bills, the subscriber, and the patient if another.

    `leave_claim` is called before anything above the claims changes.
    """

    def __init__(self, parties: Parties, emit: Emit, leave_claim: Callable[[], None]) -> None:
        self.parties, self.emit, self.leave_claim = parties, emit, leave_claim
        self.header_draft, self.billing_draft = list[Any](Header()), list[Any](Billing())
        self.subscriber_draft, self.patient_draft = list[Any](Subscriber()), list[Any](Patient())
        self.people: dict[str, Draft] = {}
        self.header: Header | None = None
        self.billing: Billing | None = None
        self.subscriber: Subscriber | None = None
        self.patient: Patient | None = None
        self.below_patient = self.has_subscriber = False
        self.own_claims = self.patients = 0

    def handlers(self) -> dict[str, Handler]:
        """By place: what takes the segments above the claims."""
        found: dict[str, Handler] = {
            ".BHT": self._begin,
            "2000A.HL": self._billing_level,
            "2000A.PRV": self._billing_specialty,
            "2000A.CUR": self._currency,
            "2000B.HL": self._subscriber_level,
            "2000B.SBR": self._policy,
            "2000B.PAT": self._about_subscriber,
            "2000C.HL": self._patient_level,
            "2000C.PAT": self._about_patient,
        }
        for loop in ("1000A", "1000B", "2010AA", "2010AB", "2010AC", "2010BA", "2010BB", "2010CA"):
            found[f"{loop}.NM1"] = self.parties.opener(loop, partial(self.people.__setitem__, loop))
            found |= self.parties.handlers(loop)
        return found

    def above(self) -> tuple[Header, Billing, Subscriber, Patient | None, int]:
        """What the next claim stands below, and how many claims of the subscriber came before it."""
        if self.subscriber is None:
            self._settle()
        assert self.header and self.billing and self.subscriber
        if self.below_patient and self.patient is None:
            self.patient_draft[-1] = self._party("2010CA")
            self.patient = _new(Patient, self.patient_draft)
        before = self.own_claims
        self.own_claims += not self.below_patient
        return self.header, self.billing, self.subscriber, self.patient, before

    def leave(self) -> None:
        """The subscriber's level ends: hand it over."""
        self.leave_claim()
        if self.has_subscriber:
            self._settle()
            assert self.subscriber
            self.emit(Household(self.subscriber, self.own_claims, self.patients))
        self.has_subscriber = False

    def _settle(self) -> None:
        self._settle_billing()
        if self.subscriber is None:
            self.subscriber_draft[_DIED_ON - 2 : _DIED_ON] = self._party("2010BA"), self._party("2010BB")
            self.subscriber = _new(Subscriber, self.subscriber_draft)

    def _settle_billing(self) -> None:
        """Who bills is whole when the first subscriber comes: hand it over."""
        if self.header is None:
            self.header_draft[4:6] = self._party("1000A"), self._party("1000B")
            self.header = _new(Header, self.header_draft)
        if self.billing is None:
            self.billing_draft[1:4] = self._party("2010AA"), self._find("2010AB"), self._find("2010AC")
            self.billing = _new(Billing, self.billing_draft)
            assert self.billing
            self.emit(self.billing)

    def _find(self, loop: str) -> Party | None:
        draft = self.people.get(loop)
        return _new(Party, draft) if draft else None

    def _party(self, loop: str) -> Party:
        return self._find(loop) or Party()

    def _forget(self, *loops: str) -> None:
        for loop in loops:
            self.people.pop(loop, None)

    # --- the segments

    def _begin(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        party = Party()
        self.header_draft = [elements[2], elements[3], DAYS[elements[4]][0], elements[6], party, party, at]

    def _billing_level(self, elements: list[str], at: At) -> None:
        self.leave()
        self._forget("2010AA", "2010AB", "2010AC")
        self.billing = self.subscriber = self.patient = None
        self.below_patient = False
        self.billing_draft = [elements[1] if len(elements) > 1 else "", Party(), None, None, "", "", at]

    def _billing_specialty(self, elements: list[str], at: At) -> None:
        self.billing_draft[4] = elements[3] if len(elements) > 3 else ""

    def _currency(self, elements: list[str], at: At) -> None:
        self.billing_draft[5] = elements[2] if len(elements) > 2 else ""

    def _subscriber_level(self, elements: list[str], at: At) -> None:
        self.leave()
        self._settle_billing()
        self._forget("2010BA", "2010BB")
        self.subscriber = self.patient = None
        self.below_patient, self.has_subscriber = False, True
        self.own_claims = self.patients = 0
        self.subscriber_draft = _EMPTY_SUBSCRIBER[:]
        elements = elements + BLANK
        self.subscriber_draft[:4] = (elements[1], elements[2], elements[4], at)

    def _policy(self, elements: list[str], at: At) -> None:
        if len(elements) < 10:
            elements = elements + BLANK
        self.subscriber_draft[_RANK : _RANK + 7] = (*elements[1:6], elements[9], at)

    def _about_subscriber(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.subscriber_draft[_DIED_ON:] = (DAYS[elements[6]][0], elements[9], at)

    def _patient_level(self, elements: list[str], at: At) -> None:
        self.leave_claim()
        self._forget("2010CA")
        self.patient = None
        self.below_patient = True
        self.patients += 1
        elements = elements + BLANK
        self.patient_draft = [elements[1], elements[2], at, "", None, "", NOWHERE, Party()]

    def _about_patient(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.patient_draft[_RELATIONSHIP:-1] = (elements[1], DAYS[elements[6]][0], elements[9], at)
