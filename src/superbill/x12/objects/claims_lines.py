"""Builds the service lines of an 837 claim (loops 2400 to 2440): professional, institutional and dental."""

from functools import cache
from typing import Any

from superbill.x12.findings import At
from superbill.x12.objects import Handler
from superbill.x12.objects.claims import Drug, LineAdjudication, ServiceLine, Tooth
from superbill.x12.objects.claims_parties import BLANK, MOST, Draft, Parties, put, reference, whole
from superbill.x12.objects.claims_pieces import Adjustment, Amount, Attachment, Conditions, Extra, Note, Party, Procedure, Span
from superbill.x12.objects.reading import CENTS, DAYS, NUMBERS, Memo, parts_by
from superbill.x12.segments import Delimiters

_new = tuple.__new__
_EMPTY, _EMPTY_DRUG, _EMPTY_ADJUDICATION = list[Any](ServiceLine()), list[Any](Drug()), list[Any](LineAdjudication())
_TAG, _DATES, _REFERENCES, _AMOUNTS = (ServiceLine._fields.index(name) for name in ("tag", "dates", "references", "amounts"))
_ATTACHMENTS, _NOTES, _CONDITIONS = (ServiceLine._fields.index(name) for name in ("attachments", "notes", "conditions"))
_TEETH, _DRUGS, _PROVIDERS = (ServiceLine._fields.index(name) for name in ("teeth", "drugs", "providers"))
_ADJUDICATIONS, _EXTRAS = (ServiceLine._fields.index(name) for name in ("adjudications", "extras"))
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


def dated(elements: list[str], at: At) -> Span:
    """A DTP."""
    if len(elements) < 4:
        elements = elements + BLANK
    text = elements[3]
    first, last = DAYS[text]
    made: Span = _new(Span, (elements[1], elements[2], text, first, last, at))
    return made


def amount(elements: list[str], at: At) -> Amount:
    """An AMT."""
    if len(elements) < 3:
        elements = elements + BLANK
    made: Amount = _new(Amount, (elements[1], CENTS[elements[2]], at))
    return made


def adjustments(elements: list[str], at: At) -> tuple[Adjustment, ...]:
    """The reasons of a CAS, at most six."""
    if len(elements) == 4:
        return (_new(Adjustment, (elements[1], elements[2], CENTS[elements[3]], "", 2, at)),)
    most = min(len(elements), 20)
    elements = elements + BLANK
    group = elements[1]
    return tuple(
        [
            _new(Adjustment, (group, elements[place], CENTS[elements[place + 1]], elements[place + 2], place, at))
            for place in range(2, most, 3)
            if elements[place] or elements[place + 1]
        ]
    )


def attachment(elements: list[str], at: At) -> Attachment:
    """A PWK."""
    elements = elements + BLANK
    return Attachment(elements[1], elements[2], elements[6], at)


def note(elements: list[str], at: At) -> Note:
    """An NTE."""
    elements = elements + BLANK
    return Note(elements[1], elements[2], at)


def conditions(elements: list[str], at: At) -> Conditions:
    """A CRC."""
    codes = tuple(each for each in elements[3:8] if each)
    elements = elements + BLANK
    return Conditions(elements[1], elements[2], codes, at)


class Lines:
    """The lines of the claim that is being built. What comes without the segment that begins it goes where nobody looks."""

    def __init__(self, parties: Parties, marks: Delimiters) -> None:
        self.parties = parties
        self.parts = parts_by(marks.component)
        self.procedures = procedures_by(marks.component)
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

    def handlers(self) -> dict[str, Handler]:
        """By place: what takes the segments of lines."""
        found: dict[str, Handler] = {
            "2400.LX": self._number,
            "2400.SV1": self._professional,
            "2400.SV2": self._institutional,
            "2400.SV3": self._dental,
            "2400.DTP": self._date,
            "2400.REF": self._reference,
            "2400.AMT": lambda elements, at: put(self.line, _AMOUNTS, amount(elements, at)),
            "2400.PWK": lambda elements, at: put(self.line, _ATTACHMENTS, attachment(elements, at)),
            "2400.NTE": lambda elements, at: put(self.line, _NOTES, note(elements, at)),
            "2400.CRC": lambda elements, at: put(self.line, _CONDITIONS, conditions(elements, at)),
            "2400.TOO": self._tooth,
            "2410.LIN": self._drug,
            "2410.CTP": self._drug_quantity,
            "2410.REF": lambda elements, at: put(self.drug, -1, reference(elements, at, self.parts)),
            "2430.SVD": self._adjudicated,
            "2430.CAS": self._adjusted,
            "2430.DTP": self._paid_on,
            "2430.AMT": lambda elements, at: put(self.adjudication, _REMAINING, amount(elements, at)),
        }
        found |= {place: self._extra(place) for place in (*_EXTRA_TAGS, "2440.LQ", "2440.FRM")}
        for letter in "ABCDEFGHI":
            loop = f"2420{letter}"
            found[f"{loop}.NM1"] = self.parties.opener(loop, lambda draft: put(self.line, _PROVIDERS, draft))
            found |= self.parties.handlers(loop)
        return found

    # --- the service

    def _open(self, number: str, at: At) -> None:
        if len(self.lines) >= MOST:
            self.is_cut = True
            self.line = _EMPTY[:]
            return
        self.line = line = _EMPTY[:]
        line[:2] = (number, at)
        self.lines.append(line)

    def _number(self, elements: list[str], at: At) -> None:
        self._open(elements[1] if len(elements) > 1 else "", at)

    def _line(self, at: At) -> Draft:
        """The line that a service belongs to; a new one where its LX was left out."""
        if self.line[_TAG] or not self.lines:
            self._open("", at)
        return self.line

    def _professional(self, elements: list[str], at: At) -> None:
        if len(elements) < 10:
            elements = elements + BLANK
        line = self.line
        if line[_TAG] or not self.lines:
            line = self._line(at)
        line[_TAG:_DATES] = (
            "SV1", self.procedures[elements[1]], "", CENTS[elements[2]], elements[3], NUMBERS[elements[4]], elements[5],
            self.parts[elements[7]], elements[9], None, (), "", at,
        )  # fmt: skip

    def _institutional(self, elements: list[str], at: At) -> None:
        if len(elements) < 8:
            elements = elements + BLANK
        self._line(at)[_TAG:_DATES] = (
            "SV2", self.procedures[elements[2]], elements[1], CENTS[elements[3]], elements[4], NUMBERS[elements[5]], "",
            (), "", CENTS[elements[7]], (), "", at,
        )  # fmt: skip

    def _dental(self, elements: list[str], at: At) -> None:
        if len(elements) < 12:
            elements = elements + BLANK
        self._line(at)[_TAG:_DATES] = (
            "SV3", self.procedures[elements[1]], "", CENTS[elements[2]], "UN", NUMBERS[elements[6]], elements[3],
            self.parts[elements[11]], "", None, self.parts[elements[4]], elements[5], at,
        )  # fmt: skip

    def _date(self, elements: list[str], at: At) -> None:
        line, made = self.line, dated(elements, at)
        if len(line[_DATES]) < MOST:
            line[_DATES] += (made,)

    def _reference(self, elements: list[str], at: At) -> None:
        line, made = self.line, reference(elements, at, self.parts)
        if len(line[_REFERENCES]) < MOST:
            line[_REFERENCES] += (made,)

    def _tooth(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        put(self.line, _TEETH, Tooth(elements[2], self.parts[elements[3]], at))

    def _extra(self, place: str) -> Handler:
        return lambda elements, at: put(self.line, _EXTRAS, Extra(place, tuple(elements), at))

    # --- drugs, and what other payers made of the line

    def _drug(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.drug = [elements[2], elements[3], at, "", "", ()]
        put(self.line, _DRUGS, self.drug)

    def _drug_quantity(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        unit = self.parts[elements[5]]
        self.drug[3:5] = (elements[4], unit[0] if unit else "")

    def _adjudicated(self, elements: list[str], at: At) -> None:
        elements = elements + BLANK
        self.adjudication = [
            elements[1], CENTS[elements[2]], self.procedures[elements[3]], elements[4], NUMBERS[elements[5]], elements[6], at,
            (), None, (),
        ]  # fmt: skip
        put(self.line, _ADJUDICATIONS, self.adjudication)

    def _adjusted(self, elements: list[str], at: At) -> None:
        for each in adjustments(elements, at):
            put(self.adjudication, _ADJUSTMENTS, each)

    def _paid_on(self, elements: list[str], at: At) -> None:
        self.adjudication[_PAID_ON] = dated(elements, at)
