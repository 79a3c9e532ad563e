"""The edits of diagnoses with the real code set, built once for all tests."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from superbill.claims.claim import Claim
from superbill.codes.icd10cm import Icd10cm
from superbill.edits import Context, check
from superbill.edits.tables import table_from_rows
from superbill.places.us.edits import us_edits, us_tables
from superbill.places.us.tables import NAMES
from tests.edits.cases import RULES, TODAY, base_claim


@pytest.fixture(scope="module")
def context(code_tables: Path) -> Iterator[Context]:
    db = sqlite3.connect(f"{code_tables.as_uri()}?mode=ro", uri=True)
    none = {name: table_from_rows(name, []) for name in NAMES if name.startswith("hcpcs_")}
    cpt = {
        "cpt_ended": table_from_rows("cpt_ended", []),
        "cpt_known": table_from_rows("cpt_known", [{"code": "99213"}, {"code": "20610"}]),
    }
    yield Context(on=TODAY, icd10cm=Icd10cm(db), payer_rules=RULES, tables={**us_tables(), **none, **cpt})
    db.close()


def _found(claim: Claim, context: Context) -> list[tuple[str, str]]:
    return [(finding.code, finding.place) for finding in check(claim, context, edits=us_edits())]


@pytest.mark.parametrize(
    ("diagnoses", "found"),
    [
        (("E11.65", "I10", "M25.561"), []),
        (("M17.12",), []),
        (("I10", "E11.99"), [("ICD-01", "diagnosis 2")]),
        (("E11.6",), [("ICD-02", "diagnosis 1")]),
        (("S93.401",), [("ICD-08", "diagnosis 1")]),
        (("E11.65", "E10.65"), [("ICD-05", "diagnosis 2")]),
        (("W10.9XXA", "S93.401A"), [("ICD-06", "diagnosis 1")]),
        (("e11.65",), [("ICD-07", "diagnosis 1")]),
    ],
    ids=lambda value: " ".join(value) if value and isinstance(value[0], str) else None,
)
def test_the_real_code_set_stops_or_passes(diagnoses: tuple[str, ...], found: list[tuple[str, str]], context: Context) -> None:
    claim = replace(base_claim(), diagnoses=diagnoses)

    assert _found(claim, context) == found


def test_sex_and_age_come_from_the_real_code_set(context: Context) -> None:
    mother = replace(base_claim(), diagnoses=("O80", "Z37.0", "Z3A.39"))
    person = mother.patient.person
    man = replace(mother, patient=replace(mother.patient, person=replace(person, sex="M")))
    aged = replace(mother, patient=replace(mother.patient, person=replace(person, born=date(1950, 1, 1))))

    assert _found(mother, context) == []
    assert ("ICD-04", "diagnosis 1") in _found(man, context)
    assert ("ICD-03", "diagnosis 1") in _found(aged, context)


def test_a_day_before_the_edition_is_not_judged_by_it(context: Context) -> None:
    (line,) = base_claim().lines
    early = replace(base_claim(), lines=(replace(line, served_on=date(2019, 6, 30)),), diagnoses=("I99.99",))
    edits = [edit for edit in us_edits() if edit.table == "icd10cm"]

    findings = check(early, context, edits=edits)

    assert {finding.place for finding in findings} == {"not run"}
    assert len(findings) == len(edits)
