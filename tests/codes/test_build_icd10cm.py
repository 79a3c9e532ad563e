import sqlite3
from pathlib import Path

import pytest

from superbill.codes import build_icd10cm as build
from superbill.codes.icd10cm import Icd10cm
from superbill.codes.shipped import shipped_rows


def count(icd10cm: Icd10cm, what: str) -> int:
    number = icd10cm._db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]  # noqa: S608  (only texts of this file)
    assert isinstance(number, int)
    return number


def test_every_code_of_the_official_list_is_there_and_no_other(icd10cm: Icd10cm) -> None:
    official = set((build.tabular_folder() / build.CODE_LIST).read_text(encoding="utf-8").split())

    built = {row[0].replace(".", "") for row in icd10cm._db.execute("SELECT code FROM icd10cm_code")}

    assert built <= official
    assert all("-" in name or name.isdigit() or len(name) == 3 for name in official - built)


def test_the_release_tells_its_name_its_first_day_and_its_size(icd10cm: Icd10cm) -> None:
    release = icd10cm.release

    assert "FY2026" in release.title
    assert release.period.since.isoformat() == "2025-10-01"
    assert release.codes == count(icd10cm, "icd10cm_code") == 98_186
    assert count(icd10cm, "icd10cm_code WHERE billable") == 74_719


def test_nothing_that_may_be_billed_has_a_code_below_it(icd10cm: Icd10cm) -> None:
    wrong = count(icd10cm, "icd10cm_code AS above JOIN icd10cm_code AS below ON below.parent = above.code WHERE above.billable")

    assert wrong == 0


def test_every_own_term_and_every_range_names_a_code_that_exists(icd10cm: Icd10cm) -> None:
    codes = {row[0] for row in icd10cm._db.execute("SELECT code FROM icd10cm_code")}

    named = {row["code"] for row in shipped_rows("synonyms.csv")}
    ends = {row[end] for row in shipped_rows("icd10cm_sex_age.csv") for end in ("first", "last")}

    assert named <= codes
    assert ends <= codes


def test_a_key_leads_to_at_most_three_codes_and_own_terms_come_first(icd10cm: Icd10cm) -> None:
    assert count(icd10cm, "icd10cm_term WHERE rank > 2") == 0
    assert count(icd10cm, "icd10cm_term WHERE source = 'own' AND rank > 0") == 0


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "find_spec", lambda name: None)

    with pytest.raises(build.TabularListMissing) as refused:
        build.build_icd10cm(sqlite3.connect(":memory:"), progress=lambda done, of: None)

    assert "pip install" in refused.value.todo


def test_a_build_that_fails_leaves_the_tables_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE icd10cm_release (title, since, until, codes)")
    db.execute("INSERT INTO icd10cm_release VALUES ('before', '2025-10-01', '', 1)")
    db.commit()
    (tmp_path / build.TABULAR).write_text("<ICD10CM.tabular><chapter><name>1</name></chapter><chap")
    (tmp_path / build.CODE_LIST).write_text("A00\n")
    monkeypatch.setattr(build, "tabular_folder", lambda: tmp_path)

    with pytest.raises(build.ET.ParseError):
        build.build_icd10cm(db, progress=lambda done, of: None)

    assert db.execute("SELECT title FROM icd10cm_release").fetchall() == [("before",)]


SMALL_LIST = """<ICD10CM.tabular><chapter><name>19</name><desc>Injury (S00-T88)</desc>
<section id="S90-S99"><desc>Ankle</desc>
<diag><name>S99</name><desc>Injuries</desc>
<sevenChrDef><extension char="A">initial encounter</extension><extension char="D">subsequent encounter</extension></sevenChrDef>
<diag><name>S99.9</name><desc>Injury of ankle</desc><inclusionTerm><note>Ankle harm NOS</note></inclusionTerm></diag>
</diag></section></chapter></ICD10CM.tabular>"""


def test_progress_is_told_and_a_seventh_character_is_made_only_where_the_list_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / build.TABULAR).write_text(SMALL_LIST)
    (tmp_path / build.CODE_LIST).write_text("S99\nS999\nS999XXA\n")
    monkeypatch.setattr(build, "tabular_folder", lambda: tmp_path)
    db = sqlite3.connect(":memory:")
    told: list[tuple[int, int]] = []

    build.build_icd10cm(db, progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 23), (23, 23)]
    rows = db.execute("SELECT code, billable, title FROM icd10cm_code ORDER BY code").fetchall()
    assert rows == [
        ("S99", 0, "Injuries"),
        ("S99.9", 0, "Injury of ankle"),
        ("S99.9XXA", 1, "Injury of ankle, initial encounter"),
    ]
    assert db.execute("SELECT code, source FROM icd10cm_term WHERE key = 'ankle harm'").fetchall() == [("S99.9", "inclusion")]
