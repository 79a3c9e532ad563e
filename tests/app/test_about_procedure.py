"""What other books say of a procedure: the edits that name it from either side, articles, telehealth, fee schedules."""

from datetime import date
from pathlib import Path

import pytest

from superbill.app.about_procedure import MOST, Told, about_procedure, book_of
from superbill.app.read_row import NotInBook, find_procedure, read_row
from tests.codes.books import test_addon, test_mpfs, test_mue, test_ncci
from tests.codes.coverage_export import export
from tests.own_codes import own_codes

DAY = date(2026, 10, 8)
MANY = "".join(f"71046\t{number}\t\t20200101\t*\t1\tMisuse\r\n" for number in range(10000, 10000 + MOST + 3))
TELEHEALTH = "# superbill telehealth\n# Holds from: 2026-01-01\ncode,sound_only,limits,since,until\n99213,yes,,,\n"


@pytest.fixture(autouse=True)
def _books(tmp_path: Path, code_tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        test_ncci.NAME: test_ncci.HEADER + test_ncci.ROWS + MANY,
        test_mue.NAME: test_mue.NOTICE + test_mue.HEADER + test_mue.ROWS,
        test_addon.SHEET: test_addon.HEADER + test_addon.ROWS,
        test_mpfs.NAME: test_mpfs.HEAD + test_mpfs.ROWS,
        "telehealth 2026.csv": TELEHEALTH,
    }
    made = {name: text.encode() for name, text in files.items()} | {"current_article_csv.zip": export()}
    monkeypatch.setenv("SUPERBILL_CODES", str(own_codes(tmp_path / "codes", code_tables, made)))


def facts(code: str, on: date = DAY) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for fact in about_procedure(code, on=on):
        told.setdefault(fact.heading, []).append(f"{fact.code} {fact.words}".strip())
    return told


def test_a_pair_is_told_at_both_its_codes_with_what_a_modifier_does() -> None:
    assert facts("13121")["Pairs for practitioners: is paid, and not"] == ["13120 no modifier allows both; Manual instruction"]
    assert facts("13120")["Pairs for practitioners: is not paid beside"] == ["13121 no modifier allows both; Manual instruction"]


def test_a_pair_is_told_only_on_the_days_on_which_it_holds() -> None:
    assert facts("0001A", date(2023, 12, 31)) != {}
    assert facts("0001A", date(2024, 1, 1)) == {}


def test_of_many_pairs_the_first_are_told_and_the_rest_counted() -> None:
    told = facts("71046")["Pairs for practitioners: is paid, and not"]

    assert len(told) == MOST + 1
    assert told[-1] == "and 3 more"


def test_the_most_units_are_told_with_what_kind_of_limit_they_are() -> None:
    assert facts("71046")["Most units (MUE)"] == [
        "2 for practitioners, a day, by clinical data: more may be appealed; Clinical: Data"
    ]


def test_an_add_on_and_its_procedure_name_each_other() -> None:
    assert facts("11001")["Add-on: only beside"] == ["11000"]
    assert facts("11000")["Its add-ons"] == ["11001"]
    assert facts("00001")["Add-on: only beside"] == ["the contractor decides; (Contractor Defined Primary Codes)"]


def test_an_article_is_told_with_how_many_diagnoses_it_lists() -> None:
    assert Told(
        "Coverage articles", "A50001 Billing: Imaging & more: 3 diagnoses support it, 1 do not", "50001/7", "mcd"
    ) in about_procedure("70551", on=DAY)


def test_telehealth_and_the_fee_schedule_are_told() -> None:
    assert facts("99213")["Telehealth"] == ["on Medicare's list; sound alone is enough"]
    assert facts("71046")["Physician fee schedule"] == [
        "71046 26: paid by its RVUs; 0.30 RVUs in an office, 0.29 in a facility; global period XXX"
    ]


@pytest.mark.parametrize(
    ("code", "book"),
    [("99213", "cpt"), ("0001A", "cpt"), ("J1010", "hcpcs"), ("D0120", "cdt"), ("E11.65", ""), ("25", ""), ("", "")],
)
def test_a_procedure_is_known_by_its_looks(code: str, book: str) -> None:
    assert book_of(code) == book


def test_nothing_is_told_of_what_is_no_procedure() -> None:
    assert about_procedure("E11.65", on=DAY) == ()


def test_a_code_without_an_installed_book_has_a_page_where_others_name_it() -> None:
    page = read_row("cpt", "13120", on=DAY)

    assert (page.tables, page.name) == ((), "13120")
    assert page.told
    assert find_procedure("13120", on=DAY) == "cpt"


def test_a_code_of_which_nobody_tells_anything_is_no_page() -> None:
    assert find_procedure("99999", on=DAY) == ""
    with pytest.raises(NotInBook):
        read_row("cpt", "99999", on=DAY)


def test_the_columns_of_a_row_are_read_as_people_write_them() -> None:
    (table,) = read_row("mpfs", "71046/26", on=DAY).tables

    said = {said.heading: said.words for said in table.rows[0].said}
    assert (said["work"], said["nonfacility total"], said["status"]) == ("0.21", "0.30", "A")
    assert "nonfacility na" not in said
