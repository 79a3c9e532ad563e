"""What is a denial, what is not, and which reason leads."""

from datetime import date

import pytest

from superbill.claims.reasons import AGREED, BY_LAW, kind_of
from superbill.claims.remit import Adjustment, PaidClaim, PaidLine
from superbill.denials.explain import explain, find_denials
from superbill.denials.table import UNKNOWN, Action, Cause, Owner, denials, row_for


def co(reason, cents=10000):
    return Adjustment("CO", reason, cents)


def pr(reason, cents=10000):
    return Adjustment("PR", reason, cents)


@pytest.mark.parametrize(
    "adjustments",
    [
        [],
        [co("45", 7157)],
        [co("45", 7157), pr("1", 12843)],
        [pr("2"), pr("3"), pr("66")],
        [co("253")],
        [Adjustment("OA", "23", 5000)],
        [co("11", 0)],
        [co("11", -10000)],
    ],
)
def test_an_agreed_reduction_or_the_plan_s_cost_share_is_not_a_denial(adjustments):
    assert explain(adjustments) is None


def test_a_denial_says_what_who_and_what_next():
    denial = explain([co("11", 15000)])

    assert (denial.codes, denial.cause, denial.owner, denial.cents) == ("CO-11", Cause.CODING, Owner.CODER, 15000)
    assert denial.actions[0] is Action.CORRECT
    assert denial.correctable
    assert denial.is_known
    assert "side" in denial.next_step


def test_a_cent_can_be_denied():
    assert explain([co("11", 1)]).cents == 1


def test_a_denial_beside_a_contractual_part_is_still_a_denial():
    assert explain([co("45", 500), co("197")]).reason == "197"


def test_what_the_practice_would_lose_leads_before_what_moved_to_the_patient():
    denial = explain([pr("204", 90000), co("97", 100)])

    assert denial.codes == "CO-97"
    assert denial.also == ("PR-204",)


def test_a_known_reason_leads_before_an_unknown_one_and_the_greater_amount_before_the_smaller():
    assert explain([co("ZZ1", 90000), co("97", 100)]).reason == "97"
    assert explain([co("97", 100), co("29", 101)]).reason == "29"
    assert explain([co("97", 100), co("29", 100)]).reason == "97"


def test_an_unknown_reason_is_work_for_a_biller():
    denial = explain([co("ZZ1")], ["N999"])

    assert denial.codes == "CO-ZZ1 N999"
    assert not denial.is_known
    assert denial.owner is Owner.BILLER
    assert Action.WRITE_OFF not in denial.actions


def test_a_remark_makes_the_reason_specific():
    assert explain([co("16")]).owner is Owner.BILLER
    assert explain([co("16")], ["N700", "M76"]).title == "Diagnosis missing or wrong"
    assert explain([co("16")], ["M76", "MA27"]).owner is Owner.CODER
    assert explain([co("16")], ["MA27", "M76"]).owner is Owner.FRONT_DESK


def test_the_group_decides_whether_the_patient_may_be_billed():
    assert Action.BILL_PATIENT in explain([pr("204")]).actions
    assert Action.BILL_PATIENT not in explain([co("204")]).actions
    assert explain([pr("96")]).title == "Not covered; the patient owes it"
    assert explain([co("96")]).title == "Not covered"


COMMON = "CO-4 CO-11 CO-16 OA-18 CO-22 PR-27 CO-29 PR-31 CO-50 CO-97 CO-197 CO-96 PR-204 CO-B7 OA-109"


@pytest.mark.parametrize("codes", COMMON.split())
def test_a_common_denial_is_explained(codes):
    denial = explain([Adjustment(*codes.split("-"), 100)])

    assert denial.is_known
    assert denial.actions


def test_the_table_says_each_thing_once_and_in_whole_sentences():
    keys = [(row.reason, group, row.remark) for row in denials() for group in row.groups or ("",)]

    assert len(keys) == len(set(keys)) >= 45
    assert all(
        row.plain.endswith(".") and row.next_step.endswith(".") and not row.title.endswith(".") and row.actions
        for row in denials()
    )


def test_no_row_explains_as_a_denial_what_is_not_one():
    assert not {("CO", row.reason) for row in denials()} & {*AGREED, *BY_LAW}
    assert all(kind_of("PR", row.reason).name == "PATIENT" for row in denials())


def test_a_remark_row_without_a_plain_row_would_leave_the_reason_unexplained():
    assert all(row_for("CO", row.reason, ()) is not UNKNOWN for row in denials())


def claim_of(*lines, adjustments=(), remarks=(), status="1"):
    return PaidClaim("V1-1", status, 0, 0, 0, "I", "L", "F", "M", tuple(adjustments), tuple(lines), tuple(remarks))


def line_of(*adjustments, remarks=(), line_no=1):
    return PaidLine("99214", 100, 0, date(2026, 9, 1), adjustments=adjustments, remarks=remarks, line_no=line_no)


def test_a_claim_lists_its_denials_with_their_lines():
    claim = claim_of(line_of(co("45")), line_of(co("11"), line_no=2), adjustments=[co("22")])

    assert [(part.line_no, part.procedure, part.denial.reason) for part in find_denials(claim)] == [
        (None, "", "22"),
        (2, "99214", "11"),
    ]


def test_a_claim_s_remarks_explain_a_line_without_its_own():
    claim = claim_of(line_of(co("16")), line_of(co("16"), remarks=("M51",), line_no=2), remarks=["MA27"])

    assert [part.denial.remarks for part in find_denials(claim)] == [("MA27",), ("M51",)]


def test_a_reversal_denies_nothing():
    assert find_denials(claim_of(line_of(co("11")), status="22")) == ()
