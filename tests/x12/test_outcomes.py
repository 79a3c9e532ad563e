"""Acknowledgements are read as what happened to what was sent; nothing is called taken because it could not be read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.x12.answers.a824 import answer_facts_824
from superbill.x12.answers.a997 import answer_997
from superbill.x12.answers.a999 import answer_999
from superbill.x12.answers.a_ta1 import answer_ta1
from superbill.x12.answers.outcome import Outcome, Reason, Verdict
from superbill.x12.answers.read import outcomes
from superbill.x12.answers.statuses_by_place import CODES, PLACES
from superbill.x12.answers.words import meaning, status_words
from superbill.x12.errors import X12Error
from superbill.x12.tables import Transaction
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.transactions.t824 import T824
from superbill.x12.transactions.t997 import T997
from superbill.x12.transactions.t999 import ELEMENT_CODES, SEGMENT_CODES, T999
from superbill.x12.transactions.ta1 import NOTES
from tests.x12.answering import AT, DAY, answered, claims_file, heard
from tests.x12.one_set import file_of, lines_of

IN_999 = """
    AK1*HC*17456*005010X222A2
    AK2*837*0001*005010X222A2
    IK5*A
    AK2*837*0002*005010X222A2
    IK3*CLM*22*2300*8
    CTX*CLM01:A-17
    IK4*5:3*1325*7*Q
    IK3*NM1*14*2010*3
    IK5*R*5*I5
    AK2*837*0003*005010X222A2
    IK3*REF*57*2300*I6
    CTX*SITUATIONAL TRIGGER^CLM01:A-18*CLM*43*2300*5:3*1325
    IK5*E*5
    AK9*P*3*3*2
"""
IN_997 = """
    AK1*HP*9
    AK2*835*0001
    AK3*CLP*22*2100*8
    AK4*2*1029*7*99
    AK5*R*5
    AK9*R*1*1*0*4
"""
IN_277CA = """
    BHT*0085*08*X1*20260919*0800*TH
    HL*1**20*1
    NM1*PR*2*ELM PAYER*****PI*ELM1
    TRN*1*X1
    DTP*050*D8*20260918
    DTP*009*D8*20260919
    HL*2*1*21*1
    NM1*41*2*OAK BILLING*****46*OAK1
    TRN*2*B7
    STC*A1:19:PR*20260918*WQ*300
    QTY*90*1
    QTY*AA*1
    AMT*YU*100
    AMT*YY*200
    HL*3*2*19*1
    NM1*85*2*OAK CLINIC*****XX*2000000010
    TRN*1*0
    HL*4*3*PT
    NM1*QC*1*RIVERS*ANA****MI*M1
    TRN*2*C1
    STC*A2:20*20260918*WQ*100
    REF*1K*P-77
    DTP*472*D8*20260910
    TRN*2*C2
    STC*A7:562:85*20260918*U*200******A6:158:IL**CALL US
    STC*A8:400*20260918*U*200
    DTP*472*D8*20260910
    SVC*HC:99214*185*****1
    STC*A7:454**U
    REF*FJ*L1
"""
IN_824 = """
    BGN*11*R1*20260919*0800**B7**RU
    N1*41*ELM PAYER*46*ELM1
    N1*40*OAK BILLING*46*OAK1
    OTI*TP*TN*NA***20260918*1030*4*0001*837*005010X222A1
    OTI*BP*BT*NA***20260918*1030*4*0001*837*005010X222A1
    REF*1C*99
    OTI*IA*IX*NA***20260918*1030*4*0001*837*005010X222A1
    REF*EJ*C1
    AMT*GW*100
    OTI*IE*IX*NA***20260918*1030*4*0001*837*005010X222A1
    REF*EJ*C2
    TED*024**N4*32*3**10407
    RED*NA**94**IBP*W038
    OTI*IR*IX*NA***20260918*1030*4*0001*837*005010X222A1
    REF*EJ*C3
    TED*024*NO STREET*N3*9
    RED*A STREET IS NEEDED**94**IBP*E031
"""


def read(table: Transaction, text: str) -> tuple[Outcome, ...]:
    return outcomes(file_of(table, lines_of(text)))


def ta1(code: str, note: str) -> bytes:
    file = answer_ta1(heard("837P").report, at=AT)
    return file.replace(b"*A*000~", f"*{code}*{note}~".encode())


# --- each kind


def test_a_999_tells_what_happened_to_the_group_its_sets_and_the_claims_it_names():
    told = read(T999, IN_999)

    assert [(each.of, each.control, each.verdict.value, each.set) for each in told] == [
        ("group", "17456", "accepted in part", ""),
        ("set", "0001", "accepted", "0001"),
        ("set", "0002", "rejected", "0002"),
        ("claim", "A-17", "rejected", "0002"),
        ("set", "0003", "accepted with errors", "0003"),
        ("claim", "A-18", "accepted with errors", "0003"),
    ]
    assert {(each.told_by, each.group) for each in told} == {("999", "17456")}
    assert told[3].reasons == (Reason("8/7", "CLM05-3 is not a code of its list", "segment 22, loop 2300, CLM05-3", "Q"),)
    assert [reason.code for reason in told[2].reasons] == ["3", "5", "I5"]
    assert told[5].reasons == (Reason("I6", "a segment that depends on another is missing", "segment 57, loop 2300, REF"),)


def test_a_997_tells_the_same_without_claims():
    told = read(T997, IN_997)

    assert [(each.of, each.control, each.verdict.value) for each in told] == [
        ("group", "9", "rejected"),
        ("set", "0001", "rejected"),
    ]
    assert [reason.words for reason in told[0].reasons] == ["the control numbers of GS and GE differ"]
    assert told[1].reasons[0] == Reason("8/7", "CLP02 is not a code of its list", "segment 22, loop 2100, CLP02", "99")


def test_a_277ca_tells_what_happened_to_each_claim_and_why():
    batch, taken, refused = read(T277CA, IN_277CA)

    assert (batch.of, batch.control, batch.verdict, batch.charge_cents) == ("batch", "B7", Verdict.PARTLY, 30000)
    assert (taken.control, taken.verdict, taken.payer_claim_number, taken.charge_cents) == ("C1", Verdict.ACCEPTED, "P-77", 10000)
    assert (refused.control, refused.verdict, refused.batch) == ("C2", Verdict.REJECTED, "B7")
    assert [(reason.code, reason.where) for reason in refused.reasons] == [
        ("A7:562:85", ""),
        ("A6:158:IL", ""),
        ("A8:400", ""),
        ("A7:454", "line L1 (HC 99214)"),
    ]
    assert (
        refused.reasons[0].words == "rejected: something is wrong: national provider identifier of the billing provider (CALL US)"
    )


@pytest.mark.parametrize("old", ["STC*A1:19:PR*20260918*WQ*300", "TRN*1*0"])
def test_a_277ca_that_names_no_claim_tells_of_the_batch_or_the_provider(old):
    lines = lines_of(IN_277CA)
    new = {
        "STC*A1:19:PR*20260918*WQ*300": ["STC*A3:24:41*20260918*U*300"],
        "TRN*1*0": ["TRN*1*0", "STC*A7:562:85**U*300"],
    }[old]
    at = lines.index(old)
    end = lines.index("HL*3*2*19*1") if old.startswith("STC") else lines.index("HL*4*3*PT")

    told = outcomes(file_of(T277CA, [*lines[:at], *new, *lines[at + 1 : end]]))

    last = told[-1]
    assert (last.of, last.control) == (("batch", "B7") if old.startswith("STC") else ("provider", "2000000010"))
    assert last.verdict is Verdict.REJECTED
    assert len(last.reasons) == 1


@pytest.mark.parametrize(
    ("status", "taken"),
    [
        ("A0:16:PR*20260918*WQ", True),
        ("A1:19:PR*20260918*WQ", True),
        ("A5:717*20260918*WQ", True),
        ("A2:20*20260918*U", False),
        ("A7:21*20260918*WQ", False),
        ("A3:21*20260918*U", False),
        ("A4:35*20260918*U", False),
        ("E1:484*20260918*WQ", False),
        ("P1:20*20260918*WQ", False),
    ],
)
def test_only_what_is_surely_accepted_is_taken(status, taken):
    text = IN_277CA.replace("A2:20*20260918*WQ", status)

    assert [each.is_taken for each in read(T277CA, text) if each.control == "C1"] == [taken]


def test_an_824_tells_what_happened_to_the_set_its_batches_and_its_items():
    told = read(T824, IN_824)

    assert [(each.of, each.control, each.verdict.value) for each in told] == [
        ("set", "0001", "accepted in part"),
        ("batch", "B7", "accepted in part"),
        ("claim", "C1", "accepted"),
        ("claim", "C2", "accepted with errors"),
        ("claim", "C3", "rejected"),
    ]
    assert {(each.group, each.set, each.batch) for each in told} == {("4", "0001", "B7")}
    assert told[2].charge_cents == 10000
    assert told[3].reasons == (Reason("W038", "a code that its list does not hold", "segment 32, N403", "10407"),)
    assert told[4].reasons == (Reason("E031", "a required segment is missing (A STREET IS NEEDED)", "segment 9, N3"),)


@pytest.mark.parametrize(
    ("code", "note", "verdict", "words"),
    [
        ("A", "000", Verdict.ACCEPTED, []),
        ("E", "014", Verdict.NOTED, ["the date of the interchange is not valid"]),
        ("R", "021", Verdict.REJECTED, ["the number of groups is not right"]),
        ("Q", "999", Verdict.REJECTED, ["note 999"]),
    ],
)
def test_a_ta1_tells_what_happened_to_the_interchange(code, note, verdict, words):
    (told,) = outcomes(ta1(code, note))

    assert (told.of, told.control, told.verdict, told.told_by) == ("interchange", "000000004", verdict, "TA1")
    assert [reason.words for reason in told.reasons] == words


def test_several_acknowledgements_may_stand_in_one_file():
    file = heard("837P", "impossible-date")
    data = answer_ta1(file.report, at=AT) + answer_999(file.report, at=AT) + answered(file)

    assert {each.told_by for each in outcomes(data)} == {"TA1", "999", "277CA"}


# --- both ways


FAULTS = ["impossible-date", "missing-element", "unexpected-segment", "too-long", "code-not-allowed", "drug-without-quantity"]


@pytest.mark.parametrize("fault", FAULTS)
def test_the_mistaken_claim_comes_back_from_every_answer_that_can_name_it(fault):
    file = heard("837P", fault, claims=24)
    wrong = {each.control for each in outcomes(answered(file)) if each.of == "claim" and not each.is_taken}

    named = {each.control for each in outcomes(answer_999(file.report, at=AT)) if each.of == "claim"}
    told_824 = {
        each.control
        for each in outcomes(answer_facts_824(file.report, file.claims, at=AT, on=DAY))
        if each.of == "claim" and not each.is_taken
    }

    assert len(wrong) == 1
    assert named <= wrong
    assert told_824 == wrong
    assert named or fault in ("too-long", "code-not-allowed"), "only what stands above the claim has no claim as its context"


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_999_says_is_what_was_found(fault):
    report = heard("837P", fault).report

    told = [reason for each in outcomes(answer_999(report, at=AT)) for reason in each.reasons if reason.where]

    found = [each for each in report.findings if each.level in (1, 2)]
    assert len(told) == len(found)
    for reason, finding in zip(told, found, strict=True):
        assert reason.where.startswith(f"segment {finding.position}")
        assert reason.where.endswith(finding.spot)


# --- what cannot be read


ANSWERS = {
    "999": answer_999(heard("837P", "impossible-date").report, at=AT),
    "997": answer_997(heard("837P", "impossible-date").report, at=AT),
    "277CA": answered(heard("837P", "impossible-date")),
    "824": answer_facts_824(heard("837P", "impossible-date").report, heard("837P", "impossible-date").claims, at=AT, on=DAY),
}


@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_a_file_that_was_cut_or_lost_a_segment_is_not_read(data):
    lines = data.split(b"~\n")

    for lost in range(len(lines) - 1):
        with pytest.raises(X12Error):
            outcomes(b"~\n".join([*lines[:lost], *lines[lost + 1 :]]))
        with pytest.raises(X12Error):
            outcomes(b"~\n".join([*lines[: lost + 1], b""]) if lost < len(lines) - 2 else b"")


@pytest.mark.parametrize("data", ANSWERS.values(), ids=ANSWERS)
def test_a_control_number_that_differs_in_a_trailer_loses_nothing(data):
    told = outcomes(data)

    assert outcomes(data.replace(b"~\nIEA*1*000000001~", b"~\nIEA*1*000000009~")) == told
    assert outcomes(data.replace(b"*1~\nIEA", b"*8~\nIEA")) == told


@pytest.mark.parametrize(("table", "text", "old"), [(T277CA, IN_277CA, "HL*4*3*PT"), (T997, IN_997, "AK2*835*0001")])
def test_a_verdict_that_has_no_place_is_refused(table, text, old):
    lines = ["K3*NOTE" if line == old else line for line in lines_of(text)]

    with pytest.raises(X12Error, match="not expected here"):
        outcomes(file_of(table, lines))


@pytest.mark.parametrize(
    ("table", "text", "old", "refused"),
    [(T277CA, IN_277CA, "TRN*2*C2", "C1"), (T999, IN_999, "AK2*837*0002*005010X222A2", "0001")],
)
def test_a_rejection_whose_head_was_lost_is_not_called_accepted(table, text, old, refused):
    lines = ["K3*NOTE" if line == old else line for line in lines_of(text)]

    assert [each.verdict for each in outcomes(file_of(table, lines)) if each.control == refused] == [Verdict.REJECTED]


def test_a_segment_that_says_nothing_of_a_verdict_is_let_pass():
    lines = lines_of(IN_277CA)
    lines.insert(lines.index("QTY*90*1"), "K3*SOMETHING")

    assert outcomes(file_of(T277CA, lines)) == read(T277CA, IN_277CA)


@pytest.mark.parametrize("data", [b"", b"not X12", claims_file("837P")])
def test_what_is_no_acknowledgement_is_refused(data):
    with pytest.raises(X12Error):
        outcomes(data)


@settings(max_examples=60)
@given(which=st.sampled_from(sorted(ANSWERS)), at=st.floats(0, 1), cut=st.integers(0, 30), new=st.binary(max_size=5))
def test_any_bytes_give_outcomes_or_a_typed_error(which, at, cut, new):
    data = ANSWERS[which]
    place = int(at * len(data))

    try:
        told = outcomes(data[:place] + new + data[place + cut :])
    except X12Error:
        return

    assert all(isinstance(each, Outcome) for each in told)


# --- words


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("note", NOTES),
        ("group", "1 2 3 4 5 6 19"),
        ("segment", SEGMENT_CODES),
        ("element", ELEMENT_CODES),
        ("set", "1 2 3 4 5 19 23 I5 I6"),
    ],
)
def test_every_code_that_we_write_has_words(kind, codes):
    assert [code for code in codes.split() if meaning(kind, code) == f"{kind} {code}"] == []


def test_every_status_that_we_give_has_words():

    given = {cell.strip() for line in f"{PLACES}\n{CODES}".splitlines() for cell in line.split("|")[1:2]}
    given |= {status for line in CODES.splitlines() for cell in line.split("|")[2:] for status in cell.split()}
    numbers = {each for each in given if each.isdigit()} | {"481"}

    assert [number for number in sorted(numbers) if meaning("status", number) == f"status {number}"] == []
    assert len(numbers) > 100


def test_an_unknown_code_is_shown_as_it_is():
    assert status_words("A7", "829", "QQ") == "rejected: something is wrong: status 829 of QQ"
