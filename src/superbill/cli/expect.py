"""`superbill expect`: what a claim should bring."""

from pathlib import Path

import typer

from superbill.cli import talk


def expect(
    claim: Path = typer.Argument(..., help="A claim as JSON or an 837P with one claim; - for standard input."),
    contract: Path = typer.Option(..., help="What the payer has agreed to pay (TOML)."),
    benefits: Path = typer.Option(..., help="What is known of the patient's plan (TOML)."),
    as_json: bool = talk.JSON,
) -> None:
    """Say what payer and patient should owe for a claim, with the working.

    Example:

        superbill expect examples/visit/claim.json --contract examples/visit/contract.toml --benefits examples/visit/benefits.toml
    """
    from superbill.app.expect import expect_claims
    from superbill.app.read_file import claims_in
    from superbill.app.wording import money

    claims = claims_in(talk.read(claim))
    owed = expect_claims(claims, contract=talk.read_text(contract), benefits=talk.read_text(benefits))
    if as_json:
        talk.put_json(owed)
        return
    for item in owed:
        typer.echo(f"{item.control}: payer {money(item.paid_cents)}, patient {money(item.patient_cents)}")
        for line in item.lines:
            typer.echo(
                f"  line {line.line_no} {line.procedure}: payer {money(line.paid_cents)}, patient {money(line.patient_cents)}"
            )
            for sentence in line.working:
                typer.echo(f"    {sentence}")
        for line_no in item.unpriced:
            typer.echo(f"  line {line_no}: the contract has no price for it")
