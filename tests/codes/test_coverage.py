"""What a contractor's articles say of a procedure and its diagnoses, on the day of service."""

import sqlite3
from collections.abc import Iterator
from datetime import date

import pytest

from superbill.codes.book import get_book
from superbill.codes.coverage import find_coverage
from superbill.codes.pack import read_pack
from superbill.codes.shelf import OpenTable
from superbill.codes.source import Source
from tests.codes.coverage_export import export

DAY = date(2026, 5, 1)


@pytest.fixture(scope="module")
def tables() -> Iterator[dict[str, OpenTable]]:
    book = get_book("mcd")
    db = sqlite3.connect(":memory:", isolation_level=None)
    read_pack(db, Source.from_bytes("export.zip", export()), book, book.layouts[0])
    yield {table.name: OpenTable(db, table) for table in book.tables}
    db.close()


def test_a_listed_diagnosis_supports_the_procedure_and_the_words_of_its_groups_are_told(tables: dict[str, OpenTable]) -> None:
    first, second = find_coverage(tables, "70551", ["R51.9"], contractor="05901", on=DAY)

    assert (first.article, first.title, first.supported, first.refused) == (
        "A50001",
        "Billing: Imaging & more",
        {"R519": (1, 2)},
        {},
    )
    assert first.words == ("For group 1:", "For group 2:", "Group 1: imaging")
    assert not first.speaks_against
    assert (second.article, second.has_list, second.speaks_against) == ("A50002", False, False)


@pytest.mark.parametrize(
    ("diagnoses", "against"),
    [(["I10"], [True, False]), (["Z00.00"], [True, True]), (["Z00.00", "G43.909"], [False, True]), ([], [True, False])],
)
def test_an_article_with_a_list_speaks_against_what_is_not_on_it(
    tables: dict[str, OpenTable], diagnoses: list[str], against: list[bool]
) -> None:
    found = find_coverage(tables, "70551", diagnoses, contractor="05901", on=DAY)

    assert [each.speaks_against for each in found] == against


@pytest.mark.parametrize(
    ("procedure", "contractor", "on", "articles"),
    [
        ("70551", "05901", DAY, ["A50001", "A50002"]),
        ("70551", "06102", DAY, ["A50002"]),
        ("70551", "05901", date(2026, 6, 30), ["A50001", "A50002"]),
        ("70551", "05901", date(2026, 7, 1), ["A50001"]),
        ("70551", "05901", date(2024, 2, 29), ["A50002"]),
        ("70551", "99999", DAY, []),
        ("70553", "05901", DAY, []),
    ],
)
def test_only_articles_of_the_contractor_that_hold_on_the_day_are_asked(
    tables: dict[str, OpenTable], procedure: str, contractor: str, on: date, articles: list[str]
) -> None:
    found = find_coverage(tables, procedure, ["R51.9"], contractor=contractor, on=on)

    assert [each.article for each in found] == articles
