"""`superbill x12 outcome`: what came back, as what happened to what was sent."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk
from superbill.cli.x12.output import put_json_line, put_line

if TYPE_CHECKING:
    from superbill.x12.answers.outcome import Outcome

FILES = typer.Argument(..., help="Acknowledgements: TA1, 999, 997, 277CA, 824; `-` reads standard input.", metavar="FILE…")
CLAIMS = typer.Option(False, "--claims", help="Only claims.")


def outcome(files: list[Path] = FILES, claims: bool = CLAIMS, as_json: bool = talk.JSON) -> None:
    """Read acknowledgements and say what happened to each interchange, group, set and claim, and why.

    With --json one object a line is printed for each of them. Exit code 1 when something was not taken.

    Example:

        superbill x12 outcome ack.999 ack.277ca
    """
    from superbill.x12.answers.read import outcomes

    taken = True
    for path in files:
        for each in outcomes(talk.read(path)):
            taken = taken and each.is_taken
            if claims and each.of != "claim":
                continue
            if as_json:
                put_json_line({"file": str(path), **_plain(each)})
            else:
                _put(each)
    if not taken:
        raise typer.Exit(1)


def _plain(each: "Outcome") -> dict[str, object]:
    from superbill.claims.plain import to_plain

    plain: dict[str, object] = to_plain(each)
    return plain


def _put(each: "Outcome") -> None:
    number = f", the payer's number {each.payer_claim_number}" if each.payer_claim_number else ""
    put_line(f"{each.of} {each.control}: {each.verdict.value} ({each.told_by}){number}")
    for reason in each.reasons:
        value = f"  {reason.value!r}" if reason.value else ""
        put_line(f"  {reason.code:10} {reason.words}{value}" + (f"  ({reason.where})" if reason.where else ""))
