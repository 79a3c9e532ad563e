"""`superbill coding level`: elements or a note, and what it says of codes that are gone."""

from pathlib import Path

import pytest

from tests.cli.running import check_shape, superbill_here
from tools.refresh import reference

ON = ("--on", "2026-09-08")


def test_a_note_proposes_its_family_minutes_and_elements(tmp_path: Path, code_tables: Path) -> None:
    note = b"ED course: fluids.\nAssessment: type 2 diabetes, uncontrolled. Increase metformin.\nTotal time 42 minutes.\n"

    ended = superbill_here("coding", "level", "--note", "-", *ON, "--place", "23", "--json", cwd=tmp_path, stdin=note)

    check_shape(reference.json_shapes()["coding level"], ended.json)
    assert ended.json["level"]["code"] == "99284"
    assert {one["column"] for one in ended.json["proposals"]} == {"family", "time", "problems", "risk"}


def test_what_a_person_says_goes_before_what_the_note_says(tmp_path: Path, code_tables: Path) -> None:
    note = b"Total time 42 minutes.\n"

    ended = superbill_here("coding", "level", "--note", "-", *ON, "--minutes", "20", "--json", cwd=tmp_path, stdin=note)

    assert ended.json["level"]["code"] == "99213"


@pytest.mark.parametrize(("born", "code"), [(None, "99212"), ("1990-09-09", "99395")])
def test_a_preventive_note_needs_the_day_of_birth(tmp_path: Path, code_tables: Path, born: str | None, code: str) -> None:
    words = ("--born", born) if born else ()

    ended = superbill_here(
        "coding", "level", "--note", "-", *ON, *words, "--json", cwd=tmp_path, stdin=b"Annual physical. Feels well."
    )

    assert ended.json["level"]["code"] == code


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (("--minutes", "20"), "99213, by time"),
        (("--element", "stable_chronic=2", "--element", "prescription drugs"), "99214, by mdm"),
        (("--family", "99205", "--new", "--minutes", "60"), "99205, by time"),
        (("--family", "critical_care", "--minutes", "29"), "no code, by none"),
        (("--family", "preventive", "--born", "1990-09-09"), "99395, by age"),
        (("--family", "preventive", "--medicare", "--part-b", "2026-03-01"), "G0402, by age"),
        (("--family", "consult office", "--medicare", "--minutes", "40"), "99215, by time"),
    ],
)
def test_elements_lead_to_a_code(tmp_path: Path, words: tuple[str, ...], first: str) -> None:
    ended = superbill_here("coding", "level", *ON, *words, cwd=tmp_path)

    assert (ended.code, ended.out.splitlines()[0]) == (0, first)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--family", "99343"), 3, "99342 or 99344"),
        (("--family", "spa"), 2, "nursing_initial"),
        (("--element", "bravery"), 2, "threat_to_life"),
        (("--element", "stable_chronic=many"), 2, "stable_chronic=2"),
        (("--how", "by owl"), 2, "in person, video or audio"),
        (("--note", "-", "--element", "stable_chronic"), 2, "not both"),
        (("--family", "preventive"), 2, "day of birth"),
        (("--family", "preventive", "--medicare"), 2, "Part B"),
        (("--born", "yesterday"), 2, "2026-09-08"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(tmp_path: Path, words: tuple[str, ...], code: int, told: str) -> None:
    ended = superbill_here("coding", "level", *ON, *words, cwd=tmp_path)

    assert (ended.code, ended.out) == (code, "")
    assert told in " ".join(ended.err.split())


def test_no_word_of_the_note_is_told_on_standard_error(tmp_path: Path, code_tables: Path) -> None:
    ended = superbill_here(
        "coding",
        "level",
        "--note",
        "-",
        "--on",
        "2022-01-01",
        "--place",
        "21",
        cwd=tmp_path,
        stdin=b"Canary Quetzal was admitted.",
    )

    assert ended.code == 3
    assert "Quetzal" not in ended.out + ended.err
