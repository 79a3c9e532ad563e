"""Claim payments and remittances are built from an 835 while it is read: whole, one at a time, and from damaged files too."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.objects.claims_pieces import Adjustment, Procedure, total
from superbill.x12.objects.remits import ClaimGroup, ClaimPayment, Remittance, ServicePayment
from superbill.x12.objects.remits_builder import MOST
from superbill.x12.transactions.t835 import T835
from tests.x12.invented_remits import CLAIM, OAK, STAY, STONE, edited, heard, remit
from tests.x12.one_set import file_of

BOTH = remit(CLAIM, STAY, paid="3400.50", moved=f"PLB*{OAK}*20261231*WO:P9*-20.5*72")


def claims(lines: list[str]) -> list[ClaimPayment]:
    return [each for each in heard(lines) if isinstance(each, ClaimPayment)]


def the_remittance(lines: list[str]) -> Remittance:
    last = heard(lines)[-1]
    assert isinstance(last, Remittance)
    return last


def test_claims_come_first_then_their_group_then_the_remittance() -> None:
    things = heard(BOTH)

    assert [type(each) for each in things] == [ClaimPayment, ClaimPayment, ClaimGroup, Remittance]


def test_a_claim_has_everything_that_its_segments_say() -> None:
    claim = claims(BOTH)[0]

    assert claim[:10] == ("A1", "1", 30000, 18000, 3000, "12", "P1", "11", "1", "")
    assert claim.patient and claim.patient.name == "MARA J LINDQVIST" and claim.patient.id == "M1"
    assert claim.rendering and claim.rendering.npi == STONE
    assert claim.insured is claim.corrected is claim.crossover is claim.corrected_payer is None
    assert claim.reference("EA") and claim.dated("050") == date(2026, 9, 10)
    assert claim.contacts == (("CLAIMS", "TE", "6085550101"),)
    assert claim.amount("AU") and claim.amount("I") is None
    assert [(each.kind, each.number) for each in claim.quantities] == [("PS", Decimal(2))]
    assert not claim.is_reversal and not claim.is_cut and claim.remarks == ()
    assert claim.at.raw.startswith("CLP*A1") and claim.earlier == 0


def test_a_service_has_everything_that_its_segments_say() -> None:
    first, second = claims(BOTH)[0].services

    assert first.procedure == Procedure("HC", "99213", ("25",))
    assert (first.charge_cents, first.paid_cents, first.units, first.billed) == (20000, 12000, Decimal(1), None)
    assert (first.served_from, first.served_to) == (date(2026, 9, 1), date(2026, 9, 1))
    assert (first.line_control, first.allowed_cents) == ("L1", 14000)
    assert [(each.list, each.code) for each in first.remarks] == [("HE", "N130")]
    assert [(each.group, each.reason, each.cents, each.element) for each in first.adjustments] == [
        ("CO", "45", 6000, 2),
        ("PR", "2", 2000, 2),
    ]
    assert (second.served_from, second.served_to) == (date(2026, 9, 1), date(2026, 9, 3))
    assert second.billed == Procedure("HC", "A4649") and second.billed_units == 3 and second.allowed_cents is None
    assert second.adjustments[1].quantity == "1" and second.quantities[0].number == 1


def test_a_stay_has_its_drg_adjudication_and_corrected_names() -> None:
    stay = claims(BOTH)[1]

    assert (stay.drg, stay.drg_weight, stay.discharge_fraction) == ("470", Decimal("1.25"), Decimal(".5"))
    assert stay.inpatient and stay.outpatient is None
    assert stay.inpatient.cents(4) == 320000 and stay.inpatient.cents(24) is None
    assert stay.remarks == ("MA01", "N19")
    assert stay.insured and stay.corrected and stay.corrected.id == "M3" and stay.corrected_payer
    assert total(stay.all_adjustments) == 180000


def test_the_remittance_has_payment_parties_and_totals() -> None:
    remittance = the_remittance(BOTH)
    header = remittance.header

    assert (header.payment.cents, header.payment.method, header.payment.paid_on) == (340050, "ACH", date(2026, 9, 14))
    assert (header.payment.payer_account, header.payment.payee_account) == ("4711", "4712")
    assert (header.trace.number, header.currency, header.produced_on) == ("EFT-90", "USD", date(2026, 9, 13))
    assert header.references[0].number == "CLEARWAY"
    assert header.payer.name == "ELM MUTUAL" and header.payer.city == "MADISON" and header.payer.street == ("1 ELM ST",)
    assert header.payer.references[0].number == "ELM01" and header.payer.contacts[0][0] == "EDI DESK"
    assert header.payee.npi == OAK and header.payee.reference("TJ")
    assert (remittance.claims, remittance.charged_cents, remittance.claims_paid_cents) == (2, 530000, 338000)


def test_every_claim_knows_the_header() -> None:
    things = heard(BOTH)

    assert isinstance(things[0], ClaimPayment) and isinstance(things[-1], Remittance)
    assert things[0].header is things[-1].header


def test_provider_adjustments_are_kept_and_added_up() -> None:
    lines = remit(STAY, paid="0", moved=f"PLB*{OAK}*20261231*WO:P9*-20.5*L6*7\nPLB*{OAK}*20261231*FB:EFT-90*1")

    remittance = the_remittance(lines)

    kept = [(each.reason, each.reference, each.cents, each.element) for each in remittance.provider_adjustments]
    assert kept == [("WO", "P9", -2050, 3), ("L6", "", 700, 5), ("FB", "EFT-90", 100, 3)]
    assert remittance.moved_cents == -1250
    assert remittance.provider_adjustments[0].fiscal_period == date(2026, 12, 31)


def test_each_lx_is_a_group_with_its_own_counts() -> None:
    second = f"LX*2\nTS3*{OAK}*11*20261231*1*5000\nTS2*10\n" + STAY
    groups = [each for each in heard(remit(CLAIM, second, paid="3380")) if isinstance(each, ClaimGroup)]

    assert [(each.number, each.claims, each.charged_cents) for each in groups] == [("1", 1, 30000), ("2", 1, 500000)]
    assert (groups[1].stated_claims, groups[1].stated_charge_cents, groups[1].supplement) == (1, 500000, ("10",))
    assert groups[0].stated_claims is None


def test_a_claim_without_lx_is_in_a_group_too() -> None:
    lines = [line for line in remit(CLAIM, paid="180") if not line.startswith("LX")]

    things = heard(lines)

    assert [type(each) for each in things] == [ClaimPayment, ClaimGroup, Remittance]


def test_interest_is_added_up_over_claims() -> None:
    paid = edited(CLAIM, AMT="AMT*I*2.5")

    assert the_remittance(remit(paid, paid, paid="360")).interest_cents == 500
    assert the_remittance(remit(CLAIM, paid="180")).interest_cents == 0


def test_the_same_claim_again_knows_where_it_stood() -> None:
    other = edited(CLAIM, NM1="NM1*QC*1*RIVERA*JO")

    first, again, another = claims(remit(CLAIM, CLAIM, other, paid="540"))

    assert (first.earlier, again.earlier, another.earlier) == (0, first.at.number, 0)


def test_a_name_outside_ascii_is_read_as_it_was_meant() -> None:
    raw = file_of(T835, remit(CLAIM, paid="180")).decode("latin-1").replace("LINDQVIST", "LINDQVÅST")
    things: list[object] = []

    check(raw.encode("utf-8"), levels=(1,), hear=things.append)

    assert isinstance(things[0], ClaimPayment) and things[0].patient and things[0].patient.last_name == "LINDQVÅST"


# --- what is damaged


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("CLP*A1*1*300*180", "CLP*A1*1*X*180"),
        ("CLP*A1*1*300*180*30*12*P1*11*1", "CLP*A1"),
        ("CLP*A1*1*300*180*30*12*P1*11*1", "CLP"),
    ],
)
def test_an_amount_that_cannot_be_read_is_none_and_so_is_its_total(old: str, new: str) -> None:
    lines = [line.replace(old, new) for line in remit(CLAIM, STAY, paid="3380")]

    claim, remittance = claims(lines)[0], the_remittance(lines)

    assert claim.charge_cents is None
    assert remittance.charged_cents is None and remittance.claims == 2


def test_a_segment_of_a_service_without_svc_is_kept_in_a_service_of_unknown_charge() -> None:
    claim = claims(remit(edited(CLAIM, SVC="", SVC_1=""), paid="180"))[0]

    assert [each.charge_cents for each in claim.services] == [None]
    assert len(claim.all_adjustments) == 4


def test_a_claim_without_clp_has_unknown_amounts() -> None:
    lines = remit("NM1*QC*1*RIVERA*JO\nSVC*HC:99213*200*200", CLAIM, paid="180")

    first, second = claims(lines)

    assert (first.control, first.paid_cents, second.control) == ("", None, "A1")
    assert the_remittance(lines).claims_paid_cents is None


def test_a_claim_of_too_many_things_is_cut_and_says_so() -> None:
    many = edited(CLAIM, CAS="\n".join(["CAS*CO*45*1"] * (MOST + 1)))

    claim = claims(remit(many, paid="180"))[0]

    assert claim.is_cut and len(claim.services[0].adjustments) == MOST


def test_a_claim_of_too_many_services_is_cut_and_says_so() -> None:
    claim = claims(remit(CLAIM + "SVC*HC:99213*1*1\n" * MOST, paid="180"))[0]

    assert claim.is_cut and len(claim.services) == MOST


def test_too_many_provider_adjustments_are_cut_and_still_added_up() -> None:
    moved = f"PLB*{OAK}*20261231*L6*1*L6*1*L6*1*L6*1*L6*1*L6*1\n" * 900

    remittance = the_remittance(remit(CLAIM, paid="180", moved=moved))

    assert remittance.is_cut and len(remittance.provider_adjustments) == MOST and remittance.moved_cents == 540000


def test_a_total_with_an_unknown_adjustment_is_unknown() -> None:
    known = Adjustment("CO", "45", 100)

    assert total((known, known)) == 200
    assert total((known, Adjustment("CO", "45", None))) is None


@given(st.data())
def test_no_damage_raises_and_every_claim_is_handed_over(data: st.DataObject) -> None:
    lines = list(BOTH)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        parts = lines[at].split("*")
        part = data.draw(st.integers(0, len(parts) - 1))
        parts[part] = data.draw(st.sampled_from(["", ":", "X", "-", "9" * 30, "SVC", "CLP", "CAS", "PLB", "LX", "N1"]))
        lines[at] = "*".join(parts[: data.draw(st.integers(1, len(parts)))])
    things: list[object] = []

    check(file_of(T835, lines), hear=things.append)

    assert isinstance(things[-1], Remittance)
    assert things[-1].claims == sum(isinstance(each, ClaimPayment) for each in things)


def test_a_service_of_nothing_is_empty() -> None:
    empty = ServicePayment()

    assert (empty.line_control, empty.served_from, empty.allowed_cents) == ("", None, None)
