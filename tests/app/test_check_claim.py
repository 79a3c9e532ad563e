"""Checking again: findings are kept anew, a held claim that passes becomes ready, and a ready one that does not is held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from superbill.app.check_claim import check_claim
from superbill.app.find import NotHere
from superbill.basics.findings import Severity
from superbill.claims.life import State
from superbill.storage.models import ClaimVersion, FindingRecord
from tests.app.office import DAY, Office, visit


def stops(office: Office, number: str = "V1") -> list[str]:
    with office.looking():
        rows = FindingRecord.objects.filter(version__claim__number=number, severity="stop").order_by("code")
        return list(rows.values_list("code", flat=True))


def test_a_claim_checked_again_has_each_finding_once(office: Office) -> None:
    office.register("V1", rendering=replace(visit().rendering, npi="2876500201"))
    office.code()

    found = check_claim(office.desk("coder"), "V1")
    again = check_claim(office.desk("coder"), "V1")

    assert found == again
    assert [finding.code for finding in found if finding.severity is Severity.STOP] == stops(office) == ["NPI-02"]
    assert office.state() == State.HELD


def test_a_held_claim_becomes_ready_on_a_day_on_which_nothing_stops_it(office: Office) -> None:
    office.register()
    office.code(on=visit().served_on - timedelta(days=1))  # a service in the future is stopped
    assert office.state() == State.HELD and stops(office)

    check_claim(office.desk("biller"), "V1")

    assert stops(office) == []
    assert office.path() == ["draft", "held by edits", "draft", "ready to send"]
    with office.looking():
        assert ClaimVersion.objects.count() == 1


@pytest.mark.parametrize(("days", "state"), [(90, State.READY), (91, State.HELD)])
def test_a_ready_claim_whose_time_has_run_out_is_held(office: Office, days: int, state: State) -> None:
    office.draft()

    check_claim(office.desk("biller", on=visit().served_on + timedelta(days=days)), "V1")

    assert office.state() == state


def test_a_claim_that_was_sent_is_checked_without_moving(office: Office) -> None:
    office.sent()

    found = check_claim(office.desk("biller", on=DAY + timedelta(days=200)), "V1")

    assert any(finding.severity is Severity.STOP for finding in found)
    assert office.state() == State.SENT


def test_a_claim_that_is_not_there_is_said_to_be_so(office: Office) -> None:
    with pytest.raises(NotHere, match="There is no claim 'V1'"):
        check_claim(office.desk("coder"), "V1")
