"""`superbill pay`: let the practice payer answer an 837P."""

from datetime import datetime, time
from pathlib import Path

import typer

from superbill.cli import talk


def pay(
    claims: Path = typer.Argument(..., help="An 837P; - for standard input."),
    into: Path = typer.Option(Path(), "--into", help="The folder for the answers."),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Answer an 837P as the practice payers would: 999, 277CA, 835, and the bank's list of deposits.

    The payers remember nothing from one call to the next; in `superbill demo` they do.

    Example:

        superbill pay examples/visit/claim.837 --on 2026-09-14 --into examples/visit
    """
    from superbill.sandbox.bank import write_bank_csv
    from superbill.sandbox.clearinghouse import answer

    day = talk.day_from(on)
    answers = answer(talk.read(claims), on=day, at=datetime.combine(day, time(12)))
    files = {"ack.999": answers.ack_999, "ack.277ca": answers.ack_277ca}
    files |= {f"remit{f'-{n}' if n > 1 else ''}.835": remit for n, remit in enumerate(answers.remits, start=1)}
    files["bank.csv"] = write_bank_csv(answers.bank_lines) if answers.bank_lines else None
    written = {name: data for name, data in files.items() if data}
    for name, data in written.items():
        talk.write(into / name, data)
    if as_json:
        talk.put_json({name: len(data) for name, data in written.items()})
    else:
        for name, data in written.items():
            typer.echo(f"{into / name}  {len(data)} bytes")
