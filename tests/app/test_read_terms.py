"""The indexes and the tables of terms: as printed, by letter, by words, with what they send to, and where they are not installed."""

from datetime import date
from pathlib import Path

import pytest

from superbill.app.read_terms import NoTerm, TermPage, find_terms, read_terms
from tests.codes.books.term_files import DRUG, EXTERNAL, INDEX, NEOPLASM
from tests.own_codes import own_codes

DAY = date(2026, 9, 8)
BREAST = "Neoplasm, neoplastic > breast"
FILES = {
    "icd10cm_neoplasm_2026.xml": NEOPLASM,
    "icd10cm_drug_2026.xml": DRUG,
    "icd10cm_index_2026.xml": INDEX,
    "icd10cm_eindex_2026.xml": EXTERNAL,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, code_tables: Path) -> Path:
    return own_codes(tmp_path_factory.mktemp("terms") / "codes", code_tables, FILES)


@pytest.fixture(autouse=True)
def _installed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(folder))


def lines(page: TermPage) -> list[str]:
    return ["  " * row.depth + row.title for row in page.rows]


def test_a_site_is_shown_with_everything_below_it_as_printed() -> None:
    page = read_terms("neoplasm", on=DAY, term=BREAST)

    assert lines(page) == [
        "breast",
        "  areola",
        "  axillary tail",
        "  skin",
        "    basal cell carcinoma",
        "  upper-outer quadrant",
    ]
    assert [cell.printed for cell in page.rows[0].cells] == ["C50.9-", "C79.81", "D05.-", "D24.-", "D48.6-", "D49.3"]
    assert [cell.code for cell in page.rows[0].cells] == ["C50.9", "C79.81", "D05", "D24", "D48.6", "D49.3"]


def test_the_way_up_and_to_the_terms_beside_it_is_told() -> None:
    page = read_terms("neoplasm", on=DAY, term=BREAST)

    assert (page.above, page.before, page.after) == (
        "Neoplasm, neoplastic",
        "Neoplasm, neoplastic > abdomen, abdominal",
        "Neoplasm, neoplastic > lung",
    )


def test_the_table_of_neoplasms_opens_at_its_one_main_term() -> None:
    page = read_terms("neoplasm", on=DAY)

    assert page.term == "Neoplasm, neoplastic"
    assert page.letters == ()


def test_a_dash_is_no_code() -> None:
    skin = read_terms("neoplasm", on=DAY, term=f"{BREAST} > skin > basal cell carcinoma").rows[0]

    assert [cell.code for cell in skin.cells] == ["C44.511", "", "", "", "", ""]


def test_main_terms_stand_under_their_letter_with_how_much_is_below() -> None:
    page = read_terms("disease", on=DAY, letter="d")

    assert page.letters == ("D", "N")
    assert [(row.title, row.below) for row in page.rows] == [("Diabetes, diabetic", 3), ("Distress", 1)]


def test_terms_keep_the_order_of_the_book() -> None:
    assert lines(read_terms("disease", on=DAY, term="Diabetes, diabetic"))[-1] == "  bronzed"


@pytest.mark.parametrize(
    ("words", "found", "column"),
    [
        ("breast secondary", "breast", "secondary"),
        ("secondary malignant neoplasm of breast", "breast", "secondary"),
        ("lung malignant", "lung", "primary"),
        ("upper lobe of lung, benign", "upper lobe", "benign"),
        ("quadr", "upper-outer quadrant", ""),
        ("LUNG IN SITU", "lung", "in_situ"),
    ],
)
def test_words_find_a_site_and_the_column_that_they_name(words: str, found: str, column: str) -> None:
    page = find_terms("neoplasm", words, on=DAY)

    assert (page.rows[0].title, page.column) == (found, column)


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("aspirin adverse effect", "adverse_effect"),
        ("poisoning by aspirin", "accident"),
        ("aspirin poisoning self-harm", "self_harm"),
    ],
)
def test_words_find_a_drug_and_what_it_did(words: str, column: str) -> None:
    page = find_terms("drug", words, on=DAY)

    assert (page.rows[0].title, page.column) == ("Aspirin", column)


def test_what_is_found_says_what_stands_above_it_but_for_what_goes_without_saying() -> None:
    assert find_terms("neoplasm", "areola", on=DAY).rows[0].above == "breast"
    assert find_terms("external", "ladder", on=DAY).rows[0].above == "Fall, falling, from, off"


@pytest.mark.parametrize("words", ["qqqq", "%", "_", "breast qqqq", "neoplasm"])
def test_words_without_a_term_find_nothing_and_say_that_the_list_is_there(words: str) -> None:
    page = find_terms("neoplasm", words, on=DAY)

    assert (page.rows, page.is_installed) == ((), True)


def test_see_leads_to_the_term_that_is_meant_and_to_the_other_tables() -> None:
    neuropathy = read_terms("disease", on=DAY, term="Diabetes, diabetic > type 2 > with > neuropathy").rows[0].ways[0]
    neoplasm = read_terms("disease", on=DAY, term="Neoplasm, neoplastic").rows[0].ways[0]
    neuralgia = read_terms("disease", on=DAY, term="Neuralgia, neuralgic").rows[0].ways[0]

    assert (neuropathy.how, neuropathy.path) == ("see", "Diabetes, diabetic > type 2")
    assert (neoplasm.list, neoplasm.path) == ("neoplasm", "")
    assert (neuralgia.how, neuralgia.path) == ("see also", "Distress > respiratory")


def test_see_leads_as_far_as_the_table_has_it() -> None:
    wall = read_terms("neoplasm", on=DAY, term="Neoplasm, neoplastic > abdomen, abdominal > wall").rows[0].ways[0]

    assert wall.path == "Neoplasm, neoplastic > abdomen, abdominal > wall"


@pytest.mark.parametrize(("name", "term"), [("neoplasm", "Neoplasm, neoplastic > nowhere"), ("surgery", "")])
def test_what_is_no_term_or_no_list_is_refused(name: str, term: str) -> None:
    with pytest.raises(NoTerm):
        read_terms(name, on=DAY, term=term)


def test_a_list_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SUPERBILL_CODES", str(tmp_path))

    assert not read_terms("drug", on=DAY).is_installed
    assert not find_terms("drug", "aspirin", on=DAY).is_installed


def test_a_list_that_does_not_hold_yet_is_not_there() -> None:
    assert not read_terms("drug", on=date(2024, 9, 8)).is_installed
