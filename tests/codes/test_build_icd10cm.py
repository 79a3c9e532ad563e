import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from superbill.codes import build_icd10cm as build
from superbill.codes.book import NEVER, Row
from superbill.codes.books import icd10cm_tabular
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.shipped import shipped_rows


def count(icd10cm: Icd10cm, what: str) -> int:
    number = icd10cm._db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608  (only texts of this file)
    assert isinstance(number, int)
    return number


def test_every_code_of_the_official_list_is_there_and_no_other(icd10cm: Icd10cm) -> None:
    lines = (icd10cm_tabular.tabular_file().parent / "code-list-April-2026.txt").read_text(encoding="utf-8").split()
    official = {name for name in lines if "-" not in name and not name.isdigit()}

    built = {row[0].replace(".", "") for row in icd10cm._db.execute("SELECT code FROM icd10cm_code WHERE until = ''")}

    assert built == official


def test_the_release_tells_its_name_its_first_day_and_its_size(icd10cm: Icd10cm) -> None:
    release = icd10cm.release

    assert "FY2026" in release.title
    assert (release.period.since, release.newest) == (date(2019, 7, 1), date(2025, 10, 1))
    assert release.codes == count(icd10cm, "icd10cm_code") == 98_682
    assert count(icd10cm, "icd10cm_code WHERE until = ''") == 98_186
    assert count(icd10cm, "icd10cm_code WHERE billable AND until = ''") == 74_719


def test_nothing_that_may_be_billed_has_a_code_below_it_on_the_same_day(icd10cm: Icd10cm) -> None:
    overlap = "(above.until = '' OR below.since < above.until) AND (below.until = '' OR above.since < below.until)"

    wrong = count(
        icd10cm,
        f"icd10cm_code AS above JOIN icd10cm_code AS below ON below.parent = above.code WHERE above.billable AND {overlap}",
    )

    assert wrong == 0


def test_every_own_term_and_every_range_names_a_code_that_exists(icd10cm: Icd10cm) -> None:
    codes = {row[0] for row in icd10cm._db.execute("SELECT code FROM icd10cm_code WHERE until = ''")}

    named = {row["code"] for row in shipped_rows("synonyms.csv")}
    ends = {row[end] for row in shipped_rows("icd10cm_sex_age.csv") for end in ("first", "last")}

    assert named <= codes
    assert ends <= codes


def test_a_key_leads_to_at_most_three_codes_and_own_terms_stand_alone(icd10cm: Icd10cm) -> None:
    assert count(icd10cm, "icd10cm_term WHERE rank > 2") == 0
    assert (
        count(
            icd10cm,
            "icd10cm_term AS own JOIN icd10cm_term AS other USING (key) WHERE own.source = 'own' AND other.source <> 'own'",
        )
        == 0
    )


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(icd10cm_tabular, "find_spec", lambda name: None)

    with pytest.raises(icd10cm_tabular.TabularListMissing) as refused:
        build.build_icd10cm(sqlite3.connect(":memory:"), progress=lambda done, of: None)

    assert "pip install" in refused.value.todo


def test_a_build_that_fails_leaves_the_tables_as_they_were(tmp_path: Path) -> None:
    def broken() -> Iterator[Row]:
        yield Row("code", ("A00", "Cholera", "", 1, ""))
        raise KeyboardInterrupt

    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE icd10cm_release (title, since, until, codes)")
    db.execute("INSERT INTO icd10cm_release VALUES ('before', '2025-10-01', '', 1)")
    db.commit()

    with pytest.raises(KeyboardInterrupt):
        build.build_icd10cm(db, progress=lambda done, of: None, rows=broken)

    assert db.execute("SELECT title FROM icd10cm_release").fetchall() == [("before",)]


APRIL = 20260401
ROWS = (
    Row("heading", ("Chapter 19", "Injury", "", "S99")),
    Row("heading", ("S90-S99", "Ankle", "Chapter 19", "S99")),
    Row("seventh", ("S99", "A", "initial encounter", "")),
    Row("note", ("S99.9", "inclusion", 1, "Ankle harm NOS"), until=APRIL),
    Row("note", ("S99.9", "inclusion", 1, "Foot harm NOS"), since=APRIL),
    Row("code", ("S99", "Injuries", "", 0, ""), since=20251001),
    Row("code", ("S99.9", "Odd injury of ankle", "", 0, "S99"), since=20251001),
    Row("code", ("S99.9XXA", "Odd injury of ankle, initial encounter", "", 1, "S99.9"), since=20251001),
    Row("code", ("S9A", "Injury of the future", "", 1, ""), since=APRIL),
    Row("poa_exempt", ("S99.9XXA", "Injury")),
)


def test_progress_is_told_and_what_the_book_tells_in_several_tables_is_joined() -> None:
    db = sqlite3.connect(":memory:")
    told: list[tuple[int, int]] = []

    build.build_icd10cm(db, progress=lambda done, of: told.append((done, of)), rows=lambda: ROWS)

    assert told == [(step, 6) for step in range(7)]
    assert db.execute("SELECT code, billable, parent, section, chapter, seventh FROM icd10cm_code ORDER BY code").fetchall() == [
        ("S99", 0, "S90-S99", "S90-S99", "19", ""),
        ("S99.9", 0, "S99", "S90-S99", "19", ""),
        ("S99.9XXA", 1, "S99.9", "S90-S99", "19", "A"),
        ("S9A", 1, "S90-S99", "S90-S99", "19", ""),
    ]
    assert db.execute("SELECT code, source FROM icd10cm_term WHERE key = 'foot harm'").fetchall() == [("S99.9", "inclusion")]


def test_terms_hold_for_the_editions_that_have_them() -> None:
    db = sqlite3.connect(":memory:")
    edition = build.Edition("Two editions", date(2026, 4, 1), (20251001, APRIL))

    build.build_icd10cm(db, progress=lambda done, of: None, rows=lambda: ROWS, edition=edition)

    rows = db.execute("SELECT key, since, until FROM icd10cm_term WHERE code IN ('S99.9', 'S9A') ORDER BY key").fetchall()
    assert rows == [
        ("ankle harm", "", "2026-04-01"),
        ("ankle injury odd", "", ""),
        ("foot harm", "2026-04-01", ""),
        ("future injury", "2026-04-01", ""),
    ]
    tables = Icd10cm(db)
    assert tables.on_day(date(2026, 3, 31)).terms("foot harm") == ()
    assert [term.code for term in tables.on_day(date(2026, 4, 1)).terms("foot harm")] == ["S99.9"]
    assert (tables.release.title, tables.release.newest) == ("Two editions", date(2026, 4, 1))
    assert NEVER > APRIL
