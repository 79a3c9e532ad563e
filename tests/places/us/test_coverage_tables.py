"""The tables of coverage articles that edits ask, made of an installed export."""

import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date

import pytest

from superbill.codes.book import get_book
from superbill.codes.pack import read_pack
from superbill.codes.shelf import OpenTable
from superbill.codes.source import Source
from superbill.edits.tables import Table, holds_on
from superbill.places.us.coverage_tables import NAMES
from superbill.places.us.tables import us_tables
from tests.codes.coverage_export import ID, export

DAY = date(2026, 5, 4)
CONTRACTORS = (
    "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number\r\n"
    "1,9,1,Part A,05301\r\n2,9,1,Part B,05302\r\n3,9,1,Equipment,17013\r\n4,9,1,Home health,06014\r\n5,9,1,Other,05900\r\n"
)
ARTICLES_OF = f"{ID},article_type,contractor_id,contractor_type_id,contractor_version,last_updated\r\n" + "".join(
    f"50001,7,1,{number},9,1,\r\n" for number in range(1, 6)
)
STATES_OF = "contractor_id,contractor_type_id,contractor_version,state_id,last_updated,active_date,term_date\r\n" + "".join(
    f"{number},9,1,29,,2012-05-07 00:00:00,\r\n" for number in range(1, 6)
)
GROUPS = (
    f"{ID},icd10_covered_group,paragraph,last_updated,icd10_covered_ast\r\n"
    "50001,7,1,<p>Dual diagnosis: one from each group</p>,,<p>R51.9 only after trauma</p>\r\n"
)


def _tables(**changed: str) -> Iterator[Mapping[str, Table]]:
    book = get_book("mcd")
    db = sqlite3.connect(":memory:", isolation_level=None)
    read_pack(db, Source.from_bytes("export.zip", export(**changed)), book, book.layouts[0])
    opened = {("mcd", table.name): OpenTable(db, table) for table in book.tables}
    yield us_tables(lambda named, table: opened.get((named, table)))
    db.close()


@pytest.fixture(scope="module")
def tables() -> Iterator[Mapping[str, Table]]:
    yield from _tables()


@pytest.fixture(scope="module")
def kinds() -> Iterator[Mapping[str, Table]]:
    """Of an article of contractors of every kind, that asks for two diagnoses."""
    changed = {
        "contractor": CONTRACTORS,
        "article_x_contractor": ARTICLES_OF,
        "contractor_jurisdiction": STATES_OF,
        "article_x_icd10_covered_group": GROUPS,
    }
    yield from _tables(**changed)


def test_an_article_is_found_by_procedure_and_state(tables: Mapping[str, Table]) -> None:
    (row, other) = tables["coverage_article"].find(on=DAY, code="70551", state="MO")

    assert (row["article"], row["lists"], row["kind"], row["bills"], row["has_list"]) == ("A50001", "50001/7", "I", "13", True)
    assert (other["article"], other["lists"], other["has_list"], other["asks_two"]) == ("A50002", "50002/2", False, False)


@pytest.mark.parametrize(
    ("code", "state", "on"),
    [
        ("99213", "MO", DAY),
        ("70551", "MT", DAY),
        ("70552", "MO", date(2024, 2, 29)),
        ("70551", "", DAY),
        (None, "MO", DAY),
    ],
)
def test_no_article_is_found_of_another_procedure_state_or_day(
    tables: Mapping[str, Table], code: str | None, state: str, on: date
) -> None:
    assert tables["coverage_article"].find(on=on, code=code, state=state) == ()


def test_without_a_state_the_articles_of_every_state_are_found(tables: Mapping[str, Table]) -> None:
    assert {row["state"] for row in tables["coverage_article"].find(on=DAY, code="70551")} == {"MO"}
    assert tables["coverage_article"].find(on=DAY, code="99213") == ()


def test_the_kind_of_claim_follows_from_the_contractor(kinds: Mapping[str, Table]) -> None:
    found = kinds["coverage_article"].find(on=DAY, code="70551", state="MO")

    assert [row["kind"] for row in found] == ["I", "P", "I", "P", "H", "E"]
    assert {row["bills"] for row in found if row["kind"] != "I"} == {""}
    assert {row["asks_two"] for row in found} == {True}


def test_a_diagnosis_of_an_article_is_found_with_its_dot(tables: Mapping[str, Table]) -> None:
    first, second = tables["coverage_diagnosis"].find(on=DAY, list="50001/7", code="R51.9")
    (against,) = tables["coverage_diagnosis"].find(on=DAY, list="50001/7", code="Z00.00")

    assert (first["code"], first["covered"], first["condition"], first["told"]) == (
        "R51.9",
        True,
        True,
        "R51.9 only after trauma",
    )
    assert (second["covered"], second["condition"], second["told"]) == (True, False, "")
    assert (against["covered"], against["condition"]) == (False, False)
    assert tables["coverage_diagnosis"].find(on=DAY, list="50001/7", code="I10") == ()
    assert tables["coverage_diagnosis"].find(on=date(2024, 2, 29), list="50001/7", code="R51.9") == ()


@pytest.mark.parametrize("name", NAMES)
def test_an_engine_that_joins_finds_the_same_rows(kinds: Mapping[str, Table], tables: Mapping[str, Table], name: str) -> None:
    keys = ("code", "state") if name == "coverage_article" else ("list", "code")
    for each in (tables[name], kinds[name]):
        rows = list(each.rows)
        for key in {tuple(row[column] for column in keys) for row in rows}:
            here = [row for row in rows if tuple(row[column] for column in keys) == key and holds_on(row, DAY)]

            found = each.find(on=DAY, **dict(zip(keys, key, strict=True)))

            assert [_without_days(row) for row in found] == [_without_days(row) for row in here]


def _without_days(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in ("since", "until")}


def test_the_articles_are_not_there_without_their_book() -> None:
    assert not {*NAMES} & us_tables(lambda book, table: None).keys()
