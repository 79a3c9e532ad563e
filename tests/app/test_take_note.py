"""The note is kept exactly as written; what is no text is refused and leaves nothing behind."""

import pytest

from superbill.app.find import NotHere, get_visit, latest_note
from superbill.app.register_visit import register_visit
from superbill.app.take_note import take_note
from superbill.coding.reading import MOST_BYTES, BadNote
from superbill.storage.models import NoteRecord
from tests.app.office import NOTE, Office, visit


@pytest.fixture
def waiting(office: Office) -> Office:
    register_visit(office.desk("biller"), visit("V1"))
    return office


def texts(office: Office) -> list[str]:
    with office.looking():
        return list(NoteRecord.objects.order_by("pk").values_list("text", flat=True))


def test_line_ends_and_blanks_stay_as_they_came(waiting: Office) -> None:
    text = "  CC: knee\r\n\r\nHPI:\tleft knee – 2½ weeks \n"

    take_note(waiting.desk("biller"), "V1", text.encode(), author="M. Alvarez")

    assert texts(waiting) == [text]


def test_the_same_text_again_changes_nothing_and_another_stands_beside_it(waiting: Office) -> None:
    first = take_note(waiting.desk("biller"), "V1", NOTE.encode())
    again = take_note(waiting.desk("biller"), "V1", NOTE.encode())
    other = take_note(waiting.desk("biller"), "V1", b"Addendum: left knee.")

    assert first == again != other
    assert texts(waiting) == [NOTE, "Addendum: left knee."]
    with waiting.looking():
        note = latest_note(get_visit(waiting.desk(), "V1"))
    assert note is not None and note.text == "Addendum: left knee."


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "The note is empty."),
        (b" \r\n\t ", "The note is empty."),
        ("﻿".encode(), "The note is empty."),
        (b"PK\x03\x04 secret words", "control character"),
        (b"%PDF-1.7\x00 secret words", "control character"),
        ("secret words".encode("utf-16"), "UTF-16"),
        (b"secret \x81 words", "neither UTF-8 nor Windows-1252"),
        (b"secret " * (MOST_BYTES // 7 + 1), "at most 1,000,000 are read"),
    ],
)
def test_what_is_no_note_is_refused_without_repeating_it(waiting: Office, data: bytes, what: str) -> None:
    with pytest.raises(BadNote) as refused:
        take_note(waiting.desk("biller"), "V1", data)

    assert what in refused.value.what
    assert refused.value.todo
    assert "secret" not in str(refused.value)
    assert texts(waiting) == []


def test_a_note_of_exactly_the_most_bytes_is_read(waiting: Office) -> None:
    take_note(waiting.desk("biller"), "V1", b"x" * MOST_BYTES)

    assert len(texts(waiting)[0]) == MOST_BYTES


def test_a_note_in_windows_1252_is_read(waiting: Office) -> None:
    take_note(waiting.desk("biller"), "V1", "Müller’s knee".encode("cp1252"))

    assert texts(waiting) == ["Müller’s knee"]


def test_a_note_needs_its_visit(office: Office) -> None:
    with pytest.raises(NotHere):
        take_note(office.desk("biller"), "V1", NOTE.encode())

    assert texts(office) == []
