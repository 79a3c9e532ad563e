"""The superbill: who took each code and when, on which words; what cannot be kept is refused and nothing is."""

from datetime import date
from typing import Any

import pytest

from superbill.app.draft_claim import draft_claim
from superbill.app.find import NotHere, get_visit, latest_sheet, sheet_of
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import BadSheet, NoNote, save_sheet
from superbill.app.take_note import take_note
from superbill.claims.visit import Pick, Service, Sheet
from superbill.codes.icd10cm import UnknownCode
from superbill.storage import clock
from superbill.storage.models import ClaimRecord, SheetRecord
from tests.app.office import DAY, NOTE, PICKS, SERVICES, Office, visit, words_at


def sheet(office: Office, number: str = "V1") -> Sheet | None:
    with office.looking():
        row = latest_sheet(get_visit(office.desk(), number))
        return sheet_of(row) if row else None


def count(office: Office) -> tuple[int, int]:
    with office.looking():
        return SheetRecord.objects.count(), ClaimRecord.objects.count()


def test_each_code_is_kept_with_its_words_and_who_took_it_when(office: Office) -> None:
    office.register()

    save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES, level_why=("two of three: moderate",))

    kept = sheet(office)
    assert kept is not None
    diabetes, pressure = kept.choices
    assert (diabetes.code, diabetes.how, diabetes.by) == ("E11.65", "accepted", "Dana Reyes")
    assert diabetes.at.date() == DAY
    (words,) = diabetes.evidence
    assert NOTE[words.start : words.end] == words.words == "Type 2 diabetes with hyperglycemia"
    assert "assessment" in words.section.lower()
    assert pressure.evidence[0].words == "Hypertension"
    assert (kept.services, kept.level_why) == (SERVICES, ("two of three: moderate",))
    assert count(office) == (1, 0)  # nobody asked for a claim


def test_a_code_that_stays_keeps_its_first_taker_and_one_that_is_new_has_another(office: Office) -> None:
    office.register()
    save_sheet(office.desk("coder"), "V1", picks=PICKS[:1], services=())

    with clock.playing(date(2026, 9, 20)):
        save_sheet(office.desk("manager"), "V1", picks=PICKS, services=())

    kept = sheet(office)
    assert kept is not None
    assert [(choice.code, choice.by, choice.at.date()) for choice in kept.choices] == [
        ("E11.65", "Dana Reyes", DAY),
        ("I10", "Ingrid Halvorsen", date(2026, 9, 20)),
    ]


def test_a_code_written_without_its_dot_or_in_small_letters_is_kept_as_it_is_written(office: Office) -> None:
    office.register()

    save_sheet(office.desk("coder"), "V1", picks=(Pick("e1165", "added"),), services=(Service("99213", ("E11.65",)),))

    kept = sheet(office)
    assert kept is not None and kept.choices[0].code == "E11.65"


def test_an_added_code_needs_no_words_and_has_none(office: Office) -> None:
    office.register()

    save_sheet(office.desk("coder"), "V1", picks=(Pick("Z79.4", "added"),), services=())

    kept = sheet(office)
    assert kept is not None and kept.choices[0].evidence == ()


LAST = len(NOTE)


@pytest.mark.parametrize(
    ("changes", "error", "what"),
    [
        ({"picks": (Pick("E11.65", "accepted"),)}, BadSheet, "no words of the note are given"),
        ({"picks": (Pick("E11.65", "changed"),)}, BadSheet, "no words of the note are given"),
        ({"picks": (Pick("E11.65", "guessed", ((0, 3),)),)}, BadSheet, "marked as 'guessed'"),
        ({"picks": (*PICKS, PICKS[0])}, BadSheet, "E11.65 stands on the sheet twice"),
        ({"picks": (Pick("E11.65", "added"), Pick("e1165", "added"))}, BadSheet, "E11.65 stands on the sheet twice"),
        ({"picks": (Pick("E99.99", "added"),)}, UnknownCode, "E99.99"),
        ({"picks": (Pick("E11.65", "accepted", ((5, 5),)),)}, BadSheet, "no words at 5–5"),
        ({"picks": (Pick("E11.65", "accepted", ((9, 5),)),)}, BadSheet, "no words at 9–5"),
        ({"picks": (Pick("E11.65", "accepted", ((-1, 5),)),)}, BadSheet, "no words at -1–5"),
        ({"picks": (Pick("E11.65", "accepted", ((LAST - 1, LAST + 1),)),)}, BadSheet, "no words at"),
        ({"services": (Service("99213", ("M17.11",)),)}, BadSheet, "Service 1 points to M17.11, which is not on the sheet"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is(
    office: Office, changes: dict[str, Any], error: type[Exception], what: str
) -> None:
    office.register()

    with pytest.raises(error, match=what) as refused:
        save_sheet(office.desk("coder"), "V1", **({"picks": PICKS, "services": (), "draft": True} | changes))

    assert getattr(refused.value, "todo", "")
    assert count(office) == (0, 0)


def test_words_that_reach_to_the_last_character_are_taken(office: Office) -> None:
    office.register()

    save_sheet(office.desk("coder"), "V1", picks=(Pick("E11.65", "accepted", ((LAST - 1, LAST),)),), services=())

    kept = sheet(office)
    assert kept is not None and kept.choices[0].evidence[0].words == NOTE[-1]


def test_there_is_no_sheet_without_a_note(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    with pytest.raises(NoNote, match="V1 has no note yet"):
        save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES)


def test_there_is_no_sheet_without_a_visit(office: Office) -> None:
    with pytest.raises(NotHere):
        save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES)


def test_a_sheet_belongs_to_the_note_it_was_made_from(office: Office) -> None:
    office.register()
    save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES)
    take_note(office.desk("biller"), "V1", b"Another text.")

    with pytest.raises(BadSheet, match="The note has no words"):
        save_sheet(office.desk("coder"), "V1", picks=(Pick("I10", "accepted", (words_at("Hypertension"),)),), services=())

    with office.looking():
        assert SheetRecord.objects.get().note.text == NOTE
    assert draft_claim(office.desk("coder"), "V1") == "V1-1"
