"""Builds the parties of an 837 and the levels that claims stand below: set, billing provider, subscriber, patient.

While it is built, an object is a list in the order of its fields; when it is whole it becomes the named tuple.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import lru_cache, partial
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims import Billing, Header, Household, Patient, Subscriber
from superbill.x12.objects.claims_pieces import Party, Reference
from superbill.x12.objects.listeners import Add, Draft, Fill, Into, Open, Plain, Put, Read, plainly
from superbill.x12.objects.reading import DAYS, MOST_MARKS, Memo, parts_by
from superbill.x12.segments import Delimiters

BLANK = [""] * 24

_new = tuple.__new__
_AT, _LOOP, _BORN = Party._fields.index("at"), Party._fields.index("loop"), Party._fields.index("born")
_STREET, _CITY = Party._fields.index("street"), Party._fields.index("city")
_TAXONOMY, _REFERENCES, _CONTACTS = (Party._fields.index(name) for name in ("taxonomy", "references", "contacts"))
_RANK, _DIED_ON = Subscriber._fields.index("rank"), Subscriber._fields.index("died_on")
_INSURED = Subscriber._fields.index("insured")
_RELATIONSHIP, _PERSON = Patient._fields.index("relationship"), Patient._fields.index("person")


def whole(kind: type[Any], drafts: Iterable[Draft]) -> tuple[Any, ...]:
    """The drafts as what they are drafts of."""
    return tuple([_new(kind, draft) for draft in drafts])


def reference(elements: list[str], at: At, parts: Memo[tuple[str, ...]]) -> Reference:
    """A REF; `parts` are its composites, of which REF04 names the payer that the number is for."""
    elements = elements + BLANK
    owner = parts[elements[4]]
    return Reference(elements[1], elements[2], owner[1] if len(owner) > 1 else "", at)


@lru_cache(maxsize=MOST_MARKS)
def references_by(component: str) -> Read:
    """REF by the component separator, as the fields of a `Reference`."""
    parts = parts_by(component)

    def read(elements: list[str]) -> tuple[str, str, str]:
        if len(elements) == 3:
            return elements[1], elements[2], ""
        elements = elements + BLANK
        owner = parts[elements[4]]
        return elements[1], elements[2], owner[1] if len(owner) > 1 else ""

    return plainly(read, Plain((3,), ("{1}", "{2}", "''")))


def _read_name(elements: list[str]) -> list[str]:
    """NM1 as the first fields of a `Party`."""
    found = elements[1:10]
    return found if len(found) == _AT else found + BLANK[: _AT - len(found)]


def _read_street(elements: list[str]) -> tuple[tuple[str, ...]]:
    return (tuple(elements[1:3]),)


def _read_city(elements: list[str]) -> list[str]:
    if len(elements) < 5:
        elements = elements + BLANK
    return elements[1:5]


def _read_birth(elements: list[str]) -> tuple[date | None, str]:
    if len(elements) < 4:
        elements = elements + BLANK
    return DAYS[elements[2]][0], elements[3]


def _read_taxonomy(elements: list[str]) -> tuple[str]:
    return (elements[3] if len(elements) > 3 else "",)


def _read_contact(elements: list[str]) -> tuple[str, ...]:
    return tuple(elements[2:])


def _read_level(elements: list[str]) -> tuple[str, str, str]:
    """HL: its number, the level above, whether there are levels below."""
    elements = elements + BLANK
    return elements[1], elements[2], elements[4]


def _read_patient_level(elements: list[str]) -> tuple[str, str]:
    return _read_level(elements)[:2]


plainly(_read_name, Plain((10, 5), tuple(f"{{{place}}}" for place in range(1, 10))))
plainly(_read_street, Plain((2,), ("({1},)",)))
plainly(_read_level, Plain((5,), ("{1}", "{2}", "{4}")))
plainly(_read_patient_level, Plain((5,), ("{1}", "{2}")))


def read_policy(elements: list[str]) -> tuple[str, ...]:
    """SBR: rank, relationship, group number, plan name, insurance type, filing indicator."""
    if len(elements) < 10:
        elements = elements + BLANK
    return (*elements[1:6], elements[9])


def _read_about_subscriber(elements: list[str]) -> tuple[date | None, str]:
    """PAT: day of death, pregnant."""
    elements = elements + BLANK
    return DAYS[elements[6]][0], elements[9]


def _read_about_patient(elements: list[str]) -> tuple[str, date | None, str]:
    return (elements[1] if len(elements) > 1 else "", *_read_about_subscriber(elements))


class Parties:
    """Everybody with a name; `party` is the one whose segments come now."""

    def __init__(self, marks: Delimiters) -> None:
        self.party: Draft = list(Party())
        party = self._open_party
        self.following: dict[str, Handler] = {
            "N3": Fill(_read_street, party, _STREET, _STREET + 2, repeats=False),
            "N4": Fill(_read_city, party, _CITY, _CITY + 5),
            "DMG": Fill(_read_birth, party, _BORN, _BORN + 3),
            "PRV": Fill(_read_taxonomy, party, _TAXONOMY, _TAXONOMY + 1, placed=False),
            "PER": Put(_read_contact, party, _CONTACTS),
            "REF": Add(references_by(marks.component), party, _REFERENCES, Reference, repeats=False),
        }

    def _open_party(self) -> Draft:
        return self.party

    def opener(self, loop: str, keep: Callable[[Draft], object], *, into: Into | None = None, repeats: bool = True) -> Handler:
        """What takes the NM1 of a loop and gives its draft to `keep`. `repeats` says whether the same people come often."""

        def begin(draft: Draft) -> None:
            self.party = draft
            keep(draft)

        return Open(
            _read_name, self._open_party, _AT + 1, blank=Party(loop=loop), keep=begin, kind=Party, into=into, repeats=repeats
        )

    def handlers(self, loop: str) -> dict[str, Handler]:
        """What takes the segments after the NM1 of a loop."""
        return {f"{loop}.{tag}": handler for tag, handler in self.following.items()}


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

        def subscriber() -> Draft:
            return self.subscriber_draft

        def patient() -> Draft:
            return self.patient_draft

        found: dict[str, Handler] = {
            ".BHT": self._begin,
            "2000A.HL": self._billing_level,
            "2000A.PRV": Fill(_read_taxonomy, lambda: self.billing_draft, 4, 5, placed=False),
            "2000A.CUR": self._currency,
            "2000B.HL": Open(
                _read_level,
                subscriber,
                _RANK,
                blank=Subscriber(),
                keep=self._subscriber_level,
                keep_wholes=self._whole_subscribers,
                repeats=False,
            ),
            "2000B.SBR": Fill(read_policy, subscriber, _RANK, _RANK + 7),
            "2000B.PAT": Fill(_read_about_subscriber, subscriber, _DIED_ON, _DIED_ON + 3),
            "2000C.HL": Open(
                _read_patient_level,
                patient,
                _RELATIONSHIP,
                blank=Patient(),
                keep=self._patient_level,
                keep_wholes=self._whole_patients,
                repeats=False,
            ),
            "2000C.PAT": Fill(_read_about_patient, patient, _RELATIONSHIP, _RELATIONSHIP + 4),
        }
        inside = {
            "2010BA": Into(subscriber, _INSURED, is_more=False),
            "2010BB": Into(subscriber, _INSURED + 1, is_more=False),
            "2010CA": Into(patient, _PERSON, is_more=False),
        }
        for loop in ("1000A", "1000B", "2010AA", "2010AB", "2010AC", "2010BA", "2010BB", "2010CA"):
            keep, is_rare = partial(self.people.__setitem__, loop), loop in ("2010BA", "2010CA")
            found[f"{loop}.NM1"] = self.parties.opener(loop, keep, into=inside.get(loop), repeats=not is_rare)
            found |= self.parties.handlers(loop)
        return found

    def above(self) -> tuple[Header, Billing, Subscriber, Patient | None, int]:
        """What the next claim stands below, and how many claims of the subscriber came before it."""
        if self.subscriber is None:
            self._settle()
        assert self.header and self.billing and self.subscriber
        if self.below_patient and self.patient is None:
            self.patient_draft[_PERSON] = self._party("2010CA")
            self.patient = _new(Patient, self.patient_draft)
        before = self.own_claims
        self.own_claims += not self.below_patient
        return self.header, self.billing, self.subscriber, self.patient, before

    def leave(self) -> None:
        """The subscriber's level ends: hand it over."""
        self.leave_claim()
        if self.has_subscriber:
            if self.subscriber is None or self.billing is None:
                self._settle()
            self.emit(_new(Household, (self.subscriber, self.own_claims, self.patients)))
        self.has_subscriber = False

    def _settle(self) -> None:
        self._settle_billing()
        if self.subscriber is None:
            self.subscriber_draft[_INSURED : _INSURED + 2] = self._party("2010BA"), self._party("2010BB")
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

    def _currency(self, elements: list[str], at: At) -> None:
        self.billing_draft[5] = elements[2] if len(elements) > 2 else ""

    def _subscriber_level(self, draft: Draft) -> None:
        self.leave()
        if self.billing is None or self.header is None:
            self._settle_billing()
        self._forget("2010BA", "2010BB")
        self.subscriber = self.patient = None
        self.below_patient, self.has_subscriber = False, True
        self.own_claims = self.patients = 0
        self.subscriber_draft = draft

    def _patient_level(self, draft: Draft) -> None:
        self.leave_claim()
        self._forget("2010CA")
        self.patient = None
        self.below_patient = True
        self.patients += 1
        self.patient_draft = draft

    def _whole_subscribers(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self._subscriber_level(draft)
            self.subscriber = _new(Subscriber, draft)

    def _whole_patients(self, drafts: list[Draft]) -> None:
        for draft in drafts:
            self._patient_level(draft)
            self.patient = _new(Patient, draft)
