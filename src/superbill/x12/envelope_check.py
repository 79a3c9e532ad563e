"""The elements of ISA, TA1 and GS. Source: X12 005010 interchange control structures and functional group header."""

import re
from collections.abc import Iterator, Sequence

from superbill.x12.dates import day_from
from superbill.x12.guides import FUNCTIONS
from superbill.x12.trailers import first_beyond
from superbill.x12.transactions.ta1 import NOTES

_ISA_LENGTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
QUALIFIERS = frozenset(
    "01 02 03 04 07 08 09 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 NR SA SN ZZ".split()
)
"""ISA05 and ISA07: what kind of number names the sender and the receiver (X12 element I05)."""

_NOTES = frozenset(NOTES.split())
_LINE_ENDS = ("\n", "\r", "\t", "\v", "\f")


def isa_faults(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(element, sentence) for each element of ISA that is wrong. Source: X12 005010 interchange control structures."""
    yield from _written_faults(values)
    bare = [value.strip() for value in values]
    if bare[0] not in ("00", "03"):
        yield 1, "ISA01 is 00 or 03."
    if bare[2] not in ("00", "01"):
        yield 3, "ISA03 is 00 or 01."
    for element in (5, 7):
        if bare[element - 1].upper() not in QUALIFIERS:
            yield element, f"ISA{element:02d} is not a qualifier of identification numbers."
    if day_from("20" + bare[8]) is None:
        yield 9, "ISA09 is not a day, YYMMDD."
    if not _is_time(bare[9]):
        yield 10, "ISA10 is not a time, HHMM."
    if not (bare[12].isascii() and bare[12].isdigit()):
        yield 13, "ISA13 is not a number of nine digits."
    if bare[13] not in ("0", "1"):
        yield 14, "ISA14 is 0 or 1."
    if bare[14].upper() not in ("P", "T"):
        yield 15, "ISA15 is P or T."


def _written_faults(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Lengths and characters; ISA11 and ISA16 are separators, and not text."""
    for index, (value, length) in enumerate(zip(values, _ISA_LENGTHS, strict=False), start=1):
        if index == 11 and value in _LINE_ENDS:
            yield 11, "ISA11 is a line end or another blank that separates nothing."
        if index in (11, 16):
            continue
        if len(value) != length:
            yield index, f"ISA{index:02d} has {len(value)} characters and must have {length}."
        elif not _is_text(value):
            yield index, f"ISA{index:02d} holds a character that X12 does not have."


def gs_faults(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(element, sentence) for each element of GS that is wrong. Source: X12 005010 functional group header."""
    bare = (*values, *[""] * 8)[:8]
    if bare[0].upper() not in {*FUNCTIONS.values(), "HN"}:
        yield 1, "GS01 is not a functional group that we know."
    for element in (2, 3):
        if not 2 <= len(bare[element - 1]) <= 15:
            yield element, f"GS{element:02d} has 2 to 15 characters."
        elif not _is_text(bare[element - 1]):
            yield element, f"GS{element:02d} holds a character that X12 does not have."
    if day_from(bare[3]) is None:
        yield 4, "GS04 is not a day, CCYYMMDD."
    if not _is_time(bare[4]):
        yield 5, "GS05 is not a time, HHMM."
    if not (bare[5].isascii() and bare[5].isdigit() and len(bare[5]) <= 9):
        yield 6, "GS06 is not a number of at most nine digits."
    if bare[6].upper() != "X":
        yield 7, "GS07 is X."
    if not bare[7]:
        yield 8, "GS08 is missing: it names the version and the guide."
    if place := first_beyond(8, ("GS", *values)):
        yield place, f"GS{place:02d} is beyond the last element of GS."


def ta1_faults(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """(element, sentence) for each element of TA1 that is wrong. Source: X12 005010 interchange control structures."""
    control, day, time, verdict, note = (*values, *[""] * 5)[:5]
    if not (control.isascii() and control.isdigit() and len(control) == 9):
        yield 1, "TA101 is not a number of nine digits."
    if day_from("20" + day) is None:
        yield 2, "TA102 is not a day, YYMMDD."
    if not _is_time(time):
        yield 3, "TA103 is not a time, HHMM."
    if verdict.upper() not in ("A", "E", "R"):
        yield 4, "TA104 is A, E or R."
    if note not in _NOTES:
        yield 5, "TA105 is not a reason that a TA1 can give: 000 to 031."
    if place := first_beyond(5, ("TA1", *values)):
        yield place, f"TA1{place:02d} is beyond the last element of TA1."


_TIME = re.compile(r"([01]\d|2[0-3])[0-5]\d([0-5]\d(\d{1,2})?)?", re.ASCII)


def _is_text(value: str) -> bool:
    return value.isascii() and value.isprintable()


def _is_time(value: str) -> bool:
    """HHMM, with seconds and parts of a second where they are told."""
    return _TIME.fullmatch(value) is not None
