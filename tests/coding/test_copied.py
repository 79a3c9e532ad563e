"""Text that was carried forward: whole sentences, long enough to tell, from the latest note that has them."""

from superbill.coding.copied import FEWEST_WORDS, Copied, copied_from

SENTENCE = "The left knee aches on stairs since the spring."
OTHER = "He walks two miles a day without a rest."


def test_a_sentence_of_an_earlier_note_is_noticed_whatever_its_case_and_blanks() -> None:
    text = f"HPI: {SENTENCE} New words today."

    (found,) = copied_from(text, [("V1", SENTENCE.upper().replace(" ", "  "))])

    assert (text[found.start : found.end], found.source) == (SENTENCE, "V1")


def test_a_sentence_with_one_other_word_is_not_copied() -> None:
    assert copied_from(SENTENCE, [("V1", SENTENCE.replace("left", "right"))]) == ()


def test_short_sentences_tell_nothing() -> None:
    short, enough = "one two three four five", "one two three four five six"
    assert len(short.split()) == FEWEST_WORDS - 1

    assert copied_from(short, [("V1", short)]) == ()
    assert copied_from(enough, [("V1", enough)]) == (Copied(0, len(enough), "V1"),)


def test_sentences_that_follow_one_another_are_one_stretch() -> None:
    text = f"{SENTENCE} {OTHER}"

    assert copied_from(text, [("V1", text)]) == (Copied(0, len(text), "V1"),)


def test_a_new_sentence_between_parts_the_stretches() -> None:
    text = f"{SENTENCE} Something new happened this week at work. {OTHER}"

    found = copied_from(text, [("V1", f"{SENTENCE} {OTHER}")])

    assert [text[one.start : one.end] for one in found] == [SENTENCE, OTHER]


def test_the_latest_note_that_has_the_words_is_named() -> None:
    (found,) = copied_from(SENTENCE, [("V2", SENTENCE), ("V1", SENTENCE)])

    assert found.source == "V2"


def test_without_earlier_notes_nothing_is_copied() -> None:
    assert copied_from(SENTENCE, []) == ()
