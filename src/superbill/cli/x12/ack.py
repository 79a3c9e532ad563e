"""`superbill x12 ack`: the answer to a file: TA1 or 999."""

from datetime import datetime
from pathlib import Path

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk
from superbill.cli.x12.validate import chunks_of

KIND = typer.Option("999", help="Which answer: 999 or TA1.")
NUMBER = typer.Option(1, min=1, help="The first control number of the answer; count on for each file you send.")
AT = typer.Option(None, help="Day and time on the answer, such as 2026-09-08T10:15 (default: now).", metavar="TIME")


def ack(
    file: Path = typer.Argument(..., help="An X12 file; `-` reads standard input."),
    kind: str = KIND,
    number: int = NUMBER,
    at: str | None = AT,
) -> None:
    """Answer an X12 file as its receiver would: the acknowledgement is printed, ready to be sent back.

    The 999 holds what breaks the standard or the guide (levels 1 and 2), the TA1 what is wrong with the interchange. Exit code 1
    when the answer rejects something.

    Example:

        superbill x12 ack examples/visit/claim.837 --at 2026-09-10T08:00
    """
    from superbill.x12.answers import Numbers
    from superbill.x12.answers.a999 import answer_999
    from superbill.x12.answers.a_ta1 import answer_ta1
    from superbill.x12.check import check

    answers = {"999": answer_999, "TA1": answer_ta1}
    if kind.upper() not in answers:
        raise BadInput(f"{kind[:10]!r} is not an answer.", where="--kind", todo=f"Choose one of {', '.join(answers)}.")
    report = check(chunks_of(file), levels=(1, 2))
    data = answers[kind.upper()](report, at=_time(at), numbers=Numbers(number, number))
    if not data:
        raise BadInput("There is nothing to answer.", where=str(file), todo="Look with `superbill x12 validate` at what it is.")
    typer.echo(data.decode("ascii"), nl=False)
    if not report.accepted:
        talk.say(f"{sum(each.is_error for each in report.findings)} errors; see `superbill x12 validate {file}`.")
        raise typer.Exit(1)


def _time(text: str | None) -> datetime:
    try:
        return datetime.fromisoformat(text) if text else datetime.now().astimezone()
    except ValueError as error:
        raise BadInput(f"{text!r} is not a time.", where="--at", todo="Write it as 2026-09-08T10:15.") from error
