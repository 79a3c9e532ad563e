"""What is remembered of a note is found again by its fingerprint, and the text is not kept with it."""

import gc
from datetime import date
from pathlib import Path

import pytest

from superbill.app import suggest_codes as codes
from superbill.app import suggest_services as services
from superbill.app.note_key import NoteKey
from superbill.app.suggest_services import Asked
from superbill.claims.note import Note
from superbill.coding.mentions import lines_of

DAY = date(2026, 9, 18)
TEXT = "Assessment: hypertension. Ketorolac 60 mg IM given today for a canary."


def kept() -> list[Note]:
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Note) and "canary" in one.text]


def test_keys_are_alike_for_the_same_text_and_author_alone() -> None:
    assert NoteKey(Note("a", "b")) == NoteKey(Note("a", "b")) != NoteKey(Note("a", "c"))
    assert len({NoteKey(Note("a")), NoteKey(Note("a")), NoteKey(Note("b"))}) == 2


def test_a_key_gives_its_note_once() -> None:
    key = NoteKey(Note("a"))

    assert key.take().text == "a"
    with pytest.raises(AssertionError):
        key.take()


def test_suggestions_are_remembered_and_the_note_is_not(code_tables: Path) -> None:
    codes._suggested.cache_clear()
    services._found.cache_clear()

    found, again = (codes.suggest_codes(Note(TEXT), on=DAY) for _ in range(2))
    given, once_more = (services.services_of(Note(TEXT), Asked(DAY).setting) for _ in range(2))
    lines_of.cache_clear()

    assert found is again and given is once_more
    assert [one.code for one in found.suggestions] == ["I10"]
    assert kept() == []
