"""An audit at the desk: drawn once, coded blind, compared, judged; who may see what; nothing changes what was coded."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from superbill.app.code_again import BadCoding, CodedAlready, OwnVisit, next_blind, save_blind, show_blind
from superbill.app.coding_pace import show_pace
from superbill.app.desk import Desk, NotAllowed
from superbill.app.find import NotHere
from superbill.app.judge_audit import BadVerdict, NotCodedYet, compare_item, judge_item, show_audit
from superbill.app.plan_audit import NothingToDraw, list_audits, plan_audit
from superbill.app.save_sheet import save_sheet
from superbill.codes.icd10cm import UnknownCode
from superbill.coding.audit.draw import Plan
from superbill.storage.models import AuditItem, SheetRecord
from tests.app.office import DAY, NOTE, PICKS, SERVICES, Office

PLAN = Plan("September", date(2026, 9, 1), date(2026, 10, 1), each=2)
AGREEING = {"codes": "E11.65\nI10", "services": "99214 AB\n36415 A"}


@pytest.fixture
def second(office: Office) -> Desk:
    """Another coder than the one who coded first."""
    return replace(office.desk("coder"), by="Omar Haddad")


def planned(office: Office, *numbers: str, plan: Plan = PLAN) -> list[int]:
    """Visits coded by the coder, and an audit of them; gives its items in order."""
    for number in numbers:
        office.register(number)
        office.code(number)
    plan_audit(office.desk("manager"), plan)
    with office.looking():
        return list(AuditItem.objects.filter(audit__name=plan.name).order_by("place").values_list("pk", flat=True))


def test_an_audit_draws_each_superbill_once(office: Office) -> None:
    items = planned(office, "V1", "V2", "V3")

    (row,) = list_audits(office.desk("manager"))
    later = plan_audit(office.desk("manager"), replace(PLAN, name="The rest", each=9))

    assert (row.name, row.visits, row.coded, len(items)) == ("September", 2, 0, 2)
    assert [(one.name, one.drawn, one.of) for one in row.strata] == [("Dana Reyes", 2, 3)]
    assert later.visits == 1
    with pytest.raises(NothingToDraw, match="left to audit"):
        plan_audit(office.desk("manager"), replace(PLAN, name="Nothing"))
    with pytest.raises(NothingToDraw, match="stands already"):
        plan_audit(office.desk("manager"), PLAN)


@pytest.mark.parametrize(("since", "until", "drawn"), [(18, 19, 1), (17, 18, 0), (19, 20, 0)])
def test_the_day_of_saving_decides(office: Office, since: int, until: int, drawn: int) -> None:
    office.draft("V1")
    plan = replace(PLAN, since=DAY.replace(day=since), until=DAY.replace(day=until))

    if drawn:
        assert plan_audit(office.desk("manager"), plan).visits == drawn
    else:
        with pytest.raises(NothingToDraw):
            plan_audit(office.desk("manager"), plan)


def test_only_the_last_superbill_of_a_visit_is_drawn(office: Office) -> None:
    office.draft("V1")
    office.code("V1", picks=PICKS[:1], services=())

    planned(office)

    with office.looking():
        assert AuditItem.objects.get().sheet_id == SheetRecord.objects.order_by("-pk")[0].pk


def test_the_second_coder_sees_the_note_and_nothing_of_the_first(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")

    page = show_blind(second, item)

    assert page.note == NOTE
    assert "E11.65" not in repr(page)
    assert "Dana Reyes" not in repr(page)
    with pytest.raises(NotCodedYet):
        compare_item(second, item)
    with pytest.raises(OwnVisit):
        show_blind(office.desk("coder"), item)
    assert next_blind(second, "September") == item
    assert next_blind(office.desk("coder"), "September") is None


def test_what_both_have_agrees(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")

    save_blind(second, item, **AGREEING)

    page, audit = compare_item(office.desk("manager"), item), show_audit(office.desk("manager"), "September")
    assert page.differences == ()
    assert (page.coder, page.second_coder, page.visit) == ("Dana Reyes", "Omar Haddad", "V1")
    assert (audit.all.points, audit.all.right, audit.all.visits_right) == (7, 7, 1)
    assert [(row.state, row.open) for row in audit.items] == [("judged", 0)]
    with pytest.raises(CodedAlready):
        save_blind(second, item, **AGREEING)


def test_a_difference_counts_when_it_is_judged(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")
    save_blind(second, item, codes="E11.9\nI10", services="99213-25 AB")
    manager = office.desk("manager")

    before = show_audit(manager, "September")
    page = compare_item(manager, item)
    keys = {one.kind: one.key for one in page.differences}
    left = judge_item(manager, item, verdicts={keys["another visit level"]: "second", keys["service not supported"]: ""})
    judge_item(manager, item, verdicts={key: "first" for kind, key in keys.items() if kind != "another visit level"})
    after = show_audit(manager, "September")

    assert [one.direction for one in page.differences if one.kind == "another visit level"] == ["overcoded"]
    assert (before.all.open, left, after.all.open) == (len(keys), len(keys) - 1, 0)
    assert (after.all.points - after.all.right, after.all.over) == (1, 1)
    assert [(one.coder, one.code, one.instead) for one in after.lessons] == [("Dana Reyes", "99213", "99214")]


def test_a_verdict_can_be_changed_and_the_last_one_holds(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")
    save_blind(second, item, codes="E11.65", services="99214 A\n36415 A")
    manager = office.desk("manager")
    key = next(one.key for one in compare_item(manager, item).differences if one.kind == "diagnosis not supported")

    for verdict in ("second", "second", "both"):
        judge_item(manager, item, verdicts={key: verdict}, words={key: "  The assessment\nlists it. "})

    (row,) = [one for one in compare_item(manager, item).differences if one.key == key]
    assert (row.verdict, row.words) == ("both", "The assessment lists it.")
    with office.looking():
        assert AuditItem.objects.get(pk=item).verdicts.count() == 2


@pytest.mark.parametrize(
    ("codes", "services", "error", "says"),
    [
        ("", "99214 A", BadCoding, "No diagnosis"),
        ("E11.65\nE1165", "99214 A", BadCoding, "twice"),
        ("E11.6", "99214 A", None, ""),
        ("X99.999", "99214 A", UnknownCode, "X99.999"),
        ("E11.65", "99214", BadCoding, "points to no"),
        ("E11.65", "99214 B", BadCoding, "points to no"),
        ("E11.65", "nonsense here", BadCoding, "cannot be read"),
        ("E11.65", "99214-2 A", BadCoding, "cannot be read"),
        ("\n".join(f"E11.6{digit}" for digit in range(13)), "", BadCoding, "twelve"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(
    office: Office, second: Desk, codes: str, services: str, error: type[Exception] | None, says: str
) -> None:
    (item,) = planned(office, "V1")

    if error is None:
        save_blind(second, item, codes=codes, services=services)
    else:
        with pytest.raises(error, match=says):
            save_blind(second, item, codes=codes, services=services)

    with office.looking():
        assert hasattr(AuditItem.objects.get(pk=item), "second") is (error is None)


def test_services_are_written_as_coders_write_them(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")

    save_blind(second, item, codes="e1165\nI10", services="99214-25 a b\nJ1885 x4 B\n36415A")

    with office.looking():
        kept = AuditItem.objects.get(pk=item).second.content
    assert [choice["code"] for choice in kept["choices"]] == ["E11.65", "I10"]
    assert [(one["procedure"], one["modifiers"], one["units"], one["codes"]) for one in kept["services"]] == [
        ("99214", ["25"], 1, ["E11.65", "I10"]),
        ("J1885", [], 4, ["I10"]),
        ("36415", [], 1, ["E11.65"]),
    ]


def test_coders_see_their_own_figures_and_visits_only(office: Office, second: Desk) -> None:
    items = planned(office, "V1", "V2")
    for item in items:
        save_blind(second, item, codes="I10", services="99213 A")

    own, others = show_audit(office.desk("coder"), "September"), show_audit(second, "September")
    third = replace(second, by="Wren Castillo")

    assert own.all.open > 0
    assert others.all.open == 0
    assert compare_item(office.desk("coder"), items[0]).can_judge is False
    with pytest.raises(NotAllowed):
        compare_item(third, items[0])
    with pytest.raises(NotAllowed):
        judge_item(office.desk("coder"), items[0], verdicts={})


def test_a_verdict_can_be_opened_again(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")
    save_blind(second, item, codes="E11.65", services="99214 A\n36415 A")
    manager = office.desk("manager")
    keys = [one.key for one in compare_item(manager, item).differences]

    none = judge_item(manager, item, verdicts=dict.fromkeys(keys, "both"))
    left = judge_item(manager, item, verdicts={keys[0]: ""})

    assert (none, left) == (0, 1)
    assert show_audit(manager, "September").all.open == 1


def test_nobody_judges_or_codes_again_what_they_had_a_hand_in(office: Office, second: Desk) -> None:
    (item,) = planned(office, "V1")
    save_blind(second, item, codes="I10", services="99213 A")
    first = replace(office.desk("manager"), by="Dana Reyes")

    office.register("V2")
    office.code("V2")
    save_sheet(replace(office.desk("coder"), by="Wren Castillo"), "V2", picks=PICKS, services=SERVICES)
    plan_audit(office.desk("manager"), replace(PLAN, name="Later"))
    with office.looking():
        later = AuditItem.objects.get(audit__name="Later").pk

    with pytest.raises(NotAllowed, match="first"):
        judge_item(first, item, verdicts={})
    assert compare_item(first, item).can_judge is False
    with pytest.raises(OwnVisit):
        show_blind(first, later)
    assert next_blind(first, "Later") is None
    assert next_blind(second, "Later") == later


def test_the_second_coder_does_not_see_from_which_stratum_a_waiting_visit_is(office: Office, second: Desk) -> None:
    planned(office, "V1", plan=replace(PLAN, strata=("coder", "family", "source")))

    coder, manager = show_audit(second, "September"), show_audit(office.desk("manager"), "September")

    assert (coder.items[0].stratum, coder.audit.strata) == ("", ())
    assert manager.items[0].stratum == "Dana Reyes · chapter 4 · suggested"


@pytest.mark.parametrize("verdicts", [{"LEVEL:1:2": "first"}, {"SERVICE_MISSED::99499": "first"}])
def test_a_verdict_on_nothing_is_refused(office: Office, second: Desk, verdicts: dict[str, Any]) -> None:
    (item,) = planned(office, "V1")
    save_blind(second, item, codes="I10", services="99213 A")

    with pytest.raises(BadVerdict):
        judge_item(office.desk("manager"), item, verdicts=verdicts)


def test_what_is_not_there_is_said(office: Office) -> None:
    with pytest.raises(NotHere):
        show_audit(office.desk("manager"), "None such")
    with pytest.raises(NotHere):
        show_blind(office.desk("coder"), 999)


def test_the_trend_is_told_audit_by_audit_and_pace_of_the_team_and_oneself(office: Office, second: Desk) -> None:
    items = planned(office, "V1", "V2", "V3", plan=replace(PLAN, each=1))
    save_blind(second, items[0], **AGREEING)
    plan_audit(office.desk("manager"), replace(PLAN, name="The rest", each=9))

    manager, coder, other = (show_pace(desk) for desk in (office.desk("manager"), office.desk("coder"), second))

    assert [(one.name, one.accuracy) for one in manager.audits] == [("September", 1.0)]
    assert coder.audits == manager.audits
    assert other.audits == ()
    assert (coder.team.charts, coder.own.charts, other.own.charts) == (3, 3, 0)
    assert coder.own.half_within_hours is not None
    assert other.own.half_within_hours is None
