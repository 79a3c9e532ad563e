"""Official XML files read piece by piece, every element with the line on which it begins.

    for chapter in pieces(source, "chapter", root="ICD10CM.tabular"):
        chapter.text("desc"), chapter.all("section"), chapter.line

Only one piece is in memory at a time. A file that is cut, is not well-formed, has another root or declares entities of its own is
refused with its line (`BadCodeFile`).
"""

from collections.abc import Iterator
from xml.parsers import expat

from superbill.codes.source import Source

_CHUNK = 1 << 16


class Element:
    """An element: its tag, attributes and line, and what stands in it in order: text and elements."""

    __slots__ = ("attributes", "line", "parts", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], line: int) -> None:
        self.tag, self.attributes, self.line = tag, attributes, line
        self.parts: list[str | Element] = []

    def all(self, tag: str) -> list["Element"]:
        """The elements of that tag directly in it."""
        return [part for part in self.parts if not isinstance(part, str) and part.tag == tag]

    def first(self, tag: str) -> "Element | None":
        """The first of them, or None."""
        return next((part for part in self.parts if not isinstance(part, str) and part.tag == tag), None)

    def text(self, tag: str) -> str:
        """The words of the first element of that tag; empty when there is none."""
        found = self.first(tag)
        return found.words if found else ""

    @property
    def words(self) -> str:
        """All text in it, at any depth, with single spaces."""
        return " ".join("".join(self._texts()).split())

    @property
    def own_words(self) -> str:
        """The text that stands directly in it, without that of its elements."""
        return " ".join(" ".join(part for part in self.parts if isinstance(part, str)).split())

    def _texts(self) -> Iterator[str]:
        for part in self.parts:
            if isinstance(part, str):
                yield part
            else:
                yield from part._texts()


def pieces(source: Source, *tags: str, root: str) -> Iterator[Element]:
    """Every element of these tags, whole, in the order of the file. Raises `BadCodeFile`."""
    reader = _Reader(source, tags, root)
    with source.open() as file:
        while chunk := file.read(_CHUNK):
            reader.feed(chunk, last=False)
            yield from reader.taken()
        reader.feed(b"", last=True)
        yield from reader.taken()


class _Reader:
    def __init__(self, source: Source, tags: tuple[str, ...], root: str) -> None:
        self._source, self._tags, self._root = source, tags, root
        self._open: list[Element] = []
        self._done: list[Element] = []
        self._parser = parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.EntityDeclHandler = self._refuse_entity

    def feed(self, chunk: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as wrong:
            raise self._source.wrong(f"The XML ends or breaks here ({expat.ErrorString(wrong.code)}).", wrong.lineno) from wrong

    def taken(self) -> list[Element]:
        done, self._done = self._done, []
        return done

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        element = Element(tag, attributes, self._parser.CurrentLineNumber)
        if self._open:
            self._open[-1].parts.append(element)
        elif tag != self._root:
            raise self._source.wrong(f"The file begins with <{tag[:40]}> and should begin with <{self._root}>.", element.line)
        self._open.append(element)

    def _end(self, tag: str) -> None:
        element = self._open.pop()
        if tag in self._tags:
            self._done.append(element)
            if self._open:
                self._open[-1].parts.pop()

    def _text(self, words: str) -> None:
        if self._open:
            self._open[-1].parts.append(words)

    def _refuse_entity(self, name: str, *rest: object) -> None:
        raise self._source.wrong(f"The file declares an entity ({name[:20]!r}); official files do not.", 1)
