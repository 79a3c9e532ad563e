"""The tables of ICD-10-PCS (CMS): which values may follow one another, as XML and as the text of the yearly addenda.

    ICD10PCS.tabular > pcsTable > axis@pos 1-3 (title, label@code, definition) + pcsRow@codes > axis@pos 4-7 (title, label@code …)

The addenda tell every table that changes as it is after the change, panel by panel: `First choice is value 0: Open`. A table is one row
of the book; its panels (the official `pcsRow`) are kept as JSON: for each panel four axes, each with its title and its values.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from math import prod

from superbill.codes.book import Column, Layout, Row, Table
from superbill.codes.books.icd10_days import released
from superbill.codes.source import Source
from superbill.codes.xml_lines import Element, pieces

Axis = tuple[str, dict[str, str]]
"""The title of a position and its values: (`Approach`, {`0`: `Open`, …})."""

PCS_TABLE = Table(
    "table",
    "The tables: which values may follow the first three characters.",
    (
        Column("table", "The first three characters."),
        Column("section", "What the first character means."),
        Column("system", "What the second means."),
        Column("operation", "What the third means."),
        Column("definition", "What the operation is."),
        Column("panels", "The panels: JSON, [[[title, {value: label}], … four], …]."),
        Column("codes", "How many codes it makes.", "whole"),
    ),
    title="operation",
)

_HEAD = re.compile(r"(No change|FY\d{4}): (?:\S.* panel of )?table ([0-9A-HJ-NP-Z]) ([0-9A-HJ-NP-Z]) ([0-9A-HJ-NP-Z])", re.ASCII)
_NUMBERS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh")
_ONE = re.compile(r"  (\w+) character \((.+)\) is value ([0-9A-HJ-NP-Z]): (.+)", re.ASCII)
_MANY = re.compile(r"  (\w+) character \((.+)\) has (\d+) choices\.", re.ASCII)
_CHOICE = re.compile(r"    [A-Z][\w -]* choice is value ([0-9A-HJ-NP-Z]): (.+)", re.ASCII)


def _row(name: str, first: list[tuple[str, str]], panels: list[list[Axis]], line: int) -> Row:
    """A row of the book; `first` are the labels of the first three characters with their definitions."""
    count = sum(prod(len(values) for _, values in panel) for panel in panels)
    labels = (*(label for label, _ in first), first[2][1])
    return Row("table", (name, *labels, json.dumps(panels, ensure_ascii=False, separators=(",", ":")), count), line)


# --- XML


def _read_xml(source: Source) -> Iterator[Row]:
    found = False
    for table in pieces(source, "pcsTable", root="ICD10PCS.tabular"):
        found = True
        heads = [_axis(source, axis, str(position)) for position, axis in enumerate(table.all("axis"), 1)]
        if len(heads) != 3 or any(len(values) != 1 for _, values in heads):
            raise source.wrong("A table has not one value each for its first three characters.", table.line)
        first = [
            (next(iter(values.values())), axis.text("definition"))
            for (_, values), axis in zip(heads, table.all("axis"), strict=True)
        ]
        panels = [_panel(source, row) for row in table.all("pcsRow")]
        yield _row("".join(next(iter(values)) for _, values in heads), first, panels, table.line)
    if not found:
        raise source.wrong("The file has no table.", 0)


def _panel(source: Source, row: Element) -> list[Axis]:
    axes = [_axis(source, axis, str(position)) for position, axis in enumerate(row.all("axis"), 4)]
    if len(axes) != 4:
        raise source.wrong(f"A row tells {len(axes)} characters and should tell four, 4 to 7.", row.line)
    count = prod(len(values) for _, values in axes)
    if row.attributes.get("codes", str(count)) != str(count):
        raise source.wrong(f"A row says that it makes {row.attributes['codes']} codes, and its values make {count}.", row.line)
    return axes


def _axis(source: Source, axis: Element, position: str) -> Axis:
    labels = axis.all("label")
    values = {label.attributes.get("code", ""): label.words for label in labels}
    if axis.attributes.get("pos") != position or not all(re.fullmatch(r"[0-9A-HJ-NP-Z]", value) for value in values):
        raise source.wrong(f"Here should be the values of character {position}.", axis.line)
    if len(values) != len(labels) or axis.attributes.get("values", str(len(values))) != str(len(values)):
        raise source.wrong(
            f"The values of character {position} are not as many as the file says, or one is told twice.", axis.line
        )
    return axis.text("title"), values


# --- addenda


@dataclass(slots=True)
class _Reading:
    """The table that is being read."""

    name: str
    line: int
    first: list[tuple[str, str]] = field(default_factory=list)
    panels: list[list[Axis]] = field(default_factory=list)
    wanted: int = 0

    def whole(self, source: Source) -> Row:
        if self.wanted or len(self.first) != 3 or not self.panels or any(len(panel) != 4 for panel in self.panels):
            raise source.wrong(f"Table {self.name} is not told to its end.", self.line)
        return _row(self.name, self.first, self.panels, self.line)


def _read_addenda(source: Source) -> Iterator[Row]:
    reading: _Reading | None = None
    for line, text in source.lines(ended=True):
        head = _HEAD.fullmatch(text.rstrip())
        if head:
            name = head[2] + head[3] + head[4]
            if " panel of " not in text:
                if reading:
                    yield reading.whole(source)
                reading = _Reading(name, line)
            elif reading and reading.name == name:
                reading.panels.append([])
            else:
                raise source.wrong(f"A panel of table {name} stands outside of its table.", line)
        elif text.strip() and (reading is None or not _take(reading, text.rstrip())):
            raise source.wrong("The line is not as in the addenda of the ICD-10-PCS tables.", line)
    if reading:
        yield reading.whole(source)


def _take(reading: _Reading, text: str) -> bool:
    """Put a line into the table; whether it is one that may stand there."""
    axes = reading.panels[-1] if reading.panels else None
    if (choice := _CHOICE.fullmatch(text)) and axes and reading.wanted:
        reading.wanted -= 1
        axes[-1][1][choice[1]] = choice[2]
        return True
    one, many = _ONE.fullmatch(text), _MANY.fullmatch(text)
    found = one or many
    position = len(axes) + 3 if axes is not None else len(reading.first)
    if not found or reading.wanted or position > 6 or found[1] != _NUMBERS[position]:
        return False
    if axes is None:
        label, _, definition = found[4].partition(": ") if one else ("", "", "")
        reading.first.append((label, definition))
        return bool(one) and found[3] == reading.name[position]
    axes.append((found[2], {one[3]: one[4]} if one else {}))
    reading.wanted = int(many[3]) if many else 0
    return True


def _is(source: Source, what: str) -> bool:
    if what == "XML":
        return "<ICD10PCS.tabular" in source.first
    return bool(source.says(r"tables_addenda.*\.txt")) or bool(
        re.match(r"\s*(No change|FY\d{4}): table \S \S \S\s", source.first)
    )


TABLES_XML = Layout("tables XML", "release", ("table",), partial(_is, what="XML"), released, _read_xml)
TABLES_ADDENDA = Layout("tables addenda", "changes", ("table",), partial(_is, what="addenda"), released, _read_addenda)
