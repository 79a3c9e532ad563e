"""Why an edit found something or not: the same answer as the check gives, and the parts of a condition that decide it."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.payer_rules import EditChange
from superbill.edits import Edit, check, get_edit
from superbill.edits.check import NOT_RUN
from superbill.edits.condition_words import false_parts, text_of
from superbill.edits.conditions import condition
from superbill.edits.facts import Facts
from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not, read
from superbill.edits.why import HIT, MISS, NOT_ABOUT, NOT_IN_FORCE, OFF, look
from superbill.places.us.edits import us_edits
from tests.edits.cases import Case, cases_of
from tests.edits.test_check import FULL

ATOMS = st.one_of(
    st.sampled_from(["units", "procedure"]).map(Column),
    st.one_of(st.none(), st.booleans(), st.integers(0, 9), st.sampled_from(["", "it's", "x"])).map(Constant),
)


def _larger(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return st.one_of(
        st.builds(Compare, st.sampled_from(["=", "<>", "<="]), inner, inner),
        st.builds(Among, inner, st.tuples(inner, inner)),
        st.builds(IsNull, inner),
        st.builds(Not, inner),
        st.builds(Both, inner, inner),
        st.builds(Either, inner, inner),
        st.builds(Call, st.just("has"), st.tuples(inner, inner)),
    )


@given(st.recursive(ATOMS, _larger, max_leaves=12))
def test_the_text_of_a_tree_is_read_as_the_same_tree(tree: Node) -> None:
    assert read(text_of(tree)) == tree


@pytest.mark.parametrize("edit", us_edits(), ids=lambda edit: edit.code)
def test_an_edit_explains_every_case_as_it_answers_it(edit: Edit) -> None:
    for case in cases_of(edit.code):
        looked = look(edit, Facts(case.claim, case.context))

        assert looked.outcome == _wanted(edit, case, looked.outcome), case.name
        assert looked.because or looked.outcome == HIT, case.name
        assert looked.findings == (check(case.claim, case.context, edits=[edit]) if looked.outcome == HIT else ())


def _wanted(edit: Edit, case: Case, told: str) -> str:
    """What the check itself says; of the outcomes in which it says nothing the one that was told."""
    if not case.finds:
        assert told != HIT
        return told
    return NOT_RUN if case.finds == ("not run",) else HIT


def test_of_all_that_can_come_of_an_edit_the_cases_have_each() -> None:
    told = Counter(look(edit, Facts(case.claim, case.context)).outcome for edit in us_edits() for case in cases_of(edit.code))

    assert set(told) == {HIT, MISS, NOT_RUN, OFF, NOT_ABOUT, NOT_IN_FORCE}


def test_the_part_that_does_not_hold_is_named_with_what_it_reads() -> None:
    (case, *_) = (case for case in cases_of("LINE-03") if not case.finds)

    looked = look(get_edit("LINE-03", edits=us_edits()), Facts(case.claim, case.context))

    assert (looked.outcome, looked.because) == (MISS, ("line 1: units < 1 is not so (units is 1).",))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("units = 1 AND charge_cents = 5", ["charge_cents = 5"]),
        ("units = 2 AND charge_cents = 5", ["units = 2", "charge_cents = 5"]),
        ("units = 2 OR charge_cents = 5", ["units = 2", "charge_cents = 5"]),
        ("units = 1 AND (units = 3 OR NOT units = 1)", ["units = 3", "NOT units = 1"]),
        ("ndc_unit = 'ML' AND units = 1", ["ndc_unit = 'ML'"]),
    ],
)
def test_only_the_parts_that_decide_are_told(text: str, parts: list[str]) -> None:
    row = {"units": 1, "charge_cents": 100, "ndc_unit": None}

    told = [text_of(part) for part in false_parts(condition(text).tree, row)]

    assert told == parts


def test_what_a_payer_turned_off_is_told_with_its_reason_and_day() -> None:
    (case, *_) = cases_of("LINE-03")
    assert case.context.payer_rules
    day = case.context.on
    rules = replace(case.context.payer_rules, edit_changes=(EditChange("LINE-03", "off", "Bulletin 7.", day),))

    looked = look(get_edit("LINE-03", edits=us_edits()), Facts(case.claim, replace(case.context, payer_rules=rules)))

    assert (looked.outcome, looked.because) == (OFF, (f"This payer turned it to off ({day}): Bulletin 7.",))


def test_a_table_that_is_missing_is_told() -> None:
    (case, *_) = cases_of("MUE-01")

    looked = look(get_edit("MUE-01", edits=us_edits()), Facts(case.claim, replace(FULL, tables={})))

    assert (looked.outcome, looked.because) == (NOT_RUN, ("The table mue is not installed.",))
