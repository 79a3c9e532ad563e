"""`superbill coding procedures`: what the note says was done, with units, and nothing of what it only orders."""

from pathlib import Path

from tests.cli.running import check_shape, superbill_here
from tools.refresh import reference

ON = ("--on", "2026-09-08")
NOTE = (
    b"Procedure:\nRight knee injected with 40 mg Kenalog.\n\nPlan:\nRapid strep test positive. X-ray of the right knee ordered.\n"
)


def test_services_come_with_units_and_modifiers_that_leave_no_question(tmp_path: Path) -> None:
    ended = superbill_here("coding", "procedures", "-", *ON, cwd=tmp_path, stdin=NOTE)

    assert ended.code == 0
    assert "20610 RT" in ended.out and "J3301" in ended.out
    assert "perhaps QW" in ended.err
    assert "not done yet: “ordered”" in ended.out


def test_medicare_has_its_own_modifiers_and_json_has_its_shape(tmp_path: Path) -> None:
    ended = superbill_here("coding", "procedures", "-", *ON, "--medicare", "--json", cwd=tmp_path, stdin=NOTE)

    check_shape(reference.json_shapes()["coding procedures"], ended.json)
    by_code = {one["code"]: one for one in ended.json["suggested"]}
    assert by_code["J3301"]["units"] == 4
    assert [(hint["modifier"], hint["sure"]) for hint in by_code["87880"]["modifiers"]] == [("QW", True)]


def test_a_note_without_services_is_no_error(tmp_path: Path) -> None:
    ended = superbill_here("coding", "procedures", "-", *ON, cwd=tmp_path, stdin=b"Feels well. Return in a year.")

    assert ended.code == 0
