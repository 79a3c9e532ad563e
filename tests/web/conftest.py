"""A small practice with three visits, made by the same verbs that people use: one paid, one denied, one not coded yet."""

import shutil
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model
from django.test import Client, TestCase
from django_scopes import scopes_disabled

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


def open_empty(settings: Any, folder: Path) -> Practice:
    """A demonstration's practice with its tables, before anybody came; its data folder is `folder`."""
    (folder / "superbill.toml").write_text(f"demo = true\npractice_day = {DAY}\n")
    settings.SUPERBILL = Config(data=folder)
    practice = Practice(open_practice())
    desk = practice.desk("manager")
    load_table(desk, "fees", FEES)
    for payer_id, plan in load_plans().items():
        load_table(desk, "contract", get_contract_text(payer_id), key=payer_id)
        for member in plan.members:
            load_table(desk, "benefits", benefits_toml(plan.benefits_of(member, year=DAY.year)), key=member.member_id)
    return practice


def play(practice: Practice, config: Config) -> None:
    """V1 is paid and its patient billed, V2 is denied for a wrong side, V3 waits for the coder."""
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
    PracticePayer(config.exchange).work(on=DAY, at=datetime(2026, 9, 18, 9, 0))  # noqa: DTZ001  (files carry local time)
    receive_folder(biller)
    make_statement(biller, visit("V1", "AHP4410072/01").patient.number)


@dataclass
class Kept:
    """What the database and the data folder hold after the three visits, to be put into those of each test."""

    folder: Path
    practice: Practice | None = None
    rows: list[tuple[type[Model], list[Model]]] = field(default_factory=list)

    @scopes_disabled()
    def keep(self, practice: Practice, data: Path, *, but: set[type[Model]]) -> None:
        """Remember the rows of every table but those that the migrations fill, and the files."""
        self.rows = [(model, list(model._base_manager.all())) for model in every_table() - but]
        shutil.copytree(data, self.folder)
        self.practice = practice

    @scopes_disabled()
    def put_back(self, data: Path) -> None:
        """Fill an empty database and an empty folder. What refers to another row is looked at when all are there."""
        for model, rows in self.rows:
            model._base_manager.bulk_create(rows)
        shutil.copytree(self.folder, data, dirs_exist_ok=True)


def every_table() -> set[type[Model]]:
    return {model for model in apps.get_models(include_auto_created=True) if model._meta.managed}


@scopes_disabled()
def holds_rows(model: type[Model]) -> bool:
    return model._base_manager.exists()


@pytest.fixture
def empty_practice(db: None, settings: Any, tmp_path: Path, code_tables: Path) -> Practice:
    """A demonstration's practice with its tables, before anybody came."""
    return open_empty(settings, tmp_path)


@pytest.fixture(scope="session")
def three_visits(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The three visits, kept by the first test that wants them: to play them is what takes such a test longest."""
    return Kept(tmp_path_factory.mktemp("three-visits") / "data")


@pytest.fixture
def practice(db: None, settings: Any, tmp_path: Path, code_tables: Path, three_visits: Kept) -> Practice:
    """V1 is paid and its patient billed, V2 is denied for a wrong side, V3 waits for the coder."""
    if three_visits.practice is not None:
        three_visits.put_back(tmp_path)
        settings.SUPERBILL = Config(data=tmp_path)
        return three_visits.practice
    filled = set(filter(holds_rows, every_table()))
    practice = open_empty(settings, tmp_path)
    play(practice, settings.SUPERBILL)
    three_visits.keep(practice, tmp_path, but=filled)
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
