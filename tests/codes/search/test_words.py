import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.codes.search.related import related_words
from superbill.codes.search.words import is_slip, letters_of, meanings, root, said_in, sound, without_one, words_in


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oesophageal haemorrhage", "esophagus hemorrhage"),
        ("renal calculi", "kidney stones"),
        ("Malignant neoplasm of breast", "breast cancer"),
        ("Burn of second degree", "burns, 2nd degree"),
        ("lower extremities", "lower limbs"),
        ("rt. knee", "right knee"),
        ("Foot w/o ulcer", "feet without ulcers"),
    ],
)
def test_two_ways_to_say_it_are_one(one: str, other: str) -> None:
    assert sorted(words_in(one)) == sorted(words_in(other))


def test_what_is_joined_by_a_hyphen_is_found_as_one_word_too() -> None:
    assert "+nonunion" in words_in("Non-union of fracture")


def test_a_text_of_small_words_keeps_the_last_that_tells() -> None:
    assert [one.word for one in said_in("disorder")] == ["disorder"]
    assert said_in("of the") == []


def test_a_word_remembers_how_it_was_said() -> None:
    (said,) = said_in("Renal")

    assert said == ("kidney", "renal")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hypertension", "hypertensive"),
        ("infection", "infected"),
        ("allergy", "allergic"),
        ("tuberculosis", "tuberculous"),
        ("sclerosis", "sclerotic"),
    ],
)
def test_words_of_one_family_share_a_root(one: str, other: str) -> None:
    assert root(one) == root(other)


@pytest.mark.parametrize(("one", "other"), [("pneumonia", "neumonia"), ("hemorrhage", "hemorage"), ("psoriasis", "soriasis")])
def test_words_that_sound_alike_sound_alike(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize("slip", ["asthm", "asthmaa", "asthna", "ashtma"])
def test_a_slip_is_one_edit_away(slip: str) -> None:
    assert is_slip("asthma", slip)
    assert is_slip(slip, "asthma")
    assert not without_one("asthma").isdisjoint(without_one(slip))


@pytest.mark.parametrize("other", ["asthma", "asma", "asthmata", "athsma", "tasham", "esthna", "", "a"])
def test_what_is_the_same_or_further_away_is_no_slip(other: str) -> None:
    assert not is_slip("asthma", other)


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_slip_is_told_as_by_making_every_slip(one: str, other: str) -> None:
    halves = [(one[:place], one[place:]) for place in range(len(one) + 1)]
    every = {left + right[1:] for left, right in halves if right}
    every |= {left + right[1] + right[0] + right[2:] for left, right in halves if len(right) > 1}
    every |= {left + letter + right[1:] for left, right in halves if right for letter in "abc"}
    every |= {left + letter + right for left, right in halves for letter in "abc"}

    assert is_slip(one, other) == (one != other and other in every)
    assert not is_slip(one, other) or not without_one(one).isdisjoint(without_one(other))


def test_a_word_that_is_shortened_has_no_letter_that_the_word_has_not() -> None:
    assert letters_of("fx") & letters_of("fracture") == letters_of("f")
    assert letters_of("intrcndl") & ~letters_of("intracondylar") == 0


def test_every_meaning_is_another_than_what_is_said() -> None:
    rows = [(key, meaning) for rows in meanings().values() for key, meaning in rows]

    assert len(rows) > 300
    assert all(key != meaning.words and meaning.kind in ("lay", "short", "near", "part") for key, meaning in rows)


def test_words_that_stand_for_each_other_in_a_book_are_learned() -> None:
    codes = [(("stenosis", "vein"), ("stricture", "vein")), (("stenosis", "bowel"), ("stricture", "bowel"))]

    learned = {(word, other) for word, other, _ in related_words(codes)}

    assert learned == {("stenosis", "stricture"), ("stricture", "stenosis")}


def test_words_in_which_terms_differ_too_much_are_not_learned() -> None:
    assert related_words([(("one", "two", "three", "four"), ("five", "six", "seven", "eight"))]) == []
