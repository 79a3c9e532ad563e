"""The project's own words for diagnoses: every row stands on the tables of the day, and no two rows are in each other's way."""

from collections import Counter, defaultdict
from datetime import date

import pytest

from superbill.codes.icd10cm import Icd10cm
from superbill.codes.shipped import shipped_rows
from superbill.codes.terms import MOST_WORDS, key_of_term

TODAY = date(2026, 10, 1)


def rows() -> list[tuple[str, list[str]]]:
    return [(row["code"], row["terms"].split(";")) for row in shipped_rows("synonyms.csv")]


def terms() -> list[tuple[str, str]]:
    return [(code, term) for code, listed in rows() for term in listed]


def code_of(said: str) -> str:
    return {key_of_term(term): code for code, term in terms()}[key_of_term(said)]


def test_there_are_thousands_of_terms_in_rows_sorted_by_code_each_code_once() -> None:
    codes = [code for code, _ in rows()]

    assert len(codes) >= 3_500
    assert len(terms()) >= 10_000
    assert codes == sorted(set(codes))


def test_every_code_is_known_today(icd10cm: Icd10cm) -> None:
    unknown = [code for code, _ in rows() if icd10cm.find(code, on=TODAY) is None]

    assert unknown == []


def test_every_term_has_words_to_look_up_and_no_more_than_are_looked_up() -> None:
    wrong = [
        (code, term) for code, term in terms() if not 1 <= len(key_of_term(term).split()) <= MOST_WORDS or term != term.strip()
    ]

    assert wrong == []


def test_no_key_leads_to_two_codes() -> None:
    by_key: dict[str, set[str]] = defaultdict(set)
    for code, term in terms():
        by_key[key_of_term(term)].add(code)

    assert {key: codes for key, codes in by_key.items() if len(codes) > 1} == {}


def test_no_term_is_written_twice() -> None:
    counts = Counter(term for _, term in terms())

    assert [term for term, count in counts.items() if count > 1] == []


def test_whatever_is_told_of_the_patients_past_is_told_of_the_family_with_another_code() -> None:
    """Else `family history of colon cancer` would be read as `history of colon cancer`: the longest term wins."""
    codes = {term: code for code, term in terms()}
    illnesses = {term for term, code in codes.items() if term.startswith("history of ") and code[:3] in ("Z85", "Z86")}

    family = {term: codes.get(f"family {term}", "") for term in illnesses}

    assert len(illnesses) > 100
    assert {term: code for term, code in family.items() if not code.startswith(("Z80", "Z81", "Z82", "Z83", "Z84"))} == {}


@pytest.mark.parametrize(
    "word",
    "right examination well blood wound tumor cancer metastasis bleeding swelling trauma injury ischemic urosepsis allergy stress weak "
    "depressed anxious boil fits gist decubitus hemodialysis".split(),
)
def test_a_word_that_names_no_condition_by_itself_does_not_stand_alone(word: str) -> None:
    assert key_of_term(word) not in {key_of_term(term) for _, term in terms()}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("Liver metastases", "C78.7"),
        ("metastatic to bone", "C79.51"),
        ("metastatic lung cancer", "C34.90"),
        ("gastric adenocarcinoma", "C16.9"),
        ("prostate carcinoma", "C61"),
        ("history of prostate cancer", "Z85.46"),
        ("family history of prostate cancer", "Z80.42"),
        ("hepatitis C", "B19.20"),
        ("chronic hepatitis C", "B18.2"),
        ("HIV infection", "B20"),
        ("HIV positive", "Z21"),
        ("cervical adenopathy", "R59.0"),
        ("generalized lymphadenopathy", "R59.1"),
        ("oedematous", "R60.9"),
        ("haemoptysis", "R04.2"),
        ("jaundiced", "R17"),
        ("febrile syndrome", "R50.9"),
        ("fracture of the tibial plateau", "S82.14"),
        ("status post hysterectomy", "Z90.710"),
        ("oral anticoagulation", "Z79.01"),
        ("paracetamol overdose", "T39.1X1"),
        ("colon polyp", "K63.5"),
        ("adenomatous colon polyp", "D12.6"),
        ("obstructive jaundice", "K83.1"),
        ("psoas abscess", "K68.12"),
        ("smoker", "F17.200"),
        ("former smoker", "Z87.891"),
    ],
)
def test_what_a_note_says_leads_where_the_index_of_the_book_leads(said: str, code: str) -> None:
    assert code_of(said) == code
