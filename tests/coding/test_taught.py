"""What coders chose for such words: suggested for the same words, and for no measure that stands with any drug."""

from superbill.claims.note import Note
from superbill.coding.procedures.taught import Taught, suggest_taught

INJECTED = "PROCEDURE: Left knee injected with Kenalog 40 mg after consent. Tolerated well.\n"
OTHER = "ASSESSMENT: Hypertension. Continue lisinopril, recheck in three months.\n"


def taught() -> Taught:
    made = Taught()
    for visit in range(6):
        made.take(visit, Note(f"{INJECTED}Visit {visit}."), ["20610"])
        made.take(100 + visit, Note(f"{OTHER}Visit {visit}."), ["99213"])
    return made


def suggested(text: str) -> list[str]:
    found = suggest_taught(
        Note(text), taught(), besides=frozenset(), is_in_force=lambda code: True, leave=lambda code: code.startswith("992")
    )
    return [one.code for one in found]


def test_the_same_words_lead_to_the_service_that_coders_chose() -> None:
    assert suggested(INJECTED) == ["20610"]


def test_a_measure_alone_leads_to_nothing() -> None:
    assert suggested("ASSESSMENT: Heart failure. Continue furosemide 40 mg daily.\n") == []


def test_a_sheet_that_is_saved_anew_replaces_the_former_one() -> None:
    made = taught()

    for visit in range(6):
        made.take(visit, Note(f"{INJECTED}Visit {visit}."), ["20611"])

    assert made.codes["20610"] == 0
    assert made.codes["20611"] == 6
