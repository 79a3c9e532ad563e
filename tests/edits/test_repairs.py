"""Repairs: each writes its cases as they say, changes no meaning, and in an 837 nothing but the value itself."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.edits.case_text import read_case_text
from superbill.edits.repair import IN_SHEET, IN_VISIT, Change, NoSuchRepair, Repair, mended, named, put_back, repaired
from superbill.edits.repair_x12 import PLACES, NoClaims, repaired_x12
from superbill.places.us.repairs import us_repairs

CASES = Path(__file__).parents[1] / "cases" / "repairs"
CLAIM = (Path(__file__).parents[2] / "examples" / "visit" / "claim.837").read_bytes()


def cases_of(repair: Repair) -> list[dict[str, str]]:
    name = f"{repair.code.lower().replace('-', '_')}.yaml"
    read = read_case_text((CASES / name).read_text(), where=name)
    assert read["repair"] == repair.code
    cases: list[dict[str, str]] = read["cases"]
    return cases


def in_words(text: str) -> str:
    """What counts in a value: its letters and digits, without the zeros that fill a drug code."""
    return re.sub(r"[^0-9A-Z]", "", text.upper()).replace("0", "")


@pytest.mark.parametrize("repair", us_repairs(), ids=lambda repair: repair.code)
def test_a_repair_writes_each_of_its_cases_as_it_says(repair: Repair) -> None:
    cases = cases_of(repair)

    assert [repair.mend(case["before"]) for case in cases] == [case["after"] for case in cases]
    assert {case["before"] == case["after"] for case in cases} == {True, False}


@pytest.mark.parametrize("repair", us_repairs(), ids=lambda repair: repair.code)
def test_what_was_repaired_needs_no_repair(repair: Repair) -> None:
    assert all(mended(case["after"], repair) is None for case in cases_of(repair))


@pytest.mark.parametrize(
    "repair", [one for one in us_repairs() if one.code not in ("FIX-SEX", "FIX-PHONE")], ids=lambda one: one.code
)
@given(text=st.text("0123456789aBxX-. ()", max_size=16))
def test_a_repair_keeps_every_letter_and_digit(repair: Repair, text: str) -> None:
    after = repair.mend(text)

    assert in_words(after) == in_words(text)
    assert repair.mend(after) == after


def test_a_repair_is_of_sorts_that_have_a_place() -> None:
    known = IN_VISIT.keys() | IN_SHEET.keys() | {place.sort for place in PLACES}

    assert {sort for repair in us_repairs() for sort in repair.of} <= known
    assert known <= {sort for repair in us_repairs() for sort in repair.of}


@pytest.mark.parametrize("repair", us_repairs(), ids=lambda repair: repair.code)
def test_a_repair_says_what_it_does_and_by_which_source(repair: Repair) -> None:
    assert repair.help.finds and repair.help.matters and repair.help.todo
    assert repair.source.title and repair.source.section


def test_a_file_is_repaired_in_its_values_only() -> None:
    spoilt = re.sub(rb"(HI\*ABK:)([A-Z]\d\d)(\d+)", lambda found: found[1] + (found[2] + b"." + found[3]).lower(), CLAIM)
    spoilt = re.sub(rb"(REF\*EI\*)(\d\d)(\d{7})", rb"\1\2-\3", spoilt)
    assert spoilt.count(b".") + spoilt.count(b"-") > CLAIM.count(b".") + CLAIM.count(b"-")

    written, changes = repaired_x12(spoilt, us_repairs())

    assert written == CLAIM
    assert {change.repair for change in changes} == {"FIX-DX", "FIX-EIN"}


def test_a_file_that_needs_no_repair_is_the_same_byte_for_byte() -> None:
    assert repaired_x12(CLAIM, us_repairs()) == (CLAIM, ())


def test_each_change_of_a_file_says_where_it_was() -> None:
    spoilt = re.sub(rb"(REF\*EI\*)(\d\d)(\d{7})", rb"\1\2-\3", CLAIM)
    number = re.search(rb"REF\*EI\*(\d{9})", CLAIM)
    assert number

    _, (change, *_) = repaired_x12(spoilt, named(us_repairs(), ["fix-ein"]))

    after = number[1].decode()
    assert (change.before, change.after) == (f"{after[:2]}-{after[2:]}", after)
    assert re.fullmatch(r"segment \d+, REF02", change.place)


def test_letters_outside_of_ascii_are_left_as_they_are() -> None:
    spoilt = CLAIM.replace(b"NM1*85*2*", "NM1*85*2*Müller  ".encode("latin-1"), 1)

    written, _ = repaired_x12(spoilt, us_repairs())

    assert "Müller  ".encode("latin-1") in written


def test_a_foreign_address_keeps_its_codes() -> None:
    spoilt = re.sub(rb"N4\*([^*]*)\*WI\*\d+~", rb"N4*\1*wi*53999-1234*CA~", CLAIM)
    assert spoilt != CLAIM

    assert repaired_x12(spoilt, us_repairs()) == (spoilt, ())


def test_a_file_without_claims_is_refused() -> None:
    with pytest.raises(NoClaims):
        repaired_x12(CLAIM.replace(b"ST*837*", b"ST*835*"), us_repairs())


VISIT = {
    "patient": {"person": {"last_name": "Van  Dyke", "address": {"zip_code": "53999-1234", "state": "wi"}}},
    "coverage": {"subscriber": None},
}


def test_plain_data_is_repaired_where_values_stand_and_put_back() -> None:
    after, changes = repaired(VISIT, us_repairs(), IN_VISIT)

    assert after["patient"]["person"] == {"last_name": "Van Dyke", "address": {"zip_code": "539991234", "state": "WI"}}
    assert changes == (
        Change("FIX-NAME", "patient.person.last_name", "Van  Dyke", "Van Dyke"),
        Change("FIX-STATE", "patient.person.address.state", "wi", "WI"),
        Change("FIX-ZIP", "patient.person.address.zip_code", "53999-1234", "539991234"),
    )
    assert put_back(after, changes) == (VISIT, changes)


def test_a_value_that_somebody_wrote_since_is_not_put_back() -> None:
    after, changes = repaired(VISIT, named(us_repairs(), ["FIX-STATE"]), IN_VISIT)
    after["patient"]["person"]["address"]["state"] = "MN"

    before, undone = put_back(after, changes)

    assert before["patient"]["person"]["address"]["state"] == "MN"
    assert undone == ()


def test_of_two_changes_to_one_place_the_last_is_put_back_first() -> None:
    changes = (Change("FIX-A", "name", "a", "b"), Change("FIX-A", "name", "b", "c"))

    assert put_back({"name": "c"}, changes) == ({"name": "a"}, changes)


def test_the_values_of_a_superbill_are_repaired_in_each_service() -> None:
    sheet = {"services": [{"procedure": "99213", "modifiers": ["25"]}, {"procedure": "j1100", "modifiers": ["-59", "rt"]}]}

    after, changes = repaired(sheet, us_repairs(), IN_SHEET)

    assert after["services"][1] == {"procedure": "J1100", "modifiers": ["59", "RT"]}
    assert [change.place for change in changes] == ["services.1.modifiers.0", "services.1.modifiers.1", "services.1.procedure"]


def test_a_repair_that_there_is_not_is_told_with_the_nearest() -> None:
    with pytest.raises(NoSuchRepair, match="Did you mean 'FIX-ZIP'"):
        named(us_repairs(), ["FIX-ZIPP"])
