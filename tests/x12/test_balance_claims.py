"""Level 3 of the 837, on both sides of every edge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.x12.invented_claims import ADJUSTED_AS_A_WHOLE, DENTAL, INSTITUTIONAL, SECONDARY, findings, told

ERROR, WARNING = "error", "warning"
TOTAL = ("CLAIM-TOTAL", "CLM02", ERROR)
COB_CLAIM, COB_LINE, COB_PAID = ("COB-CLAIM", "AMT02", ERROR), ("COB-LINE", "SVD02", ERROR), ("COB-PAID", "AMT02", ERROR)


def balance(kind, *changes):
    return told(kind, *changes, level=3)


# --- charges


@pytest.mark.parametrize(
    ("kind", "head", "found"),
    [
        ("P", "CLM*C1*197.5***11:B:1*Y*A*Y*Y", []),
        ("P", "CLM*C1*197.50***11:B:1*Y*A*Y*Y", []),
        ("P", "CLM*C1*197.51***11:B:1*Y*A*Y*Y", [TOTAL]),
        ("P", "CLM*C1*197.49***11:B:1*Y*A*Y*Y", [TOTAL]),
        ("P", "CLM*C1*abc***11:B:1*Y*A*Y*Y", []),
        ("P", "CLM*C1****11:B:1*Y*A*Y*Y", []),
        ("I", "CLM*C1*1500***11:A:1**A*Y*Y", []),
        ("I", "CLM*C1*1499***11:A:1**A*Y*Y", [TOTAL]),
        ("D", "CLM*C1*250***11:B:1*Y*A*Y*Y", []),
        ("D", "CLM*C1*251***11:B:1*Y*A*Y*Y", [TOTAL]),
    ],
)
def test_the_claims_charge_is_the_sum_of_its_lines(kind, head, found):
    assert balance(kind, ("CLM*", head)) == found


def test_a_total_is_not_judged_when_a_line_cannot_be_read():
    assert balance("P", ("SV1*HC:99214", "SV1*HC:99214*1O0*UN*1***1:2")) == []
    assert balance("P", ("SV1*HC:99214", "")) == []


def test_a_total_that_is_wrong_says_both_amounts():
    (finding,) = findings("P", ("CLM*", "CLM*C1*1200***11:B:1*Y*A*Y*Y"), levels=(3,))

    assert finding.message == "CLM02 is 1,200.00, but the charges of the lines add up to 197.50."
    assert (finding.value, finding.loop, finding.claim) == ("1200", "2300", "C1")


def test_the_total_line_of_the_paper_form_is_named():
    (finding,) = findings("I", ("SV2*0250", "+LX*3\nSV2*0001**1500*UN*1"), levels=(3,))

    assert finding.code == "SNIP3-CLAIM-TOTAL"
    assert "0001" in finding.message


@given(charges=st.lists(st.integers(0, 10_000_000), min_size=1, max_size=5), off=st.integers(-3, 3))
def test_any_charges_balance_exactly_when_their_sum_is_the_total(charges, off):
    lines = "\n".join(f"LX*{n}\nSV1*HC:99214*{c / 100:.2f}*UN*1***1\nDTP*472*D8*20260910" for n, c in enumerate(charges, 1))
    total = max(0, sum(charges) + off)

    found = balance(
        "P", ("CLM*", f"CLM*C1*{total // 100}.{total % 100:02d}***11:B:1*Y*A*Y*Y"), *_WITHOUT_LINES, ("NM1*82", f"+{lines}")
    )

    assert (TOTAL in found) == (total != sum(charges))


_WITHOUT_LINES = tuple((line, "") for line in ("LX*1", "SV1*", "DTP*472", "REF*6R", "LX*2", "SV1*", "DTP*472", "REF*6R"))


# --- amounts that cannot be


@pytest.mark.parametrize(
    ("kind", "old", "new", "found"),
    [
        ("P", "SV1*HC:36415", "SV1*HC:36415:59*-12.5*UN*1***1", ("NEGATIVE", "SV102", ERROR)),
        ("P", "SV1*HC:36415", "SV1*HC:36415:59*12.5*UN*-1***1", ("NEGATIVE", "SV104", ERROR)),
        ("P", "SV1*HC:36415", "SV1*HC:36415:59*12.5*UN*0***1", ("NO-UNITS", "SV104", WARNING)),
        ("P", "SV1*HC:36415", "SV1*HC:36415:59*12.5*UN*0.5***1", None),
        ("P", "CLM*", "CLM*C1*-197.5***11:B:1*Y*A*Y*Y", ("NEGATIVE", "CLM02", ERROR)),
        ("P", "CLM*", "CLM*C1*0***11:B:1*Y*A*Y*Y", None),
        ("I", "SV2*0250", "SV2*0250**-600*UN*10", ("NEGATIVE", "SV203", ERROR)),
        ("I", "SV2*0250", "SV2*0250**600*UN*-10", ("NEGATIVE", "SV205", ERROR)),
        ("I", "SV2*0250", "SV2*0250**600*UN*10**600.01", ("NONCOVERED-LINE", "SV207", WARNING)),
        ("I", "SV2*0250", "SV2*0250**600*UN*10**600", None),
        ("D", "SV3*AD:D2140", "SV3*AD:D2140*-100****1*****1", ("NEGATIVE", "SV302", ERROR)),
        ("D", "SV3*AD:D2140", "SV3*AD:D2140*100****-1*****1", ("NEGATIVE", "SV306", ERROR)),
        ("P", "REF*6R*L2", "+AMT*T*12.51", ("INCLUDED", "AMT02", ERROR)),
        ("P", "REF*6R*L2", "+AMT*T*12.5", None),
        ("P", "REF*6R*L2", "+AMT*F4*13", ("INCLUDED", "AMT02", ERROR)),
        ("P", "CLM*", "+AMT*F5*197.51", ("PATIENT-PAID", "AMT02", WARNING)),
        ("P", "CLM*", "+AMT*F5*197.5", None),
    ],
)
def test_an_amount_is_what_it_can_be(kind, old, new, found):
    assert [each for each in balance(kind, (old, new)) if each != TOTAL] == ([found] if found else [])


# --- another payer


def test_what_another_payer_paid_and_adjusted_makes_up_claim_and_lines():
    assert balance("P", *SECONDARY) == []
    assert balance("P", *ADJUSTED_AS_A_WHOLE) == []


def test_the_claim_need_not_be_what_was_paid_for_its_lines_and_adjusted_as_a_whole():
    """X12 RFI 2168: 197.50 is not ΣSVD02 (150) + ΣCAS of 2320 (50), and that must not be rejected."""
    assert balance("P", *ADJUSTED_AS_A_WHOLE) == []


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("AMT*D*", "AMT*D*100.01", [COB_CLAIM]),
        ("AMT*D*", "AMT*D*99", [COB_CLAIM]),
        ("CAS*CO*45*5/2", "", [COB_CLAIM, COB_LINE]),
        ("CAS*CO*45*50", "CAS*CO*45*49**2*42.5", [COB_CLAIM, COB_LINE]),
        ("SVD*FIR1*92.5", "SVD*FIR1*92*HC:99214**1", [COB_LINE, COB_PAID]),
        ("SVD*FIR1*92.5", "SVD*FIR1*9x*HC:99214**1", []),
        ("CAS*CO*45*50", "CAS*CO*45*x**2*42.5", []),
        ("AMT*D*", "AMT*D*x", []),
        ("AMT*D*", "", []),
        ("AMT*D*", "AMT*D*100\nAMT*EAF*30", []),
        ("CLM*", "+AMT*F5*20", []),
    ],
)
def test_a_payers_amounts_are_added_up(old, new, found):
    assert sorted(balance("P", *SECONDARY, (old, new))) == found


def test_a_line_may_balance_in_several_parts_when_it_was_unbundled():
    """X12 RFI 1551."""
    parts = "SVD*FIR1*50*HC:99212**1\nCAS*CO*45*50\nDTP*573*D8*20260912\nSVD*FIR1*42.5*HC:99213**1\nCAS*PR*2*42.5"

    assert balance("P", *SECONDARY, ("SVD*FIR1*92.5", parts), ("CAS*CO*45*50**2", "")) == []
    assert COB_LINE in balance(
        "P", *SECONDARY, ("SVD*FIR1*92.5", parts.replace("CAS*CO*45*50", "CAS*CO*45*51")), ("CAS*CO*45*50**2", "")
    )


def test_bundled_lines_are_judged_together_with_the_claim_only():
    bundled = (
        ("SVD*FIR1*92.5", "SVD*FIR1*100*HC:99214**1"),
        ("CAS*CO*45*50**2", "CAS*CO*45*55**2*42.5"),
        ("SVD*FIR1*7.5", "SVD*FIR1*0*HC:99214**1*1"),
        ("CAS*CO*45*5/2", ""),
    )

    assert balance("P", *SECONDARY, *bundled) == []
    assert balance("P", *SECONDARY, *bundled, ("AMT*D*", "AMT*D*101")) == [COB_CLAIM]


def test_a_line_that_was_paid_in_full_may_go_untold():
    """X12 RFI 382: no 2430 for such a line; then AMT*D is not the sum of the SVD02 that are there."""
    without = (("SVD*FIR1*7.5", ""), ("CAS*CO*45*5/2", ""), ("DTP*573*D8*20260912/2", ""))

    assert balance("P", *SECONDARY, *without, ("AMT*D*", "AMT*D*105")) == []
    assert balance("P", *SECONDARY, *without) == [COB_CLAIM]


def test_every_other_payer_balances_alone():
    ben = "SBR*S*19*******CI\nCAS*OA*23*100\nAMT*D*97.5\nOI***Y***Y\nNM1*IL*1*RIVERS*EVE****MI*E9\nNM1*PR*2*PINE*****PI*PINE1"
    third = (*SECONDARY, ("SBR*S*18", "SBR*T*18*******CI"), ("NM1*PR*2*FIR", f"+{ben}"))

    assert balance("P", *third) == []
    (finding,) = findings("P", *third, ("AMT*D*97.5", "AMT*D*97"), levels=(3,))
    assert (finding.code, finding.value) == ("SNIP3-COB-CLAIM", "97")
    assert finding.message.startswith("PINE1 paid 97.00")


def test_lines_of_two_payers_with_one_id_are_not_judged():
    twin = "SBR*T*19*******CI\nAMT*D*1\nOI***Y***Y\nNM1*IL*1*RIVERS*EVE****MI*E9\nNM1*PR*2*FIR*****PI*FIR1"

    assert balance("P", *SECONDARY, ("NM1*PR*2*FIR", f"+{twin}")) == []


def test_a_payer_that_the_claim_does_not_name_hides_whose_adjustments_they_are():
    assert balance("P", *SECONDARY, ("SVD*FIR1*7.5", "SVD*NOBODY*7.5*HC:36415**1")) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ((("CAS*CO*45*5/2", "CAS*CO*45*5**97*0"),), [("ADJUSTMENT-ZERO", "CAS06", WARNING)]),
        ((("AMT*D*", "AMT*D*100\nAMT*A8*197.5"),), [("NONCOVERED", "AMT02", WARNING)]),
        (
            (("SVD*FIR1*7.5", "SVD*FIR1*-7.5*HC:36415**1"), ("CAS*CO*45*5/2", "CAS*CO*45*20")),
            [("COB-NEGATIVE", "SVD02", WARNING)],
        ),
    ],
)
def test_an_odd_amount_of_another_payer_warns(changes, found):
    hits = [each for each in balance("P", *SECONDARY, *changes) if each[2] == WARNING]

    assert hits == found


def test_a_payer_that_need_not_be_asked_is_told_with_the_whole_charge():
    asked = "SBR*P*01*******CI\nAMT*A8*{}\nOI***Y***Y\nNM1*IL*1*RIVERS*BEN****MI*B7\nNM1*PR*2*FIR*****PI*FIR1"

    assert balance("P", ("SBR*", "SBR*S*18*******CI"), ("NM1*82", "+" + asked.format("197.5"))) == []
    assert balance("P", ("SBR*", "SBR*S*18*******CI"), ("NM1*82", "+" + asked.format("97.5"))) == [
        ("NONCOVERED", "AMT02", WARNING)
    ]


@pytest.mark.parametrize(("kind", "text"), [("I", INSTITUTIONAL), ("D", DENTAL)])
def test_lines_of_every_kind_balance_with_another_payer(kind, text):
    charge = {"I": "900", "D": "150"}[kind]
    service = next(line for line in text.splitlines() if line.startswith("SV"))
    procedure = {"I": "", "D": "AD:D2150"}[kind]
    revenue = {"I": "0120", "D": ""}[kind]
    other = "SBR*P*01*******CI\nAMT*D*{}\nOI***Y***Y\nNM1*IL*1*RIVERS*BEN****MI*B7\nNM1*PR*2*FIR*****PI*FIR1"
    svd = f"SVD*FIR1*{charge}*{procedure}*{revenue}*1\nDTP*573*D8*20260912"
    after = service if kind == "I" else "TOO*JP*12"
    total = {"I": "1500", "D": "250"}[kind]
    changes = (("SBR*", "SBR*S*18*******CI"), ("LX*1", other.format(total) + "\nLX*1"), (after, f"+{svd}"))

    assert balance(kind, *changes) == []
    assert COB_LINE in balance(kind, *changes, ("SVD*", f"SVD*FIR1*1*{procedure}*{revenue}*1"))
