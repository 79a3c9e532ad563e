"""The verb that holds suggestions against coded notes: what it counts, what it learns, and that it tells no word of a note."""

import json
from datetime import date
from pathlib import Path

import pytest

from superbill.app.evaluate_coding import evaluate_coding
from superbill.coding.charts import BadCharts

pytestmark = pytest.mark.usefixtures("code_tables")


def lines(*rows: dict[str, object]) -> bytes:
    return "\n".join(map(json.dumps, rows)).encode()


ANEMIA = {"text": "Assessment: Iron deficiency anemia.", "codes": ["D50.9"]}


def test_the_example_is_read_and_counted() -> None:
    data = (Path(__file__).parents[2] / "examples/coded-notes.jsonl").read_bytes()

    found = evaluate_coding(data)

    assert (found.notes, found.coded, found.learned_from) == (5, 5, 0)
    assert found.primary_exact == 1
    assert found.notes_per_second > 0


def test_a_code_that_nobody_gave_lowers_precision_and_one_that_was_missed_recall() -> None:
    found = evaluate_coding(lines(ANEMIA, {"text": "Assessment: Gout.", "codes": ["I10"]}))

    assert (found.precision, found.recall, found.wrong_per_note) == (0.5, 0.5, 0.5)


def test_codes_whose_words_the_note_denies_count_only_when_asked_for() -> None:
    data = lines({**ANEMIA, "codes": ["D50.9", {"code": "R50.9", "denied": True}]})

    assert evaluate_coding(data).recall == 1
    assert evaluate_coding(data, denied=True).recall == 0.5


def test_without_a_day_the_codes_are_those_of_the_edition_that_has_most_of_the_given_ones() -> None:
    old, new = (
        lines({"text": "Assessment: Headache.", "codes": ["R51"]}),
        lines({"text": "Assessment: Headache.", "codes": ["R51.9"]}),
    )

    assert evaluate_coding(old).on < date(2020, 10, 1)
    assert evaluate_coding(new).on >= date(2025, 10, 1)
    assert evaluate_coding(old, on=date(2026, 9, 8)).f1 == 0


def test_notes_without_codes_are_coded_and_not_judged() -> None:
    found = evaluate_coding(lines({"encounter_id": "7", "note": "Assessment: Gout."}))

    assert (found.coded, found.f1, found.primary_exact, found.suggestions_per_note) == (0, None, None, 1.0)


def test_what_was_learned_finds_what_the_dictionary_does_not() -> None:
    school = [{"text": f"Assessment: wobbly knee syndrome, visit {name}.", "codes": ["M23.90"]} for name in "abcdefgh"]
    others = [
        {"text": f"Assessment: {what}.", "codes": [code]}
        for what, code in (("gout", "M10.9"), ("asthma", "J45.909"))
        for _ in range(6)
    ]
    data = lines({"text": "Assessment: wobbly knee syndrome.", "codes": ["M23.90"]})

    assert evaluate_coding(data).recall == 0
    assert evaluate_coding(data, taught_by=[("school", lines(*school, *others))]).recall == 1


def test_a_file_without_codes_cannot_be_learned_from() -> None:
    with pytest.raises(BadCharts, match="nothing to learn from"):
        evaluate_coding(lines(ANEMIA), taught_by=[("school", lines({"note": "Gout."}))])


GIVEN = "Plan: Ketorolac 60 mg IM given today for the headache."


def test_services_are_compared_where_the_file_gives_them_and_visit_levels_are_only_counted() -> None:
    found = evaluate_coding(
        lines({"text": GIVEN, "codes": ["R51.9"], "services": ["j1885", "99214", "71046"]}, ANEMIA), on=date(2026, 9, 18)
    )

    assert (found.services_recall, found.not_compared) == (0.5, 1)
    assert found.services_precision is not None and 0 < found.services_precision <= 1


def test_without_given_services_nothing_is_said_of_them() -> None:
    found = evaluate_coding(lines({"text": GIVEN, "codes": ["R51.9"]}), on=date(2026, 9, 18))

    assert (found.services_precision, found.services_recall, found.services_f1, found.not_compared) == (None, None, None, 0)


def test_a_note_without_any_service_makes_a_suggested_one_wrong() -> None:
    found = evaluate_coding(lines({"text": GIVEN, "codes": ["R51.9"], "services": []}), on=date(2026, 9, 18))

    assert (found.services_precision, found.services_recall, found.services_f1) == (0, None, 0)


def test_inpatient_procedures_of_a_file_are_counted_as_not_compared() -> None:
    mark = {"spans_es": [[0, 1]], "negated_auto": False}
    row = {
        "text_es": "Fiebre.",
        "text_en_mt": "Fever.",
        "annotations": [{"label": "DIAGNOSTICO", "code": "r50.9", **mark}, {"label": "PROCEDIMIENTO", "code": "bt41zzz", **mark}],
    }

    assert evaluate_coding(lines(row)).not_compared == 1
