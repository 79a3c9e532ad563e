"""Level 4 of the 835: what one segment says calls for another; each rule on both sides, and what must not be rejected."""

import pytest

from superbill.x12.findings import Finding
from tests.x12.invented_remits import BANKS, CLAIM, OAK, STAY, codes, edited, findings, remit

PAID = "BPR*I*180*C*ACH*CCP*"
NOTHING = "BPR*H*0*C*NON************20260914"
DENIED = """
    CLP*A3*4*100*0**12*P3
    CAS*OA*31*100
    NM1*QC*1*RIVERA*JO
"""
REVERSAL = """
    CLP*A1*22*-300*-180**12*P1*11*1
    NM1*QC*1*LINDQVIST*MARA
    SVC*HC:99213*-300*-180
    DTM*472*20260901
    CAS*CO*45*-90
    CAS*PR*2*-30
"""


def claim(**changes: str) -> str:
    return edited(CLAIM, **changes)


def only(lines: list[str]) -> Finding:
    (finding,) = findings(lines, 4)
    return finding


def test_what_is_right_is_found_right() -> None:
    assert codes(remit(CLAIM, STAY, REVERSAL, DENIED, paid="3200"), 4) == []


# --- how the payment is handled


@pytest.mark.parametrize(
    ("payment", "expected"),
    [
        (f"{PAID}{BANKS}*20260914", []),
        (f"BPR*H*180*C*ACH*CCP*{BANKS}*20260914", [("SNIP4-ERA-HANDLING", "BPR01")]),
        ("BPR*I*180*C*NON************20260914", [("SNIP4-ERA-METHOD", "BPR04")]),
        (NOTHING, []),
        ("BPR*I*0*C*NON************20260914", [("SNIP4-ERA-HANDLING", "BPR01")]),
        ("BPR*H*0*C*CHK************20260914", [("SNIP4-ERA-METHOD", "BPR04")]),
        (f"BPR*P*0*C*ACH*CCP*{BANKS}*20260914", []),
        ("BPR*I*X*C*CHK************20260914", []),
    ],
)
def test_nothing_is_paid_exactly_when_it_is_a_notification(payment: str, expected: list[tuple[str, str]]) -> None:
    assert codes(remit(CLAIM, payment=payment), 4) == expected


@pytest.mark.parametrize(
    ("payment", "spots"),
    [
        ("BPR*I*180*C*ACH************20260914", ["BPR05"]),
        (f"BPR*I*180*C*ACH**{BANKS}*20260914", ["BPR05"]),
        (f"BPR*I*180*C*FWT**{BANKS}*20260914", []),
        ("BPR*I*180*C*FWT**01*199999999*DA*4711*1990000001*******20260914", ["BPR12"]),
        ("BPR*I*180*C*BOP**01*199999999*DA*4711***01*188888888*DA*4712*20260914", ["BPR10"]),
        ("BPR*I*180*C*CHK************20260914", []),
        ("BPR*I*180*C*CHK******1990000001******20260914", []),
    ],
)
def test_an_electronic_payment_names_both_accounts(payment: str, spots: list[str]) -> None:
    found = findings(remit(CLAIM, payment=payment), 4)

    assert [each.spot for each in found] == spots
    assert all(each.code == "SNIP4-BANK" and each.is_error for each in found)


def test_every_missing_bank_field_is_named_once() -> None:
    finding = only(remit(CLAIM, payment="BPR*I*180*C*ACH************20260914"))

    assert (
        finding.message
        == "A payment by ACH names both accounts; BPR05, BPR06, BPR07, BPR08, BPR09, BPR10, BPR12, BPR13, BPR14, BPR15 are missing."
    )


def test_a_check_with_accounts_is_a_warning() -> None:
    finding = only(remit(CLAIM, payment=f"BPR*I*180*C*CHK**{BANKS}*20260914"))

    assert (finding.code, finding.spot, finding.is_error) == ("SNIP4-BANK-NOT-USED", "BPR06", False)


@pytest.mark.parametrize(
    ("trace", "spots"),
    [
        ("TRN*1*EFT-90*1990000001", []),
        ("TRN*1*EFT-90*1990000002", ["BPR10"]),
        ("TRN*1*EFT-90*1990000001*77", []),
    ],
)
def test_the_payer_names_itself_alike_in_payment_and_trace(trace: str, spots: list[str]) -> None:
    found = findings(remit(CLAIM, paid="180", trace=trace), 4)

    assert [each.spot for each in found] == spots
    assert all(each.code == "SNIP4-PAYER-NUMBER" for each in found)


def test_the_supplements_of_payer_and_trace_are_alike() -> None:
    bank = BANKS.replace("1990000001*", "1990000001*55")
    lines = remit(CLAIM, payment=f"{PAID}{bank}*20260914", trace="TRN*1*EFT-90*1990000001*77")

    assert codes(lines, 4) == [("SNIP4-PAYER-NUMBER", "BPR11")]


# --- what moves outside claims


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ("WO:P9*10", []),
        ("WO*10", [("SNIP4-ERA-MOVED-REFERENCE", "PLB03-2")]),
        ("72*10", [("SNIP4-ERA-MOVED-REFERENCE", "PLB03-2")]),
        ("FB*10", [("SNIP4-ERA-MOVED-REFERENCE", "PLB03-2")]),
        ("L6*-10", []),
        ("CS:X*0", [("SNIP4-ERA-MOVED-ZERO", "PLB04")]),
        ("L6*-1*CS:X*0", [("SNIP4-ERA-MOVED-ZERO", "PLB06")]),
        ("FB:EFT-80*10", []),
        ("FB:EFT-90*10", [("SNIP4-ERA-FORWARD", "PLB03-2")]),
        ("FB:EFT-90*-10", [("SNIP4-ERA-FORWARD", "PLB04")]),
        ("FB:EFT-80*-10", [("SNIP4-ERA-FORWARD", "PLB03-2")]),
        ("WO:P1*-10", []),
        ("FB:EFT-80*X", []),
    ],
)
def test_what_moves_outside_claims_says_what_for(moved: str, expected: list[tuple[str, str]]) -> None:
    lines = remit(CLAIM, paid="180", moved=f"PLB*{OAK}*20261231*{moved}")

    found = findings(lines, 4)

    assert [(each.code, each.spot) for each in found] == expected
    assert not any(each.is_error or each.claim for each in found)


def test_a_negative_payment_carried_forward_under_its_own_trace_is_right() -> None:
    lines = remit(REVERSAL, payment=NOTHING, moved=f"PLB*{OAK}*20261231*FB:EFT-90*-180")

    assert codes(lines, 4) == []


# --- what the status calls for


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("CLP*A3*4*100*0**12*P3", []),
        ("CLP*A3*4*100*1**12*P3", [("SNIP4-ERA-DENIED-PAID", "CLP04", "error")]),
        ("CLP*A3*25*100*0**12*P3", []),
        ("CLP*A3*25*100*80**12*P3", [("SNIP4-ERA-PREDETERMINED-PAID", "CLP04", "error")]),
        ("CLP*A3*22*-100*0**12*P3", []),
        ("CLP*A3*22*100*-80**12*P3", [("SNIP4-ERA-REVERSAL-SIGN", "CLP03", "error")]),
        ("CLP*A3*22*-100*80**12*P3", [("SNIP4-ERA-REVERSAL-SIGN", "CLP04", "warning")]),
        ("CLP*A3*22*-100*-80*-5*12*P3", [("SNIP4-ERA-REVERSAL-SHARE", "CLP05", "warning")]),
        ("CLP*A3*1*-100*-80**12*P3", [("SNIP4-ERA-NEGATIVE-CHARGE", "CLP03", "warning")]),
        ("CLP*A3*1*100*-80**12*P3", []),
        ("CLP*A3*4*100*X**12*P3", []),
    ],
)
def test_the_status_and_the_money_agree(head: str, expected: list[tuple[str, str, str]]) -> None:
    text = edited(DENIED, CLP=head, CAS="") + "\nDTM*232*20260901\nSVC*HC:99213*1*1"

    found = findings(remit(text, paid="1"), 4)

    assert [(each.code, each.spot, each.severity.value) for each in found] == expected
    assert all(each.claim == "A3" for each in found)


@pytest.mark.parametrize("status", ["1", "2", "3", "19", "20", "21", "23", "22"])
@pytest.mark.parametrize("is_named", [True, False])
def test_the_next_payer_is_named_exactly_when_the_claim_was_sent_on(status: str, is_named: bool) -> None:
    sign = "-" if status == "22" else ""
    text = f"CLP*A1*{status}*{sign}100*{sign}100**12*P1\nNM1*QC*1*RIVERA\nNM1*TT*2*FIR HEALTH*****PI*77\nDTM*232*20260901"
    text = text if is_named else edited(text, NM1_2="")

    found = findings(remit(text, paid="100"), 4)

    if status in ("19", "20", "21", "23"):
        assert [each.code for each in found] == [] if is_named else ["SNIP4-ERA-CROSSOVER"]
    else:
        assert [each.code for each in found] == (["SNIP4-ERA-CROSSOVER-NOT-USED"] if is_named else [])


def test_the_payee_is_not_named_again_as_who_treated() -> None:
    again = claim(NM1_2=f"NM1*82*1*AHLGREN*TOVE****XX*{OAK}")

    finding = only(remit(again, paid="180"))

    assert (finding.code, finding.spot, finding.value) == ("SNIP4-ERA-RENDERING", "NM109", OAK)


# --- what stands twice


def test_the_same_claim_twice_is_told_once_and_of_another_patient_not() -> None:
    other = claim(NM1="NM1*QC*1*RIVERA*JO")

    found = findings(remit(CLAIM, other, CLAIM, paid="540"), 4)

    assert [(each.code, each.claim, each.is_error) for each in found] == [("SNIP4-ERA-TWICE", "A1", False)]


def test_a_reversal_and_its_correction_are_not_twice() -> None:
    assert codes(remit(CLAIM, REVERSAL, claim(CLP="CLP*A1*1*300*180*30*12*P1B*11*1"), paid="180"), 4) == []


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("CLP*B2*1*300*180*30*12*P1*11*1", ["SNIP4-ERA-NUMBER-TWICE"]),
        ("CLP*B2*1*300*180*30*12*P2*11*1", []),
        ("CLP*A1*2*300*180*30*12*P1*11*1", []),
        ("CLP*B2*22*-300*-180**12*P1*11*1", []),
        ("CLP*B2*1*300*180*30*12", []),
    ],
)
def test_a_number_of_the_payer_is_for_one_claim(head: str, expected: list[str]) -> None:
    assert [each.code for each in findings(remit(CLAIM, claim(CLP=head), paid="360"), 4)] == expected


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("SVC*HC:99213*100*60\nDTM*472*20260901\nREF*6R*L1", ["SNIP4-ERA-SERVICE-TWICE"]),
        ("SVC*HC:99213*100*60\nDTM*472*20260901\nREF*6R*L2", []),
        ("SVC*HC:99213*100*61\nDTM*472*20260901\nREF*6R*L1", []),
        ("SVC*HC:99214*100*60\nDTM*472*20260901\nREF*6R*L1", []),
        ("SVC*HC:99213*100*60\nDTM*472*20260902\nREF*6R*L1", []),
        ("SVC*HC:99213*100*60\nDTM*472*20260901", []),
    ],
)
def test_split_lines_share_a_number_and_the_same_service_again_is_told(second: str, expected: list[str]) -> None:
    first = "SVC*HC:99213*100*60\nDTM*472*20260901\nREF*6R*L1"
    text = f"CLP*A1*1*200*120**12*P1\nNM1*QC*1*RIVERA\n{first}\n{second}"

    assert [each.code for each in findings(remit(text, paid="120"), 4)] == expected


# --- services


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CLP*A1*1*300*180**12*P1\nCAS*CO*45*120", ["SNIP4-ERA-SERVICES"]),
        ("CLP*A1*1*300*180**12*P1*81*1\nCAS*CO*45*120", []),
        ("CLP*A1*1*300*180**12*P1*02*1\nCAS*CO*45*120", ["SNIP4-ERA-SERVICES"]),
        ("CLP*A1*1*300*300**12*P1", []),
        ("CLP*A1*1*300*180**MA*P1\nCAS*CO*45*120", []),
        ("CLP*A1*1*300*180**12*P1****470\nCAS*CO*45*120", []),
        ("CLP*A1*4*300*0**12*P1\nCAS*OA*31*300", []),
        ("CLP*A1*22*-300*-180**12*P1\nCAS*CO*45*-120", []),
    ],
)
def test_services_are_due_where_nothing_shows_a_facilitys_claim(text: str, expected: list[str]) -> None:
    found = findings(remit(f"{text}\nNM1*QC*1*RIVERA\nDTM*232*20260901", paid="180"), 4)

    assert [each.code for each in found] == expected
    assert not any(each.is_error for each in found)


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("SVC*HC:A4550*100*60**2*HC:A4649*3", []),
        ("SVC*HC:A4550*100*60**2*HC:A4550", [("SNIP4-ERA-BILLED-SAME", "SVC06")]),
        ("SVC*HC:A4550*100*60**2*HC:A4550:26", []),
        ("SVC*HC:A4550*100*60**2**2", [("SNIP4-ERA-BILLED-SAME", "SVC07")]),
        ("SVC*HC:A4550*100*60****1", [("SNIP4-ERA-BILLED-SAME", "SVC07")]),
        ("SVC*HC:A4550*100*60**2**3", []),
        ("SVC*HC:A4550*100*60**0", [("SNIP4-ERA-UNITS", "SVC05")]),
        ("SVC*HC:A4550*100*0**0**32", []),
    ],
)
def test_what_was_billed_is_told_only_when_it_differs(service: str, expected: list[tuple[str, str]]) -> None:
    assert codes(remit(claim(SVC_2=service), paid="180"), 4) == expected


# --- days


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("DTM*472*20260901", []),
        ("DTM*150*20260901\nDTM*151*20260901", []),
        ("DTM*150*20260902\nDTM*151*20260901", [("SNIP4-ERA-SERVED-ENDS", "DTM02")]),
        ("DTM*150*20260901", [("SNIP4-ERA-SERVED-HALF", "DTM01")]),
        ("DTM*151*20260901", [("SNIP4-ERA-SERVED-HALF", "DTM01")]),
        ("DTM*472*20260901\nDTM*151*20260902", [("SNIP4-ERA-SERVED-HALF", "DTM01")]),
        ("", [("SNIP4-ERA-SERVED", "DTM")]),
    ],
)
def test_the_day_of_a_service_is_one_day_or_a_whole_period(days: str, expected: list[tuple[str, str]]) -> None:
    assert codes(remit(claim(DTM_2=days), paid="180"), 4) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("DTM*232*20260801\nDTM*233*20260801", []),
        ("DTM*232*20260801", []),
        ("DTM*232*20260802\nDTM*233*20260801", [("SNIP4-ERA-SERVED-ENDS", "DTM02")]),
        ("DTM*233*20260801", [("SNIP4-ERA-SERVED-HALF", "DTM01")]),
        ("DTM*232*X\nDTM*233*20260801", []),
        ("DTM*050*20260801", [("SNIP4-ERA-SERVED", "DTM")]),
    ],
)
def test_the_days_of_a_statement_stand_in_their_order(days: str, expected: list[tuple[str, str]]) -> None:
    text = edited(STAY, DTM=days, DTM_2="") if "\n" not in days else edited(STAY, DTM_2="", DTM=days)

    assert codes(remit(text, paid="3200"), 4) == expected


def test_a_day_at_the_claim_is_enough_for_its_services() -> None:
    assert codes(remit(claim(DTM_2="", DTM="DTM*232*20260901"), paid="180"), 4) == []


@pytest.mark.parametrize("status", ["4", "25"])
def test_what_was_not_decided_needs_no_day(status: str) -> None:
    assert codes(remit(edited(DENIED, CLP=f"CLP*A3*{status}*100*0**12*P3"), payment=NOTHING), 4) == []


# --- adjudication


@pytest.mark.parametrize(
    ("segment", "filing", "spots"),
    [
        ("MIA*3***3200*MA01", "MA", []),
        ("MIA*3****MA01***************N19*N20*N21*N22", "12", []),
        ("MIA*3***3200*MA01", "12", ["MIA04"]),
        ("MOA***MA01*N19", "12", []),
        ("MOA*.8**MA01", "12", ["MOA01"]),
        ("MOA*.8**MA01", "MB", []),
        ("MIA*3\nMOA***MA01", "MC", ["MOA"]),
    ],
)
def test_adjudication_is_of_one_kind_and_its_amounts_are_for_medicare_and_medicaid(
    segment: str, filing: str, spots: list[str]
) -> None:
    text = edited(STAY, CLP=f"CLP*A2*1*5000*3200*200*{filing}*P2*11*1**470", MIA=segment)

    found = findings(remit(text, paid="3200"), 4)

    assert [each.spot for each in found] == spots
    assert all(each.code == "SNIP4-ERA-ADJUDICATION" and not each.is_error for each in found)


# --- reasons


@pytest.mark.parametrize(
    ("cas", "remark", "expected"),
    [
        ("CO*16*60", "LQ*HE*M51", []),
        ("CO*16*60", "LQ*RX*70", []),
        ("CO*16*60", "LQ*HE*MA01", ["SNIP4-ERA-REASON-REMARK"]),
        ("CO*16*60", "", ["SNIP4-ERA-REASON-REMARK"]),
        ("CO*226*60", "", ["SNIP4-ERA-REASON-REMARK"]),
        ("CO*97*60", "", []),
        ("OA*23*60", "", []),
        ("CO*23*60", "", ["SNIP4-ERA-REASON-GROUP"]),
        ("PR*45*60", "", []),
        ("OA*45*60", "", ["SNIP4-ERA-REASON-GROUP"]),
        ("OA*18*60", "", []),
        ("PR*18*60", "", ["SNIP4-ERA-REASON-GROUP"]),
        ("CO*225*60", "", ["SNIP4-ERA-REASON-837"]),
        ("CO*97*60**45*0", "", ["SNIP4-ERA-REASON-ZERO"]),
        ("CO*97*30**97*30", "", ["SNIP4-ERA-REASON-TWICE"]),
        ("CO*97*20**253*20**97*20", "", ["SNIP4-ERA-REASON-TWICE"]),
        ("CO*97*30**253*20**59*10", "", []),
        ("CO*45*200", "", ["SNIP4-ERA-REASON-WHOLE"]),
        ("CO*45*199", "", []),
        ("CO*97*X", "", []),
    ],
)
def test_reasons_of_a_service_go_with_their_groups_and_remarks(cas: str, remark: str, expected: list[str]) -> None:
    found = findings(remit(claim(CAS=f"CAS*{cas}", LQ=remark), paid="180"), 4)

    assert [each.code for each in found] == expected
    assert all(each.loop == "2110" and each.claim == "A1" and not each.is_error for each in found)


@pytest.mark.parametrize(("remark", "expected"), [("MA01", 1), ("N519", 0), ("MA01*N519", 0)])
def test_a_remark_of_the_claim_explains_its_services(remark: str, expected: int) -> None:
    text = claim(CAS="CAS*CO*16*60", LQ="", NM1_2=f"MOA***{remark}")

    assert len(findings(remit(text, paid="180"), 4)) == expected


def test_a_remark_of_a_service_explains_the_claim() -> None:
    text = claim(CLP="CLP*A1*1*310*180*30*12*P1*11*1\nCAS*CO*16*10")

    assert codes(remit(text, paid="180"), 4) == []
    assert codes(remit(edited(text, LQ=""), paid="180"), 4) == [("SNIP4-ERA-REASON-REMARK", "CAS02")]


def test_the_element_of_a_later_reason_is_named() -> None:
    text = claim(CAS="CAS*CO*97*30**16*30", LQ="")

    assert codes(remit(text, paid="180"), 4) == [("SNIP4-ERA-REASON-REMARK", "CAS05")]


@pytest.mark.parametrize("group", ["CO", "PR", "OA", "PI"])
def test_any_group_may_stand_in_a_reversal(group: str) -> None:
    assert codes(remit(edited(REVERSAL, CAS=f"CAS*{group}*97*-90"), paid="0", payment=NOTHING), 4) == []
