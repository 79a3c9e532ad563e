"""What was found in files as SARIF 2.1.0 (OASIS), the format of editors and code scanners: rules with help, results with places.

Offsets and lengths are bytes; lines and columns count from 1, columns in characters as an editor counts them (UTF-8). The values
that stood in the file are left out, because such logs travel further than the file may; a message may name a code or an amount.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from superbill.x12.findings import Finding, Kind, Severity
from superbill.x12.report import Report
from superbill.x12.segments import Delimiters
from superbill.x12.tools.checked import Bytes, Checked

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BLOCK = 1 << 20
_CONTINUED = bytes(range(0x80, 0xC0))  # the bytes of a UTF-8 character after its first


def sarif_log(files: Sequence[Checked], *, version: str) -> str:
    """The log as JSON text: one run with every file; `version` is this program's."""
    kinds = {each.code: each.kind for file in files for each in file.report.findings}
    order = {code: index for index, code in enumerate(sorted(kinds))}
    artifacts = {_uri(file.name): len(file.data) for file in files}
    indexes = {uri: index for index, uri in enumerate(artifacts)}
    driver = {
        "name": "superbill x12 validate",
        "version": version,
        "rules": [_rule(kinds[code]) for code in order],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "artifacts": [
            {"location": {"uri": uri}, "length": length, "mimeType": "application/edi-x12"} for uri, length in artifacts.items()
        ],
        "results": [result for file in files for result in _results(file, indexes[_uri(file.name)], order)],
        "invocations": [{"executionSuccessful": True}],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _uri(name: str) -> str:
    return quote(name.replace("\\", "/"), safe="/-._~")


def _rule(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.code,
        "shortDescription": {"text": f"{kind.title}."},
        "help": {"text": kind.todo},
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
        "properties": {"snipLevel": kind.level, "tags": ["x12", f"snip{kind.level}"]},
    }


def _results(file: Checked, index: int, order: dict[str, int]) -> Iterator[dict[str, Any]]:
    """The results of a file in the order of its bytes."""
    findings = sorted(file.report.findings, key=lambda each: (_start(each, file)[0], each.at.number))
    places = _Places(file.data)
    for finding in findings:
        start, length = _start(finding, file)
        where = {"artifactLocation": {"uri": _uri(file.name), "index": index}, "region": places.region(start, length)}
        yield {
            "ruleId": finding.code,
            "ruleIndex": order[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": f"{finding.message} {finding.todo}"},
            "locations": [{"physicalLocation": where, "logicalLocations": [_logical(finding)]}],
            "partialFingerprints": {"spot/v1": f"{finding.control}/{finding.position}/{finding.spot}/{finding.code}"},
        }


def _logical(finding: Finding) -> dict[str, str]:
    """Where it is by the names of X12: interchange 1/group 1/set 0001/loop 2300/segment 22/CLM05-3."""
    steps = (
        (f"interchange {finding.interchange}", finding.interchange),
        (f"group {finding.group}", finding.group),
        (f"set {finding.control}", finding.control),
        (f"loop {finding.loop}", finding.loop),
        (f"segment {finding.at.number}", finding.at.number),
        (finding.spot, finding.spot),
    )
    name = finding.spot or "file"
    path = "/".join(text for text, there in steps if there)
    return {"name": name, "fullyQualifiedName": path or name, "kind": "element" if finding.element else "object"}


def _start(finding: Finding, file: Checked) -> tuple[int, int]:
    """The offset and length in bytes of the element meant, else of its segment's name, else of the segment."""
    at, data = finding.at, file.data
    if not at.raw:
        return min(at.offset, len(data)), min(1, max(0, len(data) - at.offset))
    raw, marks = at.raw, _marks(finding, file.report)
    start, length = 0, len(raw)
    if finding.element and finding.tag == raw.partition(marks.element)[0].strip().upper():
        start, length = _within(raw, marks.element, finding.element)
        if finding.part and length:
            inside, length = _within(raw[start : start + length], marks.component, finding.part - 1)
            start += inside
    return _unwrapped(data, at.offset, raw, start), length


def _marks(finding: Finding, report: Report) -> Delimiters:
    index = finding.interchange - 1
    return report.interchanges[index].marks if 0 <= index < len(report.interchanges) else Delimiters()


def _within(text: str, mark: str, place: int) -> tuple[int, int]:
    """Where a piece of a text begins and how long it is; its end where it has no such piece."""
    pieces = text.split(mark)
    if place >= len(pieces):
        return len(text), 0
    return sum(len(piece) + 1 for piece in pieces[:place]), len(pieces[place])


def _unwrapped(data: Bytes, offset: int, raw: str, inside: int) -> int:
    """The offset of a character of a segment that may have line ends inside it, which `raw` has not."""
    if data[offset : offset + inside] == raw[:inside].encode("latin-1", errors="replace"):
        return offset + inside
    at, seen = offset, 0
    while seen < inside and at < len(data):
        seen += data[at : at + 1] not in (b"\r", b"\n")
        at += 1
    return at


class _Places:
    """Lines and columns of offsets that are asked for in their order."""

    def __init__(self, data: Bytes) -> None:
        self.data, self.at, self.line, self.column = data, 0, 1, 1

    def region(self, start: int, length: int) -> dict[str, int]:
        """A region of SARIF."""
        self._advance(start)
        inside = self.data[start : start + length]
        lines = inside.count(b"\n")
        before = 1 if lines else self.column
        return {
            "startLine": self.line,
            "startColumn": self.column,
            "endLine": self.line + lines,
            "endColumn": before + _characters(inside[inside.rfind(b"\n") + 1 :]),
            "byteOffset": start,
            "byteLength": len(inside),
        }

    def _advance(self, offset: int) -> None:
        for start, end in pairwise((*range(self.at, offset, _BLOCK), offset)):
            block = self.data[start:end]
            if lines := block.count(b"\n"):
                self.line += lines
                self.column = 1
            self.column += _characters(block[block.rfind(b"\n") + 1 :])
        self.at = offset


def _characters(text: bytes) -> int:
    return len(text.translate(None, _CONTINUED))
