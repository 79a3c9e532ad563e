"""Checking a claim: order, what the payer changes, what is not run, and that nothing raises or changes a claim."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.days import Period
from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim, Line
from superbill.claims.payer_rules import EditChange
from superbill.edits import Context, check, everywhere, is_clean, table_from_rows
from superbill.edits.conditions import condition
from superbill.edits.facts import Facts
from superbill.edits.kinds import Help, LookUp, Where
from superbill.places.us.edits import us_edits, us_tables
from tests.edits.cases import LINE, RULES, TODAY, InventedCode, InventedCodes, InventedRelease, base_claim

CODES = InventedCodes((InventedCode("I10"),), excludes1=({"one": "I10", "other": "E11.65", "note": "invented"},))
FULL = Context(on=TODAY, icd10cm=CODES, payer_rules=RULES, tables=us_tables())


def _edit(code: str, severity: Severity, *, over: str = "claim") -> Where:
    return Where(
        code=code,
        title="Invented",
        severity=severity,
        source=Source("invented"),
        over=over,
        when="TRUE",
        says="{number}",
        place=code.lower(),
        help=Help(todo="Do it."),
    )


def test_findings_come_in_the_order_of_precedence() -> None:
    claim = replace(base_claim(), lines=(LINE, replace(LINE, line_no=2)))
    edits = [
        _edit("Z-01", Severity.STOP),
        _edit("A-01", Severity.WARN),
        _edit("M-01", Severity.STOP, over="line"),
        _edit("B-01", Severity.INFORM),
        _edit("C-01", Severity.STOP, over="line"),
    ]

    findings = check(claim, FULL, edits=edits)

    assert [(finding.severity.value, finding.line_no, finding.code) for finding in findings] == [
        ("stop", None, "Z-01"),
        ("stop", 1, "C-01"),
        ("stop", 1, "M-01"),
        ("stop", 2, "C-01"),
        ("stop", 2, "M-01"),
        ("warn", None, "A-01"),
        ("inform", None, "B-01"),
    ]
    assert check(claim, FULL, edits=reversed(edits)) == findings


def test_a_finding_carries_the_words_of_its_edit() -> None:
    (finding,) = check(base_claim(), FULL, edits=[_edit("A-01", Severity.WARN)])

    assert (finding.title, finding.message, finding.todo, finding.place) == ("Invented", "V0001", "Do it.", "a-01")
    assert str(finding.source) == "invented"


def test_without_edits_those_that_hold_everywhere_are_run() -> None:
    claim = replace(base_claim(), lines=(), diagnoses=())

    findings = check(claim, FULL)

    assert [finding.code for finding in findings] == ["DX-01", "LINE-01"]
    assert findings == check(claim, FULL, edits=everywhere())


def test_only_a_stop_keeps_a_claim_from_going() -> None:
    claim = base_claim()

    stop, warn, inform = (check(claim, FULL, edits=[_edit("A-01", severity)]) for severity in Severity)

    assert not is_clean(stop)
    assert is_clean(warn + inform)
    assert is_clean(())


def test_an_edit_is_in_force_from_its_first_day_until_its_last() -> None:
    edit = replace(_edit("A-01", Severity.STOP, over="line"), since=date(2026, 1, 1), until=date(2026, 9, 14))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 9, 13), date(2026, 9, 14)]
    lines = tuple(replace(LINE, line_no=number, served_on=day) for number, day in enumerate(days, start=1))

    findings = check(replace(base_claim(), lines=lines), FULL, edits=[edit])

    assert [finding.line_no for finding in findings] == [2, 3]


def test_without_lines_the_day_of_checking_decides_what_is_in_force() -> None:
    claim = replace(base_claim(), lines=())
    ended, begins = (replace(_edit("A-01", Severity.STOP), until=TODAY), replace(_edit("A-01", Severity.STOP), since=TODAY))

    assert check(claim, FULL, edits=[ended]) == ()
    assert len(check(claim, FULL, edits=[begins])) == 1


def test_a_payer_changes_how_much_an_edit_holds_up_and_says_why() -> None:
    edit = _edit("A-01", Severity.STOP)

    def under(to: str) -> Context:
        return replace(FULL, payer_rules=replace(RULES, edit_changes=(EditChange("A-01", to, "Policy 12."),)))

    off = check(base_claim(), under("off"), edits=[edit])
    (warned,) = check(base_claim(), under("warn"), edits=[edit])

    assert off == ()
    assert warned.severity is Severity.WARN
    assert warned.message == "V0001 (For this payer: warn. Policy 12.)"


def test_an_edit_whose_table_is_missing_says_once_that_it_was_not_run() -> None:
    claim = replace(base_claim(), diagnoses=("I99.98", "I99.99"))
    context = Context(on=TODAY)
    (row,) = Facts(claim, context).rows("claim")
    needing = [edit.code for edit in us_edits() if edit.table and condition(edit.about or "TRUE").holds(row)]

    findings = [finding for finding in check(claim, context, edits=us_edits()) if finding.place == "not run"]

    assert [finding.code for finding in findings] == needing
    assert {finding.severity for finding in findings} == {Severity.INFORM}
    assert all(finding.title.startswith("Not run: ") for finding in findings)
    assert all(finding.message.startswith("This was not checked, because") for finding in findings)


def test_an_edit_says_nothing_of_a_claim_that_it_is_not_about() -> None:
    edit = replace(_edit("A-01", Severity.STOP), about="kind = 'I'", table="of_hospitals")

    assert check(base_claim(), Context(on=TODAY), edits=[edit]) == ()
    assert [finding.place for finding in check(base_claim(), Context(on=TODAY), edits=[replace(edit, about="kind = 'P'")])] == [
        "not run"
    ]


def test_a_payer_may_turn_off_an_edit_that_cannot_be_run() -> None:
    rules = replace(RULES, edit_changes=(EditChange("MUE-01", "off", "Not Medicare."),))
    edits = [edit for edit in us_edits() if edit.code == "MUE-01"]

    assert check(base_claim(), Context(on=TODAY, payer_rules=rules), edits=edits) == ()


def test_a_code_set_that_does_not_hold_on_the_day_is_not_asked() -> None:
    edition = replace(CODES, release=InventedRelease(Period(date(2025, 10, 1), date(2026, 9, 14))))
    edits = [edit for edit in us_edits() if edit.code == "ICD-01"]
    claim = replace(base_claim(), diagnoses=("I99.99",))
    day_before = replace(claim, lines=(replace(LINE, served_on=date(2026, 9, 13)),))

    (not_run,) = check(claim, replace(FULL, icd10cm=edition), edits=edits)
    (found,) = check(day_before, replace(FULL, icd10cm=edition), edits=edits)

    assert (not_run.severity, not_run.place) == (Severity.INFORM, "not run")
    assert "2026-09-14" in not_run.message
    assert (found.severity, found.place) == (Severity.STOP, "diagnosis 1")


def test_a_look_up_may_ask_any_table_of_the_context() -> None:
    edit = LookUp(
        code="A-01",
        title="Invented",
        severity=Severity.WARN,
        source=Source("invented"),
        over="line",
        column="procedure",
        table="fees",
        key="procedure",
        on="served_on",
        when="charge_cents < found_fee_cents",
        says="{charge_cents} is less than {found_fee_cents}.",
        place="line {line_no} charge",
    )
    fees = table_from_rows("fees", [{"procedure": "99213", "fee_cents": 20_000}])

    (finding,) = check(base_claim(), replace(FULL, tables={"fees": fees}), edits=[edit])

    assert finding.message == "150.00 is less than 200.00."


days = st.dates(date(1890, 1, 1), date(2100, 12, 31))
short = st.text(max_size=6)
lines = st.builds(
    Line,
    line_no=st.integers(0, 4),
    procedure=st.sampled_from(["99213", "20610", "93000", "93005", "E0114", "0001U", "", "x"]) | short,
    charge_cents=st.integers(-1_000, 100_000),
    served_on=days | st.just(LINE.served_on),
    pointers=st.lists(st.integers(-1, 14), max_size=6).map(tuple),
    modifiers=st.lists(st.sampled_from(["25", "59", "LT", "RT", "", "zz", "50"]) | short, max_size=6).map(tuple),
    units=st.integers(-2, 200),
)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim of any badness: every field that an edit reads may be wrong."""
    base = base_claim()
    sex, born = draw(st.sampled_from(["F", "M", "U", ""])), draw(days)
    person = replace(base.patient.person, sex=sex, born=born)
    since = draw(days)
    period = Period(since, since + timedelta(days=draw(st.integers(0, 4_000))))
    coverage = replace(
        base.coverage,
        member_id=draw(short),
        relationship=draw(st.sampled_from(["self", "child", "spouse", "other", "", "G8"])),
        subscriber=draw(st.sampled_from([None, person])),
        period=period,
    )
    return replace(
        base,
        number=draw(st.sampled_from(["V0001", "V0002"])),
        version=draw(st.integers(1, 3)),
        patient=replace(base.patient, person=person),
        coverage=coverage,
        practice=replace(base.practice, npi=draw(short), tax_id=draw(short), taxonomy=draw(short)),
        rendering=replace(base.rendering, npi=draw(st.sampled_from([base.rendering.npi, "1", ""]))),
        place_of_service=draw(st.sampled_from(["11", "02", ""]) | short),
        diagnoses=tuple(draw(st.lists(st.sampled_from(["I10", "E11.65", "W10.9XXA", ""]) | short, max_size=14))),
        lines=tuple(draw(st.lists(lines, max_size=5))),
        frequency=draw(st.sampled_from(["1", "7", "8", "", "2"])),
        payer_claim_number=draw(short),
    )


@given(
    claim=claims(),
    history=st.lists(claims(), max_size=3).map(tuple),
    on=days,
    has_codes=st.booleans(),
    has_rules=st.booleans(),
    has_tables=st.booleans(),
)
def test_no_claim_makes_an_edit_raise_and_none_is_changed(
    claim: Claim, history: tuple[Claim, ...], on: date, has_codes: bool, has_rules: bool, has_tables: bool
) -> None:
    context = Context(
        on=on,
        icd10cm=CODES if has_codes else None,
        payer_rules=RULES if has_rules else None,
        history=history,
        tables=us_tables() if has_tables else {},
    )
    before = repr((claim, history))

    findings = check(claim, context, edits=us_edits())

    assert repr((claim, history)) == before
    assert findings == check(claim, context, edits=tuple(reversed(us_edits())))
    for finding in findings:
        assert finding.message
        assert finding.todo
        assert finding.place
        assert "{" not in finding.message + finding.place or "{" in before


@given(claim=claims())
def test_the_order_in_which_tables_and_lines_are_looked_at_does_not_matter(claim: Claim) -> None:
    numbered = replace(claim, lines=tuple(replace(line, line_no=n) for n, line in enumerate(claim.lines, start=1)))
    pairs = [edit for edit in us_edits() if edit.code.startswith("NCCI")]
    turned = replace(numbered, lines=tuple(reversed(numbered.lines)))

    findings, again = (sorted(map(str, check(version, FULL, edits=pairs))) for version in (numbered, turned))

    assert findings == again
