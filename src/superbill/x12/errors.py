"""The one exception of this folder: a file that cannot be read or written as X12, with the place."""

from superbill.basics.errors import BadInput


class X12Error(BadInput):
    """Where X12 stops making sense: the segment (counted from 1 in the file) and the byte offset, 0 when not known.

    The text never repeats what stands in the file beyond segment names, codes, counts and control numbers.
    """

    def __init__(self, what: str, *, segment: int = 0, offset: int = 0, place: str = "", todo: str = "") -> None:
        self.segment = segment
        self.offset = offset
        self.place = place
        where = ", ".join(part for part in (f"segment {segment} (byte {offset})" if segment else "", place) if part)
        super().__init__(what, where=where, todo=todo or "Ask the sender for the whole file again; nothing of it was used.")

    def inside(self, around: str) -> "X12Error":
        """The same error with what its place stands in, such as `claim V0001-1`, said first."""
        place = ", ".join(part for part in (around, self.place) if part)
        return X12Error(self.what, segment=self.segment, offset=self.offset, place=place, todo=self.todo)
