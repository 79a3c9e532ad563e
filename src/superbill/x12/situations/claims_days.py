"""Level 4 of an 837: days that cannot be in the order they are in. A day that cannot be read is not judged."""

import re
from collections.abc import Iterator
from datetime import date

from superbill.x12.findings import Finding, Severity, register
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import Span
from superbill.x12.rules import rule

register("""
SNIP4-FUTURE-SERVICE | error | | A service after the day the file was written | Correct the day of service, or BHT04.
SNIP4-BORN-AFTER | error | | The patient was born after the service | Correct DMG02 or the day of service.
SNIP4-DIED-BEFORE | warning | | The patient died before the service | Check PAT06 and the day of service.
SNIP4-ACCIDENT-AFTER | error | | The accident is later than every service | Correct DTP*439 or the day of service.
SNIP4-DAY-AFTER | warning | | Something that comes before a service is later than every service | Correct that day, or the day of service.
SNIP4-DISCHARGE-BEFORE | error | | The discharge is earlier than the admission | Correct DTP*435 or DTP*096.
SNIP4-DAYS-REVERSED | warning | | Two days are in the wrong order | Correct one of the two days.
SNIP4-DISABILITY-FORM | error | | A disability date in the wrong form | Send RD8 with DTP*314 (both days), D8 with DTP*360 or DTP*361 (one of them).
SNIP4-ADMISSION-DAY | warning | | A stay in a hospital without the day of admission | Add DTP*435 when it was an inpatient visit.
SNIP4-LATE | warning | | A service of more than a year ago without the reason of the delay | Add CLM20, and check the payer's time limit.
""")

_BEFORE = {
    "431": "the onset", "435": "the admission", "453": "the acute manifestation", "454": "the first treatment",
    "455": "the X-ray", "484": "the last menses", "304": "the last visit",
}  # fmt: skip
_PAIRS = (("360", "361", "disability"), ("297", "296", "absence from work"), ("090", "091", "care"))
_JUDGED = frozenset(("096", *(end for _, end, _ in _PAIRS)))  # nothing is in the wrong order without an end
_FORMS = {"314": "RD8", "360": "D8", "361": "D8"}
INPATIENT_PLACES = ("21", "51", "61")
_INPATIENT_VISIT = re.compile(r"992(2[1-3]|3[1-69]|38|5[1-5])\Z", re.ASCII)  # CPT codes of visits to inpatients
YEAR = 366  # days; 42 CFR 424.44 gives Medicare's suppliers one calendar year


@rule(4, Claim)
def check_service_days(claim: Claim) -> Iterator[Finding]:
    """A service is claimed when it was given, to somebody alive. A range may reach on: supplies are given beforehand."""
    first, last = _served(claim)
    if first is None or last is None:
        return
    written = claim.header.created_on
    if written and last > written:
        yield from _check_future(claim, written)
    born = claim.patient_party.born
    if born and first < born:
        party = claim.patient_party
        what = f"The patient was born on {born}, after the service of {first}."
        yield told(claim, "SNIP4-BORN-AFTER", what, at=party.born_at, spot="DMG02", loop=party.loop)
    if written and (written - last).days > YEAR and not claim.delay_reason and claim.frequency == "1":
        what = f"The last service was on {last}, and the file was written on {written}; no reason is given for the delay."
        yield told(claim, "SNIP4-LATE", what, at=claim.at, spot="CLM20")
    if claim.dates or (claim.patient or claim.subscriber).died_on:
        yield from _check_other_days(claim, first, last)


def _spans(claim: Claim) -> list[Span]:
    """The days of service: of the lines, of a dental claim, or the period of a bill."""
    spans = [span for line in claim.lines for span in line.dates if span.kind == "472"]
    if claim.dates:
        spans += [span for span in claim.dates if span.kind in ("472", "434")]
    return spans


def _served(claim: Claim) -> tuple[date | None, date | None]:
    """The first and the last day of service."""
    first = last = None
    for span in _spans(claim):
        begins, ends = span[3:5]
        if begins and (first is None or begins < first):
            first = begins
        if ends and (last is None or ends > last):
            last = ends
    return first, last


def _check_future(claim: Claim, written: date) -> Iterator[Finding]:
    for span in _spans(claim):
        if span.first and span.last and span.last > written:
            begins_later = span.first > written
            what = (
                f"The service is on {span.first if begins_later else span.last}, but the file was written on {written} (BHT04)."
            )
            severity = None if begins_later else Severity.WARNING
            loop = "2300" if span in claim.dates else "2400"
            yield told(claim, "SNIP4-FUTURE-SERVICE", what, at=span.at, spot="DTP03", loop=loop, severity=severity)


def _check_other_days(claim: Claim, first: date, last: date) -> Iterator[Finding]:
    """What a service answers to comes before it, and nobody has died before."""
    about = claim.patient or claim.subscriber
    if about.died_on and about.died_on < first:
        at, loop = (claim.patient.at, "2000C") if claim.patient else (claim.subscriber.about_at, "2000B")
        what = f"The patient died on {about.died_on}, before the service of {first}."
        yield told(claim, "SNIP4-DIED-BEFORE", what, at=at, spot="PAT06", loop=loop)
    for span in claim.dates:
        if span.first is None or span.first <= last:
            continue
        if span.kind == "439":
            what = f"The accident (DTP*439) was on {span.first}, after the last service, {last}."
            yield told(claim, "SNIP4-ACCIDENT-AFTER", what, at=span.at, spot="DTP03")
        elif span.kind in _BEFORE and claim.facility_list != "A":  # a facility's admission is judged with its stay
            what = f"DTP*{span.kind}, {_BEFORE[span.kind]}, is {span.first}, after the last service, {last}."
            yield told(claim, "SNIP4-DAY-AFTER", what, at=span.at, spot="DTP03")


@rule(4, Claim)
def check_claim_days(claim: Claim) -> Iterator[Finding]:
    """The days of the claim against each other; the admission when there must be one."""
    if claim.facility in INPATIENT_PLACES and claim.facility_list == "B" and not claim.dated("435") and claim.kind == "P":
        yield _no_admission(claim)
    if claim.dates:
        yield from _check_pairs(claim)


def _no_admission(claim: Claim) -> Finding:
    """Source: 837P guide, 2300 DTP*435: on claims for inpatient medical visits. Other services in a hospital only warn."""
    visits = any(_INPATIENT_VISIT.match(line.procedure.code) for line in claim.lines)
    what = f"CLM05-1 is {claim.facility}, an inpatient place of service; but the day of admission (DTP*435) is missing."
    severity = Severity.ERROR if visits else None
    return told(claim, "SNIP4-ADMISSION-DAY", what, at=claim.at, spot="CLM05-1", value=claim.facility, severity=severity)


def _check_pairs(claim: Claim) -> Iterator[Finding]:
    kinds = {span.kind for span in claim.dates}
    if not kinds.isdisjoint(_JUDGED):
        yield from _check_order(claim)
    if not kinds.isdisjoint(_FORMS):
        yield from _check_forms(claim)


def _check_order(claim: Claim) -> Iterator[Finding]:
    admitted, discharged = claim.dated("435"), claim.dated("096")
    if admitted and discharged and admitted.first and discharged.first and discharged.first < admitted.first:
        what = f"The discharge (DTP*096) is on {discharged.first}, before the admission (DTP*435) on {admitted.first}."
        yield told(claim, "SNIP4-DISCHARGE-BEFORE", what, at=discharged.at, spot="DTP03")
    for begin, end, of in _PAIRS:
        begins, ends = claim.dated(begin), claim.dated(end)
        if begins and ends and begins.first and ends.first and ends.first < begins.first:
            what = f"The {of} ends on {ends.first} (DTP*{end}), before it begins on {begins.first} (DTP*{begin})."
            yield told(claim, "SNIP4-DAYS-REVERSED", what, at=ends.at, spot="DTP03")


def _check_forms(claim: Claim) -> Iterator[Finding]:
    for span in claim.dates:
        form = _FORMS.get(span.kind, span.format)
        if span.format != form:
            what = f"DTP*{span.kind} is written as {span.format} and should be {form}."
            yield told(claim, "SNIP4-DISABILITY-FORM", what, at=span.at, spot="DTP02")
