"""Level 4 of an 837I: stays and visits of a facility, by the type of its bill. Sources: 005010X223A2; NUBC's UB-04 rules it refers to.

The first two digits of the bill type stand in CLM05-1, the third (frequency) in CLM05-3.
"""

from collections.abc import Iterator

from superbill.x12.findings import Finding, Severity, register
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.claims_found import told
from superbill.x12.rules import rule

register("""
SNIP4-STAY-ADMISSION | error | | An inpatient claim without the day of admission | Add DTP*435 with day and hour.
SNIP4-STAY-ADMITTED-AFTER | error | | The admission is after the period that is billed | Correct DTP*435 or DTP*434.
SNIP4-STAY-DISCHARGE | error | | A final inpatient claim without the hour of discharge | Add DTP*096.
SNIP4-STAY-NOT-DISCHARGED | warning | | The hour of discharge on a claim that is not the last of the stay | Leave DTP*096 out, or correct CLM05-3.
SNIP4-STAY-STATUS | warning | | The patient's status and the bill's frequency do not agree | Send status 30 while the stay goes on, and only then.
SNIP4-STAY-ADMITTING | error | | An inpatient claim without the admitting diagnosis | Add HI*ABJ.
SNIP4-STAY-SOURCE | warning | | The point of origin is missing | Add CL102.
SNIP4-VISIT-REASON | warning | | An unscheduled visit without the patient's reason | Add HI*APR.
SNIP4-ATTENDING | error | | Nobody is said to have attended the patient | Add loop 2310A (NM1*71).
SNIP4-OPERATING | warning | | A procedure, and nobody is said to have done it | Add loop 2310B (NM1*72) when it was an operation.
SNIP4-LINE-OUTSIDE | warning | | A service outside the period that is billed | Correct DTP*472 of the line or DTP*434 of the claim.
SNIP4-LINE-DAY | warning | | An outpatient line without its day, in a period of several days | Add DTP*472 to the line.
SNIP4-CODE-TWICE | warning | | A value, occurrence or condition code is given twice | Leave the second one out.
SNIP4-DRG | warning | | A DRG on an outpatient claim | Leave HI*DR out.
SNIP4-AUTO-STATE | warning | | An automobile accident without its state | Add REF*LU.
""")

_STAYS = frozenset(("11", "18", "41"))
"""Hospital, swing bed, religious institution: all rules for inpatients hold."""
_ADMITTED = _STAYS | {"21"}
_MAYBE_ADMITTED = frozenset(("12", "22", "28", "32", "33", "65", "66", "81", "82", "86"))
"""Where an admission is told as well, by the UB-04 rules (X12 RFI 1520)."""
_OUTPATIENT = frozenset(("13", "14", "71", "73", "74", "75", "76", "77", "83", "85"))
_FINAL, _GOING_ON = ("1", "4"), ("2", "3")
_STILL_A_PATIENT = "30"
_RIDES = "054"
_DRUGS = ("025", "063")
_UNSCHEDULED = ("045", "0516", "0526", "0762")
_AUTO_OCCURRENCES = ("01", "02")
_REPEATED = {"BE": "value", "BH": "occurrence", "BI": "occurrence span", "BG": "condition"}


@rule(4, Claim)
def check_institutional(claim: Claim) -> Iterator[Finding]:
    """All that is said of a facility's bill."""
    if claim.facility_list != "A" or claim.kind != "I":
        return
    lists = {each.list for each in claim.codes}
    yield from _check_admission(claim)
    yield from _check_discharge(claim)
    yield from _check_codes(claim, lists)
    yield from _check_clinicians(claim, lists)
    yield from _check_lines(claim)


def _check_admission(claim: Claim) -> Iterator[Finding]:
    """Source: 2300 DTP*435, on inpatient claims; X12 RFI 1520 for which those are; CL102."""
    admitted, statement = claim.dated("435"), claim.dated("434")
    if admitted is None and claim.facility in _ADMITTED | _MAYBE_ADMITTED:
        severity = None if claim.facility in _ADMITTED else Severity.WARNING
        what = f"The bill type {claim.facility}{claim.frequency} is inpatient, but the day of admission (DTP*435) is missing."
        yield told(claim, "SNIP4-STAY-ADMISSION", what, at=claim.at, spot="CLM05-1", value=claim.facility, severity=severity)
    if admitted and statement and admitted.first and statement.last and admitted.first > statement.last:
        what = f"The admission is on {admitted.first}, after the last day billed, {statement.last}."
        yield told(claim, "SNIP4-STAY-ADMITTED-AFTER", what, at=admitted.at, spot="DTP03")
    if claim.stay_at.number and not claim.admission_source and claim.facility != "14":
        what = "The point of origin (CL102) is missing."
        yield told(claim, "SNIP4-STAY-SOURCE", what, at=claim.stay_at, spot="CL102")


def _check_discharge(claim: Claim) -> Iterator[Finding]:
    """Source: 2300 DTP*096, on all final inpatient claims; by the UB-04 rules not in skilled nursing (21x)."""
    if claim.facility not in _ADMITTED:
        return
    discharged, stays_on = claim.dated("096"), claim.patient_status == _STILL_A_PATIENT
    bill = f"{claim.facility}{claim.frequency}"
    if claim.facility in _STAYS and claim.frequency in _FINAL and not stays_on and discharged is None:
        what = f"The bill {bill} is the last of the stay, but the hour of discharge (DTP*096) is missing."
        yield told(claim, "SNIP4-STAY-DISCHARGE", what, at=claim.at, spot="CLM05-3", value=claim.frequency)
    if discharged is not None and claim.frequency in _GOING_ON:
        what = f"The bill {bill} says that the stay goes on, but DTP*096 gives the hour of discharge."
        yield told(claim, "SNIP4-STAY-NOT-DISCHARGED", what, at=discharged.at, spot="DTP03")
    if claim.patient_status and ((claim.frequency in _FINAL and stays_on) or (claim.frequency in _GOING_ON and not stays_on)):
        what = f"The bill {bill} and the patient's status {claim.patient_status} do not agree on whether the stay goes on."
        yield told(claim, "SNIP4-STAY-STATUS", what, at=claim.stay_at, spot="CL103")


def _check_codes(claim: Claim, lists: set[str]) -> Iterator[Finding]:
    """Source: 2300 HI: admitting diagnosis, patient's reason for visit, DRG; NUBC: a code once."""
    if claim.facility in _ADMITTED and lists.isdisjoint(("ABJ", "BJ")):
        what = f"The bill type {claim.facility}{claim.frequency} is inpatient, but the admitting diagnosis is missing."
        severity = None if claim.facility == "11" else Severity.WARNING
        yield told(claim, "SNIP4-STAY-ADMITTING", what, at=claim.at, spot="CLM05-1", value=claim.facility, severity=severity)
    unscheduled = claim.admission_type in ("1", "2", "5") and any(line.revenue.startswith(_UNSCHEDULED) for line in claim.lines)
    if claim.facility in ("13", "78", "85") and unscheduled and lists.isdisjoint(("APR", "PR")):
        what = f"An unscheduled visit (CL101 is {claim.admission_type}), but the patient's reason for it is missing."
        yield told(claim, "SNIP4-VISIT-REASON", what, at=claim.stay_at, spot="CL101")
    seen: set[tuple[str, str, str]] = set()
    for each in claim.codes:
        spot = f"HI{each.element:02d}-2"
        if each.list in _REPEATED:
            key = (each.list, each.code, each.text)
            if key in seen:
                what = f"The {_REPEATED[each.list]} code {each.code} is given twice."
                yield told(claim, "SNIP4-CODE-TWICE", what, at=each.at, spot=spot, value=each.code)
            seen.add(key)
        elif each.list == "DR" and claim.facility in _OUTPATIENT:
            what = f"The DRG {each.code} on a bill of type {claim.facility}{claim.frequency}, which is outpatient."
            yield told(claim, "SNIP4-DRG", what, at=each.at, spot=spot, value=each.code)
    if any(each.list == "BH" and each.code in _AUTO_OCCURRENCES for each in claim.codes) and not claim.reference("LU"):
        what = "An occurrence code says automobile accident, but its state (REF*LU) is missing."
        yield told(claim, "SNIP4-AUTO-STATE", what, at=claim.at, spot="REF")


def _check_clinicians(claim: Claim, lists: set[str]) -> Iterator[Finding]:
    """Source: 2310A, on every claim for more than non-scheduled rides; 2310B, when a surgical procedure is listed."""
    if not claim.provider("71") and not all(line.revenue.startswith(_RIDES) for line in claim.lines):
        what = "The attending provider (NM1*71) is missing."
        yield told(claim, "SNIP4-ATTENDING", what, at=claim.at, spot="NM1", loop="2310A")
    if not lists.isdisjoint(("BBR", "BR")) and not claim.provider("72"):
        what = "A principal procedure is given, but the operating physician (NM1*72) is missing."
        yield told(claim, "SNIP4-OPERATING", what, at=claim.at, spot="NM1", loop="2310B")


def _check_lines(claim: Claim) -> Iterator[Finding]:
    """Source: 2400 DTP*472: on outpatient lines, but drugs, in a period of more than one day."""
    statement = claim.dated("434")
    if statement is None or statement.first is None or statement.last is None:
        return
    several = statement.first < statement.last
    for line in claim.lines:
        served = line.dated("472")
        if served is None:
            is_drug = line.drugs or line.revenue.startswith(_DRUGS)
            if several and claim.facility in _OUTPATIENT and not is_drug:
                what = f"Line {line.number} has no day of service, and the bill is for {statement.first} to {statement.last}."
                yield told(claim, "SNIP4-LINE-DAY", what, at=line.at, spot="DTP", loop="2400")
        elif served.first and served.last and (served.first < statement.first or served.last > statement.last):
            what = f"The service of line {line.number} is on {served.first}, outside {statement.first} to {statement.last} (DTP*434)."
            yield told(claim, "SNIP4-LINE-OUTSIDE", what, at=served.at, spot="DTP03", loop="2400")
