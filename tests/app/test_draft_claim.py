"""Drafting: a claim with its own copy of everything, its charges, pointers and expected payment; and each later version."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from superbill.app.claim_from import NoCharge
from superbill.app.draft_claim import NoSheet, NotNow, draft_claim
from superbill.app.find import NotHere
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.show_claim import show_claim
from superbill.app.tables import NoFees, load_table
from superbill.claims.claim import ORIGINAL, REPLACEMENT
from superbill.claims.life import State
from superbill.claims.people import Patient
from superbill.claims.visit import Service
from superbill.storage.models import ClaimRecord, ClaimVersion, PracticeTable, SheetRecord
from tests.app.office import DAY, FEES, NYBERG, PICKS, SERVICES, Office, file_835, remit, visit


def versions(office: Office, number: str = "V1") -> list[tuple[str, str, int]]:
    with office.looking():
        rows = ClaimVersion.objects.filter(claim__number=number).order_by("version")
        return list(rows.values_list("control", "frequency", "charge_cents"))


def test_a_claim_is_made_of_the_visit_the_sheet_and_the_charges(office: Office) -> None:
    office.draft()

    claim = office.claim("V1-1")
    registered = visit("V1")
    assert (claim.patient, claim.coverage, claim.practice) == (registered.patient, registered.coverage, registered.practice)
    assert claim.diagnoses == ("E11.65", "I10")
    assert [(line.procedure, line.charge_cents, line.pointers) for line in claim.lines] == [
        ("99214", 21000, (1, 2)),
        ("36415", 1500, (1,)),
    ]
    assert (claim.frequency, claim.payer_claim_number, claim.created_on) == (ORIGINAL, "", DAY)
    assert office.state() == State.READY


def test_pointers_follow_the_order_on_the_service_not_on_the_sheet(office: Office) -> None:
    office.register()

    office.code(services=(Service("99214", ("I10", "E11.65")),))

    assert office.claim("V1-1").lines[0].pointers == (2, 1)


def test_units_multiply_the_charge(office: Office) -> None:
    office.register()

    office.code(services=(Service("J1010", ("E11.65",), units=3),))

    assert office.claim("V1-1").lines[0].charge_cents == 3600


def test_the_expected_payment_is_kept_with_its_working(office: Office) -> None:
    office.draft()

    page = show_claim(office.desk(), "V1")

    assert page.money.expected_payer not in ("–", "0.00")
    assert all(line.working for line in page.lines)


def test_nothing_is_expected_without_a_contract_or_benefits(office: Office) -> None:
    with office.looking():
        PracticeTable.objects.filter(kind="contract").delete()
    office.draft()

    page = show_claim(office.desk(), "V1")

    assert (page.money.expected_payer, page.money.expected_patient) == ("–", "–")
    assert office.state() == State.READY


def test_a_service_without_a_charge_is_refused_with_its_place_and_the_sheet_is_not_kept(office: Office) -> None:
    office.register()

    with pytest.raises(NoCharge, match="There is no charge for 99215 on 2026-09-14") as refused:
        office.code(services=(*SERVICES, Service("99215", ("I10",))))

    assert refused.value.where == "service 3"
    assert "table of charges" in refused.value.todo
    with office.looking():
        assert not SheetRecord.objects.exists() and not ClaimRecord.objects.exists()


@pytest.mark.parametrize(("since", "is_charged"), [("2026-09-14", True), ("2026-09-15", False)])
def test_the_day_of_service_chooses_the_charge(office: Office, since: str, is_charged: bool) -> None:
    load_table(office.desk(), "fees", f"code,modifier,since,until,dollars\n99213,,{since},,150.00\n")
    office.register()

    try:
        office.code(services=(Service("99213", ("I10",)),))
        charged = True
    except NoCharge:
        charged = False

    assert charged is is_charged


def test_a_practice_without_charges_is_told_to_load_them(office: Office) -> None:
    with office.looking():
        PracticeTable.objects.filter(kind="fees").delete()
    office.register()

    with pytest.raises(NoFees, match="no table of charges"):
        office.code()


def test_there_is_no_claim_without_a_sheet_or_a_visit(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))

    with pytest.raises(NoSheet, match="V1 has no superbill yet"):
        draft_claim(office.desk("biller"), "V1")
    with pytest.raises(NotHere):
        draft_claim(office.desk("biller"), "V2")


def test_a_claim_that_was_never_answered_is_drafted_again_as_an_original(office: Office) -> None:
    office.draft()

    office.code(services=SERVICES[:1])

    assert versions(office) == [("V1-1", "1", 22500), ("V1-2", "1", 21000)]
    assert office.path() == ["draft", "ready to send", "draft", "ready to send"]


def test_a_claim_that_is_with_the_payer_is_not_touched(office: Office) -> None:
    office.sent()

    for ack in (None, office.ack_999(), office.ack_277("V1-1")):
        if ack:
            office.receive(ack)
        with pytest.raises(NotNow, match="V1 is with the payer") as refused:
            office.code(services=SERVICES[:1])
        assert "when the payer has answered" in refused.value.todo

    assert office.state() == State.ACCEPTED
    assert len(versions(office)) == 1


def test_a_rejected_claim_goes_again_as_an_original(office: Office) -> None:
    office.sent()
    office.receive(office.ack_277("V1-1", category="A7", status="164"))

    office.code()

    claim = office.claim("V1-2")
    assert (claim.frequency, claim.payer_claim_number) == (ORIGINAL, "")


def test_a_denied_claim_goes_again_as_a_replacement_with_the_payers_number(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.denied("V1-1", payer_claim_number="ACM77"))))

    office.code()

    claim = office.claim("V1-2")
    assert (claim.frequency, claim.payer_claim_number, claim.control) == (REPLACEMENT, "ACM77", "V1-2")
    assert office.state() == State.READY


def test_an_earlier_version_stays_as_it_was_when_the_practice_changes(office: Office) -> None:
    office.draft()
    before = office.claim("V1-1")
    moved = replace(before.patient.person, last_name="Moss")

    register_visit(office.desk("biller"), visit("V2", patient=Patient(before.patient.number, moved)))
    load_table(office.desk(), "fees", FEES.replace("210.00", "999.00"))

    assert office.claim("V1-1") == before


# ----------------------------------------------------------------------------- what the edits hold before it goes


def held_by(office: Office, number: str = "V1") -> set[str]:
    page = show_claim(office.desk(), number)
    return {finding.code for finding in page.findings if finding.severity == "stop"}


def test_an_npi_with_a_wrong_digit_is_held_and_named(office: Office) -> None:
    right = visit("V1")
    wrong = right.rendering.npi[:-1] + str((int(right.rendering.npi[-1]) + 1) % 10)

    office.draft("V1", rendering=replace(right.rendering, npi=wrong))

    assert held_by(office, "V1") == {"NPI-02"}
    assert office.state("V1") == State.HELD


@pytest.mark.parametrize(("until", "held"), [(date(2026, 9, 14), True), (date(2026, 9, 15), False)])
def test_a_coverage_that_ended_before_the_service_is_held(office: Office, until: date, held: bool) -> None:
    coverage = visit("V1").coverage

    office.draft("V1", coverage=replace(coverage, period=replace(coverage.period, until=until)))

    assert (held_by(office) == {"COV-01"}) is held
    assert office.state() == (State.HELD if held else State.READY)


@pytest.mark.parametrize(("late_days", "held"), [(90, False), (91, True)])
def test_a_claim_after_timely_filing_is_held(office: Office, late_days: int, held: bool) -> None:
    office.register()

    office.code(on=visit("V1").served_on + timedelta(days=late_days))

    assert ("TF-01" in held_by(office)) is held


def test_what_a_payer_requires_is_asked_for_before_it_goes(office: Office) -> None:
    coverage = visit("V1", NYBERG).coverage

    office.draft("V1", NYBERG, coverage=replace(coverage, group_number=""))
    office.draft("V2", NYBERG)

    assert held_by(office, "V1") == {"COV-05"}
    assert office.state("V2") == State.READY


@pytest.mark.parametrize("is_sent", [True, False])
def test_the_same_services_on_another_claim_are_noticed_once_the_first_were_sent(office: Office, is_sent: bool) -> None:
    office.draft("V1")
    if is_sent:
        office.send("V1")

    office.draft("V2")

    findings = show_claim(office.desk(), "V2").findings
    assert ("LINE-05" in {finding.code for finding in findings}) is is_sent


def test_a_held_claim_is_mended_on_the_sheet(office: Office) -> None:
    office.register()
    office.code(services=())
    assert office.state() == State.HELD

    save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES, draft=True)

    assert office.path() == ["draft", "held by edits", "draft", "ready to send"]
    assert [control for control, _, _ in versions(office)] == ["V1-1", "V1-2"]
