"""`superbill prove`: whether a remittance adds up."""

from pathlib import Path

import typer

from superbill.cli import talk


def prove(
    remit: Path = typer.Argument(..., help="An 835; - for standard input."),
    as_json: bool = talk.JSON,
) -> None:
    """Prove that a remittance balances, for each service, each claim and the payment, without posting anything.

    Exit code 1 when it does not.

    Example:

        superbill prove examples/visit/remit.835
    """
    from superbill.app.prove_remit import proof_of
    from superbill.exchange.remits_835 import read_835

    proofs = [(item.trace, proof_of(item)) for item in read_835(talk.read(remit))]
    if as_json:
        talk.put_json([{"trace": trace, "proof": rows} for trace, rows in proofs])
    else:
        for trace, rows in proofs:
            typer.echo(f"remittance {trace}")
            for row in rows:
                typer.echo(f"  {'holds' if row.holds else 'FAILS'}  {row.what}: {row.working}")
    if not all(row.holds for _, rows in proofs for row in rows):
        raise typer.Exit(1)
