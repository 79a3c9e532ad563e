"""A visit folder: each file that is missing or malformed is named, with its place and what to do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from superbill.app.visit_folder import FILES, BadVisit, CoderSheet, TakenCode, picks_for, read_visit_folder, visit_from_toml
from superbill.basics.errors import BadInput
from superbill.claims.visit import Pick
from superbill.coding.reading import BadNote

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "visit"


@pytest.fixture
def files() -> dict[str, bytes]:
    return {name: (EXAMPLE / name).read_bytes() for name in FILES}


def refused(files: dict[str, bytes], **changes: bytes) -> BadInput:
    with pytest.raises(BadInput) as error:
        read_visit_folder(files | changes)
    assert error.value.todo
    return error.value


def test_the_example_is_read(files: dict[str, bytes]) -> None:
    folder = read_visit_folder(files)

    assert (folder.visit.number, folder.visit.served_on) == ("V1001", date(2026, 9, 8))
    assert folder.note.text.encode() == folder.note_bytes == files["note.txt"]
    assert folder.note.author == "Marisol Alvarez"
    assert [code.code for code in folder.sheet.code] == ["E11.65", "I10", "M25.561"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_named(files: dict[str, bytes], name: str) -> None:
    del files[name]

    error = refused(files)

    assert isinstance(error, BadVisit)
    assert (error.what, error.where) == (f"{name} is missing.", name)
    assert all(each in error.todo for each in FILES)


def test_a_file_that_nobody_asked_for_does_no_harm(files: dict[str, bytes]) -> None:
    assert read_visit_folder({**files, "claim.837": b"ISA", ".DS_Store": b"\x00"}) == read_visit_folder(files)


@pytest.mark.parametrize("name", ["visit.toml", "sheet.toml"])
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"number = ", "not valid TOML"),
        (b"number = " + b"9" * 5_000, "not valid TOML"),
        (b"[practice\n", "not valid TOML"),
        (b"\xff\xfen\x00", "not UTF-8 text"),
        (b"PK\x03\x04", "not valid TOML"),
        (b"", "is missing"),
        (b"colour = 'red'\n", "There is no field 'colour'"),
    ],
)
def test_a_file_that_is_no_such_toml_is_named(files: dict[str, bytes], name: str, data: bytes, what: str) -> None:
    error = refused(files, **{name: data})

    assert isinstance(error, BadVisit)
    assert what in error.what
    assert error.where.startswith(name)


@pytest.mark.parametrize("name", ["fees.csv", "contract.toml", "benefits.toml"])
def test_a_table_that_is_no_text_is_named_with_the_byte(files: dict[str, bytes], name: str) -> None:
    error = refused(files, **{name: b"code,modifier\n9921\xfc"})

    assert (error.what, error.where) == ("The file is not UTF-8 text.", f"{name}, byte 18")


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"served_on = 2026-09-08", b"", "served_on"),
        (b"served_on = 2026-09-08", b"served_on = 'yesterday'", "served_on"),
        (b"served_on = 2026-09-08", b"served_on = 2026-09-08T10:00:00", "served_on"),
        (b"new_patient = false", b"new_patient = 'no'", "new_patient"),
        (b'npi = "2876500200"', b"npi = 2876500200", "rendering.npi"),
        (b"born = 1968-03-14", b"born = '14 March'", "patient.person.born"),
        (b'zip_code = "53999"', b"zip_code = 53999", "patient.person.address.zip_code"),
        (b"since = 2024-01-01", b"since = 2024-01-01, until = 2023-01-01", "coverage.period"),
        (b"[rendering]", b"[renderer]", "renderer"),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_path(files: dict[str, bytes], old: bytes, new: bytes, where: str) -> None:
    assert old in files["visit.toml"]

    error = refused(files, **{"visit.toml": files["visit.toml"].replace(old, new)})

    assert isinstance(error, BadVisit)
    assert error.where == f"visit.toml, {where}"


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b'by = "Dana Reyes, CPC"', b"", "by"),
        (b'code = "I10"', b"code = 10", "code[1].code"),
        (b'codes = ["E11.65"]', b'codes = "E11.65"', "service[1].codes"),
        (b'codes = ["E11.65"]', b'codes = ["E11.65"]\nunits = "2"', "service[1].units"),
    ],
)
def test_a_decision_that_is_wrong_is_named_with_its_path(files: dict[str, bytes], old: bytes, new: bytes, where: str) -> None:
    assert old in files["sheet.toml"]

    error = refused(files, **{"sheet.toml": files["sheet.toml"].replace(old, new)})

    assert error.where == f"sheet.toml, {where}"


@pytest.mark.parametrize("data", [b"", b" \n", b"\x00\x01", "CC: knee".encode("utf-16")])
def test_a_note_that_cannot_be_read_is_refused(files: dict[str, bytes], data: bytes) -> None:
    assert isinstance(refused(files, **{"note.txt": data}), BadNote)


def test_a_mark_at_the_beginning_of_a_file_is_passed_over(files: dict[str, bytes]) -> None:
    marked = {name: (b"\xef\xbb\xbf" + data if name != "note.txt" else data) for name, data in files.items()}

    assert read_visit_folder(marked).visit == visit_from_toml(files["visit.toml"])


def test_each_taken_code_rests_on_the_words_of_its_own_suggestion_or_of_the_one_it_replaced() -> None:
    suggested = {"M17.12": ((5, 9),), "I10": ((1, 3), (7, 8))}
    sheet = CoderSheet(
        "D", (TakenCode("I10"), TakenCode("M17.11", "M17.12"), TakenCode("Z79.4"), TakenCode("M25.561", "M25.562")), ()
    )

    picks = picks_for(sheet, suggested)

    assert picks == (
        Pick("I10", "accepted", ((1, 3), (7, 8))),
        Pick("M17.11", "changed", ((5, 9),)),
        Pick("Z79.4", "added"),
        Pick("M25.561", "changed", ()),
    )
    assert replace(picks[0], how="added").spans == picks[0].spans
