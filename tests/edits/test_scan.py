"""One pass for many edits: it chooses the rows that a plain reading of the conditions chooses, and can be read."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim
from superbill.edits.conditions import Row, condition
from superbill.edits.facts import Facts
from superbill.edits.kinds import Listed, LookUp, Where
from superbill.edits.plan import Plan
from superbill.edits.relations import COLUMNS, RELATIONS
from superbill.edits.scan import CHOSEN_BY_WHEN, Scan, asked_by, beside_split, reader, reader_of_sent
from superbill.places.us.edits import us_edits
from tests.edits.cases import LINE, base_claim, case_files, cases_in
from tests.edits.plainly import holds, looked_at, value_of
from tests.edits.test_check import FULL, claims

WISH = Where(
    code="WISH-01", title="Invented", severity=Severity.WARN, source=Source("invented"), says="", place="", over="line", when="TRUE"
)  # fmt: skip
ROW: Row = {"units": 3, "code": "99213", "on": date(2026, 5, 5), "gone": None, "flag": True, "words": "25 LT"}

leaves = st.sampled_from(
    [
        "units = 3", "units <> 4", "gone = 3", "gone <> 3", "gone IN ('a', 'b')", "code IN ('99213', '99214')", "gone IS NULL", "flag",
        "code NOT IN ('99213', NULL)", "gone NOT IN (1)", "has(words, '25', 'GA')", "has(words, code)", "has(gone, '25')", "gone",
        "matches(code, '[0-9]{5}')", "matches(gone, '[0-9]{5}')", "matches(code, words)", "length(gone) = 3", "NULL", "is_npi(code)",
        "NULL = code", "flag = FALSE", "month_of(on) = 5",
    ]
)  # fmt: skip
conditions = st.recursive(
    leaves,
    lambda inner: (
        st.builds("({} AND {})".format, inner, inner)
        | st.builds("({} OR {})".format, inner, inner)
        | st.builds("NOT {}".format, inner)
    ),
    max_leaves=6,
)


@given(conditions)
def test_what_is_generated_answers_as_the_tree_that_is_walked(text: str) -> None:
    made = condition(text)

    assert made.holds(ROW) is holds(text, ROW)
    assert made.test(ROW) is value_of(made.tree, ROW)


@given(claim=claims())
def test_a_pass_looks_at_the_rows_for_which_the_condition_holds(claim: Claim) -> None:
    facts = Facts(claim, replace(FULL, history=(replace(claim, number="V0000"),)))
    plain = [edit for edit in us_edits() if not isinstance(edit, LookUp | Listed) and edit.table == "" and edit.when]

    for over in RELATIONS:
        edits = [edit for edit in plain if edit.over == over and isinstance(edit, CHOSEN_BY_WHEN)]
        together = Scan(over, [asked_by(edit) for edit in edits])(facts)
        for number, edit in enumerate(edits):
            wanted = looked_at(edit, facts).get(0, [])
            assert list(together.get(number, ())) == wanted, edit.code


def test_every_case_looks_at_the_rows_for_which_the_condition_holds() -> None:
    edits = {edit.code: edit for edit in us_edits()}

    for case in (case for file in case_files() for case in cases_in(file)):
        edit, facts = edits[case.edit], Facts(case.claim, case.context)
        if isinstance(edit, CHOSEN_BY_WHEN) and not edit.table:
            assert list(Scan(edit.over, [asked_by(edit)])(facts).get(0, ())) == looked_at(edit, facts).get(0, []), case.name


def test_what_several_edits_say_of_the_claim_is_asked_once_for_all() -> None:
    medicare = [replace(WISH, when=f"filing IN ('MB', 'MA') AND units > {number}") for number in range(3)]

    source = Scan("line", [asked_by(edit) for edit in medicare]).source

    assert source.count("c_filing in") == 1
    assert source.count("c_units = row['units']") == 1


def test_an_edit_without_its_table_is_told_wherever_it_is_about_the_claim() -> None:
    asking = replace(WISH, about="kind = 'P'", when="units > 50", table="of_nobody")

    asked = [list(Plan((edit,)).edits_for(Facts(base_claim(), FULL))) for edit in (asking, replace(asking, about="kind = 'I'"))]

    assert [[(prepared.edit, list(places)) for prepared, places in found] for found in asked] == [[(asking, [])], []]


def test_rows_that_stand_apart_are_read_as_those_that_are_joined() -> None:
    claim = replace(base_claim(), lines=tuple(replace(LINE, line_no=number, modifiers=("25", "LT")) for number in (1, 2)))
    facts = Facts(claim, replace(FULL, history=(replace(claim, number="V0000"),)))

    for over in ("claim", "line", "diagnosis", "pointer", "modifier"):
        columns = tuple(sorted(COLUMNS[over]))
        assert facts.keys(over, columns) == [tuple(row[name] for name in columns) for row in facts.rows(over)]
        assert facts.keys(over, columns[:1]) == [row[columns[0]] for row in facts.rows(over)]
        assert facts.keys(over, ()) == [None for _ in facts.rows(over)]
    sent = facts.rows("sent_line")
    assert [key for _, key in facts.placed_keys("sent_line", ("served_on", "number"))] == [
        (row["served_on"], row["number"]) for row in sent
    ]


def test_a_condition_beside_others_reads_its_row_in_parts() -> None:
    line: Row = {"units": 3, "procedure": "99213"}
    claim: Row = {"filing": "MB"}
    found: Row = {"most": 2}

    says = beside_split("line", "filing = 'MB' AND units > found_most AND procedure = '99213'", "found")

    assert says(line, None, claim, found)
    assert not says(line, None, {"filing": "CI"}, found)


def test_values_are_read_of_all_rows_at_once() -> None:
    lines: list[Row] = [{"procedure": "99213"}, {"procedure": "97110"}]
    modifiers: list[Row] = [{"line_at": 1, "modifier": "GP"}]
    claim: Row = {"filing": "MB"}

    assert reader(("procedure", "filing"), "line")(lines, lines, claim) == [("99213", "MB"), ("97110", "MB")]
    assert reader(("modifier", "procedure"), "modifier")(modifiers, lines, claim) == [("GP", "97110")]
    assert reader(("filing",), "claim")([claim], lines, claim) == ["MB"]
    assert reader((), "line")(lines, lines, claim) == [None, None]
    assert reader_of_sent(("filing", "procedure"))([(4, {"filing": "CI"}, lines[0])]) == [(4, ("CI", "99213"))]


def test_no_row_has_a_column_of_its_line_or_claim_as_its_own() -> None:
    own = {name: set(relation.own) for name, relation in RELATIONS.items()}

    assert all(own[name].isdisjoint(COLUMNS[relation.of]) for name, relation in RELATIONS.items() if relation.of)
