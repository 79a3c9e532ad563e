"""Repairs in an 837: a copy of the file in which single values are written another way; everything else is as it was, byte for byte.

A value never changes its place and no segment is added, so the counts of the envelopes stay right. What stands outside of sets of
claims is not touched. Sources of the places: implementation guides 005010X222A1, 005010X223A2, 005010X224A2.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from superbill.basics.errors import BadInput
from superbill.edits.repair import Change, Repair, mended
from superbill.x12.segments import Segment, read_segments


class NoClaims(BadInput):
    """The file holds no claims that could be repaired."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value of a sort stands: the element, and with `part` one of its components.

    Only where the element `told_by` (or with `part` the first component) is one of `codes`, when these are given.
    """

    sort: str
    tag: str
    element: int
    part: int = 0
    told_by: int = 0
    codes: frozenset[str] = frozenset()


_ICD10CM = frozenset(("ABK", "ABF", "ABJ", "ABN", "APR"))
_HCPCS, _DENTAL = frozenset(("HC",)), frozenset(("AD",))
_TELEPHONES = frozenset(("TE", "FX"))


def _services() -> Iterator[Place]:
    for tag, element, codes in (("SV1", 1, _HCPCS), ("SV2", 2, _HCPCS), ("SV3", 1, _DENTAL)):
        yield Place("procedure", tag, element, 2, codes=codes)
        yield from (Place("modifier", tag, element, part, codes=codes) for part in (3, 4, 5, 6))


PLACES: tuple[Place, ...] = (
    Place("npi", "NM1", 9, told_by=8, codes=frozenset(("XX",))),
    Place("member_id", "NM1", 9, told_by=8, codes=frozenset(("MI",))),
    Place("tax_id", "REF", 2, told_by=1, codes=frozenset(("EI", "SY"))),
    Place("taxonomy", "PRV", 3, told_by=2, codes=frozenset(("PXC",))),
    *(Place("phone", "PER", element, told_by=element - 1, codes=_TELEPHONES) for element in (4, 6, 8)),
    Place("state", "N4", 2, told_by=4, codes=frozenset(("", "US"))),
    Place("zip_code", "N4", 3, told_by=4, codes=frozenset(("", "US"))),
    Place("sex", "DMG", 3),
    Place("ndc", "LIN", 3, told_by=2, codes=frozenset(("N4",))),
    *(Place("name", "NM1", element) for element in (3, 4, 5)),
    *(Place("name", "N3", element) for element in (1, 2)),
    Place("name", "N4", 1),
    *(Place("diagnosis", "HI", element, 2, codes=_ICD10CM) for element in range(1, 13)),
    *_services(),
)
"""Where values of a sort stand in an 837: professional, institutional and dental."""


def repaired_x12(data: bytes, repairs: Iterable[Repair]) -> tuple[bytes, tuple[Change, ...]]:
    """The file with its claims repaired, and what was changed, in order.

    Raises `X12Error` where it is no X12 or was cut, and `NoClaims` for one without an 837.
    """
    wanted = _by_tag(repairs)
    pieces: list[bytes] = []
    changes: list[Change] = []
    done, claims, inside = 0, 0, False
    for segment in read_segments(data):
        if segment.tag == "ST":
            inside = segment.element(1) == "837"
            claims += inside
        if not inside or segment.tag not in wanted:
            continue
        new, told = _mended(segment, wanted[segment.tag])
        if told:
            pieces += (data[done : segment.offset], _written(data, segment, new))
            done = segment.end
            changes += told
    if not claims:
        raise NoClaims("The file holds no claims.", todo="Give an 837: professional, institutional or dental.")
    return b"".join((*pieces, data[done:])), tuple(changes)


def _by_tag(repairs: Iterable[Repair]) -> Mapping[str, list[tuple[Place, Repair]]]:
    wanted: dict[str, list[tuple[Place, Repair]]] = {}
    for repair in repairs:
        for place in PLACES:
            if place.sort in repair.of:
                wanted.setdefault(place.tag, []).append((place, repair))
    return wanted


def _mended(segment: Segment, wanted: Sequence[tuple[Place, Repair]]) -> tuple[dict[int, str], list[Change]]:
    """The new elements of a segment by their places, and what was changed in them."""
    new: dict[int, str] = {}
    changes: list[Change] = []
    mark = segment.delimiters.component
    for place, repair in wanted:
        whole = new.get(place.element, segment.element(place.element))
        parts = whole.split(mark) if place.part else [whole]
        at = place.part - 1 if place.part else 0
        told_by = parts[0] if place.part else segment.element(place.told_by) if place.told_by else ""
        if at >= len(parts) or not whole.isascii() or (place.codes and told_by not in place.codes):
            continue
        before, after = parts[at], mended(parts[at], repair)
        if after is not None and not any(character in segment.delimiters for character in after):
            new[place.element] = mark.join((*parts[:at], after, *parts[at + 1 :]))
            part = f"-{place.part}" if place.part else ""
            where = f"segment {segment.number}, {segment.tag}{place.element:02d}{part}"
            changes.append(Change(repair.code, where, before, after))
    return new, changes


def _written(data: bytes, segment: Segment, new: Mapping[int, str]) -> bytes:
    """The bytes of a segment with the new elements in their places; the others stay as they are."""
    mark = segment.delimiters.element.encode("latin-1")
    parts = data[segment.offset : segment.end - 1].split(mark)
    for element, value in new.items():
        parts[element] = value.encode("ascii")
    return mark.join(parts) + data[segment.end - 1 : segment.end]
