"""Remittances are written as 835 and read back the same; an independent validator finds no error; payers' imperfections are read."""

from dataclasses import replace

import pytest
from hypothesis import Phase, given, settings

from superbill.claims.proof import prove
from superbill.claims.remit import Adjustment, ProviderAdjustment, Remit
from superbill.exchange.envelope import NO_DAY
from superbill.exchange.remits_835 import Bank, as_carried, filing_835, read_835, write_835
from superbill.x12.errors import X12Error
from tests.exchange.invented import (
    AT,
    CONTROLS,
    DAY,
    DENIED,
    PAID,
    PAYER,
    REMIT,
    REVERSED,
    SENDER,
    recounted,
    remit_file,
    remits,
    segments,
)
from tests.pyx12_check import pyx12_errors

BANK = Bank("999999992", "1234567", "999999992", "7654321")


def written(remit: Remit, bank: Bank | None = BANK) -> bytes:
    return remit_file(remit, bank)


@given(remit=remits())
def test_every_remittance_written_is_read_back_the_same(remit):
    assert read_835(written(remit)) == (as_carried(remit),)


@settings(max_examples=15, phases=(Phase.generate,))
@given(remit=remits())
def test_an_independent_validator_finds_no_error_in_any_remittance(remit):
    """With one PLB at most: pyx12 takes a second one, which the guide allows, for a second footer."""
    remit = replace(remit, provider_adjustments=remit.provider_adjustments[:6])

    assert pyx12_errors(written(remit)) == []


@pytest.mark.parametrize(
    "remit",
    [
        REMIT,
        replace(REMIT, claims=(DENIED,), provider_adjustments=(), paid_cents=0, method="NON"),
        replace(REMIT, claims=(REVERSED, PAID), provider_adjustments=()),
        replace(REMIT, claims=(), method="CHK"),
    ],
    ids=["paid, denied, reversed, adjusted", "a denial without payment", "a reversal", "only a provider adjustment"],
)
def test_an_independent_validator_finds_no_error_for(remit):
    assert pyx12_errors(written(remit)) == []
    assert read_835(written(remit)) == (as_carried(remit),)


def test_reasons_of_a_group_stand_together_six_in_a_segment():
    seven = tuple(Adjustment("CO", str(45 + each), 100) for each in range(7))
    mixed = (seven[0], Adjustment("PR", "1", 5), *seven[1:])

    lines = segments(written(replace(REMIT, claims=(replace(DENIED, adjustments=mixed, lines=()),))))

    assert [line for line in lines if line.startswith("CAS")] == [
        "CAS*CO*45*1**46*1**47*1**48*1**49*1**50*1",
        "CAS*CO*51*1",
        "CAS*PR*1*0.05",
    ]


def test_seven_provider_adjustments_need_two_segments():
    moved = tuple(ProviderAdjustment("WO", f"R{each}", 100) for each in range(7))

    lines = [line for line in segments(written(replace(REMIT, provider_adjustments=moved))) if line.startswith("PLB")]

    assert [line.count("WO:") for line in lines] == [6, 1]
    assert lines[1] == f"PLB*{REMIT.payee_npi}*20261231*WO:R6*1"


def test_a_denial_carries_reason_and_remark():
    lines = segments(written(REMIT))

    assert "CLP*V0002-1*4*90*0**12*ACM2" in lines
    assert "CAS*CO*11*90" in lines
    assert "LQ*HE*N130" in lines
    assert "MOA***MA01" in lines


def test_nothing_paid_is_announced_as_such():
    lines = segments(written(replace(REMIT, paid_cents=0, method="NON")))

    assert any(line.startswith("BPR*H*0*C*NON*") for line in lines)


def test_an_electronic_payment_names_both_accounts_when_given():
    with_bank, without = segments(written(REMIT)), segments(written(REMIT, bank=None))

    assert "BPR*I*80*C*ACH*CCP*01*999999992*DA*1234567*1999999999**01*999999992*DA*7654321*20260930" in with_bank
    assert "BPR*I*80*C*ACH*CCP*****1999999999******20260930" in without


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ({"paid_cents": -1}, "cannot be negative"),
        ({"method": "NON", "paid_cents": 1}, "without payment"),
        ({"method": "XYZ"}, "BPR04"),
        ({"payer_tax_id": "123"}, "BPR10"),
        ({"claims": (replace(PAID, remarks=("MA01",) * 6),)}, "five remarks"),
        ({"claims": (replace(PAID, status="99"),)}, "CLP02"),
        ({"claims": (replace(PAID, member_id="A*B"),)}, "cannot carry"),
    ],
)
def test_what_the_guide_does_not_allow_is_refused(broken, says):
    with pytest.raises(X12Error, match=says):
        written(replace(REMIT, **broken))


@pytest.mark.parametrize("missing", [{"address": None}, {"phone": ""}])
def test_a_payer_without_address_or_phone_cannot_write(missing):
    with pytest.raises(X12Error, match="payer's address"):
        write_835(REMIT, sender=replace(PAYER, **missing), receiver=SENDER, controls=CONTROLS, at=AT)


@pytest.mark.parametrize(("filing", "carried"), [("CI", "ZZ"), ("BL", "ZZ"), ("MB", "MB"), ("12", "12")])
def test_a_filing_indicator_the_835_does_not_know_becomes_mutually_defined(filing, carried):
    assert filing_835(filing) == carried


def test_a_missing_header_number_is_forgiven():
    data = recounted(written(REMIT).replace(b"LX*1~\n", b""))

    assert read_835(data) == (as_carried(REMIT),)


def test_a_missing_line_number_is_none():
    data = recounted(written(REMIT).replace(b"REF*6R*1~\n", b""))

    (remit,) = read_835(data)

    assert [line.line_no for claim in remit.claims for line in claim.lines] == [None, 2, None]


def test_a_line_number_that_is_not_ours_is_none():
    (remit,) = read_835(written(REMIT).replace(b"REF*6R*1~", b"REF*6R*ABC~"))

    assert remit.claims[0].lines[0].line_no is None


def test_payer_and_payee_named_again_within_are_forgiven():
    again = f"N1*PR*ACME HEALTH PLAN~\nN1*PE*LAKESIDE*XX*{REMIT.payee_npi}~\nLX*2~\nCLP*V0002-1*"
    data = recounted(written(REMIT).replace(b"CLP*V0002-1*", again.encode()))

    assert read_835(data) == (as_carried(REMIT),)


def test_a_segment_without_money_in_a_wrong_place_is_forgiven():
    data = recounted(written(REMIT).replace(b"CLP*V0002-1*", b"DTM*999*20260101~\nCLP*V0002-1*"))

    assert read_835(data) == (as_carried(REMIT),)


@pytest.mark.parametrize("segment", [b"CAS*CO*45*10", b"SVC*HC:99213*10*10", b"XYZ*1"])
def test_a_segment_that_may_move_money_is_not_skipped(segment):
    data = recounted(written(REMIT).replace(b"LX*1~\n", segment + b"~\nLX*1~\n"))

    with pytest.raises(X12Error, match=segment[:3].decode()):
        read_835(data)


def test_several_remittances_in_one_file_are_all_read():
    lines = segments(written(REMIT))
    body = lines[2:-3]
    second = [each.replace("*0001", "*0002") if each.startswith(("ST*", "SE*")) else each for each in body]
    data = "~\n".join([*lines[:2], *body, *second, "GE*2*17", "IEA*1*000000017", ""]).encode()

    assert read_835(data) == (as_carried(REMIT), as_carried(REMIT))


def test_who_starts_the_transfer_does_not_change_the_amount():
    (remit,) = read_835(written(REMIT).replace(b"BPR*I*80*C*", b"BPR*I*80*D*"))

    assert remit == as_carried(REMIT)
    assert prove(remit) == ()


def test_an_amount_below_nothing_stays_below_nothing():
    (remit,) = read_835(written(REMIT).replace(b"BPR*I*80*C*", b"BPR*I*-80*D*"))

    assert remit.paid_cents == -8_000


def test_the_day_of_the_claim_serves_a_line_without_its_own():
    bare = written(replace(REMIT, claims=(DENIED,))).replace(b"DTM*472*20260914~\n", b"")
    dated = bare.replace(b"NM1*QC*1*RIVERS*TIM****MI*M123456~\n", b"NM1*QC*1*RIVERS*TIM****MI*M123456~\nDTM*232*20260914~\n")

    assert read_835(recounted(bare))[0].claims[0].lines[0].served_on == NO_DAY
    assert read_835(recounted(dated))[0].claims[0].lines[0].served_on == DAY


def test_a_missing_day_of_payment_is_the_day_of_production():
    data = written(REMIT).replace(b"*20260930~\nTRN", b"~\nTRN")

    assert read_835(data)[0].paid_on == AT.date()


def test_an_amount_that_is_none_is_refused_with_its_place():
    with pytest.raises(X12Error, match="CLP04 is not an amount") as caught:
        read_835(written(REMIT).replace(b"CLP*V0001-1*1*197.5*125*", b"CLP*V0001-1*1*197.5*12x*"))

    assert caught.value.place == "loop 2100, CLP04"


def test_adjustments_at_claim_and_line_are_both_read():
    both = replace(PAID, adjustments=(Adjustment("OA", "23", 700),))

    (remit,) = read_835(written(replace(REMIT, claims=(both,))))

    assert remit.claims[0].adjustments == (Adjustment("OA", "23", 700),)
    assert remit.claims[0].lines[0].adjustments == PAID.lines[0].adjustments
