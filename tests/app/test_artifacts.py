"""What each step leaves behind as bytes, and files of the exchange read as nouns without a database."""

import json
from dataclasses import replace

import pytest

from superbill.app import artifacts
from superbill.app.check_file import check_claims
from superbill.app.find import NotHere
from superbill.app.prove_remit import proof_of
from superbill.app.read_file import NotRead, claims_in, read_claims, read_file
from superbill.app.register_visit import register_visit
from superbill.basics.errors import BadInput
from superbill.basics.findings import Severity
from superbill.claims.claim import Claim
from superbill.claims.plain import BadShape, from_plain
from superbill.claims.remit import Remit
from tests.app.office import DAY, NOTE, Office, bank_csv, file_835, remit, visit


@pytest.fixture
def paid(office: Office) -> Office:
    office.sent()
    answer = remit(office.paid("V1-1"))
    for data in (office.ack_999(), office.ack_277("V1-1"), file_835(answer), bank_csv(answer)):
        office.receive(data)
    return office


def test_what_was_suggested_is_told_with_its_words(office: Office) -> None:
    office.register()

    told = json.loads(artifacts.suggestions_json(office.desk(), "V1"))

    assert {"E11.65", "I10"} <= {item["code"] for item in told["suggestions"]}
    for item in told["suggestions"]:
        assert all(NOTE[words["start"] : words["end"]] == words["words"] for words in item["evidence"])


def test_the_sheet_is_told_as_saved_and_empty_before(office: Office) -> None:
    office.register()
    assert json.loads(artifacts.sheet_json(office.desk(), "V1")) == {}

    office.code()
    assert [choice["code"] for choice in json.loads(artifacts.sheet_json(office.desk(), "V1"))["choices"]] == ["E11.65", "I10"]


def test_the_claim_is_read_back_from_its_json(office: Office) -> None:
    office.draft()

    data = artifacts.claim_json(office.desk(), "V1")

    assert from_plain(Claim, json.loads(data)) == office.claim("V1-1")
    assert claims_in(data) == (office.claim("V1-1"),)


def test_the_last_file_of_each_kind_is_given_as_it_was(paid: Office) -> None:
    assert artifacts.latest_file(paid.desk(), "V1", "837P") == paid.last_sent()
    assert artifacts.latest_file(paid.desk(), "V1", "835") == file_835(remit(paid.paid("V1-1")))
    assert artifacts.latest_bank_file(paid.desk()) == bank_csv(remit(paid.paid("V1-1")))


def test_the_ledger_is_told_whole_and_in_order(paid: Office) -> None:
    entries = json.loads(artifacts.entries_json(paid.desk()))

    assert [entry["ref"].split("/")[0] for entry in entries] == ["charge", "835", "bank"]
    assert all(sum(posting["cents"] for posting in entry["postings"]) == 0 for entry in entries)


def test_what_is_not_there_yet_is_said(office: Office) -> None:
    register_visit(office.desk("biller"), visit("V1"))
    desk = office.desk()
    with pytest.raises(NotHere, match="V1 has no note yet"):
        artifacts.suggestions_json(desk, "V1")
    with pytest.raises(NotHere, match="There is no claim 'V1'"):
        artifacts.claim_json(desk, "V1")
    with pytest.raises(NotHere, match="no list of deposits"):
        artifacts.latest_bank_file(desk)

    office.draft("V2")
    with pytest.raises(NotHere, match="There is no 835 for claim V2 yet"):
        artifacts.latest_file(desk, "V2", "835")


# ------------------------------------------------------------------------------------------- without a database


def test_each_kind_of_file_is_read_as_what_it_is(paid: Office) -> None:
    answer = remit(paid.paid("V1-1"))
    files = (paid.last_sent(), file_835(answer), paid.ack_999(), paid.ack_277("V1-1"))

    read = [read_file(data) for data in files]

    assert [one["kind"] for one in read] == ["837P", "835", "999", "277CA"]
    (claim,), (remittance,) = read[0]["content"], read[1]["content"]  # type: ignore[misc]  # by kind
    assert claim.control == "V1-1"
    assert isinstance(remittance, Remit) and remittance == answer


@pytest.mark.parametrize("data", [b"", b"hello", b"ISA*00*", b"{}"])
def test_what_is_no_file_of_the_exchange_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput) as refused:
        read_file(data)

    assert refused.value.what and refused.value.todo


@pytest.mark.parametrize(
    ("data", "error"), [(b"{", NotRead), (b'{"number": "V1"}', BadShape), (b"\xef\xbb\xbf {}", BadInput), (b"[]", BadInput)]
)
def test_a_claim_as_json_that_cannot_be_read_is_refused(data: bytes, error: type[BadInput]) -> None:
    with pytest.raises(error):
        claims_in(data)


def test_claims_of_one_file_are_each_checked_with_those_before_them(paid: Office) -> None:
    (claim,) = read_claims(paid.last_sent())
    again, other = replace(claim, number="V2"), replace(claim, number="V3", coverage=replace(claim.coverage, member_id="X1"))

    first, second, third = check_claims((claim, again, other), on=DAY)

    assert [any(finding.code == "LINE-05" for finding in found) for found in (first, second, third)] == [False, True, False]
    assert not any(finding.severity is Severity.STOP for finding in first)


def test_the_proof_is_written_out_equation_by_equation(paid: Office) -> None:
    whole, short = remit(paid.paid("V1-1")), remit(paid.paid("V1-1"), paid_cents=20000)
    wrong_claim = remit(replace(paid.paid("V1-1"), charge_cents=22501))

    proofs = [[(row.what, row.holds) for row in proof_of(each)] for each in (whole, short, wrong_claim)]

    assert proofs == [
        [("Transaction", True), ("Claim V1-1", True)],
        [("Transaction", False), ("Claim V1-1", True)],
        [("Transaction", True), ("Claim V1-1", False)],
    ]
    assert proof_of(whole)[0].working == "claims paid 202.50 − provider adjustments 0.00 = 202.50; announced 202.50"


def test_a_claim_whose_one_service_does_not_balance_does_not_hold(paid: Office) -> None:
    answer = paid.paid("V1-1")
    first, second = answer.lines
    shifted = replace(answer, lines=(replace(first, paid_cents=18901), replace(second, paid_cents=1349)))

    assert [row.holds for row in proof_of(remit(shifted))] == [True, False]
