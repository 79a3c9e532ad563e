"""Repairs of a claim at the desk: only when asked for, where the value was entered, each kept, and taken back when that is wanted."""

from dataclasses import replace

import pytest

from superbill.app.draft_claim import NotNow
from superbill.app.repair_claim import NothingToRepair, find_repairs, repair_claim, spoken_place, take_back_repair
from superbill.app.show_claim import show_claim
from superbill.claims.life import State
from superbill.claims.visit import Service, Visit
from superbill.edits.repair import NoSuchRepair
from superbill.storage.models import ClaimVersion, PatientRecord, RepairRecord, SheetRecord, VisitRecord
from tests.app.office import SERVICES, Office, visit


def untidy() -> Visit:
    """A visit whose patient lives in `wi`, with a hyphen in the ZIP code."""
    registered = visit("V1")
    person = registered.patient.person
    home = replace(person.address, state="wi", zip_code="53999-1234")
    return replace(registered, patient=replace(registered.patient, person=replace(person, address=home)))


@pytest.fixture
def drafted(office: Office) -> Office:
    office.register(patient=untidy().patient)
    office.code(services=SERVICES)
    return office


def home(office: Office) -> dict[str, str]:
    """The address of the patient on the newest version of the claim."""
    with office.looking():
        content = ClaimVersion.objects.latest("pk").content
    address: dict[str, str] = content["patient"]["person"]["address"]
    return address


def kept(office: Office) -> list[tuple[str, str, str, bool]]:
    with office.looking():
        rows = RepairRecord.objects.order_by("pk").values_list("code", "before", "after", "takes_back")
        return [(code, before, after, back is not None) for code, before, after, back in rows]


def test_what_a_claim_needs_is_told_and_nothing_is_changed(drafted: Office) -> None:
    found = find_repairs(drafted.desk("biller"), "V1")

    assert [(row.code, [(one.where, one.before, one.after) for one in row.values]) for row in found.needed] == [
        ("FIX-STATE", [("state of the patient", "wi", "WI")]),
        ("FIX-ZIP", [("ZIP code of the patient", "53999-1234", "539991234")]),
    ]
    assert found.at_desk
    assert (home(drafted)["state"], kept(drafted)) == ("wi", [])


def test_one_repair_changes_its_values_where_they_were_entered_and_drafts_again(drafted: Office) -> None:
    done = repair_claim(drafted.desk("coder"), "V1", only=("FIX-ZIP",))

    assert done.control == "V1-2"
    assert (home(drafted)["zip_code"], home(drafted)["state"]) == ("539991234", "wi")
    assert kept(drafted) == [("FIX-ZIP", "53999-1234", "539991234", False)]
    with drafted.looking():
        assert ClaimVersion.objects.earliest("pk").content["patient"]["person"]["address"]["zip_code"] == "53999-1234"
        assert PatientRecord.objects.get().details["person"]["address"]["zip_code"] == "539991234"


def test_the_trail_tells_of_a_repair_without_the_values(drafted: Office) -> None:
    repair_claim(drafted.desk("coder"), "V1")

    told = [event.what for event in show_claim(drafted.desk(), "V1").timeline]
    assert "FIX-STATE, FIX-ZIP repaired: 2 values written another way." in told
    assert not any("53999" in words for words in told)


def test_a_repair_is_taken_back_and_offered_again(drafted: Office) -> None:
    repair_claim(drafted.desk("coder"), "V1")

    take_back_repair(drafted.desk("coder"), "V1", "fix-zip")

    assert (home(drafted)["zip_code"], home(drafted)["state"]) == ("53999-1234", "WI")
    assert kept(drafted)[-1] == ("FIX-ZIP", "539991234", "53999-1234", True)
    found = find_repairs(drafted.desk(), "V1")
    assert ([row.code for row in found.needed], [row.code for row in found.done]) == (["FIX-ZIP"], ["FIX-STATE"])


def test_a_value_that_was_written_anew_since_cannot_be_taken_back(drafted: Office) -> None:
    repair_claim(drafted.desk("coder"), "V1", only=("FIX-ZIP",))
    with drafted.looking():
        row = VisitRecord.objects.get()
        row.details["patient"]["person"]["address"]["zip_code"] = "539990000"
        row.save(update_fields=["details"])

    with pytest.raises(NothingToRepair, match="can be taken back"):
        take_back_repair(drafted.desk("coder"), "V1", "FIX-ZIP")

    with drafted.looking():
        assert VisitRecord.objects.get().details["patient"]["person"]["address"]["zip_code"] == "539990000"
    assert len(kept(drafted)) == 1


def test_a_service_is_repaired_in_a_new_superbill(office: Office) -> None:
    office.register()
    office.code(services=(replace(SERVICES[0], modifiers=("-25",)), Service("36415", ("E11.65",))))

    repair_claim(office.desk("coder"), "V1")

    with office.looking():
        assert ClaimVersion.objects.latest("pk").content["lines"][0]["modifiers"] == ["25"]
        assert [row.content["services"][0]["modifiers"] for row in SheetRecord.objects.order_by("pk")] == [["-25"], ["25"]]


def test_a_claim_that_needs_no_repair_says_so(office: Office) -> None:
    office.draft()

    assert find_repairs(office.desk(), "V1").needed == ()
    with pytest.raises(NothingToRepair, match="needs no repair"):
        repair_claim(office.desk("coder"), "V1")
    with pytest.raises(NothingToRepair, match="was not done"):
        take_back_repair(office.desk("coder"), "V1", "FIX-ZIP")


def test_a_repair_that_there_is_not_changes_nothing(drafted: Office) -> None:
    with pytest.raises(NoSuchRepair):
        repair_claim(drafted.desk("coder"), "V1", only=("FIX-ALL",))

    assert kept(drafted) == []


def test_a_claim_that_its_address_held_is_ready_after_the_repair(drafted: Office) -> None:
    assert drafted.state() == State.HELD

    repair_claim(drafted.desk("coder"), "V1")

    assert drafted.state() == State.READY


def test_a_claim_that_is_with_the_payer_is_not_repaired(office: Office) -> None:
    registered = visit("V1").patient
    office.draft(patient=replace(registered, person=replace(registered.person, first_name="Mary  Ann")))
    office.send()

    found = find_repairs(office.desk(), "V1")

    assert ([row.code for row in found.needed], found.at_desk) == (["FIX-NAME"], False)
    with pytest.raises(NotNow):
        repair_claim(office.desk("coder"), "V1")
    assert kept(office) == []


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("patient.person.address.zip_code", "ZIP code of the patient"),
        ("coverage.subscriber.last_name", "last name of the subscriber"),
        ("practice.tax_id", "tax number of the practice"),
        ("services.1.modifiers.0", "service 2, modifiers"),
        ("services.0.procedure", "service 1, procedure"),
    ],
)
def test_a_place_is_told_in_words(place: str, words: str) -> None:
    assert spoken_place(place) == words
