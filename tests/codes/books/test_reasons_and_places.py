"""Places, reasons, remarks, groups, claim status and revenue codes: our own words, and a licensed site's file of the official ones."""

from pathlib import Path

import pytest

from superbill.codes.book import NEVER, find_layout
from superbill.codes.source import Source
from superbill.storage.shelf import Found, NoticeNotAccepted, Shelves
from tests.codes.books.reading import layout_of, refusal, rows_in

OFFICIAL = (
    "Code,Description,Start Date,Last Modified Date,Stop Date,Notes\n"
    "1,Invented wording about a deductible,1/1/1995,,,\n"
    '254,"Invented wording, ended",01/01/2014,,6/30/2020,see 255\n'
)


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("CARC 2026-07-01.csv", "carc: official wording"),
        ("remittance-advice-remark-codes.csv", "rarc: official wording"),
        ("claim-status-codes.csv", "claim_status: official wording"),
        ("Claim-Status-Category-Codes.csv", "claim_status: official wording"),
        ("revenue codes.csv", "revenue: official wording"),
        ("codes.csv", ""),
    ],
)
def test_the_name_of_the_file_says_of_which_list_it_is(name: str, where: str) -> None:
    assert layout_of(name, OFFICIAL) == where


def test_categories_and_statuses_are_two_tables() -> None:
    assert {row.table for row in rows_in("claim_status_category.csv", OFFICIAL)} == {"claim_category_wording"}
    assert {row.table for row in rows_in("claim_status.csv", OFFICIAL)} == {"claim_status_wording"}


def test_official_wording_keeps_its_days_and_the_last_day_still_counts() -> None:
    first, second = rows_in("carc.csv", OFFICIAL)

    assert (first.cells, first.since, first.until) == (("1", "Invented wording about a deductible"), 19950101, NEVER)
    assert (second.cells[1], second.since, second.until) == ("Invented wording, ended", 20140101, 20200701)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (OFFICIAL[:-25], "line 3"),
        (OFFICIAL.replace("1,Invented", "1,,Invented"), "line 2: The row has 7 columns and should have 6"),
        (OFFICIAL.replace("254,", "Invented wording that is no code,"), "line 3: The row has no code or no description"),
        (OFFICIAL.replace("6/30/2020", "6/31/2020"), "line 3: '6/31/2020' is no day"),
        (OFFICIAL.replace("6/30/2020", "6/30/2013"), "line 3: The row stops before it starts"),
        (OFFICIAL.replace("Invented", "Inv\udce9nted").encode("utf-8", "surrogateescape"), "line 2: Byte"),
        (OFFICIAL + OFFICIAL.splitlines(keepends=True)[1], "line 4: 1 was told before"),
    ],
)
def test_a_damaged_file_of_wording_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("carc.csv", broken)


def test_official_wording_is_read_only_by_who_holds_the_licence_and_stands_apart(tmp_path: Path) -> None:
    source = Source.from_bytes("carc 2026-07-01.csv", OFFICIAL.encode())
    layout = find_layout(source)
    assert layout is not None
    shelves = Shelves(tmp_path)

    with pytest.raises(NoticeNotAccepted, match="belong to X12"):
        shelves.install([Found(source, *layout)], by="Ann", at="2026-07-02")
    (pack,) = shelves.install([Found(source, *layout)], accepted=True, by="Ann", at="2026-07-02")

    assert (tmp_path / "packs/licensed" / pack.id).exists()
    assert pack.since == 20260701
