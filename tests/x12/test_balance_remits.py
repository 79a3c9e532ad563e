"""Level 3 of the 835: services, claims, facilities and the payment add up, or it is said by how much they do not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.tools.generate import generate
from tests.x12.invented_remits import CLAIM, OAK, STAY, codes, edited, findings, remit

REVERSAL = """
    CLP*A1*22*-300*-180**12*P1*11*1
    NM1*QC*1*LINDQVIST*MARA
    SVC*HC:99213*-300*-180
    DTM*472*20260901
    CAS*CO*45*-90
    CAS*PR*2*-30
"""
PREDETERMINED = """
    CLP*A5*25*300*0*30*12*P5
    CAS*OA*101*180
    NM1*QC*1*LINDQVIST*MARA
    SVC*AD:D2740*300*180
    CAS*CO*45*90
    CAS*PR*2*30
"""


def service(**changes: str) -> str:
    return edited(CLAIM, **changes)


def test_what_adds_up_is_right() -> None:
    lines = remit(CLAIM, STAY, REVERSAL, PREDETERMINED, paid="3200")

    assert codes(lines, 3) == []


def test_a_service_whose_adjustments_do_not_make_its_payment_is_told() -> None:
    (finding,) = findings(remit(service(SVC="SVC*HC:99213:25*200*121**1"), paid="180"), 3)

    assert (finding.code, finding.spot, finding.loop, finding.claim) == ("SNIP3-ERA-SERVICE", "SVC03", "2110", "A1")
    assert finding.value == "121"
    assert finding.message == (
        "Service 99213:25: the charge of 200.00 less adjustments of 80.00 is 120.00, but SVC03 says 121.00 was paid."
    )


def test_a_service_by_revenue_code_is_named_by_it() -> None:
    stay = STAY + "SVC*NU:0120*5000*5000\nSVC*HC*100*200*0250\n"

    messages = [each.message for each in findings(remit(stay, paid="3200"), 3) if each.code == "SNIP3-ERA-SERVICE"]

    assert messages[0].startswith("Service 0250: the charge of 100.00 less adjustments of 0.00")


@pytest.mark.parametrize(
    ("claim", "hint"),
    [
        (service(CLP="CLP*A1*1*300*181*30*12*P1*11*1"), "but CLP04 says 181.00 was paid."),
        (service(CLP="CLP*A1*1*300*180*30*12*P1*11*1\nCAS*CO*45*60"), "perhaps they repeat those of its services."),
        (service(CLP="CLP*A1*1*300*420*30*12*P1*11*1"), "a positive adjustment lowers the payment."),
        (service(CLP="CLP*A1*1*300*185*30*12*P1*11*1", AMT="AMT*I*5"), "which belongs into PLB with reason L6."),
    ],
)
def test_a_claim_whose_adjustments_do_not_make_its_payment_is_told_with_what_may_be_the_matter(claim: str, hint: str) -> None:
    (finding,) = [each for each in findings(remit(claim, paid="0"), 3) if each.code == "SNIP3-ERA-CLAIM"]

    assert (finding.spot, finding.claim, finding.is_error) == ("CLP04", "A1", True)
    assert finding.message.endswith(hint)


def test_amounts_of_amt_take_no_part() -> None:
    assert codes(remit(service(AMT="AMT*AU*99999\nAMT*T*5"), paid="180"), 3) == []


def test_a_charge_that_is_not_that_of_the_services_is_told() -> None:
    claim = service(CLP="CLP*A1*1*301*180*30*12*P1*11*1\nCAS*CO*45*1")

    (finding,) = findings(remit(claim, paid="180"), 3)

    assert (finding.code, finding.spot) == ("SNIP3-ERA-CHARGE", "CLP03")


@pytest.mark.parametrize("more", ["SVC*HC:99213*100*100", "SVC*HC:80048*50*50*0301", "SVC*NU:0250*30*30"])
def test_a_stay_may_tell_some_of_its_services_only(more: str) -> None:
    assert codes(remit(STAY + more, paid="3200"), 3) == []


def test_a_stay_whose_services_charge_more_than_the_claim_is_told() -> None:
    assert codes(remit(f"{STAY}SVC*NU:0250*5001*5001", paid="3200"), 3) == [("SNIP3-ERA-CHARGE", "CLP03")]


@pytest.mark.parametrize("sign", ["REF*EA*1", "QTY*CA*3"])
def test_covered_days_show_a_facility_and_a_number_does_not(sign: str) -> None:
    claim = f"CLP*A1*1*300*180**12*P1\nCAS*CO*45*120\nNM1*QC*1*RIVERA\n{sign}\nDTM*232*20260901\nSVC*HC:99213*100*100"

    assert bool(codes(remit(claim, paid="180"), 3)) == sign.startswith("REF")


@pytest.mark.parametrize(
    ("share", "reversed_", "expected"),
    [("30", False, 0), ("", False, 1), ("31", False, 1), ("0", False, 1), ("X", False, 0), ("7", True, 0)],
)
def test_the_patients_share_is_what_the_adjustments_say(share: str, reversed_: bool, expected: int) -> None:
    claim = REVERSAL.replace("*-180**", f"*-180*{share}*") if reversed_ else service(CLP=f"CLP*A1*1*300*180*{share}*12*P1*11*1")

    found = findings(remit(claim, paid="180"), 3)

    shares = [each for each in found if each.code == "SNIP3-ERA-PATIENT-SHARE"]
    assert len(shares) == expected
    assert not any(each.is_error for each in shares)


@pytest.mark.parametrize(
    ("spoilt", "paid"), [("CLP*A1*1*X*180*30*12*P1", "180"), ("CLP*A1*1*300*X*30*12*P1", "999"), ("CLP*A1", "999")]
)
def test_a_sum_with_something_unknown_is_not_judged(spoilt: str, paid: str) -> None:
    found = [each for each in codes(remit(service(CLP=spoilt), paid=paid), 3) if each[0] != "SNIP3-ERA-PATIENT-SHARE"]

    assert found == []


def test_an_unreadable_adjustment_leaves_its_service_and_claim_unjudged_but_not_the_payment() -> None:
    claim = service(CAS="CAS*CO*45*X", SVC="SVC*HC:99213:25*200*999**1")

    assert codes(remit(claim, paid="181"), 3) == [("SNIP3-ERA-TOTAL", "BPR02")]


# --- the whole payment


def test_the_payment_is_the_claims_less_what_moves_outside() -> None:
    moved = f"PLB*{OAK}*20261231*WO:P9*80*L6*-3"

    assert codes(remit(CLAIM, paid="103", moved=moved), 3) == []


@pytest.mark.parametrize(
    ("paid", "moved", "words"),
    [
        ("181", "", "The claims come to 180.00, but BPR02 says 181.00 is paid: 1.00 too much."),
        ("179", "", "The claims come to 180.00, but BPR02 says 179.00 is paid: 1.00 too little."),
        (
            "190",
            f"PLB*{OAK}*20261231*WO:P9*10",
            (
                "The claims come to 180.00 and PLB takes off 10.00, which makes 170.00, but BPR02 says 190.00 is paid: 20.00 too much."
                " With the other sign PLB would add up: a positive amount lowers the payment."
            ),
        ),
    ],
)
def test_a_payment_that_is_not_the_sum_is_told_with_the_difference(paid: str, moved: str, words: str) -> None:
    (finding,) = findings(remit(CLAIM, paid=paid, moved=moved), 3)

    assert (finding.code, finding.spot, finding.claim, finding.message) == ("SNIP3-ERA-TOTAL", "BPR02", "", words)


def test_a_negative_payment_is_told_and_a_carried_one_is_right() -> None:
    carried = remit(REVERSAL, payment="BPR*H*0*C*NON************20260914", moved=f"PLB*{OAK}*20261231*FB:EFT-90*-180")

    assert codes(remit(REVERSAL, paid="-180"), 3) == [("SNIP3-ERA-NEGATIVE", "BPR02")]
    assert codes(carried, 3) == []


@pytest.mark.parametrize(("handling", "expected"), [("D", []), ("P", []), ("I", [("SNIP3-ERA-TOTAL", "BPR02")])])
def test_money_without_claims_is_right_only_where_no_claims_are_to_be_told(
    handling: str, expected: list[tuple[str, str]]
) -> None:
    lines = [line for line in remit(paid="500") if not line.startswith("LX")]
    lines[0] = lines[0].replace("BPR*I", f"BPR*{handling}")

    assert codes(lines, 3) == expected


def test_a_debit_does_not_change_the_sign() -> None:
    lines = remit(CLAIM, paid="180")
    lines[0] = lines[0].replace("*C*ACH", "*D*ACH")

    assert codes(lines, 3) == []


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        ("", [("SNIP3-ERA-INTEREST", "BPR02")]),
        (f"PLB*{OAK}*20261231*L6*-4", [("SNIP3-ERA-INTEREST", "PLB04")]),
        (f"PLB*{OAK}*20261231*WO:P9*1*L6*-5", []),
        (f"PLB*{OAK}*20261231*L6*X", []),
    ],
)
def test_the_interest_of_the_claims_is_that_of_plb(moved: str, expected: list[tuple[str, str]]) -> None:
    lines = remit(service(AMT="AMT*I*5"), paid="180", moved=moved)

    assert [each for each in codes(lines, 3) if each[0] != "SNIP3-ERA-TOTAL"] == expected


def test_interest_that_nets_to_nothing_needs_no_plb() -> None:
    lines = remit(service(AMT="AMT*I*5"), REVERSAL + "\n", service(AMT="AMT*I*-5"), paid="180")

    assert codes(lines, 3) == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("2*5300", []),
        ("3*5300", ["TS304"]),
        ("2*5301", ["TS305"]),
        ("1*1", ["TS304", "TS305"]),
        ("X*X", []),
    ],
)
def test_a_facilitys_totals_are_those_of_its_claims(stated: str, expected: list[str]) -> None:
    lines = remit(f"TS3*{OAK}*11*20261231*{stated}", CLAIM, STAY, paid="3380")

    found = findings(lines, 3)

    assert [each.spot for each in found] == expected
    assert all(each.code == "SNIP3-ERA-FACILITY" and not each.is_error and each.claim == "" for each in found)


# --- many


def test_an_invented_remittance_of_any_kind_adds_up() -> None:
    data = b"".join(generate("835", seed=11, claims=400, on=date(2026, 9, 18)))

    assert check(data, levels=(3, 4)).findings == []


FAULTS = [
    ("service-not-balanced", "SNIP3-ERA-SERVICE"),
    ("claim-not-balanced", "SNIP3-ERA-CLAIM"),
    ("charge-not-services", "SNIP3-ERA-CHARGE"),
    ("bpr-not-balanced", "SNIP3-ERA-TOTAL"),
    ("plb-not-balanced", "SNIP3-ERA-TOTAL"),
    ("patient-share", "SNIP3-ERA-PATIENT-SHARE"),
    ("bpr-h-with-amount", "SNIP4-ERA-HANDLING"),
    ("reason-without-remark", "SNIP4-ERA-REASON-REMARK"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_wanted_fault_is_found_as_what_it_is_and_nothing_else(fault: str, code: str) -> None:
    data = b"".join(generate("835", seed=7, claims=200, on=date(2026, 9, 18), faults=[fault]))

    assert [each.code for each in check(data, levels=(3, 4)).findings] == [code]


@given(cents=st.integers(-500, 500), parts=st.lists(st.integers(-900, 900).filter(bool), max_size=6))
def test_a_claim_is_told_exactly_when_it_does_not_add_up(cents: int, parts: list[int]) -> None:
    money = [f"{each / 100:.2f}" for each in parts]
    cas = "".join(f"*{20 + index}*{each}*" for index, each in enumerate(money)).removesuffix("*")
    paid = 90_000 - sum(parts) + cents
    claim = f"CLP*A1*1*900*{paid / 100:.2f}**12*P1\n{f'CAS*CO{cas}' if cas else 'REF*EA*1'}\nNM1*QC*1*RIVERA\nDTM*232*20260901"

    found = codes(remit(claim, paid=f"{paid / 100:.2f}"), 3)

    assert ([("SNIP3-ERA-CLAIM", "CLP04")] if cents else []) == found
