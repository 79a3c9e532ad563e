"""The reading verbs: lists with their filters, the claim, the encounter, the search box; text that a page only has to print."""

from datetime import date, timedelta
from typing import Any

import pytest

from superbill.app import list_denials as module
from superbill.app.find import NotHere
from superbill.app.list_claims import list_claims
from superbill.app.list_denials import list_denials
from superbill.app.list_postings import list_postings
from superbill.app.list_remits import list_remits, show_remit
from superbill.app.list_work import QUEUES, list_work
from superbill.app.search import search
from superbill.app.show_aging import show_aging
from superbill.app.show_claim import show_claim
from superbill.app.show_visit import show_visit
from superbill.app.take_note import take_note
from superbill.app.wording import days_ago, pointers
from superbill.claims.life import NEXT, State
from superbill.claims.visit import Pick, Service
from superbill.storage.models import ClaimRecord, ClaimVersion, VisitRecord
from tests.app.office import DAY, NOTE, NYBERG, OKAFOR, PICKS, SERVED, Office, file_835, remit

KNEE = "Assessment and plan:\nPrimary osteoarthritis of the left knee: injection of the left knee today.\n"


@pytest.fixture
def busy(office: Office) -> Office:
    """V1 paid, V2 denied for the wrong side, V3 ready, V4 held, V5 not coded; V6 of the other payer with the payer."""
    office.sent("V1")
    office.register("V2", OKAFOR, note=KNEE)
    office.code("V2", picks=(Pick("M17.11", "added"),), services=(Service("20610", ("M17.11",), ("LT",)),))
    office.send("V2")
    office.sent("V6", NYBERG, served_on=SERVED - timedelta(days=40))
    office.receive(file_835(remit(office.paid("V1-1"), office.denied("V2-1"))))
    office.draft("V3", OKAFOR, served_on=SERVED + timedelta(days=1))
    office.register("V4", OKAFOR, served_on=SERVED + timedelta(days=2))
    office.code("V4", services=())
    office.register("V5", NYBERG)
    return office


def numbers(office: Office, **filters: object) -> list[str]:
    return [row.number for row in list_claims(office.desk(), **filters).rows]  # type: ignore[arg-type]  # any filter


FILTERS: list[tuple[dict[str, object], list[str]]] = [
    ({}, ["V4", "V3", "V2", "V1", "V6"]),
    ({"state": "paid"}, ["V1"]),
    ({"state": "no such state"}, []),
    ({"payer": "EVRG2"}, ["V6"]),
    ({"words": "okafor"}, ["V4", "V3", "V2"]),
    ({"words": "dan oka v2"}, ["V2"]),
    ({"words": "ACMV2-1"}, ["V2"]),
    ({"words": "kafor"}, []),
    ({"owes": "payer"}, ["V2", "V6"]),
    ({"owes": "patient"}, []),
    ({"older": 44}, ["V6"]),
    ({"older": 45}, []),
    ({"younger": 4}, ["V4", "V3", "V2", "V1"]),
    ({"younger": 3}, ["V4", "V3"]),
    ({"older": 4, "younger": 4}, ["V2", "V1"]),
    ({"state": "denied", "payer": "EVRG2"}, []),
]


def test_claims_are_filtered_on_both_sides_of_every_edge(busy: Office) -> None:
    for filters, found in FILTERS:
        assert numbers(busy, **filters) == found, filters


def test_the_list_of_claims_adds_up(busy: Office) -> None:
    page = list_claims(busy.desk())

    assert (page.count, page.charge, page.payer_open, page.patient_open) == (5, "630.00", "405.00", "0.00")
    assert page.payers == (("ACME1", "Acme Health Plan"), ("EVRG2", "Evergreen Mutual"))
    assert set(page.states) == {state.value for state in State}


def test_each_claim_is_in_the_queue_of_its_state_and_in_no_other(busy: Office) -> None:
    work = {
        key: [row.ref for row in list_work(busy.desk(), chosen=key).rows]
        for key, (_, _, roles) in QUEUES.items()
        if "manager" in roles
    }

    assert work == {
        "to-code": ["V5"],
        "answered": [],
        "late": [],
        "held": ["V4"],
        "denied": ["V2"],
        "ready": ["V3"],
        "rejected": [],
        "unanswered": ["V6"],
        "money": [],
        "files": [],
        "comments": [],
    }
    counts = {queue.key: queue.count for queue in list_work(busy.desk()).queues}
    assert {key: int(count) for key, count in counts.items()} == {key: len(refs) for key, refs in work.items()}


def test_without_a_choice_the_first_queue_with_work_is_shown(busy: Office, office: Office) -> None:
    assert list_work(busy.desk("coder")).chosen == "to-code"
    assert list_work(busy.desk("biller")).chosen == "held"
    assert list_work(busy.desk("coder"), chosen="files").chosen == "to-code"  # that is not the coder's work


def test_every_state_but_the_ends_has_a_queue() -> None:
    from superbill.app.list_work import _STATES

    queued = [state for states in _STATES.values() for state in states]

    assert len(queued) == len(set(queued))
    assert set(State) - set(queued) == {State.DRAFT, State.PAID, State.CLOSED}


def test_a_denial_is_told_with_its_cause_and_where_to_look(busy: Office) -> None:
    (row,) = list_denials(busy.desk("coder"))

    assert (row.number, row.codes, row.owner, row.amount, row.lines) == ("V2", "CO-11", "coder", "180.00", "line 1 (20610)")
    assert row.correct_by == "03/13/2027"
    assert any("M17.12" in hint.instead for hint in row.hints)
    assert list_denials(busy.desk("coder"), owner="front desk") == ()
    assert list_denials(busy.desk("coder"), owner="coder") == (row,)


def test_the_claim_page_offers_what_the_table_and_the_role_allow(busy: Office) -> None:
    for number in ("V1", "V2", "V3", "V4", "V6"):
        for role in ("coder", "biller", "manager"):
            page = show_claim(busy.desk(role), number)
            keys = {action.key for action in page.actions}
            moves = NEXT[State(page.state)]
            assert set(page.next_moves) == set(moves)
            assert ("correct" in keys) is ("corrected" in moves)
            assert ("send" in keys) is ("sent" in moves and role != "coder")


def test_the_claim_page_shows_money_only_as_final_once_the_payer_has_answered(busy: Office) -> None:
    paid, waiting = show_claim(busy.desk(), "V1"), show_claim(busy.desk(), "V6")

    assert not paid.money.provisional and waiting.money.provisional
    assert (paid.money.payer_paid, paid.money.adjusted, paid.money.payer_open) == ("202.50", "22.50", "0.00")
    assert paid.money.differs.endswith("more than the contract says")
    assert [(file.kind, file.direction) for file in paid.files] == [("837P", "sent"), ("835", "received")]
    assert any("V1-1" in segment for file in paid.files for segment in file.segments)
    assert not any("V2-1" in segment for file in paid.files for segment in file.segments)


def test_a_diagnosis_without_words_is_shown_as_unsupported(busy: Office) -> None:
    supported = [row.supported for number in ("V1", "V2") for row in show_claim(busy.desk(), number).diagnoses]

    assert supported == [True, True, False]


def test_a_remittance_is_shown_with_its_proof(busy: Office) -> None:
    (row,) = list_remits(busy.desk())

    page = show_remit(busy.desk(), int(row.id))

    assert (row.paid, row.claims, row.state) == ("202.50", "2", "posted")
    assert all(line.holds for line in page.proof)
    assert [(claim.number, claim.status) for claim in page.claims] == [("V1", "processed as primary"), ("V2", "denied")]
    assert all(claim.entry_id for claim in page.claims)
    with pytest.raises(NotHere):
        show_remit(busy.desk(), int(row.id) + 1)


def test_the_proof_of_a_held_remittance_shows_the_equation_that_does_not_hold(office: Office) -> None:
    office.sent()
    office.receive(file_835(remit(office.paid("V1-1"), paid_cents=1)))

    (row,) = list_remits(office.desk())
    proof = show_remit(office.desk(), int(row.id)).proof

    assert [(line.what, line.holds) for line in proof] == [("Transaction", False), ("Claim V1-1", True)]


def test_the_books_are_shown_by_account_claim_and_entry(busy: Office) -> None:
    books = list_postings(busy.desk())

    assert (books.sum, books.count) == ("0.00", 5)
    assert {row.name: row.balance for row in books.accounts}["Income:Charges"] == "630.00"
    assert list_postings(busy.desk(), claim="V1").count == 2
    assert list_postings(busy.desk(), account="Income:Charges").count == 3
    assert list_postings(busy.desk(), entry=int(books.entries[0].id)).entries == (books.entries[0],)
    assert list_postings(busy.desk(), account="Assets:Nowhere").entries == ()


def test_the_aging_page_leads_to_the_claims_behind_each_number(busy: Office) -> None:
    page = show_aging(busy.desk())

    for row in page.payers:
        for cell in row.cells:
            found = list_claims(busy.desk(), payer=row.payer, owes="payer", older=cell.older, younger=cell.younger)
            assert found.payer_open == cell.amount
    assert page.all_payers.total == "405.00"
    assert [row.total for row in page.payers] == ["180.00", "225.00"]


SEARCHES: list[tuple[str, list[str]]] = [
    ("V1", ["claim"]),
    ("v5", ["visit"]),
    ("V", ["claim"] * 5 + ["visit"]),
    ("Okafor", ["claim"] * 3 + ["patient"]),
    ("daniel okafor", ["claim"] * 3 + ["patient"]),
    ("P0001", ["patient"]),
    ("EFT1", ["remit"]),
    ("acmv1-1", ["claim"]),
    ("nobody", []),
    ("", []),
    ("   ", []),
    ("%", []),
    ("_1", []),
]


def test_the_box_finds_what_the_words_may_mean(busy: Office) -> None:
    for words, kinds in SEARCHES:
        assert [hit.kind for hit in search(busy.desk(), words)] == kinds, words


# ------------------------------------------------------------------------------------------------- the encounter


def test_every_character_of_the_note_is_shown_once_and_in_order(busy: Office) -> None:
    page = show_visit(busy.desk("coder"), "V1")

    assert "".join(part.text for part in page.parts) == NOTE
    assert [part.start for part in page.parts[1:]] == [part.end for part in page.parts[:-1]]
    lit = {part.text: (part.kind, part.codes) for part in page.parts if part.kind != "plain"}
    assert lit["Hypertension"] == ("chosen", ("I10",))
    assert any(kind == "aside" for kind, _ in lit.values())


def test_a_sheet_on_an_older_text_keeps_its_codes_without_lighting_words(busy: Office) -> None:
    take_note(busy.desk("biller"), "V1", b"Assessment: hypertension.\n")

    page = show_visit(busy.desk("coder"), "V1")

    assert [choice.code for choice in page.choices] == ["E11.65", "I10"]
    assert not any(part.kind == "chosen" for part in page.parts)


def test_the_encounter_before_anything_was_coded(busy: Office) -> None:
    page = show_visit(busy.desk("coder"), "V5")

    assert (page.claim_number, page.saved, page.choices, page.can_save) == ("", "", (), True)
    assert {row.code for row in page.suggested} >= {"E11.65", "I10"}
    assert not any(row.on_sheet for row in page.suggested)
    assert not show_visit(busy.desk("biller"), "V5").can_save


def test_a_sheet_with_more_codes_than_letters_is_still_shown(office: Office) -> None:
    office.register()
    codes = [f"M25.5{joint}{side}" for joint in range(1, 8) for side in (1, 2)]
    codes += [
        "I10",
        "E78.5",
        "K21.9",
        "J06.9",
        "N39.0",
        "E03.9",
        "Z79.4",
        "H61.23",
        "E11.9",
        "G43.909",
        "M54.50",
        "H66.92",
        "E55.9",
    ]

    office.code(picks=tuple(Pick(code, "added") for code in codes), services=(Service("99213", ("I10",)),))

    page = show_visit(office.desk("coder"), "V1")
    assert [choice.code for choice in page.choices] == codes
    assert len(page.choices) > 26
    assert office.state() == State.HELD


def test_what_is_not_there_is_said_to_be_so(office: Office) -> None:
    for verb in (show_claim, show_visit):
        with pytest.raises(NotHere):
            verb(office.desk(), "V1")


@pytest.mark.parametrize(("days", "words"), [(0, "today"), (1, "1 day"), (2, "2 days"), (-1, "-1 days")])
def test_how_long_something_has_stood(days: int, words: str) -> None:
    assert days_ago(DAY - timedelta(days=days), DAY) == words


def test_pointers_are_letters_as_on_the_form() -> None:
    assert pointers((1, 2, 12)) == "ABL"
    assert pointers((0, 13)) == "??"


def test_a_claim_is_as_old_as_its_state(busy: Office) -> None:
    with busy.looking():
        since = ClaimRecord.objects.get(number="V1").state_since

    (row,) = [row for row in list_claims(busy.desk(on=DAY + timedelta(days=3))).rows if row.number == "V1"]

    assert (since, row.since) == (DAY, "3 days")
    assert row.served_on == f"{date(2026, 9, 14):%m/%d/%Y}"
    assert PICKS[0].code == "E11.65"


def test_a_claim_of_a_day_yet_to_come_is_on_the_list_and_counts_as_new(busy: Office) -> None:
    busy.draft("V7", served_on=DAY + timedelta(days=1))

    assert numbers(busy)[0] == "V7"
    assert numbers(busy, younger=3) == ["V7", "V4", "V3"]
    assert "V7" not in numbers(busy, older=1)


def test_a_queue_of_thousands_is_counted_whole_and_its_first_rows_are_shown(office: Office) -> None:
    office.draft("V1")
    with office.looking():
        claim, version = ClaimRecord.objects.get(), ClaimVersion.objects.get()
        visits = [replaced(claim.visit, number=f"W{n}") for n in range(1_100)]
        claims = [replaced(claim, number=visit.number, visit=visit) for visit in VisitRecord.objects.bulk_create(visits)]
        versions = [replaced(version, claim=row, control=f"{row.number}-1") for row in ClaimRecord.objects.bulk_create(claims)]
        ClaimVersion.objects.bulk_create(versions)

    work = list_work(office.desk(), chosen="ready")
    found = list_claims(office.desk())

    (ready,) = (queue for queue in work.queues if queue.key == "ready")
    assert (ready.count, ready.money, len(work.rows)) == (1_101, "247,725.00", 500)
    assert (found.count, len(found.rows)) == (1_101, 500)


def replaced(row: Any, **changes: Any) -> Any:
    """The same row once more, with other values."""
    fields = {field.name: getattr(row, field.name) for field in row._meta.concrete_fields if not field.primary_key}
    return type(row)(**fields | changes)


def test_a_payer_under_two_names_is_one_debtor(busy: Office) -> None:
    busy.sent("V8", OKAFOR, served_on=SERVED - timedelta(days=3))
    with busy.looking():
        ClaimRecord.objects.filter(number="V8").update(payer_name="Acme Health")

    rows = show_aging(busy.desk()).payers

    assert [(row.name, row.payer, row.total) for row in rows] == [
        ("Acme Health", "ACME1", "405.00"),
        ("Evergreen Mutual", "EVRG2", "225.00"),
    ]


def test_only_the_first_denials_read_their_notes_for_hints(busy: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HINTED", 0)

    (bare,) = list_denials(busy.desk("coder"))

    assert bare.next_step
    assert bare.hints == ()
