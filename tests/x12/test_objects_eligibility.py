"""Levels, and what 270 and 271 ask and say of persons: the objects, and the rules over them on both sides."""

from datetime import date
from decimal import Decimal

import pytest

from superbill.x12.objects.eligibility import EligibilityAnswer, EligibilityInquiry
from superbill.x12.objects.levels import Level
from superbill.x12.transactions.t270 import T270
from superbill.x12.transactions.t271 import T271
from superbill.x12.transactions.t278 import T278
from tests.x12.invented_others import ABOVE, ANSWERED, ASKED, OAK, codes, heard, swapped
from tests.x12.one_set import lines_of


def answers(text: str) -> list[EligibilityAnswer]:
    return [each for each in heard(T271, text) if isinstance(each, EligibilityAnswer)]


# --- levels


def test_each_level_is_handed_over_when_it_has_ended() -> None:
    levels = [each for each in heard(T270, ASKED) if isinstance(each, Level)]

    assert [(each.number, each.parent, each.code, each.children, each.below) for each in levels] == [
        ("3", "2", "22", "0", 0),
        ("5", "4", "23", "0", 0),
        ("4", "2", "22", "1", 1),
        ("2", "1", "21", "1", 2),
        ("1", "", "20", "1", 1),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("HL*3*2*22*0", "HL*3*2*22*0", []),
        ("HL*3*2*22*0", "HL*3*2*22*1", [("SNIP4-LEVEL-BELOW", "HL04")]),
        ("HL*4*2*22*1", "HL*4*2*22*0", [("SNIP4-LEVEL-BELOW", "HL04")]),
        ("HL*4*2*22*1", "HL*4*2*22", []),
    ],
)
def test_hl04_says_whether_a_level_stands_below(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T270, swapped(ASKED, old, new)) == expected


def test_reviews_hand_over_their_levels() -> None:
    text = "BHT*0007*13*R1*20260914*0930\nHL*1**20*1\nNM1*X3*2*ELM*****PI*E1\nHL*2*1*21*0\nNM1*1P*2*OAK*****XX*1"

    assert [each.below for each in heard(T278, text) if isinstance(each, Level)] == [0, 1]


# --- eligibility


def test_an_inquiry_says_who_asks_about_whom_and_what() -> None:
    first, second = (each for each in heard(T270, ASKED) if isinstance(each, EligibilityInquiry))

    assert (first.reference, first.created_on, first.source.name, first.receiver.npi) == (
        "Q1",
        date(2026, 9, 14),
        "ELM MUTUAL",
        OAK,
    )
    assert (first.person.name, first.person.born, first.traces[0].number) == ("MARA LINDQVIST", date(1980, 2, 29), "T1")
    assert [each.service_types for each in first.asked] == [("30", "98"), ()]
    assert first.asked[1].procedure and first.asked[1].procedure.code == "99213"
    assert first.dates[0].first == date(2026, 9, 14)
    assert second.dependent and second.person.name == "SAM RIVERA" and second.subscriber.name == "JO RIVERA"


def test_a_person_about_whom_nothing_is_asked_is_told() -> None:
    assert codes(T270, lines_of(ASKED)) == []
    assert codes(T270, lines_of(ASKED)[:-1]) == [("SNIP4-ELIGIBILITY-NOTHING", "EQ")]


def test_an_answer_says_whether_the_person_is_covered_by_what_and_how() -> None:
    answer = answers(ANSWERED)[0]

    assert (answer.is_active, answer.is_rejected, answer.plan) == (True, False, "GOLD PLAN")
    assert (answer.begins, answer.ends) == (date(2026, 1, 1), None)
    assert (answer.person.name, answer.person.sex, answer.references[0].number) == ("MARA LINDQVIST", "F", "G55")
    assert [each.cents for each in answer.find("B", service_type="98", in_network="Y")] == [2500]
    assert [each.cents for each in answer.find("B", service_type="98", in_network="N")] == [6000]
    assert [each.cents for each in answer.find("B", service_type="33")] == []
    assert [each.cents for each in answer.find("C", in_network="N")] == [50000]
    (share,) = answer.find("A")
    assert (share.share, share.dates[0].first, share.references[0].number) == (Decimal(".2"), date(2026, 1, 1), "AUTH1")
    assert share.extras[0].elements[:3] == ("HSD", "VS", "20")
    last = answer.benefits[-1]
    assert last.entities[0].npi == OAK and last.opened_at and last.closed_at and last.extras[0].place == "2115C.III"
    assert answer.benefits[2].messages == ("OUT OF NETWORK",)


def test_a_rejected_person_has_the_reason_and_no_benefits() -> None:
    answer = answers(ANSWERED)[1]

    assert (answer.person.name, answer.is_active, answer.is_rejected, answer.benefits) == ("SAM RIVERA", None, True, ())
    assert [(each.reason, each.action, each.loop) for each in answer.rejections] == [("75", "C", "2100D")]


def test_a_rejection_above_the_persons_is_an_answer_without_a_person() -> None:
    text = "BHT*0022*11*Q1*20260914*0931" + ABOVE.replace("HL*2*1*21*1", "HL*2*1*21*0") + "AAA*Y**42*R"

    (answer,) = answers(text)

    assert (answer.person.name, answer.receiver.npi, answer.rejections[0].reason, answer.loop) == ("", OAK, "42", "2000B")


@pytest.mark.parametrize(
    ("benefits", "expected"),
    [
        ("EB*1**30", True),
        ("EB*6**30", False),
        ("EB*1", True),
        ("EB*6**30\nEB*1**98", False),
        ("EB*1**98", True),
        ("EB*B**98***27*25", None),
        ("EB*6**30\nEB*1**30", True),
    ],
)
def test_coverage_is_that_of_the_plan_as_a_whole(benefits: str, expected: bool | None) -> None:
    lines = swapped(ANSWERED, "EB*1*IND*30**GOLD PLAN", benefits)

    assert answers("\n".join(lines))[0].is_active is expected


def test_the_days_of_a_plan_end_a_coverage() -> None:
    lines = swapped(ANSWERED, "DTP*346*D8*20260101", "DTP*291*RD8*20260101-20261231")

    answer = answers("\n".join(lines))[0]

    assert (answer.begins, answer.ends) == (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("EB*L", "EB*L", []),
        ("AAA*N**75*C", "AAA*N**75*C\nEB*1**30", [("SNIP4-ELIGIBILITY-REJECTED", "AAA03"), ("SNIP4-ELIGIBILITY-BEGIN", "DTP")]),
        ("AAA*N**75*C", "", [("SNIP4-ELIGIBILITY-SILENT", "EB")]),
        ("MSG*OUT OF NETWORK", "AAA*N**52*C", []),
        ("LS*2120", "", [("SNIP4-ELIGIBILITY-BOUND", "LS")]),
        ("LE*2120", "", [("SNIP4-ELIGIBILITY-BOUND", "LE")]),
        (f"NM1*P3*1*AHLGREN*TOVE****XX*{OAK}", "", [("SNIP4-ELIGIBILITY-BOUND", "LS")]),
        ("EB*C*IND*30***23*500*****W", "EB*C*IND*30***23", [("SNIP4-ELIGIBILITY-AMOUNT", "EB07")]),
        ("EB*C*IND*30***23*500*****W", "EB*C*IND*30***23\nMSG*CALL US", []),
        ("EB*B**98***27*60*****N", "EB*B**98***27*25*****N\nEB*B**33***27*25*****N", []),
        ("EB*C*IND*30***23*500*****W", "EB*B**33***27*25*****Y", [("SNIP4-ELIGIBILITY-TWICE", "EB03")]),
        ("EB*C*IND*30***23*500*****W", "EB*B**33***27*25*****Y\nMSG*FIRST VISIT", []),
        ("DTP*346*D8*20260101", "", [("SNIP4-ELIGIBILITY-BEGIN", "DTP")]),
    ],
)
def test_what_is_said_of_a_person_agrees(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T271, swapped(ANSWERED, old, new)) == expected


def test_an_le_without_ls_is_told() -> None:
    lines = swapped(ANSWERED, "LS*2120", "")
    lines.remove(f"NM1*P3*1*AHLGREN*TOVE****XX*{OAK}")

    assert codes(T271, lines) == [("SNIP4-ELIGIBILITY-BOUND", "LE")]
