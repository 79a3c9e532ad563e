"""Why an edit passed a row: the pair, the limit, the sum, the partner or the note that was found, in a sentence."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim, Line
from superbill.edits import get_edit, table_from_rows
from superbill.edits.context import Context
from superbill.edits.example import LINE, SERVED_ON, TODAY, InventedCode, InventedCodes, base_claim
from superbill.edits.facts import Facts
from superbill.edits.from_claim import rows_of
from superbill.edits.kinds import Partner
from superbill.edits.relations import ClaimRows
from superbill.edits.why import MISS, look
from superbill.places.us.edits import us_edits

PAIR = {"whole": "99213", "part": "36415", "modifier_indicator": "1"}
SINCE = {"since": date(2019, 1, 1), "until": date(2020, 1, 1)}


def claim_with(*lines: Line, diagnoses: tuple[str, ...] = ("I10",)) -> Claim:
    return replace(base_claim(), lines=tuple(replace(line, line_no=at) for at, line in enumerate(lines, 1)), diagnoses=diagnoses)


def passed(code: str, claim: Claim | ClaimRows, *, history: tuple[Claim, ...] = (), **tables: list[dict[str, Any]]) -> list[str]:
    """What is said of a claim in which the edit finds nothing."""
    codes = InventedCodes(
        tuple(InventedCode(each) for each in ("I10", "E11.9", "H36")),
        code_first=tuple(tables.pop("code_first", ())),
    )
    filled = {name: table_from_rows(name, rows) for name, rows in tables.items()}
    context = Context(on=TODAY, icd10cm=codes, history=history, tables=filled)
    looked = look(get_edit(code, edits=us_edits()), Facts(claim, context))
    assert looked.outcome == MISS
    return list(looked.because)


DRAW = replace(LINE, procedure="36415")
TWO = claim_with(LINE, DRAW)
ADDED = Partner(
    code="INV-01",
    title="An added service alone",
    severity=Severity.WARN,
    source=Source("invented"),
    table="addon",
    same=("patient_number", "served_on"),
    says="{procedure} needs one of {partners}.",
    place="line {line_no}",
)
APART = "line 2: 36415 (line 2) is part of 99213 (line 1), but modifier 59 on line 2 sets the pair aside."
HELD = "line 1: it holds 36415: if that were wrong, it would be told at line 2."


@pytest.mark.parametrize(
    ("claim", "pairs", "told"),
    [
        (claim_with(LINE, replace(DRAW, modifiers=("59",))), [PAIR], [HELD, APART]),
        (
            TWO,
            [PAIR | {"modifier_indicator": "0"}],
            [
                HELD,
                "line 2: 36415 (line 2) is part of 99213 (line 1), with modifier indicator 0; this edit tells of indicator 1.",
            ],
        ),
        (
            TWO,
            [],
            [
                "line 1: the table ncci_pair has no pair of 99213 and 36415 (line 2).",
                "line 2: the table ncci_pair has no pair of 36415 and 99213 (line 1).",
            ],
        ),
        (
            TWO,
            [PAIR | SINCE],
            [
                f"line {at}: 36415 is part of 99213 from 2019-01-01 and before 2020-01-01 only, not on {SERVED_ON}."
                for at in (1, 2)
            ],
        ),
        (
            claim_with(LINE, replace(DRAW, served_on=date(2026, 9, 15))),
            [PAIR],
            [f"line {at}: no other service stands beside it with the same patient, clinician and day." for at in (1, 2)],
        ),
    ],
    ids=["set aside", "other indicator", "no pair", "other time", "another day"],
)
def test_of_a_pair_it_is_told_what_was_found_and_what_sets_it_aside(claim: Claim, pairs: Any, told: list[str]) -> None:
    assert passed("NCCI-PTP-01", claim, ncci_pair=pairs) == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"most": 4, "mai": 2}, "2 units of 99213, counted with what has the same patient, clinician and day; the limit is 4"),
        ({"most": 1, "mai": 1}, "found_mai = 2 is not so (found_mai is 1)"),
        (
            {"most": 1, "mai": 2} | SINCE,
            f"the table mue has nothing for '99213' on {SERVED_ON}; it has from 2019-01-01 and before 2020-01-01",
        ),
    ],
    ids=["within", "another limit", "another time"],
)
def test_of_a_limit_the_units_and_the_limit_are_told(row: dict[str, Any], told: str) -> None:
    claim = claim_with(replace(LINE, units=2))

    assert passed("MUE-02", claim, mue=[{"procedure": "99213", "kind": "P"} | row]) == [f"line 1: {told}."]


def test_of_a_total_the_sum_is_told() -> None:
    claim = claim_with(replace(LINE, procedure="97110", units=3), replace(LINE, procedure="97140", units=2))

    first, second = passed("THER-04", claim)

    assert first == "line 1: units come to 3; at most 32 are allowed."
    assert second == "line 2: units come to 5 over 2 rows with the same patient, clinician and day; at most 32 are allowed."


@pytest.mark.parametrize(
    ("partners", "told"),
    [
        (["99213"], "99213 is there (line 1), one of the services that 36415 is added to"),
        ([""], "the table addon lets 36415 stand beside any service"),
        ([], f"it may stand alone: the table addon has nothing for '36415' on {SERVED_ON}"),
    ],
    ids=["there", "any", "none needed"],
)
def test_of_a_partner_it_is_told_which_is_there(partners: list[str], told: str) -> None:
    table = table_from_rows("addon", [{"code": "36415", "partner": partner} for partner in partners])

    looked = look(ADDED, Facts(TWO, Context(on=TODAY, tables={"addon": table})))

    assert looked.because[1] == f"line 2: {told}."


def test_of_notes_between_diagnoses_it_is_told_what_they_were_held_against() -> None:
    claim = claim_with(LINE, diagnoses=("I10", "E11.9"))

    assert passed("ICD-05", claim) == [
        "diagnosis 1: it is the first diagnosis: there is none before it.",
        "diagnosis 2: no Excludes1 note keeps E11.9 apart from I10.",
    ]


def test_of_an_order_of_diagnoses_the_note_is_told_that_is_kept() -> None:
    claim = claim_with(LINE, diagnoses=("E11.9", "H36"))
    note = {"one": "H36", "other": "E11.9", "note": "Code first diabetes"}

    first, second = passed("SEQ-02", claim, code_first=[note])

    assert first == "diagnosis 1: no “code first” note at E11.9 names H36."
    assert (
        second == "diagnosis 2: the note “Code first diabetes” wants E11.9 before it, and it does stand before it (diagnosis 1)."
    )


ARTICLE = {
    "code": "99213",
    "state": "WI",
    "lists": 1,
    "article": "A1",
    "has_list": True,
    "kind": "P",
    "bills": "",
    "asks_two": False,
}
LISTED = {"list": 1, "code": "I10", "covered": True, "told": ""}


@pytest.mark.parametrize(
    ("article", "told"),
    [
        (ARTICLE, "of its diagnoses, I10 is listed there; it tells of lines with none"),
        (ARTICLE | {"kind": "I"}, "found_kind = kind is not so (found_kind is 'I', kind is 'P')"),
        (ARTICLE | {"state": "MN"}, f"the table coverage_article has nothing for '99213' and 'WI' on {SERVED_ON}"),
    ],
    ids=["listed", "other bills", "other state"],
)
def test_of_a_list_of_diagnoses_those_that_are_listed_are_told(article: dict[str, Any], told: str) -> None:
    made = rows_of(base_claim())
    rows = ClaimRows(made.control, {**made.rows, "claim": [{**made.rows["claim"][0], "filing": "MB"}]})

    assert passed("NEC-01", rows, coverage_article=[article], coverage_diagnosis=[LISTED]) == [f"line 1: {told}."]


def test_of_what_repeats_it_is_told_what_it_was_held_against() -> None:
    history = (replace(TWO, number="OLD"),)

    assert passed("LINE-04", claim_with(LINE))[0] == "line 1: it is the first line: there is none before it."
    assert passed("LINE-05", claim_with(replace(LINE, procedure="99215")), history=history) == [
        (
            "line 1: none of 2 lines of claims sent before has the same patient, clinician, service, modifiers, day, tooth, surfaces,"
            " oral areas and ndc."
        )
    ]
