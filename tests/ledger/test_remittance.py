"""Posting remittances: where each amount lands, what stays open, what is refused."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.claims.reasons import AGREED, BY_LAW
from superbill.claims.remit import REVERSAL, Adjustment, PaidClaim, PaidLine, ProviderAdjustment, Remit
from superbill.ledger.accounts import ACCOUNTS
from superbill.ledger.balances import by_account, by_claim, by_line
from superbill.ledger.entry import Posting
from superbill.ledger.remittance import OutOfBalance, Why, entries_for, left_open

DAY = date(2026, 9, 18)


def remit_of(*claims: PaidClaim, moved: tuple[ProviderAdjustment, ...] = ()) -> Remit:
    """A remittance that adds up; a total below zero is carried forward, as a payer does it."""
    paid = sum(claim.paid_cents for claim in claims) - sum(one.cents for one in moved)
    if paid < 0:
        moved, paid = (*moved, ProviderAdjustment("FB", "EFT78", paid)), 0
    return Remit("ACME1", "Acme Health Plan", "2000000004", "Lakeside", paid, DAY, "EFT78", "1999999999", "ACH", claims, moved)


def line_of(*adjustments: Adjustment, charge=20000, line_no: int | None = 1) -> PaidLine:
    paid = charge - sum(one.cents for one in adjustments)
    return PaidLine("99214", charge, paid, DAY, adjustments=adjustments, line_no=line_no)


def claim_of(
    *lines: PaidLine, control="V0001-1", status="1", number="ICN1", adjustments: tuple[Adjustment, ...] = ()
) -> PaidClaim:
    paid = sum(line.paid_cents for line in lines) - sum(one.cents for one in adjustments)
    every = [*adjustments, *(one for line in lines for one in line.adjustments)]
    share = 0 if status == REVERSAL else sum(one.cents for one in every if one.group == "PR")
    return PaidClaim(
        control, status, sum(line.charge_cents for line in lines), paid, share, number, "MOSS", "ADA", "M1", adjustments, lines
    )


def mirrored(claim: PaidClaim) -> PaidClaim:
    def negated(adjustments):
        return tuple(replace(one, cents=-one.cents) for one in adjustments)

    lines = tuple(
        replace(line, charge_cents=-line.charge_cents, paid_cents=-line.paid_cents, adjustments=negated(line.adjustments))
        for line in claim.lines
    )
    return replace(
        claim, status=REVERSAL, charge_cents=-claim.charge_cents, paid_cents=-claim.paid_cents, patient_share_cents=0,
        adjustments=negated(claim.adjustments), lines=lines,
    )  # fmt: skip


PAID = claim_of(
    line_of(Adjustment("CO", "45", 7157), Adjustment("PR", "3", 3000)),
    line_of(Adjustment("CO", "45", 300), charge=1200, line_no=2),
)
DENIED = claim_of(line_of(Adjustment("CO", "11", 20000)), control="V0002-1", status="4", number="ICN2")


def test_a_paid_line_goes_to_cash_contract_and_patient():
    (entry,) = entries_for(remit_of(PAID), on=DAY)

    assert entry.ref == "835/1999999999/EFT78/V0001-1/ICN1/1"
    assert entry.on == DAY
    assert entry.postings == (
        Posting("Assets:Cash:Clearing", 9843, "V0001-1", 1, "paid"),
        Posting("Assets:Receivable:Payer", -9843, "V0001-1", 1, "paid"),
        Posting("Income:Adjustments:Contractual", 7157, "V0001-1", 1, "CO-45"),
        Posting("Assets:Receivable:Payer", -7157, "V0001-1", 1, "CO-45"),
        Posting("Assets:Receivable:Patient", 3000, "V0001-1", 1, "PR-3"),
        Posting("Assets:Receivable:Payer", -3000, "V0001-1", 1, "PR-3"),
        Posting("Assets:Cash:Clearing", 900, "V0001-1", 2, "paid"),
        Posting("Assets:Receivable:Payer", -900, "V0001-1", 2, "paid"),
        Posting("Income:Adjustments:Contractual", 300, "V0001-1", 2, "CO-45"),
        Posting("Assets:Receivable:Payer", -300, "V0001-1", 2, "CO-45"),
    )


def test_the_day_of_posting_is_the_day_of_payment_unless_it_is_given():
    later = date(2026, 10, 1)

    assert entries_for(remit_of(PAID))[0].on == DAY
    assert entries_for(remit_of(PAID), on=later)[0].on == later


def test_a_denied_claim_moves_no_money_and_stays_with_the_payer():
    (entry,) = entries_for(remit_of(DENIED), on=DAY)

    assert entry.postings == ()
    assert "paid 0.00 of 200.00" in entry.because
    assert [(one.why, one.cents, one.reason, one.line_no) for one in left_open(remit_of(DENIED))] == [
        (Why.DENIED, 20000, "11", 1)
    ]


@pytest.mark.parametrize(
    ("group", "reason"), [("CO", "ZZ9"), ("OA", "18"), ("PI", "45"), ("OA", "45"), ("CR", "45"), ("CO", "97"), ("OA", "23")]
)
def test_an_unknown_reason_is_work_for_a_person_and_never_written_off(group, reason):
    remit = remit_of(claim_of(line_of(Adjustment(group, reason, 5000))))

    (entry,) = entries_for(remit, on=DAY)

    assert by_account(entry.postings) == {"Assets:Cash:Clearing": 15000, "Assets:Receivable:Payer": -15000}
    assert [(one.cents, one.group, one.reason) for one in left_open(remit)] == [(5000, group, reason)]


def test_what_an_earlier_payer_settled_is_told_apart():
    assert left_open(remit_of(claim_of(line_of(Adjustment("OA", "23", 5000)))))[0].why is Why.EARLIER_PAYER


@pytest.mark.parametrize(
    ("reason", "expected"), [("1", []), ("2", []), ("3", []), ("66", []), ("204", [Why.PATIENT]), ("27", [Why.PATIENT])]
)
def test_a_patient_share_for_an_unusual_reason_is_posted_and_looked_at(reason, expected):
    remit = remit_of(claim_of(line_of(Adjustment("PR", reason, 5000))))

    (entry,) = entries_for(remit, on=DAY)

    assert by_account(entry.postings)["Assets:Receivable:Patient"] == 5000
    assert [one.why for one in left_open(remit)] == expected


@pytest.mark.parametrize(("reason", "cents", "expected"), [("45", 20000, [Why.WHOLE]), ("45", 19999, []), ("24", 20000, [])])
def test_a_contract_that_takes_the_whole_charge_is_looked_at(reason, cents, expected):
    remit = remit_of(claim_of(line_of(Adjustment("CO", reason, cents))))

    (entry,) = entries_for(remit, on=DAY)

    assert by_account(entry.postings)["Income:Adjustments:Contractual"] == cents
    assert [one.why for one in left_open(remit)] == expected


def test_sequestration_has_an_account_of_its_own():
    (entry,) = entries_for(remit_of(claim_of(line_of(Adjustment("CO", "253", 200)))), on=DAY)

    assert by_account(entry.postings)["Income:Adjustments:Regulatory"] == 200


def test_a_claim_without_service_lines_is_posted_as_a_whole():
    claim = PaidClaim(
        "V0001-1",
        "1",
        20000,
        9843,
        3000,
        "ICN1",
        "MOSS",
        "ADA",
        "M1",
        (Adjustment("CO", "45", 7157), Adjustment("PR", "3", 3000)),
    )

    (entry,) = entries_for(remit_of(claim), on=DAY)

    assert {posting.line_no for posting in entry.postings} == {None}
    assert by_account(entry.postings) == {
        "Assets:Cash:Clearing": 9843,
        "Assets:Receivable:Patient": 3000,
        "Assets:Receivable:Payer": -20000,
        "Income:Adjustments:Contractual": 7157,
    }


def test_a_claim_level_adjustment_lowers_the_cash_of_the_lines():
    claim = claim_of(line_of(), adjustments=(Adjustment("PR", "1", 4000), Adjustment("CO", "16", 1000)))

    (entry,) = entries_for(remit_of(claim), on=DAY)

    assert by_account(entry.postings) == {
        "Assets:Cash:Clearing": 15000,
        "Assets:Receivable:Patient": 4000,
        "Assets:Receivable:Payer": -19000,
    }


def test_a_dropped_line_number_stays_unknown():
    (entry,) = entries_for(remit_of(claim_of(line_of(line_no=None))), on=DAY)

    assert {posting.line_no for posting in entry.postings} == {None}


def test_a_reversal_takes_back_what_was_posted_and_the_correction_pays():
    first = entries_for(remit_of(PAID), on=DAY)
    again = claim_of(line_of(Adjustment("CO", "45", 7157), Adjustment("PR", "2", 1000)), control="V0001-2", number="ICN9")

    reversal, payment = entries_for(replace(remit_of(mirrored(PAID), again), trace="EFT79"), on=DAY)

    assert reversal.ref == "835/1999999999/EFT79/V0001-1/ICN1/22"
    assert reversal.because.startswith("payer takes back")
    assert set(by_account(first[0].postings + reversal.postings).values()) == {0}
    assert by_account(payment.postings)["Assets:Cash:Clearing"] == 11843


def test_a_reversal_of_a_denial_moves_nothing_and_leaves_no_work():
    remit = remit_of(mirrored(DENIED))

    (entry,) = entries_for(remit, on=DAY)

    assert entry.postings == ()
    assert left_open(remit) == ()


def test_a_claim_answered_twice_in_one_remittance_has_two_refs():
    entries = entries_for(remit_of(PAID, PAID, PAID), on=DAY)

    assert [entry.ref.removeprefix("835/1999999999/EFT78/V0001-1/ICN1/") for entry in entries] == ["1", "1/2", "1/3"]


def test_a_slash_in_a_number_cannot_make_two_refs_alike():
    one, other = replace(PAID, control="A/B", payer_claim_number="C"), replace(PAID, control="A", payer_claim_number="B/C")

    refs = {entry.ref for entry in entries_for(remit_of(one, other), on=DAY)}

    assert refs == {"835/1999999999/EFT78/A%2FB/C/1", "835/1999999999/EFT78/A/B%2FC/1"}


@pytest.mark.parametrize(
    ("reason", "cents", "account"),
    [
        ("L6", -125, "Income:Interest"),
        ("FB", -9843, "Liabilities:Payer:Forwarded"),
        ("WO", 5000, "Liabilities:Payer:Overpayment"),
        ("72", -5000, "Liabilities:Payer:Overpayment"),
        ("CT", -80000, "Income:Capitation"),
        ("ZZ", 700, "Assets:Suspense:Payer"),
    ],
)
def test_money_moved_outside_any_claim_has_an_entry_of_its_own(reason, cents, account):
    remit = remit_of(PAID, moved=(ProviderAdjustment(reason, "REF7", cents),))

    _, entry = entries_for(remit, on=DAY)

    assert entry.ref == "835/1999999999/EFT78/PLB/1"
    assert entry.postings == (
        Posting(account, cents, memo=f"{reason} REF7"),
        Posting("Assets:Cash:Clearing", -cents, memo=f"{reason} REF7"),
    )
    assert [one.why for one in left_open(remit)] == ([Why.PROVIDER] if reason == "ZZ" else [])


def test_a_balance_carried_forward_is_held_back_from_the_next_payment():
    negative = remit_of(mirrored(PAID), moved=(ProviderAdjustment("FB", "EFT78", -10743),))
    held_back = remit_of(claim_of(line_of(), control="V0003-1"), moved=(ProviderAdjustment("FB", "EFT78", 10743),))

    postings = [posting for remit in (negative, held_back) for entry in entries_for(remit, on=DAY) for posting in entry.postings]

    assert (negative.paid_cents, held_back.paid_cents) == (0, 9257)
    assert by_account(postings)["Liabilities:Payer:Forwarded"] == 0
    assert by_account(postings)["Assets:Cash:Clearing"] == 9257


@pytest.mark.parametrize(
    "broken",
    [
        replace(remit_of(PAID), paid_cents=10742),
        remit_of(replace(PAID, paid_cents=PAID.paid_cents + 1)),
        remit_of(replace(PAID, lines=(replace(PAID.lines[0], paid_cents=1), PAID.lines[1]))),
    ],
)
def test_a_remittance_that_does_not_add_up_is_refused_whole(broken):
    with pytest.raises(OutOfBalance, match="nothing of it was posted") as refused:
        entries_for(broken, on=DAY)

    assert refused.value.findings
    assert refused.value.where == "remittance EFT78"


amounts = st.integers(-50_000, 200_000)
reasons = st.sampled_from(
    [
        *AGREED,
        *BY_LAW,
        ("PR", "1"),
        ("PR", "2"),
        ("PR", "3"),
        ("PR", "204"),
        ("CO", "11"),
        ("CO", "97"),
        ("OA", "23"),
        ("PI", "16"),
        ("XX", "999"),
    ]
)
adjustments = st.lists(st.builds(lambda pair, cents: Adjustment(*pair, cents), reasons, amounts), max_size=4).map(tuple)
lines = st.lists(
    st.builds(
        lambda charge, adjusted, n: line_of(*adjusted, charge=charge, line_no=n),
        st.integers(0, 300_000),
        adjustments,
        st.none() | st.integers(1, 9),
    ),
    min_size=1,
    max_size=4,
)
claims = st.builds(
    lambda lines, adjusted, n: claim_of(*lines, control=f"V{n}-1", adjustments=adjusted), lines, adjustments, st.integers(1, 3)
)
whole_claims = st.builds(
    lambda charge, adjusted: PaidClaim("V9-1", "1", charge, charge - sum(one.cents for one in adjusted), sum(one.cents for one in adjusted if one.group == "PR"), "I", "L", "F", "M", adjusted),
    st.integers(0, 300_000),
    adjustments,
)  # fmt: skip
moved = st.lists(
    st.builds(ProviderAdjustment, st.sampled_from(["L6", "FB", "WO", "72", "ZZ"]), st.just("R"), amounts), max_size=3
).map(tuple)


@given(found=st.lists(claims | whole_claims, max_size=4), moved=moved)
def test_every_remittance_balances_and_can_be_taken_back(found, moved):
    remit = remit_of(*found, moved=moved)

    entries = entries_for(remit, on=DAY)
    undone = [entry.reversed(ref=f"void/{entry.ref}", on=DAY, because="test") for entry in entries]

    postings = [posting for entry in entries for posting in entry.postings]
    assert sum(posting.cents for posting in postings) == 0
    assert by_account(postings).get("Assets:Cash:Clearing", 0) == remit.paid_cents
    assert {posting.account for posting in postings} <= ACCOUNTS.keys()
    assert len({entry.ref for entry in entries}) == len(remit.claims) + len(remit.provider_adjustments)
    assert set(by_account([*postings, *(posting for entry in undone for posting in entry.postings)]).values()) <= {0}


@given(found=st.lists(claims | whole_claims, max_size=4))
def test_every_charge_is_paid_adjusted_with_the_patient_or_open(found):
    charged = [
        Posting(account, sign * cents, claim.control, n)
        for claim in found
        for n, cents in ([(line.line_no, line.charge_cents) for line in claim.lines] or [(None, claim.charge_cents)])
        for account, sign in (("Assets:Receivable:Payer", 1), ("Income:Charges", -1))
    ]

    postings = charged + [posting for entry in entries_for(remit_of(*found), on=DAY) for posting in entry.postings]

    balances, left = by_claim(postings), left_open(remit_of(*found))
    for number, balance in balances.items():
        mine = [claim for claim in found if claim.control.startswith(f"{number}-")]
        assert balance.charge_cents == sum(claim.charge_cents for claim in mine)
        assert balance.payer_paid_cents == sum(claim.paid_cents for claim in mine)
        open_cents = sum(
            one.cents for one in left if one.claim_control.startswith(f"{number}-") and one.why not in (Why.PATIENT, Why.WHOLE)
        )
        assert balance.payer_open_cents == open_cents
    assert sum(balance.charge_cents for balance in by_line(postings).values()) == sum(
        balance.charge_cents for balance in balances.values()
    )
    assert by_account(postings).get("Assets:Receivable:Patient", 0) == sum(claim.patient_share_cents for claim in found)


@given(found=claims | whole_claims)
def test_every_reversal_mirrors_its_payment(found):
    entries = [*entries_for(remit_of(found), on=DAY), *entries_for(remit_of(mirrored(found)), on=DAY)]

    of_the_claim = [posting for entry in entries for posting in entry.postings if posting.claim_control]
    assert set(by_account(of_the_claim).values()) <= {0}
