"""`superbill check`: run the edits on claims."""

from pathlib import Path

import typer

from superbill.cli import talk


def check(
    claims: Path = typer.Argument(..., help="An 837P, or a claim as JSON; - for standard input."),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Check claims before they go: each finding says what is wrong, where, by which source, and what to do.

    Exit code 1 when an edit stops a claim.

    Example:

        superbill check examples/visit/claim.837 --on 2026-09-10
    """
    from superbill.app.check_file import check_claims
    from superbill.app.read_file import claims_in
    from superbill.app.wording import counted

    talk.ready_tables()
    read = claims_in(talk.read(claims))
    found = check_claims(read, on=talk.day_from(on))
    if as_json:
        talk.put_json([{"claim": claim.control, "findings": findings} for claim, findings in zip(read, found, strict=True)])
    else:
        for claim, findings in zip(read, found, strict=True):
            typer.echo(f"{claim.control}: {counted(len(findings), 'finding')}")
            talk.put_findings(findings)
    if any(finding.severity == "stop" for findings in found for finding in findings):
        raise typer.Exit(1)
