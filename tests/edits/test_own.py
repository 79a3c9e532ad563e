"""A site's own edit: what its file may say, and that every mistake in it is told with the field and what to do."""

from datetime import date
from pathlib import Path

import pytest

from superbill.basics.findings import Severity, Source
from superbill.edits import check
from superbill.edits.cases import BadCase, Case, cases_from
from superbill.edits.kinds import Beside, Edit, Listed, Pair, Where
from superbill.edits.own import KINDS, BadOwnEdit, code_of, file_name, read_own_edit

EXAMPLE = Path(__file__).parents[2] / "examples" / "edits"
GOOD = (EXAMPLE / "site_01.toml").read_text(encoding="utf-8")
CASES = list(cases_from((EXAMPLE / "site_01.yaml").read_text(encoding="utf-8"), where="site_01.yaml"))
TABLES = {"mue": ("procedure", "most", "mai", "since", "until"), "hcpcs": ()}


def read(text: str, *, where: str = "site_01.toml") -> Edit:
    return read_own_edit(text.encode(), where=where, taken={"LINE-03"}, tables=TABLES)


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace(old, new, 1)


def as_kind(kind: str, *lines: str) -> str:
    """The example as an edit of another kind, with other fields before its tables."""
    head, _, tables = GOOD.partition("[source]")
    kept = [line for line in head.splitlines() if not line.startswith(("kind", "over", "when", "says", "place"))]
    told = ('says = "Wrong."', 'place = "the claim"') if not any(line.startswith("says") for line in lines) else ()
    return "\n".join([f'kind = "{kind}"', *kept, *told, *lines, "[source]"]) + tables


def test_the_example_is_an_edit_like_any_other() -> None:
    edit = read(GOOD)

    assert isinstance(edit, Where)
    assert (edit.code, edit.severity, edit.since) == ("SITE-01", Severity.WARN, date(2026, 7, 1))
    assert edit.source == Source("Billing manual of Lakeside Family Medicine", "section 4, visits by video")
    assert edit.help.todo.startswith("Look whether")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_example_does_what_its_cases_say(case: Case) -> None:
    findings = check(case.claim, case.context, edits=[read(GOOD)])

    assert tuple(finding.line_no for finding in findings) == case.finds


def test_every_kind_can_be_a_sites_own() -> None:
    assert {kind.__name__ for kind in Edit.__subclasses__()} == set(KINDS)
    assert {"Where", "Beside", "Required", "Listed"} <= set(KINDS)


def test_lists_sets_and_pairs_are_taken() -> None:
    beside = read(as_kind("Beside", 'over = "line"', 'other = "sent_line"', 'same = ["procedure"]', "such = \"that_control <> ''\"",
                          'says = "On {that_control} too."', 'place = "line {line_no}"'))  # fmt: skip
    pair = read(as_kind("Pair", 'table = "mue"', 'same = ["served_on"]', 'indicator = "1"', 'on_part = ["59"]'))
    listed = read(
        as_kind(
            "Listed",
            'table = "mue"',
            'by = [["procedure", "procedure"]]',
            'on = "served_on"',
            'members = "hcpcs"',
            'such = "TRUE"',
        )
    )

    assert isinstance(beside, Beside) and beside.same == ("procedure",)
    assert isinstance(pair, Pair) and pair.on_part == frozenset(("59",))
    assert isinstance(listed, Listed) and listed.by == (("procedure", "procedure"),)


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ("kind = ", "", "not TOML"),
        ("a = " + "9" * 5_000, "", "not TOML"),
        (changed('kind = "Where"', ""), "kind", "missing"),
        (changed('"Where"', '"Wear"'), "kind", "Did you mean 'Where'?"),
        (changed("severity", "severitty"), "", "Did you mean 'severity'?"),
        (changed('title = "A long office visit by video"', ""), "", "title is missing"),
        (changed('severity = "warn"', 'severity = "high"'), "severity", "stop, warn or inform"),
        (changed('"SITE-01"', '"site 1"'), "code", "no code"),
        (changed('"SITE-01"', '"LINE-03"'), "code", "another edit already"),
        (changed('"SITE-01"', '"SITE-02"'), "code", "site_02.toml"),
        (changed("since = 2026-07-01", 'since = "2026-07-01"'), "since", "without quotes"),
        (changed("since = 2026-07-01", "since = 2026-07-01\nuntil = 2026-07-01"), "until", "before it begins"),
        (changed("[source]", "[sauce]"), "", "'sauce' is not known"),
        (changed('section = "section 4, visits by video"', ""), "source", "section is missing"),
        (changed('section = "section 4, visits by video"', 'chapter = "4"'), "source", "'chapter' is not known"),
        (changed('todo = "Look', 'to_do = "Look'), "help", "Did you mean 'todo'?"),
        (GOOD.partition("[help]")[0], "", "help is missing"),
        (changed('over = "line"', 'over = "lines"'), "over", "Did you mean 'line'?"),
        (changed('over = "line"', 'over = "sent_line"'), "over", "not there"),
        (changed('over = "line"', "over = 3"), "over", "a text in quotes"),
        (changed("procedure IN", "procedur IN"), "when", "Did you mean 'procedure'?"),
        (changed("AND line_place", "AND AND line_place"), "when", "not expected here"),
        (changed("line_place IN", "upper(line_place) IN"), "when", "There is no function"),
        (changed("line_place IN ('02', '10')", "served_on = '2026-01-01'"), "when", "A day is compared with a text"),
        (changed("{served_on}", "{seen_on}"), "says", "Did you mean 'served_on'?"),
        (changed("{served_on}", "{served_on.year}"), "says", "no name of a column"),
        (changed("{served_on}", "{served_on!r}"), "says", "not there"),
        (changed("{served_on}", "{served_on"), "says", "braces cannot be read"),
        (changed('place = "line {line_no} procedure"', 'place = ""'), "place", "empty"),
        (as_kind("Beside", 'over = "line"', 'other = "claims"'), "other", "Did you mean 'claim'?"),
        (as_kind("Beside", 'over = "line"', 'other = "diagnosis"', 'same = ["procedure"]'), "same", "diagnosis has no 'procedure'"),
        (as_kind("Beside", 'over = "line"', 'other = "line"', 'same = "procedure"'), "same", "list of texts"),
        (as_kind("Beside", 'over = "line"', 'other = "line"', 'such = "that_units > units AND that_unit > 1"'), "such", "A text is compared"),
        (as_kind("LookUp", 'over = "line"', 'column = "procedure"', 'on = "served_on"'), "table", "asks a table"),
        (as_kind("LookUp", 'over = "line"', 'column = "procedure"', 'on = "units"', 'table = "mue"'), "on", "is a number, not a day"),
        (as_kind("LookUp", 'over = "line"', 'column = "code"', 'on = "served_on"', 'table = "mue"'), "column", "not there"),
        (as_kind("LookUp", 'over = "line"', 'column = "procedure"', 'on = "served_on"', 'table = "mu"'), "table", "Did you mean 'mue'?"),
        (as_kind("LookUp", 'over = "line"', 'column = "procedure"', 'on = "served_on"', 'table = "mue"'), "key", "not there"),
        (as_kind("LookUp", 'over = "line"', 'column = "procedure"', 'on = "served_on"', 'table = "mue"', 'key = "procedure"',
                 'when = "found_least > 1"'), "when", "'found_least' is not there"),
        (as_kind("Total", 'amount = "procedure"', "most = 3"), "amount", "is a text, not a number"),
        (as_kind("Total", 'amount = "units"', 'most = "3"'), "most", "a whole number"),
        (as_kind("Pair", 'over = "claim"', 'same = []', 'indicator = "1"', 'table = "mue"'), "over", "of a Pair is line"),
        (as_kind("Count", 'over = "diagnosis"', 'of = "modifier"'), "over", "of a claim or of a line"),
        (as_kind("Conflict", 'table = "mue"'), "table", "of a Conflict is icd10cm"),
        (as_kind("Listed", 'table = "mue"', 'by = ["procedure"]', 'on = "served_on"', 'members = "hcpcs"', 'such = "TRUE"'), "by", "[[\"one\", \"other\"]]"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_field_and_what_to_do(text: str, field: str, words: str) -> None:
    with pytest.raises(BadOwnEdit) as told:
        read(text)

    assert told.value.where.startswith(f"site_01.toml, {field}" if field else "site_01.toml")
    assert words in f"{told.value.what} {told.value.todo}"
    assert told.value.todo


def test_a_table_that_is_not_installed_may_have_any_column() -> None:
    edit = read(
        as_kind(
            "LookUp", 'over = "line"', 'column = "procedure"', 'on = "served_on"', 'table = "hcpcs"', 'when = "found_any = 3"'
        )
    )

    assert edit.when == "found_any = 3"


def test_the_name_of_the_file_is_the_code() -> None:
    assert (file_name("SITE-01"), code_of("site_01.toml")) == ("site_01.toml", "SITE-01")


CASE = "edit: SITE-01\ncases:\n  - name: one\n    finds: []\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("cases: []\n", "'edit' is missing"),
        ("edit: SITE-01\ncases: one\n", "A list was expected"),
        ("- one\n", "Names with values"),
        (CASE.replace("name", "nam"), "Did you mean 'name'?"),
        (CASE.replace("finds: []", ""), "'finds' is missing"),
        (CASE.replace("finds: []", "finds: 1"), "A list was expected"),
        (CASE + "    lines: [{unit: 2}]\n", "Did you mean 'units'?"),
        (CASE + "    lines: [{units: two}]\n", "units is a number"),
        (CASE + "    lines: [{procedure: 99213}]\n", "put it in quotes"),
        (CASE + "    lines: [{served_on: '2026-09-14'}]\n", "served_on is a day"),
        (CASE + "    change: {coverage.members: X}\n", "Did you mean 'member_id'?"),
        (CASE + "    rows: {claims: {kind: I}}\n", "Did you mean 'claim'?"),
        (CASE + "    rows: {claim: {kinds: I}}\n", "Did you mean 'kind'?"),
        (CASE + "    rows: {line: [{}, {}]}\n", "more rows of line"),
        (CASE + "    earlier: [{version: 2}]\n", "'number' is missing"),
        (CASE + "    payer: {timely: 3}\n", "'timely' is not known"),
        (CASE + "    payer: {edit_changes: [{edit: SITE-01, to: stopp, reason: no}]}\n", "Did you mean 'stop'?"),
        (CASE + "    payer: {edit_changes: [{edit: SITE-01, to: hold, reason: no}]}\n", "Use off, stop, warn, inform."),
        (CASE + "    payer: {edit_changes: [{edit: SITE-01, to: stop, raison: no}]}\n", "Did you mean 'reason'?"),
        (CASE + "    payer: {edit_changes: [{edit: SITE-01, to: stop}]}\n", "'reason' is missing"),
        (CASE + "    tables: {icd10cm: [{kode: I10}]}\n", "not of the sort"),
        (CASE + "    lines: 3\n", "A list was expected"),
    ],
)
def test_a_mistake_in_a_case_is_told(text: str, words: str) -> None:
    with pytest.raises(BadCase) as told:
        list(cases_from(text, where="site_01.yaml"))

    assert told.value.where.startswith("site_01.yaml")
    assert words in f"{told.value.what} {told.value.todo}"
