"""A small practice with three visits, made by the same verbs that people use: one paid, one denied, one not coded yet."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client, TestCase

from superbill.app.desk import Desk
from superbill.app.make_statement import make_statement
from superbill.app.receive_files import receive_folder
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.send_claims import send_claims
from superbill.app.tables import load_table
from superbill.app.take_note import take_note
from superbill.claims.people import Patient
from superbill.claims.visit import Pick, Service, Visit
from superbill.sandbox.folder import PracticePayer
from superbill.sandbox.plan import get_contract_text, load_plans
from superbill.sandbox.play import Part, benefits_toml, visit_of
from superbill.sandbox.practice import desk_of, open_practice
from superbill.storage.config import Config

DAY = date(2026, 9, 18)
SERVED = date(2026, 9, 14)
FEES = """code,modifier,since,until,dollars
99213,,2026-01-01,,150.00
99214,,2026-01-01,,210.00
36415,,2026-01-01,,15.00
20610,,2026-01-01,,180.00
J1010,,2026-01-01,,12.00
"""
NOTE = """\
History of present illness:
58-year-old woman. Denies chest pain.

Assessment and plan:
1. Type 2 diabetes with hyperglycemia: raise metformin.
2. Hypertension: continue lisinopril.
"""
KNEE = "Assessment and plan:\nPrimary osteoarthritis of the left knee: injection of the left knee today.\n"


@dataclass(frozen=True)
class Practice:
    """The practice's number and its desks."""

    id: int

    def desk(self, role: str) -> Desk:
        """The desk of the coder, the biller or the manager on the day."""
        return desk_of(role, self.id, on=DAY)

    def client(self, role: str) -> Client:
        """A browser in which this worker is signed in."""
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(get_user_model().objects.get(username=role), backend="django.contrib.auth.backends.ModelBackend")
        return client


def visit(number: str, member: str, **changes: object) -> Visit:
    """A visit of one of the members whom the practice payers know."""
    part = Part(number, "background", member, "", "Alvarez", SERVED)
    return replace(visit_of(part), **changes)  # type: ignore[arg-type]  # the tests name fields of a visit


def words_at(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a note."""
    start = text.index(words)
    return start, start + len(words)


def add_visit(practice: Practice, registered: Visit, note: str) -> None:
    """Register a visit and its note."""
    register_visit(practice.desk("biller"), registered)
    take_note(practice.desk("biller"), registered.number, note.encode(), author="Marisol Alvarez")


@pytest.fixture
def empty_practice(db: None, settings: object, tmp_path: Path, code_tables: Path) -> Practice:
    """A demonstration's practice with its tables, before anybody came."""
    (tmp_path / "superbill.toml").write_text(f"demo = true\npractice_day = {DAY}\n")
    settings.SUPERBILL = Config(data=tmp_path)  # type: ignore[attr-defined]  # pytest-django's own object
    practice = Practice(open_practice())
    desk = practice.desk("manager")
    load_table(desk, "fees", FEES)
    for payer_id, plan in load_plans().items():
        load_table(desk, "contract", get_contract_text(payer_id), key=payer_id)
        for member in plan.members:
            load_table(desk, "benefits", benefits_toml(plan.benefits_of(member, year=DAY.year)), key=member.member_id)
    return practice


@pytest.fixture
def practice(empty_practice: Practice, settings: object) -> Practice:
    """V1 is paid and its patient billed, V2 is denied for a wrong side, V3 waits for the coder."""
    practice = empty_practice
    coder, biller = practice.desk("coder"), practice.desk("biller")
    add_visit(practice, visit("V1", "AHP4410072/01"), NOTE)
    add_visit(practice, visit("V2", "AHP4410388/01"), KNEE)
    add_visit(practice, visit("V3", "AHP4410388/01", served_on=date(2026, 9, 16)), NOTE)
    diabetes = Pick("E11.65", "accepted", (words_at(NOTE, "Type 2 diabetes with hyperglycemia"),))
    save_sheet(
        coder, "V1", picks=(diabetes,), services=(Service("99214", ("E11.65",)), Service("36415", ("E11.65",))), draft=True
    )
    injection = (Service("20610", ("M17.11",), ("LT",)), Service("J1010", ("M17.11",)))
    save_sheet(coder, "V2", picks=(Pick("M17.11", "added"),), services=injection, draft=True)
    with TestCase.captureOnCommitCallbacks(execute=True):
        send_claims(biller)
    PracticePayer(settings.SUPERBILL.exchange).work(on=DAY, at=datetime(2026, 9, 18, 9, 0))  # type: ignore[attr-defined]  # noqa: DTZ001  (files carry local time)
    receive_folder(biller)
    make_statement(biller, visit("V1", "AHP4410072/01").patient.number)
    return practice


@pytest.fixture
def mischief(empty_practice: Practice) -> Practice:
    """A visit whose names, note and code titles try to be markup."""
    registered = visit("V9", "AHP4410388/01")
    person = replace(
        registered.patient.person, last_name="<script>alert(1)</script>", first_name='"><img src=x onerror=alert(2)>'
    )
    add_visit(
        empty_practice,
        replace(registered, patient=Patient("P<b>9", person)),
        "Assessment: hypertension </mark><script>alert(3)</script>\n",
    )
    return empty_practice
