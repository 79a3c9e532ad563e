"""Each rule of levels 1 and 2, on both sides of its edge."""

import pytest

from superbill.x12.envelope import read_interchanges
from superbill.x12.findings import Finding
from superbill.x12.segments import Segment
from superbill.x12.syntax import broken_conditions
from superbill.x12.tables import Composite, Field, Loop, Seg, Transaction
from superbill.x12.transactions.t837p import T837P
from superbill.x12.walk import check_body
from tests.exchange.invented import CLAIM, claims_file, recounted

GOOD = claims_file(CLAIM)


def faults(old: str, new: str) -> list[Finding]:
    assert old.encode() in GOOD
    (interchange,) = read_interchanges(recounted(GOOD.replace(old.encode(), new.encode(), 1)))
    return check_body(T837P, interchange.groups[0].sets[0].body)


def codes(old: str, new: str) -> list[tuple[str, str, str]]:
    """The place of each error with its IK304 and IK403 codes."""
    errors = [fault for fault in faults(old, new) if fault.is_error]
    return [(_place(fault), fault.kind.segment_code, fault.kind.element_code) for fault in errors]


def _place(fault: Finding) -> str:
    return (f"loop {fault.loop}, " if fault.loop else "") + fault.spot


def test_a_good_claim_has_no_fault():
    assert codes("", "") == []


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("DMG*D8*20240229*F", []),
        ("DMG*D8*20230229*F", [("loop 2010BA, DMG02", "8", "8")]),
        ("DMG*D8*2024022*F", [("loop 2010BA, DMG02", "8", "8")]),
        ("DMG*D8*19680304*X", [("loop 2010BA, DMG03", "8", "7")]),
        ("DMG*D8*19680304*FF", [("loop 2010BA, DMG03", "8", "5")]),
        ("DMG*D8*19680304", [("loop 2010BA, DMG03", "8", "1")]),
        ("DMG*D8**F", [("loop 2010BA, DMG02", "8", "1"), ("loop 2010BA, DMG02", "8", "2")]),
        ("DMG*D8*19680304*F*I", [("loop 2010BA, DMG04", "8", "I10")]),
    ],
)
def test_an_element_is_judged_by_its_row_of_the_table(new, found):
    assert codes("DMG*D8*19680304*F", new) == found


@pytest.mark.parametrize(
    ("amount", "fault"),
    [
        ("197.5", None),
        ("197.50", None),
        ("-1", None),
        (".5", None),
        ("197.505", "6"),
        ("1,97", "6"),
        ("1E2", "6"),
        ("9" * 18, None),
        ("9" * 19, "5"),
    ],
)
def test_an_amount_has_digits_and_at_most_two_decimals(amount, fault):
    found = codes("*197.5*", f"*{amount}*")

    assert found == ([("loop 2300, CLM02", "8", fault)] if fault else [])


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        ("D8*20260914", False),
        ("RD8*20260914-20260916", False),
        ("RD8*20260916-20260914", True),
        ("RD8*20260914", True),
        ("D8*20260931", True),
    ],
)
def test_a_range_of_days_is_two_days_in_order(day, fault):
    assert codes("DTP*472*D8*20260914", f"DTP*472*{day}") == ([("loop 2400, DTP03", "8", "8")] if fault else [])


@pytest.mark.parametrize(("time", "fault"), [("1030", False), ("103059", False), ("2400", True), ("1060", True)])
def test_a_time_is_a_time(time, fault):
    assert codes("*20260918*1030*CH", f"*20260918*{time}*CH") == ([("BHT05", "8", "9")] if fault else [])


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ("", []),
        ("*" * 9 + "X", [("SV116", "SNIP2-NOT-USED")]),
        ("*" * 9 + "X**Y", [("SV116", "SNIP2-NOT-USED"), ("SV118", "SNIP2-NOT-USED")]),
        ("*" * 9 + "X" + "*" * 6 + "Y*Z", [("SV116", "SNIP2-NOT-USED"), ("SV122", "SNIP1-TOO-MANY")]),
    ],
)
def test_each_element_beyond_those_of_the_guide_is_told_and_one_beyond_those_of_x12(more, found):
    line = "SV1*HC:36415:59*12.5*UN*1***1"

    assert [(fault.spot, fault.code) for fault in faults(line, line + more)] == found


def test_a_composite_is_judged_part_by_part():
    assert codes("11:B:1", "11:C:1") == [("loop 2300, CLM05-2", "8", "7")]
    assert codes("11:B:1", "11:B") == [("loop 2300, CLM05-3", "8", "1")]
    assert codes("11:B:1", "11:B:1:9") == [("loop 2300, CLM05-4", "8", "13")]
    assert codes("*11:B:1*", "**") == [("loop 2300, CLM05", "8", "1")]
    assert codes("11:B:1", "11:B:1^12:B:1") == [("loop 2300, CLM05", "8", "12")]


@pytest.mark.parametrize(
    ("new", "found"),
    [
        ("ABK:E1165:::::::Y", [("HI01-9", "SNIP2-NOT-USED")]),
        ("ABK:E1165:D8:20260914", [("HI01-3", "SNIP2-NOT-USED"), ("HI01-4", "SNIP2-NOT-USED")]),
        ("ABK:E1165:::::::Y::1", [("HI01-9", "SNIP2-NOT-USED"), ("HI01-11", "SNIP1-PARTS")]),
        ("ABK:E1165::::::::Y", [("HI01-10", "SNIP1-PARTS")]),
        ("ABK:E1165::::::::Y:Y", [("HI01-10", "SNIP1-PARTS")]),
        ("ABK:E1165:", [("HI01", "SNIP1-TRAILING")]),
    ],
)
def test_parts_that_the_standard_knows_are_told_from_those_it_does_not(new, found):
    assert [(fault.spot, fault.code) for fault in faults("ABK:E1165", new)] == found


RACES = (Field("race", 1, 1109, "7"), Field("list", 2, 1270, "RET"), Field("code", 3, 1271))
REFERENCES = tuple(Field(f"part{part}", part, 128 if part % 2 else 127, need=part < 3) for part in range(1, 7))
PROCEDURE = (
    Field("list", 1, 1270, "BBR", need=True),
    Field("code", 2, 1271, need=True),
    Field("format", 3, 1250, "D8"),
    Field("day", 4, 1251),
)


def faults_in(seg: Seg, segment: str, *, guide: str = "005010X999") -> list[tuple[str, str]]:
    """What is wrong with the only segment of an invented guide."""
    tag, *elements = segment.split("*")
    found = check_body(Transaction("999", "FA", guide, "Invented", Loop("set", "", (seg,))), [Segment(tag, tuple(elements))])
    return [(fault.spot, fault.code) for fault in found]


@pytest.mark.parametrize(
    ("composite", "segment", "found"),
    [
        (Composite("races", 5, RACES, repeat=10), "DMG*****7", []),
        (Composite("races", 5, RACES, repeat=10), "DMG*****7:RET:2054-5^:RET:2028-9", []),
        (Composite("races", 5, RACES, repeat=10), "DMG*****7:RET", [("DMG05-3", "SNIP1-CONDITION")]),
        (Composite("races", 5, RACES, repeat=10), "DMG*****7:RET:2054-5^::2028-9", [("DMG05-2", "SNIP1-CONDITION")]),
        (Composite("more", 4, REFERENCES), "REF*F8*1**1S:A:XZ:B", []),
        (Composite("more", 4, REFERENCES), "REF*F8*1**1S:A:XZ:B:YY", [("REF04-6", "SNIP1-CONDITION")]),
        (Composite("more", 4, REFERENCES), "REF*F8*1**1S:A:::YY:B", []),
        (Composite("procedure", 1, PROCEDURE), "HI*BBR:0DTJ4ZZ", []),
        (Composite("procedure", 1, PROCEDURE), "HI*BBR:0DTJ4ZZ:D8:20260914", []),
        (Composite("procedure", 1, PROCEDURE), "HI*BBR:0DTJ4ZZ:D8", [("HI01-4", "SNIP1-CONDITION")]),
    ],
)
def test_parts_that_call_for_each_other_stand_together(composite, segment, found):
    others = tuple(Field(f"other{place}", place, 127 if place == 2 else 128) for place in range(1, composite.place))

    assert faults_in(Seg(segment.partition("*")[0], "tried", (*others, composite)), segment) == found


@pytest.mark.parametrize(
    ("guide", "length", "found"),
    [
        ("005010X222A1", 50, []),
        ("005010X222A1", 51, [("REF02", "SNIP1-LONG")]),
        ("006020X314", 80, []),
        ("006020X314", 81, [("REF02", "SNIP1-LONG")]),
    ],
)
def test_a_newer_version_may_have_longer_elements(guide, length, found):
    number = Seg("REF", "number", (Field("type", 1, 128, need=True), Field("number", 2, 127, need=True)))

    assert faults_in(number, f"REF*EA*{'A' * length}", guide=guide) == found


def test_a_segment_may_stand_as_often_as_the_table_says():
    per = "PER*IC*BILLING DESK*TE*6085550100~\n"

    assert codes(per, per * 2) == []
    assert codes(per, per * 3) == [("loop 1000A, PER", "5", "")]


def test_a_loop_may_stand_as_often_as_the_table_says():
    payer = "NM1*PR*2*ACME HEALTH PLAN*****PI*ACME1~\n"

    assert codes(payer, payer * 2) == [("loop 2010BB, NM1", "4", "")]
    assert codes(payer, "") == [("loop 2010BB, NM1", "I7", "")]


def test_levels_are_counted_and_name_the_level_above():
    assert codes("HL*2*1*22*0", "HL*3*1*22*0") == [("loop 2000B, HL01", "8", "7")]
    assert codes("HL*2*1*22*0", "HL*2*2*22*0") == [("loop 2000B, HL02", "8", "7")]


def test_segments_of_one_name_may_change_places():
    swapped = "REF*9F*R1~\nREF*EA*P1~\n"

    assert codes("REF*EA*P1~\n", swapped) == []
    assert codes("REF*EA*P1~\n", "REF*EA*P1~\nREF*9F*R1~\n") == []


def test_segments_of_different_names_may_not_change_places():
    assert codes("REF*EA*P1~\nHI*ABK:E1165*ABF:I10*ABF:M25561~\n", "HI*ABK:E1165*ABF:I10*ABF:M25561~\nREF*EA*P1~\n") == [
        ("loop 2300, REF", "7", "")
    ]


def test_the_faults_say_what_to_mend_without_the_value():
    (fault,) = faults("DMG*D8*19680304*F", "DMG*D8*19681304*F")

    assert fault.message == "DMG02 (born) is not a day, CCYYMMDD."
    assert (fault.value, fault.number) == ("19681304", 1251)


@pytest.mark.parametrize(
    ("tag", "elements", "found"),
    [
        ("PER", ("IC", "", "TE", "555"), []),
        ("PER", ("IC", "", "TE", ""), [(4, "2")]),
        ("PER", ("IC", "", "", "555"), [(3, "2")]),
        ("REF", ("6R", ""), []),
        ("REF", ("6R", "", ""), []),
        ("QTY", ("90", "1", "", ""), []),
        ("QTY", ("90", "", "", ""), [(2, "2")]),
        ("QTY", ("90", "1", "", "X"), [(4, "10")]),
        ("LQ", ("", "N1"), []),
        ("LQ", ("HE", ""), [(2, "2")]),
        ("CAS", ("CO", "45", "1", "", "97", "", ""), [(6, "2")]),
        ("CAS", ("CO", "45", "1", "", "", "1"), [(5, "2")]),
        ("CAS", ("CO", "45", "1", "", "97", "1"), []),
    ],
)
def test_elements_that_call_for_each_other(tag, elements, found):
    expected = [(2, "2")] if tag == "REF" else found

    assert [(place, code) for place, code, _ in broken_conditions(Segment(tag, elements))] == expected
