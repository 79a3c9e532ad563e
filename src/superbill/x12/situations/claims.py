"""Level 4 of an 837: the claim itself and the levels it stands below.

An error is certain for every payer: the guide demands it, and the data show that its condition is met. The others warn.
Sources: implementation guides 005010X222A1 (837P), 005010X223A2 (837I), 005010X224A2 (837D) with the notes to each segment.
"""

import re
from collections.abc import Iterator

from superbill.x12.findings import Finding, Severity, found, register
from superbill.x12.objects.claims import MEDICARE, SELF, Claim, Household
from superbill.x12.objects.claims_found import told
from superbill.x12.objects.claims_pieces import ORGANIZATION, Attachment, Code
from superbill.x12.rules import rule

register("""
SNIP4-SELF-BORN | error | | The patient is the subscriber, but birth date and sex are missing | Add DMG to loop 2010BA.
SNIP4-SELF-ADDRESS | error | | The patient is the subscriber, but the address is missing | Add N3 and N4 to loop 2010BA.
SNIP4-SELF-ORGANIZATION | error | | The subscriber is an organisation and cannot be the patient | Leave SBR02 empty, and send the patient in loop 2000C.
SNIP4-SELF-DEPENDENT | error | | SBR02 says that the patient is the subscriber, but another patient follows | Leave SBR02 empty, or put the claim below the subscriber.
SNIP4-NO-PATIENT | error | | The patient is not the subscriber, and no patient is given | Send SBR02 = 18, or the patient in loop 2000C.
SNIP4-HL-CHILD | error | | HL04 does not say whether a patient follows | Write 1 when loop 2000C follows the subscriber, else 0.
SNIP4-NO-CLAIM | error | | A subscriber without a claim | Add the claim, or leave the subscriber out.
SNIP4-REPLACED-NUMBER | error | | A claim that replaces or voids another does not say which | Add REF*F8 with the payer's claim number from the remittance.
SNIP4-ORIGINAL-NUMBER | warning | | An original claim carries the number of an earlier one | Send CLM05-3 = 7 or 8 to replace or void it, or leave REF*F8 out.
SNIP4-CLAIM-TWICE | warning | | CLM01 is used twice in the set | Give each claim its own number: acknowledgements and remittances are matched by it.
SNIP4-CONTROL-LONG | warning | | CLM01 is longer than payers must keep | Use at most 20 characters.
SNIP4-LINE-CONTROL-LONG | warning | | REF*6R is longer than payers must keep | Use at most 30 characters.
SNIP4-NO-CHARGE | warning | | A chargeable claim that charges nothing | Send BHT06 = RP for an encounter, or the charge.
SNIP4-ACCIDENT-DAY | error | | The cause is an accident, but its day is missing | Add DTP*439.
SNIP4-ACCIDENT-STATE | error | | An automobile accident without its state | Add the state in CLM11-4, or the country in CLM11-5.
SNIP4-ACCIDENT-CAUSE | warning | | The day of an accident without its cause | Add AA, EM or OA in CLM11, or leave DTP*439 out.
SNIP4-ATTACHMENT-NUMBER | error | | An attachment that is sent apart has no number | Add PWK05 = AC and the number in PWK06, and write it on the attachment.
SNIP4-CLIA | warning | | Not a CLIA number | Copy the ten characters of the laboratory's certificate; the third is a D.
SNIP4-DIAGNOSIS-TWICE | warning | | A diagnosis is given twice | Leave the second one out, and correct the pointers of the lines.
SNIP4-ICD-MIXED | error | | ICD-9 and ICD-10 codes on one claim | Code the whole claim with one of them, by the day of service.
SNIP4-EPSDT | error | | What an EPSDT screening led to contradicts itself | Send the condition NU with the answer N, and only then.
SNIP4-ACUTE-DAY | error | | An acute condition under spinal manipulation without its day | Add DTP*453 for Medicare.
SNIP4-CASUALTY-NUMBER | warning | | A casualty claim without the insurer's number | Add REF*Y4 to the patient when the insurer has given one.
SNIP4-CASUALTY-CAUSE | warning | | The kind of payer and the cause of the accident do not agree | Add EM for workers' compensation, AA for automobile insurance, in CLM11.
SNIP4-SEX | warning | | Pregnancy or menses of a male patient | Correct DMG03, or leave PAT09 and DTP*484 out.
SNIP4-MEDICARE-DEPENDENT | warning | | A dependent of a Medicare beneficiary | Send the patient as the subscriber: in Medicare everybody is insured alone.
""")

_SENT_APART = frozenset(("BM", "EL", "EM", "FT", "FX"))
CLIA = re.compile(r"\d{2}D\d{7}\Z", re.ASCII)
ICD_9, ICD_10 = frozenset("BK BF BJ BN PR BR BQ".split()), frozenset("ABK ABF ABJ ABN APR BBR BBQ".split())
LONGEST_CONTROL = 20
REPLACING = frozenset(("6", "7", "8"))
"""CLM05-3 of a claim that takes the place of another."""


@rule(4, Household)
def check_household(household: Household) -> Iterator[Finding]:
    """HL04 = 1 when, and only when, a patient follows; and something is claimed. Source: guides, 2000B HL04."""
    subscriber = household.subscriber
    if not subscriber.hl_at.number:
        return  # its HL is missing, which level 2 has said
    if subscriber.children == "1" and not household.patients:
        what = "HL04 is 1, but no patient (loop 2000C) follows the subscriber."
        yield found("SNIP4-HL-CHILD", what, at=subscriber.hl_at, spot="HL04", loop="2000B", value="1")
    elif subscriber.children == "0" and household.patients:
        what = "HL04 is 0, but a patient (loop 2000C) follows the subscriber."
        yield found("SNIP4-HL-CHILD", what, at=subscriber.hl_at, spot="HL04", loop="2000B", value="0")
    elif not household.patients and not household.own_claims:
        what = "Nothing is claimed for this subscriber."
        yield found("SNIP4-NO-CLAIM", what, at=subscriber.hl_at, spot="HL", loop="2000B")


@rule(4, Claim)
def check_whose(claim: Claim) -> Iterator[Finding]:
    """Whose claim it is: SBR02 and the levels agree. Source: guides, 2000B SBR02, 2000C; X12 RFI 2281."""
    subscriber = claim.subscriber
    is_self = subscriber.relationship == SELF
    if claim.patient is None and is_self:
        insured = subscriber.insured
        if not (insured.born_at.number and insured.street_at.number and insured.city_at.number) or insured.type != "1":
            yield from _check_self(claim)
    elif claim.patient is None and subscriber.at.number:
        what = "SBR02 is not 18, so the patient is not the subscriber; but the claim stands below the subscriber."
        yield told(claim, "SNIP4-NO-PATIENT", what, at=subscriber.at, spot="SBR02", loop="2000B")
    elif is_self and not claim.subscriber_claims:
        what = "SBR02 is 18, so the patient is the subscriber; but the claim stands below another patient (loop 2000C)."
        yield told(claim, "SNIP4-SELF-DEPENDENT", what, at=subscriber.at, spot="SBR02", loop="2000B")
    if claim.patient is not None and subscriber.filing in MEDICARE:
        what = f"SBR09 is {subscriber.filing} (Medicare), but the patient is a dependent."
        yield told(claim, "SNIP4-MEDICARE-DEPENDENT", what, at=claim.patient.at, spot="PAT01", loop="2000C")


def _check_self(claim: Claim) -> Iterator[Finding]:
    """The patient's address and birth date stand with the subscriber. Source: guides, 2010BA N3, N4, DMG; X12 RFI 2281."""
    insured = claim.subscriber.insured
    if not insured.at.number:
        return  # loop 2010BA is missing, which level 2 has said
    if insured.type == ORGANIZATION:
        what = "SBR02 is 18, but the subscriber is an organisation (NM102 = 2)."
        yield told(claim, "SNIP4-SELF-ORGANIZATION", what, at=insured.at, spot="NM102", loop="2010BA")
        return
    if not insured.born_at.number:
        what = "SBR02 is 18, so the subscriber is the patient; but DMG is missing: birth date and sex."
        yield told(claim, "SNIP4-SELF-BORN", what, at=insured.at, spot="DMG", loop="2010BA")
    for tag, at in (("N3", insured.street_at), ("N4", insured.city_at)):
        if not at.number:
            what = f"SBR02 is 18, so the subscriber is the patient; but {tag} is missing: the address."
            yield told(claim, "SNIP4-SELF-ADDRESS", what, at=insured.at, spot=tag, loop="2010BA")


@rule(4, Claim)
def check_numbers(claim: Claim) -> Iterator[Finding]:
    """The claim's own number, the number of the claim that it replaces, and the laboratory's."""
    if claim.earlier:
        what = f"CLM01 was used before in this set: in segment {claim.earlier} of the file."
        yield told(claim, "SNIP4-CLAIM-TWICE", what, at=claim.at, spot="CLM01")
    if len(claim.control) > LONGEST_CONTROL:
        what = f"CLM01 has {len(claim.control)} characters; payers must keep only {LONGEST_CONTROL}."
        yield told(claim, "SNIP4-CONTROL-LONG", what, at=claim.at, spot="CLM01")
    if claim.charge_cents == 0 and claim.header.type == "CH":
        what = "CLM02 is 0, but BHT06 says that the claims of this set are chargeable."
        yield told(claim, "SNIP4-NO-CHARGE", what, at=claim.at, spot="CLM02")
    if claim.frequency in REPLACING and not claim.reference("F8"):
        yield _replaced(claim)
    for each in claim.references:
        if each.kind == "F8" and claim.frequency == "1":
            what = "CLM05-3 is 1 (original), but REF*F8 gives the payer's number of an earlier claim."
            yield told(claim, "SNIP4-ORIGINAL-NUMBER", what, at=each.at, spot="REF02")
        elif each.kind == "X4" and not CLIA.match(each.number):
            yield told(claim, "SNIP4-CLIA", "REF*X4 is not a CLIA number.", at=each.at, spot="REF02")


def _replaced(claim: Claim) -> Finding:
    """Source: guides, 2300 REF*F8; X12 RFI 2110. Frequency 6 is not in use any more, so that it only warns."""
    does = "voids" if claim.frequency == "8" else "replaces"
    what = (
        f"CLM05-3 is {claim.frequency}: the claim {does} an earlier one; but REF*F8 with the payer's number of that is missing."
    )
    severity = Severity.WARNING if claim.frequency == "6" else None
    return told(claim, "SNIP4-REPLACED-NUMBER", what, at=claim.at, spot="CLM05-3", value=claim.frequency, severity=severity)


@rule(4, Claim)
def check_causes(claim: Claim) -> Iterator[Finding]:
    """What caused the illness: accidents, employment, pregnancy. Most claims have none of it."""
    if claim.causes or claim.subscriber.filing in ("AM", "WC"):
        yield from _check_accident(claim)
        yield from _check_casualty(claim)
    elif claim.dates and (day := claim.dated("439")):
        what = "DTP*439 gives the day of an accident, but CLM11 says nothing of one."
        yield told(claim, "SNIP4-ACCIDENT-CAUSE", what, at=day.at, spot="DTP03")
    about = claim.patient or claim.subscriber
    if (claim.dates or about.pregnant) and claim.patient_party.sex == "M":
        yield from _check_sex(claim)


def _check_accident(claim: Claim) -> Iterator[Finding]:
    """Source: guides, 2300 DTP*439 and CLM11-4. Employment (EM) needs the day only when it was an accident, so that it warns."""
    if claim.causes and not claim.dated("439"):
        certain = "AA" in claim.causes or "OA" in claim.causes
        what = f"CLM11 is {', '.join(claim.causes)}: an accident; but its day (DTP*439) is missing."
        severity = None if certain else Severity.WARNING
        yield told(claim, "SNIP4-ACCIDENT-DAY", what, at=claim.at, spot="CLM11-1", value=claim.causes[0], severity=severity)
    if "AA" in claim.causes and not claim.accident_state and not claim.accident_country:
        what = "CLM11 is AA, an automobile accident; but its state (CLM11-4) is missing."
        yield told(claim, "SNIP4-ACCIDENT-STATE", what, at=claim.at, spot="CLM11-4", value="")


def _check_casualty(claim: Claim) -> Iterator[Finding]:
    """Claims to an accident's insurer. Source: guides, REF*Y4 of 2010BA and 2010CA; CLM11."""
    cause = {"AM": "AA", "WC": "EM"}.get(claim.subscriber.filing)
    if cause is None:
        return
    party = claim.patient_party
    if not party.reference("Y4") and not claim.subscriber.insured.reference("Y4"):
        what = f"SBR09 is {claim.subscriber.filing}, a casualty claim; but the insurer's claim number (REF*Y4) is missing."
        yield told(claim, "SNIP4-CASUALTY-NUMBER", what, at=party.at, spot="REF", loop=party.loop)
    if cause not in claim.causes and claim.kind in ("P", "D"):
        what = f"SBR09 is {claim.subscriber.filing}, but CLM11 does not say {cause}."
        yield told(claim, "SNIP4-CASUALTY-CAUSE", what, at=claim.at, spot="CLM11-1", value="".join(claim.causes[:1]))


def _check_sex(claim: Claim) -> Iterator[Finding]:
    about = claim.patient or claim.subscriber
    if about.pregnant == "Y":
        at, loop = (claim.patient.at, "2000C") if claim.patient else (claim.subscriber.about_at, "2000B")
        yield told(claim, "SNIP4-SEX", "PAT09 says pregnant, but DMG03 says male.", at=at, spot="PAT09", loop=loop)
    if menses := claim.dated("484"):
        what = "DTP*484 gives the last menses, but DMG03 says male."
        yield told(claim, "SNIP4-SEX", what, at=menses.at, spot="DTP03")


@rule(4, Claim)
def check_codes(claim: Claim) -> Iterator[Finding]:
    """Diagnoses are given once, and by one version of the ICD. Source: 45 CFR 162.1002; guides, 2300 HI."""
    diagnoses = claim.diagnoses
    if len(diagnoses) > 1 and len({each.code for each in diagnoses}) < len(diagnoses):
        yield from _check_twice(claim)
    lists = {each.list for each in diagnoses}
    if claim.codes:
        lists.update([each.list for each in claim.codes])
    if len(lists) > 1 and not lists.isdisjoint(ICD_9) and not lists.isdisjoint(ICD_10):
        odd = next(each for each in (*diagnoses, *claim.codes) if each.list in ICD_9)
        what = f"{odd.code} is given as an ICD-9 code ({odd.list}), and other codes of the claim as ICD-10."
        yield told(claim, "SNIP4-ICD-MIXED", what, at=odd.at, spot=f"HI{odd.element:02d}-1", value=odd.list)


def _check_twice(claim: Claim) -> Iterator[Finding]:
    seen: dict[str, Code] = {}
    for each in claim.diagnoses:
        if each.code and each.code in seen:
            what = f"The diagnosis {each.code} stands in HI{seen[each.code].element:02d} and again in HI{each.element:02d}."
            yield told(claim, "SNIP4-DIAGNOSIS-TWICE", what, at=each.at, spot=f"HI{each.element:02d}-2", value=each.code)
        seen.setdefault(each.code, each)


@rule(4, Claim)
def check_rest(claim: Claim) -> Iterator[Finding]:
    """Attachments, EPSDT, spinal manipulation: most claims have none of it."""
    for each in claim.attachments:
        yield from check_attachment(claim, each, "2300")
    if claim.conditions:
        yield from _check_epsdt(claim)
    if claim.extras:
        yield from _check_spine(claim)


def check_attachment(claim: Claim, attachment: Attachment, loop: str) -> Iterator[Finding]:
    """What is sent by mail, fax, e-mail, file or another transaction is found by its number. Source: guides, PWK06."""
    if attachment.way in _SENT_APART and not attachment.control:
        what = f"PWK02 is {attachment.way}: the attachment is sent apart; but its number (PWK06) is missing."
        yield told(claim, "SNIP4-ATTACHMENT-NUMBER", what, at=attachment.at, spot="PWK06", loop=loop)


def _check_epsdt(claim: Claim) -> Iterator[Finding]:
    """CRC03 is NU exactly when CRC02 is N. Source: guides, 2300 CRC*ZZ."""
    for each in claim.conditions:
        if each.category == "ZZ" and (each.answer == "N") != ("NU" in each.codes):
            what = f"CRC02 is {each.answer}, but CRC03 is {', '.join(each.codes) or 'empty'}."
            severity = None if each.answer == "N" else Severity.WARNING
            yield told(claim, "SNIP4-EPSDT", what, at=each.at, spot="CRC03", severity=severity)


def _check_spine(claim: Claim) -> Iterator[Finding]:
    """Source: 837P guide, 2300 DTP*453: CR208 = A or M, and Medicare."""
    for each in claim.extras:
        condition = each.elements[8] if each.place == "2300.CR2" and len(each.elements) > 8 else ""
        if condition in ("A", "M") and claim.subscriber.filing == "MB" and not claim.dated("453"):
            what = f"CR208 is {condition}, an acute condition; but its day (DTP*453) is missing."
            yield told(claim, "SNIP4-ACUTE-DAY", what, at=each.at, spot="CR208")
