"""What is weighed of a likely code a second time: where its words stand, and whether a denial stands near them."""

from superbill.claims.note import Evidence, Note, Suggestion
from superbill.coding.likely import FEWEST, NAMES, Places, likely_weights
from superbill.coding.phrases import phrases_of
from superbill.coding.support import Found, Support, Voice


def features(text: str, words: str, *, named: str = "") -> dict[str, float]:
    note = Note(text)
    voices = (Voice(0.9, words, 8, 8, 0.5),) if words else ()
    start = text.find(named)
    evidence = (Evidence(start, start + len(named), named),)
    found = Found([Suggestion("R05", "Cough", evidence, 70, "Cough", ())] if named else [], [])
    support = Support("R05", voices, 70 if named else 0, "", False, 8, 0.0, 0)
    return dict(zip(NAMES, Places(note, phrases_of(note), found).row(support, 0.8), strict=True))


def test_what_stands_in_the_first_fifth_of_a_note_is_early() -> None:
    filler = "He walked in and sat down. " * 5

    assert features("Cough. " + filler, "cough")["early"] == 1
    assert features(filler + "Cough.", "cough")["early"] == 0


def test_a_denial_counts_only_in_the_sentence_of_the_words() -> None:
    said = features("He came without delay but has a cough.", "cough")
    before = features("He slept without waking. He has a cough.", "cough")

    assert (said["denial before"], said["denial before all"], before["denial before"]) == (1, 1, 0)
    assert features("Cough, not yet treated.", "cough")["denial behind"] == 1


def test_one_place_without_a_denial_is_told_from_none() -> None:
    told = features("Cough. He came without delay but has a cough.", "cough")

    assert (told["denial before"], told["denial before all"], told["repeated"]) == (1, 0, 1)


def test_words_of_the_dictionary_have_a_place_too() -> None:
    told = features("Since Monday a dry cough.", "", named="cough")

    assert (told["early"], told["words"], told["ways"]) == (0, 0, 0)
    assert features("Cough since Monday, worse at night.", "", named="Cough")["early"] == 1


def test_a_code_whose_words_stand_nowhere_has_neither() -> None:
    told = features("Seen today.", "cough")

    assert (told["early"], told["denial before"], told["denial before all"], told["denial behind"]) == (0, 0, 0, 0)


def test_words_that_stood_in_more_notes_weigh_by_their_number() -> None:
    seldom, often = (
        Places(Note("Cough."), (), Found([], [])).row(
            Support("R05", (Voice(0.9, "cough", stood, 1, 0.5),), 0, "", False, 8, 0.0, 0), 0.8
        )
        for stood in (1, 40)
    )
    place = NAMES.index("often stood")

    assert seldom[place] == 0 < often[place] < 1
    assert seldom[:place] + seldom[place + 1 :] == often[:place] + often[place + 1 :]


def test_too_few_likely_codes_teach_nothing() -> None:
    row = tuple(1.0 for _ in NAMES)

    assert likely_weights([row] * (FEWEST - 1), [True] * (FEWEST - 1)) is None
    weights = likely_weights([row] * FEWEST, [True] * FEWEST)
    assert weights is not None and weights.probability(row) > 0.9
