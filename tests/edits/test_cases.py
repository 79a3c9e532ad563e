"""Every case of every edit, and that every edit has them."""

import re
from dataclasses import replace

import pytest

from superbill.edits import Edit, check
from superbill.edits.tables import table_from_rows
from superbill.places.us.edits import us_edits
from tests.edits.cases import Case, base_claim, case_files, cases_in, cases_of

EDITS = [pytest.param(edit, id=edit.code) for edit in us_edits()]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_finds_what_its_cases_say(edit: Edit) -> None:
    wrong = {case.name: told for case in cases_of(edit.code) if (told := _wrong(edit, case))}

    assert wrong == {}


def _wrong(edit: Edit, case: Case) -> str:
    """What an edit finds, where that is not what the case says; else empty."""
    findings = check(case.claim, case.context, edits=[edit])
    is_right = tuple(finding.line_no or finding.place for finding in findings) == case.finds and all(
        finding.severity == (case.severity or edit.severity) and case.says in finding.message for finding in findings
    )
    return "" if is_right else f"wanted {case.finds}, found {findings}"


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_has_cases_on_both_sides(edit: Edit) -> None:
    cases = cases_of(edit.code)

    assert {case.edit for case in cases} == {edit.code}
    assert any(case.finds for case in cases), "no case in which the edit finds something"
    assert any(not case.finds for case in cases), "no case in which the edit finds nothing"


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_tells_what_why_what_to_do_and_its_source(edit: Edit) -> None:
    assert re.fullmatch(r"[A-Z]+(-[A-Z]+)*-\d\d", edit.code)
    assert edit.title
    assert edit.source.title
    assert edit.source.section
    for part in (edit.help.finds, edit.help.matters, edit.help.todo):
        assert re.search(r"[.!]$", part), part
        assert len(part) > 20


def test_no_case_file_is_without_an_edit() -> None:
    known = {f"{edit.code.lower().replace('-', '_')}.yaml" for edit in us_edits()}

    assert {file.name for file in case_files()} == known


def test_the_names_of_the_cases_of_an_edit_differ() -> None:
    for file in case_files():
        names = [case.name for case in cases_in(file)]

        assert len(names) == len(set(names)), file.name


def test_the_clean_claim_is_clean() -> None:
    (case, *_) = cases_of("NPI-01")
    names = ("hcpcs_known", "hcpcs_ended", "hcpcs_modifier_known", "hcpcs_modifier_ended", "cpt_ended")
    empty = {name: table_from_rows(name, []) for name in names}
    known = table_from_rows("cpt_known", [{"code": line.procedure} for line in base_claim().lines])
    tables = {**case.context.tables, **empty, "cpt_known": known}

    assert check(base_claim(), replace(case.context, tables=tables), edits=us_edits()) == ()
