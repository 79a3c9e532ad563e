"""The term store looked at, exported, merged, undone and replayed: counts and codes, never a word that names somebody."""

import json
from collections.abc import Sequence
from dataclasses import replace

import pytest

from superbill.app import replay_coding as replay_coding_module
from superbill.app import site_terms as site_terms_module
from superbill.app import terms_file
from superbill.app.decision_acts import dismiss_suggestion, take_back_decision
from superbill.app.decision_rows import standing
from superbill.app.desk import Desk, NotAllowed
from superbill.app.list_terms import list_terms, show_term
from superbill.app.replay_coding import BadReplay, GotWorse, merge_terms, replay_coding
from superbill.app.save_sheet import save_sheet
from superbill.app.site_terms import site_terms_of
from superbill.app.terms_file import AlreadyMerged, BadTerms, TermsFile, export_terms, read_terms_file
from superbill.claims.plain import to_plain
from superbill.claims.visit import Pick
from superbill.coding.site_terms import TermCount
from superbill.storage.models import Event
from tests.app.office import KOWALSKI, NYBERG, OKAFOR, PICKS, Office, words_at

SUGAR = "Assessment and plan:\n1. Sugar high: metformin.\n"
SLUMP = TermCount("high sugar", "sugar high", "R73.9", 8, 1, 0, 3)
ENOUGH = 10
MEMBERS = (KOWALSKI, OKAFOR, NYBERG)


def teach(office: Office, number: str, member: str = KOWALSKI) -> None:
    """A visit whose coder gives a code to words that the code set does not know."""
    office.register(number, member, note=SUGAR)
    save_sheet(office.desk("coder"), number, picks=(Pick("R73.9", "added", (words_at("Sugar high", text=SUGAR),)),), services=())


def file_of(*terms: TermCount, site: str = "Hillside Clinic") -> TermsFile:
    """A file as another site would export it."""
    return TermsFile(1, site, "2026-09-01", terms)


def known(office: Office) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    with office.looking():
        counts = site_terms_of(office.desk()).counts.values()
    return {(one.term, one.code): (one.accepted, one.rejected, one.passed, one.pointed) for one in counts}


def test_the_list_shows_what_was_decided_and_what_the_reader_knows_by_now(office: Office) -> None:
    teach(office, "V1")
    office.register("V2")
    save_sheet(office.desk("coder"), "V2", picks=PICKS[1:], services=())

    page = list_terms(office.desk("biller"))
    new = list_terms(office.desk("biller"), which="new")

    assert {(row.words, row.code, row.accepted, row.passed, row.is_known) for row in page.rows} >= {
        ("sugar high", "R73.9", 1, 0, True),
        ("hypertension", "I10", 1, 0, False),
    }
    assert [row.title for row in new.rows] == ["Hyperglycemia, unspecified"]
    assert [row.code for row in list_terms(office.desk(), words="hyper", code="i1").rows] == ["I10"]


def test_a_term_tells_who_decided_and_each_decision_can_be_taken_back(office: Office) -> None:
    teach(office, "V1")

    shown = show_term(office.desk(), "high sugar")
    done = take_back_decision(office.desk("coder"), shown.decisions[0].number)

    assert [(row.kind, row.code, row.visit, row.by) for row in shown.decisions] == [("added", "R73.9", "V1", "Dana Reyes")]
    assert done.decisions == 1
    assert ("high sugar", "R73.9") not in known(office)


def test_the_file_has_words_of_notes_only_after_two_visits_and_nothing_of_any_patient(office: Office) -> None:
    teach(office, "V1")
    once = export_terms(office.desk())
    teach(office, "V2", OKAFOR)
    twice = export_terms(office.desk())

    assert "R73.9" not in {one.code for one in once.terms}
    assert {(one.term, one.code, one.accepted) for one in twice.terms} >= {("high sugar", "R73.9", 2)}
    text = json.dumps(to_plain(twice)).lower()
    assert not any(word in text for word in ("kowalski", "okafor", "v1", "reyes", "assessment"))


def test_two_visits_of_one_patient_and_a_rejection_do_not_let_words_of_notes_out(office: Office) -> None:
    teach(office, "V1")
    teach(office, "V2")
    office.register("V3", OKAFOR, note=SUGAR)
    dismiss_suggestion(office.desk("coder"), "V3", "R73.9", because="not-said")

    assert "R73.9" not in {one.code for one in export_terms(office.desk()).terms}


def test_that_the_file_was_written_is_in_the_trail(office: Office) -> None:
    export_terms(office.desk())

    with office.looking():
        assert Event.objects.filter(what="Terms written for another site: 0 terms.").count() == 1


def test_a_file_is_merged_counted_once_replaced_by_a_newer_one_and_undone_as_one(office: Office) -> None:
    manager = office.desk("manager")

    first, judged = merge_terms(manager, file_of(SLUMP, TermCount("hypertension", "hypertension", "I10", 3, 0, 1)))
    with pytest.raises(AlreadyMerged, match="already"):
        merge_terms(manager, file_of(SLUMP, TermCount("hypertension", "hypertension", "I10", 3, 0, 1)))
    second, _ = merge_terms(manager, file_of(replace(SLUMP, accepted=10)))
    merged = known(office)
    with office.looking():
        number = standing(manager).first()
        assert number is not None
    undone = take_back_decision(manager, number.pk)

    assert (first.taken, first.left_out, judged.verdict) == (2, 0, "too few")
    assert second.replaced == 2
    assert merged == {("high sugar", "R73.9"): (10, 1, 0, 3)}
    assert (undone.decisions, undone.what) == (1, "the terms from site Hillside Clinic")
    assert known(office) == {}


def test_of_two_merges_of_one_file_at_once_the_second_waits_and_is_refused(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    manager = office.desk("manager")

    def other_was_first(desk: Desk) -> None:
        monkeypatch.undo()
        merge_terms(manager, file_of(SLUMP))

    monkeypatch.setattr(terms_file, "lock_practice", other_was_first)

    with pytest.raises(AlreadyMerged):
        merge_terms(manager, file_of(SLUMP))


def test_what_comes_from_another_site_is_not_given_on(office: Office) -> None:
    merge_terms(office.desk("manager"), file_of(SLUMP))

    assert export_terms(office.desk()).terms == ()


def test_another_site_counts_for_twenty_decisions_at_most(office: Office) -> None:
    merge_terms(office.desk("manager"), file_of(replace(SLUMP, accepted=900, rejected=100, pointed=0)))

    assert known(office) == {("high sugar", "R73.9"): (18, 2, 0, 0)}


@pytest.mark.parametrize(
    "row",
    [
        TermCount("kowalski sugar", "Kowalski sugar", "R73.9", 3),
        TermCount("312 sugar", "sugar 312", "R73.9", 3),
        TermCount("high sugar", "sugar high", "R73", 3),
        TermCount("high sugar", "sugar high", "Q00.00", 3),
        TermCount("other", "sugar high", "R73.9", 3),
        TermCount("high sugar", "sugar high", "R73.9"),
    ],
)
def test_a_row_that_names_somebody_or_no_code_is_left_out_of_a_merge(office: Office, row: TermCount) -> None:
    done, _ = merge_terms(office.desk("manager"), file_of(SLUMP, row))

    assert (done.taken, done.left_out) == (1, 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff", "not JSON"),
        (b"[]", "no file of terms"),
        (b'{"superbill_terms": 2, "site": "A", "terms": []}', "no file of terms of this version"),
        (b'{"superbill_terms": 1, "terms": []}', "does not name its site"),
        (b'{"superbill_terms": 1, "site": "A", "terms": [{"term": "x"}]}', "has `term`, `words` and `code`"),
        (
            b'{"superbill_terms": 1, "site": "A", "terms": [{"term": "x", "words": "x", "code": "I10", "accepted": -1}]}',
            "whole number",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(data: bytes, said: str) -> None:
    with pytest.raises(BadTerms, match=said) as refused:
        read_terms_file(data, where="terms.json")

    assert refused.value.where.startswith("terms.json")


def test_what_was_exported_is_read_as_it_was(office: Office) -> None:
    teach(office, "V1")
    teach(office, "V2", OKAFOR)
    made = export_terms(office.desk())

    assert read_terms_file(json.dumps(to_plain(made)).encode()) == made
    with pytest.raises(BadTerms, match="this very site"):
        merge_terms(office.desk("manager"), made)


def test_only_a_manager_merges_and_undoes_a_merge(office: Office) -> None:
    with pytest.raises(NotAllowed):
        merge_terms(office.desk("coder"), file_of(SLUMP))
    merge_terms(office.desk("manager"), file_of(SLUMP))

    with office.looking():
        number = standing(office.desk()).get().pk
    with pytest.raises(NotAllowed):
        take_back_decision(office.desk("coder"), number)


def test_what_stands_in_parentheses_beside_a_known_term_is_not_taken_over(office: Office) -> None:
    merge_terms(office.desk("manager"), file_of(TermCount("hypertension", "Hypertension (Kowalski, 312)", "I10", 3)))

    assert [row.words for row in list_terms(office.desk()).rows] == ["hypertension"]


# ---------------------------------------------------------------------------------------------------------- replay


@pytest.fixture
def busy(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """As many decided visits as a replay needs: all take hypertension; the drug is rejected or passed over, and soon not suggested."""
    monkeypatch.setattr(replay_coding_module, "FEWEST_VISITS", ENOUGH)
    decide(office, range(ENOUGH))
    return office


def decide(office: Office, places: Sequence[int] | range) -> None:
    for place in places:
        office.register(f"V{place}", MEMBERS[place % 3])
        if place % 2 and place < 10:
            dismiss_suggestion(office.desk("coder"), f"V{place}", "Z79.84", because="other")
        save_sheet(office.desk("coder"), f"V{place}", picks=PICKS, services=())


def test_learning_from_what_is_never_taken_makes_the_replay_better(busy: Office) -> None:
    judged = replay_coding(busy.desk())

    assert (judged.visits, judged.verdict) == (ENOUGH, "better")
    assert judged.before.precision == pytest.approx(2 / 3)
    assert judged.after.precision is not None and judged.after.precision > 0.75
    assert judged.before.recall == judged.after.recall == 1.0


def test_a_merge_that_makes_the_replay_worse_is_refused_unless_told_why(busy: Office) -> None:
    bad = file_of(
        TermCount("hypertension", "hypertension", "I15.9", 20, 0, 0, 20), TermCount("hypertension", "hypertension", "I10", 0, 20)
    )

    with pytest.raises(GotWorse, match=r"Nothing was merged\. The suggestions got worse") as refused:
        merge_terms(busy.desk("manager"), bad)
    done, judged = merge_terms(busy.desk("manager"), bad, anyway="Tried out.")

    assert "--anyway" in refused.value.todo
    assert (done.site, judged.verdict) == ("Hillside Clinic", "worse")


def test_a_replay_without_the_last_decisions_says_what_those_changed(busy: Office) -> None:
    judged = replay_coding(busy.desk(), without_last=1)

    assert (judged.what, judged.verdict) == ("with the last 1 decision", "same")


def test_a_replay_of_one_visit_less_than_it_takes_says_that_they_are_too_few(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay_coding_module, "FEWEST_VISITS", 3)
    decide(office, range(2))
    few = replay_coding(office.desk())
    decide(office, range(2, 3))

    enough = replay_coding(office.desk())

    assert ((few.verdict, few.visits), enough.verdict) == (("too few", 2), "same")
    with pytest.raises(BadReplay):
        replay_coding(office.desk(), without_last=-1)


# ------------------------------------------------------------------------------------------------------ kept while it runs


def test_the_store_that_grows_with_each_decision_is_the_one_that_is_made_anew(office: Office) -> None:
    manager = office.desk("manager")
    with office.looking():
        site_terms_of(manager)  # from here on it grows
    teach(office, "V1")
    office.register("V2", OKAFOR)
    save_sheet(office.desk("coder"), "V2", picks=(Pick("I15.9", "changed", (words_at("Hypertension"),)),), services=())
    grown = known(office)
    save_sheet(office.desk("coder"), "V2", picks=PICKS, services=())
    merge_terms(manager, file_of(SLUMP))

    again = known(office)
    site_terms_module._kept.clear()

    assert grown["hypertension", "I15.9"] == (1, 0, 0, 1)
    assert again == known(office)
    assert ("hypertension", "I15.9") not in again


def test_without_a_decision_the_store_is_the_same_object(office: Office) -> None:
    teach(office, "V1")

    with office.looking():
        assert site_terms_of(office.desk()) is site_terms_of(office.desk("biller"))
