"""How `superbill x12 validate` tells what it found: to people, to programs, as a page, and to editors."""

import mmap
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from superbill.cli import talk
from superbill.cli.x12.output import put_line

if TYPE_CHECKING:
    from superbill.x12.findings import Finding
    from superbill.x12.report import Report
    from superbill.x12.tools.checked import Bytes

Found = tuple[Path, "Report", bytes | None]
"""A file, what was found in it, and its bytes where it can be read only once."""


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
        "companions": list(report.companions),
        "let_pass": report.let_pass,
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
        put_line(f"  {finding.severity.value:7} {finding.code}  {finding.spot}{value}")
        put_line(f"          segment {finding.at.number:,} (byte {finding.at.offset:,}){loop}")
        put_line(f"          {finding.message} {finding.todo}")
    if report.left_out:
        typer.echo(f"  … and {report.left_out:,} more; --most keeps more of them")
    if report.let_pass:
        typer.echo(f"  {report.let_pass:,} more are turned off by {' and '.join(report.companions)}")


def write_pages(found: Sequence[Found], *, html: Path | None, sarif: Path | None) -> None:
    """Write the page and the log that were asked for. Raises `NoFile`, `NotWritten`."""
    from superbill import __version__
    from superbill.x12.tools.checked import Checked
    from superbill.x12.tools.html_report import html_page
    from superbill.x12.tools.sarif import sarif_log

    with ExitStack() as open_files:
        files = [
            Checked(str(path), report, open_files.enter_context(_bytes_of(path)) if data is None else data)
            for path, report, data in found
        ]
        if html is not None:
            talk.write(html, html_page(files).encode())
        if sarif is not None:
            talk.write(sarif, sarif_log(files, version=__version__).encode())


@contextmanager
def _bytes_of(path: Path) -> Iterator["Bytes"]:
    """The bytes of a file, mapped: a large one does not fill the memory."""
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                yield b""
                return
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                yield data
    except OSError as error:
        raise talk.NoFile(f"The file cannot be read: {error.strerror}.", where=str(path), todo="Check its name.") from error
