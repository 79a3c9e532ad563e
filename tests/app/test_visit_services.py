"""The services that a visit's note supports, and the modifiers of its lines: from the note, the patient's other visits, and what coders chose."""

from dataclasses import replace

from django.db import connection
from django.test.utils import CaptureQueriesContext

from superbill.app.find import get_visit, latest_note
from superbill.app.save_sheet import save_sheet
from superbill.app.show_visit import VisitPage, show_visit
from superbill.app.visit_services import modifiers_of_sheet
from superbill.claims.people import Payer
from superbill.claims.visit import Pick, Service
from tests.app.office import KOWALSKI, NYBERG, OKAFOR, Office, visit

INJECTION = """\
Procedure:
Right knee injected with 40 mg Kenalog after sterile prep. Blood pressure stable.

Assessment and plan:
1. Primary osteoarthritis of the right knee: injection today.
2. Tobacco use: 5 minutes of smoking cessation counseling.
3. X-ray of the right knee ordered.
"""


def page(office: Office, number: str = "V1") -> VisitPage:
    return show_visit(office.desk("coder"), number)


def hints(office: Office, *services: Service, number: str = "V1") -> dict[tuple[int, str], bool]:
    found = modifiers_of_sheet(office.desk("coder"), number, services=services)
    return {(line.line, hint.modifier): hint.sure for line in found for hint in line.hints}


def test_the_page_offers_services_with_their_words_and_diagnoses(office: Office) -> None:
    office.register(note=INJECTION)

    offers = {one.code: one for one in page(office).offered.offers}

    assert offers.keys() == {"20610", "J3301", "99406"}
    assert (offers["20610"].modifiers, offers["20610"].codes) == (("RT",), ("M17.11",))
    assert offers["J3301"].units == 4
    assert [span.words for span in offers["99406"].spans] == ["smoking cessation counseling", "5 minutes"]
    assert [one.reason for one in page(office).offered.aside] == ["not done yet: “ordered”"]


def test_the_words_of_an_offered_service_are_lit_in_the_note(office: Office) -> None:
    office.register(note=INJECTION)

    lit = [part.text for part in page(office).parts if "J3301" in part.codes]

    assert lit == ["40 mg", "Kenalog"]


def test_a_visit_without_a_note_offers_nothing(office: Office) -> None:
    from superbill.app.register_visit import register_visit

    register_visit(office.desk("biller"), visit("V1", KOWALSKI))

    assert page(office).offered.offers == ()
    assert hints(office, Service("99213", ())) == {}


def test_a_visit_beside_the_injection_is_asked_about_and_the_side_is_sure(office: Office) -> None:
    office.register(note=INJECTION)

    assert hints(office, Service("99213", ()), Service("20610", ())) == {(1, "25"): False, (2, "RT"): True}
    assert hints(office, Service("99213", (), ("25",)), Service("20610", (), ("RT",))) == {}


def test_the_same_service_at_another_visit_of_the_day_is_asked_about(office: Office) -> None:
    office.register("V1", OKAFOR, note=INJECTION)
    office.register("V2", OKAFOR, note=INJECTION)
    save_sheet(office.desk("coder"), "V2", picks=(), services=(Service("94640", ()),))

    assert hints(office, Service("94640", ())) == {(1, "76"): False}


def test_the_payer_of_the_visit_decides(office: Office) -> None:
    medicare = replace(visit("V2", KOWALSKI).coverage, payer=Payer("MCARE", "Medicare", "MB"))
    note = "Assessment and plan:\nRapid strep test positive. Strep pharyngitis.\n"
    office.register("V1", NYBERG, note=note)
    office.register("V2", KOWALSKI, note=note, coverage=medicare)

    (one,), (other,) = page(office, "V1").offered.offers, page(office, "V2").offered.offers

    assert (one.modifiers, other.modifiers) == ((), ("QW",))


def test_what_coders_chose_for_such_words_is_offered_with_its_count(office: Office) -> None:
    words = "Allergen challenge completed in the office."
    for number in ("V0", "V1", "V2", "V3"):
        office.register(number, note=f"Assessment and plan:\n{words}\n")
        save_sheet(office.desk("coder"), number, picks=(), services=(Service("95076", ()), Service("99214", ())))
    for number in ("V4", "V5", "V6", "V7", "V8"):
        office.register(number, note=f"Assessment and plan:\nSeen for problem {number}; nothing else.\n")
        save_sheet(office.desk("coder"), number, picks=(), services=(Service("99213", ()),))
    office.register("V9", note=f"Assessment and plan:\n{words}\n")
    office.register("V10", note="Assessment and plan:\nWill schedule an allergen challenge.\n")
    office.register("V11", note=f"Exam:\n{words}\n")

    (offer,) = page(office, "V9").offered.offers

    assert (offer.code, offer.name) == ("95076", "chosen here for such words")
    assert offer.why == ("Coders here chose it for 4 of 4 notes with these words.",)
    assert page(office, "V10").offered.offers == page(office, "V11").offered.offers == ()


def test_a_sheet_that_is_saved_anew_is_counted_once(office: Office) -> None:
    words = "Allergen challenge completed in the office."
    for number in ("V1", "V2"):
        office.register(number, note=f"Assessment and plan:\n{words}\n")
        for _ in range(3):
            save_sheet(office.desk("coder"), number, picks=(), services=(Service("95076", ()),))
    office.register("V3", note=f"Assessment and plan:\n{words}\n")

    assert page(office, "V3").offered.offers == ()


def test_the_note_is_kept_as_it_was(office: Office) -> None:
    office.register(note=INJECTION)

    shown = page(office)
    save_sheet(office.desk("coder"), "V1", picks=(Pick("M17.11", "added"),), services=(Service("20610", ("M17.11",), ("RT",)),))

    with office.looking():
        kept = latest_note(get_visit(office.desk(), "V1"))
    assert kept is not None
    assert "".join(part.text for part in shown.parts) == kept.text == INJECTION


def test_the_other_visits_of_a_patient_are_read_by_as_many_queries_however_many_there_are(office: Office) -> None:
    office.register(note=INJECTION)
    coder = office.desk("coder")
    counts = []
    for more in (2, 6):
        for number in range(more):
            office.register(f"E{more}{number}", note=INJECTION)
            save_sheet(coder, f"E{more}{number}", picks=(Pick("M17.11", "added"),), services=(Service("20610", ("M17.11",)),))
        page(office)
        with CaptureQueriesContext(connection) as asked:
            page(office)
        counts.append(len(asked))

    assert counts[0] == counts[1]
