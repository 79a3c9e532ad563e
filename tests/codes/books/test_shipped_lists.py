"""What comes with the program of each book of lists: it is recognised, installs whole, and has the counts and days that it should."""

import gzip
import sqlite3
from datetime import date
from pathlib import Path

import pytest

from superbill.codes.book import ALWAYS, OLDEST, find_layout, get_book
from superbill.codes.pack import read_pack
from superbill.codes.place_of_service import places_of_service
from superbill.codes.shipped import shipped_rows

DATA = Path(__file__).resolve().parents[3] / "src/superbill/codes/data"


def installed(name: str) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    for shipped in get_book(name).shipped():
        found = find_layout(shipped.source)
        assert found is not None
        assert found[0].name == name
        assert not found[1].owner
        read_pack(db, shipped.source, *found)
    return db


@pytest.mark.parametrize(
    ("name", "table", "least", "most"),
    [
        ("pos", "pos", 50, 60),
        ("carc", "carc", 100, 400),
        ("rarc", "rarc", 70, 1_500),
        ("adjustment_groups", "adjustment_groups", 4, 4),
        ("claim_status", "claim_status", 100, 2_000),
        ("revenue", "revenue", 530, 600),
        ("bill_type", "bill_type", 30, 50),
        ("bill_type", "frequency", 25, 36),
        ("taxonomy", "taxonomy", 200, 1_000),
        ("telehealth", "telehealth", 250, 400),
        ("hcpcs", "modifiers", 360, 450),
    ],
)
def test_a_shipped_list_installs_with_a_sane_count_and_sane_days(name: str, table: str, least: int, most: int) -> None:
    db = installed(name)

    rows = db.execute(f"SELECT since, until FROM {table}").fetchall()  # noqa: S608  (our own name)

    assert least <= len(rows) <= most
    assert all(since in (ALWAYS, OLDEST) or 19950101 <= since < 20260701 for since, _ in rows)
    assert all(until == 99_999_999 or 20130101 <= until <= 20280101 for _, until in rows)


def test_revenue_codes_are_four_digits_and_a_new_one_has_its_day() -> None:
    db = installed("revenue")

    assert db.execute("SELECT count(*) FROM revenue WHERE code NOT GLOB '[0-9][0-9][0-9][0-9]'").fetchone() == (0,)
    assert db.execute("SELECT words, since FROM revenue WHERE code IN ('0250', '0161')").fetchall() == [
        ("other room and board: hospital care at home", 20220701),
        ("pharmacy", OLDEST),
    ]


def test_a_type_of_bill_is_read_in_two_steps() -> None:
    db = installed("bill_type")

    assert db.execute("SELECT words, inpatient FROM bill_type WHERE code = '013'").fetchone() == ("hospital outpatient", 0)
    assert db.execute("SELECT names_former FROM frequency WHERE code IN ('1', '7', '8') ORDER BY code").fetchall() == [
        (0,),
        (1,),
        (1,),
    ]


def test_taxonomy_codes_are_ten_characters_that_end_in_x() -> None:
    db = installed("taxonomy")

    assert db.execute("SELECT count(*) FROM taxonomy WHERE code NOT GLOB '[0-9]????????X'").fetchone() == (0,)
    assert db.execute("SELECT title, section FROM taxonomy WHERE code = '282N00000X'").fetchone() == (
        "general acute care hospital",
        "Non-Individual",
    )


def test_the_telehealth_list_has_codes_and_no_words() -> None:
    db = installed("telehealth")

    assert db.execute("SELECT count(*) FROM telehealth WHERE limits <> ''").fetchone() == (0,)
    assert db.execute("SELECT since FROM telehealth WHERE code = '90834'").fetchall() == [(20230701,)]


def test_the_book_of_places_says_what_the_functions_say() -> None:
    book = {row["code"]: row["name"] for row in shipped_rows("place_of_service.csv")}

    assert dict(installed("pos").execute("SELECT code, name FROM pos")) == book
    assert {place.code: place.name for place in places_of_service(on=date(2026, 1, 1))} == book


def test_what_ships_is_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 6_000_000


def test_every_packed_table_names_its_updater() -> None:
    heads = {path.name: gzip.decompress(path.read_bytes())[:2_000].decode() for path in DATA.glob("*.csv.gz")}

    assert [name for name, head in heads.items() if "tools/refresh/" not in head or "ource" not in head] == []
