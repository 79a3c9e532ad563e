"""`superbill override`: let a claim go on in spite of a finding, with a reason."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def override(
    claim: str = typer.Argument(help="The claim's number, such as V1003."),
    edit: str = typer.Argument(help="The edit that found it, such as NCCI-PTP-01."),
    because: str = typer.Option(
        "", "--because", help="record, payer, misfit, already-sent, denial-wanted or other.", metavar="REASON"
    ),
    words: str = typer.Option(..., "--words", help="Why, in your own words: what somebody who asks later must know."),
    line: int | None = typer.Option(None, "--line", help="The line of the claim, where the edit found several.", min=1),
    take_back: bool = typer.Option(False, "--take-back", help="Let the finding count again; --words says why."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Override a stop or a warning on a claim at the desk. The claim itself is not changed; who, when and why are kept.

    A claim whose stops are all overridden is ready to send. A later check keeps the override while it says the same there. What
    the payer's system would refuse in any case cannot be overridden.

    Example:

        superbill override V1003 NCCI-PTP-01 --because record --words "Separate visit, see the note." --data demo
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.override_finding import override_finding, take_back_override

    done = (
        take_back_override(desk, claim, edit, words=words, line_no=line)
        if take_back
        else override_finding(desk, claim, edit, because=because, words=words, line_no=line)
    )
    if as_json:
        talk.put_json(done)
        return
    at = f" ({done.where})" if done.where else ""
    typer.echo(f"{done.code}{at} {'counts again' if take_back else 'is overridden'}; claim {claim} is {done.state}.")
