"""The catalogue of the United States and its tables as shipped, on claims as a practice makes them."""

from dataclasses import replace
from datetime import date

import pytest

from superbill.basics.findings import Severity
from superbill.claims.claim import Claim, Line
from superbill.edits import Context, check, everywhere, is_clean
from superbill.payers import list_payer_rules
from superbill.places.us.edits import us_edits, us_tables
from superbill.places.us.modifiers import NCCI_ON_EITHER, NCCI_ON_PART
from superbill.places.us.tables import NAMES
from tests.edits.cases import RULES, InventedCode, InventedCodes, base_claim

DAY = date(2026, 9, 14)


def _claim(*services: tuple[str, tuple[str, ...]], on: date = DAY) -> Claim:
    lines = (
        Line(line_no=number, procedure=code, charge_cents=9_000, served_on=on, pointers=(1,), modifiers=modifiers)
        for number, (code, modifiers) in enumerate(services, start=1)
    )
    claim = base_claim()
    return replace(
        claim, lines=tuple(lines), coverage=replace(claim.coverage, period=replace(claim.coverage.period, since=date.min))
    )


def _stops(claim: Claim) -> set[tuple[str, int | None]]:
    rules = replace(RULES, timely_filing_days=10_000)
    context = Context(
        on=max(line.served_on for line in claim.lines),
        icd10cm=InventedCodes((InventedCode("I10"),)),
        payer_rules=rules,
        tables=us_tables(),
    )
    findings = check(claim, context, edits=us_edits())
    return {(finding.code, finding.line_no) for finding in findings if finding.severity is Severity.STOP}


def test_the_catalogue_holds_the_edits_of_everywhere_and_its_own() -> None:
    codes = {edit.code for edit in us_edits()}

    assert {edit.code for edit in everywhere()} < codes
    assert {"NPI-01", "NCCI-PTP-01", "MUE-01", "ICD-05"} <= codes
    assert "NPI-01" not in {edit.code for edit in everywhere()}


def test_every_table_that_an_edit_needs_is_shipped_or_given_by_the_app() -> None:
    needed = {edit.table for edit in us_edits() if edit.table}

    assert needed <= NAMES | {"icd10cm", "payer_rules"}
    assert set(us_tables()) < NAMES


def test_every_edit_that_a_payer_changes_is_in_the_catalogue() -> None:
    known = {edit.code for edit in us_edits()}

    changed = {change.edit for rules in list_payer_rules() for change in rules.edit_changes}

    assert changed
    assert changed <= known


@pytest.mark.parametrize(
    ("services", "stops"),
    [
        ([("99214", ()), ("36415", ())], set()),
        ([("20610", ("LT",)), ("J1010", ())], set()),
        ([("99213", ()), ("20610", ("RT",))], {("NCCI-PTP-01", 1)}),
        ([("99213", ("25",)), ("20610", ("RT",))], set()),
        ([("69210", ()), ("99214", ())], {("NCCI-PTP-01", 2)}),
        ([("93000", ()), ("93010", ())], {("NCCI-PTP-01", 2)}),
        ([("93000", ()), ("93005", ("59",))], set()),
        ([("36415", ()), ("99211", ())], {("NCCI-PTP-01", 2)}),
        ([("94060", ()), ("94010", ("59",))], {("NCCI-PTP-02", 2)}),
        ([("80053", ()), ("80048", ())], {("NCCI-PTP-02", 2)}),
        ([("99213", ()), ("96372", ())], {("NCCI-PTP-01", 1)}),
    ],
    ids=lambda value: " ".join(code for code, _ in value) if isinstance(value, list) else None,
)
def test_the_pairs_of_a_day_in_the_office_stop_or_pass(
    services: list[tuple[str, tuple[str, ...]]], stops: set[tuple[str, int | None]]
) -> None:
    claim = _claim(*services)

    assert _stops(claim) == stops


@pytest.mark.parametrize(
    ("day", "stops"),
    [
        (date(2019, 12, 31), {("NCCI-PTP-01", 2)}),
        (date(2020, 1, 1), set()),
        (date(2020, 9, 30), set()),
        (date(2020, 10, 1), {("NCCI-PTP-01", 2)}),
    ],
)
def test_a_pair_that_was_deleted_and_came_back_holds_on_its_days_only(day: date, stops: set[tuple[str, int | None]]) -> None:
    claim = _claim(("96372", ()), ("99213", ()), on=day)

    assert _stops(claim) == stops


def test_a_deleted_pair_holds_until_its_last_day() -> None:
    last, next_day = (_claim(("17000", ()), ("11102", ()), on=day) for day in (date(2019, 12, 31), date(2020, 1, 1)))

    assert _stops(last) == {("NCCI-PTP-01", 2)}
    assert _stops(next_day) == set()


def test_a_limit_holds_from_its_first_day() -> None:
    claim = _claim(("E0114", ()), on=date(2026, 9, 30))
    later = _claim(("E0114", ()), on=date(2026, 10, 1))
    context = Context(on=date(2026, 10, 2), tables=us_tables())

    before = check(claim, context, edits=[edit for edit in us_edits() if edit.code == "MUE-03"])
    after = check(later, context, edits=[edit for edit in us_edits() if edit.code == "MUE-03"])

    assert before == ()
    assert [finding.severity for finding in after] == [Severity.WARN]
    assert is_clean(after)


def test_the_shipped_rows_are_in_order_and_whole() -> None:
    for name, columns in (("ncci_pair", ("whole", "part", "since")), ("mue", ("procedure",)), ("place_of_service", ("code",))):
        table = us_tables()[name]
        keys = [tuple(row[column] for column in columns) for row in table.rows]

        assert keys == sorted(set(keys)), name
        assert all(row["since"] < row["until"] for row in table.rows), name
        assert "Source" in table.source or name == "place_of_service", name
    assert {row["modifier_indicator"] for row in us_tables()["ncci_pair"].rows} == {"0", "1"}
    assert {row["mai"] for row in us_tables()["mue"].rows} == {1, 2, 3}


def test_no_modifier_counts_both_on_the_part_only_and_on_either() -> None:
    assert not NCCI_ON_EITHER & NCCI_ON_PART
    assert all(len(modifier) == 2 for modifier in NCCI_ON_EITHER | NCCI_ON_PART)
