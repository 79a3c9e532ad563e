"""`superbill x12 ack`: the answer to a file: TA1, 999, 277CA, 997 or 824."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.x12.validate import GUIDES, LISTS, chunks_of, levels_from

if TYPE_CHECKING:
    from superbill.x12.answers import Numbers
    from superbill.x12.answers.answer import Heard

Answer = Callable[["Heard", datetime, date, "Numbers"], bytes]

KINDS = ("999", "TA1", "277CA", "997", "824")
KIND = typer.Option("999", help=f"Which answer: {', '.join(KINDS[:-1])} or {KINDS[-1]}.")
NUMBER = typer.Option(1, min=1, help="The first control number of the answer; count on for each file you send.")
AT = typer.Option(None, help="Day and time on the answer, such as 2026-09-08T10:15 (default: now).", metavar="TIME")
LEVELS = typer.Option("1-5,7", help="277CA and 824: errors of which WEDI SNIP levels reject a claim.")
EVERY_SET = typer.Option(False, "--every-set", help="277CA: answer sets that a 999 would reject, too, claim by claim.")


def ack(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    kind: str = KIND,
    number: int = NUMBER,
    at: str | None = AT,
    levels: str = LEVELS,
    guides: list[Path] | None = GUIDES,
    lists: Path | None = LISTS,
    every_set: bool = EVERY_SET,
) -> None:
    """Answer an X12 file as its receiver would: the acknowledgement is printed, ready to be sent back.

    The TA1 says whether the interchange could be followed, the 999 (or the older 997) what breaks the standard or the guide, the
    277CA of each claim of an 837 whether it was taken. The 824 says of any set whether it was taken. Exit code 1 when the answer
    rejects something.

    Example:

        superbill x12 ack examples/visit/claim.837 --kind 277CA --at 2026-09-10T08:00
    """
    from superbill.x12.answers import Numbers

    wanted, time = kind.upper(), _time(at)
    if wanted not in KINDS:
        raise BadInput(f"{kind[:10]!r} is not an answer.", where="--kind", todo=f"Choose one of {', '.join(KINDS)}.")
    rejecting = levels_from(levels) if wanted in ("277CA", "824") else frozenset((1, 2))
    heard = _heard(file, rejecting, guides or (), lists)
    data = _answers(rejecting, every_set)[wanted](heard, time, time.date(), Numbers(number, number))
    if not data:
        todo = "A set that the 999 rejects gets no 277CA; see `--every-set`. " if wanted == "277CA" else ""
        raise BadInput(
            "There is nothing to answer.", where=str(file), todo=f"{todo}Look with `superbill x12 validate` at what it is."
        )
    typer.echo(data.decode("ascii"), nl=False)
    _tell_rejected(data, file)


def _heard(file: Path, levels: frozenset[int], guides: Sequence[Path], lists: Path | None) -> "Heard":
    from superbill.app.x12_lists import x12_lists
    from superbill.x12.answers.answer import hear_file
    from superbill.x12.companion import read_companion

    companions = [read_companion(talk.read_text(path), where=str(path)) for path in guides]
    changes = talk.read_text(lists) if lists else ""
    with x12_lists(changes=changes) if 5 in levels else nullcontext() as in_use:
        return hear_file(chunks_of(file), levels=levels, lists=in_use, companions=companions)


def _answers(levels: frozenset[int], every_set: bool) -> dict[str, Answer]:
    from superbill.x12.answers.a277ca import answer_facts
    from superbill.x12.answers.a824 import answer_facts_824
    from superbill.x12.answers.a997 import answer_997
    from superbill.x12.answers.a999 import answer_999
    from superbill.x12.answers.a_ta1 import answer_ta1

    return {
        "TA1": lambda heard, at, on, numbers: answer_ta1(heard.report, at=at, numbers=numbers),
        "999": lambda heard, at, on, numbers: answer_999(heard.report, at=at, numbers=numbers),
        "997": lambda heard, at, on, numbers: answer_997(heard.report, at=at, numbers=numbers),
        "277CA": lambda heard, at, on, numbers: answer_facts(
            heard.report, heard.claims, at=at, on=on, numbers=numbers, levels=levels, after_999=not every_set
        ),
        "824": lambda heard, at, on, numbers: answer_facts_824(
            heard.report, heard.claims, at=at, on=on, numbers=numbers, levels=levels
        ),
    }


def _tell_rejected(data: bytes, file: Path) -> None:
    """Say what the answer rejects; exit with 1 when there is something."""
    from superbill.x12.answers.read import outcomes

    rejected = Counter(each.of for each in outcomes(data) if not each.is_taken)
    if rejected:
        told = ", ".join(f"{number:,} {of}{'s' * (number != 1)}" for of, number in rejected.items())
        talk.say(f"Not taken, or not whole: {told}; see `superbill x12 validate {file}`.")
        raise typer.Exit(1)


def _time(text: str | None) -> datetime:
    try:
        return datetime.fromisoformat(text) if text else datetime.now().astimezone()
    except ValueError as error:
        raise BadInput(f"{text!r} is not a time.", where="--at", todo="Write it as 2026-09-08T10:15.") from error
