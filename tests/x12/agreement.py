"""What pyx12 and we find wrong with one file at levels 1 and 2, place by place, and what only one of the two finds.

A place is an element such as NM109 (of a composite the element as a whole), a segment such as REF, or a loop such as 2010BB that is
missing or stands too often. pyx12 often names the segment only: then an element of ours in that segment is the same place.
"""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pyx12.map_if

from superbill.x12.check import check
from superbill.x12.findings import Finding
from superbill.x12.placed import placed_segments
from tests.pyx12_check import pyx12_errors

DISAGREEMENTS = Path(__file__).with_name("pyx12_disagreements.csv")
GUIDES = frozenset("005010X214 005010X218 005010X220A1 005010X221A1 005010X222A1 005010X223A2 005010X231 005010X231A1".split())
"""GS08 of 5010 for which pyx12 4.0 has a map."""

_BY_LOOP = frozenset(("SNIP2-REQUIRED-LOOP", "SNIP2-LOOP-REPEATS"))
_SAID = re.compile(r"(?:.*?Line:(?P<line>\d+) )?(?P<what>ISA|GS|ST|SEG|ELE):(?P<code>\w+) - (?P<words>.*)", re.DOTALL)
_ENVELOPE = {
    "ISA:001": "IEA02", "ISA:021": "IEA01", "ISA:023": "IEA", "ISA:024": "IEA", "ISA:025": "ISA13", "GS:3": "GE", "GS:4": "GE02",
    "GS:5": "GE01", "GS:6": "GS06", "ST:2": "SE", "ST:3": "SE02", "ST:4": "SE01", "ST:23": "ST02", "SEG:HL1": "HL01",
    "SEG:HL2": "HL02", "SEG:LX": "LX01",
}  # fmt: skip
_WORDS = (
    re.compile(r'Mandatory (?:loop|segment) ".*" \((?P<place>\w+)\)'),
    re.compile(r'Too many elements in segment ".*" \((?P<place>\w+)\)'),
    re.compile(r"(?:Segment|Loop) (?P<place>[A-Z0-9]+)[ *]"),
    re.compile(r"Syntax Error .*? any of (?P<place>[A-Z0-9]+)\d\d"),
    re.compile(r"\((?P<place>[A-Z][A-Z0-9]{1,2}\d\d)(?:-\d+)?\)"),
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What only we find, and what only pyx12 finds; `ours_rejects` and `pyx12_rejects` whether each finds any error."""

    ours: tuple[str, ...]
    pyx12: tuple[str, ...]
    ours_rejects: bool
    pyx12_rejects: bool

    @property
    def agrees(self) -> bool:
        """Both find the same places, or none."""
        return not self.ours and not self.pyx12


def compare(data: bytes) -> Comparison:
    """Ask both about one file."""
    ours, pyx12 = our_places(data), pyx12_places(data)
    return Comparison(
        tuple(sorted(each for each in ours if not any(is_same(each, other) for other in pyx12))),
        tuple(sorted(each for each in pyx12 if not any(is_same(each, other) for other in ours))),
        bool(ours),
        bool(pyx12),
    )


def is_same(one: str, other: str) -> bool:
    """The same place, or one names the segment of the other."""
    return one == other or one == _tag(other) or other == _tag(one)


def our_places(data: bytes) -> set[str]:
    """Where we find an error at levels 1 and 2."""
    return {_our_place(each) for each in check(data, levels=(1, 2)).findings if each.is_error}


def pyx12_places(data: bytes) -> set[str]:
    """Where pyx12 finds an error; `refused` when it reads nothing, `stops` when it breaks off with an exception of its own."""
    plain = data.decode("latin-1").encode("ascii", "replace")
    try:
        with patch.object(pyx12.map_if, "load_map_file", _map):
            said = pyx12_errors(plain)
    except Exception:  # whatever it raises, it has not judged the file
        return {"stops"}
    tags = {each.number: each.tag[:3] for each in placed_segments(data)}
    return {_pyx12_place(each, tags) for each in said if not each.startswith("{")}


_MAPS: dict[str, object] = {}
_LOAD = pyx12.map_if.load_map_file


def _map(name: str, params: object, path: str | None = None) -> object:
    """A map of pyx12, loaded once: that takes it longer than a small file."""
    if name not in _MAPS:
        _MAPS[name] = _LOAD(name, params, path)
    return _MAPS[name]


def read_disagreements() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By file: the places that only we find, and those that only pyx12 finds, as the table has them."""
    with DISAGREEMENTS.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(line for line in table if not line.startswith("#"))
        return {row["file"]: (tuple(row["ours"].split()), tuple(row["pyx12"].split())) for row in rows}


def guides_of(data: bytes) -> Iterable[str]:
    """GS08 of every group."""
    return [(*group.values, *[""] * 8)[7] for each in check(data, levels=(1,)).interchanges for group in each.groups]


def _our_place(finding: Finding) -> str:
    if finding.code in _BY_LOOP:
        return finding.loop
    return finding.spot.partition("-")[0] or finding.code


def _pyx12_place(said: str, tags: Mapping[int, str]) -> str:
    """The place that a message names; else the segment at its line, which pyx12 counts as we count segments."""
    match = _SAID.match(said)
    if match is None:
        return "refused"
    envelope = _ENVELOPE.get(f"{match['what']}:{match['code']}")
    if envelope:
        return envelope
    for words in _WORDS:
        if found := words.search(match["words"]):
            return found["place"]
    return tags.get(int(match["line"] or 0), "") or f"{match['what']}:{match['code']}"


def _tag(place: str) -> str:
    """The segment of an element; the place itself when it is a segment or a loop."""
    return place[:-2] if len(place) > 3 and place[-2:].isdigit() and place[0].isalpha() else place
