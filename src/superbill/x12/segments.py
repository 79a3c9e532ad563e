"""Bytes in, segments out. The delimiters come from each ISA; nothing else is believed.

Lenient in reading: a byte-order mark, blank lines, line ends after or instead of the terminator, files wrapped at a fixed
width, lower-case segment names, non-ASCII text (UTF-8, else Windows-1252). Never lenient about a cut file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from superbill.x12.errors import X12Error

_BLANK = " \t\r\n"
_TAG = re.compile(r"[A-Z][A-Z0-9]{1,2}\Z", re.ASCII)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_ISA_AT_MOST = 160  # 106 characters, and room for line ends where a file was wrapped

BINARY = {"BIN": 1, "BDS": 2}
"""Segments whose last element holds any bytes, with the element before it, which says how many."""


@dataclass(frozen=True, slots=True)
class Delimiters:
    """What parts elements, repetitions, components and segments; `repetition` is empty before version 00402."""

    element: str = "*"
    repetition: str = "^"
    component: str = ":"
    terminator: str = "~"

    def __contains__(self, character: str) -> bool:
        return character in (self.element, self.repetition, self.component, self.terminator)


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment as it stood: `number` from 1 in the file, `offset` and `end` in bytes (`end` after the terminator)."""

    tag: str
    elements: tuple[str, ...]
    delimiters: Delimiters = Delimiters()
    number: int = 0
    offset: int = 0
    end: int = 0

    def element(self, place: int, part: int = 0) -> str:
        """The element at a place (from 1), or one component of it; empty when absent."""
        value = self.elements[place - 1] if place <= len(self.elements) else ""
        if not part:
            return value
        parts = value.split(self.delimiters.component)
        return parts[part - 1] if part <= len(parts) else ""

    def text(self) -> str:
        """The segment with its delimiters, without trailing empty elements, as it is written."""
        separator = self.delimiters.element
        raw = separator.join((self.tag, *self.elements))
        return (raw if self.tag in BINARY else raw.rstrip(separator)) + self.delimiters.terminator


def read_segments(data: bytes) -> Iterator[Segment]:
    """Every segment of the file in order. Raises `X12Error` where it is not X12 or is cut."""
    text = data.decode("latin-1")  # one character for each byte, so that positions are byte offsets
    at = _start(text)
    number, delimiters, outside = 0, Delimiters(), True
    while at < len(text):
        number += 1
        if outside or text[at : at + 4].upper() == "ISA" + delimiters.element:
            delimiters, stop = read_isa(text, at, number)
        else:
            stop = binary_stop(text, at, delimiters)
            if text[stop : stop + 1] != delimiters.terminator:
                stop = text.find(delimiters.terminator, at)
            if stop < 0:
                raise X12Error("The file ends inside a segment: it was cut.", segment=number, offset=at)
        segment = _segment(text[at:stop], delimiters, number=number, offset=at, end=stop + 1)
        yield segment
        outside = segment.tag == "IEA"
        at = _skip_blank(text, stop + 1, more="\x1a\x00" if outside else "")


def binary_stop(text: str, at: int, marks: Delimiters) -> int:
    """Where the terminator of a BIN or BDS segment should stand by the length it says; -1 when it is no such segment or says none.

    The place may lie beyond the text; where another character stands there, the length is wrong.
    """
    place = _length_place(text[at : at + 4], marks)
    if not place:
        return -1
    parts = text[at : at + 200].split(marks.element, place + 1)
    said = parts[place] if len(parts) == place + 2 else ""
    if not (said.isascii() and said.isdigit() and len(said) <= 15):
        return -1
    return at + len(text[at : at + 200]) - len(parts[-1]) + int(said)


def split_elements(raw: str, marks: Delimiters) -> list[str]:
    """The name and the elements of a raw segment; the bytes of an attachment are not split."""
    place = _length_place(raw[:4], marks)
    return raw.split(marks.element, place + 1 if place else -1)


def _length_place(head: str, marks: Delimiters) -> int:
    """Which element says the length of the one after it, by the first four characters of a segment; 0 when none does."""
    return BINARY.get(head[:3].upper(), 0) if head[3:] == marks.element else 0


def _start(text: str) -> int:
    if text.startswith(("\xff\xfe", "\xfe\xff")):
        raise X12Error("The file is UTF-16 text, not X12.", segment=1, todo="Ask for it as plain text (ASCII).")
    at = _skip_blank(text, 3 if text.startswith("\xef\xbb\xbf") else 0)
    if text[at : at + 3].upper() != "ISA":
        what = "The file does not begin with an ISA segment." if at < len(text) else "The file is empty."
        raise X12Error(what, segment=1, offset=at, todo="Send an X12 file: it begins with ISA.")
    return at


def _skip_blank(text: str, at: int, more: str = "") -> int:
    while at < len(text) and text[at] in _BLANK + more:
        at += 1
    return at


def _skip_spaces(text: str, at: int) -> int:
    while text[at : at + 1] == " ":
        at += 1
    return at


def read_isa(text: str, at: int, number: int) -> tuple[Delimiters, int]:
    """The delimiters that this ISA declares, and where its terminator stands."""
    separator = text[at + 3 : at + 4]
    if text[at : at + 3].upper() != "ISA" or not _may_part(separator) or separator in "\r\n":
        raise X12Error("An ISA segment was expected here.", segment=number, offset=at)
    places = [at + 3]
    for _ in range(15):
        places.append(text.find(separator, places[-1] + 1, at + _ISA_AT_MOST))
        if places[-1] < 0:
            raise X12Error("The ISA segment has fewer than 16 elements.", segment=number, offset=at)
    component = text[places[15] + 1 : places[15] + 2]
    stop = _skip_spaces(text, places[15] + 2)
    terminator = text[stop : stop + 1]
    repetition = text[places[10] + 1 : places[11]].strip(_BLANK)
    if len(repetition) != 1 or repetition.isalnum():  # `U` before version 00402, where nothing repeated
        repetition = ""
    marks = [mark for mark in (separator, repetition, component, terminator) if mark]
    alike = len(set(marks)) != len(marks) or terminator in text[at:stop]
    if not _may_part(component) or not _may_part(terminator) or component in "\r\n" or alike:
        raise X12Error("The ISA segment declares delimiters that cannot be told apart.", segment=number, offset=at)
    if terminator in text[at:stop]:
        raise X12Error("The ISA segment ends before its sixteenth element.", segment=number, offset=at)
    return Delimiters(separator, repetition, component, terminator), stop


def _may_part(mark: str) -> bool:
    return mark != "" and mark.isascii() and not mark.isalnum() and mark not in (" ", "\t", "\x00")


def _segment(raw: str, delimiters: Delimiters, *, number: int, offset: int, end: int) -> Segment:
    if _length_place(raw[:4], delimiters):
        tag, *elements = split_elements(raw, delimiters)
        return Segment(tag.upper(), tuple(elements), delimiters, number, offset, end)
    if delimiters.terminator not in "\r\n":
        raw = raw.replace("\r", "").replace("\n", "")
    tag, *elements = raw.split(delimiters.element)
    tag = tag.strip(_BLANK).upper()
    if not _TAG.match(tag):
        raise X12Error("This is not a segment: its name is not two or three letters or digits.", segment=number, offset=offset)
    values = elements if tag == "ISA" else [each.rstrip(_BLANK) for each in elements]
    if not (raw.isascii() and raw.isprintable()):
        values = [_decoded(each, delimiters, number, offset) for each in values]
    return Segment(tag, tuple(values), delimiters, number, offset, end)


def _decoded(value: str, delimiters: Delimiters, number: int, offset: int) -> str:
    plain = value.replace(delimiters.component, "").replace(delimiters.repetition or "\t", "").replace("\t", " ")
    if _CONTROL.search(plain):
        raise X12Error("The segment holds control characters: it is not text.", segment=number, offset=offset)
    if value.isascii():
        return value
    raw = value.encode("latin-1")
    for encoding in ("utf-8", "cp1252"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise X12Error("The segment holds bytes that are not text.", segment=number, offset=offset)
