"""A note as the key of what is remembered of it: known by its fingerprint, so that no text is kept beside the answer."""

from superbill.claims.note import Note


class NoteKey:
    """Keys of the same text and author are equal. `take` gives the note to the one who answers, and lets go of it."""

    __slots__ = ("_is", "_note")

    def __init__(self, note: Note) -> None:
        self._is = (note.sha256, note.author)
        self._note: Note | None = note

    def take(self) -> Note:
        """The note, once: a key that stays in a cache holds none."""
        assert self._note is not None, "a key is asked for its note once"
        note, self._note = self._note, None
        return note

    def __eq__(self, other: object) -> bool:
        return isinstance(other, NoteKey) and other._is == self._is

    def __hash__(self) -> int:
        return hash(self._is)
