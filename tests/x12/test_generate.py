"""Invented files: whole, balanced, clean, the same for the same seed, and of the size that was asked for."""

from collections import defaultdict
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.errors import BadInput
from superbill.basics.identifiers import is_npi
from superbill.basics.money import cents_from
from superbill.x12.check import check
from superbill.x12.envelope import TransactionSet, read_interchanges
from superbill.x12.segments import Segment
from superbill.x12.tools.generate import KINDS, NoSuchKind, generate
from tests.pyx12_check import pyx12_errors

DAY = date(2026, 9, 18)
COUNTED = {"835": "CLP", "820": "ENT", "820-EXCHANGE": "ENT", "834": "INS", "834-EXCHANGE": "INS"}
COUNTED |= {"275": "LX", "275-5010": "LX", "824": "OTI", "997": "AK2", "999": "AK2"}
COUNTED |= dict.fromkeys(("270", "271", "276", "277"), "TRN")
COUNTED |= dict.fromkeys(("277CA", "277RFI", "277-PENDING"), "NM1*QC")
COUNTED |= {kind: "CLM" if kind.startswith("837") else "SV1" for kind in KINDS if kind.startswith(("837", "278"))}


def made(kind: str, *, seed: int = 1, claims: int = 40, **more: int) -> bytes:
    return b"".join(generate(kind, seed=seed, claims=claims, on=DAY, **more))


def sets_of(data: bytes) -> tuple[TransactionSet, ...]:
    (interchange,) = read_interchanges(data)
    return interchange.groups[0].sets


def cents(segment: Segment, place: int) -> int:
    return cents_from(segment.element(place)) if segment.element(place) else 0


def adjusted(segment: Segment, *, first: int = 3) -> int:
    return sum(cents(segment, place) for place in range(first, 20, 3))


@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 10**9), claims=st.integers(1, 30), per_set=st.integers(1, 20))
def test_a_file_is_whole_and_has_just_so_many_claims(kind, seed, claims, per_set):
    data = made(kind, seed=seed, claims=claims, claims_per_set=per_set)

    sets = sets_of(data)

    assert sum(segment.text().startswith(f"{COUNTED[kind]}*") for each in sets for segment in each.body) == claims
    assert len(sets) == -(-claims // per_set)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_makes_the_same_file_and_another_seed_another(kind):
    first, again, other = made(kind, seed=3), made(kind, seed=3), made(kind, seed=4)

    assert first == again
    assert first != other


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("seed", [1, 77])
def test_nothing_is_wrong_with_a_file_at_any_level(kind, seed):
    assert check(made(kind, seed=seed, claims=60)).findings == []


@pytest.mark.parametrize(("kind", "claims"), [("837P", 60), ("835", 60), ("834", 60), ("837I", 6)])
def test_an_independent_validator_finds_nothing(kind, claims):
    # 6 of the 837I: its map does not know a dependent below a subscriber who has a claim, too
    assert pyx12_errors(made(kind, claims=claims)) == []


@given(seed=st.integers(0, 10**6))
def test_every_npi_has_its_check_digit(seed):
    data = made("837P", seed=seed, claims=12)

    npis = [each.element(9) for part in sets_of(data) for each in part.body if each.tag == "NM1" and each.element(8) == "XX"]

    assert npis
    assert all(is_npi(npi) for npi in npis)


@pytest.mark.parametrize(("kind", "line"), [("837P", "SV1"), ("837I", "SV2"), ("837D", "SV3")])
def test_a_claim_is_the_sum_of_its_lines_and_other_payers_balance(kind, line):
    place = 3 if line == "SV2" else 2
    for claim in claims_of(made(kind, claims=130), opener="CLM", closer="HL"):
        charge = cents(claim[0], 2)
        lines = [cents(each, place) for each in claim if each.tag == line]
        assert sum(lines) == charge
        paid = [cents(each, 2) for each in claim if each.tag == "AMT" and each.element(1) == "D"]
        moved = sum(adjusted(each) for each in claim if each.tag == "CAS")
        assert not paid or charge == paid[0] + moved
        by_line = [cents(each, 2) for each in claim if each.tag == "SVD"]
        assert not by_line or (sum(by_line) == paid[0] and len(by_line) == len(lines))


def claims_of(data: bytes, *, opener: str, closer: str) -> list[list[Segment]]:
    found: list[list[Segment]] = []
    for each in sets_of(data):
        inside = False
        for segment in each.body:
            if segment.tag == opener:
                found.append([])
            inside = segment.tag == opener or (inside and segment.tag not in (closer, "PLB"))
            if inside:
                found[-1].append(segment)
    return found


@given(seed=st.integers(0, 10**6), per_set=st.integers(1, 40))
def test_a_payment_balances_at_service_claim_and_transaction(seed, per_set):
    data = made("835", seed=seed, claims=30, claims_per_set=per_set)

    for claim in claims_of(data, opener="CLP", closer="CLP"):
        balance: dict[int, int] = defaultdict(int)
        service = 0
        for each in claim[1:]:
            service += each.tag == "SVC"
            if each.tag == "SVC":
                balance[service] += cents(each, 2) - cents(each, 3)
            elif each.tag == "CAS":
                balance[service] -= adjusted(each)
        whole = cents(claim[0], 3) - cents(claim[0], 4) - sum(adjusted(each) for each in claim if each.tag == "CAS")
        assert whole == 0
        assert all(rest == 0 for number, rest in balance.items() if number)
    for each in sets_of(data):
        paid = sum(cents(segment, 4) for segment in each.body if segment.tag == "CLP")
        moved = sum(cents(segment, place) for segment in each.body if segment.tag == "PLB" for place in range(4, 15, 2))
        assert cents(each.body[0], 2) == paid - moved >= 0


def test_answers_tell_every_kind_of_story():
    benefits = {each.element(1) for part in sets_of(made("271")) for each in part.body if each.tag in ("EB", "AAA")}
    statuses = {each.element(1) for part in sets_of(made("277")) for each in part.body if each.tag == "STC"}
    changes = {each.element(3) for part in sets_of(made("834")) for each in part.body if each.tag == "INS"}

    assert {"1", "6", "A", "B", "C", "L", "N"} <= benefits
    assert statuses == {"F1:65", "F2:107", "P1:20", "A4:35"}
    assert changes == {"001", "021", "024"}


def test_news_of_claims_tell_every_kind_of_story():
    taken = {each.element(3) for part in sets_of(made("277CA")) for each in part.body if each.tag == "STC"}
    decided = {each.element(1) for part in sets_of(made("278-RESPONSE")) for each in part.body if each.tag == "HCR"}
    verdicts = {each.element(1) for part in sets_of(made("999")) for each in part.body if each.tag == "IK5"}

    assert taken == {"WQ", "U"}
    assert decided == {"A1", "A3", "A4"}
    assert verdicts == {"A", "R"}


def test_premiums_add_up_with_what_is_taken_off():
    for each in sets_of(made("820", claims=50, claims_per_set=20)):
        paid = sum(cents(segment, 4) for segment in each.body if segment.tag == "RMR")
        billed = sum(cents(segment, 5) for segment in each.body if segment.tag == "RMR")
        less = sum(cents(segment, 1) for segment in each.body if segment.tag == "ADX")
        assert cents(each.body[0], 2) == paid == billed + less
        assert less < 0


def test_payments_tell_every_kind_of_story():
    data = made("835", claims=900)

    every = [segment for each in sets_of(data) for segment in each.body]
    statuses = {each.element(2) for each in every if each.tag == "CLP"}
    handled = {(each.element(1), each.element(4)) for each in every if each.tag == "BPR"}

    assert statuses == {"1", "2", "4", "19", "22"}
    assert handled == {("I", "ACH"), ("I", "CHK"), ("H", "NON")}
    assert {"PLB", "MIA", "MOA", "LQ"} <= {each.tag for each in every}


def test_claims_tell_every_kind_of_story():
    every = [segment for each in sets_of(made("837P", claims=120)) for segment in each.body]

    assert {each.element(5).rpartition(":")[2] for each in every if each.tag == "CLM"} == {"1", "7"}
    assert {each.element(2) for each in every if each.tag == "SBR"} == {"18", "", "19"}
    assert {"SVD", "CAS", "CR1", "CRC", "LIN", "CTP", "PAT"} <= {each.tag for each in every}
    assert len({each.element(9) for each in every if each.tag == "NM1" and each.element(1) == "85"}) > 3


@pytest.mark.parametrize("kind", ["", "837X", "998", "TA1"])
def test_what_is_not_made_is_refused(kind):
    with pytest.raises(NoSuchKind):
        made(kind)


@pytest.mark.parametrize("more", [{"claims": 0}, {"claims_per_set": 0}])
def test_a_file_without_claims_is_refused(more):
    with pytest.raises(BadInput):
        made("837P", **more)


def test_a_file_comes_in_pieces():
    pieces = list(generate("837P", seed=1, claims=1000, on=DAY, claims_per_set=100))

    assert len(pieces) == 12
    assert max(map(len, pieces)) < 120_000
