"""Who uses the codes that a release ends: told by claim, superbill, charge and term, and only from the release's first day on."""

from datetime import date, timedelta

from superbill.app.code_books import Change
from superbill.app.impact_codes import Use, impact_of
from superbill.app.save_sheet import save_sheet
from tests.app.office import PICKS, SERVED, SERVICES, Office


def ended(book: str, code: str, *, what: str = "deleted") -> Change:
    return Change(book, "code", SERVED, what, (code,), "its title", {}, {})


def impact(office: Office, *changes: Change, since: date = SERVED) -> list[tuple[str, str, str]]:
    return [(use.where, use.ref, use.code) for use in impact_of(office.desk(), changes, since=since)]


def test_a_claim_with_a_diagnosis_that_ends_is_named(office: Office) -> None:
    office.draft("V1")

    uses = impact_of(office.desk(), (ended("icd10cm", "E1165"),), since=SERVED)

    assert Use("claim", "V1", "E11.65", "deleted", "its title", f"ready to send, served on {SERVED}") in uses


def test_a_claim_of_the_day_before_keeps_its_codes(office: Office) -> None:
    office.draft("V1")

    found = impact(office, ended("icd10cm", "E11.65"), since=SERVED + timedelta(days=1))

    assert [use for use in found if use[0] == "claim"] == []


def test_a_superbill_without_a_claim_is_named(office: Office) -> None:
    office.register("V1")
    save_sheet(office.desk("coder"), "V1", picks=PICKS, services=SERVICES, draft=False)

    assert ("superbill", "V1", "99214") in impact(office, ended("cpt", "99214"))


def test_prices_that_still_hold_are_named(office: Office) -> None:
    found = impact(office, ended("hcpcs", "J1010", what="revised"))

    assert ("charges", "", "J1010") in found


def test_the_coders_own_terms_are_named(office: Office) -> None:
    assert any(where == "term" for where, _, _ in impact(office, ended("icd10cm", "I10")))


def test_what_is_added_touches_nobody(office: Office) -> None:
    office.draft("V1")

    assert impact(office, ended("icd10cm", "E11.65", what="added")) == []
