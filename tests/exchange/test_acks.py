"""A checked 837P is answered by a 999; each claim by a 277CA; both are valid themselves and read back."""

from dataclasses import replace

import pytest

from superbill.claims.ack import ClaimAck, FileAck, SetAck
from superbill.exchange.acks_277ca import read_277ca
from superbill.exchange.acks_999 import check_837p, read_999
from superbill.x12.errors import X12Error
from tests.exchange.invented import (
    ACCEPTED,
    AT,
    CLAIM,
    DEPENDENT,
    REJECTED,
    claim_answer,
    claims_file,
    file_answer,
    recounted,
    segments,
)
from tests.pyx12_check import pyx12_errors

GOOD = claims_file(CLAIM, DEPENDENT)


def acknowledged(*acks: ClaimAck) -> bytes:
    claims = {claim.control: claim for claim in (CLAIM, DEPENDENT)}
    return claim_answer(*((ack, claims[ack.claim_control]) for ack in acks))


def test_a_good_file_is_accepted():
    data = file_answer(GOOD)

    assert read_999(data) == (FileAck("17", "A", (SetAck("0001", "A"),)),)
    assert pyx12_errors(data) == []


BROKEN = [
    (b"DMG*D8*19680304*F", b"DMG*D8*19681304*F", "IK4*2*1251*8*19681304", "DMG02 is not a day"),
    (b"*ABF:I10", b"*ABX:I10", "IK4*2:1*1270*7*ABX", "HI02-1 is not a code of its list"),
    (b"CLM*V0001-1*197.5*", b"CLM*V0001-1**", "IK4*2*782*1", "CLM02 is missing"),
    (b"CLM*V0001-1*197.5*", b"CLM*V0001-1*19x*", "IK4*2*782*6*19x", "CLM02 holds a character"),
    (b"N4*LAKESIDE*", b"N4*L*", "IK4*1*19*4*L", "N401 is too short"),
    (b"CLM*V0001-1*", b"CLM*V0001-1" + b"X" * 40 + b"*", "IK4*1*1028*5", "CLM01 is too long"),
    (b"REF*6R*1~", b"REF*6R*1*2~", "IK4*3**I10*2", "REF03 is not used"),
    (b"HL*2*1*22*0", b"HL*2*9*22*0", "IK4*2*734*7*9", "HL02 is not a code"),
    (b"PER*IC*BILLING DESK*TE*6085550100", b"PER*IC*BILLING DESK*TE", "IK4*4*364*1", "PER04 is missing"),
]


@pytest.mark.parametrize(("old", "new", "element", "says"), BROKEN)
def test_a_wrong_element_is_named_with_its_place(old, new, element, says):
    assert old in GOOD
    data = file_answer(GOOD.replace(old, new, 1))

    (ack,) = read_999(data)

    assert any(line.startswith(element) for line in segments(data))
    assert (ack.code, ack.sets[0].code) == ("R", "R")
    assert any(says in error for error in ack.sets[0].errors)
    assert pyx12_errors(data) == []


@pytest.mark.parametrize(
    ("old", "new", "segment"),
    [
        (b"HI*ABK:E1165*ABF:I10*ABF:M25561~\n", b"", "IK3*HI*20*2300*3"),
        (b"N3*12 LAKE ROAD~\n", b"", "IK3*N3*8*2010*3"),
        (b"REF*EI*399999999~\n", b"REF*EI*399999999~\nREF*EI*399999999~\n", "IK3*REF*12*2010*5"),
        (b"PRV*PE*PXC*207Q00000X~\n", b"NM1*99*1*X~\n", "IK3*NM1*24*2310*2"),
        (b"N3*12 LAKE ROAD~\nN4*LAKESIDE*WI*539991234~\n", b"N4*LAKESIDE*WI*539991234~\nN3*12 LAKE ROAD~\n", "IK3*N3*10*2010*7"),
    ],
    ids=["missing", "missing in the billing loop", "too often", "unexpected", "out of order"],
)
def test_a_wrong_segment_is_named_with_its_place(old, new, segment):
    assert old in GOOD
    data = file_answer(recounted(GOOD.replace(old, new, 1)))

    assert segment in segments(data)
    assert pyx12_errors(data) == []


def test_a_fault_within_a_claim_names_the_claim():
    data = file_answer(GOOD.replace(b"SV1*HC:99214*185*", b"SV1*HC:99214*18x*", 1))

    (ack,) = read_999(data)

    assert b"CTX*CLM01:V0001-1~" in data
    assert "claim V0001-1" in ack.sets[0].errors[0]


def test_an_unknown_segment_name_is_not_repeated():
    data = file_answer(GOOD.replace(b"PRV*PE*", b"ZZ9*PE*", 1))

    assert b"ZZ9" not in data
    assert read_999(data)[0].code == "R"
    assert pyx12_errors(data) == []


@pytest.mark.parametrize(
    ("change", "code", "says"),
    [
        (lambda data: data.replace(b"\nSE*", b"\nSE*9", 1), "4", "SE counts another number"),
        (lambda data: data.replace(b"*0001~\nGE", b"*0002~\nGE", 1), "3", "control numbers of ST and SE differ"),
        (lambda data: data.replace(b"ST*837*", b"ST*270*"), "1", "not supported"),
        (lambda data: data.replace(b"005010X222A1", b"005010X223A2"), "I6", "guide is not supported"),
    ],
    ids=["wrong count", "wrong control number", "another transaction", "another guide"],
)
def test_a_set_that_cannot_be_taken_says_why(change, code, says):
    data = file_answer(change(GOOD))

    (ack,) = read_999(data)

    assert f"IK5*R*{code}~".encode() in data
    assert says in ack.sets[0].errors[-1]


def test_one_bad_set_of_two_is_a_part():
    body = segments(GOOD)[2:-3]
    bad = [
        line.replace("*0001", "*0002") if line[:3] in ("ST*", "SE*") else line.replace("DMG*D8*1968", "DMG*D8*1x68")
        for line in body
    ]
    lines = [*segments(GOOD)[:2], *body, *bad, "GE*2*17", "IEA*1*000000017", ""]

    data = file_answer("~\n".join(lines).encode())

    assert b"AK9*P*2*2*1~" in data
    assert [each.accepted for each in read_999(data)[0].sets] == [True, False]
    assert pyx12_errors(data) == []


def test_a_value_with_delimiters_is_left_out_of_the_answer():
    data = file_answer(GOOD.replace(b"REF*EA*P1~", b"REF*EA*P1*A^B~", 1))

    assert b"IK4*3**I10~" in data
    assert pyx12_errors(data) == []


def test_a_cut_file_gets_no_answer():
    with pytest.raises(X12Error, match="cut"):
        check_837p(GOOD[:-200])


def test_accepted_and_rejected_claims_come_back_the_same():
    data = acknowledged(ACCEPTED, REJECTED)

    assert read_277ca(data) == (ACCEPTED, REJECTED)
    assert pyx12_errors(data) == []


@pytest.mark.parametrize("ack", [ACCEPTED, REJECTED])
def test_one_answer_alone_is_valid(ack):
    data = acknowledged(ack)

    assert read_277ca(data) == (ack,)
    assert pyx12_errors(data) == []


def test_claims_that_share_a_control_number_keep_their_own_patients():
    lines = segments(claim_answer((ACCEPTED, CLAIM), (ACCEPTED, replace(DEPENDENT, number=CLAIM.number))))

    assert [line.split("*")[3:5] for line in lines if line.startswith("NM1*QC")] == [["RIVERS", "ANA"], ["RIVERS", "TIM"]]


def test_the_totals_count_accepted_and_rejected():
    lines = segments(acknowledged(ACCEPTED, REJECTED))

    assert [line for line in lines if line.startswith(("QTY", "AMT"))][:4] == [
        "QTY*90*1",
        "QTY*AA*1",
        "AMT*YU*197.5",
        "AMT*YY*197.5",
    ]


def test_services_of_several_days_are_a_range():
    later = replace(CLAIM.lines[0], served_on=CLAIM.served_on.replace(day=16), line_no=3)
    claim = replace(CLAIM, lines=(*CLAIM.lines, later))

    data = claim_answer((ACCEPTED, claim))

    assert b"DTP*472*RD8*20260914-20260916~" in data
    assert pyx12_errors(data) == []


def test_the_worst_of_several_verdicts_counts():
    data = acknowledged(ACCEPTED).replace(
        b"STC*A2:20:PR*20260918*WQ*197.5~\n", b"STC*A2:20:PR*20260918*WQ*197.5~\nSTC*A7:21*20260918*U*197.5~\n"
    )

    (ack,) = read_277ca(recounted(data))

    assert (ack.category, ack.status, ack.accepted) == ("A7", "21", False)


def test_a_rejected_submission_without_claims_is_told_once():
    lines = segments(acknowledged(REJECTED))
    start = next(index for index, line in enumerate(lines) if line.startswith("HL*3*"))
    kept = [line.replace("STC*A1:20*20260918*WQ", "STC*A3:746*20260918*U") for line in lines[:start]]
    data = "~\n".join([*kept, f"SE*{len(kept) - 1}*0001", "GE*1*17", "IEA*1*000000017", ""]).encode()

    (ack,) = read_277ca(data)

    assert (ack.claim_control, ack.category, ack.accepted, ack.on) == ("", "A3", False, AT.date())


def test_no_claim_is_no_acknowledgement():
    with pytest.raises(X12Error, match="no claim"):
        acknowledged()
