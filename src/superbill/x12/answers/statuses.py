"""From an error to the claim status that a 277CA gives: category (STC01-1), status (STC01-2) and whom it is about (STC01-3).

The category says how it is wrong: A6 missing, A7 invalid, A8 does not go with something else, A3 cannot be processed; nothing
else rejects a claim (X12 RFI 1942, 2203). The status says what is wrong, by the place of the error. A status that speaks of an
"entity" must name it; which codes do is a fact of the list of X12 (code source 508), whose wording is not here.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from superbill.x12.findings import Finding
from superbill.x12.segments import Delimiters
from superbill.x12.tables import Loop, Transaction

MISSING, INVALID, UNRELATED, UNPROCESSABLE = "A6", "A7", "A8", "A3"
FORMAT = "481"
"""The status where nothing closer is known: the format of the claim."""


class Status(NamedTuple):
    """One claim status; `entity` is empty where the status needs none."""

    category: str
    status: str
    entity: str = ""


NEEDS_ENTITY = frozenset(
    "16 17 18 19 23 24 25 26 73 85 88 89 90 91 92 93 94 96 97 106 109 114 123 124 125 126 127 128 129 130 131 132 133 134 135 136"
    " 137 138 139 140 141 142 143 144 145 146 147 148 149 150 153 155 157 158 159 160 161 162 163 164 165 166 167 168 170 173"
    " 174 175 176 182 183 252 387 395 403 466 467 470 480 487 491 496 499 500 501 502 503 504 505 506 514 516 560 561 562 563"
    " 663 676 677 680 689 695 741 743 754 755 756 761 775".split()
)
"""Statuses that must name whom they are about."""

ENTITIES = frozenset("03 1P 1Z 40 41 71 72 73 77 82 85 87 DK DN DQ FA GB HK IL LI MSC PR PRP QB QC QD SEP TL TTP TU".split())
"""Whom a status of a claim or line may name. Source: 005010X214, STC01-3 of 2200D and 2220D."""
_NEAREST = {"P3": "1P", "DD": "1P", "ZZ": "73", "PE": "PR", "45": "77", "PW": "77"}

# Where the error stands | status | whom it is about when the loop does not say. The first row that fits counts; `[1=472]` looks at
# an element of the segment as it stood, `[0-1=ABK]` at a part of the element in error, `2320 ` in front at the loop.
_PLACES = """
BHT               | 604 |
CLM01             | 478 |
CLM02             | 178 |
CLM05-1[5-2=A]    | 228 |
CLM05-1           | 249 |
CLM05-2           | 567 |
CLM05-3           | 535 |
CLM06             | 466 | 85
CLM07             | 589 |
CLM08             | 360 |
CLM09             | 333 |
CLM10             | 468 |
CLM11-4           | 750 |
CLM11-5           | 750 |
CLM11             | 633 |
CLM12             | 650 |
CLM19             | 625 |
CLM20             | 555 |
CL101             | 231 |
CL102             | 229 |
CL103             | 234 |
DN1               | 386 |
DN2               | 760 |

2330B DTP         | 516 | PR
2430 DTP          | 516 | PR
DTP[1=472]        | 187 |
DTP[1=434]        | 188 |
DTP[1=435]        | 189 |
DTP[1=096]        | 190 |
DTP[1=484]        | 191 |
DTP[1=454]        | 701 |
DTP[1=304]        | 757 |
DTP[1=453]        | 715 |
DTP[1=439]        | 727 |
DTP[1=431]        | 397 |
DTP[1=455]        | 210 |
DTP[1=471]        | 214 |
DTP[1=314]        | 195 |
DTP[1=360]        | 195 |
DTP[1=361]        | 195 |
DTP[1=297]        | 581 |
DTP[1=296]        | 196 |
DTP[1=090]        | 388 |
DTP[1=091]        | 389 |
DTP[1=444]        | 193 |
DTP[1=607]        | 529 |
DTP[1=463]        | 525 |
DTP[1=461]        | 580 |
DTP[1=738]        | 653 |
DTP[1=739]        | 653 |
DTP[1=011]        | 647 |
DTP[1=452]        | 203 |
DTP[1=139]        | 201 |
DTP[1=441]        | 201 |
DTP[1=446]        | 202 |
DTP[1=196]        | 187 |
DTP[1=198]        | 187 |
DTP[1=050]        | 756 | 40
DTP               | 187 |

REF[1=EI]         | 128 | 85
REF[1=TJ]         | 128 | 85
REF[1=SY]         | 148 | 85
REF[1=1W]         | 164 | IL
REF[1=0B]         | 143 | 85
REF[1=1G]         | 133 | 85
REF[1=G2]         | 560 | 85
2300 REF[1=LU]    | 728 |
REF[1=LU]         | 138 | 85
REF[1=2U]         | 560 | PR
REF[1=FY]         | 560 | PR
REF[1=NF]         | 560 | PR
REF[1=Y4]         | 629 |
REF[1=G1]         | 252 | PR
REF[1=9F]         | 761 | DN
REF[1=G3]         | 625 |
REF[1=F8]         | 464 |
REF[1=X4]         | 544 |
REF[1=F4]         | 630 |
REF[1=4N]         | 642 |
REF[1=G4]         | 611 |
REF[1=F5]         | 593 |
REF[1=EW]         | 142 | 77
REF[1=LX]         | 579 |
REF[1=D9]         | 543 |
REF[1=EA]         | 588 |
REF[1=P4]         | 556 |
REF[1=1J]         | 714 |
REF[1=9A]         | 702 |
REF[1=9C]         | 517 |
REF[1=9B]         | 636 |
REF[1=9D]         | 518 |
REF[1=6R]         | 584 |
REF[1=BT]         | 576 |
REF[1=XZ]         | 219 |
REF[1=VY]         | 219 |
REF[1=T4]         | 530 |
REF               | 560 | 85

HI[0-1=ABK]       | 254 |
HI[1-1=BK]        | 254 |
HI[0-1=ABJ]       | 232 |
HI[1-1=BJ]        | 232 |
HI[0-1=APR]       | 673 |
HI[1-1=PR]        | 673 |
HI[0-1=ABN]       | 509 |
HI[1-1=BN]        | 509 |
HI[0-1=BBR]       | 465 |
HI[1-1=BR]        | 465 |
HI[0-1=BBQ]       | 490 |
HI[1-1=BQ]        | 490 |
HI[1-1=BG]        | 460 |
HI[1-1=BH]        | 719 |
HI[1-1=BI]        | 721 |
HI[1-1=BE]        | 725 |
HI[1-1=DR]        | 256 |
HI[1-1=TC]        | 658 |
HI[1-1=BP]        | 262 |
HI                | 255 |

NM101             | 125 | 85
NM102             | 125 | 85
NM103             | 125 | 85
NM104             | 505 | 85
NM105             | 514 | 85
NM107             | 754 | 85
NM109[8=XX]       | 562 | 85
NM109[8=MI]       | 164 | IL
NM109[8=II]       | 164 | IL
NM109             | 153 | 85
NM108             | 153 | 85
NM1               | 124 | 85
N301              | 503 | 85
N302              | 503 | 85
N3                | 503 | 85
N401              | 502 | 85
N402              | 501 | 85
N403              | 500 | 85
N404              | 680 | 85
N407              | 695 | 85
N4                | 126 | 85
DMG03             | 157 | QC
DMG               | 158 | QC
PRV               | 145 | 85
PER02             | 561 | 85
PER               | 127 | 85
CUR               | 681 |

2320 SBR          | 171 |
SBR01             | 742 |
SBR02             | 156 |
SBR03             | 163 | IL
SBR04             | 663 | IL
SBR05             | 578 |
SBR09             | 480 | PR
SBR               | 171 |
PAT01             | 156 |
PAT06             | 159 | QC
PAT09             | 626 |
PAT08             | 273 |
PAT               | 156 |

2320 AMT          | 183 | PR
2320 OI           | 171 |
2320              | 286 |
CAS01             | 696 |
CAS02             | 521 |
CAS03             | 519 |
CAS04             | 520 |
CAS05             | 521 |
CAS06             | 519 |
CAS               | 519 |
MIA               | 286 |
MOA               | 286 |
SVD01             | 479 |
SVD02             | 643 |
SVD               | 710 |
2430 AMT          | 639 |
AMT[1=F5]         | 183 | QC
AMT[1=T]          | 640 |
AMT[1=F4]         | 617 |
AMT[1=GT]         | 645 |
AMT[1=N8]         | 645 |
AMT[1=F3]         | 639 |
AMT               | 178 |

PWK               | 489 |
CN1               | 548 |
K3                | 569 |
2400 NTE          | 586 |
NTE               | 704 |
CR101             | 273 |
CR106             | 267 |
CR104             | 428 |
CR1               | 428 |
CR2               | 713 |
CR3               | 335 |
CRC[1=07]         | 428 |
CRC[1=ZZ]         | 564 |
CRC[1=75]         | 575 |
CRC               | 527 |
HCP               | 628 |

LX                | 247 |
SV101-1           | 250 |
SV101-2           | 454 |
SV101-7           | 306 |
SV101             | 453 |
SV102             | 583 |
SV103             | 659 |
SV104             | 476 |
SV105             | 249 |
SV107             | 477 |
SV109             | 471 |
SV111             | 564 |
SV112             | 568 |
SV115             | 753 |
SV1               | 454 |
SV201             | 455 |
SV202-1           | 250 |
SV202-2           | 454 |
SV202-7           | 306 |
SV202             | 453 |
SV203             | 583 |
SV204             | 659 |
SV205             | 258 |
SV207             | 596 |
SV2               | 455 |
SV301-1           | 250 |
SV301-2           | 454 |
SV301-7           | 306 |
SV301             | 453 |
SV302             | 583 |
SV303             | 249 |
SV304             | 245 |
SV305             | 384 |
SV306             | 476 |
SV311             | 477 |
SV3               | 454 |
SV501             | 454 |
SV5               | 186 |
TOO02             | 244 |
TOO03             | 240 |
TOO               | 242 |
LIN               | 218 |
CTP               | 724 |
MEA               | 731 |
PS1               | 469 |
QTY               | 258 |
LQ                | 698 |
FRM               | 699 |
"""

# Where the place says too little: code of the error | category (the usual one when empty) | statuses, all of which are given.
_CODES = """
SNIP1-CHARACTER        |    | 511 +
SNIP1-NON-ASCII        |    | 511 +
SNIP1-LONG             |    | 512 +
SNIP1-HL               | A3 | 481
SNIP1-NAME             | A3 | 481
SNIP1-TRAILER          | A3 | 481
SNIP1-CUT              | A3 | 481
SNIP1-ENDLESS          | A3 | 481
SNIP3-CLAIM-TOTAL      | A8 | 400
SNIP3-NEGATIVE         | A7 | 693 +
SNIP3-COB-CLAIM        | A8 | 672
SNIP3-COB-LINE         | A8 | 672
SNIP3-COB-PAID         | A8 | 672
SNIP4-SELF-ORGANIZATION | A8 | 741
SNIP4-NO-PATIENT       | A8 | 156
SNIP4-SELF-DEPENDENT   | A8 | 156
SNIP4-REPLACED-NUMBER  | A6 | 464
SNIP4-ACCIDENT-DAY     | A6 | 727
SNIP4-ACUTE-DAY        | A6 | 715
SNIP4-FUTURE-SERVICE   | A8 | 510 +
SNIP4-AMBULANCE        | A6 | 428
SNIP4-STAY-ADMISSION   | A6 | 189
SNIP4-STAY-ADMITTED-AFTER | A8 | 189 188
SNIP4-STAY-DISCHARGE   | A6 | 233
SNIP4-STAY-ADMITTING   | A6 | 232
SNIP4-DISCHARGE-BEFORE | A8 | 189 190
SNIP4-BORN-AFTER       | A8 | 158 187
SNIP4-ACCIDENT-AFTER   | A8 | 727 187
SNIP4-OTHER-PAYER      | A6 | 171
SNIP4-MEDICARE-SECONDARY | A6 | 578
SNIP4-RANK-TWICE       | A8 | 742
SNIP4-PAID-MISSING     | A6 | 183
SNIP4-PAID-DAY         | A6 | 516
SNIP4-REMAINING-TWICE  | A8 | 639
SNIP4-PO-BOX           | A7 | 503
SNIP4-LINE-CONTROL-TWICE | A8 | 584
SNIP4-AMBULANCE-PLACE  | A6 | 266
"""
_PLACE = re.compile(
    r"(?:(?P<loop>\d{4}[A-Z]{0,2}) ?)?(?:(?P<tag>[A-Z][A-Z0-9]{1,2}?)(?P<element>\d\d)?(?:-(?P<part>\d+))?"
    r"(?:\[(?P<at>\d+)(?:-(?P<of>\d))?=(?P<code>\w+)\])?)?\Z",
    re.ASCII,
)
_MISSING_SEGMENTS, _MISSING_ELEMENTS = frozenset(("3", "I6", "I7", "I8")), frozenset(("1", "2", "I9", "I11"))
_STRUCTURE = frozenset(("1", "2", "4", "5", "7", "I4", "I9"))


class _Row(NamedTuple):
    """A row of the places: what an error must be like, and its status."""

    loop: str
    tag: str
    element: int
    part: int
    at: int
    of: int
    code: str
    status: str
    entity: str


def statuses_of(error: Finding, table: Transaction | None, marks: Delimiters) -> tuple[Status, ...]:
    """The claim statuses of an error: one, or two where the first needs another that says which element it is about."""
    category, given = _codes().get(error.code, ("", ("+",)))
    category = category or _category_of(error, marks)
    row = None if category == UNPROCESSABLE else _row_of(error, marks)
    of_place = row.status if row else FORMAT
    entity = entity_of(error.loop, table) or (row.entity if row else "") or "85"
    found = dict.fromkeys(of_place if status == "+" else status for status in given)
    return tuple(Status(category, status, entity if status in NEEDS_ENTITY else "") for status in found)


def _category_of(error: Finding, marks: Delimiters) -> str:
    kind = error.kind
    if kind.segment_code in _MISSING_SEGMENTS or kind.element_code in _MISSING_ELEMENTS:
        return MISSING
    if kind.segment_code in _STRUCTURE or kind.set_code:
        return UNPROCESSABLE
    if error.level > 2 and not _stood(error, marks):
        return MISSING
    return UNRELATED if error.level in (3, 4) else INVALID


def _stood(error: Finding, marks: Delimiters) -> bool:
    """Whether there is something where the error points."""
    elements = error.at.raw.split(marks.element)
    if elements[0].strip().upper() != error.tag:
        return False
    return not error.element or bool(_part(elements, error.element, error.part, marks))


def _part(elements: list[str], element: int, part: int, marks: Delimiters) -> str:
    value = elements[element] if element < len(elements) else ""
    parts = value.split(marks.component) if part else [value]
    return parts[part - 1].strip() if part and part <= len(parts) else "" if part else value.strip()


def _row_of(error: Finding, marks: Delimiters) -> _Row | None:
    """The row of the closest place: of the part, of the element, of the segment, of the loop."""
    elements = error.at.raw.split(marks.element)
    elements = elements if elements[0].strip().upper() == error.tag else []
    wanted = ((error.tag, error.element, error.part), (error.tag, error.element, 0), (error.tag, 0, 0), ("", 0, 0))
    rows = _rows()
    for place in dict.fromkeys(wanted):
        for row in rows.get(place, ()):
            fits = not row.code or _part(elements, row.at or error.element or 1, row.of, marks) == row.code
            if fits and error.loop.startswith(row.loop):
                return row
    return None


def entity_of(loop: str, table: Transaction | None) -> str:
    """Whom a loop is about, as its NM1 names them, such as 85 for 2010AA; empty where it has none."""
    if table is None:
        return ""
    if id(table) not in _ENTITIES_OF:
        _ENTITIES_OF[id(table)] = {each.id: _named(each) for each in _loops(table.body) if each.id}
    found = _ENTITIES_OF[id(table)].get(loop, "")
    found = "GB" if loop == "2330A" else _NEAREST.get(found, found)
    return found if found in ENTITIES else ""


_ENTITIES_OF: dict[int, dict[str, str]] = {}


def _loops(loop: Loop) -> Iterator[Loop]:
    yield loop
    for child in loop.children:
        if isinstance(child, Loop):
            yield from _loops(child)


def _named(loop: Loop) -> str:
    if loop.opener.tag != "NM1" or "entity" not in loop.opener.places:
        return ""
    return loop.opener.places["entity"][0].allowed[0]


@cache
def _rows() -> dict[tuple[str, int, int], tuple[_Row, ...]]:
    found: dict[tuple[str, int, int], tuple[_Row, ...]] = {}
    for line in filter(None, map(str.strip, _PLACES.splitlines())):
        where, status, entity = (cell.strip() for cell in line.split("|"))
        match = _PLACE.match(where)
        assert match, f"{where} is not a place"
        place = (match["tag"] or "", int(match["element"] or 0), int(match["part"] or 0))
        condition = (int(match["at"] or 0), int(match["of"] or 0), match["code"] or "")
        found[place] = (*found.get(place, ()), _Row(match["loop"] or "", *place, *condition, status, entity))
    return found


@cache
def _codes() -> dict[str, tuple[str, tuple[str, ...]]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in _CODES.strip().splitlines()]
    return {code: (category, tuple(statuses.split())) for code, category, statuses in rows}
