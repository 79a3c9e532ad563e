from datetime import date

import pytest

from superbill.codes.place_of_service import find_place_of_service, places_of_service
from superbill.codes.reasons import find_claim_status, find_group, find_reason, find_remark
from superbill.codes.shipped import shipped_rows

TABLES = ("claim_adjustment_reasons.csv", "adjustment_groups.csv", "remark_codes.csv", "place_of_service.csv")


@pytest.mark.parametrize(
    ("code", "part"), [("1", "deductible"), ("45", "contract"), ("011", "diagnosis"), ("29", "filing"), ("b7", "eligible")]
)
def test_a_reason_is_told_in_own_words(code: str, part: str) -> None:
    reason = find_reason(code)

    assert reason is not None
    assert part in reason.words


def test_an_unknown_code_is_none() -> None:
    assert find_reason("9999") is None
    assert find_group("XX") is None
    assert find_remark("M999") is None
    assert find_claim_status("Z9", "99999") is None


def test_groups_and_remarks_are_told() -> None:
    group, remark = find_group("co"), find_remark("M76")

    assert group is not None
    assert remark is not None
    assert "may not be billed" in group.words
    assert "diagnosis" in remark.words


@pytest.mark.parametrize(
    ("category", "status", "entity", "expected"),
    [
        ("A7", "562", "85", "rejected: something is wrong: national provider identifier of the billing provider"),
        ("A2", "20", "", "taken into processing: accepted for processing"),
        ("A7", "99999", "", "rejected: something is wrong: status 99999"),
        ("A1", "19", "??", "received; not yet taken into processing: receipt confirmed"),
    ],
)
def test_a_claim_status_is_told_as_one_sentence(category: str, status: str, entity: str, expected: str) -> None:
    assert find_claim_status(category, status, entity=entity) == expected


@pytest.mark.parametrize("name", TABLES)
def test_a_shipped_table_has_each_code_once_with_words_and_days(name: str) -> None:
    rows = list(shipped_rows(name))
    codes = [row["code"] for row in rows]

    assert len(codes) == len(set(codes)) >= 4
    for row in rows:
        assert date.fromisoformat(row["since"])
        assert row["until"] == "" or row["until"] > row["since"]
        assert row.get("words") or row.get("name")


@pytest.mark.parametrize(("day", "is_there"), [(date(2021, 12, 31), False), (date(2022, 1, 1), True)])
def test_telehealth_at_home_is_a_place_since_2022(day: date, is_there: bool) -> None:
    assert (find_place_of_service("10", on=day) is not None) == is_there


def test_the_office_is_no_facility_and_the_hospital_is() -> None:
    office, hospital = (find_place_of_service(code, on=date(2026, 9, 8)) for code in ("11", "22"))

    assert office is not None
    assert hospital is not None
    assert not office.is_facility
    assert hospital.is_facility
    assert office in places_of_service(on=date(2026, 9, 8))
