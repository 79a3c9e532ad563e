"""How often edits fire here: counted by claim, with the reasons of people and of payers, in as many queries however much there is."""

from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from superbill.app.check_claim import check_claim
from superbill.app.count_edits import EditTally, Reason, count_edits, show_edit
from superbill.app.find import NotHere
from superbill.app.override_finding import override_finding, take_back_override
from superbill.edits.check import NOT_RUN
from superbill.storage.models import FindingRecord
from tests.app.office import DAY, NYBERG, OKAFOR, SERVICES, Office, file_835, remit

TWICE = (*SERVICES, SERVICES[1])


def held(office: Office, number: str, member: str = OKAFOR) -> None:
    office.register(number, member)
    office.code(number, services=TWICE)


def override(office: Office, number: str, because: str = "record") -> None:
    override_finding(office.desk("biller"), number, "LINE-04", because=because, words="Two draws.")


def tally(office: Office, code: str = "LINE-04") -> EditTally:
    return next(row for row in count_edits(office.desk()) if row.code == code)


@pytest.fixture
def busy(office: Office) -> Office:
    """V1 passes. V2 and V3 are stopped and overridden, for two reasons; V2 is denied for CO-97. V4 stays held."""
    office.draft("V1")
    for number, because in (("V2", "record"), ("V3", "payer")):
        held(office, number, OKAFOR if number == "V2" else NYBERG)
        override(office, number, because)
    office.send("V2")
    office.receive(file_835(remit(office.denied("V2-1", "97"))))
    held(office, "V4", NYBERG)
    return office


def test_an_edit_is_counted_by_claim_with_its_reasons(busy: Office) -> None:
    row = tally(busy)

    assert (row.checked, row.fired, row.stopped, row.overridden, row.denied) == (4, 3, 3, 2, 1)
    assert row.because == (
        Reason("The payer has agreed to it", 1),
        Reason("The record supports the claim as it is", 1),
    )
    assert row.denied_for == (Reason("CO-97", 1),)
    assert row.spoken == (
        "fired on 3 of 4 claims checked, stopped 3, overridden on 2 (The payer has agreed to it: 1; "
        "The record supports the claim as it is: 1), denied afterwards 1 (CO-97: 1)"
    )


def test_checking_and_drafting_again_count_a_claim_once(busy: Office) -> None:
    before = tally(busy)

    check_claim(busy.desk(), "V4")
    busy.code("V4", services=(*TWICE, SERVICES[1]))

    assert tally(busy) == before


def test_an_override_that_was_taken_back_does_not_count(busy: Office) -> None:
    take_back_override(busy.desk(), "V3", "LINE-04", words="It was one draw.")

    assert tally(busy).because == (Reason("The record supports the claim as it is", 1),)


def test_an_edit_that_was_not_run_did_not_fire(busy: Office) -> None:
    with busy.looking():
        row = FindingRecord.objects.order_by("pk")[0]
        row.pk, row.code, row.place = None, "MUE-01", "not run"
        row.save()

    assert "MUE-01" not in {row.code for row in count_edits(busy.desk())}


@pytest.mark.parametrize("by", ["fired", "stopped", "overridden", "denied", "", "nonsense"])
def test_the_most_frequent_comes_first(busy: Office, by: str) -> None:
    rows = count_edits(busy.desk(), by=by)

    order = by if by in ("stopped", "overridden", "denied") else "fired"
    assert rows
    assert list(rows) == sorted(rows, key=lambda row: (-getattr(row, order), -row.fired, row.code))


def test_an_edit_leads_to_its_claims(busy: Office) -> None:
    page = show_edit(busy.desk(), "line-04")

    assert page.edit and page.edit.finds
    assert {row.number: (row.state, row.denied_for) for row in page.claims} == {
        "V2": ("denied", "CO-97"),
        "V3": ("ready to send", ""),
        "V4": ("held by edits", ""),
    }
    assert {row.number for row in page.claims if row.override} == {"V2", "V3"}


def test_an_edit_that_never_fired_says_so(busy: Office) -> None:
    page = show_edit(busy.desk(), "NPI-01")

    assert page.claims == ()
    assert page.tally.spoken == "fired on none of 4 claims checked"


def test_an_edit_that_is_not_there_is_said_to_be_so(office: Office) -> None:
    with pytest.raises(NotHere, match="no edit 'GONE-01'"):
        show_edit(office.desk(), "GONE-01")


def test_the_findings_of_an_edit_that_is_gone_are_still_shown(busy: Office) -> None:
    with busy.looking():
        row = FindingRecord.objects.exclude(place=NOT_RUN).order_by("pk")[0]
        row.pk, row.code = None, "GONE-01"
        row.save()

    page = show_edit(busy.desk(), "GONE-01")

    assert page.edit is None
    assert len(page.claims) == 1


def test_more_claims_ask_no_more_queries(busy: Office) -> None:
    desk = busy.desk()

    def asked() -> tuple[int, int]:
        with CaptureQueriesContext(connection) as all_edits:
            count_edits(desk)
        with CaptureQueriesContext(connection) as one:
            show_edit(desk, "LINE-04")
        return len(all_edits), len(one)

    before = asked()
    for number in range(5, 9):
        held(busy, f"V{number}", NYBERG)
        override(busy, f"V{number}")

    assert asked() == before


def test_the_other_practice_counts_its_own(busy: Office) -> None:
    stranger = replace(busy.desk(), practice_id=busy.id + 1)

    assert count_edits(stranger, by="fired") == ()
    assert show_edit(stranger, "LINE-04").claims == ()
    assert count_edits(busy.desk(on=DAY))
