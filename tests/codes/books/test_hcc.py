"""Risk adjustment: the mapping file of CMS as it is downloaded, and the tables that come with the program."""

import sqlite3
from collections.abc import Iterator

import pytest

from superbill.codes.book import find_layout, get_book
from superbill.codes.pack import read_pack
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

NAME = "2026 Midyear_Final ICD-10-CM Mappings.csv"
HEAD = (
    "2026 Midyear Final ICD-10-CM Mappings,,,,,\n,,,,,\n"
    '"Diagnosis\nCode",Description,"CMS-HCC ESRD\nModel Category\nV24","CMS-HCC\nModel Category\nV28","RxHCC\nModel Category\nV08",'
    '"CMS-HCC Model Category V28 for 2026 Payment Year"\n'
)
GOOD = HEAD + (
    'E1165,"Invented, with a comma",18,37,30,Yes\nB377,Invented sepsis,"2, 6",2,5,Yes\nZ0000,Invented visit,,,,No\n'
    "Notes: invented and longer than a code,,,,,\n"
)


def test_every_category_of_a_diagnosis_is_a_row() -> None:
    rows = rows_in(NAME, GOOD)

    assert layout_of(NAME, GOOD) == "hcc: mappings"
    assert [row.cells[:3] for row in rows if row.cells[1] != "V28"] == [
        ("E1165", "ESRD V24", "18"),
        ("E1165", "RxHCC V08", "30"),
        ("B377", "ESRD V24", "2"),
        ("B377", "ESRD V24", "6"),
        ("B377", "RxHCC V08", "5"),
    ]
    assert {row.cells[3] for row in rows} == {"final"}


@pytest.mark.parametrize(("name", "says"), [(NAME, "final"), ("2027 Proposed ICD-10-CM Mappings.csv", "proposed")])
def test_a_proposal_is_marked(name: str, says: str) -> None:
    assert {row.cells[3] for row in rows_in(name, GOOD)} == {says}


@pytest.mark.parametrize(("name", "day"), [("2027 Initial.csv", "2027-01-01"), ("mappings.csv", "2026-01-01")])
def test_a_payment_year_begins_in_january(name: str, day: str) -> None:
    source = Source.from_bytes(name, GOOD.encode())
    found = find_layout(source)

    assert found is not None
    assert str(found[1].released(source)) == day


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (GOOD[: GOOD.index("30,Yes") + 2], "line 11: The row is no diagnosis with 6 columns"),
        (GOOD.replace("B377,Invented sepsis", "B377,,Invented sepsis"), "line 12: The row is no diagnosis with 6 columns"),
        (GOOD.replace("B377,Invented sepsis", "Sepsis,B377"), "line 12: The row is no diagnosis"),
        (GOOD.replace("18,37,30,Yes", "Yes,18,37,30"), "line 11: 'Yes' is no category: the columns are shifted"),
        (GOOD.replace("Diagnosis\nCode", "Code of the Diagnosis"), "The row with the names of the columns is missing"),
        (GOOD + "E1165,Again,18,,,\n", "line 15: E1165 ESRD V24 18 was told before"),
        (GOOD.replace("E1165", "E\0").replace("Z0000", "Z\0"), "line 11: The line holds binary zeros"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str, says: str) -> None:
    assert says in refusal(NAME, broken)


@pytest.fixture(scope="module")
def shipped() -> Iterator[sqlite3.Connection]:
    db = sqlite3.connect(":memory:")
    for each in get_book("hcc").shipped():
        found = find_layout(each.source)
        assert found is not None
        read_pack(db, each.source, *found)
    yield db
    db.close()


def test_a_diagnosis_counts_in_each_model(shipped: sqlite3.Connection) -> None:
    told = shipped.execute(
        "SELECT model, hcc FROM diagnoses WHERE code = 'E1165' AND since <= 20260101 AND until > 20260101"
    ).fetchall()

    assert dict(told) == {"V22": "18", "V24": "18", "V28": "37", "ESRD V21": "18", "ESRD V24": "18", "RxHCC V08": "30"} | dict(
        told
    )
    assert dict(told)["V24"] == "18"


def test_a_factor_is_found_by_model_segment_and_variable(shipped: sqlite3.Connection) -> None:
    told = shipped.execute(
        "SELECT factor FROM coefficients WHERE model = 'V28' AND segment = 'CNA' AND variable = 'HCC37' AND since <= 20260101 AND until > 20260101"
    ).fetchall()

    assert told == [(1660,)]


def test_diabetes_with_complications_sets_diabetes_without_aside(shipped: sqlite3.Connection) -> None:
    assert shipped.execute("SELECT 1 FROM hierarchy WHERE model = 'V24' AND hcc = '18' AND sets_aside = '19'").fetchone() == (1,)


def test_every_category_of_a_diagnosis_has_a_title_and_only_2027_is_proposed(shipped: sqlite3.Connection) -> None:
    missing = shipped.execute("SELECT DISTINCT model, hcc FROM diagnoses EXCEPT SELECT model, hcc FROM hcc").fetchall()

    assert missing == []
    assert shipped.execute("SELECT DISTINCT status, since, until FROM diagnoses WHERE status <> 'final'").fetchall() == [
        ("proposed", 20270101, 20280101)
    ]
    assert shipped.execute("SELECT min(since), max(until) FROM diagnoses").fetchone() == (20250101, 20280101)
