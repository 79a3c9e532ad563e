"""What each page costs when a practice has many claims: wall time of the verbs that only read.

    python benchmarks/pages.py [claims]

Makes a practice with this many claims (5,000) in a temporary data folder, and prints a table; nothing is asserted. One visit
goes through the verbs, and its rows are copied for all others. Of ten claims four are paid, three are with the payer, and one
each is denied, held and ready; each 835 answers fifty claims. Each claim has a warning, and every third a stop.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from superbill.app.desk import Desk
    from superbill.claims.claim import Claim
    from superbill.claims.remit import PaidClaim

DAY = date(2026, 9, 18)
STATES = ("paid",) * 4 + ("accepted by payer",) * 3 + ("denied", "held by edits", "ready to send")
IN_A_FILE = 50
TIMES = 3


def main(count: int) -> None:
    """Make the practice, measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"SUPERBILL_DATA": folder, "DJANGO_SETTINGS_MODULE": "superbill.site.settings"}
        import django

        django.setup()
        from django.db import transaction
        from django_scopes import scope

        from superbill.app.code_tables import build_code_tables
        from superbill.storage.empty_books import migrate

        build_code_tables()
        migrate()
        desk = _first_visit()
        with scope(practice=desk.practice_id), transaction.atomic():
            _copies(desk, count)
        print(f"{'verb':40} {'first ms':>9} {'best ms':>9}   ({count:,} claims; the best of {TIMES})")
        for name, verb in _verbs(desk).items():
            first, best = _times(verb)
            print(f"{name:40} {first * 1000:9.0f} {best * 1000:9.0f}")


def _times(verb: Callable[[], object]) -> tuple[float, float]:
    """Seconds of the first call, and of the quickest."""
    times = []
    for _ in range(TIMES):
        since = time.perf_counter()
        verb()
        times.append(time.perf_counter() - since)
    return times[0], min(times)


def _verbs(desk: "Desk") -> dict[str, Callable[[], object]]:
    from superbill.app.check_sheet import check_sheet
    from superbill.app.count_edits import count_edits, show_edit
    from superbill.app.list_claims import list_claims
    from superbill.app.list_denials import list_denials
    from superbill.app.list_files import list_files
    from superbill.app.list_postings import list_postings
    from superbill.app.list_remits import list_remits, show_remit
    from superbill.app.list_work import list_work
    from superbill.app.make_statement import list_patients
    from superbill.app.search import search
    from superbill.app.show_aging import show_aging
    from superbill.app.show_claim import show_claim
    from superbill.app.show_patient import show_patient
    from superbill.app.show_visit import show_visit
    from superbill.storage.models import RemitRecord

    remit_id = RemitRecord._base_manager.values_list("pk", flat=True)[0]
    picks, services = _typed(desk)
    return {
        "list_work, to code": lambda: list_work(desk, chosen="to-code"),
        "list_work, with the payer": lambda: list_work(desk, chosen="unanswered"),
        "list_claims": lambda: list_claims(desk),
        "list_claims, older than 60 days": lambda: list_claims(desk, older=61),
        "list_claims, patient owes": lambda: list_claims(desk, owes="patient"),
        "show_claim": lambda: show_claim(desk, "V0"),
        "show_visit": lambda: show_visit(desk, "V0"),
        "check_sheet, while one types": lambda: check_sheet(desk, "V0", picks=picks, services=services),
        "count_edits": lambda: count_edits(desk),
        "show_edit": lambda: show_edit(desk, "LINE-04"),
        "list_denials": lambda: list_denials(desk),
        "list_remits": lambda: list_remits(desk),
        "show_remit": lambda: show_remit(desk, remit_id),
        "show_aging": lambda: show_aging(desk),
        "list_patients": lambda: list_patients(desk),
        "show_patient": lambda: show_patient(desk, "P0"),
        "list_postings": lambda: list_postings(desk),
        "list_files": lambda: list_files(desk),
        "search, a number": lambda: search(desk, "V100"),
        "search, a name": lambda: search(desk, "kowal"),
    }


def _typed(desk: "Desk") -> tuple[Any, Any]:
    """The codes and services of a sheet as the page sends them."""
    from django_scopes import scope

    from superbill.app.find import sheet_of
    from superbill.claims.visit import Pick
    from superbill.storage.models import SheetRecord

    with scope(practice=desk.practice_id):
        sheet = sheet_of(SheetRecord.objects.get(visit__number="V0"))
    picks = tuple(Pick(each.code, each.how, tuple((span.start, span.end) for span in each.evidence)) for each in sheet.choices)
    return picks, sheet.services


def _first_visit() -> "Desk":
    """Open the practice and take one visit as far as its claim; returns the manager's desk."""
    from superbill.app.register_visit import register_visit
    from superbill.app.save_sheet import save_sheet
    from superbill.app.tables import load_table
    from superbill.app.take_note import take_note
    from superbill.sandbox.plan import get_contract_text
    from superbill.sandbox.play import load_play, note_text, visit_of
    from superbill.sandbox.practice import desk_of, open_practice
    from superbill.sandbox.thread import picks_of

    play = load_play()
    part = next(part for part in play.part if len(part.code) > 1)
    from superbill.app.visit_folder import CoderSheet
    from superbill.claims.note import Note

    desk = desk_of("manager", open_practice(), on=DAY)
    load_table(desk, "fees", play.fees)
    load_table(desk, "contract", get_contract_text("ACME1"), key="ACME1")
    text = note_text(part.note)
    register_visit(desk, replace(visit_of(part), number="TEMPLATE"))
    take_note(desk, "TEMPLATE", text, author="Marisol Alvarez")
    picks = picks_of(CoderSheet(desk.by, part.code, part.service), Note(text.decode()), on=part.served_on)
    save_sheet(desk, "TEMPLATE", picks=picks, services=part.service, draft=True)
    return desk


def _copies(desk: "Desk", count: int) -> None:
    """Copy the rows of the first visit, and answer the claims that are paid or denied."""
    from superbill.app.books import keep_entry
    from superbill.app.find import claim_of
    from superbill.claims.plain import to_plain
    from superbill.ledger.charge import entry_for_charge
    from superbill.storage.models import ClaimRecord, ClaimVersion, NoteRecord, PatientRecord, SheetRecord

    claim, version = ClaimRecord.objects.get(), ClaimVersion.objects.get()
    first = claim_of(version)
    text_of = NoteRecord.objects.get(pk=version.sheet.note_id)
    answered: list[tuple[Any, Claim]] = []
    for n in range(count):
        number, served_on, state = f"V{n}", DAY - timedelta(days=n % 150 + 1), STATES[n % len(STATES)]
        if n % 4 == 0:
            patient = _copy(PatientRecord.objects.get(number=first.patient.number), number=f"P{n}")
        visit = _copy(claim.visit, number=number, patient=patient, served_on=served_on)
        note = _copy(text_of, visit=visit, text=f"{text_of.text}\nVisit {n}.\n")
        sheet = _copy(SheetRecord.objects.get(pk=version.sheet_id), visit=visit, note=note)
        lines = tuple(replace(line, served_on=served_on) for line in first.lines)
        content = replace(first, number=number, lines=lines)
        row = _copy(claim, number=number, visit=visit, patient=patient, served_on=served_on, state=state)
        mine = _copy(version, claim=row, control=content.control, sheet=sheet, content=to_plain(content))
        _found(mine, every=n)
        if state not in ("held by edits", "ready to send"):
            keep_entry(desk, entry_for_charge(content, on=served_on), version=mine)
            answered.append((mine, content))
    done = [pair for pair in answered if pair[0].claim.state in ("paid", "denied")]
    for start in range(0, len(answered), IN_A_FILE):
        _send(desk, answered[start : start + IN_A_FILE], start + 1)
    for start in range(0, len(done), IN_A_FILE):
        _answer(desk, done[start : start + IN_A_FILE], start + 1)


def _found(version: Any, *, every: int) -> None:
    """A warning on each claim, and a stop on every third."""
    from superbill.storage import clock
    from superbill.storage.models import FindingRecord

    words = {"title": "Invented", "message": "Invented.", "todo": "Nothing.", "source": "Nobody", "at": clock.now()}
    for code, severity in (("LINE-06", "warn"), ("LINE-04", "stop"))[: 1 + (every % 3 == 0)]:
        FindingRecord.objects.create(practice_id=version.practice_id, version=version, code=code, severity=severity, **words)


def _copy(row: Any, **changes: Any) -> Any:
    """The same row once more, with other values."""
    fields = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}
    for name, value in changes.items():
        fields.pop(f"{name}_id", None)
        fields[name] = value
    return type(row).objects.create(**fields)


def _send(desk: "Desk", pairs: list[tuple[Any, "Claim"]], control: int) -> None:
    from superbill.app.write_file import claim_file
    from superbill.storage import clock

    data = claim_file([claim for _, claim in pairs], control=control, at=clock.now().replace(tzinfo=None), test=True)
    _keep_file(desk, "out", "837P", f"{control}.837", data).versions.set([version for version, _ in pairs])


def _answer(desk: "Desk", pairs: list[tuple[Any, "Claim"]], control: int) -> None:
    """An 835 that pays or denies each claim, posted without being read again."""
    from superbill.app.books import keep_entry
    from superbill.claims.plain import to_plain
    from superbill.claims.remit import Remit
    from superbill.exchange.envelope import Controls, Party
    from superbill.exchange.remits_835 import write_835
    from superbill.ledger.remittance import entries_for
    from superbill.sandbox.plan import load_plans
    from superbill.sandbox.practice import PRACTICE
    from superbill.storage import clock
    from superbill.storage.models import RemitClaim, RemitRecord

    plan = load_plans()["ACME1"]
    paid = tuple(_paid(claim, denied=version.claim.state == "denied") for version, claim in pairs)
    cents = sum(each.paid_cents for each in paid)
    trace = f"EFT{control}"
    remit = Remit("ACME1", plan.payer.name, PRACTICE.npi, PRACTICE.name, cents, DAY, trace, f"1{plan.tax_id}", "ACH", paid)
    sender = Party("ACME1", plan.payer.name, plan.contact_name, plan.phone, plan.address)
    receiver, at = Party("LAKESIDEFA", PRACTICE.name), clock.now().replace(tzinfo=None)
    data = write_835(remit, sender=sender, receiver=receiver, controls=Controls(control, control), at=at)
    file = _keep_file(desk, "in", "835", f"{control}.835", data)
    file.versions.set([version for version, _ in pairs])
    row = RemitRecord.objects.create(
        practice_id=desk.practice_id, file=file, trace=trace, payer_tax_id=remit.payer_tax_id, payer_name=remit.payer_name,
        paid_cents=cents, paid_on=DAY, content=to_plain(remit), state="posted",
    )  # fmt: skip
    for ordinal, ((version, _), each, entry) in enumerate(zip(pairs, paid, entries_for(remit), strict=False), start=1):
        kept = RemitClaim.objects.create(
            practice_id=desk.practice_id, remit=row, ordinal=ordinal, control=each.control, version=version, status=each.status,
            charge_cents=each.charge_cents, paid_cents=each.paid_cents, patient_cents=each.patient_share_cents,
            payer_claim_number=each.payer_claim_number, content=to_plain(each),
        )  # fmt: skip
        keep_entry(desk, entry, version=version, remit_claim=kept)


def _paid(claim: "Claim", *, denied: bool) -> "PaidClaim":
    """Eight tenths paid, one taken off, one the patient's; or nothing at all."""
    from superbill.claims.remit import DENIED, PaidClaim

    person = claim.patient.person
    lines = tuple(_paid_lines(claim, denied=denied))
    return PaidClaim(
        control=claim.control,
        status=DENIED if denied else "1",
        charge_cents=claim.charge_cents,
        paid_cents=sum(line.paid_cents for line in lines),
        patient_share_cents=sum(item.cents for line in lines for item in line.adjustments if item.group == "PR"),
        payer_claim_number=f"ACM{claim.control}",
        patient_last_name=person.last_name,
        patient_first_name=person.first_name,
        member_id=claim.coverage.member_id,
        lines=lines,
        filing="12",
    )


def _paid_lines(claim: "Claim", *, denied: bool) -> Iterator[Any]:
    from superbill.claims.remit import Adjustment, PaidLine

    for line in claim.lines:
        tenth = line.charge_cents // 10
        off = (
            (Adjustment("CO", "11", line.charge_cents),)
            if denied
            else (Adjustment("CO", "45", tenth), Adjustment("PR", "2", tenth))
        )
        paid = line.charge_cents - sum(item.cents for item in off)
        yield PaidLine(
            line.procedure, line.charge_cents, paid, line.served_on, line.modifiers, line.units, off, line_no=line.line_no
        )


def _keep_file(desk: "Desk", direction: str, kind: str, name: str, data: bytes) -> Any:
    import hashlib

    from superbill.storage import clock
    from superbill.storage.models import FileRecord

    state = "sent" if direction == "out" else "used"
    return FileRecord.objects.create(
        practice_id=desk.practice_id, direction=direction, kind=kind, name=name, content=data, state=state,
        sha256=hashlib.sha256(data).hexdigest(), at=clock.now(),
    )  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5_000)
