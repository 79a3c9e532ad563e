"""`superbill x12 diff`: two files compared by what they mean."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk
from superbill.cli.x12.output import put_json_line, put_line
from superbill.cli.x12.validate import chunks_of

if TYPE_CHECKING:
    from superbill.x12.tools.diff import Difference


def diff(
    before: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    after: Path = typer.Argument(..., help="The file to compare it with."),
    as_json: bool = talk.JSON,
) -> None:
    """Compare two X12 files by meaning: claims are found by their numbers, differences are named by the guide.

    Delimiters, line ends, control numbers, the order of segments within a loop and how claims are spread over sets do not count.
    With --json one object a line is printed for each difference. Exit code 1 when the files differ.

    Example:

        superbill x12 diff claim.837 corrected.837
    """
    from superbill.x12.tools.diff import diff as compared

    claim, same = None, True
    for each in compared(chunks_of(before), chunks_of(after)):
        same = False
        if as_json:
            put_json_line(each)
            continue
        if each.claim != claim:
            claim = each.claim
            put_line(f"claim {claim}" if claim else "outside claims")
        put_line(_told(each))
    if not same:
        raise typer.Exit(1)
    talk.say("The files mean the same.")


def _told(each: "Difference") -> str:
    where = f"segment {each.before_at or each.after_at:,}" + (f", loop {each.loop}" if each.loop else "")
    if each.what.value == "changed":
        return f"  changed  {each.spot} {each.name}: {each.before or '(empty)'} → {each.after or '(empty)'}  ({where})"
    return f"  {each.what.value:8} {each.spot} {each.name}: {each.before or each.after}  ({where})"
