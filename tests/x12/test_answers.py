"""The answers to a file say what was found, are valid themselves, and never answer an answer."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from superbill.x12.answers import Numbers
from superbill.x12.answers.a999 import answer_999
from superbill.x12.answers.a_ta1 import answer_ta1
from superbill.x12.check import check
from tests.pyx12_check import pyx12_errors

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes().replace(b"\n", b"")
AT = datetime(2026, 9, 10, 8, 0, tzinfo=UTC)


def lines(data: bytes) -> list[str]:
    return data.decode().replace("\n", "").split("~")[:-1]


def answered(old: str, new: str) -> list[str]:
    """The 999 to the example claim with a change; it must be valid by two validators."""
    assert old.encode() in CLAIM
    data = answer_999(check(CLAIM.replace(old.encode(), new.encode(), 1)), at=AT)
    assert check(data).accepted, check(data).findings
    assert pyx12_errors(data) == []
    return lines(data)


def test_a_good_file_is_accepted() -> None:
    ack = answered("ISA", "ISA")

    assert [each for each in ack if each.startswith(("AK", "IK"))] == [
        "AK1*HC*1*005010X222A1",
        "AK2*837*0001*005010X222A1",
        "IK5*A",
        "AK9*A*1*1*1",
    ]


def test_the_answer_goes_back_to_the_sender() -> None:
    isa = answered("ISA", "ISA")[0].split("*")
    sent = CLAIM[:106].decode().split("*")

    assert (isa[6], isa[8], isa[15]) == (sent[8], sent[6], sent[15])


@pytest.mark.parametrize(
    ("old", "new", "told", "verdict"),
    [
        ("D8*20260908", "D8*20260231", ["IK3*DTP*27*2400*8", "IK4*3*1251*8*20260231"], "IK5*R*5"),
        ("*MI*", "*XQ*", ["IK3*NM1*15*2010*8", "IK4*8*66*7*XQ"], "IK5*R*I5"),
        ("LX*1~", "LX*1~TS3*1~", ["IK3*TS3*26*2400*I4"], "IK5*R*4*I5"),
        ("LX*1~", "", ["IK3*LX*25*2400*3"], "IK5*R*4*I5"),
    ],
)
def test_a_mistake_is_named_with_its_segment_and_element(old: str, new: str, told: list[str], verdict: str) -> None:
    ack = answered(old, new)

    assert [each for each in ack if each.startswith(("IK3", "IK4", "IK5"))][: len(told)] == told
    assert verdict in ack
    assert any(each.startswith("AK9*R*1*1*0") for each in ack)


def test_a_name_that_x12_does_not_know_is_not_repeated() -> None:
    ack = answered("LX*1~", "LX*1~QQQ*1~")

    assert not any("QQQ" in each for each in ack)
    assert "IK5*R*4*5" in ack


def test_a_claims_number_is_its_context() -> None:
    assert "CTX*CLM01:V1001-1" in answered("D8*20260908", "D8*20260231")


def test_a_wrong_count_or_control_number_rejects_the_set() -> None:
    assert "IK5*R*3" in answered("*0001~GE", "*0002~GE")


def test_an_answer_is_not_answered() -> None:
    ack = answer_999(check(CLAIM), at=AT)

    assert answer_999(check(ack), at=AT) == b""
    assert answer_ta1(check(answer_ta1(check(CLAIM), at=AT)), at=AT) == b""


def test_each_interchange_is_answered_with_its_own_number() -> None:
    data = answer_999(check(CLAIM + CLAIM), at=AT, numbers=Numbers(7, 3, 5))

    assert [each.split("*")[13] for each in lines(data) if each.startswith("ISA")] == ["000000007", "000000008"]


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        ("ISA", "ISA", "A*000"),
        ("*00*", "*09*", "R*010"),
        ("IEA*1", "IEA*2", "R*021"),
        ("*T*:", "*X*:", "R*020"),
    ],
)
def test_a_ta1_says_whether_the_interchange_could_be_followed(old: str, new: str, verdict: str) -> None:
    data = answer_ta1(check(CLAIM.replace(old.encode(), new.encode(), 1)), at=AT)

    assert check(data).accepted
    (ta1,) = [each for each in lines(data) if each.startswith("TA1")]
    assert ta1.endswith(f"*{verdict}")


def test_a_missing_end_is_a_ta1_too() -> None:
    data = answer_ta1(check(CLAIM.rsplit(b"IEA", 1)[0]), at=AT)

    assert b"*R*023" in data
    assert check(data).accepted
