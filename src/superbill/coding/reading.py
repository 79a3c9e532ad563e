"""From the bytes of a file to a note, or a clear refusal. The refusal never repeats the note's words."""

from superbill.basics.errors import BadInput
from superbill.claims.note import Note

MOST_BYTES = 1_000_000
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13}


class BadNote(BadInput):
    """The bytes are not a readable note: empty, too large, or not text."""


def note_from_bytes(data: bytes, *, author: str = "", where: str = "note") -> Note:
    """Read a note as UTF-8 (with or without a mark), else as Windows-1252. Raises `BadNote`.

    Line ends are kept as they are, so that character offsets point into exactly what was received.
    """
    if len(data) > MOST_BYTES:
        raise BadNote(
            f"The note has {len(data):,} bytes; at most {MOST_BYTES:,} are read.",
            where=where,
            todo="Give the note of one visit, as plain text.",
        )
    text = _decoded(data, where)
    if not text.strip():
        raise BadNote("The note is empty.", where=where, todo="Give the visit's note as plain text.")
    return Note(text, author)


def _decoded(data: bytes, where: str) -> str:
    _refuse_binary(data, where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise BadNote(
                f"Byte {fault.start + 1} is neither UTF-8 nor Windows-1252 text.",
                where=where,
                todo="Save the note as plain text in UTF-8.",
            ) from None
    return text


def _refuse_binary(data: bytes, where: str) -> None:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadNote("The note is UTF-16 text.", where=where, todo="Save the note as plain text in UTF-8.")
    for place, byte in enumerate(data):
        if byte in _CONTROL:
            raise BadNote(
                f"Byte {place + 1} is a control character ({byte:#04x}): this is not plain text.",
                where=where,
                todo="If it is a Word or PDF file, save or export it as plain text first.",
            )
