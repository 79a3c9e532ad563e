"""The commands of stays and of risk adjustment: what they print, their JSON, exit codes, and no word of a note on standard error."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from superbill.storage.shelf import Shelves
from tests.cli.running import Ended, check_complaint, check_shape, superbill, superbill_here
from tests.own_codes import own_codes
from tools.refresh import reference

SUMMARY = "examples/stay/discharge-summary.txt"
DAYS = ("--admitted", "2026-04-25", "--discharged", "2026-05-01")
STAY = ("J18.9", "J96.01:Y", "N17.9:N", "--age", "70", "--sex", "F", "--discharged", "2026-05-01")
SAMPLE = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.tabular><version>2026</version><title>2026 ICD-10-PCS Tables</title>
<pcsTable>
<axis pos="1" values="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
<axis pos="2" values="1"><title>Body System</title><label code="F">Hepatobiliary System</label></axis>
<axis pos="3" values="1"><title>Operation</title><label code="T">Resection</label><definition>All of it</definition></axis>
<pcsRow codes="2">
<axis pos="4" values="1"><title>Body Part</title><label code="4">Gallbladder</label></axis>
<axis pos="5" values="2"><title>Approach</title><label code="0">Open</label><label code="4">Percutaneous Endoscopic</label></axis>
<axis pos="6" values="1"><title>Device</title><label code="Z">No Device</label></axis>
<axis pos="7" values="1"><title>Qualifier</title><label code="Z">No Qualifier</label></axis>
</pcsRow>
</pcsTable>
</ICD10PCS.tabular>
"""


@pytest.fixture(scope="module", autouse=True)
def books(code_tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Code tables with one table of procedures and those of risk adjustment and of weights; no other book is built."""
    folder = own_codes(tmp_path_factory.mktemp("inpatient") / "codes", code_tables, {"icd10pcs_tables_2026.xml": SAMPLE.encode()})
    for book in ("hcc", "msdrg"):
        Shelves(folder / "shelf").build_shipped(only=book)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SUPERBILL_CODES", str(folder))
        yield


def run(*words: str, stdin: bytes = b"") -> Ended:
    return superbill_here(*words, cwd=Path.cwd(), stdin=stdin)


def test_a_discharge_summary_is_told_with_its_principal_diagnosis_and_procedures() -> None:
    ended = run("code", SUMMARY, "--inpatient", *DAYS)

    assert ended.code == 0, ended.err
    assert "principal" in ended.out and "A41.9" in ended.out
    assert "(Guidelines I.C.1.d.4)" in ended.out


def test_the_json_of_a_stay_has_its_documented_shape() -> None:
    ended = run("code", SUMMARY, "--inpatient", *DAYS, "--json")

    check_shape(reference.json_with()["code"]["--inpatient"], ended.json)
    assert ended.json["nights"] == 6
    assert ended.json["diagnoses"]["diagnoses"][0]["suggestion"]["code"] == "A41.9"


def test_a_note_from_standard_input_and_the_codes_of_the_day_of_discharge() -> None:
    note = b"Discharge diagnosis: Acute cholecystitis\nProcedures performed: Laparoscopic cholecystectomy"

    now = run("code", "-", "--inpatient", "--discharged", "2026-05-01", "--json", stdin=note)
    before = run("code", "-", "--inpatient", "--discharged", "2025-05-01", "--json", stdin=note)

    assert [one["code"] for one in now.json["procedures"]["procedures"]] == ["0FT44ZZ"]
    assert [one["code"] for one in before.json["procedures"]["procedures"]] == [""]


def test_days_that_are_no_stay_are_refused() -> None:
    check_complaint(run("code", SUMMARY, "--inpatient", "--admitted", "2026-05-02", "--discharged", "2026-05-01"), code=2)
    assert run("code", SUMMARY, "--admitted", "2026-05-01").code == 2


def test_no_word_of_a_note_reaches_standard_error() -> None:
    note = b"Discharge diagnosis: Zyxwvut canary cystitis\nHospital course: Qwertzu canary probably.\nProcedures performed: Cholecystectomy canary"

    ended = run("code", "-", "--inpatient", "--discharged", "2026-05-01", stdin=note)
    broken = run("code", "-", "--inpatient", "--discharged", "2026-05-01", stdin=b"canary \x00 canary")

    assert "canary" not in ended.err
    assert broken.code == 2 and "canary" not in broken.err


def test_a_stay_is_grouped_by_both_with_what_counted() -> None:
    ended = run("coding", "drg", *STAY, "--what-if")

    assert ended.code == 0, ended.err
    assert ended.out.count(" 193 ") == 2
    assert "the only MCC that counts" in ended.out
    assert "This is a check" in ended.out


def test_the_weight_is_told_only_when_it_is_asked_for() -> None:
    without, with_it = run("coding", "drg", *STAY), run("coding", "drg", *STAY, "--weights")

    assert "weight" not in without.out
    assert "weight" in with_it.out


def test_the_json_of_a_group_has_its_documented_shape() -> None:
    ended = run("coding", "drg", *STAY, "--what-if", "--weights", "--json")

    check_shape(reference.json_shapes()["coding drg"], ended.json)
    assert ended.json["compared"]["agreed"] is True
    assert ended.json["weight"]["drg"] == "193"


def test_groupers_that_disagree_end_with_1_and_say_why() -> None:
    ended = run("coding", "drg", "S50.862D", "S62.101B", "--age", "40", "--sex", "M", "--discharged", "2026-05-01")

    assert ended.code == 1
    assert "949" in ended.out and "950" in ended.out
    assert "drgpy counts no CC or MCC in aftercare." in ended.out


@pytest.mark.parametrize("words", [("J18.9:X",), ("J18.9", "--status", "home"), ("J18.9", "--age", "-2")])
def test_what_is_no_stay_is_refused(words: tuple[str, ...]) -> None:
    given = words if "--age" in words else (*words, "--age", "70")

    check_complaint(run("coding", "drg", *given, "--sex", "F"), code=2)


def test_the_categories_of_diagnoses_are_told() -> None:
    ended = run("coding", "hcc", "E11.22", "E11.9", "R05.9", "--served", "2025", "--age", "70", "--sex", "f")

    assert ended.code == 0, ended.err
    assert "set aside by HCC 37" in ended.out
    assert "of no category: R059" in ended.out
    assert "risk score" in ended.out


def test_the_json_of_categories_has_its_documented_shape() -> None:
    ended = run("coding", "hcc", "E11.22", "--served", "2025", "--json")

    check_shape(reference.json_shapes()["coding hcc"], ended.json)
    assert ended.json["second"]["hccs"] == ["37"]


def test_age_without_sex_and_an_unknown_model_are_refused() -> None:
    assert run("coding", "hcc", "E11.22", "--age", "70").code == 2
    check_complaint(run("coding", "hcc", "E11.22", "--model", "V99"), code=2)


def test_a_procedure_is_chosen_character_by_character() -> None:
    begun = run("codes", "pcs", "0FT", "Gallbladder", "--on", "2026-05-01", "--json")
    whole = run("codes", "pcs", "0ft", "Gallbladder", "Open", "Z", "Z", "--on", "2026-05-01")
    wrong = run("codes", "pcs", "0FT", "Knee", "--on", "2026-05-01")

    check_shape(reference.json_shapes()["codes pcs"], begun.json)
    assert [one["label"] for one in begun.json["following"]] == ["Open", "Percutaneous Endoscopic"]
    assert whole.out.startswith("0FT40ZZ\n")
    check_complaint(wrong, code=2)
    assert "4 Gallbladder" in wrong.err


def test_last_years_conditions_of_the_example_practice_are_none(visit_copy: Path) -> None:
    ended = superbill("coding", "recapture", "--data", "examples/visit/books", "--json", cwd=visit_copy)

    assert ended.code == 0, ended.err
    assert ended.json == []
    check_shape(reference.json_shapes()["coding recapture"], ended.json)
