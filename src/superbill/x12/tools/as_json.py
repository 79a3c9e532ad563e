"""X12 as JSON and back: every segment with its loop, its name and its values by name; unchanged, it is written byte for byte.

    {"interchange": 1, "delimiters": {…}, "between": "…"}          before the segments of an interchange
    {"segment": "CLM", "loop": "2300", "name": "claim", "elements": ["V1", "230", "", "", [["11", "B", "1"]], "Y"],
     "values": {"control": "V1", "charge": "230", …}}

An element with components or repetitions is a list of repetitions, each a list of components. `elements` is what is written;
`values` is for reading. `before` and `text` stand only where a segment was not written the plain way.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from superbill.x12.check import check
from superbill.x12.errors import X12Error
from superbill.x12.findings import At
from superbill.x12.placed import Placed, placed_segments
from superbill.x12.segments import Delimiters
from superbill.x12.stream import readable
from superbill.x12.tables import Composite, Field


def to_json(data: bytes) -> Iterator[str]:
    """One JSON object a line. Raises `X12Error` when the bytes hold no interchange, or something that is no segment."""
    end, marks, between, interchange = 0, None, "\n", 0
    for each in placed_segments(data):
        if each.tag == "ISA":
            interchange += 1
            marks, between = each.marks, _between(data, each)
            yield json.dumps({"interchange": interchange, "delimiters": _delimiters(each.marks), "between": between})
        yield json.dumps(_plain(each, between), ensure_ascii=False)
        end = each.offset + len(each.text)
    rest = data[end + 1 :].decode("latin-1")
    if marks is None or rest.strip(" \t\r\n\x1a\x00"):
        raise X12Error("The file is not whole X12: it was cut, or holds other text.", place=f"byte {end}")
    ends_plainly = data[end : end + 1].decode("latin-1") == marks.terminator
    if rest != between or not ends_plainly:
        yield json.dumps({"after": rest, "terminated": ends_plainly})


def to_x12(lines: Iterable[str]) -> Iterator[bytes]:
    """The bytes again. Raises `X12Error` naming the line that is not JSON of this kind."""
    marks, between, last, first = Delimiters(), "\n", b"", True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
            if "delimiters" in given:
                marks, between = Delimiters(**given["delimiters"]), given["between"]
                continue
            if "after" in given:
                last = (marks.terminator if given["terminated"] else "").encode("latin-1") + _bytes(given["after"])
                break
            text = _text(given, marks)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            todo = "Give the lines that `superbill x12 to-json` printed, changed or not."
            raise X12Error("The line is not a segment as JSON.", place=f"line {number}", todo=todo) from error
        before = given.get("before", "" if first else between)
        yield last + before.encode("latin-1") + text
        last, first = marks.terminator.encode("latin-1"), False
    else:
        last += between.encode("latin-1")
    yield last


def objects_as_json(data: bytes) -> Iterator[str]:
    """The typed objects of a file, one JSON object a line: claims, claim payments, remittances and so on.

    Money is whole cents. Raises `X12Error` when the file is no X12 or is cut.
    """
    heard: list[object] = []
    report = check(data, levels=(1,), hear=heard.append)
    broken = next((each for each in report.findings if each.code in ("SNIP1-NOT-X12", "SNIP1-EMPTY", "SNIP1-CUT")), None)
    if broken is not None:
        raise X12Error(broken.message, segment=broken.at.number, offset=broken.at.offset, todo=broken.todo)
    for each in heard:
        yield json.dumps({"object": type(each).__name__} | _bare(each), ensure_ascii=False)


def _bare(value: Any) -> Any:
    """An object of dataclasses and named tuples as plain data, without what is empty; places in the file as byte offsets."""
    if isinstance(value, At):
        return value.offset
    if is_dataclass(value) and not isinstance(value, type):
        value = {each.name: getattr(value, each.name) for each in fields(value)}
    elif isinstance(value, tuple) and hasattr(value, "_asdict"):
        value = value._asdict()
    if isinstance(value, Mapping):
        return {str(key): _bare(each) for key, each in value.items() if each not in (None, "", (), [], {})}
    if isinstance(value, list | tuple):
        return [_bare(each) for each in value]
    return value if isinstance(value, str | int | bool | float) else str(value)


def _plain(each: Placed, between: str) -> dict[str, Any]:
    first = each.number == 1
    plain: dict[str, Any] = {"segment": each.elements[0]}
    if each.place is not None:
        plain |= {"loop": each.loop, "name": each.place.seg.name}
    plain["elements"] = [_element(value, each.marks, tag=each.tag) for value in each.elements[1:]]
    if each.place is not None:
        plain["values"] = dict(_values(each))
    if each.before != ("" if first else between):
        plain["before"] = each.before
    if _text(plain, each.marks).decode("latin-1") != each.text:
        plain["text"] = each.text
    return plain


def _values(each: Placed) -> Iterator[tuple[str, str]]:
    """The values by the names of the table, those that are there."""
    assert each.place is not None
    for spot in each.place.seg.fields:
        value = each.elements[spot.place] if spot.place < len(each.elements) else ""
        if isinstance(spot, Field) and value:
            yield spot.name, readable(value)
        elif isinstance(spot, Composite) and value:
            parts = value.partition(each.marks.repetition or "\x00")[0].split(each.marks.component)
            yield from (
                (part.name, readable(parts[part.place - 1]))
                for part in spot.parts
                if part.place <= len(parts) and parts[part.place - 1]
            )


def _element(value: str, marks: Delimiters, *, tag: str) -> str | list[list[str]]:
    has_parts = marks.component in value or (marks.repetition and marks.repetition in value)
    if tag in ("ISA", "BIN", "BDS") or not has_parts:
        return readable(value)
    repeats = value.split(marks.repetition) if marks.repetition else [value]
    return [[readable(part) for part in repeat.split(marks.component)] for repeat in repeats]


def _text(given: dict[str, Any], marks: Delimiters) -> bytes:
    """The segment as bytes, UTF-8 where it was that."""
    if "text" in given:
        return _bytes(given["text"])
    values = [given["segment"]]
    for element in given["elements"]:
        values.append(
            element if isinstance(element, str) else marks.repetition.join(marks.component.join(parts) for parts in element)
        )
    return marks.element.join(values).encode("utf-8")


def _bytes(text: str) -> bytes:
    return text.encode("latin-1")


def _delimiters(marks: Delimiters) -> dict[str, str]:
    return {
        "element": marks.element,
        "repetition": marks.repetition,
        "component": marks.component,
        "terminator": marks.terminator,
    }


def _between(data: bytes, isa: Placed) -> str:
    """The line end after the ISA, which most files have after every segment."""
    after = data[isa.offset + len(isa.text) + 1 :][:2]
    return "\r\n" if after == b"\r\n" else "\n" if after[:1] == b"\n" else ""
