"""Which side of the body codes and modifiers speak of."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from superbill.sandbox.sides import Side, contradict, side_of_diagnosis, side_of_modifiers

_WORD = {Side.RIGHT: r"\bright\b", Side.LEFT: r"\bleft\b", Side.BOTH: r"\bbilateral\b"}


@pytest.mark.parametrize(
    ("code", "side"),
    [
        ("M17.11", Side.RIGHT),
        ("M17.12", Side.LEFT),
        ("M17.10", None),
        ("M17.0", Side.BOTH),
        ("M17.9", None),
        ("M25.561", Side.RIGHT),
        ("M25.562", Side.LEFT),
        ("M25.569", None),
        ("H61.23", Side.BOTH),
        ("S93.402A", Side.LEFT),
        ("M79.674", Side.RIGHT),
        ("M17", None),
        ("E11.65", None),
        ("I10", None),
    ],
)
def test_a_diagnosis_names_its_side(code: str, side: Side | None) -> None:
    assert side_of_diagnosis(code) == side


def test_the_table_agrees_with_the_titles_of_every_code_in_its_families(code_tables: Path) -> None:
    with closing(sqlite3.connect(code_tables)) as db:
        titles = dict(db.execute("SELECT code, title FROM icd10cm_code WHERE billable"))

    named = {code: side_of_diagnosis(code) for code in titles}
    wrong = [code for code, title in titles.items() if (side := named[code]) and not re.search(_WORD[side], title, re.IGNORECASE)]

    assert wrong == []
    assert sum(side is not None for side in named.values()) > 200


@pytest.mark.parametrize(
    ("modifiers", "side"),
    [
        ((), None),
        (("25",), None),
        (("RT",), Side.RIGHT),
        (("59", "LT"), Side.LEFT),
        (("50",), Side.BOTH),
        (("LT", "RT"), Side.BOTH),
        (("FA",), Side.LEFT),
        (("T5",), Side.RIGHT),
    ],
)
def test_modifiers_name_their_side(modifiers: tuple[str, ...], side: Side | None) -> None:
    assert side_of_modifiers(modifiers) == side


@pytest.mark.parametrize(
    ("modifiers", "diagnoses", "wrong"),
    [
        (("LT",), ("M17.11",), True),
        (("LT",), ("M17.12",), False),
        (("RT",), ("M17.11",), False),
        (("RT",), ("M17.12",), True),
        (("LT",), ("M17.0",), False),
        (("LT",), ("M17.9",), False),
        (("LT",), ("M17.11", "M25.562"), False),
        (("LT",), ("I10", "M17.11"), True),
        (("50",), ("M17.11",), False),
        ((), ("M17.11",), False),
    ],
)
def test_a_line_contradicts_its_diagnoses_only_when_every_named_side_is_the_other(
    modifiers: tuple[str, ...], diagnoses: tuple[str, ...], wrong: bool
) -> None:
    assert contradict(modifiers, diagnoses) is wrong
