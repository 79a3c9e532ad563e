"""Several files of one sender, receiver and version as one: one interchange, its sets numbered anew.

Sets that follow each other stay in one group as long as their GS says the same; claims are never mixed or moved.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from superbill.basics.errors import BadInput
from superbill.x12.errors import X12Error
from superbill.x12.tools.raw import Raw, Source, read_raw

_SAME = {5: "sender", 6: "sender", 7: "receiver", 8: "receiver", 12: "version", 15: "test mark"}
_OF_GROUP = (1, 2, 3, 7, 8)  # function, sender, receiver, agency, guide


class CannotJoin(BadInput):
    """Files that do not belong together."""


def join(sources: Iterable[Source], *, control: int | None = None) -> Iterator[bytes]:
    """The joined file in pieces, read and written set by set.

    ISA and its date are the first file's; ISA13 and GS06 are `control`, or the first file's. Raises `CannotJoin` when sender,
    receiver, version or test mark differ or when a set is there twice, `X12Error` when a file is cut or miscounted. Nothing
    that came before an error is a whole file.
    """
    joining = _Joining(control)
    for index, source in enumerate(sources, start=1):
        for raw in read_raw(source):
            yield from joining.take(raw, index)
    yield from joining.end()


@dataclass(slots=True)
class _Joining:
    control: int | None
    first: Raw | None = None
    isa: Raw | None = None
    gs: Raw | None = None
    group: tuple[str, ...] = ()
    source_gs: Raw | None = None
    body: list[Raw] = field(default_factory=list)
    seen: set[tuple[str, ...]] = field(default_factory=set)
    sets: int = 0
    all_sets: int = 0
    groups: int = 0

    def take(self, raw: Raw, index: int) -> Iterator[bytes]:
        """One segment of a file; files are counted from 1."""
        tag = raw.tag
        if tag == "ISA":
            yield from self._enter(raw, index)
        elif tag == "GS":
            self.source_gs = raw
        elif tag == "TA1":
            raise CannotJoin("An interchange acknowledgement cannot be joined with others.", where=f"file {index}")
        elif tag == "SE":
            yield from self._finish_set(index)
        elif tag not in ("GE", "IEA"):
            self.body.append(raw)

    def end(self) -> Iterator[bytes]:
        """The trailers."""
        if self.first is None:
            raise CannotJoin("There is nothing to join.", todo="Name at least one file.")
        yield from self._close_group()
        yield self.first.like("IEA", str(self.groups), self.first.element(13)).written()

    def _enter(self, isa: Raw, index: int) -> Iterator[bytes]:
        self.isa = isa
        if self.first is None:
            number = isa.element(13) if self.control is None else str(self.control)
            if not (number.isascii() and number.isdigit() and 0 < int(number) <= 999_999_999):
                raise CannotJoin("A control number is a whole number from 1 to 999999999.", todo="Give one with `control`.")
            self.first = isa.replaced(13, f"{int(number):09d}")
            yield self.first.written()
            return
        for place, name in _SAME.items():
            if isa.element(place) != self.first.element(place):
                what = f"File {index} has another {name} than the first file."
                raise CannotJoin(
                    what, where=f"file {index}, ISA{place:02d}", todo="Join files of one sender, receiver and version."
                )

    def _finish_set(self, index: int) -> Iterator[bytes]:
        assert self.isa is not None and self.source_gs is not None, "the envelopes are proved"
        st, *body = self.body
        self.body = []
        name = (self.isa.element(13), self.source_gs.element(6), st.element(2))
        if name in self.seen:
            what = f"Set {name[2]} of group {name[1]} in interchange {name[0]} is there twice."
            raise CannotJoin(what, where=f"file {index}", todo="Name each file once.")
        self.seen.add(name)
        yield from self._enter_group(self.source_gs)
        self.sets, self.all_sets = self.sets + 1, self.all_sets + 1
        number = f"{self.all_sets:04d}"
        whole = [st.replaced(2, number), *body, st.like("SE", str(len(body) + 2), number)]
        yield b"".join(self._fitted(raw).written() for raw in whole)

    def _enter_group(self, gs: Raw) -> Iterator[bytes]:
        group = tuple(gs.element(place) for place in _OF_GROUP)
        if self.gs is not None and group == self.group:
            return
        assert self.first is not None, "an interchange was opened"
        yield from self._close_group()
        self.groups, self.sets, self.group = self.groups + 1, 0, group
        self.gs = self._fitted(gs.replaced(6, str(int(self.first.element(13)) + self.groups - 1)))
        yield self.gs.written()

    def _close_group(self) -> Iterator[bytes]:
        if self.gs is not None:
            yield self.gs.like("GE", str(self.sets), self.gs.element(6)).written()

    def _fitted(self, raw: Raw) -> Raw:
        """The segment with the first file's delimiters. Raises `X12Error` when one of them stands in a value."""
        assert self.first is not None, "an interchange was opened"
        old, new = raw.marks, self.first.marks
        if old == new:
            return raw
        old_marks = old.element + old.component + old.repetition
        new_marks = new.element + new.component + (new.repetition if old.repetition else "")
        taken = {mark for mark in (*new_marks, new.repetition, new.terminator) if mark and mark not in old_marks}
        if len(old_marks) != len(new_marks) or any(mark in raw.text for mark in taken):
            what = "A value holds a character that parts elements in the first file."
            raise X12Error(what, segment=raw.number, offset=raw.offset, todo="Join files with the same delimiters.")
        return raw._replace(text=raw.text.translate(str.maketrans(old_marks, new_marks)), marks=new)
