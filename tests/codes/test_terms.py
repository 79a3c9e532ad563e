import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.codes.term_index import Entry, common_stem, index_rows
from superbill.codes.terms import key_of_term, stem, tokens_of, tokens_within


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pain in right knee", "left knee pains"),
        ("Type 2 diabetes mellitus", "T2DM"),
        ("Essential hypertension", "essential HTN"),
        ("Anaemia", "anemia"),
        ("Gastro-esophageal reflux disease", "GERD"),
        ("Sprain of ankle (acute)", "ankle sprains"),
        ("Alzheimer's disease", "Alzheimer disease"),
    ],
)
def test_two_ways_of_writing_a_term_share_a_key(one: str, other: str) -> None:
    assert key_of_term(one) == key_of_term(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("diabetes without complications", "diabetes with complications"),
        ("acute bronchitis", "chronic bronchitis"),
        ("not intractable migraine", "intractable migraine"),
    ],
)
def test_two_different_terms_do_not_share_a_key(one: str, other: str) -> None:
    assert key_of_term(one) != key_of_term(other)


def test_an_abbreviation_in_capitals_is_not_the_same_word_in_small_letters() -> None:
    assert key_of_term("OA of knee") == key_of_term("osteoarthritis of knee")
    assert key_of_term("oa of knee") != key_of_term("OA of knee")


@pytest.mark.parametrize(
    ("word", "expected"),
    [("pains", "pain"), ("allergies", "allergy"), ("diabetes", "diabetes"), ("diagnosis", "diagnosis"), ("virus", "virus")],
)
def test_a_plural_is_evened_and_a_word_that_only_ends_like_one_is_kept(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.parametrize(
    ("text", "side"),
    [
        ("R", "right"),
        ("r", ""),
        ("Lt", "left"),
        ("bilateral", "bilateral"),
        ("both", "bilateral"),
        ("RLQ", "right"),
        ("knee", ""),
    ],
)
def test_a_side_word_tells_its_side(text: str, side: str) -> None:
    assert tokens_of(text)[0].side == side


@given(st.text())
def test_every_word_stands_where_it_says(text: str) -> None:
    tokens = tokens_of(text)

    assert all(text[token.start : token.end] == token.raw for token in tokens)


@given(st.lists(st.sampled_from(["knee", "pain", "of", "right", "the"])))
def test_a_key_does_not_depend_on_order_small_words_or_side(words: list[str]) -> None:
    telling = [word for word in words if word in ("knee", "pain")]

    assert key_of_term(" ".join(words)) == key_of_term(" ".join(reversed(telling)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("M25.561", "M25.569", "M25.56"), ("I10", "I10", "I10"), ("R10.31", "R11.2", "R1"), ("E11.9", "E11.65", "E11")],
)
def test_two_codes_meet_in_their_common_heading(one: str, other: str, expected: str) -> None:
    assert common_stem(one, other) == expected


def entry_codes(*entries: Entry) -> dict[str, str]:
    return {key: code for key, rank, code, source, _ in index_rows(entries) if rank == 0 and source != "own"}


def test_codes_that_differ_by_side_only_lead_to_their_heading() -> None:
    codes = entry_codes(
        Entry("M99.121", "Odd ache of right foo joint", "title", "13"),
        Entry("M99.122", "Odd ache of left foo joint", "title", "13"),
    )

    assert codes == {"ache foo joint odd": "M99.12"}


@pytest.mark.parametrize(
    "entry",
    [
        Entry("A00.8", "Other odd foo disease", "title", "1"),
        Entry("A00.1", "Examination", "title", "1"),
        Entry("W99", "Odd foo fall", "title", "20"),
        Entry("Z99.8", "Odd foo encounter", "title", "21"),
        Entry("O99", "Odd foo disease", "inclusion", "15"),
        Entry("P99", "Odd foo disease", "inclusion", "16"),
        Entry("A01", "Odd foo in diseases classified elsewhere", "title", "1"),
    ],
    ids=lambda entry: entry.words,
)
def test_terms_that_mislead_are_left_out(entry: Entry) -> None:
    assert entry_codes(entry) == {}


def test_one_word_is_kept_only_when_it_names_a_disease() -> None:
    codes = entry_codes(Entry("A00", "Fooitis", "title", "1"), Entry("A01", "Foo", "title", "1"))

    assert codes == {"fooitis": "A00"}


def test_the_words_of_stretches_are_those_of_each_by_itself() -> None:
    text = "Hepatitis A. A week ago: the patient's knee; type a. Grade"
    stretches = [(0, 12), (13, 24), (25, 44), (45, 52)]

    within = list(tokens_within(text, stretches))

    alone = [tokens_of(text[start:end]) for start, end in stretches]
    assert [[(token.raw, token.words) for token in tokens] for tokens in within] == [
        [(token.raw, token.words) for token in tokens] for tokens in alone
    ]
    assert all(text[token.start : token.end] == token.raw for tokens in within for token in tokens)
    assert (within[0][-1].words, within[1][0].words) == (("a",), ())
