"""Learning from coded notes: counts, weights, scales, and the coder that uses them."""

import json
from datetime import date

import pytest

from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.charts import BadCharts, Chart, GivenCode, charts_from_bytes
from superbill.coding.learned import LearnedCoder, learn, title_likeness
from superbill.coding.memory import Read, remember
from superbill.coding.phrases import phrases_of
from superbill.coding.suggest import suggest
from superbill.coding.weigh import learned, scale

DAY = date(2026, 9, 8)


def charts(*notes: tuple[str, list[str]]) -> list[Chart]:
    return [Chart(str(number), Note(text), tuple(map(GivenCode, codes))) for number, (text, codes) in enumerate(notes)]


SCHOOL = charts(
    *[
        (f"Assessment: wobbly knee syndrome, seen {day}. Advised rest.", ["M23.90"])
        for day in ("today", "again", "twice", "on Monday", "at noon", "in March", "in May", "in June")
    ],
    *[
        (f"Assessment: {what}. Advised rest.", [code])
        for what, code in 6 * (("gout", "M10.9"), ("asthma", "J45.909"), ("otitis media", "H66.90"))
    ],
)
"""Notes of a practice that has a name of its own for an internal derangement of the knee."""


def test_the_words_of_a_practice_lead_to_the_code_that_its_coders_gave(icd10cm: Icd10cm) -> None:
    note = Note("Assessment: wobbly knee syndrome.")
    coder = LearnedCoder(learn(SCHOOL, on=DAY, icd10cm=icd10cm), on=DAY, icd10cm=icd10cm)

    before, after = suggest(note, on=DAY, icd10cm=icd10cm), coder.suggest(note)

    assert "M23.90" not in [one.code for one in before.suggestions]
    knee = next(one for one in after.suggestions if one.code == "M23.90")
    assert any(note.text[span.start : span.end] == span.words and "wobbly" in span.words for span in knee.evidence)
    assert "8 of 8 notes" in knee.why[0]


def test_words_that_stood_with_no_code_teach_nothing(icd10cm: Icd10cm) -> None:
    coder = LearnedCoder(learn(SCHOOL, on=DAY, icd10cm=icd10cm), on=DAY, icd10cm=icd10cm)

    result = coder.suggest(Note("Assessment: advised rest."))

    assert result.suggestions == ()


def test_what_the_note_denies_is_not_suggested_by_its_words(icd10cm: Icd10cm) -> None:
    coder = LearnedCoder(learn(SCHOOL, on=DAY, icd10cm=icd10cm), on=DAY, icd10cm=icd10cm)

    result = coder.suggest(Note("Assessment: no wobbly knee syndrome."))

    assert "M23.90" not in [one.code for one in result.suggestions]


def test_a_code_that_the_day_does_not_have_is_not_suggested(icd10cm: Icd10cm) -> None:
    school = [Chart(chart.name, chart.note, (GivenCode("X99.99"),)) for chart in SCHOOL[:8]]
    coder = LearnedCoder(learn(school, on=DAY, icd10cm=icd10cm), on=DAY, icd10cm=icd10cm)

    result = coder.suggest(Note("Assessment: wobbly knee syndrome."))

    assert result.suggestions == ()


def test_a_heading_that_coders_gave_comes_with_the_question_what_is_below_it(icd10cm: Icd10cm) -> None:
    school = [Chart(chart.name, chart.note, (GivenCode("M23"),)) for chart in SCHOOL[:8]]
    coder = LearnedCoder(learn(school, on=DAY, icd10cm=icd10cm), on=DAY, icd10cm=icd10cm)

    (one,) = [each for each in coder.suggest(Note("Assessment: wobbly knee syndrome.")).suggestions if each.code == "M23"]

    assert "cannot be billed" in one.gaps[0]


def test_the_same_notes_teach_the_same(icd10cm: Icd10cm) -> None:
    one, other = (learn(SCHOOL, on=DAY, icd10cm=icd10cm) for _ in range(2))

    assert one == other


def test_marked_words_of_another_language_lead_to_their_code(icd10cm: Icd10cm) -> None:
    text = "Paciente con hipertensión arterial."
    school = [Chart("1", Note(text), (GivenCode("I10", ((13, 34),)),)), Chart("2", Note("Sin fiebre."), ())]
    coder = LearnedCoder(learn(school, on=DAY, icd10cm=icd10cm, language="es"), on=DAY, icd10cm=icd10cm)

    (found,) = coder.suggest(Note("Hipertensiones arteriales; no fiebre.")).suggestions

    assert (found.code, found.evidence[0].words, found.confidence) == ("I10", "Hipertensiones arteriales", 75)


def test_marked_words_that_coders_seldom_meant_are_not_taken(icd10cm: Icd10cm) -> None:
    school = [Chart("1", Note("dolor"), (GivenCode("R52", ((0, 5),)),)), *(Chart(str(n), Note("dolor"), ()) for n in range(2, 5))]
    coder = LearnedCoder(learn(school, on=DAY, icd10cm=icd10cm, language="es"), on=DAY, icd10cm=icd10cm)

    assert coder.suggest(Note("dolor")).suggestions == ()


def test_a_phrase_is_counted_once_a_note_and_only_with_what_it_may_stand_for() -> None:
    notes = [
        Read(frozenset({"a b"}), frozenset({"I10"})),
        Read(frozenset({"a b"}), frozenset({"I10", "E11.9"})),
        Read(frozenset({"a b"}), frozenset()),
    ]

    memory = remember(notes, lambda phrase, code: 0.0)

    assert (memory.notes, memory.stood["a b"], memory.together["a b"]) == (3, 3, {"I10": 2})


def test_a_phrase_that_resembles_the_title_counts_from_its_first_time() -> None:
    notes = [Read(frozenset({"a b"}), frozenset({"I10"}))]

    assert remember(notes, lambda phrase, code: 0.3).together == {"a b": {"I10": 1}}
    assert remember(notes, lambda phrase, code: 0.29).together == {}


def test_likeness_is_what_words_share(icd10cm: Icd10cm) -> None:
    likeness = title_likeness(icd10cm, on=DAY)

    assert likeness("essential hypertension", "I10") > likeness("hypertension", "I10") > likeness("gout", "I10") == 0


def test_phrases_keep_their_places_and_leave_out_what_is_denied() -> None:
    note = Note("Chest pain. No fever.")

    found = {phrase.words: note.text[phrase.start : phrase.end] for phrase in phrases_of(note)}

    assert found == {"chest": "Chest", "chest pain": "Chest pain", "pain": "pain"}


def test_weights_tell_what_was_right_from_what_was_not() -> None:
    rows, right = [(1.0, float(number % 2)) for number in range(400)], [bool(number % 2) for number in range(400)]

    weights = learned(("always", "odd"), rows, right)

    assert weights.probability((1.0, 1.0)) > 0.9
    assert weights.probability((1.0, 0.0)) < 0.1


def test_a_scale_says_what_claims_were_worth_and_never_falls() -> None:
    claims = [(0.9, number < 6) for number in range(9)] + [(0.5, number < 1) for number in range(9)] + [(0.7, False)] * 9

    steps = scale(claims)

    assert steps.at(0.9) == pytest.approx(0.65)
    assert steps.at(0.5) == steps.at(0.7) == pytest.approx(1.5 / 19)
    assert steps.at(0.1) == 0.1


def test_sure_is_said_only_of_claims_above_which_all_but_a_few_were_right() -> None:
    claims = [(0.99, number != 7) for number in range(100)] + [(0.95, number % 20 != 7) for number in range(100)]

    steps = scale(claims, least=0.9, so_often=0.95)

    assert steps.at(0.995) == steps.at(0.99) == pytest.approx(99.5 / 101)
    assert steps.at(0.98) == steps.at(0.95) == 0.89


def test_how_often_sure_claims_were_right_is_told_by_a_bound_and_not_by_the_share_alone() -> None:
    few, many = ([(0.99, number % 50 != 7) for number in range(count)] for count in (100, 1_000))

    assert scale(few, least=0.9, so_often=0.97).at(0.99) == 0.89
    assert scale(many, least=0.9, so_often=0.97).at(0.99) > 0.9


def test_nothing_is_sure_by_a_few_claims() -> None:
    assert scale([(0.99, True)] * 49, least=0.9, so_often=0.5).at(0.99) == 0.89
    assert scale([(0.99, True)] * 50, least=0.9, so_often=0.5).at(0.99) == pytest.approx(50.5 / 51)


@pytest.mark.parametrize(
    ("row", "gold"),
    [
        ({"text": "a", "codes": ["i10", "I10"]}, ("I10",)),
        ({"text": "a", "codes": [{"code": "E1165", "denied": True}, "I10"]}, ("I10",)),
        ({"hpi": "a", "mdm": "b", "dx": [["H92.01", "Ear"]]}, ("H92.01",)),
        ({"encounter_id": "1", "note": "a"}, ()),
        (
            {
                "text_es": "a",
                "text_en_mt": "b",
                "annotations": [
                    {"label": "DIAGNOSTICO", "code": "n23", "spans_es": [[0, 1]], "negated_auto": False},
                    {"label": "PROCEDIMIENTO", "code": "bt41zzz", "spans_es": [[0, 1]], "negated_auto": False},
                ],
            },
            ("N23",),
        ),
    ],
)
def test_every_layout_of_coded_notes_is_read(row: dict[str, object], gold: tuple[str, ...]) -> None:
    (chart,) = charts_from_bytes(json.dumps(row).encode(), where="notes")

    assert chart.gold(denied=False) == gold


@pytest.mark.parametrize(
    "data",
    [b"", b"secret words", b"[1]", b'{"text": 5, "codes": []}', b'{"annotations": []}', b'{"secret": "words"}', b"\xff\xfe"],
)
def test_what_is_no_coded_note_is_refused_without_its_words(data: bytes) -> None:
    with pytest.raises(BadCharts) as refused:
        charts_from_bytes(data, where="notes.jsonl")

    assert "notes.jsonl" in str(refused.value.where)
    assert "secret" not in f"{refused.value} {refused.value.where} {refused.value.todo}"
