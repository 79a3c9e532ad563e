"""Tables of diagnoses follow the book in force: a release that the site installs, and its removal."""

from datetime import date
from pathlib import Path

import pytest

from superbill.codes.book import find_layout
from superbill.codes.books import icd10cm_tabular
from superbill.codes.source import Source
from superbill.storage.code_tables import build_tables, open_icd10cm, tables_path
from superbill.storage.config import Config
from superbill.storage.shelf import Found, Shelves

BEFORE, AFTER = date(2026, 9, 30), date(2026, 10, 1)


TABULAR = """<ICD10CM.tabular><chapter><name>9</name><desc>Heart (I00-I99)</desc><section id="I10-I16"><desc>Hypertension</desc>
<diag><name>I10</name><desc>Essential (primary) hypertension</desc><excludes1><note>secondary (I15.-)</note></excludes1></diag>
<diag><name>I15</name><desc>Secondary hypertension</desc><diag><name>I15.9</name><desc>Secondary hypertension, unspecified</desc></diag></diag>
</section></chapter><chapter><name>10</name><desc>Lungs (J00-J99)</desc><section id="J00-J06"><desc>Upper airways</desc>
<diag><name>J00</name><desc>Acute nasopharyngitis [common cold]</desc></diag></section></chapter></ICD10CM.tabular>"""


def order_changes(*lines: tuple[str, int, str, str]) -> bytes:
    return "".join(f"{did + ':':13}{flag} {code:7} {title[:60]:60} {title}\n" for did, flag, code, title in lines).encode()


CHANGES = order_changes(
    ("Delete", 1, "I10", "Essential (primary) hypertension"),
    ("Add", 0, "I10", "Essential (primary) hypertension"),
    ("Add", 1, "I101", "Hypertension of the small hours"),
    ("Delete", 1, "J00", "Acute nasopharyngitis [common cold]"),
)


def install(config: Config, name: str, data: bytes) -> str:
    source = Source.from_bytes(name, data)
    found = find_layout(source)
    assert found is not None
    (pack,) = Shelves(config.codes / "shelf").install([Found(source, *found)], by="somebody", at="2026-07-01T09:00:00")
    return pack.id


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A folder for tables, and a small tabular list that comes with the program."""
    (tmp_path / "small.xml").write_text(TABULAR)
    monkeypatch.setattr(icd10cm_tabular, "tabular_file", lambda: tmp_path / "small.xml")
    return Config(codes=tmp_path / "codes")


def test_an_installed_release_changes_what_is_found_from_its_day(config: Config) -> None:
    install(config, "icd10cm_order_addenda_2027.txt", CHANGES)

    with open_icd10cm(config) as tables:
        old, new = tables.on_day(BEFORE), tables.on_day(AFTER)
        assert (old.get("I10", on=BEFORE).billable, new.get("I10", on=AFTER).billable) == (True, False)
        assert [[child.code for child in each.children("I10")] for each in (old, new)] == [[], ["I10.1"]]
        assert (old.find("J00", on=BEFORE) is None, new.find("J00", on=AFTER) is None) == (False, True)
        assert [[term.code for term in each.terms("hour hypertension small")] for each in (old, new)] == [[], ["I10.1"]]
        assert (
            old.excludes1_between("I10", "I15.9")
            == new.excludes1_between("I10", "I15.9")
            == "At I10, Excludes1: secondary (I15.-)"
        )
        assert tables.find("E88.81", on=date(2020, 1, 1)) is not None
        assert tables.on_day(date(2020, 1, 1)).excludes1_between("I10", "I15.9")
        assert ("FY2027" in tables.release.title, tables.release.newest) == (True, AFTER)


def test_a_release_that_is_taken_away_leaves_the_tables_as_they_were(config: Config) -> None:
    default = build_tables(config)
    before = default.read_bytes()

    pack = install(config, "icd10cm_order_addenda_2027.txt", CHANGES)
    with open_icd10cm(config):
        made = tables_path(config)
    Shelves(config.codes / "shelf").remove(pack, by="somebody", at="2026-07-02T09:00:00")

    assert made.exists() and made != default
    assert tables_path(config) == default
    assert build_tables(config).read_bytes() == before
    assert not made.exists()


def test_what_only_the_program_brings_needs_no_shelf(config: Config) -> None:
    before = tables_path(config)

    Shelves(config.codes / "shelf").build_shipped(only="icd10cm")

    assert tables_path(config) == before


def test_an_index_changes_nothing_in_these_tables(config: Config) -> None:
    before = tables_path(config)

    install(
        config,
        "icd10cm_index_2027.xml",
        b"<ICD10CM.index><letter><mainTerm><title>Cold</title><code>J00</code></mainTerm></letter></ICD10CM.index>",
    )

    assert tables_path(config) == before


def test_a_list_of_codes_exempt_from_poa_is_told_from_its_day(config: Config) -> None:
    install(config, "POAexemptCodesFY27.txt", b"Order27\tPOAexemptCode\tDescription\n1\tJ00\tCommon cold\n")

    with open_icd10cm(config) as tables:
        assert [tables.is_poa_exempt(code, on=AFTER) for code in ("J00", "I10")] == [True, False]
        assert tables.is_poa_exempt("J00", on=BEFORE) is None


def test_of_files_installed_together_the_order_file_has_the_last_word(tmp_path: Path) -> None:
    titles = (
        "00001 001     0 Brain, Bypass".ljust(77) + "Brain, Bypass\n" + "00002 0016070 1 Bypass A".ljust(77) + "Bypass of A\n"
    )
    files = {"icd10pcs_order_2026.txt": titles, "icd10pcs_codes_2026.txt": "0016070 Bypass of A\n"}
    sources = [Source.from_bytes(name, text.encode()) for name, text in files.items()]
    shelves = Shelves(tmp_path)

    shelves.install([Found(each, *found) for each in sources if (found := find_layout(each))], by="somebody", at="2026-07-01")

    with shelves.open("icd10pcs") as tables:
        (row,) = tables["pcs"].history("0016070")
        assert row["short"] == "Bypass A"
        assert tables["pcs"].holds("001", on=AFTER)
