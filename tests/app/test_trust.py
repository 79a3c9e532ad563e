"""Calibration and trust: claims beside decisions; a family goes without a person only when its precision is proven, and is looked at."""

from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from superbill.app import suggest_codes
from superbill.app import trust as trust_module
from superbill.app.calibration import calibrate_coding
from superbill.app.code_again import save_blind
from superbill.app.decision_acts import dismiss_suggestion
from superbill.app.decision_rows import Kind, standing
from superbill.app.desk import NotAllowed
from superbill.app.find import get_visit, latest_sheet, sheet_of
from superbill.app.judge_audit import compare_item, judge_item
from superbill.app.list_work import list_work
from superbill.app.plan_audit import plan_audit
from superbill.app.save_sheet import save_sheet
from superbill.app.show_visit import show_visit
from superbill.app.site_terms import site_terms_of, suggest_here
from superbill.app.trust import BadTrust, NothingToReview, NotProven, review_automatic, set_mode, set_trust, show_trust
from superbill.app.trust_settings import Trust, keep_trust
from superbill.claims.visit import Pick
from superbill.coding import confidence
from superbill.coding.audit.draw import Plan
from superbill.storage.models import AuditItem, DecisionRecord, Event
from tests.app.office import KOWALSKI, NYBERG, OKAFOR, PICKS, Office, words_at

MEMBERS = (KOWALSKI, OKAFOR, NYBERG)
HIGH = Pick("I10", "accepted", (words_at("Hypertension"),))
EASY = Trust(threshold=80.0, fewest=20, sample=100, audited=1)


@pytest.fixture(autouse=True)
def sure_of_its_own_list(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What our list says plainly is claimed at 90 % and more from the first note on, as after many decisions."""
    monkeypatch.setitem(confidence._BY_SOURCE, "own", (92, 94, 95))
    suggest_codes._suggested.cache_clear()
    yield
    suggest_codes._suggested.cache_clear()


@pytest.fixture
def easy(office: Office) -> Office:
    """A practice that asks for little, and looks at every visit with an automatic code."""
    with office.looking():
        keep_trust(office.desk(), EASY)
    return office


def decide(office: Office, first: int, last: int, *picks: Pick) -> None:
    """Visits whose coder takes these codes."""
    for place in range(first, last):
        office.register(f"V{place}", MEMBERS[place % 3])
        save_sheet(office.desk("coder"), f"V{place}", picks=picks, services=())


def row_of(office: Office, family: str = "I10") -> Any:
    return next(row for row in show_trust(office.desk()).families if row.family == family)


def rows(office: Office, kind: Kind) -> list[tuple[str, str]]:
    with office.looking():
        return list(standing(office.desk()).filter(kind=kind).values_list("visit__number", "code"))


# ------------------------------------------------------------------------------------------------------- calibration


def test_calibration_holds_claims_against_decisions_by_tier_chapter_and_category(office: Office) -> None:
    decide(office, 0, 4, HIGH)
    decide(office, 4, 5, *PICKS)
    dismiss_suggestion(office.desk("coder"), "V0", "E11.65", because="not-said")

    report = calibrate_coding(office.desk("biller"))

    assert report.visits == 5 and report.all is not None
    assert (report.all.cases, report.all.right) == (15, 6)
    chapters = {row.name: (row.cases, row.right, row.observed) for row in report.chapters}
    assert chapters == {"Chapter 9": (5, 5, 100.0), "Chapter 4": (5, 1, 20.0), "Chapter 21": (5, 0, 0.0)}
    assert {row.name for row in report.categories} == {"I10", "E11", "Z79"}
    assert next(row for row in report.categories if row.name == "E11").verdict == "too high"
    assert next(row for row in report.categories if row.name == "I10").verdict == "holds"


def test_without_decisions_there_is_nothing_to_calibrate(office: Office) -> None:
    report = calibrate_coding(office.desk())

    assert (report.visits, report.all, report.tiers) == (0, None, ())


# ------------------------------------------------------------------------------------------------ off, shadow and on


def test_nothing_goes_without_a_person_unless_the_practice_says_so(office: Office) -> None:
    decide(office, 0, 2, *PICKS)

    page = show_trust(office.desk())

    assert (page.threshold, page.fewest, page.sample) == (97.0, 100, 10)
    assert {row.mode for row in page.families} == {"off"}
    assert rows(office, Kind.SHADOW) == rows(office, Kind.AUTOMATIC) == []


def test_a_family_never_goes_on_without_having_been_in_the_shadow(easy: Office) -> None:
    decide(easy, 0, 1, *PICKS)
    repeat(easy, 24)

    with pytest.raises(NotProven, match="The shadow has 0 of the 20 cases"):
        set_mode(easy.desk(), "I10", "on")


def test_the_shadow_tells_what_would_have_been_right_and_shows_nothing_to_the_coder(easy: Office) -> None:
    set_mode(easy.desk(), "i10", "shadow")
    decide(easy, 0, 2, HIGH)
    decide(easy, 2, 3, PICKS[0])
    easy.register("V3")

    row, page = row_of(easy), show_visit(easy.desk("coder"), "V3")

    assert (row.mode, row.shadow.cases, row.shadow.right, row.waiting) == ("shadow", 3, 2, 1)
    assert page.choices == ()


@pytest.fixture
def proven(easy: Office) -> Office:
    """A practice whose coders took hypertension twenty times, each time as the shadow would have (one visit, its decisions repeated)."""
    set_mode(easy.desk(), "I10", "shadow")
    decide(easy, 0, 1, *PICKS)
    audit(easy, "E11.65\nI10\nZ79.84")
    repeat(easy, 19)
    return easy


def audit(office: Office, codes: str, *, verdict: str = "", name: str = "September") -> None:
    """Another coder codes a visit again; each difference gets the verdict."""
    plan_audit(office.desk("manager"), Plan(name, date(2026, 9, 1), date(2026, 10, 1), each=1))
    with office.looking():
        item = int(AuditItem.objects.get(audit__name=name).pk)
    save_blind(replace(office.desk("coder"), by="Omar Haddad"), item, codes=codes, services="")
    differences = compare_item(office.desk("manager"), item).differences
    judge_item(office.desk("manager"), item, verdicts={one.key: verdict for one in differences})


def repeat(office: Office, times: int) -> None:
    """As if as many visits more had been decided in the same way."""
    with office.looking():
        rows = list(standing(office.desk()))
        DecisionRecord.objects.bulk_create(_copy(row) for row in rows for _ in range(times))


def _copy(row: DecisionRecord) -> DecisionRecord:
    row = copy(row)
    row.pk, row._state.adding = None, True
    return row


def test_a_family_that_is_proven_goes_on_and_its_codes_are_marked_as_automatic(proven: Office) -> None:
    turned = set_mode(proven.desk(), "I10", "on")
    proven.register("V20")

    page = show_visit(proven.desk("coder"), "V20")

    assert (turned.mode, turned.why_not, turned.measured.cases, turned.measured.low) == ("on", "", 20, 83.9)
    assert [(row.code, row.how, row.by) for row in page.choices] == [("I10", "automatic", "program")]
    assert rows(proven, Kind.AUTOMATIC) == [("V20", "I10")]
    with proven.looking():
        assert Event.objects.filter(what="Codes put on the superbill without a person (automatic): I10.").count() == 1


@pytest.mark.parametrize(
    ("codes", "verdict", "right", "cases"),
    [
        ("I10", "", 1, 1),  # both coders have it
        ("E11.65", "first", 1, 1),
        ("E11.65", "second", 0, 1),
        ("E11.65", "both", 1, 1),
        ("E11.65", "", 0, 0),  # nobody has judged it yet
        ("I1A.0", "second", 0, 1),
    ],
)
def test_an_audit_tells_whether_a_sure_suggestion_was_right(
    easy: Office, codes: str, verdict: str, right: int, cases: int
) -> None:
    decide(easy, 0, 1, HIGH)

    audit(easy, codes, verdict=verdict)

    audited = row_of(easy).audited
    assert (audited.right, audited.cases) == (right, cases)


def test_a_code_that_neither_coder_has_is_a_wrong_suggestion(easy: Office) -> None:
    decide(easy, 0, 1, PICKS[0])

    audit(easy, "E11.65")

    assert (row_of(easy).audited.right, row_of(easy).audited.cases) == (0, 1)


def test_no_family_goes_on_before_audits_found_it_right(easy: Office) -> None:
    set_mode(easy.desk(), "I10", "shadow")
    decide(easy, 0, 1, HIGH)
    repeat(easy, 19)
    with pytest.raises(NotProven, match="Audits judged 0 of the 1 cases"):
        set_mode(easy.desk(), "I10", "on")

    audit(easy, "E11.65", verdict="second")

    with pytest.raises(NotProven, match=r"Audits found 0 right of 1: 0.0 %, not more than 80 %"):
        set_mode(easy.desk(), "I10", "on")


def test_one_case_fewer_is_not_enough_and_one_wrong_of_twenty_is_below_the_threshold(easy: Office) -> None:
    set_mode(easy.desk(), "I10", "shadow")
    decide(easy, 0, 1, *PICKS)
    repeat(easy, 18)
    with pytest.raises(NotProven, match="Coders decided 19 of the 20 cases"):
        set_mode(easy.desk(), "I10", "on")

    decide(easy, 19, 20, PICKS[0])

    with pytest.raises(NotProven, match=r"19 right of 20: proven are 76.4 %, not more than 80 %"):
        set_mode(easy.desk(), "I10", "on")


def test_the_visit_stays_in_the_queue_of_the_coder_and_what_a_person_leaves_stays_automatic(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")
    queue = next(queue for queue in list_work(proven.desk("coder")).queues if queue.key == "to-code")

    save_sheet(proven.desk("coder"), "V20", picks=(PICKS[0], replace(HIGH, how="automatic")), services=())

    assert queue.count == 2
    with proven.looking():
        sheet = latest_sheet(get_visit(proven.desk(), "V20"))
        assert sheet is not None
        assert [(choice.code, choice.how, choice.by) for choice in sheet_of(sheet).choices] == [
            ("E11.65", "accepted", "Dana Reyes"),
            ("I10", "automatic", "program"),
        ]


def test_an_automatic_code_teaches_nothing_until_somebody_looks_at_it(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")
    save_sheet(proven.desk("coder"), "V20", picks=(PICKS[0], replace(HIGH, how="automatic")), services=())
    with proven.looking():
        before = site_terms_of(proven.desk()).counts["hypertension", "I10"].accepted

    (waits,) = show_trust(proven.desk()).to_review
    review_automatic(proven.desk("coder"), waits.number, is_right=False)

    with proven.looking():
        count = site_terms_of(proven.desk()).counts["hypertension", "I10"]
    assert (before, count.accepted, count.rejected) == (20, 20, 1)
    assert (row_of(proven).reviewed.cases, row_of(proven).reviewed.right) == (1, 0)
    with pytest.raises(NothingToReview):
        review_automatic(proven.desk("coder"), waits.number, is_right=True)


def test_an_automatic_code_that_the_coder_removes_counts_as_rejected(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")

    save_sheet(proven.desk("coder"), "V20", picks=(PICKS[0],), services=())

    assert ("V20", "I10") in rows(proven, Kind.REJECTED)


def test_an_automatic_code_that_a_superbill_decided_is_not_put_before_anybody_again(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")
    proven.register("V21")

    save_sheet(proven.desk("coder"), "V20", picks=(PICKS[0],), services=())

    assert [row.visit for row in show_trust(proven.desk()).to_review] == ["V21"]


def test_of_a_superbill_and_a_review_of_the_same_automatic_code_the_review_counts(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")
    (waits,) = show_trust(proven.desk()).to_review
    review_automatic(proven.desk("coder"), waits.number, is_right=True)

    save_sheet(proven.desk("coder"), "V20", picks=(PICKS[0],), services=())

    assert ("V20", "I10") in rows(proven, Kind.REJECTED)
    assert (row_of(proven).measured.cases, row_of(proven).measured.right) == (21, 21)


def test_only_the_last_cases_of_a_family_count(proven: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust_module, "LAST_CASES", 20)
    before = row_of(proven).measured
    proven.register("W1", NYBERG)

    save_sheet(proven.desk("coder"), "W1", picks=(PICKS[0],), services=())

    measured, shadow = row_of(proven).measured, row_of(proven).shadow
    assert (before.right, before.cases) == (20, 20)
    assert (measured.right, measured.cases) == (shadow.right, shadow.cases) == (19, 20)


def test_as_many_cases_count_as_the_practice_asks_for(proven: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trust_module, "LAST_CASES", 1)

    assert row_of(proven).measured.cases == EASY.fewest == 20


def test_the_sheets_of_the_shadow_are_read_by_one_query(easy: Office) -> None:
    set_mode(easy.desk(), "I10", "shadow")
    decide(easy, 0, 1, HIGH)
    with CaptureQueriesContext(connection) as one:
        row_of(easy)
    decide(easy, 1, 3, HIGH)

    with CaptureQueriesContext(connection) as three:
        row = row_of(easy)

    assert row.shadow.cases == 3 and len(three) == len(one)


def test_a_family_that_is_no_longer_proven_falls_back_to_the_shadow(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")
    for place in range(3):
        dismiss_visit = proven.register(f"W{place}", NYBERG)
        save_sheet(proven.desk("coder"), dismiss_visit, picks=(PICKS[0],), services=())

    proven.register("V30")

    assert row_of(proven).mode == "shadow"
    assert show_visit(proven.desk("coder"), "V30").choices == ()


def test_what_is_in_doubt_or_asks_something_never_goes_without_a_person(proven: Office) -> None:
    set_mode(proven.desk(), "I10", "on")

    proven.register("V20", note="Assessment and plan:\n1. Likely hypertension.\n")

    assert show_visit(proven.desk("coder"), "V20").choices == ()


def test_a_person_cannot_mark_a_code_as_automatic(office: Office) -> None:
    office.register()

    save_sheet(office.desk("coder"), "V1", picks=(replace(HIGH, how="automatic"),), services=())

    (choice,) = show_visit(office.desk("coder"), "V1").choices
    assert (choice.how, choice.by) == ("accepted", "Dana Reyes")


@pytest.mark.parametrize("family", ["I1", "I10.0", "Chapter 99", "XYZ", ""])
def test_what_is_no_family_is_refused(office: Office, family: str) -> None:
    with pytest.raises(BadTrust, match="no family"):
        set_mode(office.desk(), family, "shadow")


def test_a_chapter_is_a_family_too_and_a_category_in_it_has_its_own_mode(office: Office) -> None:
    row = set_mode(office.desk(), "chapter-9", "shadow")
    trust = Trust(families={"Chapter 9": "shadow", "I10": "on"})

    assert row.family == "Chapter 9"
    assert trust.family_of("I10", "Chapter 9") == "I10"
    assert trust.family_of("I48.91", "Chapter 9") == "Chapter 9"
    assert trust.family_of("E11.9", "Chapter 4") == ""


def test_two_clicks_of_a_review_count_once(proven: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    set_mode(proven.desk(), "I10", "on")
    proven.register("V20")
    (waits,) = show_trust(proven.desk()).to_review

    def other_was_first(*_: Any, **__: Any) -> None:
        monkeypatch.undo()
        review_automatic(proven.desk("coder"), waits.number, is_right=True)

    monkeypatch.setattr("superbill.app.trust.get_visit", other_was_first)

    with pytest.raises(NothingToReview):
        review_automatic(proven.desk("coder"), waits.number, is_right=True)


def test_a_note_does_not_bring_back_a_family_that_was_switched_off_while_it_was_read(
    proven: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_mode(proven.desk(), "I10", "on")
    read = suggest_here

    def and_meanwhile_off(*given: Any, **more: Any) -> Any:
        keep_trust(proven.desk(), EASY.with_mode("I10", "off"))
        return read(*given, **more)

    monkeypatch.setattr("superbill.app.trust_automatic.suggest_here", and_meanwhile_off)
    proven.register("V20")

    assert row_of(proven).mode == "off"
    assert show_visit(proven.desk("coder"), "V20").choices == ()


def test_a_category_that_is_switched_off_stays_off_while_its_chapter_is_on(proven: Office) -> None:
    on_by_chapter(proven)
    proven.register("V20")

    set_mode(proven.desk(), "I10", "off")
    proven.register("V21")

    assert [row.code for row in show_visit(proven.desk("coder"), "V20").choices] == ["I10"]
    assert show_visit(proven.desk("coder"), "V21").choices == ()
    assert row_of(proven).mode == "off"


def test_a_chapter_carries_no_category_that_is_right_less_often_than_the_threshold(proven: Office) -> None:
    on_by_chapter(proven)
    proven.register("V20")
    with proven.looking():
        good, code = list(standing(proven.desk()).filter(kind=Kind.ACCEPTED, code="I10")), "I48.91"
        other = get_visit(proven.desk(), "V20")
        for row in good * 10:  # the chapter stays proven by another category, in a visit that was not audited
            row.code, row.visit = code, other
            _copy(row).save()
        _reject(proven, good[:6])

    proven.register("V21")

    assert row_of(proven, "Chapter 9").mode == "on"
    assert [row.code for row in show_visit(proven.desk("coder"), "V20").choices] == ["I10"]
    assert show_visit(proven.desk("coder"), "V21").choices == ()
    assert ("V21", "I10") in rows(proven, Kind.SHADOW)


def on_by_chapter(office: Office) -> None:
    """The chapter on, and nobody ever named the category."""
    with office.looking():
        keep_trust(office.desk(), replace(EASY, families={"Chapter 9": "on"}))


def _reject(office: Office, rows: list[DecisionRecord]) -> None:
    for row in rows:
        row.code, row.kind = "I10", Kind.REJECTED
        _copy(row).save()


@pytest.mark.parametrize(
    ("setting", "fits"),
    [
        ({"threshold": 80.0}, True), ({"threshold": 79.9}, False), ({"threshold": 100.0}, False), ({"threshold": float("nan")}, False),
        ({"fewest": 20}, True), ({"fewest": 19}, False), ({"sample": 1}, True), ({"sample": 0}, False), ({"sample": 101}, False),
        ({"audited": 5}, True),
        ({"audited": 4}, False),
    ],
)  # fmt: skip
def test_settings_are_taken_within_their_bounds(office: Office, setting: dict[str, Any], fits: bool) -> None:
    if fits:
        page = set_trust(office.desk(), **setting)
        assert {name: getattr(page, name) for name in setting} == setting
        return
    with pytest.raises(BadTrust):
        set_trust(office.desk(), **setting)


def test_only_a_manager_changes_what_is_trusted(office: Office) -> None:
    for role in ("coder", "biller"):
        with pytest.raises(NotAllowed):
            set_mode(office.desk(role), "I10", "shadow")
