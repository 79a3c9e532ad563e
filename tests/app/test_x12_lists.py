"""The code lists of a check: the built ICD-10-CM tables for the days that they know, the form of a code for all others."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from superbill.app.x12_lists import DIAGNOSES, edition_of, x12_lists
from superbill.basics.days import FOREVER, Period
from superbill.x12.check import check
from superbill.x12.lists import Lists
from superbill.x12.lists.tables import BadCodeList

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes()
IN_EDITION, BEFORE, AFTER = date(2026, 9, 8), date(2019, 6, 30), date(2026, 10, 1)


@pytest.fixture
def lists(code_tables: Path) -> Iterator[Lists]:
    with x12_lists() as in_use:
        yield in_use


@pytest.mark.parametrize(("code", "on", "held"), [
    ("E1165", IN_EDITION, True),
    ("E11", IN_EDITION, False),
    ("E1199", IN_EDITION, False),
    ("E11.65", IN_EDITION, False),
    ("", IN_EDITION, False),
    ("E1199", BEFORE, True),
    ("E1199", AFTER, True),
    ("11E99", AFTER, False),
])  # fmt: skip
def test_a_code_is_looked_up_in_the_edition_of_its_day(lists: Lists, code: str, on: date, held: bool) -> None:
    assert lists.holds(DIAGNOSES, code, on) is held


def test_a_header_that_is_not_billable_is_an_error_of_level_five(lists: Lists) -> None:
    sound, unsound = (check(data, levels=(5,), lists=lists) for data in (CLAIM, CLAIM.replace(b"E1165", b"E11")))

    assert sound.accepted
    assert [(each.code, each.spot, each.is_error) for each in unsound.findings] == [("SNIP5-ICD-10-CM-DIAGNOSIS", "HI01-2", True)]
    assert "needs more characters" in unsound.findings[0].message


def test_a_code_with_its_point_is_read_and_warned_of(lists: Lists) -> None:
    report = check(CLAIM.replace(b"E1165", b"E11.65"), levels=(5,), lists=lists)

    assert report.accepted
    assert [each.severity.value for each in report.findings] == ["warning"]


def test_without_tables_only_the_form_is_judged(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path))

    with x12_lists() as lists:
        held = lists.holds(DIAGNOSES, "E1199", IN_EDITION)

    assert held


def test_a_site_changes_the_lists_in_toml(code_tables: Path) -> None:
    with x12_lists(changes=f'["{DIAGNOSES}"]\nalso = ["E1199"]') as lists:
        held = lists.holds(DIAGNOSES, "E1199", IN_EDITION), lists.holds(DIAGNOSES, "E1198", IN_EDITION)

    assert held == (True, False)


def test_a_list_that_is_none_is_refused(code_tables: Path) -> None:
    with pytest.raises(BadCodeList), x12_lists(changes='["no such list"]\noff = true'):
        pass


@pytest.mark.parametrize(
    ("newest", "until", "ends"),
    [
        (date(2025, 10, 1), FOREVER, date(2026, 10, 1)),
        (date(2026, 4, 1), FOREVER, date(2026, 10, 1)),
        (date(2025, 10, 1), date(2026, 4, 1), date(2026, 4, 1)),
    ],
)
def test_an_edition_ends_with_the_next_first_of_october(newest: date, until: date, ends: date) -> None:
    since = date(2019, 7, 1)

    assert edition_of(Period(since, until), newest=newest) == Period(since, ends)
