"""`superbill x12 validate`: hold files against the standard, the guides, their own sums, and the code lists."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.x12.findings import Finding
    from superbill.x12.report import Report

CHUNK = 1 << 18
FILES = typer.Argument(..., help="X12 files; `-` reads standard input.", metavar="FILE…")
LEVELS = typer.Option("1-5,7", help="WEDI SNIP levels, such as 1-3 or 1,2,5.")
MOST = typer.Option(1_000, min=1, help="How many findings are kept for each file; the others are counted.")


def validate(files: list[Path] = FILES, levels: str = LEVELS, most: int = MOST, as_json: bool = talk.JSON) -> None:
    """Check X12 files and say what is wrong, where, and how to mend it.

    Levels: 1 syntax, 2 implementation guide, 3 sums, 4 situations between segments, 5 code lists, 7 companion guide.
    With --json one object a line is printed for each file. Exit code 1 when an error is found in any file.

    Example:

        superbill x12 validate examples/visit/claim.837
    """
    from superbill.x12.check import check

    wanted = levels_from(levels)
    sound = True
    for path in files:
        report = check(chunks_of(path), levels=wanted, most=most)
        sound = sound and report.accepted
        if as_json:
            typer.echo(json.dumps(plain(str(path), report), ensure_ascii=False))
        else:
            put_report(path, report)
    if not sound:
        raise typer.Exit(1)


def levels_from(text: str) -> frozenset[int]:
    """`1-3,5` as the set of its levels. Raises `BadInput`."""
    found: set[int] = set()
    for part in text.split(","):
        first, _, last = part.strip().partition("-")
        if not (first in tuple("123457") and (last or first) in tuple("123457")):
            raise BadInput(f"{text[:20]!r} does not name levels.", where="--levels", todo="Write them as 1-5 or 1,2,7.")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def chunks_of(path: Path) -> Iterator[bytes]:
    """A file, or standard input for `-`, piece by piece. Raises `NoFile`."""
    if str(path) == "-":
        yield from iter(lambda: sys.stdin.buffer.read(CHUNK), b"")
        return
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(CHUNK), b"")
    except OSError as error:
        raise talk.NoFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error


def plain(name: str, report: "Report") -> dict[str, Any]:
    """What is printed for programs."""
    return {
        "file": name,
        "accepted": report.accepted,
        "interchanges": len(report.interchanges),
        "groups": report.groups,
        "sets": report.sets,
        "claims": report.claims,
        "segments": report.segments,
        "findings": [plain_finding(each) for each in report.findings],
        "left_out": report.left_out,
    }


def plain_finding(finding: "Finding") -> dict[str, Any]:
    """One finding for programs; `segment_number` counts from 1 in the file and `position` from ST = 1."""
    return {
        "code": finding.code,
        "level": finding.level,
        "severity": finding.severity.value,
        "segment": finding.tag,
        "element": finding.spot if finding.element else "",
        "loop": finding.loop,
        "offset": finding.at.offset,
        "value": finding.value,
        "message": finding.message,
        "todo": finding.todo,
        "claim": finding.claim,
        "segment_number": finding.at.number,
        "position": finding.position,
        "interchange": finding.interchange,
        "group": finding.group,
        "set": finding.set,
        "control": finding.control,
    }


def put_report(path: Path, report: "Report") -> None:
    """Print for people: what the file holds, and each finding with its place and what to do."""
    held = ((len(report.interchanges), "interchange"), (report.groups, "group"), (report.sets, "set"), (report.claims, "claim"))
    counted = ", ".join(f"{number:,} {noun}{'s' * (number != 1)}" for number, noun in held)
    errors = sum(each.is_error for each in report.findings)
    verdict = "nothing wrong" if report.accepted and not errors else f"{errors:,} error{'s' * (errors != 1)}"
    typer.echo(f"{path}: {counted}: {verdict}")
    for finding in report.findings:
        loop = f", loop {finding.loop}" if finding.loop else ""
        value = f"  {finding.value!r}" if finding.value else ""
        typer.echo(f"  {finding.severity.value:7} {finding.code}  {finding.spot}{value}")
        typer.echo(f"          segment {finding.at.number:,} (byte {finding.at.offset:,}){loop}")
        typer.echo(f"          {finding.message} {finding.todo}")
    if report.left_out:
        typer.echo(f"  … and {report.left_out:,} more; --most keeps more of them")
