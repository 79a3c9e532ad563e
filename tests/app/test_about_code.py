"""What other books say of a diagnosis: only those that are installed, each as it stands on the day."""

from datetime import date
from pathlib import Path

import pytest

from superbill.app import about_code as module
from superbill.app.about_code import Told, about_code
from superbill.codes.book import find_layout
from superbill.codes.source import Source
from superbill.storage.shelf import Found, Shelves

DAY = date(2026, 9, 8)
NEOPLASMS = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><version>2026</version><title>Neoplasm</title>
<indexHeading><head col="1">Site</head><head col="2">Malignant Primary</head></indexHeading>
<letter><title>N</title>
<mainTerm><title>Neoplasm</title>
<term level="1"><title>breast</title><cell col="2">C50.91-</cell><cell col="3">C79.81</cell><cell col="4">D05.9-</cell></term>
</mainTerm></letter></ICD10CM.index>
"""


@pytest.fixture(autouse=True)
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code_tables: Path) -> Shelves:
    shelves = Shelves(tmp_path / "shelf")
    monkeypatch.setattr(module, "shelves_here", lambda: shelves)
    return shelves


def facts(code: str) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    for fact in about_code(code, on=DAY):
        told.setdefault(fact.heading, []).append(f"{fact.code} {fact.words}".strip())
    return told


def test_the_sides_that_may_be_chosen_are_told() -> None:
    assert any(fact.startswith("M25.561 ") for fact in facts("M25.569")["A side of the body may be chosen"])


def test_a_code_with_a_side_lacks_none() -> None:
    assert facts("M25.561") == {}


def test_what_is_never_listed_first_is_told() -> None:
    assert "never listed first" in facts("F02.80")["Sequence"][0]
    assert "never listed first" in facts("W19.XXXA")["Sequence"][0]


def test_an_installed_table_of_neoplasms_tells_site_and_behaviour(shelf: Shelves) -> None:
    source = Source.from_bytes("icd10cm_neoplasm_2026.xml", NEOPLASMS.encode())
    layout = find_layout(source)
    assert layout
    shelf.install([Found(source, *layout)], since=date(2025, 10, 1), by="test", at="now")

    told = about_code("C50.911", on=DAY)

    assert Told("Neoplasm term", "Neoplasm, breast: primary") in told


def test_risk_categories_and_the_old_code_are_told_where_those_books_are_built(shelf: Shelves) -> None:
    shelf.build_shipped(only="hcc")
    shelf.build_shipped(only="gems")

    told = facts("E11.65")

    assert any(fact.startswith("HCC 38") for fact in told["Risk, V28"])
    assert told["ICD-9-CM"]
