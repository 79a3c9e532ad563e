"""What only grows: the database itself refuses to change or delete a row of the ledger, the trail, notes, sheets and versions."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, models, transaction
from django_scopes import scopes_disabled

from superbill.app import examine as module
from superbill.app.checked import Checked
from superbill.app.examine import examine
from superbill.app.register_visit import register_visit
from superbill.app.take_note import take_note
from superbill.sandbox.practice import desk_of, open_practice
from superbill.storage.config import Config
from superbill.storage.models import (
    AuditCoding,
    AuditItem,
    AuditRecord,
    AuditVerdict,
    ClaimRecord,
    ClaimVersion,
    CommentRecord,
    DecisionRecord,
    DictationEnd,
    DictationRecord,
    EntryRecord,
    Event,
    FileRecord,
    ModelAnswer,
    ModelCall,
    NoteRecord,
    OverrideRecord,
    PatientRecord,
    PostingRecord,
    QueryRecord,
    QueryStep,
    RepairRecord,
    SheetRecord,
)
from tests.app.office import DAY, NOTE, visit

NOW = datetime(2026, 9, 18, 9, tzinfo=UTC)
ONLY_GROW: tuple[tuple[type[models.Model], str], ...] = (
    (EntryRecord, "because"),
    (PostingRecord, "cents"),
    (Event, "what"),
    (NoteRecord, "text"),
    (SheetRecord, "content"),
    (ClaimVersion, "content"),
    (OverrideRecord, "words"),
    (RepairRecord, "before"),
    (QueryStep, "words"),
    (CommentRecord, "words"),
    (DecisionRecord, "code"),
    (FileRecord, "content"),
    (ModelCall, "prompt"),
    (ModelAnswer, "text"),
    (DictationRecord, "content"),
    (DictationEnd, "words"),
    (AuditRecord, "name"),
    (AuditItem, "stratum"),
    (AuditCoding, "content"),
    (AuditVerdict, "words"),
)


def add_model_and_dictation(practice: int, note: NoteRecord) -> None:
    """A prompt with its answer, and a dictation with how it ended."""
    call = ModelCall.objects.create(
        practice_id=practice, visit_id=note.visit_id, note=note, about="facts", endpoint="x", model="x", masked=True,
        prompt="x", sha256="0", by="x", at=NOW,
    )  # fmt: skip
    ModelAnswer.objects.create(practice_id=practice, call=call, text="{}", sha256="0", content={}, at=NOW)
    dictation = DictationRecord.objects.create(
        practice_id=practice, visit_id=note.visit_id, name="a.wav", sha256="0", content=b"RIFF", length_ms=1, engine="x",
        heard=[], by="x", at=NOW,
    )  # fmt: skip
    DictationEnd.objects.create(practice_id=practice, dictation=dictation, outcome="discarded", words="Noise.", by="x", at=NOW)


def add_audit(practice: int, sheet: SheetRecord) -> None:
    """An audit of one superbill, coded a second time, with a verdict."""
    audit = AuditRecord.objects.create(practice_id=practice, name="A1", plan={}, by="x", at=NOW)
    item = AuditItem.objects.create(practice_id=practice, audit=audit, sheet=sheet, place=1, stratum="x", of=1)
    AuditCoding.objects.create(practice_id=practice, item=item, content={}, by="x", at=NOW)
    AuditVerdict.objects.create(practice_id=practice, item=item, key="I10", verdict="first", words="x", by="x", at=NOW)


@pytest.fixture
def rows(db: None, settings: Any, tmp_path: Path) -> Iterator[None]:
    """One row in each table that only grows."""
    settings.SUPERBILL = Config(data=tmp_path)
    practice = open_practice()
    desk = desk_of("biller", practice, on=DAY)
    registered = visit("V1")
    register_visit(desk, registered)
    take_note(desk, "V1", NOTE.encode())
    with scopes_disabled():
        note, patient = NoteRecord.objects.get(), PatientRecord.objects.get()
        sheet = SheetRecord.objects.create(practice_id=practice, visit_id=note.visit_id, note=note, content={}, by="x", at=NOW)
        add_audit(practice, sheet)
        claim = ClaimRecord.objects.create(
            practice_id=practice,
            number="V1",
            visit_id=note.visit_id,
            patient=patient,
            payer_id="ACME1",
            payer_name="Acme",
            served_on=DAY,
            state="draft",
            state_since=DAY,
        )
        version = ClaimVersion.objects.create(
            practice_id=practice,
            claim=claim,
            version=1,
            control="V1-1",
            frequency="1",
            content={},
            sheet=sheet,
            charge_cents=1,
            by="x",
            at=NOW,
        )
        OverrideRecord.objects.create(
            practice_id=practice, claim=claim, version=version, mark="0" * 16, code="TF-01", severity="stop", message="Late.",
            because="payer", words="Waived.", by="x", at=NOW,
        )  # fmt: skip
        RepairRecord.objects.create(
            practice_id=practice, visit_id=note.visit_id, code="FIX-ZIP", place="patient.person.address.zip_code",
            before="53999-", after="53999", by="x", at=NOW,
        )  # fmt: skip
        query = QueryRecord.objects.create(
            practice_id=practice, number="Q1", visit_id=note.visit_id, note=note, provider="x", state="draft"
        )
        QueryStep.objects.create(practice_id=practice, query=query, event="drafted", content={}, by="x", at=NOW)
        CommentRecord.objects.create(practice_id=practice, visit_id=note.visit_id, to="biller", words="Call.", by="x", at=NOW)
        DecisionRecord.objects.create(
            practice_id=practice, visit_id=note.visit_id, kind="accepted", term="hypertension", code="I10", source="sheet",
            by="x", at=NOW,
        )  # fmt: skip
        add_model_and_dictation(practice, note)
        FileRecord.objects.create(
            practice_id=practice, direction="in", kind="835", name="a.835", sha256="0", content=b"ISA", state="used", at=NOW
        )
        entry = EntryRecord.objects.create(practice_id=practice, ref="test/1", on=DAY, because="test", by="x", at=NOW)
        for cents in (500, -500):
            PostingRecord.objects.create(practice_id=practice, entry=entry, account="Assets:Cash:Bank", cents=cents)
        yield


@pytest.mark.parametrize(("model", "column"), ONLY_GROW, ids=lambda part: getattr(part, "__name__", ""))
def test_a_row_that_only_grows_cannot_be_changed_or_deleted(rows: None, model: type[models.Model], column: str) -> None:
    table = model._meta.db_table
    before = list(model._default_manager.order_by("pk").values())
    change, delete = f"UPDATE {table} SET {column} = {column}", f"DELETE FROM {table}"  # noqa: S608 - names of our own tables
    one = f" WHERE id = {before[0]['id']}"

    for statement in (change, change + one, delete, delete + one):
        with (
            pytest.raises(DatabaseError, match="are never changed or deleted"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)

    assert list(model._default_manager.order_by("pk").values()) == before


@pytest.mark.parametrize("model", [model for model, _ in ONLY_GROW], ids=lambda model: model.__name__)
def test_a_row_that_only_grows_is_not_saved_twice_by_way_of_its_model(rows: None, model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]

    with pytest.raises(DatabaseError), transaction.atomic():
        row.save()


def test_what_became_of_a_file_is_written_beside_its_bytes(rows: None) -> None:
    file = FileRecord.objects.get()

    file.state, file.problem = "kept", "cut short"
    file.save(update_fields=["state", "problem"])

    assert FileRecord.objects.get().problem == "cut short"


def test_rows_of_other_tables_can_be_changed(rows: None) -> None:
    claim = ClaimRecord.objects.get()

    claim.payer_claim_number = "ACM1"
    claim.save()

    assert ClaimRecord.objects.get().payer_claim_number == "ACM1"


def test_everything_that_the_migrations_guard_is_tried_here(db: None) -> None:
    assert {model._meta.model_name for model, _ in ONLY_GROW} == set(module.GUARDED)
    assert module.standing_guards() == {f"{name}_no_{act}" for name in module.GUARDED for act in ("update", "delete")}


@pytest.fixture
def guards(rows: None, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Checked]:
    """What the examination says of the guards; the database of the tests is in memory, where it looks for a file."""
    monkeypatch.setattr(module, "_database", lambda: Checked("database", True, "in memory"))
    return lambda: next(check for check in examine() if check.name == "append-only guards")


def test_the_examination_says_that_every_guard_stands(guards: Callable[[], Checked]) -> None:
    assert guards().ok, guards().seen


def test_the_examination_notices_a_guard_that_was_taken_away(guards: Callable[[], Checked]) -> None:
    on = " ON storage_postingrecord" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER postingrecord_no_update{on}")

    found = guards()

    assert not found.ok
    assert "postingrecord_no_update" in found.seen
    assert found.todo
