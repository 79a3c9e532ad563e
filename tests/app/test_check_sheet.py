"""What the edits would say of a superbill that is still being written: the same as of the claim that it makes, and nothing is kept."""

from dataclasses import replace
from typing import Any

from superbill.app.check_sheet import SheetFindings, check_sheet
from superbill.app.mend import field_of
from superbill.app.override_finding import override_finding
from superbill.app.show_claim import show_claim
from superbill.claims.visit import Pick, Service
from superbill.storage import models
from tests.app.office import DAY, PICKS, SERVICES, Office

TWICE = (*SERVICES, SERVICES[1])


def found(office: Office, **changes: Any) -> SheetFindings:
    return check_sheet(office.desk("coder"), "V1", **{"picks": PICKS, "services": TWICE} | changes)


def counts(office: Office) -> list[int]:
    with office.looking():
        return [getattr(models, name).objects.count() for name in models.__all__ if hasattr(getattr(models, name), "objects")]


def test_the_findings_are_those_of_the_claim_that_the_superbill_makes(office: Office) -> None:
    office.register()

    before = found(office)
    office.code(services=TWICE)

    assert [row.code for row in before.findings if row.severity == "stop"] == ["LINE-04"]
    assert show_claim(office.desk(), "V1").findings == before.findings == found(office).findings


def test_nothing_is_kept(office: Office) -> None:
    office.register()
    before = counts(office)

    found(office)

    assert counts(office) == before


def test_a_finding_names_the_field_that_mends_it(office: Office) -> None:
    office.register()

    (stop,) = [row for row in found(office).findings if row.severity == "stop"]

    assert (stop.where, stop.field) == ("line 3 procedure", "service-3-procedure")


def test_what_was_sent_before_for_the_patient_counts(office: Office) -> None:
    office.sent("V0")
    office.register("V1")

    told = {row.code for row in found(office, services=SERVICES).findings}

    assert "LINE-05" in told


def test_an_override_of_the_claim_is_shown_while_the_superbill_says_the_same(office: Office) -> None:
    office.register()
    office.code(services=TWICE)
    override_finding(office.desk("biller"), "V1", "LINE-04", because="record", words="Two draws.")

    same, other = found(office), found(office, services=(*TWICE[:2], replace(TWICE[2], codes=("I10",))))

    assert [row.override.words for row in same.findings if row.override] == ["Two draws."]
    assert (same.tally, other.tally) == ("nothing stops it", "1 stop")
    assert not any(row.override for row in other.findings)


def test_a_superbill_of_which_no_claim_can_be_made_says_why(office: Office) -> None:
    office.register()

    no_charge = found(office, services=(Service("9921", ("E11.65",)),))
    no_code = found(office, services=(Service("99214", ("Z00.00",)),))
    unknown = found(office, picks=(Pick("ZZZ", "added"),), services=())
    nothing = found(office, picks=(), services=())

    assert "no charge for 9921" in no_charge.problem
    assert "points to Z00.00" in no_code.problem
    assert unknown.problem
    assert nothing.problem == "There is nothing to check yet."
    assert {each.tally for each in (no_charge, no_code, unknown, nothing)} == {""}


def test_the_payers_clock_is_told(office: Office) -> None:
    office.register()

    assert found(office).clock == "12/13/2026, 86 days left"


def test_the_claim_page_tells_the_clock_until_the_payer_answers(office: Office) -> None:
    office.draft()
    before = show_claim(office.desk(on=DAY), "V1").clock
    office.send()

    assert before == "12/13/2026, 86 days left"
    assert show_claim(office.desk(), "V1").clock == ""


def test_every_place_leads_to_its_field_or_to_the_registration() -> None:
    assert field_of(2, "line 2 modifier 1") == "service-2-modifiers"
    assert field_of(2, "line 2 units") == "service-2-units"
    assert field_of(1, "line 1 diagnosis pointer 2") == "service-1-pointers"
    assert field_of(1, "CLIA number") == "service-1-procedure"
    assert field_of(None, "diagnosis 4") == "code-4"
    assert field_of(None, "lines") == "service-1-procedure"
    assert field_of(None, "subscriber member id") == ""
