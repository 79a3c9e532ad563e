"""Predeterminations, reported claims and an exchange's enrolments have typed objects, and only the rules that hold for them."""

from datetime import date

import pytest

from superbill.x12.check import check
from superbill.x12.objects.claims import Claim
from superbill.x12.objects.enrolment import Enrolment, Member
from superbill.x12.objects.predeterminations_builder import Predetermination
from superbill.x12.objects.reports_builder import ReportedClaim
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t834_exchange import T834_EXCHANGE
from superbill.x12.transactions.t837i import T837I
from superbill.x12.transactions.t837i_predetermination import T837I_PREDETERMINATION
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t837p_predetermination import T837P_PREDETERMINATION
from superbill.x12.transactions.t837p_reporting import T837P_REPORTING
from tests.x12.one_set import changed, lines_of
from tests.x12.test_following_guides import ENROLMENT, INSTITUTIONAL, PROFESSIONAL, REPORT

LEVELS = (1, 2, 3, 4)


def file_of(table: Transaction, lines: list[str]) -> bytes:
    head = ["ISA*00*          *00*          *ZZ*BIRCH01        *ZZ*ELM01          *260914*0930*^*00501*000000001*0*T*:"]
    head += [f"GS*{table.function}*BIRCH01*ELM01*20260914*0930*1*X*{table.guide}", f"ST*{table.kind}*0001*{table.guide}"]
    tail = [f"SE*{len(lines) + 2}*0001", "GE*1*1", "IEA*1*000000001"]
    return "".join(f"{line}~\n" for line in (*head, *lines, *tail)).encode()


def objects_of(table: Transaction, text: str, of: type) -> list[object]:
    heard: list[object] = []
    check(file_of(table, lines_of(text)), levels=LEVELS, hear=heard.append)
    return [each for each in heard if isinstance(each, of)]


def codes_of(table: Transaction, lines: list[str]) -> list[str]:
    return [each.code for each in check(file_of(table, lines), levels=LEVELS).findings if each.level in (3, 4)]


@pytest.mark.parametrize(
    ("table", "text", "of", "kind"),
    [
        (T837P_PREDETERMINATION, PROFESSIONAL, Predetermination, "P"),
        (T837I_PREDETERMINATION, INSTITUTIONAL, Predetermination, "I"),
        (T837P_REPORTING, REPORT, ReportedClaim, "P"),
    ],
)
def test_each_has_claims_of_its_own_kind(table, text, of, kind):
    (claim,) = objects_of(table, text, Claim)

    assert type(claim) is of
    assert (claim.kind, claim.charge_cents, len(claim.lines)) == (kind, 12_000, 1)


def test_a_reported_claim_has_its_payers_as_other_payers():
    (claim,) = objects_of(T837P_REPORTING, REPORT, ReportedClaim)

    assert [(each.payer.id, each.amount("D").cents) for each in claim.other_payers] == [("ELM03", 9_000)]
    assert claim.subscriber.payer.last_name == "STATE DATA OFFICE"


def test_an_exchange_enrols_members():
    (member,) = objects_of(T834_EXCHANGE, ENROLMENT, Member)
    (enrolment,) = objects_of(T834_EXCHANGE, ENROLMENT, Enrolment)

    assert (member.person.last_name, [each.line for each in member.coverages]) == ("LINDQVIST", ["HLT"])
    assert (enrolment.payer.last_name, enrolment.sponsor.last_name) == ("ELM MUTUAL", "")
    assert (enrolment.members, enrolment.created_on) == (1, date(2026, 9, 14))


@pytest.mark.parametrize(
    ("table", "text"),
    [(T837P_PREDETERMINATION, PROFESSIONAL), (T837I_PREDETERMINATION, INSTITUTIONAL), (T837P_REPORTING, REPORT), (T834_EXCHANGE, ENROLMENT)],
)  # fmt: skip
def test_nothing_is_wrong_with_a_good_one(table, text):
    assert codes_of(table, lines_of(text)) == []


@pytest.mark.parametrize(
    ("table", "text", "old", "new", "code"),
    [
        (T837P_PREDETERMINATION, PROFESSIONAL, "SV1*HC:99213*120*UN*1***1", "SV1*HC:99213*110*UN*1***1", "SNIP3-CLAIM-TOTAL"),
        (T837P_PREDETERMINATION, PROFESSIONAL, "SV1*HC:99213*120*UN*1***1", "SV1*HC:99213*120*UN*1***2", "SNIP4-POINTER"),
        (T837P_PREDETERMINATION, PROFESSIONAL, "DMG*D8*19800229*F", "", "SNIP4-SELF-BORN"),
        (T837I_PREDETERMINATION, INSTITUTIONAL, "SV2*0450*HC:99283*120*UN*1", "SV2*0450*HC:99283*10*UN*1", "SNIP3-CLAIM-TOTAL"),
        (T837P_REPORTING, REPORT, "AMT*D*90", "AMT*D*80", "SNIP3-COB-CLAIM"),
        (T837P_REPORTING, REPORT, "SVD*ELM03*90*HC:99213**1", "SVD*ELM09*90*HC:99213**1", "SNIP4-LINE-PAYER"),
        (T834_EXCHANGE, ENROLMENT, "QTY*TO*1", "QTY*TO*2", "SNIP3-MEMBER-COUNT"),
        (T834_EXCHANGE, ENROLMENT, "INS*Y*18*021*20*A***FT", "INS*Y*19*021*20*A***FT", "SNIP4-MEMBER-SELF"),
    ],
)
def test_what_holds_for_a_claim_or_a_member_holds_here(table, text, old, new, code):
    assert code in codes_of(table, changed(text, old, new))


AHEAD = ("SV1*HC:99213*120*UN*1***1", "SV1*HC:99213*120*UN*1***1\nDTP*472*D8*20261020")
LONG_AGO = ("SV1*HC:99213*120*UN*1***1", "SV1*HC:99213*120*UN*1***1\nDTP*472*D8*20240920")
IN_HOSPITAL = ("CLM*MARA-1*120***11:B:1*Y*A*Y*Y**********08", "CLM*MARA-1*120***21:B:1*Y*A*Y*Y**********08")
STAY = ("CLM*MARA-1*120***13:A:1**A*Y*Y**********08", "CLM*MARA-1*120***11:A:1**A*Y*Y**********08")
TWICE = ("LX*1", "LX*1\nSV1*HC:99213*120*UN*1***1\nCLM*MARA-1*120***11:B:1*Y*A*Y*Y**********08\nHI*ABK:M25561\nLX*1")
OLD_CLAIM = ("HI*ABK:M25561", "REF*F8*E1\nHI*ABK:M25561")
DATED_TWICE = ("NM1*PR*2*ELM MUTUAL*****PI*ELM03", "NM1*PR*2*ELM MUTUAL*****PI*ELM03")
LATE_REPORT = ("DTP*472*D8*20260901", "DTP*472*D8*20240901")


@pytest.mark.parametrize(
    ("table", "claims", "text", "change", "code"),
    [
        (T837P_PREDETERMINATION, T837P, PROFESSIONAL, AHEAD, "SNIP4-FUTURE-SERVICE"),
        (T837P_PREDETERMINATION, T837P, PROFESSIONAL, LONG_AGO, "SNIP4-LATE"),
        (T837P_PREDETERMINATION, T837P, PROFESSIONAL, IN_HOSPITAL, "SNIP4-ADMISSION-DAY"),
        (T837P_PREDETERMINATION, T837P, PROFESSIONAL, TWICE, "SNIP4-CLAIM-TWICE"),
        (T837I_PREDETERMINATION, T837I, INSTITUTIONAL, STAY, "SNIP4-STAY-ADMISSION"),
        (T837I_PREDETERMINATION, T837I, INSTITUTIONAL, STAY, "SNIP4-STAY-DISCHARGE"),
        (T837I_PREDETERMINATION, T837I, INSTITUTIONAL, STAY, "SNIP4-STAY-ADMITTING"),
        (T837I_PREDETERMINATION, T837I, INSTITUTIONAL, ("CL1***01", "CL1*3**01"), "SNIP4-STAY-SOURCE"),
        (T837P_REPORTING, T837P, REPORT, OLD_CLAIM, "SNIP4-ORIGINAL-NUMBER"),
        (T837P_REPORTING, T837P, REPORT, DATED_TWICE, "SNIP4-PAID-DAY-TWICE"),
        (T837P_REPORTING, T837P, REPORT, LATE_REPORT, "SNIP4-LATE"),
    ],
)
def test_what_holds_for_a_claim_only_is_not_said_here(table, claims, text, change, code):
    lines = changed(text, *change)

    assert code not in codes_of(table, lines)
    assert code in codes_of(claims, as_claims(lines))


def as_claims(lines: list[str]) -> list[str]:
    """A report with a payer in place of the receiver of the data, and without the patient as another payer knows them."""
    known = "NM1*QC*1*LINDQVIST*OLE****MI*ELM000002"
    payer = [each.replace("NM1*ZD*2*STATE DATA OFFICE", "NM1*PR*2*ELM MUTUAL*****PI*ELM01") for each in lines]
    return [each for index, each in enumerate(payer) if each != known or known not in payer[:index]]
