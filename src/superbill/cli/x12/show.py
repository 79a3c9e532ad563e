"""`superbill x12 show`: a file with its loops indented and its codes in words."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk
from superbill.cli.x12.output import put_json_line, put_line
from superbill.cli.x12.validate import chunks_of

if TYPE_CHECKING:
    from superbill.x12.tools.show import Line

SEGMENTS = typer.Option(False, "--segments", help="Show loops and segments only, without their elements.")
COLOURS = {"loop": "bold cyan", "segment": "bold", "element": "", "note": "bold red"}


def show(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    segments: bool = SEGMENTS,
    as_json: bool = talk.JSON,
) -> None:
    """Show an X12 file for people: loops indented, every segment and element named, codes and days in words.

    A file with faults is shown as far as it can be read, with a note where something does not fit. With --json one object a line is
    printed.

    Example:

        superbill x12 show examples/visit/claim.837 --segments
    """
    from rich.console import Console
    from rich.text import Text

    from superbill.x12.tools.show import show as shown

    lines = shown(chunks_of(file), elements=not segments, explain=_explain)
    if as_json:
        for line in lines:
            put_json_line(line)
        return
    if not sys.stdout.isatty():
        for line in lines:
            put_line("".join(text for text, _ in _pieces(line)))
        return
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for line in lines:
        console.print(Text.assemble(*((talk.visible(text), style) for text, style in _pieces(line))))


def _pieces(line: "Line") -> list[tuple[str, str]]:
    """A line as texts, each with its colour."""
    indent, what = "  " * line.depth, line.what.value
    if what == "note":
        return [(f"{indent}! {line.name}", COLOURS[what])]
    if what == "loop":
        return [(f"{indent}{line.spot}  {line.name}", COLOURS[what])]
    if what == "segment":
        return [(f"{indent}{line.spot:4}", COLOURS[what]), (f"{line.name}  ", "italic"), (line.value, "dim")]
    told = [(f"{indent}{line.spot:9}", "dim"), (f"{line.name}  ", ""), (line.value, "green")]
    return [*told, (f"  {line.meaning}", "yellow")] if line.meaning else told


def _explain(number: int, qualifier: str, code: str) -> str:
    """Words for codes of outside lists, as far as the code tables that are shipped have them."""
    from superbill.codes.reasons import find_reason, find_remark

    if number == 1034:
        reason = find_reason(code)
        return reason.words if reason else ""
    if number == 1271 and qualifier == "HE":
        remark = find_remark(code)
        return remark.words if remark else ""
    return ""
