"""The relational conditions: what may stand alone, what may not, on both sides of each kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.segments import Segment
from superbill.x12.standard import STANDARD
from superbill.x12.syntax import CONDITIONS, broken_conditions, broken_parts


def broken(text: str) -> list[tuple[int, str]]:
    tag, *elements = text.split("*")
    return [(place, code) for place, code, _ in broken_conditions(Segment(tag, tuple(elements)))]


@pytest.mark.parametrize(
    ("good", "bad", "place", "code"),
    [
        ("MPI*A*AE*B**A1*D8*20240102", "MPI*A*AE*B**A1**20240102", 6, "2"),
        ("ENT*1*2J*34*200000001", "ENT*1*2J**200000001", 3, "2"),
        ("ENT*1", "ENT*1*2J", 3, "2"),
        ("CR6*1*20240102*RD8*20240102-20240301**N*N*I*20240102*IP*12", "CR6*1*20240102*****N*I***12", 9, "2"),
        ("EQ*30", "EQ**", 1, "2"),
        ("EQ**HC:99213", "EQ***IND", 1, "2"),
        ("SV2*0300", "SV2***10", 1, "2"),
        ("FRM*1***20240102", "FRM*1", 2, "2"),
        ("N4*A*NY*10001", "N4*A*NY*10001****ZH", 7, "10"),
        ("MEA***1*UN", "MEA***1*UN****A", 8, "10"),
        ("QTY*PT*3", "QTY*PT*3**C", 4, "10"),
        ("RED*NA*AI", "RED*NA*AI*94**IBP*E038", 6, "10"),
        ("RED*NA**94**IBP*E038", "RED*NA**94**IBP", 2, "2"),
        ("MSG*A*AA*1", "MSG*A**1", 2, "2"),
        ("HSD*****7*1", "HSD******1", 5, "2"),
        ("DMG*D8*19680102***:RET:2054-5*****RET*2054-5", "DMG*D8*19680102********RET*2054-5", 5, "2"),
        ("BGN*00*1*20240102*1200*ET", "BGN*00*1*20240102**ET", 4, "2"),
        ("OTI*TA*TN*NA*****1*2", "OTI*TA*TN*NA******2", 8, "2"),
        ("LUI*LE*EN**7", "LUI****7", 2, "2"),
        ("LUI***ENGLISH*7", "LUI****7", 2, "2"),
        ("III*ZZ*44*44*RAN", "III*ZZ*44*44", 4, "2"),
        ("CUR*85*USD*****007*20240102", "CUR*85*USD******20240102", 7, "2"),
        ("BPR*I*1*C*ACH*CCP*01*211", "BPR*I*1*C*ACH*CCP*01", 7, "2"),
        ("BPR*I*1*C*ACH*CCP*01*211*DA*1", "BPR*I*1*C*ACH*CCP*01*211*DA", 9, "2"),
        ("CAT*AE*HL*1", "CAT*AE**1", 2, "2"),
        ("SLN*1**O*1*UN*2*PE", "SLN*1**O****PE", 6, "2"),
    ],
)
def test_one_side_of_a_condition_holds_and_the_other_does_not(good, bad, place, code):
    assert broken(good) == []
    assert (place, code) in broken(bad)


@pytest.mark.parametrize(
    ("composite", "parts", "found"),
    [
        ("C022", ("BR", "0DT", "D8", "20240102"), []),
        ("C022", ("BR", "0DT", "D8"), [(4, "2")]),
        ("C022", ("BF", "E119", "", "", "", "", "", "", "Y"), []),
        ("C022", ("BF", "E119", "", "", "", "", "", "E120", "Y"), [(9, "10")]),
        ("C040", ("F8", "1", "EA", "2"), []),
        ("C040", ("F8", "1", "EA", "", "", "3"), [(4, "2"), (5, "2")]),
        ("C056", ("C",), []),
        ("C056", ("", "RET"), [(3, "2")]),
        ("C003", ("HC", ""), []),
    ],
)
def test_parts_of_a_composite_call_for_each_other(composite, parts, found):
    assert [(part, code) for part, code, _ in broken_parts(composite, parts, spot="HI01")] == found


def test_a_sentence_names_the_elements_in_words_of_their_segment():
    assert [message for _, _, message in broken_conditions(Segment("LQ", ("HE",)))] == ["LQ01 calls for LQ02."]
    assert [message for _, _, message in broken_conditions(Segment("LUI", ("", "", "", "7")))] == [
        "LUI04 calls for one of LUI02, LUI03."
    ]
    assert [message for _, _, message in broken_parts("C022", ("BR", "1", "D8"), spot="HI02")] == [
        "HI02-3, HI02-4 stand together or not at all."
    ]


@given(st.sampled_from(sorted(set(STANDARD) & set(CONDITIONS))))
def test_a_segment_with_all_its_elements_breaks_only_what_excludes(tag):
    full = Segment(tag, ("1",) * len(STANDARD[tag]))

    assert {code for _, code, _ in broken_conditions(full)} <= {"10"}


@given(st.sampled_from(sorted(CONDITIONS)), st.data())
def test_every_fault_is_at_a_place_that_the_condition_names(tag, data):
    count = len(STANDARD[tag])
    elements = data.draw(st.lists(st.sampled_from(("", "1")), min_size=count, max_size=count))
    named = {place for _, places in CONDITIONS[tag] for place in places}

    for place, code, message in broken_conditions(Segment(tag, tuple(elements))):
        assert place in named
        assert bool(elements[place - 1]) == (code == "10")
        assert f"{tag}{place:02d}" in message
