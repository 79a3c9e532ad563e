"""The HCPCS quarterly file of CMS, `HCPCYYYY_MON_ANWEB`, as CSV or as text of 320 columns: codes, modifiers, their long descriptions.

RECID 3 begins a code and 4 continues its long description; 7 and 8 do the same for a modifier, which stands at the right of the
code's five places. Rows that were taken out keep the last day on which they held in TERM DT.
Source: CMS, HCPCS quarterly update, record layout (positions 1-293 of the text file).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from superbill.codes.columns import day_after, day_in, header_of, named_rows
from superbill.codes.source import Source

_NAME = r"hcpc(20\d\d)_(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*_(?:\w+_)?anweb"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TEXT = re.compile(r"(?:[A-Z]\d{4}|   [0-9A-Z]{2})\d{5}[3478].{80}", re.ASCII)
_TEXT_COLUMNS = {
    "hcpc": (0, 5), "seqnum": (5, 10), "recid": (10, 11), "long description": (11, 91), "short description": (91, 119),
    "price1": (119, 121), "mult_pi": (127, 128), "xref1": (204, 209), "xref2": (209, 214), "xref3": (214, 219), "xref4": (219, 224),
    "xref5": (224, 229), "cov": (229, 230), "betos": (256, 259), "tos1": (260, 261), "tos2": (261, 262), "tos3": (262, 263),
    "tos4": (263, 264), "tos5": (264, 265), "add dt": (268, 276), "act eff dt": (276, 284), "term dt": (284, 292),
    "action cd": (292, 293),
}  # fmt: skip
_CSV_COLUMNS = tuple(_TEXT_COLUMNS)
_LEAST = 293

BEGINS, CONTINUES = frozenset("37"), frozenset("48")


@dataclass(slots=True)
class Told:
    """A code or a modifier: days as numbers, 0 for none; `ended` is the last day on which it held."""

    line: int
    code: str
    is_modifier: bool
    cells: dict[str, str]
    long: str
    added: int
    acted: int
    ended: int

    @property
    def until(self) -> int:
        """The first day on which it no longer holds; 0 when it goes on."""
        return day_after(self.ended) if self.ended else 0


def recognises(source: Source) -> bool:
    """Whether a file is one of these, by its header or by its first record."""
    return {"hcpc", "seqnum", "recid", "long description"} <= {*header_of(source)} or _is_text(source)


def _is_text(source: Source) -> bool:
    return bool(_TEXT.match(source.first))


def released(source: Source) -> date | None:
    """The first of the month that the name says."""
    named = source.says(_NAME)
    return date(int(named[1]), _MONTHS.index(named[2].lower()) + 1, 1) if named else None


def read(source: Source) -> Iterator[Told]:
    """Codes and modifiers in the order of the file, each with its whole description. Raises `BadCodeFile`."""
    told: Told | None = None
    last = 0
    for line, cells in (
        _text_rows(source) if _is_text(source) else named_rows(source, needs=_CSV_COLUMNS, encoding=source.encoding())
    ):
        code, sequence, kind = cells["hcpc"].strip().upper(), cells["seqnum"].strip(), cells["recid"].strip()
        if kind in CONTINUES:
            if told is None or code != told.code or (kind == "8") is not told.is_modifier:
                raise source.wrong(f"{code[:10]!r} continues a description that was not begun.", line)
            last = _next_sequence(source, sequence, last, line)
            told.long = f"{told.long} {cells['long description'].strip()}".rstrip()
            continue
        if told is not None:
            yield told
        told, last = _begun(source, line, code, kind, cells), _sequence(source, sequence, line)
    if told is not None:
        yield told


def _text_rows(source: Source) -> Iterator[tuple[int, dict[str, str]]]:
    for line, text in source.lines(source.encoding(), ended=True):
        if not text.strip():
            continue
        if len(text) < _LEAST:
            raise source.wrong(f"The record has {len(text)} places and should have at least {_LEAST}: it was cut.", line)
        yield line, {name: text[since:until] for name, (since, until) in _TEXT_COLUMNS.items()}


def _sequence(source: Source, text: str, line: int) -> int:
    if not re.fullmatch(r"\d{1,5}", text, re.ASCII):
        raise source.wrong(f"The sequence number {text[:10]!r} is none: the columns are shifted.", line)
    return int(text)


def _next_sequence(source: Source, text: str, last: int, line: int) -> int:
    number = _sequence(source, text, line)
    if number <= last:
        raise source.wrong(f"Sequence number {number} does not come after {last}.", line)
    return number


def _begun(source: Source, line: int, code: str, kind: str, cells: dict[str, str]) -> Told:
    is_modifier = kind == "7"
    if kind not in BEGINS or not re.fullmatch("[0-9A-Z]{2}" if is_modifier else "[0-9A-Z]{5}", code, re.ASCII):
        raise source.wrong(f"Code {code[:10]!r} with record type {kind[:5]!r} is none: the columns are shifted.", line)
    long = cells["long description"].strip()
    if not long:
        raise source.wrong(f"{code} has no description.", line)
    days = [day_in(source, cells[name], line) for name in ("add dt", "act eff dt", "term dt")]
    return Told(line, code, is_modifier, {name: text.strip() for name, text in cells.items()}, long, *days)
