"""Modifiers: each rule on both sides of its edge, with its reason; what a person has to say is asked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from superbill.places.us.procedures.modifiers.line import BilledLine, ClaimFacts, EarlierService, Tables
from superbill.places.us.procedures.modifiers.propose import propose_modifiers

DAY = date(2026, 9, 8)
DAYS = {"20610": "000", "10060": "010", "27447": "090", "11042": "000", "99214": "XXX", "29881": "090"}
BILATERAL = {"20610": "1", "73560": "3", "93000": "0", "69210": "1"}
PARTS = {"93000": "0", "71046": "1", "73560": "1", "99214": "0"}
PAIRS = {("20610", "20550"): "1", ("20610", "76942"): "0", ("11042", "97597"): "1"}
TABLES = Tables(
    global_days=lambda code: DAYS.get(code, ""),
    bilateral=lambda code: BILATERAL.get(code, ""),
    parts=lambda code: PARTS.get(code, ""),
    pair=lambda whole, part: PAIRS.get((whole, part), ""),
)


def line(procedure: str, *modifiers: str, said: str = "", codes: tuple[str, ...] = (), **facts: str) -> BilledLine:
    return BilledLine(procedure, modifiers, 1, facts, said, codes)


def proposed(one: BilledLine, *others: BilledLine, **facts: Any) -> Mapping[str, bool]:
    """The modifiers of a line, and whether they are sure."""
    claim = ClaimFacts(facts.pop("on", DAY), (one, *others), **({"tables": TABLES} | facts))
    hints = propose_modifiers(one, claim)
    assert all(
        hint.reason and hint.source and (hint.sure or "?" in hint.reason or hint.modifier in ("57", "79")) for hint in hints
    )
    return {hint.modifier: hint.sure for hint in hints}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("20610", {"25": False}),
        ("10060", {"25": False}),
        ("27447", {"57": False}),
        ("96372", {"25": False}),
        ("90471", {"25": False}),
        ("80053", {}),
    ],
)
def test_a_visit_beside_a_procedure_is_asked_about_never_changed(other: str, expected: dict[str, bool]) -> None:
    assert proposed(line("99214"), line(other)) == expected


def test_a_visit_that_has_25_is_left_alone() -> None:
    assert proposed(line("99214", "25"), line("20610")) == {}


def test_a_minor_procedure_does_not_hide_the_question_of_a_major_one() -> None:
    assert proposed(line("99214"), line("20610"), line("27447")) == {"25": False, "57": False}
    assert proposed(line("99214", "25"), line("20610"), line("27447")) == {"57": False}


def test_a_nerve_of_the_wrist_has_a_side_and_no_finger() -> None:
    assert proposed(line("64721", side="right", digit="hand 2")) == {"RT": True}
    assert proposed(line("26055", side="right", digit="hand 2")) == {"F6": True}


def test_a_small_procedure_that_no_table_knows_counts_by_our_own() -> None:
    assert proposed(line("99213"), line("69210"), tables=Tables(), minor=frozenset({"69210"})) == {"25": False}
    assert proposed(line("99213"), line("87880"), tables=Tables(), minor=frozenset({"69210"})) == {}


@pytest.mark.parametrize(
    ("served_on", "procedure", "expected"),
    [
        (date(2026, 6, 10), "27447", {"24": False}),  # the 90th day
        (date(2026, 6, 9), "27447", {}),
        (date(2026, 8, 29), "10060", {"24": False}),  # the 10th day
        (date(2026, 8, 28), "10060", {}),
        (DAY, "27447", {}),
        (date(2026, 9, 7), "20610", {}),
    ],
)
def test_a_visit_within_the_days_of_an_operation_is_asked_about(
    served_on: date, procedure: str, expected: dict[str, bool]
) -> None:
    assert proposed(line("99213"), earlier=(EarlierService(procedure, served_on),)) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("second stage of the graft", "58"), ("wound dehiscence, returned to the or", "78"), ("left knee", "79")],
)
def test_a_procedure_within_the_days_of_another_says_how_it_belongs_to_it(said: str, expected: str) -> None:
    earlier = (EarlierService("27447", date(2026, 8, 1), ("M17.11",)),)

    assert proposed(line("29881", said=said, codes=("S83.2",)), earlier=earlier) == {expected: False}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"side": "right"}, {"RT": True}),
        ({"side": "left"}, {"LT": True}),
        ({"side": "both"}, {"50": True}),
        ({}, {}),
    ],
)
def test_the_side_is_that_of_the_words(facts: dict[str, str], expected: dict[str, bool]) -> None:
    assert proposed(BilledLine("20610", facts=facts)) == expected


def test_a_side_is_not_told_twice_nor_of_what_has_none() -> None:
    assert proposed(line("20610", "RT", side="right")) == {}
    assert proposed(line("93000", side="left")) == {}


def test_both_sides_depend_on_the_fee_schedule() -> None:
    assert proposed(line("73560", side="both")) == {"50": False}
    assert proposed(line("20610", side="both"), tables=Tables()) == {"50": False}


@pytest.mark.parametrize(
    ("side", "digit", "modifier"),
    [
        ("left", "hand 1", "FA"), ("left", "hand 2", "F1"), ("left", "hand 5", "F4"), ("right", "hand 1", "F5"), ("right", "hand 5", "F9"),
        ("left", "foot 1", "TA"), ("left", "foot 5", "T4"), ("right", "foot 1", "T5"), ("right", "foot 5", "T9"),
    ],
)  # fmt: skip
def test_each_finger_and_toe_has_its_own(side: str, digit: str, modifier: str) -> None:
    assert proposed(line("11730", side=side, digit=digit)) == {modifier: True}


@pytest.mark.parametrize(
    ("side", "lid", "modifier"),
    [("left", "upper", "E1"), ("left", "lower", "E2"), ("right", "upper", "E3"), ("right", "lower", "E4")],
)
def test_each_lid_has_its_own(side: str, lid: str, modifier: str) -> None:
    assert proposed(line("67800", side=side, digit=lid)) == {modifier: True}


@pytest.mark.parametrize(
    ("part", "medicare", "expected"),
    [
        (line("20550", site="hand", side="left"), True, {"XS": False, "LT": True}),
        (line("20550", site="hand", side="left"), False, {"59": False, "LT": True}),
        (line("20550", side="right"), True, {"RT": True}),  # nothing shows that they are apart
        (line("20550", said="later today in a separate session", side="right"), True, {"XE": False, "RT": True}),
        (line("76942", side="left"), True, {}),  # no modifier sets this pair aside
    ],
)
def test_two_services_of_a_pair_are_apart_only_where_the_words_and_the_pair_allow_it(
    part: BilledLine, medicare: bool, expected: dict[str, bool]
) -> None:
    assert proposed(part, line("20610", "RT", side="right"), medicare=medicare) == expected


def test_the_first_of_a_pair_gets_nothing() -> None:
    assert proposed(line("20610", "RT", side="right"), line("20550", side="left")) == {}


def test_the_same_again_is_91_for_a_test_and_76_or_77_for_a_procedure() -> None:
    test, procedure = line("82947", "QW"), line("94640")

    assert proposed(test, earlier=(EarlierService("82947", DAY),)) == {"91": False}
    assert proposed(procedure, earlier=(EarlierService("94640", DAY),)) == {"76": False}
    assert proposed(procedure, earlier=(EarlierService("94640", DAY, by_same=False),)) == {"77": False}
    assert proposed(procedure, earlier=(EarlierService("94640", date(2026, 9, 7)),)) == {}


def test_in_a_facility_the_reading_is_told_apart_from_the_machine() -> None:
    assert proposed(line("71046"), place="22") == {"26": True}
    assert proposed(line("71046"), place="26") == {"26": True}
    assert proposed(line("71046"), place="32") == {}
    assert proposed(line("71046"), place="11") == {}
    assert proposed(line("71046", said="films read by radiology")) == {"TC": False}
    assert proposed(line("93000"), place="22") == {}


@pytest.mark.parametrize(
    ("place", "medicare", "text", "on", "expected"),
    [
        ("10", False, "video visit", DAY, {"95": False}),
        ("10", True, "video visit", DAY, {}),
        ("10", True, "audio-only, no video", DAY, {"93": True}),
        ("10", False, "telephone visit", DAY, {"93": False}),
        ("02", False, "video visit", date(2021, 12, 31), {"95": False}),
        ("11", False, "video visit", DAY, {}),
        ("10", True, "store-and-forward images", DAY, {"GQ": False}),
        ("10", True, "video visit. results were given by phone last week.", DAY, {"93": False}),
        ("10", False, "video visit. results were given by phone last week.", DAY, {"95": False, "93": False}),
        ("10", True, "telephone visit, no video", DAY, {"93": True}),
    ],
)
def test_at_a_distance_payer_place_and_day_decide(
    place: str, medicare: bool, text: str, on: date, expected: dict[str, bool]
) -> None:
    assert proposed(line("99213"), place=place, medicare=medicare, text=text, on=on) == expected


def test_what_was_not_finished_is_asked_about() -> None:
    assert proposed(line("11104", said="biopsy was aborted because of bleeding")) == {"53": False}
    assert proposed(line("11104", said="incomplete removal")) == {"52": False}
    assert proposed(line("11104", said="tolerated well")) == {}


def test_waived_tests_have_qw_for_medicare_and_those_waived_without_it_do_not() -> None:
    assert proposed(line("87880"), medicare=True) == {"QW": True}
    assert proposed(line("87880")) == {"QW": False}
    assert proposed(line("81002"), medicare=True) == {}
    assert proposed(line("87880"), medicare=True, place="81") == {}


def test_therapy_names_its_plan_of_care() -> None:
    assert proposed(line("97110"), taxonomy="225100000X") == {"GP": True}
    assert proposed(line("97110"), taxonomy="225X00000X") == {"GO": True}
    assert proposed(line("97110"), text="physical therapy note") == {"GP": False}
    assert proposed(line("97110"), text="physical therapy and occupational therapy") == {}
    assert proposed(line("99213"), taxonomy="225100000X") == {}


def test_a_screening_that_became_more_is_pt_for_medicare_and_33_for_others() -> None:
    text = "screening colonoscopy with polypectomy"

    assert proposed(line("45385"), medicare=True, text=text) == {"PT": False}
    assert proposed(line("45385"), text=text) == {"33": False}
    assert proposed(line("45385"), text="colonoscopy for bleeding") == {}


def test_a_screening_that_stayed_one_has_a_code_of_medicare_s_own_and_no_pt() -> None:
    text = "screening colonoscopy, no polyps"

    (hint,) = propose_modifiers(line("45378"), ClaimFacts(DAY, (line("45378"),), medicare=True, text=text, tables=TABLES))

    assert (hint.modifier, hint.sure) == ("PT", False)
    assert "G0105 (high risk) or G0121 instead, without PT" in hint.reason
    assert proposed(line("G0121"), medicare=True, text=text) == {}


def test_spine_and_surgeons_are_asked_about() -> None:
    assert proposed(line("98941"), medicare=True) == {"AT": False}
    assert proposed(line("98941")) == {}
    assert proposed(line("27447"), text="assisted by j. doe, pa-c") == {"AS": False}
    assert proposed(line("27447"), text="assistant surgeon: dr. roe") == {"80": False}
    assert proposed(line("27447"), text="co-surgeon dr. roe") == {"62": False}
    assert proposed(line("27447"), text="no resident available; assistant surgeon dr. roe") == {"82": False}
