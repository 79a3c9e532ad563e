"""A remittance adds up service by service, claim by claim and as a whole, or the amounts that do not are named."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from superbill.basics.findings import Severity
from superbill.claims.proof import prove
from superbill.claims.remit import Adjustment, PaidClaim, ProviderAdjustment, Remit
from tests.exchange.invented import DENIED, PAID, REMIT, REVERSED, balanced_claims, moved


def codes(remit: Remit) -> list[str]:
    return [finding.code for finding in prove(remit)]


def alone(claim: PaidClaim) -> Remit:
    return replace(REMIT, claims=(claim,), provider_adjustments=(ProviderAdjustment("FB", "X", claim.paid_cents),), paid_cents=0)


def test_a_remittance_that_balances_has_no_finding():
    assert prove(REMIT) == ()


@given(claims=st.lists(balanced_claims(), max_size=4), adjusted=st.lists(moved, max_size=3))
def test_every_remittance_that_was_added_up_balances(claims, adjusted):
    paid = sum(claim.paid_cents for claim in claims) - sum(each.cents for each in adjusted)
    remit = replace(REMIT, claims=tuple(claims), provider_adjustments=tuple(adjusted), paid_cents=paid)

    assert codes(remit) == (["REMIT-PAY-01"] if paid < 0 else [])


@given(claim=balanced_claims(), off=st.integers(-500, 500))
def test_a_cent_more_or_less_is_found_at_every_level(claim, off):
    assume(off != 0)
    line = replace(claim.lines[0], paid_cents=claim.lines[0].paid_cents + off)
    wrong_line = replace(claim, lines=(line, *claim.lines[1:]))
    wrong_claim = replace(claim, paid_cents=claim.paid_cents + off)

    assert codes(alone(wrong_line)) == ["REMIT-BAL-01"]
    assert codes(alone(wrong_claim)) == ["REMIT-BAL-02"]
    assert codes(replace(alone(claim), paid_cents=abs(off))) == ["REMIT-BAL-03"]


def test_a_service_that_is_paid_too_little_is_named_with_its_amounts():
    line = replace(PAID.lines[0], paid_cents=12000)

    (finding,) = prove(replace(REMIT, claims=(replace(PAID, lines=(line, PAID.lines[1])), DENIED, REVERSED)))

    assert (finding.code, finding.severity, finding.line_no) == ("REMIT-BAL-01", Severity.STOP, 1)
    assert finding.message == (
        "Claim V0001-1, service 1 (99214): charge 185.00 less adjustments 60.00 is 125.00; paid is 120.00 (5.00 too little)."
    )
    assert finding.place == "claim V0001-1, service 1"


def test_a_claim_that_is_paid_too_much_is_named_with_its_amounts():
    (finding,) = prove(replace(REMIT, claims=(replace(PAID, paid_cents=12501), DENIED, REVERSED), paid_cents=8001))

    assert (finding.code, finding.severity) == ("REMIT-BAL-02", Severity.STOP)
    assert "charge 197.50 less adjustments 72.50 is 125.00; paid is 125.01 (0.01 too much)" in finding.message


def test_adjustments_of_claim_and_services_count_together():
    both = replace(PAID, adjustments=(Adjustment("OA", "23", 500),), paid_cents=12000)

    assert codes(alone(both)) == []
    assert codes(alone(replace(both, paid_cents=12500))) == ["REMIT-BAL-02"]


def test_services_that_do_not_add_up_to_the_claim_are_found():
    more = replace(PAID, charge_cents=20000, adjustments=(Adjustment("CO", "45", 250),))

    assert codes(alone(more)) == ["REMIT-BAL-04"]


def test_a_claim_without_services_is_proved_by_itself():
    assert codes(alone(REVERSED)) == []
    assert codes(alone(replace(REVERSED, paid_cents=-3999))) == ["REMIT-BAL-02"]


@pytest.mark.parametrize(("paid", "found"), [(8000, []), (8001, ["REMIT-BAL-03"]), (7999, ["REMIT-BAL-03"])])
def test_the_payment_is_what_claims_and_adjustments_leave(paid, found):
    assert codes(replace(REMIT, paid_cents=paid)) == found


def test_the_payment_finding_shows_the_whole_sum():
    (finding,) = prove(replace(REMIT, paid_cents=9000))

    assert finding.message == (
        "The claims are paid 85.00, provider adjustments take 5.00, which leaves 80.00; the payment is 90.00 (10.00 too much)."
    )


@pytest.mark.parametrize(("paid", "found"), [(0, []), (-1, ["REMIT-PAY-01"])])
def test_a_payment_is_not_negative(paid, found):
    remit = replace(REMIT, claims=(), provider_adjustments=(ProviderAdjustment("WO", "X", -paid),), paid_cents=paid)

    assert codes(remit) == found


@pytest.mark.parametrize(("method", "paid", "found"), [("NON", 0, []), ("NON", 100, ["REMIT-PAY-02"]), ("CHK", 100, [])])
def test_nothing_paid_means_no_amount(method, paid, found):
    remit = replace(
        REMIT, claims=(), provider_adjustments=(ProviderAdjustment("WO", "X", -paid),), paid_cents=paid, method=method
    )

    assert codes(remit) == found


@pytest.mark.parametrize(("share", "found"), [(3000, []), (2999, ["REMIT-PAT-01"]), (0, ["REMIT-PAT-01"])])
def test_a_patient_share_told_in_two_ways_is_a_warning(share, found):
    findings = prove(alone(replace(PAID, patient_share_cents=share)))

    assert [finding.code for finding in findings] == found
    assert all(finding.severity is Severity.WARN for finding in findings)


def test_a_reversal_may_leave_the_patient_share_out():
    back = replace(REVERSED, adjustments=(Adjustment("PR", "3", -5000),))

    assert codes(alone(back)) == []
    assert codes(alone(replace(back, patient_share_cents=-5000))) == []
    assert codes(alone(replace(back, patient_share_cents=-4000))) == ["REMIT-PAT-01"]
