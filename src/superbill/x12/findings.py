"""What may be wrong with an X12 file: every finding has a stable code, a WEDI SNIP level, a place and words for a biller.

Levels: 1 syntax, 2 implementation guide, 3 balancing, 4 situations between segments, 5 external code lists, 7 companion guide.
The catalogue is one table; the reference page, the 999 and the command line read it.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Severity(Enum):
    """ERROR: a payer would reject it. WARNING: it was read all the same, or the list moves fast. INFO: worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class At(NamedTuple):
    """Where a segment stands: its number in the file (from 1), its byte offset, and its raw text without the terminator."""

    number: int = 0
    offset: int = 0
    raw: str = ""


NOWHERE = At()


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the catalogue. The 999 codes: `set_code` IK502, `segment_code` IK304, `element_code` IK403; empty when none fits."""

    code: str
    severity: Severity
    title: str
    todo: str
    segment_code: str = ""
    element_code: str = ""
    set_code: str = ""

    @property
    def level(self) -> int:
        """The WEDI SNIP level, which the code names."""
        return int(self.code[4])


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. `at` is the segment meant; `tag`, `element` and `part` say where in it (0: the segment as a whole).

    `loop` is the guide's id of its loop. `value` is what stood there, shortened. `number` is the data element's. `claim` is the
    control number of the claim or remittance claim it stands in, when that is known. `interchange`, `group` and `set` count
    from 1 in the file, their parent and their parent; `control` is ST02 and `position` counts from ST = 1.
    """

    code: str
    message: str
    at: At = NOWHERE
    tag: str = ""
    element: int = 0
    part: int = 0
    repeat: int = 0
    loop: str = ""
    value: str = ""
    number: int = 0
    claim: str = ""
    severity: Severity = Severity.ERROR
    interchange: int = 0
    group: int = 0
    set: int = 0
    control: str = ""
    position: int = 0

    @property
    def kind(self) -> Kind:
        """Its row of the catalogue."""
        return CATALOGUE[self.code]

    @property
    def level(self) -> int:
        """The WEDI SNIP level."""
        return self.kind.level

    @property
    def todo(self) -> str:
        """What to do about it."""
        return self.kind.todo

    @property
    def is_error(self) -> bool:
        """Whether a payer would reject it."""
        return self.severity is Severity.ERROR

    @property
    def spot(self) -> str:
        """The element in the guides' way of writing, such as NM109 or HI01-2; the segment's name when it is meant as a whole."""
        return f"{self.tag}{self.element:02d}" * bool(self.element) + f"-{self.part}" * bool(self.part) or self.tag


def found(
    code: str,
    message: str,
    *,
    at: At = NOWHERE,
    spot: str = "",
    loop: str = "",
    value: str = "",
    number: int = 0,
    claim: str = "",
    severity: Severity | None = None,
) -> Finding:
    """A finding of the catalogue; `spot` is written NM1, NM109 or HI01-2. Its severity is the catalogue's unless another is given."""
    tag, element, part = _parse(spot)
    return Finding(
        code, message, at, tag, element, part, loop=loop, value=value[:80], number=number, claim=claim,
        severity=severity or CATALOGUE[code].severity,
    )  # fmt: skip


def _parse(spot: str) -> tuple[str, int, int]:
    head, _, part = spot.partition("-")
    if len(head) > 3 and head[-2:].isdigit():
        return head[:-2], int(head[-2:]), int(part or 0)
    return head, 0, 0


CATALOGUE: dict[str, Kind] = {}


def register(table: str) -> None:
    """Add rows to the catalogue: `code | severity | 999 codes | title | what to do`, the 999 codes as IK304/IK403/IK502."""
    for row in table.strip().splitlines():
        code, severity, codes, title, todo = (cell.strip() for cell in row.split("|"))
        segment_code, element_code, set_code = ((*codes.split("/"), "", "")[:3]) if codes else ("", "", "")
        assert code not in CATALOGUE, f"{code} is in the catalogue twice"
        CATALOGUE[code] = Kind(code, Severity(severity), title, todo, segment_code, element_code, set_code)


register("""
SNIP1-NOT-X12 | error | | The file is not X12 | Send an X12 file: it begins with ISA. Unpack a zip or gzip file first; save UTF-16 text as plain text.
SNIP1-EMPTY | error | | The file is empty | Ask the sender for the file again.
SNIP1-GARBAGE | error | | Text stands outside an interchange | Remove what stands before ISA or after IEA.
SNIP1-ISA | error | | The ISA segment cannot be read | Ask for a file whose ISA has 16 elements of fixed length.
SNIP1-ISA-VALUE | error | | An element of the envelope is wrong | Correct the envelope: the receiver will refuse it with a TA1.
SNIP1-CUT | error | //2 | The file was cut: it ends too early | Ask the sender for the whole file; the last part was not used.
SNIP1-ENDLESS | error | | A segment does not end | Ask the sender for the file again: its segment terminator is missing.
SNIP1-TRAILER | error | //2 | A trailer is missing | Ask the sender for the whole file: SE, GE or IEA is missing.
SNIP1-HEADER | error | | A header is missing | Ask the sender for the whole file: ST, GS or ISA is missing.
SNIP1-COUNT | error | //4 | A trailer counts another number | Correct the count, or look for what was lost or added.
SNIP1-CONTROL | error | //3 | Header and trailer have different control numbers | Write the header's control number into the trailer.
SNIP1-CONTROL-TWICE | error | //23 | A control number is used twice | Give each set of a group, each group of a file, its own number.
SNIP1-GROUP-SET | error | //1 | A set does not belong into its group | Put each transaction into a group of its own kind.
SNIP1-UNTERMINATED | warning | | The last segment has no terminator | Write the segment terminator after IEA, too.
SNIP1-BOM | info | | The file begins with a byte-order mark | Save it as plain text, without the mark.
SNIP1-BLANK | info | | Blank lines or blanks stand between segments | Nothing must be done; they were left out.
SNIP1-WRAPPED | info | | Line ends stand inside segments | Nothing must be done; they were left out.
SNIP1-CASE | warning | | Small letters stand where capitals belong | Write codes and segment names in capitals.
SNIP1-TRAILING | warning | | Empty elements or blanks at the end | Leave them out; they were ignored.
SNIP1-NAME | error | 1 | The segment's name is not one that X12 knows | Check for a stray separator before it.
SNIP1-CHARACTER | error | 8/6 | A character that X12 cannot carry | Write it in letters, digits and marks of the extended set.
SNIP1-NON-ASCII | warning | 8/6 | Letters outside the extended character set | Write them without accents.
SNIP1-MISSING | error | 8/1 | A mandatory element is missing | Fill it in.
SNIP1-CONDITION | error | 8/2 | Another element calls for an element that is missing | Send both, or neither.
SNIP1-EXCLUSIVE | error | 8/10 | Two elements shut each other out | Send only one of them.
SNIP1-TOO-MANY | error | 8/3 | The segment has too many elements | Check for a separator inside a value.
SNIP1-PARTS | error | 8/13 | The element has too many parts | Check for a component separator inside a value.
SNIP1-SHORT | error | 8/4 | The value is too short | Send the whole value.
SNIP1-LONG | error | 8/5 | The value is too long | Shorten it to what the element can hold.
SNIP1-TYPE | error | 8/6 | The value is not of the element's type | Write a number where a number belongs.
SNIP1-DATE | error | 8/8 | Not a day of the calendar | Write it as CCYYMMDD.
SNIP1-TIME | error | 8/9 | Not a time of the day | Write it as HHMM.
SNIP1-HL | error | 8/7 | The levels are numbered wrong | Count HL01 from 1; HL02 names the level above.
SNIP2-SET | error | //1 | The transaction is not one we know | Check ST01.
SNIP2-GUIDE | error | //I6 | The version of the guide is not one we know | Send version 005010 with its guide in GS08.
SNIP2-REQUIRED-SEGMENT | error | 3 | A required segment is missing | Add it.
SNIP2-REQUIRED-LOOP | error | I7 | A required loop is missing | Add it.
SNIP2-OPENER | error | 3 | The segment that opens its loop is missing | Add it before this segment.
SNIP2-UNEXPECTED | error | 2 | The segment is not expected here | Remove it, or move it to where the guide has it.
SNIP2-NOT-USED-SEGMENT | error | I4 | The guide does not use this segment | Remove it.
SNIP2-ORDER | error | 7 | The segment stands in the wrong order | Move it to where the guide has it.
SNIP2-QUALIFIER | error | 2 | The qualifier is none that the guide has here | Correct the qualifier, or remove the segment.
SNIP2-REPEATS | error | 5 | The segment occurs too often | Remove the surplus ones.
SNIP2-LOOP-REPEATS | error | 4 | The loop occurs too often | Remove the surplus ones, or split what it belongs to.
SNIP2-REQUIRED | error | 8/1 | A required element is missing | Fill it in.
SNIP2-NOT-USED | error | 8/I10 | The guide does not use this element | Leave it out.
SNIP2-CODE | error | 8/7 | Not a code that the guide allows here | Choose one of the codes of the guide.
SNIP2-ELEMENT-REPEATS | error | 8/12 | The element repeats too often | Send fewer of them.
SNIP2-IMPLIED | warning | 3 | A loop was opened without its first segment | Ask the sender to write it; the rest was read.
""")
