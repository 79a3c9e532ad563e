"""What an 834 says of members: the objects, and the rules over them on both sides."""

from datetime import date

import pytest

from superbill.x12.objects.enrolment import Enrolment, Member
from superbill.x12.transactions.t834 import T834
from tests.x12.invented_others import ENROLLED, OAK, codes, heard, swapped


def members(text: str) -> list[Member]:
    return [each for each in heard(T834, text) if isinstance(each, Member)]


def test_a_member_says_who_joins_and_with_what_coverage() -> None:
    subscriber, dependent = members(ENROLLED)

    assert (subscriber.person.name, subscriber.person.city, subscriber.person.sex) == ("MARA LINDQVIST", "MADISON", "F")
    assert (subscriber.subscriber_id, subscriber.policy, subscriber.medicare) == ("SUB1", "G55", ("A", "0"))
    assert (subscriber.dated("336"), subscriber.amounts[0].cents, subscriber.is_leaving) == (date(2020, 3, 1), 12050, False)
    assert [each.place for each in subscriber.extras] == ["2100A.LUI", "2200.DSB"]
    (coverage,) = subscriber.coverages
    assert (coverage.line, coverage.plan, coverage.level, coverage.begins, coverage.ends) == (
        "HLT",
        "GOLD",
        "FAM",
        date(2026, 10, 1),
        None,
    )
    assert (coverage.amounts[0].cents, coverage.references[0].number, coverage.providers[0].npi) == (2500, "PLAN-GOLD", OAK)
    (other,) = coverage.others
    assert (other.order, other.services, other.payers[0].name, other.references[0].number) == (
        "P",
        ("1", "35"),
        "FIR HEALTH",
        "GRP-5",
    )
    (category,) = subscriber.categories
    assert (category.name, category.references[0].number, category.dates[0].first) == ("WELLNESS", "W1", date(2026, 10, 1))
    assert (dependent.person.name, dependent.coverages[0].line, dependent.categories) == ("OLE LINDQVIST", "DEN", ())


def test_the_enrolment_says_who_sends_it_and_counts_its_members() -> None:
    enrolment = heard(T834, ENROLLED)[-1]

    assert isinstance(enrolment, Enrolment)
    assert (enrolment.reference, enrolment.action, enrolment.policy) == ("E1", "2", "G55")
    assert (enrolment.sponsor.name, enrolment.payer.id, enrolment.brokers[0].name) == ("OAK MILLWORKS", "2299001", "ASH BROKERS")
    assert (enrolment.members, enrolment.subscribers, enrolment.dependents) == (2, 1, 1)
    assert (enrolment.stated("TO"), enrolment.stated("XX")) == (2, None)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("QTY*TO*2", "QTY*TO*2", []),
        ("QTY*TO*2", "QTY*TO*3", [("SNIP3-MEMBER-COUNT", "QTY02")]),
        ("QTY*ET*1", "QTY*ET*2", [("SNIP3-MEMBER-COUNT", "QTY02")]),
        ("QTY*DT*1", "QTY*DT*0", [("SNIP3-MEMBER-COUNT", "QTY02")]),
        ("QTY*TO*2", "QTY*TO*X", []),
        ("INS*Y*18*021*20*A*A:0**FT*N*N", "INS*Y*19*021*20*A", [("SNIP4-MEMBER-SELF", "INS02")]),
        ("INS*Y*18*021*20*A*A:0**FT*N*N", "INS*Y*01*021*20*S", []),
        ("INS*N*19*021*20*A", "INS*N*18*021*20*A", [("SNIP4-MEMBER-SELF", "INS02")]),
        ("INS*N*19*021*20*A", "INS*N*19*021*20*C", [("SNIP4-MEMBER-COBRA", "INS07")]),
        ("INS*N*19*021*20*A", "INS*N*19*021*20*C**1", []),
        ("INS*N*19*021*20*A", "INS*N*19*024*20*A", [("SNIP4-MEMBER-ENDS", "DTP")]),
        ("INS*N*19*021*20*A", "INS*N*19*024*20*A\nDTP*357*D8*20261031", []),
        ("HD*021**DEN", "HD*024**DEN", [("SNIP4-MEMBER-ENDS", "DTP")]),
        ("HD*021**DEN", "HD*024**DEN\nDTP*349*D8*20261031", []),
        ("DTP*356*D8*20261001", "DTP*356*D8*20261001\nDTP*357*D8*20260930", [("SNIP4-MEMBER-PERIOD", "DTP03")]),
        ("DTP*356*D8*20261001", "DTP*356*D8*20261001\nDTP*357*D8*20261001", []),
        ("DTP*344*D8*20260101", "DTP*344*D8*20260101\nDTP*345*D8*20251231", [("SNIP4-MEMBER-PERIOD", "DTP03")]),
        ("HD*021**DEN", "HD*021**DEN\nDTP*349*D8*20260930", [("SNIP4-MEMBER-PERIOD", "DTP03")]),
    ],
)
def test_what_is_said_of_a_member_agrees(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert codes(T834, swapped(ENROLLED, old, new)) == expected
