"""Text goes out plain; what would break out of its element does not go out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.segments import Delimiters
from superbill.x12.text import as_words, first_unwritable, is_respelled


@pytest.mark.parametrize(
    ("given_text", "written"),
    [
        ("Rivers", "RIVERS"),
        ("  de la  Cruz ", "DE LA CRUZ"),
        ("Müller", "MULLER"),
        ("Groß", "GROSS"),
        ("Łukasz Ørsted", "LUKASZ ORSTED"),
        ("O’Néill–Smith", "O'NEILL-SMITH"),
        ("Anaïs\u00a0B", "ANAIS B"),
    ],
)
def test_names_are_written_in_plain_capitals(given_text, written):
    assert as_words(given_text) == written


@given(text=st.text())
def test_writing_twice_changes_nothing_more(text):
    assert as_words(as_words(text)) == as_words(text)


@pytest.mark.parametrize(
    ("text", "bad"),
    [("RIVERS", ""), ("A*B", "*"), ("A~", "~"), ("A:B^", ":"), ("A\x07", "\x07"), ("李", "李"), ("A\x7f", "\x7f")],
)
def test_the_first_character_that_cannot_stand_is_found(text, bad):
    assert first_unwritable(text, Delimiters()) == bad


@pytest.mark.parametrize(("text", "told"), [("Rivers", False), (" RIVERS", False), ("Müller", True), ("a–b", True)])
def test_only_a_changed_spelling_is_told(text, told):
    assert is_respelled(text) is told
