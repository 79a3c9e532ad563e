import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.coding.context import _PLACED, _TRIGGERS, Context, _cues, context_at, scopes_of


def said_of(words: str, sentence: str) -> Context | None:
    start = sentence.index(words)
    scope = context_at(scopes_of(sentence, 0, len(sentence)), start, start + len(words))
    return scope.context if scope else None


@pytest.mark.parametrize(
    ("sentence", "words", "expected"),
    [
        ("Denies chest pain, shortness of breath or leg edema.", "leg edema", Context.NEGATED),
        ("No fever, no cough, and has knee pain.", "knee pain", None),
        ("No fever but has a cough.", "cough", None),
        ("Patient denies fever; reports cough.", "cough", None),
        ("Lungs clear without wheezing.", "wheezing", Context.NEGATED),
        ("Negative for: fever, chills.", "chills", Context.NEGATED),
        ("Pneumonia was ruled out.", "Pneumonia", Context.NEGATED),
        ("Chest pain: denies", "Chest pain", Context.NEGATED),
        ("There is no evidence of fracture.", "fracture", Context.NEGATED),
        ("Flu shot declined.", "Flu shot", Context.NEGATED),
        ("Influenza vaccine was refused today.", "Influenza vaccine", Context.NEGATED),
        ("She declined the flu shot.", "flu shot", Context.NEGATED),
        ("Patient declines immunization.", "immunization", Context.NEGATED),
        ("Colon cancer screening: declined", "screening", Context.NEGATED),
        ("Her memory has declined since the stroke.", "stroke", None),
        ("Dementia, has declined.", "Dementia", None),
        ("No change in her asthma.", "asthma", None),
        ("Hypertension, not controlled.", "Hypertension", None),
        ("Not taking her asthma inhaler.", "asthma", None),
        ("Mother had breast cancer at 62.", "breast cancer", Context.FAMILY),
        ("Family history of colon cancer.", "colon cancer", Context.FAMILY),
        ("Asthma in his brother.", "Asthma", Context.FAMILY),
        ("Mother reports that he has a cough.", "cough", None),
        ("Right knee pain - rule out meniscal tear.", "meniscal tear", Context.UNCERTAIN),
        ("Right knee pain - rule out meniscal tear.", "knee pain", None),
        ("Likely viral illness, hypertension.", "viral illness", Context.UNCERTAIN),
        ("Likely viral illness, hypertension.", "hypertension", None),
        ("Unlikely pneumonia.", "pneumonia", Context.NEGATED),
        ("Pneumonia is suspected.", "Pneumonia", Context.UNCERTAIN),
        ("Gout vs. septic arthritis.", "Gout", Context.UNCERTAIN),
        ("Gout vs. septic arthritis.", "septic arthritis", Context.UNCERTAIN),
        ("?pneumonia", "pneumonia", Context.UNCERTAIN),
        ("Return if fever or vomiting.", "vomiting", Context.HYPOTHETICAL),
        ("Return in 4 weeks, sooner for swelling.", "swelling", Context.HYPOTHETICAL),
        ("Hypoglycemia precautions reviewed.", "Hypoglycemia", Context.HYPOTHETICAL),
        ("Shingles vaccine given.", "Shingles", Context.HYPOTHETICAL),
        ("H/o stroke in 2019.", "stroke", Context.HISTORICAL),
        ("History of asthma, here for cough.", "cough", None),
        ("Cough for the past week with fever.", "fever", None),
        ("The cough has resolved.", "cough", Context.RESOLVED),
        ("Hypertension above goal.", "Hypertension", None),
    ],
)
def test_a_sentence_says_what_it_says(sentence: str, words: str, expected: Context | None) -> None:
    assert said_of(words, sentence) is expected


def test_a_denied_condition_of_a_relative_is_denied() -> None:
    assert said_of("diabetes", "Mother denies diabetes.") is Context.NEGATED


def test_the_trigger_is_told() -> None:
    sentence = "She denies fever."

    (scope,) = scopes_of(sentence, 0, len(sentence))

    assert scope.trigger == "denies"
    assert sentence[scope.start : scope.end] == " fever"


_WRITTEN = [placed[1].replace(")? ?(?:", ") (?:") for placed in _PLACED]
"""The triggers as they are written, a blank behind each auxiliary."""


_LETTERS = st.characters(max_codepoint=127)


@given(
    said=st.sampled_from(_WRITTEN).flatmap(lambda pattern: st.from_regex(pattern, alphabet=_LETTERS)),
    after=st.sampled_from(["", " pain", "ed", "."]),
)
def test_the_words_of_a_sentence_tell_which_triggers_it_can_have(said: str, after: str) -> None:
    sentence = f"Knee pain {said.lower()}{after} fever"

    looked_for = _cues(sentence)

    assert [pattern.pattern for cue, _, pattern, *_ in _TRIGGERS if pattern.search(sentence) and not looked_for & cue] == []
