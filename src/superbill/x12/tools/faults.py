"""Wanted faults: what a generated file may have wrong, one thing at a time, so that a validator can be tried against it.

A fault is one or more steps of the table below: where, which element, and what is done to it.

    where     names of segments with conditions, each to be found after the one before it in the same claim:
              `SBR[2=18] > DMG` is the first DMG below an SBR whose SBR02 is 18; `CLM[5-3=7]` looks at a component
    element   3, or 5-3 for the third component of the fifth element; nothing when the segment as a whole is meant
    what      `=text` puts text there · `+100` adds a dollar (or 1.00), `-100` takes it off · `digit` alters the last digit ·
              `drop` · `double` · `swap` with the segment after it · `after text` puts a segment after it · `cut` ends the file there

SE01 is put right after segments were added or taken away, so that only the wanted thing is wrong.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from superbill.basics.errors import BadInput
from superbill.basics.money import cents_from
from superbill.x12.tools.invent.pieces import END, money, table

_STEPS = """
cut-file                  | 1 | 837     | LX > REF[1=6R] || cut | the file ends in the middle
cut-file                  | 1 | 835     | SVC > REF[1=6R] || cut | the file ends in the middle
cut-file                  | 1 | 27 834  | NM1[1=IL] || cut | the file ends in the middle
missing-trailer           | 1 | all     | IEA || drop | IEA is missing
se-count                  | 1 | all     | SE  | 1 | +100 | SE01 counts one segment too many
se-control                | 1 | all     | SE  | 2 | =9999 | SE02 is not ST02
ge-count                  | 1 | all     | GE  | 1 | +100 | GE01 counts one set too many
ge-control                | 1 | all     | GE  | 2 | =999999 | GE02 is not GS06
iea-count                 | 1 | all     | IEA | 1 | +100 | IEA01 counts one group too many
iea-control               | 1 | all     | IEA | 2 | =999999998 | IEA02 is not ISA13
unknown-segment           | 1 | 837 835 | LX  || after ZZZ*1 | a segment that X12 does not know
unknown-segment           | 1 | 27 834  | NM1[1=IL] || after ZZZ*1 | a segment that X12 does not know
too-many-elements         | 1 | 27 834  | NM1[1=IL] | 13 | =X | NM1 has a thirteenth element
too-many-elements         | 1 | 837     | NM1[1=IL] | 13 | =X | NM1 has a thirteenth element
too-many-elements         | 1 | 835     | NM1[1=QC] | 13 | =X | NM1 has a thirteenth element
too-many-parts            | 1 | 837     | CLM | 5-4 | =9 | CLM05 has a fourth component
impossible-date           | 1 | 837     | DTP[1=472] | 3 | =20260231 | a service on February 31
impossible-date           | 1 | 835     | DTM[1=472] | 2 | =20260231 | a service on February 31
impossible-date           | 1 | 270     | DTP[1=291] | 3 | =20260231 | a day that is none
impossible-date           | 1 | 271     | DTP[1=346] | 3 | =20260231 | a day that is none
impossible-date           | 1 | 276 277 | DTP[1=472] | 3 | =20260231-20260231 | a service on February 31
impossible-date           | 1 | 834     | DTP[1=356] | 3 | =20260231 | a day that is none
impossible-time           | 1 | 837 27  | BHT | 5 | =2560 | a time after 24 hours
amount-not-a-number       | 1 | 837     | AMT[1=EAF] | 2 | =12A | letters in an amount
amount-not-a-number       | 1 | 835     | AMT[1=B6]  | 2 | =12A | letters in an amount
too-long                  | 1 | 837     | NM1[1=IL] | 3 | =ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ | a name of 62 letters
too-long                  | 1 | 27 834  | NM1[1=IL] | 3 | =ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ | a name of 62 letters
too-long                  | 1 | 835     | NM1[1=QC] | 3 | =ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJ | a name of 62 letters
too-short                 | 1 | 837     | NM1[1=IL] | 9 | =X | a member number of one character
too-short                 | 1 | 835     | NM1[1=QC] | 9 | =X | a member number of one character
control-character         | 1 | 837     | NM1[1=IL] | 3 | =RIV\x01ERS | a control character in a name
control-character         | 1 | 835     | NM1[1=QC] | 3 | =RIV\x01ERS | a control character in a name
hl-number                 | 1 | 837 27  | HL[3=22] | 1 | =999 | HL01 is not counted on
hl-parent                 | 1 | 837 27  | HL[3=22] | 2 | =999 | HL02 names no level
missing-mandatory         | 1 | 837 27 834 | NM1[1=IL] | 2 | = | NM102 is missing
missing-mandatory         | 1 | 835     | NM1[1=QC] | 2 | = | NM102 is missing
missing-pair              | 1 | 837     | PER | 6 | = | PER05 without PER06
missing-pair              | 1 | 835     | PER[1=BL] | 6 | = | PER05 without PER06
trailing-separator        | 1 | 837     | BHT | 6 | =CH* | an empty element at the end

missing-required          | 2 | 837     | N3  || drop | the billing provider's street is missing
missing-required          | 2 | 835     | TRN || drop | the trace is missing
missing-required          | 2 | 276     | NM1[1=1P] || drop | the provider is missing
missing-required          | 2 | 277     | STC || drop | the status is missing
missing-required          | 2 | 834     | REF[1=0F] || drop | the subscriber's number is missing
missing-loop              | 2 | 837     | NM1[1=PR] || drop | the payer is missing
missing-element           | 2 | 837     | CLM | 8 | = | CLM08 is missing
missing-element           | 2 | 835     | CLP | 6 | = | CLP06 is missing
wrong-order               | 2 | 837P    | SV1 || swap | SV1 stands after the day of its service
wrong-order               | 2 | 835     | BPR || swap | BPR stands after TRN
unexpected-segment        | 2 | 837P    | HI  || after CL1*1*1*01 | CL1 in a professional claim
unexpected-segment        | 2 | 837I    | CL1 || after CR1*LB*165**A*DH*12 | CR1 in an institutional claim
unexpected-segment        | 2 | 835     | CLP || after HI*ABK:I10 | HI in a remittance
unknown-qualifier         | 2 | 837 835 | REF[1=6R] | 1 | =ZZ | a REF of a kind that has no place there
code-not-allowed          | 2 | 837     | DMG | 3 | =X | a sex that is not F, M or U
code-not-allowed          | 2 | 270     | EQ  | 1 | =ZZ | a service type that does not exist
code-not-allowed          | 2 | 271     | EB  | 1 | =QQQ | a kind of benefit that does not exist
code-not-allowed          | 2 | 276     | DMG | 3 | =X | a sex that is not F or M
code-not-allowed          | 2 | 834     | INS | 1 | =X | neither a subscriber nor a dependent
end-of-loop-missing       | 2 | 271 834 | LE  || drop | LS without LE
code-not-allowed          | 2 | 835     | CLP | 2 | =99 | a claim status that does not exist
not-used-element          | 2 | 837     | CLM | 3 | =X | CLM03 is not used
not-used-element          | 2 | 835     | CLP | 10 | =X | CLP10 is not used
too-often                 | 2 | 837     | REF[1=EI] || double | two tax numbers
too-often                 | 2 | 835     | TRN || double | two traces
loop-too-often            | 2 | 837     | NM1[1=PR] || double | two payers
unknown-guide             | 2 | all     | GS | 8 | =005010X999 | GS08 names no guide
drug-without-quantity     | 2 | 837P    | CTP || drop | LIN without CTP
decision-without-date     | 2 | 837     | SVD > DTP[1=573] || drop | a line's other payment without its date

total-charge              | 3 | 837     | CLM | 2 | +100 | CLM02 is not the sum of the lines
other-payer-not-balanced  | 3 | 837     | AMT[1=D] | 2 | +100 | the other payer's payment and adjustments are not the charge
other-line-not-balanced   | 3 | 837     | SVD > CAS | 3 | +100 | a line's other payment and adjustments are not its charge
other-line-not-balanced   | 3 | 837     | SVD > SVD > CAS | 3 | -100 |
service-not-balanced      | 3 | 835     | SVC | 3 | +100 | SVC02 less the adjustments is not SVC03
claim-not-balanced        | 3 | 835     | CLP | 4 | +100 | CLP03 less the adjustments is not CLP04
claim-not-balanced        | 3 | 835     | BPR | 2 | +100 |
charge-not-services       | 3 | 835     | CLP | 3 | +100 | CLP03 is not the sum of the services
charge-not-services       | 3 | 835     | CLP || after CAS*CO*45*1 |
bpr-not-balanced          | 3 | 835     | BPR | 2 | +100 | BPR02 is not what the claims and PLB come to
plb-not-balanced          | 3 | 835     | PLB | 4 | +100 | PLB moves another amount than BPR02 says
patient-share             | 3 | 835     | CLP[2=1] | 5 | +100 | CLP05 is not what the adjustments leave to the patient

pointer-without-diagnosis | 4 | 837P    | SV1 | 7 | =1:9 | a line points to a ninth diagnosis that is not there
pointer-without-diagnosis | 4 | 837D    | HI > SV3 | 11 | =4 | a line points to a fourth diagnosis that is not there
frequency-without-original-ref | 4 | 837 | CLM | 5-3 | =7 | a replacement that does not say of which claim
self-without-birth-date   | 4 | 837     | SBR[2=18] > DMG || drop | the subscriber is the patient and has no birth date
self-without-address      | 4 | 837     | SBR[2=18] > N3 || drop | the subscriber is the patient and has no address
self-without-address      | 4 | 837     | SBR[2=18] > N4 || drop |
dependent-without-patient | 4 | 837     | SBR[2=18] | 2 | = | the subscriber is not the patient, and no patient follows
accident-without-date     | 4 | 837P 837D | DTP[1=439] || drop | an accident without its date
auto-accident-without-state | 4 | 837P  | CLM[11=AA] | 11 | =AA | a car accident without its state
admission-without-date    | 4 | 837P 837I | DTP[1=435] || drop | a stay without its admission
ambulance-without-transport | 4 | 837P  | CR1 || drop | a ride without CR1
attending-missing         | 4 | 837I    | NM1[1=71] > PRV || drop | a facility's claim without its attending clinician
attending-missing         | 4 | 837I    | NM1[1=71] || drop |
unknown-other-payer       | 4 | 837     | SVD | 1 | =NOBODY9 | a line's other payment by a payer that the claim does not name
service-after-file        | 4 | 837     | DTP[1=472] | 3 | =20991231 | a service after the file was written
born-after-service        | 4 | 837     | DMG | 2 | =20991231 | a patient born after the service
nothing-asked             | 4 | 270     | EQ  || drop | a patient about whom nothing is asked
bpr-h-with-amount         | 4 | 835     | BPR[1=I] | 1 | =H | a notification only, yet with an amount
reason-without-remark     | 4 | 835     | CAS[2=16] > LQ || drop | reason 16 without the remark that says what is missing

npi-check-digit           | 5 | 837     | NM1[1=85] | 9 | digit | the billing provider's NPI has a wrong check digit
npi-check-digit           | 5 | 27      | NM1[1=1P] | 9 | digit | the provider's NPI has a wrong check digit
npi-check-digit           | 5 | 834     | NM1[1=P3] | 9 | digit | the clinician's NPI has a wrong check digit
status-category           | 5 | 277     | STC | 1-1 | =Z9 | a category of status that does not exist
status                    | 5 | 277     | STC | 1-2 | =9999 | a status that does not exist
npi-check-digit           | 5 | 835     | N1[1=PE] | 4 | digit | the payee's NPI has a wrong check digit
rendering-npi             | 5 | 837P 837D | NM1[1=82] | 9 | digit | the rendering clinician's NPI has a wrong check digit
rendering-npi             | 5 | 835     | NM1[1=82] | 9 | digit | the rendering clinician's NPI has a wrong check digit
diagnosis                 | 5 | 837P 837I | HI | 1-2 | =E1199 | a diagnosis that does not exist
diagnosis-not-complete    | 5 | 837P 837I | HI | 1-2 | =E11 | a diagnosis that must be told in more detail
procedure                 | 5 | 837P    | SV1 | 1-2 | =Z9999 | a procedure that does not exist
procedure                 | 5 | 835     | SVC | 1-2 | =Z9999 | a procedure that does not exist
modifier                  | 5 | 837P    | SV1 | 1-3 | =Z9 | a modifier that does not exist
place-of-service          | 5 | 837P 837D | CLM | 5-1 | =98 | a place of service that does not exist
bill-type                 | 5 | 837I    | CLM | 5-1 | =90 | a kind of facility that does not exist
revenue-code              | 5 | 837I    | SV2 | 1 | =0009 | a revenue code that does not exist
taxonomy                  | 5 | 837     | PRV | 3 | =999999999X | a taxonomy code that does not exist
state                     | 5 | 837 835 271 834 | N4  | 2 | =ZZ | a state that does not exist
zip-code                  | 5 | 837 835 271 834 | N4  | 3 | =ABCDE | a ZIP code of letters
ndc                       | 5 | 837P    | LIN | 3 | =123 | a drug code that is too short
carc                      | 5 | 835     | CAS | 2 | =999 | a reason that does not exist
rarc                      | 5 | 835     | LQ  | 2 | =N9999 | a remark that does not exist
routing-number            | 5 | 835     | BPR[4=ACH] | 7 | digit | a bank's number with a wrong check digit
"""
_FAMILIES = {"837": ("837P", "837I", "837D"), "27": ("270", "271", "276", "277")}
_CLAIM_BEGINS = ("HL", "CLM", "CLP", "SE")
_CONDITION = re.compile(r"(?P<tag>\w+)(\[(?P<place>\d+)(-(?P<part>\d+))?=(?P<value>[^\]]*)\])?\Z")


class NoPlaceForFault(BadInput):
    """The file has nothing in which the fault could be; nothing may be taken from it."""


@dataclass(frozen=True, slots=True)
class Step:
    """One change: the names on the way to the segment, the element and component (0: the whole), and what is done."""

    path: tuple[str, ...]
    place: int
    part: int
    what: str


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that may be wrong: its name, its SNIP level, the kind of file, and what is wrong in words."""

    name: str
    level: int
    kind: str
    says: str
    steps: tuple[Step, ...]


def faults_for(kind: str) -> dict[str, Fault]:
    """The faults that a kind of file may have, such as 837P, by name."""
    found: dict[str, Fault] = {}
    for name, level, kinds, where, element, what, says in table("\n".join(filter(None, _STEPS.splitlines()))):
        if kinds == "all" or any(kind in _FAMILIES.get(each, (each,)) for each in kinds.split()):
            place, _, part = element.partition("-")
            step = Step(tuple(where.split(" > ")), int(place or 0), int(part or 0), what)
            known = found.get(name)
            found[name] = Fault(name, int(level), kind, known.says if known else says, (*(known.steps if known else ()), step))
    return found


def with_faults(pieces: Iterator[str], faults: Sequence[Fault]) -> Iterator[str]:
    """A file with each fault in the first piece that has a place for it. Raises `NoPlaceForFault` at the end when none had."""
    waiting = list(faults)
    for piece in pieces:
        if not waiting:
            yield piece
            continue
        segments = piece.split(END)[:-1]
        waiting = [fault for fault in waiting if not _put(segments, fault)]
        cut = segments and segments[-1].endswith(_CUT)
        text = "".join(each + END for each in segments)
        if cut:
            yield text.removesuffix(_CUT + END)
            return
        yield text
    if waiting:
        what = f"The file has no place for the fault {waiting[0].name}."
        raise NoPlaceForFault(what, todo="Ask for more claims, such as 200; do not use this file.")


_CUT = "\x00"


def _put(segments: list[str], fault: Fault) -> bool:
    """Put a fault into the segments; say whether there was a place for all of it."""
    places = [_find(segments, step.path) for step in fault.steps]
    if any(place < 0 for place in places):
        return False
    before = len(segments)
    for step in fault.steps:
        _change(segments, _find(segments, step.path), step)
    if len(segments) != before and segments[-1].startswith("SE*"):
        _change(segments, len(segments) - 1, Step((), 1, 0, f"{100 * (len(segments) - before):+d}"))
    return True


def _find(segments: list[str], path: tuple[str, ...], start: int = 0, *, bounded: bool = False) -> int:
    """The index of the segment at the end of the path, or -1; after the first step it stays within one claim."""
    for index in range(start, len(segments)):
        if _fits(segments[index], path[0]):
            found = _find(segments, path[1:], index + 1, bounded=True) if len(path) > 1 else index
            if found >= 0:
                return found
        if bounded and segments[index].partition("*")[0] in _CLAIM_BEGINS:
            return -1
    return -1


def _fits(text: str, condition: str) -> bool:
    match = _CONDITION.match(condition)
    assert match, f"{condition} names no segment"
    tag, *elements = text.split("*")
    if tag != match["tag"]:
        return False
    if match["place"] is None:
        return True
    place, part = int(match["place"]), int(match["part"] or 1)
    value = elements[place - 1] if place <= len(elements) else ""
    return (*value.split(":"), *[""] * part)[part - 1] == match["value"]


def _change(segments: list[str], index: int, step: Step) -> None:
    what, text = step.what, segments[index]
    if what == "drop":
        del segments[index]
    elif what == "double":
        segments.insert(index, text)
    elif what == "swap":
        segments[index : index + 2] = segments[index + 1], text
    elif what.startswith("after "):
        segments.insert(index + 1, what.removeprefix("after "))
    elif what == "cut":
        segments[index:] = [text[: len(text) // 2] + _CUT]
    else:
        segments[index] = _with_element(text, step)


def _with_element(text: str, step: Step) -> str:
    elements = text.split("*")
    elements += [""] * (step.place + 1 - len(elements))
    parts = elements[step.place].split(":")
    parts += [""] * (step.part - len(parts))
    if step.part:
        parts[step.part - 1] = _new_value(parts[step.part - 1], step.what)
        elements[step.place] = ":".join(parts)
    else:
        elements[step.place] = _new_value(elements[step.place], step.what)
    written = "*".join(elements)
    return written if step.what.endswith("*") else written.rstrip("*")


def _new_value(old: str, what: str) -> str:
    if what == "digit":
        return old[:-1] + str((int(old[-1]) + 1) % 10)
    return what[1:] if what.startswith("=") else money(cents_from(old or "0") + int(what))
