"""A 997 says what a 999 says in older codes; an 824 says what became of a set and of its claims. Both are sound themselves."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.x12.answers import Numbers
from superbill.x12.answers.a824 import answer_824, answer_facts_824
from superbill.x12.answers.a997 import answer_997
from superbill.x12.answers.a999 import answer_999
from superbill.x12.answers.a_ta1 import answer_ta1
from superbill.x12.answers.answer import hear_file
from superbill.x12.answers.errors_824 import code_824
from superbill.x12.answers.outcome import Verdict
from superbill.x12.answers.read import outcomes
from superbill.x12.check import check
from superbill.x12.errors import X12Error
from superbill.x12.findings import At, found
from superbill.x12.objects.claims import Claim
from superbill.x12.tools.generate import generate
from superbill.x12.transactions.t837p import T837P
from tests.x12.answering import AT, DAY, answered, claims_file, claims_told, heard, rejected, segments
from tests.x12.damage import damaged

LEVELS = (1, 2, 3, 4, 5)


def answered_997(*faults: str) -> list[str]:
    """What stands between ST and SE of the 997 to invented claims with these faults; it must be sound."""
    data = answer_997(heard("837P", *faults).report, at=AT)
    assert check(data, levels=LEVELS).accepted
    return [line for line in segments(data) if line.startswith("AK")]


def answered_824(kind: str, *faults: str) -> bytes:
    """The 824 to an invented file; it must be sound."""
    file = hear_file(b"".join(generate(kind, seed=3, claims=12, on=DAY, faults=faults, claims_per_set=6)))
    data = answer_facts_824(file.report, file.claims, at=AT, on=DAY)
    assert check(data, levels=LEVELS).accepted
    return data


# --- 997


def test_a_sound_file_is_taken_by_a_997():
    assert answered_997() == [
        "AK1*HC*4*005010X222A1",
        "AK2*837*0001*005010X222A1",
        "AK5*A",
        "AK2*837*0002*005010X222A1",
        "AK5*A",
        "AK9*A*2*2*2",
    ]


@pytest.mark.parametrize(
    ("fault", "told", "verdict"),
    [
        ("impossible-date", ["AK3*DTP*27*2400*8", "AK4*3*1251*8*20260231"], "AK5*R*5"),
        ("code-not-allowed", ["AK3*DMG*18*2010*8", "AK4*3*1068*7*X"], "AK5*R*5"),
        ("not-used-element", ["AK3*CLM*20*2300*8", "AK4*3**10*X"], "AK5*R*5"),
        ("unexpected-segment", ["AK3*CL1*23*2300*2"], "AK5*R*5"),
        ("missing-loop", ["AK3*NM1*13*2010*3"], "AK5*R*5"),
        ("se-count", [], "AK5*R*4"),
        ("unknown-segment", [], "AK5*R*5"),
    ],
)
def test_a_997_tells_what_a_guide_forbids_in_the_codes_of_the_standard(fault, told, verdict):
    lines = answered_997(fault)

    assert lines[2 : 2 + len(told)] == told
    assert lines[2 + len(told)] == verdict
    assert lines[-1] == "AK9*P*2*2*1"


@pytest.mark.parametrize(
    "fault", ["missing-element", "too-often", "wrong-order", "drug-without-quantity", "ge-count", "se-control"]
)
def test_a_997_takes_and_rejects_what_a_999_does(fault):
    report = heard("837P", fault).report

    short, long = outcomes(answer_997(report, at=AT)), outcomes(answer_999(report, at=AT))

    assert [(each.of, each.control, each.verdict) for each in short] == [
        (each.of, each.control, each.verdict) for each in long if each.of != "claim"
    ]


def test_sums_are_not_a_997s_matter():
    assert answered_997("total-charge") == answered_997()


def test_an_acknowledgement_gets_no_997():
    answer = answer_997(heard("837P").report, at=AT)

    assert answer_997(check(answer), at=AT) == b""


# --- 824


@pytest.mark.parametrize("kind", ["834", "835", "837P", "270", "276"])
def test_a_sound_set_is_taken_by_an_824(kind):
    data = answered_824(kind)

    told = outcomes(data)
    assert {(each.of, each.verdict) for each in told} == {("set", Verdict.ACCEPTED)}
    assert {line.split("*")[8] for line in segments(data) if line.startswith("BGN")} == {"WQ"}


@pytest.mark.parametrize(
    ("kind", "fault", "code", "place"),
    [
        ("835", "claim-not-balanced", "E024", "CLP04"),
        ("835", "code-not-allowed", "E050", "CLP02"),
        ("835", "missing-required", "E031", "TRN"),
        ("835", "impossible-date", "E045", "DTM02"),
        ("835", "npi-check-digit", "E038", "N104"),
    ],
)
def test_a_set_with_an_error_is_refused_with_its_place(kind, fault, code, place):
    told = outcomes(answered_824(kind, fault))

    bad = [each for each in told if not each.is_taken]
    assert [each.control for each in bad] == ["0001"]
    assert any(reason.code == code and reason.where.endswith(place) for reason in bad[0].reasons)
    assert [each.control for each in told if each.is_taken] == ["0002"]


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ("total-charge", "E024"),
        ("rendering-npi", "E014"),
        ("missing-element", "E032"),
        ("too-long", "E036"),
        ("not-used-element", "E040"),
        ("self-without-birth-date", "E034"),
        ("dependent-without-patient", "E035"),
        ("place-of-service", "E038"),
        ("service-after-file", "E026"),
    ],
)
def test_the_mistaken_claim_is_refused_and_the_others_are_taken(fault, code):
    told = outcomes(answered_824("837P", fault))

    bad = [each for each in told if each.of == "claim" and not each.is_taken]
    assert [each.control for each in bad] == ["V00000001"]
    assert bad[0].reasons[0].code == code
    assert sum(each.of == "claim" for each in told) == 6, "claims are told one by one only where they fared differently"
    assert [(each.control, each.verdict) for each in told if each.of == "set"] == [
        ("0001", Verdict.PARTLY),
        ("0002", Verdict.ACCEPTED),
    ]


def test_an_error_of_the_whole_set_is_told_once():
    data = answered_824("837P", "se-count")

    assert sum(line.startswith("TED") for line in segments(data)) == 1
    assert {each.verdict for each in outcomes(data) if each.set == "0001"} == {Verdict.REJECTED}


@pytest.mark.parametrize(("wrong", "told"), [(9, 9), (10, 10), (11, 10)])
def test_a_claim_tells_at_most_ten_of_the_errors_above_it(wrong, told):
    data = claims_file("837P").replace(b"NM1*85*", b"PER*XX*A*TE*5550100~" * wrong + b"NM1*85*", 1)
    file = hear_file(data)

    answer = answer_facts_824(file.report, file.claims, at=AT, on=DAY)

    of_claims = [each for each in outcomes(answer) if each.of == "claim" and each.set == "0001"]
    assert {len(each.reasons) for each in of_claims} == {told}
    assert not any(each.is_taken for each in of_claims)


def test_an_824_and_a_277ca_agree_on_every_claim():
    file = heard("837P", "total-charge", "impossible-date", "npi-check-digit")

    one, other = answer_facts_824(file.report, file.claims, at=AT, on=DAY), answered(file)

    assert rejected(one) == rejected(other)
    assert {each.charge_cents for each in claims_told(one).values()} <= {
        each.charge_cents for each in claims_told(other).values()
    }


def test_claims_given_as_objects_are_answered_as_those_that_went_by():
    claims: list[Claim] = []
    data = claims_file("837P", "total-charge")
    report = check(data, hear=lambda thing: claims.append(thing) if isinstance(thing, Claim) else None)

    assert answer_824(report, claims, at=AT, on=DAY) == answered_824("837P", "total-charge")


def test_after_a_999_only_the_sets_that_it_takes_are_answered():
    file = heard("837P", "impossible-date")

    data = answer_facts_824(file.report, file.claims, at=AT, on=DAY, after_999=True)

    assert [each.control for each in outcomes(data) if each.of == "set"] == ["0002"]


def test_no_acknowledgement_is_answered_with_an_824():
    file = heard("837P")
    answers = (
        answer_999(file.report, at=AT),
        answer_997(file.report, at=AT),
        answered(file),
        answer_facts_824(file.report, file.claims, at=AT, on=DAY),
        answer_ta1(file.report, at=AT),
    )

    for each in answers:
        again = hear_file(each)
        assert answer_facts_824(again.report, again.claims, at=AT, on=DAY) == b""


def test_each_set_is_named_as_it_came_and_control_numbers_count_on():
    file = heard("837P")

    data = answer_facts_824(file.report, file.claims, at=AT, on=DAY, numbers=Numbers(8, 9, 21))

    assert "OTI*TA*TN*NA*SUNNYSIDE*CLEARWAY*20260918*1030*4*0001*837*005010X222A1" in segments(data)
    assert [line.split("*")[2] for line in segments(data) if line.startswith("ST*")] == ["0021", "0022"]


def test_a_report_that_left_findings_out_is_not_answered():
    with pytest.raises(X12Error, match="More was found"):
        answer_824(check(claims_file("837P", "se-count", "total-charge"), most=1), at=AT, on=DAY)


@pytest.mark.parametrize(
    ("code", "spot", "loop", "raw", "expected"),
    [
        ("SNIP5-NPI", "NM109", "2010AA", "NM1*85", "E012"),
        ("SNIP5-NPI", "NM109", "2310A", "NM1*DN", "E019"),
        ("SNIP5-NPI", "REF02", "2010AA", "REF*HPI*1", "E038"),
        ("SNIP4-SELF-BORN", "DMG", "2010BA", "NM1*IL", "E034"),
        ("SNIP4-ATTENDING", "NM1", "2310A", "CLM*1", "E033"),
        ("SNIP4-NO-PATIENT", "SBR02", "2000B", "SBR*P", "E035"),
        ("SNIP3-CLAIM-TOTAL", "CLM02", "2300", "CLM*1*2", "E024"),
        ("SNIP1-TYPE", "CLM02", "2300", "CLM*1*X", "E050"),
    ],
)
def test_an_error_has_the_closest_business_code(code, spot, loop, raw, expected):
    check(claims_file("837P"), levels=(3, 4, 5))

    assert code_824(found(code, "", at=At(2, 0, raw), spot=spot, loop=loop), T837P) == expected


@settings(max_examples=40)
@given(data=st.one_of(*map(damaged, ("837P", "835", "834", "276"))))
def test_any_file_gives_answers_that_are_sound_themselves(data):
    file = hear_file(data)
    try:
        answers = [answer_997(file.report, at=AT), answer_facts_824(file.report, file.claims, at=AT, on=DAY)]
    except X12Error:
        return  # sender or receiver cannot stand in an envelope

    for each in filter(None, answers):
        report = check(each, levels=LEVELS)
        assert report.accepted, [(one.code, one.spot, one.message) for one in report.findings]
        assert outcomes(each)
