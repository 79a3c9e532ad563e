"""Finding edits by walking folders, their docstrings as help, and tables."""

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from superbill.basics.findings import Severity, Source
from superbill.edits import by_code, catalogue_rows, everywhere, explain, find_edit, get_edit, table_from_csv, table_from_rows
from superbill.edits.catalogue import edit_of, help_from
from superbill.edits.columns import wrong_columns
from superbill.edits.explain import NoSuchEdit
from superbill.edits.facts import Facts
from superbill.edits.kinds import Edit, Where
from superbill.edits.one_claim import hits
from superbill.edits.relations import COLUMNS
from superbill.edits.tables import BadTable
from superbill.places.us.edits import us_edits
from tests.edits.cases import base_claim
from tests.edits.test_check import FULL

DOCSTRING = """INV-01  Invented wrong.

What it finds
    A wrong that
    was invented.

Why it matters
    It does not.

What to do
    Nothing at all.
"""


def _module(*, name: str = "invented.inv_01", docstring: str = DOCSTRING, **changes: str) -> ModuleType:
    module = ModuleType(name, docstring)
    edit = Where(
        code="INV-01",
        title="Invented wrong",
        severity=Severity.WARN,
        source=Source("invented"),
        when="version > 1",
        says="{version}",
        place="version",
    )
    module.EDIT = replace(edit, **changes)  # type: ignore[attr-defined]  (a module is what the catalogue reads)
    return module


def test_an_edit_takes_its_help_from_the_docstring() -> None:
    edit = edit_of(_module())

    assert edit.help.finds == "A wrong that was invented."
    assert edit.help.matters == "It does not."
    assert edit.help.todo == "Nothing at all."


@pytest.mark.parametrize(
    ("module", "words"),
    [
        (_module(name="invented.inv_02"), "the name is the code"),
        (_module(docstring=DOCSTRING.replace("INV-01", "INV-02")), "speaks of 'INV-02'"),
        (_module(docstring=DOCSTRING.replace("Invented wrong", "Another")), "another title"),
        (_module(docstring=DOCSTRING.replace("What to do", "What now")), "not in the shape"),
        (_module(docstring=""), "not in the shape"),
    ],
)
def test_a_module_that_is_not_in_shape_is_our_own_fault(module: ModuleType, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        edit_of(module)


@pytest.mark.parametrize(
    ("module", "told"),
    [
        (_module(when="shoe_size > 40"), "when: 'shoe_size' is not there."),
        (_module(over="line", when="position > 40"), "when: 'position' is not there."),
    ],
)
def test_a_column_that_is_not_there_is_told(module: ModuleType, told: str) -> None:
    edit = edit_of(module)

    assert any(each.startswith(told) for each in wrong_columns(edit))


def test_a_code_may_stand_for_one_edit_only() -> None:
    edit = edit_of(_module())

    with pytest.raises(AssertionError, match="INV-01"):
        by_code((edit,), (edit,))


def test_the_shape_of_a_docstring_keeps_code_title_and_help_apart() -> None:
    code, title, text = help_from(DOCSTRING)

    assert (code, title, text.todo) == ("INV-01", "Invented wrong", "Nothing at all.")


def test_edits_come_by_code() -> None:
    codes = [edit.code for edit in us_edits()]

    assert codes == sorted(codes)
    assert len(codes) == len(set(codes)) >= 40


def test_an_edit_is_found_by_its_code_in_any_letters() -> None:
    found = find_edit(" tf-01 ")

    assert found is not None
    assert found.code == "TF-01"
    assert find_edit("NPI-01") is None
    assert find_edit("NPI-01", edits=us_edits()) is not None


def test_an_edit_that_there_is_not_is_refused_with_its_family() -> None:
    with pytest.raises(NoSuchEdit) as refused:
        get_edit("TF-99")
    with pytest.raises(NoSuchEdit) as stranger:
        get_edit("QQ-01")

    assert refused.value.todo == "There are TF-01, TF-02."
    assert "List the edits" in stranger.value.todo


def test_the_catalogue_is_rows_of_text() -> None:
    rows = catalogue_rows(us_edits())

    assert [row.code for row in rows] == [edit.code for edit in us_edits()]
    pair = next(row for row in rows if row.code == "NCCI-PTP-01")
    assert (pair.kind, pair.severity, pair.in_force) == ("Pair", "stop", "for services since 1996-01-01")
    assert len(catalogue_rows()) == len(everywhere())


def test_the_help_of_an_edit_can_be_read_in_a_terminal() -> None:
    edit = get_edit("TF-01")

    text = explain(edit)

    assert text.startswith("TF-01  Too late to file\n")
    assert all(part in text for part in (edit.help.finds, edit.help.matters, edit.help.todo, str(edit.source)))


def test_every_relation_has_the_columns_that_it_promises() -> None:
    claim = replace(base_claim(), lines=tuple(replace(line, modifiers=("25",)) for line in base_claim().lines))
    facts = Facts(claim, replace(FULL, history=(replace(claim, number="V0000"),)))

    rows = {relation: facts.rows(relation) for relation in COLUMNS}

    assert {name for name, made in rows.items() if not made} == {
        "operation",
        "code",
        "other_payer",
    }  # no claim of the practice has any
    for relation, made in rows.items():
        assert all(set(row) - {"line_at"} == COLUMNS[relation] for row in made), relation


def test_a_kind_that_nobody_taught_the_machine_is_our_own_fault() -> None:
    strange = Edit(code="A-01", title="", severity=Severity.WARN, source=Source(""), says="", place="")

    with pytest.raises(AssertionError, match="run a Edit"):
        hits(strange, Facts(base_claim(), FULL))


def test_a_table_gives_the_rows_that_hold_on_the_day() -> None:
    rows = [{"code": "A", "since": date(2026, 1, 1), "until": date(2026, 2, 1)}, {"code": "A", "since": date(2026, 2, 1)}]
    table = table_from_rows("invented", rows)

    found = [len(table.find(on=day, code="A")) for day in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 1))]

    assert found == [0, 1, 1]
    assert table.find(on=date(2026, 1, 1), code="B") == ()


def test_a_table_is_read_from_text_with_its_source_and_its_last_days() -> None:
    text = "# Source: invented\n# of no use\n\ncode,most,effective,deletion\nA,3,2026-01-01,2026-01-31\nB,4,,\n"

    table = table_from_csv("invented", text=text, whole_numbers=("most",))

    assert table.source == "Source: invented of no use"
    assert table.rows[0] == {"code": "A", "most": 3, "since": date(2026, 1, 1), "until": date(2026, 2, 1)}
    assert (table.rows[1]["since"], table.rows[1]["until"]) == (date.min, date.max)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# only a source\n", "empty"),
        ("code,most\nA\n", "line 2"),
        ("# source\ncode,most\nA,three\n", "line 3"),
        ("code,effective\nA,2026-13-01\n", "line 2"),
        ("code\nA\n", "line 2"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_with_its_line(text: str, words: str) -> None:
    with pytest.raises(BadTable, match=words):
        table_from_csv("invented", text=text, whole_numbers=("most",) if "code" in text and "effective" not in text else ())
