"""The claims of a file that came before: whose they are, that nothing is lost on the way, and that memory has an end."""

from dataclasses import replace
from datetime import date

from superbill.app.patient_history import MOST_OF_ONE, PatientHistory, person_of
from superbill.claims.claim import Claim
from superbill.edits.context import Context
from superbill.edits.facts import Facts
from superbill.edits.from_claim import rows_of
from superbill.edits.from_x12 import rows_of_x12
from tests.edits.cases import TODAY, base_claim
from tests.x12.invented_claims import claims_of


def claim_of(number: str, *, first_name: str = "Ines") -> Claim:
    claim = base_claim()
    person = replace(claim.patient.person, first_name=first_name)
    return replace(claim, number=number, patient=replace(claim.patient, person=person))


def test_claims_of_the_same_person_come_back_in_their_order() -> None:
    history = PatientHistory()
    for number, name in (("V1", "Ines"), ("V2", "Jonas"), ("V3", "INES")):
        history.add(rows_of(claim_of(number, first_name=name)))

    found = history.before(rows_of(claim_of("V4")))

    assert [each.control for each in found] == ["V1-1", "V3-1"]


def test_earlier_claims_are_read_by_edits_as_if_nothing_had_happened_to_them() -> None:
    history = PatientHistory()
    (sent,) = claims_of("P")
    for earlier in (rows_of(claim_of("V1")), rows_of_x12(sent)):
        history.add(earlier)

        (again,) = history.before(earlier)

        assert [dict(row) for row in again.rows["claim"]] == [dict(row) for row in earlier.rows["claim"]]
        assert [dict(row) for row in again.rows["line"]] == [dict(row) for row in earlier.rows["line"]]
        assert Facts(again, Context(on=TODAY)).rows("line") == Facts(earlier, Context(on=TODAY)).rows("line")


def test_a_claim_is_seen_by_the_next_one_though_the_first_was_asked_for_before() -> None:
    history = PatientHistory()
    for number in ("V1", "V2", "V3"):
        claim = rows_of(claim_of(number))
        seen = [each.control for each in history.before(claim)]
        history.add(claim)

    assert seen == ["V1-1", "V2-1"]


def test_a_claim_that_says_nobody_has_no_history() -> None:
    claim = base_claim()
    nobody = replace(claim.patient.person, first_name="", born=date(1900, 1, 1))
    unnamed = rows_of(
        replace(claim, patient=replace(claim.patient, person=nobody), coverage=replace(claim.coverage, member_id=""))
    )
    history = PatientHistory()

    history.add(unnamed)

    assert person_of(unnamed) is None
    assert history.before(unnamed) == ()


def test_of_one_patient_the_last_claims_are_kept() -> None:
    history = PatientHistory()
    for number in range(MOST_OF_ONE + 3):
        history.before(rows_of(claim_of(f"V{number}")))
        history.add(rows_of(claim_of(f"V{number}")))

    found = history.before(rows_of(claim_of("LAST")))

    assert len(found) == MOST_OF_ONE and found[0].control == "V3-1"
    assert history.forgotten == 3


def test_when_memory_is_full_whoever_was_not_seen_for_longest_is_forgotten_and_counted() -> None:
    history = PatientHistory(most_bytes=3_000)
    for number, name in enumerate(("Ann", "Ben", "Ann", "Cid", "Dan", "Eve")):
        history.add(rows_of(claim_of(f"V{number}", first_name=name)))

    kept = {name: len(history.before(rows_of(claim_of("X", first_name=name)))) for name in ("Ben", "Eve")}

    assert kept == {"Ben": 0, "Eve": 1}
    assert history.forgotten > 0
