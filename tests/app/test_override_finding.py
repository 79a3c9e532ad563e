"""Overrides: with a reason and a permission a finding holds nothing; a check keeps that while it says the same; rows only grow."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from superbill.app.check_claim import check_claim
from superbill.app.desk import NotAllowed
from superbill.app.draft_claim import draft_claim
from superbill.app.find import NotHere
from superbill.app.override_finding import NoReason, NoSuchFinding, NotOverridden, override_finding, take_back_override
from superbill.app.overrides import Because, is_of_the_file, mark_of, why_not
from superbill.app.show_claim import show_claim
from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.life import State
from superbill.claims.visit import Service
from superbill.edits.explain import get_edit
from superbill.places.us.edits import us_edits
from superbill.storage.models import ClaimVersion, OverrideRecord
from tests.app.office import DAY, SERVICES, Office, visit
from tests.edits.cases import base_claim

TWICE = (*SERVICES, SERVICES[1])
"""A blood draw that stands twice on a day: LINE-04 stops its third line."""
LATE = DAY + timedelta(days=200)


@pytest.fixture
def held(office: Office) -> Office:
    office.register()
    office.code(services=TWICE)
    assert office.state() == State.HELD
    return office


def override(office: Office, code: str = "LINE-04", **changes: Any) -> str:
    asked: dict[str, Any] = {"because": "record", "words": "Two draws, morning and noon."} | changes
    on = asked.pop("on", DAY)
    return override_finding(office.desk("biller", on=on), "V1", code, **asked).state


def overrides(office: Office) -> list[tuple[str, str, bool]]:
    with office.looking():
        rows = OverrideRecord.objects.order_by("pk").values_list("code", "by", "takes_back")
        return [(code, by, back is not None) for code, by, back in rows]


def test_a_claim_whose_only_stop_is_overridden_is_ready_and_its_trail_says_so(held: Office) -> None:
    with held.looking():
        before = ClaimVersion.objects.get().content

    done = override_finding(held.desk("biller"), "V1", "line-04", because="record", words="  Two draws,\n morning and noon. ")

    assert (done.code, done.where, done.state) == ("LINE-04", "line 3 procedure", State.READY)
    assert held.path() == ["draft", "held by edits", "draft", "ready to send"]
    assert held.told().endswith("; overridden: LINE-04.")
    assert any("LINE-04 overridden (line 3 procedure): the record supports" in event.what for event in timeline(held))
    with held.looking():
        row, after = OverrideRecord.objects.get(), ClaimVersion.objects.get().content
    assert (row.words, row.because, row.severity, row.line_no, row.by) == (
        "Two draws, morning and noon.", "record", "stop", 3, held.desk("biller").by,
    )  # fmt: skip
    assert row.message and row.version_id
    assert after == before


def timeline(office: Office) -> tuple[Any, ...]:
    return show_claim(office.desk(), "V1").timeline


def test_the_words_of_the_reason_do_not_stand_in_the_trail(held: Office) -> None:
    override(held, words="Anna Kowalski came twice")

    assert "Kowalski" not in " ".join(event.what for event in timeline(held))


def test_a_claim_with_another_stop_stays_held(office: Office) -> None:
    office.register()
    office.code(services=(SERVICES[0], SERVICES[1], SERVICES[1], SERVICES[1]))

    first = override(office, line_no=3)
    second = override(office, line_no=4)

    assert (first, second) == (State.HELD, State.READY)


def test_a_check_that_says_the_same_keeps_the_override(held: Office) -> None:
    override(held)

    check_claim(held.desk("coder"), "V1")
    again = check_claim(held.desk("coder", on=DAY + timedelta(days=3)), "V1")

    assert "LINE-04" in {finding.code for finding in again}
    assert held.state() == State.READY
    assert len(overrides(held)) == 1


def test_a_new_version_that_says_the_same_keeps_the_override(held: Office) -> None:
    override(held)

    draft_claim(held.desk("coder"), "V1")

    assert held.state() == State.READY


def test_a_new_version_that_says_something_else_there_is_held_again(held: Office) -> None:
    override(held)

    held.code(services=(SERVICES[0], replace(SERVICES[1], codes=("I10",)), replace(SERVICES[1], codes=("I10",))))

    assert held.state() == State.HELD


def test_an_override_follows_its_line_when_another_is_put_before_it(held: Office) -> None:
    override(held)

    held.code(services=(Service("J1010", ("E11.65",)), *TWICE))

    assert held.state() == State.READY
    with held.looking():
        assert [row.line_no for row in ClaimVersion.objects.latest("pk").findings.filter(code="LINE-04")] == [4]


def test_an_override_follows_its_diagnosis_when_the_order_changes() -> None:
    claim = base_claim()
    first, second = (replace(claim, diagnoses=codes) for codes in (("I10", "E11.9"), ("E11.9", "I10")))
    said = Finding("ICD-05", Severity.WARN, "", "Diagnosis 1 is old.", "", Source("invented"), None, "diagnosis 1")
    moved = replace(said, message="Diagnosis 2 is old.", place="diagnosis 2")

    assert mark_of(said, first) == mark_of(moved, second)
    assert mark_of(said, first) != mark_of(said, second)


def test_the_same_words_twice_are_two_findings(held: Office) -> None:
    """Of lines that say the same each has its own mark: an override of one lets the other hold."""
    override(held)

    held.code(services=(*TWICE, SERVICES[1]))

    assert held.state() == State.HELD


def test_a_clock_that_runs_on_keeps_the_override(office: Office) -> None:
    office.draft()
    check_claim(office.desk("biller", on=LATE), "V1")
    assert office.state() == State.HELD

    override(office, "TF-01", because="payer", words="The payer waived the limit, reference 4471.", on=LATE)
    check_claim(office.desk("biller", on=LATE + timedelta(days=5)), "V1")

    assert office.state() == State.READY


def test_an_override_that_is_taken_back_holds_the_claim_again(held: Office) -> None:
    override(held)

    done = take_back_override(held.desk("manager"), "V1", "LINE-04", words="It was one draw after all.")

    assert done.state == State.HELD
    assert held.told() == "Held by the edits: LINE-04."
    assert [(code, back) for code, _, back in overrides(held)] == [("LINE-04", False), ("LINE-04", True)]


def test_a_finding_can_be_overridden_again_after_it_was_taken_back(held: Office) -> None:
    override(held)
    take_back_override(held.desk(), "V1", "LINE-04", words="A slip.")

    assert override(held, because="payer") == State.READY
    assert len(overrides(held)) == 3


def test_what_is_overridden_is_not_overridden_twice(held: Office) -> None:
    override(held)

    with pytest.raises(NotOverridden, match="overridden already"):
        override(held)


def test_what_was_not_overridden_is_not_taken_back(held: Office) -> None:
    with pytest.raises(NotOverridden, match="is not overridden"):
        take_back_override(held.desk(), "V1", "LINE-04", words="Back.")


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"because": "because"}, NoReason, "no kind of reason"),
        ({"words": " … "}, NoReason, "in words"),
        ({"words": "x" * 501}, NoReason, "longer than 500"),
        ({"line_no": 2}, NoSuchFinding, "no such finding of LINE-04"),
        ({"mark": "0" * 16}, NoSuchFinding, "no such finding"),
    ],
)
def test_an_override_that_cannot_be_is_refused_and_leaves_nothing(
    held: Office, asked: dict[str, Any], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        override(held, **asked)

    assert overrides(held) == []
    assert held.state() == State.HELD


def test_a_finding_in_several_places_has_to_be_named(office: Office) -> None:
    office.register()
    office.code(services=(SERVICES[0], SERVICES[1], SERVICES[1], SERVICES[1]))

    with pytest.raises(NoSuchFinding, match="line 3 procedure; line 4 procedure"):
        override(office)


def test_what_the_claim_file_cannot_carry_is_not_overridden(office: Office) -> None:
    office.register("V1", rendering=replace(visit().rendering, npi="2876500201"))
    office.code()

    with pytest.raises(NotOverridden, match="has to be mended"):
        override(office, "NPI-02")

    assert office.state() == State.HELD


def test_a_claim_that_was_sent_has_nothing_to_override(office: Office) -> None:
    office.sent()
    check_claim(office.desk("biller", on=LATE), "V1")

    with pytest.raises(NotOverridden, match="is sent"):
        override(office, "TF-01", on=LATE)


def test_a_coder_does_not_lift_the_stops_of_the_own_work(held: Office) -> None:
    with pytest.raises(NotAllowed):
        override_finding(held.desk("coder"), "V1", "LINE-04", because="record", words="Mine.")


def test_a_claim_that_is_not_there_has_no_findings(office: Office) -> None:
    with pytest.raises(NotHere):
        override(office)


def test_the_override_of_a_warning_does_not_hold_a_stop(office: Office) -> None:
    office.register()
    office.code(services=TWICE)
    override(office)
    with office.looking():
        stop = OverrideRecord.objects.get()
        weak = {field.attname: getattr(stop, field.attname) for field in stop._meta.concrete_fields if not field.primary_key}
    take_back_override(office.desk(), "V1", "LINE-04", words="To be tried as a warning.")
    with office.looking():
        OverrideRecord.objects.create(**weak | {"severity": "warn"})

    check_claim(office.desk(), "V1")
    held = office.state()
    lifted = override(office)

    assert (held, lifted) == (State.HELD, State.READY)


# ------------------------------------------------------------------------------------------- which finding, and which edits


def found(code: str, line_no: int | None, place: str, message: str = "Wrong.") -> Finding:
    return Finding(code, Severity.STOP, "", message, "", Source(""), line_no, place)


def test_the_mark_tells_findings_apart_by_edit_place_and_words(office: Office) -> None:
    office.draft()
    claim = office.claim("V1-1")
    finding = found("LINE-04", 2, "line 2 procedure", "It stands twice.")
    longer = replace(claim, lines=(claim.lines[0], replace(claim.lines[1], units=2)))
    other = replace(claim, diagnoses=("E11.9", *claim.diagnoses[1:]))

    marks = [
        mark_of(finding, claim),
        mark_of(replace(finding, code="LINE-05"), claim),
        mark_of(replace(finding, line_no=1), claim),
        mark_of(replace(finding, message="It stands three times."), claim),
        mark_of(finding, longer),
        mark_of(finding, other),
        mark_of(found("ICD-02", None, "diagnosis 1"), claim),
        mark_of(found("ICD-02", None, "diagnosis 1"), other),
        mark_of(found("ICD-02", None, "diagnosis 99"), other),
    ]

    assert len(set(marks)) == len(marks)
    assert mark_of(replace(finding, severity=Severity.WARN), claim) == marks[0]


def test_what_a_sites_own_edit_says_may_tell_the_day_and_is_no_part_of_its_mark(office: Office) -> None:
    office.draft()
    claim = office.claim("V1-1")
    finding = found("OWN-01", 1, "line 1 procedure", "Send it by 2026-09-18.")

    assert mark_of(finding, claim) == mark_of(replace(finding, message="Send it by 2026-09-19."), claim)
    assert mark_of(finding, claim) != mark_of(replace(finding, line_no=2), claim)
    assert why_not(finding) == ""


def test_which_edits_cannot_be_overridden_follows_from_their_severity_and_source() -> None:
    fixed = {edit.code for edit in us_edits() if is_of_the_file(edit)}

    assert {"NPI-01", "PAT-01", "ICD-01", "DX-03", "LINE-08", "MOD-02"} <= fixed
    assert not fixed & {"TF-01", "NCCI-PTP-01", "MUE-01", "LINE-04", "COV-01", "ICD-06", "TF-02"}
    assert all(get_edit(code, edits=us_edits()).severity == "stop" for code in fixed)


def test_a_payer_that_makes_a_stop_a_warning_lets_it_be_overridden() -> None:
    stop = found("NPI-01", None, "billing NPI")

    assert "mended" in why_not(stop)
    assert why_not(replace(stop, severity=Severity.WARN)) == ""
    assert why_not(replace(stop, severity=Severity.INFORM)) == "It holds nothing up."
    assert why_not(replace(stop, code="GONE-01")) == ""


def test_every_kind_of_reason_has_words() -> None:
    assert all(reason.spoken and reason.spoken[0].isupper() for reason in Because)
