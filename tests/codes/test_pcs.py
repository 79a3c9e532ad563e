"""Procedures by their tables: what may follow, what the tables make, a code from what is said."""

import json
import sqlite3
from datetime import date

import pytest

from superbill.codes.book import get_book
from superbill.codes.pack import create_table
from superbill.codes.pcs import NoSuchChoice, Pcs
from superbill.codes.shelf import OpenTable

BEFORE, DAY = date(2025, 9, 30), date(2025, 10, 1)
TRANSFER = [
    [["Body Part", {"B": "Bladder", "D": "Urethra"}], ["Approach", {"0": "Open"}], ["Device", {"Z": "No Device"}], ["Qualifier", {"Z": "None"}]],
    [["Body Part", {"B": "Bladder"}], ["Approach", {"4": "Endoscopic"}], ["Device", {"Z": "No Device"}], ["Qualifier", {"X": "Diagnostic"}]],
]  # fmt: skip
NEW = [
    [["Body Part", {"3": "Vein"}], ["Approach", {"3": "Percutaneous"}], ["Substance", {"2": "One"}], ["Qualifier", {"1": "Group 1"}]],
    [["Body Part", {"3": "Vein"}], ["Approach", {"3": "Percutaneous"}], ["Substance", {"2": "Two"}], ["Qualifier", {"2": "Group 2"}]],
]  # fmt: skip


@pytest.fixture
def pcs() -> Pcs:
    db = sqlite3.connect(":memory:", isolation_level=None)
    table = get_book("icd10pcs").table("table")
    create_table(db, table)
    rows = [
        ("0TX", "Surgical", "Urinary System", "Transfer", "Moving", json.dumps(TRANSFER), 3, 20251001, 99999999, 0),
        ("0T1", "Surgical", "Urinary System", "Bypass", "Rerouting", json.dumps(TRANSFER[:1]), 2, 20201001, 99999999, 0),
        ("XW0", "New Technology", "Anatomical Regions", "Introduction", "", json.dumps(NEW), 2, 20201001, 99999999, 0),
    ]
    db.executemany("INSERT INTO 'table' VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    return Pcs({"table": OpenTable(db, table)})


@pytest.mark.parametrize(
    ("beginning", "title", "values"),
    [
        ("", "Section", {"0": "Surgical", "X": "New Technology"}),
        ("0", "Body System", {"T": "Urinary System"}),
        ("0t", "Operation", {"1": "Bypass", "X": "Transfer"}),
        ("0TX", "Body Part", {"B": "Bladder", "D": "Urethra"}),
        ("0TXB", "Approach", {"0": "Open", "4": "Endoscopic"}),
        ("0TXD", "Approach", {"0": "Open"}),
        ("0TXB4Z", "Qualifier", {"X": "Diagnostic"}),
        ("XW033", "Substance", {"2": "One / Two"}),
    ],
)
def test_the_values_that_may_follow_are_those_of_the_rows_that_fit(
    pcs: Pcs, beginning: str, title: str, values: dict[str, str]
) -> None:
    choices = pcs.choices(beginning, on=DAY)

    assert choices is not None
    assert (choices.position, choices.title, choices.values) == (len(beginning) + 1, title, values)


@pytest.mark.parametrize("beginning", ["0TXB0ZZ", "1", "0TY", "0TXC", "0TXD4"])
def test_nothing_follows_a_whole_code_or_what_no_code_begins_with(pcs: Pcs, beginning: str) -> None:
    assert pcs.choices(beginning, on=DAY) is None


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("0TXB0ZZ", True),
        ("0TXB4ZX", True),
        ("0TXD0ZZ", True),
        ("0TXD4ZX", False),
        ("0TXB4ZZ", False),
        ("0TXB0Z", False),
        ("", False),
    ],
)
def test_a_code_is_made_when_one_row_has_all_its_values(pcs: Pcs, code: str, made: bool) -> None:
    assert pcs.is_made(code, on=DAY) is made


def test_the_day_decides_which_tables_hold(pcs: Pcs) -> None:
    assert not pcs.is_made("0TXB0ZZ", on=BEFORE)
    assert pcs.is_made("0T1B0ZZ", on=BEFORE)
    before = pcs.choices("0T", on=BEFORE)
    assert before is not None and before.values == {"1": "Bypass"}


def test_the_codes_of_a_table_are_those_that_it_makes(pcs: Pcs) -> None:
    assert list(pcs.codes_of("0TX", on=DAY)) == ["0TXB0ZZ", "0TXB4ZX", "0TXD0ZZ"]
    assert list(pcs.codes_of("0TXD", on=DAY)) == ["0TXD0ZZ"]
    assert list(pcs.codes_of("0T", on=DAY)) == []


def test_a_code_is_made_of_values_and_labels(pcs: Pcs) -> None:
    assert pcs.code_of("0TX", ["bladder", "Open", "z", "None"], on=DAY) == "0TXB0ZZ"
    assert pcs.code_of("", ["Surgical", "T", "Transfer", "Urethra", "0", "No Device", "Z"], on=DAY) == "0TXD0ZZ"
    assert pcs.code_of("XW033", ["Two", "2"], on=DAY) == "XW03322"


@pytest.mark.parametrize(
    ("beginning", "said", "todo"),
    [
        ("0TX", ["Kidney"], "B Bladder, D Urethra"),
        ("0TX", ["Urethra", "Endoscopic"], "0 Open"),
        ("0TXB0ZZ", ["Z"], ""),
    ],
)
def test_what_may_not_stand_there_is_refused_with_what_may(pcs: Pcs, beginning: str, said: list[str], todo: str) -> None:
    with pytest.raises(NoSuchChoice) as refused:
        pcs.code_of(beginning, said, on=DAY)

    assert todo in refused.value.todo


def test_the_characters_of_a_code_say_what_they_mean(pcs: Pcs) -> None:
    assert pcs.labels("0TXB4ZX", on=DAY) == (
        ("Section", "Surgical"), ("Body System", "Urinary System"), ("Operation", "Transfer"), ("Body Part", "Bladder"),
        ("Approach", "Endoscopic"), ("Device", "No Device"), ("Qualifier", "Diagnostic"),
    )  # fmt: skip
    assert pcs.labels("0T", on=DAY) == (("Section", "Surgical"), ("Body System", "Urinary System"))
    assert pcs.labels("0TXC", on=DAY) == ()
