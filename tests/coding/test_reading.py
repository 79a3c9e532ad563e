import pytest

from superbill.coding.reading import MOST_BYTES, BadNote, note_from_bytes

NAME = "Zzyzx has hypertension"


def test_a_utf_8_note_is_read_as_it_is() -> None:
    note = note_from_bytes("Café-au-lait spot\r\nplan: none\n".encode(), author="M. Alvarez, MD")

    assert note.text == "Café-au-lait spot\r\nplan: none\n"
    assert note.author == "M. Alvarez, MD"


def test_a_byte_order_mark_is_no_part_of_the_note() -> None:
    assert note_from_bytes(b"\xef\xbb\xbfCC: cough").text == "CC: cough"


def test_a_windows_note_is_read() -> None:
    assert note_from_bytes(b"patient\x92s knee").text == "patient’s knee"


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (NAME.encode() + b"\x00", "control character"),
        (b"\x89PNG\r\n\x1a\n", "control character"),
        (NAME.encode("utf-16"), "UTF-16"),
        (NAME.encode() + b"\x81\x8d", "neither"),
        (b"x" * (MOST_BYTES + 1), "bytes"),
    ],
)
def test_what_is_no_note_is_refused_without_repeating_its_words(data: bytes, what: str) -> None:
    with pytest.raises(BadNote) as refused:
        note_from_bytes(data, where="note.txt")

    assert what in refused.value.what
    assert refused.value.where == "note.txt"
    assert refused.value.todo
    assert "Zzyzx" not in str(refused.value)


def test_the_largest_note_is_still_read() -> None:
    assert len(note_from_bytes(b"x" * MOST_BYTES).text) == MOST_BYTES
