"""Where in the transactions each external list applies, and the check of one segment.

A row says: element (and part) | list | when another element says so | in which loops only. `HI01..12-2` are elements 1 to 12, part 2;
`-1=ABK` looks at part 1 of the same element; `none` stands for an empty element. Of several rows for one element the first that
fits counts. Codes that the guides print themselves (CAS01, SBR09, CLP06 …) are level 2 and not here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from superbill.x12.findings import Severity
from superbill.x12.lists import Lists
from superbill.x12.segments import Segment

PLACES = """
NM109 | NPI | NM108=XX |
NM109 | tax identification number | NM108=24 34 FI |
N104 | NPI | N103=XX |
N104 | tax identification number | N103=FI |
REF02 | NPI | REF01=HPI |
REF02 | tax identification number | REF01=EI SY TJ |
PRV03 | provider taxonomy | PRV02=PXC ZZ |

N402 | state or province | N404=none US CA |
N403 | ZIP+4 code | N404=none US | 2010AA 2310C 2420C
N403 | ZIP code | N404=none US |
N403 | Canadian postal code | N404=CA |
N404 | country | |
CLM11-4 | state or province | CLM11-5=none US CA |
CLM11-5 | country | |
CUR02 | currency | |

CLM05-1 UM04-1 | place of service | -2=B none |
CLM05-1 UM04-1 | facility type | -2=A |
CLM05-3 UM04-3 | claim frequency | |
CLP08 TS302 | place of service or facility type | |
CLP09 | claim frequency | |
SV105 SV303 | place of service | |
III02 | place of service | III01=ZZ |
CL101 | admission type | |
CL102 | point of origin | |
CL103 | patient status | |

HI01..12-2 | ICD-10-CM diagnosis | -1=ABK ABF ABJ ABN APR |
HI01..12-2 | ICD-9-CM diagnosis | -1=BK BF BJ BN PR |
HI01..12-2 | ICD-10-PCS procedure | -1=BBR BBQ |
HI01..12-2 | ICD-9-CM procedure | -1=BR BQ |
HI01..12-2 | MS-DRG | -1=DR |
HI01..12-2 | value code | -1=BE |
HI01..12-2 | occurrence code | -1=BH |
HI01..12-2 | occurrence span code | -1=BI |
HI01..12-2 | condition code | -1=BG |
HI01..12-2 | HCPCS procedure | -1=BP BO |
CLP11 | MS-DRG | |

SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | HCPCS procedure | -1=HC CJ |
SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | CDT procedure | -1=AD |
SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | HIPPS rate | -1=HP |
SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | NDC | -1=N4 |
SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | revenue code | -1=NU |
SV101-2 SV202-2 SV301-2 SV501-2 SVC01-2 SVC06-2 SVD03-2 EB13-2 EQ02-2 | ICD-9-CM procedure | -1=ID |
SV101-3..6 SV202-3..6 SVC01-3..6 SVC06-3..6 SVD03-3..6 EB13-3..6 EQ02-3..6 | procedure modifier | -1=HC CJ |
HCP10 | HCPCS procedure | HCP09=HC |
HCP10 | CDT procedure | HCP09=AD |
SV201 SVC04 SVD04 HCP08 | revenue code | |
LIN03 | NDC | LIN02=N4 |
TOO02 | tooth | TOO01=JP |
TOO03-1..5 | tooth surface | |
DN201 | tooth | DN206=JP |
SV304-1..5 | area of the oral cavity | |

CAS02,05,08,11,14,17 | claim adjustment reason | |
LQ02 | remittance remark | LQ01=HE |
MOA03..07 | remittance remark | |
MIA05,20,21,22,23 | remittance remark | |
STC01,10,11-1 | claim status category | |
STC01,10,11-2 | claim status | -4=none |
STC01,10,11-3 | claim status entity | |
EB03 EQ01 UM03 | service type | |
"""

REMEMBERED = 1 << 15
"""How many answers are kept at once: the same codes come again and again."""
LONGEST = 1000
"""Characters of an element that are looked at: no element with codes is as long, and answers are kept."""

_SPOT = re.compile(
    r"(?P<tag>[A-Z][A-Z0-9]{1,2}?)(?P<elements>\d\d(?:\.\.\d\d|(?:,\d\d)*))(?:-(?P<parts>\d(?:\.\.\d)?))?\Z", re.ASCII
)
_WHEN = re.compile(r"(?:[A-Z][A-Z0-9]{1,2}?(?P<element>\d\d))?(?:-(?P<part>\d))?=(?P<codes>.+)\Z", re.ASCII)


class ListFault(NamedTuple):
    """A code that its list does not hold: the element and part (0: not a composite), the list, the value, how bad, and what to do."""

    element: int
    part: int
    list: str
    value: str
    severity: Severity
    message: str


class _Choice(NamedTuple):
    """A list, and the loops that it is meant for; None for all."""

    list: str
    loops: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class _Target:
    """Elements and parts that share their lists. `key` is where the code stands that chooses; element 0 is the same element.

    `is_closed` says that the element itself, a composite, holds all that the choice needs.
    """

    elements: tuple[int, ...]
    parts: tuple[int, ...]
    key: tuple[int, int] | None
    is_closed: bool
    choices: dict[str, tuple[_Choice, ...]] = field(default_factory=dict)


def check_lists(segment: Segment, loop: str = "", *, on: date, lists: Lists) -> Iterator[ListFault]:
    """What is wrong with the codes of a segment that stands in the loop with that id (2010AA), on the day of its service or payment."""
    targets = _TARGETS.get(segment.tag)
    return _check(segment, targets, loop, on, lists) if targets else iter(())


def listed_tags() -> frozenset[str]:
    """The names of segments in which codes of external lists stand."""
    return frozenset(_TARGETS)


def _check(segment: Segment, targets: tuple[_Target, ...], loop: str, on: date, lists: Lists) -> Iterator[ListFault]:
    elements, marks = segment.elements, segment.delimiters
    for target in targets:
        for element in target.elements:
            if element > len(elements):
                break
            if not (raw := elements[element - 1][:LONGEST]):
                continue
            if target.is_closed:
                faults = _faults_of_composite(target, raw, marks.component, on, lists)
            else:
                name = _chosen(target, segment.element(*target.key) if target.key else "", loop)
                mark = marks.component if target.parts[0] else marks.repetition
                faults = _faults(name, target.parts, raw, mark, on, lists) if name else ()
            for fault in faults:
                yield fault._replace(element=element)


@lru_cache(maxsize=REMEMBERED)
def _faults_of_composite(target: _Target, raw: str, component: str, on: date, lists: Lists) -> tuple[ListFault, ...]:
    """The faults of a composite that chooses its own list, such as HI01."""
    values = raw.split(component)
    name = _chosen(target, "".join(values[target.key[1] - 1 : target.key[1]]) if target.key else "")
    return _faults(name, target.parts, raw, component, on, lists) if name else ()


@lru_cache(maxsize=REMEMBERED)
def _faults(name: str, parts: tuple[int, ...], raw: str, mark: str, on: date, lists: Lists) -> tuple[ListFault, ...]:
    """The faults of an element by one list: of these parts of it, or (part 0) of every repetition."""
    values = raw.split(mark) if mark else [raw]
    wanted = [(part, value) for part in parts for value in (values[part - 1 : part] if part else values)]
    told = ((part, value.strip(), lists.judge(name, value, on)) for part, value in wanted)
    return tuple(ListFault(0, part, name, value, *fault) for part, value, fault in told if fault)


def _chosen(target: _Target, code: str, loop: str = "") -> str:
    """The list that applies where the choosing code is this; empty when none does."""
    choices = target.choices.get(code.strip().upper() or "none", ())
    return next((choice.list for choice in choices if choice.loops is None or loop in choice.loops), "")


def _targets() -> dict[str, tuple[_Target, ...]]:
    """The table by segment name; rows of the same elements whose key is at the same place become one target."""
    found: dict[str, dict[tuple[object, ...], _Target]] = {}
    for row in filter(None, map(str.strip, PLACES.splitlines())):
        spots, name, when, loops = (cell.strip() for cell in row.split("|"))
        key, codes = _condition(when)
        choice = _Choice(name, frozenset(loops.split()) or None)
        for spot in spots.split():
            tag, elements, parts = _places_of(spot)
            is_closed = parts != (0,) and not loops and (key is None or not key[0])
            same = found.setdefault(tag, {}).setdefault((elements, parts, key), _Target(elements, parts, key, is_closed))
            for code in codes:
                same.choices[code] = (*same.choices.get(code, ()), choice)
    return {tag: tuple(targets.values()) for tag, targets in found.items()}


def _condition(when: str) -> tuple[tuple[int, int] | None, list[str]]:
    if not when:
        return None, ["none"]
    match = _WHEN.match(when)
    assert match, f"{when} is not a condition"
    return (int(match["element"] or 0), int(match["part"] or 0)), match["codes"].split()


def _places_of(spot: str) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    match = _SPOT.match(spot)
    assert match, f"{spot} is not a place"
    return match["tag"], _numbers(match["elements"]), _numbers(match["parts"] or "0")


def _numbers(text: str) -> tuple[int, ...]:
    first, run, last = text.partition("..")
    return tuple(range(int(first), int(last) + 1)) if run else tuple(int(each) for each in text.split(","))


_TARGETS = _targets()
