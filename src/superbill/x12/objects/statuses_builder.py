"""Builds the claims of 276, 277, 277CA and 277RFI while their segments go by, and what is said of whole transmissions.

A claim is whole when the next trace, the next level or the end of the set comes.
"""

from collections.abc import Callable, Mapping
from functools import cache

from superbill.x12.findings import At
from superbill.x12.objects import Emit, Handler
from superbill.x12.objects.claims_lines import amount, dated, procedures_by
from superbill.x12.objects.claims_parties import BLANK, Parties, reference
from superbill.x12.objects.claims_pieces import Extra, Party
from superbill.x12.objects.levels import Levels
from superbill.x12.objects.listeners import MOST, Draft, put
from superbill.x12.objects.reading import CENTS, DAYS, NUMBERS, Memo, padded_by, parts_by
from superbill.x12.objects.remits import Quantity
from superbill.x12.objects.statuses import ClaimStatus, Kind, LineStatus, Status, StatusCode, StatusLevel
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable

_new = tuple.__new__
_LEVELS = ("2000A", "2000B", "2000C", "2000D", "2000E")
_KINDS = {"TH": Kind.ACKNOWLEDGEMENT, "RQ": Kind.REQUEST}
_BORN, _SEX = Party._fields.index("born"), Party._fields.index("sex")
_EMPTY_REST = tuple(ClaimStatus())[ClaimStatus._fields.index("statuses") :]
_STATUSES, _REFERENCES, _DATES, _AMOUNTS, _LINES, _EXTRAS, _EARLIER, _IS_CUT = range(
    ClaimStatus._fields.index("statuses"), len(ClaimStatus._fields)
)
_L_STATUSES, _L_REFERENCES, _L_DATES = range(LineStatus._fields.index("statuses"), len(LineStatus._fields))
_TRACE, _T_STATUSES, _T_QUANTITIES, _T_AMOUNTS, _T_DATES, _T_AT, _ANSWERED, _REJECTED, _BELOW = range(
    StatusLevel._fields.index("trace"), len(StatusLevel._fields)
)
_MOST_TRACES, _LONGEST_TRACE = 200_000, 64


@cache
def _codes_by(component: str) -> Memo[StatusCode]:
    four = padded_by(component, 4)
    return Memo(lambda text: StatusCode(*four[text]))


class Builder:
    """Takes the segments of one set; hands over each `ClaimStatus`, `StatusLevel` and `Level`."""

    def __init__(self, marks: Delimiters, emit: Emit) -> None:
        self.emit = emit
        self.parts, self.procedures, self.codes = (
            parts_by(marks.component),
            procedures_by(marks.component),
            _codes_by(marks.component),
        )
        self.parties, self.levels = Parties(marks), Levels(emit)
        self.kind, self.reference = Kind.ANSWER, ""
        self.people: dict[str, Draft] = {}
        self.known: dict[str, Party] = {}
        self.born: dict[str, list[str]] = {}
        self.totals: dict[str, Draft] = {}
        self.claim: Draft | None = None
        self.line: Draft | None = None
        self.lines: list[Draft] = []
        self.traces: dict[str, int] = {}

    def handlers(self) -> Mapping[str, Handler]:
        """By place, such as `2200D.STC`: what takes its segments."""
        found: dict[str, Handler] = {".BHT": self._begin}
        for letter, loop in zip("ABCDE", _LEVELS, strict=True):
            found[f"{loop}.HL"] = self._level(loop)
            found[f"{loop}.DMG"] = self._born(loop)
            found[f"2100{letter}.NM1"] = self.parties.opener(f"2100{letter}", self._named(loop))
            found[f"2100{letter}.PER"] = self.parties.handlers("")[".PER"]
        for letter in "ABC":
            found |= self._total_handlers(f"2000{letter}", f"2200{letter}")
        for letter in "DE":
            found |= (
                self._claim_handlers(f"2200{letter}")
                | self._line_handlers(f"2210{letter}")
                | self._line_handlers(f"2220{letter}")
            )
            found |= {f"2210{letter}.{tag}": self._extra(f"2210{letter}.{tag}") for tag in ("PWK", "PER", "N1", "N3", "N4")}
        return found

    def end(self) -> None:
        """The set has ended: hand over what is open."""
        self._leave("")
        self.levels.end()

    # --- levels

    def _begin(self, elements: list[str], at: At) -> None:
        _, structure, purpose, ref, _, _, type_, *_ = elements + BLANK
        asked = structure == "0010" and purpose == "13"
        self.kind = _KINDS.get(type_, Kind.INQUIRY if asked else Kind.ANSWER)
        self.reference = readable(ref)

    def _level(self, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            self._leave(loop)
            self.levels.take(loop, elements, at)
            for kept in (self.people, self.known, self.born):
                for each in [each for each in kept if each >= loop]:
                    del kept[each]
            if loop in ("2000D", "2000E"):
                for draft in self.totals.values():
                    draft[_BELOW] += 1

        return take

    def _leave(self, loop: str) -> None:
        """Levels as deep or deeper end."""
        self._leave_claim()
        for each in sorted((each for each in self.totals if each >= loop), reverse=True):
            self.emit(_new(StatusLevel, self.totals.pop(each)))

    def _named(self, loop: str) -> Callable[[Draft], object]:
        def keep(draft: Draft) -> None:
            if loop in self.people:
                return  # a second provider: the first is meant
            if loop in self.born:
                draft[_BORN], draft[_SEX] = DAYS[self.born[loop][2]][0], self.born[loop][3]
            self.people[loop] = draft

        return keep

    def _born(self, loop: str) -> Handler:
        return lambda elements, at: self.born.update({loop: elements + BLANK})

    def _person(self, loop: str) -> Party | None:
        if loop not in self.known and loop in self.people:
            self.known[loop] = _new(Party, self.people[loop])
        return self.known.get(loop)

    # --- what is said of whole transmissions and providers

    def _total_handlers(self, level: str, loop: str) -> dict[str, Handler]:
        return {
            f"{loop}.TRN": lambda elements, at: self._total_begins(level, loop, (elements + BLANK)[2], at),
            f"{loop}.STC": lambda elements, at: put(self._total(level, loop), _T_STATUSES, self._status(elements, at)),
            f"{loop}.DTP": lambda elements, at: put(self._total(level, loop), _T_DATES, dated(elements, at)),
            f"{loop}.AMT": lambda elements, at: put(self._total(level, loop), _T_AMOUNTS, amount(elements, at)),
            f"{loop}.QTY": lambda elements, at: put(self._total(level, loop), _T_QUANTITIES, _quantity(elements, at)),
        }

    def _total(self, level: str, loop: str) -> Draft:
        if level not in self.totals:
            self.totals[level] = list(StatusLevel(loop, self.kind))
        return self.totals[level]

    def _total_begins(self, level: str, loop: str, trace: str, at: At) -> None:
        if level in self.totals:
            self.emit(_new(StatusLevel, self.totals.pop(level)))
        draft = self._total(level, loop)
        draft[_TRACE], draft[_T_AT] = readable(trace), at

    # --- claims

    def _claim_handlers(self, loop: str) -> dict[str, Handler]:
        return {
            f"{loop}.TRN": self._opener(loop),
            f"{loop}.STC": lambda elements, at: self._put(_STATUSES, self._status(elements, at)),
            f"{loop}.REF": lambda elements, at: self._put(_REFERENCES, reference(elements, at, self.parts)),
            f"{loop}.DTP": lambda elements, at: self._put(_DATES, dated(elements, at)),
            f"{loop}.AMT": lambda elements, at: self._put(_AMOUNTS, amount(elements, at)),
        }

    def _put(self, slot: int, thing: object) -> None:
        if self.claim is not None:
            put(self.claim, slot, thing)

    def _extra(self, place: str) -> Handler:
        return lambda elements, at: self._put(_EXTRAS, Extra(place, tuple(elements), at))

    def _opener(self, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            self._leave_claim()
            elements = elements + BLANK
            who = [self._person(each) or Party() for each in _LEVELS[:4]]
            patient = self._person("2000E") if loop == "2200E" else None
            trace = readable(elements[2])
            self.claim = [self.kind, trace, elements[1], at, loop, self.reference, *who, patient, *_EMPTY_REST]
            self.claim[_EARLIER] = self._earlier(trace, at)

        return take

    def _earlier(self, trace: str, at: At) -> int:
        before = self.traces.get(trace, 0)
        if not before and len(self.traces) < _MOST_TRACES and len(trace) <= _LONGEST_TRACE:
            self.traces[trace] = at.number
        return before

    def _leave_claim(self) -> None:
        claim, self.claim = self.claim, None
        if claim is None:
            return
        claim[_LINES] = tuple([_new(LineStatus, each) for each in self.lines])
        claim[_IS_CUT] = len(self.lines) >= MOST
        self.lines, self.line = [], None
        made: ClaimStatus = _new(ClaimStatus, claim)
        for draft in self.totals.values():
            draft[_ANSWERED] += 1
            draft[_REJECTED] += made.is_rejected
        self.emit(made)

    def _status(self, elements: list[str], at: At) -> Status:
        elements = elements + BLANK
        codes = tuple([self.codes[elements[place]] for place in (1, 10, 11) if elements[place]])
        days = [DAYS[elements[place]][0] for place in (2, 6, 8)]
        made: Status = _new(
            Status,
            (
                codes, days[0], elements[3], CENTS[elements[4]], CENTS[elements[5]], days[1], days[2], elements[9], readable(elements[12]), at,
            ),
        )  # fmt: skip
        return made

    # --- lines

    def _line_handlers(self, loop: str) -> dict[str, Handler]:
        return {
            f"{loop}.SVC": self._line_opener(loop),
            f"{loop}.STC": lambda elements, at: self._put_line(_L_STATUSES, self._status(elements, at)),
            f"{loop}.REF": lambda elements, at: self._put_line(_L_REFERENCES, reference(elements, at, self.parts)),
            f"{loop}.DTP": lambda elements, at: self._put_line(_L_DATES, dated(elements, at)),
        }

    def _put_line(self, slot: int, thing: object) -> None:
        if self.line is not None:
            put(self.line, slot, thing)

    def _line_opener(self, loop: str) -> Handler:
        def take(elements: list[str], at: At) -> None:
            _, service, charge, paid, revenue, _, _, units, *_ = elements + BLANK
            self.line = [self.procedures[service], CENTS[charge], CENTS[paid], revenue, NUMBERS[units], at, loop, (), (), ()]
            if self.claim is not None and len(self.lines) < MOST:
                self.lines.append(self.line)

        return take


def _quantity(elements: list[str], at: At) -> Quantity:
    elements = elements + BLANK
    return Quantity(elements[1], NUMBERS[elements[2]], at)
