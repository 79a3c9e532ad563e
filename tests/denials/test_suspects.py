"""Hints for the coder."""

from dataclasses import replace
from datetime import date

import pytest

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import Claim, Line
from superbill.claims.note import Evidence
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.claims.remit import Adjustment
from superbill.denials.explain import explain
from superbill.denials.suspects import Strength, find_suspects

DAY = date(2026, 9, 14)
HOME = Address("1 Elm St", "Lakeside", "WI", "53999")
NPI = npi_from("200000000")
INJECTION = Claim(
    "V0002", 1, Patient("P1", Person("Moss", "Ada", date(1968, 3, 1), "F", HOME)),
    Coverage(Payer("ACME1", "Acme Health Plan"), "M1", "self", Period(date(2026, 1, 1))),
    Practice("Lakeside Family Medicine", NPI, "000000001", "207Q00000X", HOME, "Bo Lee", "6085550100"),
    Provider(NPI, "Reed", "Iris", "207Q00000X"), "11", ("M17.11", "I10"),
    (Line(1, "20610", 15000, DAY, (1,), ("LT",)), Line(2, "J1010", 2500, DAY, (1,))), DAY,
)  # fmt: skip
TITLES = {
    "M17.11": "Unilateral primary osteoarthritis, right knee",
    "M17.12": "Unilateral primary osteoarthritis, left knee",
    "I10": "Hypertension",
}
LEFT = (Evidence(10, 34, "left knee osteoarthritis"),)


def denied(reason):
    return explain([Adjustment("CO", reason, 15000)])


def test_a_side_that_disagrees_leads_and_the_supported_code_is_named():
    found = find_suspects(INJECTION, denied("11"), evidence={"M17.12": LEFT}, titles=TITLES)

    assert [(one.place, one.code, one.line_no, one.strength) for one in found] == [
        ("diagnosis 1", "M17.11", 1, Strength.STRONG),
        ("diagnosis 1", "M17.11", 1, Strength.LIKELY),
        ("diagnosis 1", "M17.11", 2, Strength.LIKELY),
    ]
    assert found[0].why == "M17.11 names the right side; line 1 says left."
    assert found[1].why == "No words of the note support M17.11."
    assert found[0].instead == ("M17.12",)


def test_a_side_that_agrees_and_has_words_is_no_suspect():
    claim = replace(INJECTION, diagnoses=("M17.12",))

    assert find_suspects(claim, denied("11"), evidence={"M17.12": LEFT}, titles=TITLES) == ()


def test_the_words_of_the_note_may_disagree_with_the_modifier():
    claim = replace(INJECTION, diagnoses=("M17.9",), lines=(Line(1, "20610", 15000, DAY, (1,), ("RT",)),))

    (suspect,) = find_suspects(
        claim, denied("11"), evidence={"M17.9": LEFT}, titles={"M17.9": "Osteoarthritis of knee, unspecified"}
    )

    assert suspect.why == "The words for M17.9 say left; line 1 says right."


@pytest.mark.parametrize(
    "title", ["Bilateral primary osteoarthritis, left and right knee", "Osteoarthritis of knee, unspecified", ""]
)
def test_a_code_for_both_sides_or_none_disagrees_with_nothing(title):
    claim = replace(INJECTION, diagnoses=("M17.0",))
    words = {"M17.0": (Evidence(0, 4, "knee"),)}

    assert find_suspects(claim, denied("11"), evidence=words, titles={"M17.0": title}) == ()


def test_a_missing_information_denial_looks_at_diagnoses_only_when_the_remark_says_so():
    refused = [Adjustment("CO", "16", 100)]

    assert find_suspects(INJECTION, explain(refused, ["M51"]), evidence={}) == ()
    assert {one.code for one in find_suspects(INJECTION, explain(refused, ["M76"]), evidence={})} == {"M17.11"}


def test_only_the_denied_lines_and_the_diagnoses_they_point_to_are_looked_at():
    found = find_suspects(INJECTION, denied("11"), evidence={}, line_nos=[2])

    assert [(one.code, one.line_no) for one in found] == [("M17.11", 2)]


def test_a_bundled_visit_without_modifier_25_is_a_suspect_and_with_it_is_not():
    visit = Line(1, "99213", 10000, DAY, (1,))
    claim = replace(INJECTION, lines=(visit, Line(2, "20610", 15000, DAY, (1,), ("RT",))))
    marked = replace(claim, lines=(replace(visit, modifiers=("25",)), claim.lines[1]))

    (suspect,) = find_suspects(claim, denied("97"), evidence={}, line_nos=[1])

    assert suspect.why == "Line 1 stands beside 20610 without 25. Add it only if the note shows a separate service."
    assert find_suspects(marked, denied("97"), evidence={}, line_nos=[1]) == ()


def test_a_procedure_beside_another_lacks_another_modifier_and_another_day_is_not_beside():
    claim = replace(INJECTION, lines=(Line(1, "20610", 1, DAY, (1,)), Line(2, "20605", 1, DAY, (1,))))
    apart = replace(claim, lines=(claim.lines[0], replace(claim.lines[1], served_on=date(2026, 9, 15))))

    assert "without 59 or XE" in find_suspects(claim, denied("236"), evidence={}, line_nos=[1])[0].why
    assert find_suspects(apart, denied("236"), evidence={}) == ()


def test_both_sides_on_one_line_are_a_suspect():
    claim = replace(INJECTION, lines=(Line(1, "20610", 1, DAY, (1,), ("LT", "RT")),))

    assert find_suspects(claim, denied("4"), evidence={})[0].why.startswith("The line names both sides")


def test_a_denial_that_is_not_about_coding_gives_no_hint():
    assert find_suspects(INJECTION, denied("29"), evidence={}, titles=TITLES) == ()
