"""Builds the service lines of an 837 claim (loops 2400 to 2440): professional, institutional and dental."""

from functools import cache, lru_cache
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Handler
from superbill.x12.objects.claims import Claim, Drug, LineAdjudication, ServiceLine, Tooth
from superbill.x12.objects.claims_parties import BLANK, Parties, references_by, whole
from superbill.x12.objects.claims_pieces import (
    Adjustment,
    Amount,
    Attachment,
    Conditions,
    Extra,
    Note,
    Party,
    Procedure,
    Reference,
    Span,
)
from superbill.x12.objects.listeners import MOST, Add, AddEach, Draft, Fill, Find, Hold, Into, Open, Read, put
from superbill.x12.objects.reading import CENTS, DAYS, MOST_MARKS, NUMBERS, Memo, parts_by
from superbill.x12.segments import Delimiters

_new = tuple.__new__
_EMPTY, _EMPTY_DRUG, _EMPTY_ADJUDICATION = list[Any](ServiceLine()), list[Any](Drug()), list[Any](LineAdjudication())
_TAG, _DATES, _REFERENCES, _AMOUNTS = (ServiceLine._fields.index(name) for name in ("tag", "dates", "references", "amounts"))
_ATTACHMENTS, _NOTES, _CONDITIONS = (ServiceLine._fields.index(name) for name in ("attachments", "notes", "conditions"))
_TEETH, _DRUGS, _PROVIDERS = (ServiceLine._fields.index(name) for name in ("teeth", "drugs", "providers"))
_ADJUDICATIONS, _EXTRAS = (ServiceLine._fields.index(name) for name in ("adjudications", "extras"))
_LINES = Claim._fields.index("lines")
_ADJUSTMENTS, _PAID_ON, _REMAINING = (LineAdjudication._fields.index(name) for name in ("adjustments", "paid_on", "amounts"))
_EXTRA_TAGS = ("2400.SV5", "2400.CR1", "2400.CR3", "2400.QTY", "2400.MEA", "2400.CN1", "2400.K3", "2400.PS1", "2400.HCP")


@cache
def procedures_by(component: str) -> Memo[Procedure]:
    """Composites that name a service, by the component separator."""
    parts_of = parts_by(component)

    def read(text: str) -> Procedure:
        parts = parts_of[text]
        kind, code = (*parts, "", "")[:2]
        return Procedure(kind, code, tuple(each for each in parts[2:6] if each), parts[6] if len(parts) > 6 else "")

    return Memo(read)


def read_date(elements: list[str]) -> tuple[Any, ...]:
    """A DTP as the fields of a `Span`."""
    if len(elements) < 4:
        elements = elements + BLANK
    text = elements[3]
    return (elements[1], elements[2], text, *DAYS[text])


def dated(elements: list[str], at: At) -> Span:
    """A DTP."""
    made: Span = _new(Span, (*read_date(elements), at))
    return made


def read_amount(elements: list[str]) -> tuple[str, int | None]:
    """An AMT as the fields of an `Amount`."""
    if len(elements) < 3:
        elements = elements + BLANK
    return elements[1], CENTS[elements[2]]


def amount(elements: list[str], at: At) -> Amount:
    """An AMT."""
    made: Amount = _new(Amount, (*read_amount(elements), at))
    return made


def read_adjustments(elements: list[str]) -> tuple[tuple[tuple[Any, ...], ...]]:
    """The reasons of a CAS, at most six, as the fields of an `Adjustment`."""
    if len(elements) == 4:
        return (((elements[1], elements[2], CENTS[elements[3]], "", 2),),)
    most = min(len(elements), 20)
    elements = elements + BLANK
    group = elements[1]
    found = [
        (group, elements[place], CENTS[elements[place + 1]], elements[place + 2], place)
        for place in range(2, most, 3)
        if elements[place] or elements[place + 1]
    ]
    return (tuple(found),)


def read_attachment(elements: list[str]) -> tuple[str, str, str]:
    """A PWK as the fields of an `Attachment`."""
    elements = elements + BLANK
    return elements[1], elements[2], elements[6]


def read_note(elements: list[str]) -> tuple[str, str]:
    """An NTE as the fields of a `Note`."""
    elements = elements + BLANK
    return elements[1], elements[2]


def read_conditions(elements: list[str]) -> tuple[str, str, tuple[str, ...]]:
    """A CRC as the fields of `Conditions`."""
    codes = tuple(each for each in elements[3:8] if each)
    elements = elements + BLANK
    return elements[1], elements[2], codes


@cache
def extra_at(place: str) -> Read:
    """What reads a segment that has no noun of its own, as the fields of an `Extra`."""
    return lambda elements: (place, tuple(elements))


# --- the segments of a line as the fields that they fill


def _read_number(elements: list[str]) -> tuple[str]:
    return (elements[1] if len(elements) > 1 else "",)


@lru_cache(maxsize=MOST_MARKS)
def _professional_by(component: str) -> Read:
    """SV1, by the component separator."""
    procedures, parts = procedures_by(component), parts_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        if len(elements) < 10:
            elements = elements + BLANK
        return (
            "SV1", procedures[elements[1]], "", CENTS[elements[2]], elements[3], NUMBERS[elements[4]], elements[5],
            parts[elements[7]], elements[9], None, (), "",
        )  # fmt: skip

    return read


@lru_cache(maxsize=MOST_MARKS)
def _institutional_by(component: str) -> Read:
    """SV2, by the component separator."""
    procedures = procedures_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        if len(elements) < 8:
            elements = elements + BLANK
        return (
            "SV2", procedures[elements[2]], elements[1], CENTS[elements[3]], elements[4], NUMBERS[elements[5]], "",
            (), "", CENTS[elements[7]], (), "",
        )  # fmt: skip

    return read


@lru_cache(maxsize=MOST_MARKS)
def _dental_by(component: str) -> Read:
    """SV3, by the component separator."""
    procedures, parts = procedures_by(component), parts_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        if len(elements) < 12:
            elements = elements + BLANK
        return (
            "SV3", procedures[elements[1]], "", CENTS[elements[2]], "UN", NUMBERS[elements[6]], elements[3],
            parts[elements[11]], "", None, parts[elements[4]], elements[5],
        )  # fmt: skip

    return read


def _read_drug(elements: list[str]) -> tuple[str, str]:
    elements = elements + BLANK
    return elements[2], elements[3]


@lru_cache(maxsize=MOST_MARKS)
def _quantity_by(component: str) -> Read:
    """CTP, by the component separator: how much of a drug, and in which unit."""
    parts = parts_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        elements = elements + BLANK
        unit = parts[elements[5]]
        return elements[4], unit[0] if unit else ""

    return read


@lru_cache(maxsize=MOST_MARKS)
def _tooth_by(component: str) -> Read:
    """TOO, by the component separator, as the fields of a `Tooth`."""
    parts = parts_by(component)

    def read(elements: list[str]) -> tuple[str, tuple[str, ...]]:
        elements = elements + BLANK
        return elements[2], parts[elements[3]]

    return read


@lru_cache(maxsize=MOST_MARKS)
def _adjudicated_by(component: str) -> Read:
    """SVD, by the component separator."""
    procedures = procedures_by(component)

    def read(elements: list[str]) -> tuple[Any, ...]:
        elements = elements + BLANK
        return elements[1], CENTS[elements[2]], procedures[elements[3]], elements[4], NUMBERS[elements[5]], elements[6]

    return read


class Lines:
    """The lines of the claim that is being built. What comes without the segment that begins it goes where nobody looks."""

    def __init__(self, parties: Parties, marks: Delimiters) -> None:
        self.parties = parties
        self.component = marks.component
        self.begin()

    def begin(self) -> None:
        """A claim begins."""
        self.lines: list[Draft] = []
        self.line: Draft = _EMPTY[:]
        self.drug: Draft = _EMPTY_DRUG[:]
        self.adjudication: Draft = _EMPTY_ADJUDICATION[:]
        self.is_cut = False

    def take(self) -> tuple[ServiceLine, ...]:
        """The lines of the claim, which is whole."""
        for line in self.lines:
            if line[_PROVIDERS]:
                line[_PROVIDERS] = whole(Party, line[_PROVIDERS])
            if line[_ADJUDICATIONS]:
                line[_ADJUDICATIONS] = whole(LineAdjudication, line[_ADJUDICATIONS])
            if line[_DRUGS]:
                line[_DRUGS] = whole(Drug, line[_DRUGS])
        return whole(ServiceLine, self.lines)

    def handlers(self, claim: Find) -> dict[str, Handler]:
        """By place: what takes the segments of the lines of a claim."""
        component = self.component

        def line() -> Draft:
            return self.line

        def drug() -> Draft:
            return self.drug

        def adjudication() -> Draft:
            return self.adjudication

        references = references_by(component)
        found: dict[str, Handler] = {
            "2400.LX": Open(
                _read_number, line, 2, blank=_EMPTY, keep=self._begin_line, kind=ServiceLine, into=Into(claim, _LINES)
            ),
            "2400.SV1": self._service(_professional_by(component), line),
            "2400.SV2": self._service(_institutional_by(component), line),
            "2400.SV3": self._service(_dental_by(component), line),
            "2400.DTP": Add(read_date, line, _DATES, Span),
            "2400.REF": Add(references, line, _REFERENCES, Reference, repeats=False),
            "2400.AMT": Add(read_amount, line, _AMOUNTS, Amount),
            "2400.PWK": Add(read_attachment, line, _ATTACHMENTS, Attachment, repeats=False),
            "2400.NTE": Add(read_note, line, _NOTES, Note, repeats=False),
            "2400.CRC": Add(read_conditions, line, _CONDITIONS, Conditions),
            "2400.TOO": Add(_tooth_by(component), line, _TEETH, Tooth),
            "2410.LIN": Open(_read_drug, drug, 3, blank=Drug(), keep=self._begin_drug, kind=Drug, into=Into(line, _DRUGS)),
            "2410.CTP": Fill(_quantity_by(component), drug, 3, 5, placed=False),
            "2410.REF": Add(references, drug, 5, Reference, repeats=False),
            "2430.SVD": Open(
                _adjudicated_by(component),
                adjudication,
                _ADJUSTMENTS,
                blank=LineAdjudication(),
                keep=self._begin_adjudication,
                kind=LineAdjudication,
                into=Into(line, _ADJUDICATIONS),
            ),
            "2430.CAS": AddEach(read_adjustments, adjudication, (_ADJUSTMENTS,), Adjustment),
            "2430.DTP": Hold(read_date, adjudication, _PAID_ON, Span),
            "2430.AMT": Add(read_amount, adjudication, _REMAINING, Amount),
        }
        for place in (*_EXTRA_TAGS, "2440.LQ", "2440.FRM"):
            found[place] = Add(extra_at(place), line, _EXTRAS, Extra, repeats=False)
        for letter in "ABCDEFGHI":
            loop = f"2420{letter}"
            keep, into = self._keep_provider, Into(line, _PROVIDERS)
            found[f"{loop}.NM1"] = self.parties.opener(loop, keep, into=into)
            found |= self.parties.handlers(loop)
        return found

    def _begin_line(self, draft: Draft) -> None:
        self.line = draft
        if len(self.lines) < MOST:
            self.lines.append(draft)
        else:
            self.is_cut = True

    def _service(self, read: Read, line: Find) -> Fill:
        """What takes the service of a line; it makes a line of its own where the LX was left out."""
        fill = Fill(read, line, _TAG, _DATES)

        def take(values: tuple[Any, ...], at: At) -> None:
            if self.line[_TAG] or not self.lines:
                self._begin_line([*_EMPTY[:1], at, *_EMPTY[2:]])
            self.line[_TAG:_DATES] = (*values, at)

        fill.take = take
        return fill

    def _begin_drug(self, draft: Draft) -> None:
        self.drug = draft
        put(self.line, _DRUGS, draft)

    def _begin_adjudication(self, draft: Draft) -> None:
        self.adjudication = draft
        put(self.line, _ADJUDICATIONS, draft)

    def _keep_provider(self, draft: Draft) -> None:
        put(self.line, _PROVIDERS, draft)
