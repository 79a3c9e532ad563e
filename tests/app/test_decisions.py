"""What a saved sheet teaches: each thing once a visit, taken back when the sheet says otherwise, and no word of the note but terms."""

from collections import Counter
from typing import Any

import pytest

from superbill.app import decision_acts
from superbill.app.decision_acts import (
    NoSuchDecision,
    NotSuggested,
    NotToTakeBack,
    NoWhy,
    dismiss_suggestion,
    take_back_decision,
    undo_dismissal,
)
from superbill.app.decision_rows import PROGRAM, REVIEW, SHEET, Decision, Kind, keep, standing
from superbill.app.desk import NotAllowed
from superbill.app.find import get_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.show_visit import show_visit
from superbill.app.site_terms import site_terms_of
from superbill.app.trust import set_mode
from superbill.claims.visit import Pick
from superbill.storage import clock
from superbill.storage.models import DecisionRecord, VisitRecord
from tests.app.office import NYBERG, OKAFOR, PICKS, Office, words_at

HIGH = Pick("I10", "accepted", (words_at("Hypertension"),))


def save(office: Office, *picks: Pick, number: str = "V1") -> None:
    save_sheet(office.desk("coder"), number, picks=picks, services=())


def kept(office: Office) -> list[tuple[str, str, str, str]]:
    """The standing decisions: kind, term, code, code in its place."""
    with office.looking():
        return list(standing(office.desk()).values_list("kind", "term", "code", "to_code"))


def test_a_sheet_that_takes_what_was_suggested_accepts_it(office: Office) -> None:
    office.register()

    save(office, *PICKS)

    assert kept(office) == [
        ("accepted", "2 diabetes hyperglycemia", "E11.65", ""),
        ("accepted", "hypertension", "I10", ""),
        ("passed", "metformin", "Z79.84", ""),
    ]


def test_the_same_sheet_again_counts_once(office: Office) -> None:
    office.register()

    for _ in range(3):
        save(office, *PICKS)

    with office.looking():
        assert DecisionRecord.objects.count() == 3


def test_a_changed_sheet_takes_back_what_it_contradicts_and_no_more(office: Office) -> None:
    office.register()
    save(office, *PICKS)

    save(office, HIGH)

    assert Counter(row[0] for row in kept(office)) == {"accepted": 1, "passed": 2}
    with office.looking():
        back = DecisionRecord.objects.exclude(takes_back=None).get()
    assert (back.kind, back.code, back.because) == (Kind.TAKEN_BACK, "E11.65", "sheet")


def test_a_code_in_the_place_of_a_suggested_one_points_its_term_elsewhere(office: Office) -> None:
    office.register()

    save(office, Pick("I15.9", "changed", (words_at("Hypertension"),)))
    again = kept(office)
    save(office, Pick("I15.9", "changed", (words_at("Hypertension"),)))

    assert ("changed", "hypertension", "I10", "I15.9") in again
    assert kept(office) == again
    with office.looking():
        site = site_terms_of(office.desk())
        assert site.counts["hypertension", "I10"].rejected == 1
        assert site.counts["hypertension", "I15.9"].pointed == 1


def test_what_was_only_passed_over_gives_way_to_the_code_that_is_put_in_its_place(office: Office) -> None:
    office.register()
    save(office, PICKS[0])

    save(office, PICKS[0], Pick("I15.9", "changed", (words_at("Hypertension"),)))

    assert [row for row in kept(office) if row[1] == "hypertension"] == [("changed", "hypertension", "I10", "I15.9")]


def test_words_that_a_coder_marks_for_an_added_code_become_a_term(office: Office) -> None:
    text = "Assessment and plan:\n1. Sugar high: metformin.\n"
    office.register(note=text)

    save(office, Pick("R73.9", "added", (words_at("Sugar high", text=text),)))
    office.register("V2", OKAFOR, note="Assessment and plan:\n1. High sugar again.\n")
    shown = show_visit(office.desk("coder"), "V2").suggested

    assert ("added", "high sugar", "R73.9", "") in kept(office)
    assert [(row.code, row.why[-1]) for row in shown] == [("R73.9", "Your coders accepted this 1 of 1 time.")]


@pytest.mark.parametrize("words", ["", "Kowalski's sugar", "Sugar 312", "Sugar on 3/12", "Sugar wobbly-jobbly"])
def test_an_added_code_keeps_no_words_that_could_name_a_person_or_a_day(office: Office, words: str) -> None:
    text = f"Assessment and plan:\n1. {words or 'Nothing'}: metformin.\n"
    office.register(note=text)
    spans = (words_at(words, text=text),) if words else ()

    save(office, Pick("R73.9", "added", spans))

    with office.looking():
        row = standing(office.desk()).get(code="R73.9")
    assert (row.kind, row.term, row.words, row.pointed) == ("added", "", "", 0)


def test_a_number_that_the_note_measured_is_no_part_of_a_term(office: Office) -> None:
    office.register(note="Assessment and plan:\n1. Obesity, BMI 34.2: diet.\n")

    save(office, Pick("E66.9", "added"))

    assert ("passed", "body index mass", "Z68.34", "") in kept(office)


def test_an_empty_sheet_decides_nothing(office: Office) -> None:
    office.register()

    save(office)

    assert kept(office) == []


def test_what_the_note_only_suspects_is_kept_and_counts_for_nothing(office: Office) -> None:
    office.register(note="Assessment and plan:\n1. Likely hypertension.\n2. Type 2 diabetes with hyperglycemia.\n")

    save(office, Pick("E11.65", "added"))

    with office.looking():
        row = standing(office.desk()).get(code="I10")
        assert (row.kind, row.passed) == ("passed", 0)


def test_what_coders_decided_moves_the_next_suggestion_with_its_reason(office: Office) -> None:
    for number in ("V1", "V2", "V3", "V4"):
        office.register(number)
        save(office, PICKS[0], number=number)
    office.register("V5", NYBERG)

    shown = {row.code: row for row in show_visit(office.desk("coder"), "V5").suggested}

    assert shown["I10"].confidence == "60 %"
    assert shown["I10"].why[-1] == "Your coders passed it over 4 times."
    assert shown["E11.65"].why[-1] == "Your coders accepted this 4 of 4 times."


def test_nothing_is_claimed_at_ninety_percent_nor_goes_without_a_person_before_coders_took_it_three_times(office: Office) -> None:
    set_mode(office.desk(), "E11", "shadow")
    claimed = []

    for number in ("V1", "V2", "V3", "V4"):
        office.register(number)
        claimed.append({row.code: row.confidence for row in show_visit(office.desk("coder"), number).suggested}["E11.65"])
        save(office, PICKS[0], number=number)

    with office.looking():
        shadow = list(standing(office.desk()).filter(kind=Kind.SHADOW).values_list("visit__number", flat=True))
    assert claimed == ["80 %", "85 %", "88 %", "90 %"]
    assert shadow == ["V4"]


def test_a_decision_belongs_to_its_visit_and_says_who_and_when(office: Office) -> None:
    office.register()
    save(office, *PICKS)

    with office.looking():
        row = standing(office.desk()).get(code="I10")
        assert row.visit == get_visit(office.desk(), "V1")
    assert (row.by, row.section, row.confidence, row.source) == ("Dana Reyes", "assessment", 80, "sheet")


# ------------------------------------------------------------------------------------------------------- not this


def test_a_rejected_suggestion_is_shown_apart_and_comes_back_when_it_is_undone(office: Office) -> None:
    coder = office.desk("coder")
    office.register()

    number = dismiss_suggestion(coder, "V1", "I10", because="not-this-visit")
    again = dismiss_suggestion(coder, "V1", "I10", because="other")
    without = show_visit(coder, "V1")
    take_back_decision(coder, number)
    back = show_visit(coder, "V1")

    assert again == number
    assert "I10" not in {row.code for row in without.suggested}
    assert [(row.code, row.because, row.by) for row in without.dismissed] == [("I10", "Not treated at this visit", "Dana Reyes")]
    assert "I10" in {row.code for row in back.suggested} and not back.dismissed


def test_a_rejection_counts_in_full_and_a_saved_sheet_does_not_count_it_twice(office: Office) -> None:
    office.register()
    save(office, PICKS[0])

    dismiss_suggestion(office.desk("coder"), "V1", "I10", because="not-said")
    save(office, PICKS[0])

    assert [row[:3] for row in kept(office) if row[2] == "I10"] == [("rejected", "hypertension", "I10")]


def test_a_code_that_is_taken_after_all_takes_its_rejection_back(office: Office) -> None:
    office.register()
    dismiss_suggestion(office.desk("coder"), "V1", "I10", because="not-said")

    save(office, *PICKS)

    assert [row[:3] for row in kept(office) if row[2] == "I10"] == [("accepted", "hypertension", "I10")]


def test_enough_rejections_set_a_suggestion_aside_with_the_reason(office: Office) -> None:
    for place in range(7):
        office.register(f"V{place}")
        dismiss_suggestion(office.desk("coder"), f"V{place}", "I10", because="not-said")
    office.register("V7", NYBERG)

    shown = show_visit(office.desk("coder"), "V7")

    assert "I10" not in {row.code for row in shown.suggested}
    (reason,) = (row.reason for row in shown.aside if row.code == "I10")
    assert reason == "too unsure: 24 percent. Your coders accepted this 0 of 7 times."


def test_what_cannot_be_rejected_or_undone_is_told(office: Office) -> None:
    coder = office.desk("coder")
    office.register()

    with pytest.raises(NotSuggested, match="not suggested"):
        dismiss_suggestion(coder, "V1", "J45.909", because="not-said")
    with pytest.raises(NoWhy, match="no reason"):
        dismiss_suggestion(coder, "V1", "I10", because="bored")
    with pytest.raises(NoSuchDecision, match="no decision 999"):
        take_back_decision(coder, 999)


@pytest.mark.parametrize(
    ("kind", "source"),
    [(Kind.SHADOW, PROGRAM), (Kind.AUTOMATIC, PROGRAM), (Kind.ACCEPTED, REVIEW), (Kind.REJECTED, REVIEW), (Kind.SHADOW, SHEET)],
)
def test_what_a_family_is_measured_by_is_taken_back_by_nobody(office: Office, kind: Kind, source: str) -> None:
    number = put(office, kind, source)

    with pytest.raises(NotToTakeBack, match="measured"):
        take_back_decision(office.desk("manager"), number)


def test_a_coder_takes_back_what_is_her_own_and_a_manager_what_is_anybodys(office: Office) -> None:
    own, hers = put(office, Kind.ACCEPTED, SHEET), put(office, Kind.ACCEPTED, SHEET, role="manager")
    other = put(office, Kind.PASSED, SHEET)

    take_back_decision(office.desk("coder"), own)
    take_back_decision(office.desk("manager"), other)

    with pytest.raises(NotAllowed):
        take_back_decision(office.desk("coder"), hers)


def test_of_two_who_take_a_decision_back_at_once_the_second_is_told(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    number = put(office, Kind.ACCEPTED, SHEET)

    def other_was_first(*_: Any, **__: Any) -> None:
        monkeypatch.undo()
        take_back_decision(office.desk("coder"), number)

    monkeypatch.setattr(decision_acts, "get_visit", other_was_first)

    with pytest.raises(NoSuchDecision, match=f"no decision {number}"):
        take_back_decision(office.desk("coder"), number)


def test_the_page_of_a_visit_undoes_its_own_rejections_and_nothing_else(office: Office) -> None:
    coder = office.desk("coder")
    sheets = put(office, Kind.REJECTED, SHEET)
    number = dismiss_suggestion(coder, "V1", "I10", because="other")
    office.register("V2", OKAFOR)

    for visit, wrong in (("V1", sheets), ("V2", number)):
        with pytest.raises(NoSuchDecision):
            undo_dismissal(coder, visit, wrong)
    undo_dismissal(coder, "V1", number)

    with pytest.raises(NoSuchDecision, match=f"no decision {number}"):
        undo_dismissal(coder, "V1", number)


def put(office: Office, kind: Kind, source: str, *, role: str = "coder") -> int:
    """A decision as it stands in the books; its number."""
    desk = office.desk(role)
    with office.looking():
        if not VisitRecord.objects.filter(number="V1").exists():
            office.register()
        keep(desk, get_visit(desk, "V1"), (Decision(kind, "I10", "hypertension", confidence=92),), source=source, at=clock.now())
        return standing(desk).order_by("-pk")[0].pk
