"""The small rules between codes, without a note."""

import pytest

from superbill.codes.icd10cm import Icd10cm, Term
from superbill.codes.shipped import shipped_rows
from superbill.coding.choose import says_less, side_of_title
from superbill.coding.combine import DRUGS, body_mass_code
from superbill.coding.confidence import confidence_of, tier_of
from superbill.coding.signs import INTEGRAL, explains


@pytest.mark.parametrize(
    ("disease", "sign", "expected"),
    [
        ("J20.9", "R05.9", True),
        ("K21.9", "R12", True),
        ("E11.65", "R73.9", True),
        ("M17.12", "M25.562", True),
        ("I10", "R51.9", False),
        ("J20.9", "M25.561", False),
        ("R05.9", "J20.9", False),
        ("J20.9", "J20.9", False),
    ],
)
def test_a_disease_explains_its_own_signs_only(disease: str, sign: str, expected: bool) -> None:
    assert explains(disease, sign) is expected


def test_every_sign_and_disease_of_the_list_is_in_the_code_set(icd10cm: Icd10cm) -> None:
    named = {*INTEGRAL, *(stem for stems in INTEGRAL.values() for stem in stems)}

    unknown = [
        stem
        for stem in named
        if not icd10cm._db.execute("SELECT 1 FROM icd10cm_code WHERE code LIKE ?", (f"{stem}%",)).fetchone()
    ]

    assert unknown == []


@pytest.mark.parametrize(
    ("index", "code"),
    [(19.9, "Z68.1"), (20.0, "Z68.20"), (34.2, "Z68.34"), (39.9, "Z68.39"), (40.0, "Z68.41"), (44.9, "Z68.41"), (45.0, "Z68.42"),
     (50.0, "Z68.43"), (60.0, "Z68.44"), (70.0, "Z68.45")],
)  # fmt: skip
def test_a_body_mass_index_has_its_code(index: float, code: str) -> None:
    assert body_mass_code(index) == code


def test_no_drug_stands_under_two_codes() -> None:
    names = [name for names in DRUGS.values() for name in names]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("title", "side"),
    [
        ("Pain in right knee", "right"),
        ("Bilateral primary osteoarthritis of knee", "bilateral"),
        ("Pain in unspecified knee", ""),
        ("Malignant neoplasm of l foo", ""),
    ],
)
def test_a_title_tells_its_side(title: str, side: str) -> None:
    assert side_of_title(title) == side


def test_an_unspecified_title_says_less_than_one_that_says_the_same_and_more() -> None:
    assert says_less("Chronic kidney disease, unspecified", "Chronic kidney disease, stage 3a")
    assert not says_less("Chronic kidney disease, stage 3a", "Chronic kidney disease, unspecified")
    assert not says_less("Low back pain, unspecified", "Pain in thoracic spine")


def term(source: str, key: str) -> Term:
    return Term(key, 0, "A00", source, key)


def test_own_terms_longer_terms_and_the_assessment_are_surer() -> None:
    own = confidence_of(term("own", "a b"), section="assessment", guesses=0, others=0)
    title = confidence_of(term("title", "a b"), section="assessment", guesses=0, others=0)
    one_word = confidence_of(term("title", "a"), section="assessment", guesses=0, others=0)
    history = confidence_of(term("own", "a b"), section="history", guesses=0, others=0)
    guessed = confidence_of(term("own", "a b"), section="assessment", guesses=2, others=0)
    ambiguous = confidence_of(term("own", "a b"), section="assessment", guesses=0, others=1)

    assert own > title > one_word
    assert own > max(history, guessed, ambiguous)
    assert confidence_of(term("includes", "a"), section="review of systems", guesses=9, others=9) >= 1


@pytest.mark.parametrize(
    ("confidence", "tier"), [(100, "suggest"), (90, "suggest"), (89, "review"), (50, "review"), (49, "look")]
)
def test_a_confidence_has_its_tier(confidence: int, tier: str) -> None:
    assert tier_of(confidence) == tier


def test_an_abbreviation_is_listed_once() -> None:
    shorts = [(row["short"].lower(), row["case"]) for row in shipped_rows("abbreviations.csv")]

    assert len(shorts) == len(set(shorts))


@pytest.mark.parametrize("source", ["own", "title", "inclusion", "includes", "site"])
@pytest.mark.parametrize("words", [1, 2, 3, 4, 8])
@pytest.mark.parametrize("section", ["assessment", "discharge", "plan", "", "history"])
def test_nothing_unlearned_is_claimed_at_ninety_percent(source: str, words: int, section: str) -> None:
    term = Term(" ".join("abcdefgh"[:words]), 0, "I10", source, "words")

    assert tier_of(confidence_of(term, section=section, guesses=0, others=0)) != "suggest"
