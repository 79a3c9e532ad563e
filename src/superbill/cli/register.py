"""`superbill register`: check a registration, and keep it."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import books_on_disk, talk

if TYPE_CHECKING:
    from superbill.claims.visit import Visit


def register(
    visit: Path = typer.Argument(..., help="A registration (visit.toml); - for standard input."),
    note: Path | None = typer.Option(None, help="The clinician's note of the visit, to keep with it."),
    data: Path | None = typer.Option(
        None, "--data", help="Keep the visit in these books; without it, it is only checked.", metavar="DIR"
    ),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Check a registration: identifiers and their check digits, coverage on the day, dates, place. With --data, keep it.

    Exit code 1 when something in it would stop the claim; it is kept all the same, to be mended before the claim goes.

    Example:

        superbill register examples/visit/visit.toml --on 2026-09-08
    """
    from superbill.app.check_registration import check_registration
    from superbill.app.visit_folder import visit_from_toml
    from superbill.app.wording import counted

    read = visit_from_toml(talk.read(visit))
    findings = check_registration(read, on=talk.day_from(on))
    kept = _keep(read, note, data) if data else None
    if as_json:
        talk.put_json({"visit": read, "kept_as": kept, "findings": findings})
    else:
        typer.echo(f"visit {kept or read.number}: {counted(len(findings), 'finding')}{', kept' if kept else ''}")
        talk.put_findings(findings)
    if any(finding.severity == "stop" for finding in findings):
        raise typer.Exit(1)


def _keep(visit: "Visit", note: Path | None, data: Path) -> str:
    desk = books_on_disk.desk_at(data)
    from superbill.app.register_visit import register_visit
    from superbill.app.take_note import take_note

    number = register_visit(desk, visit)
    if note is not None:
        author = f"{visit.rendering.first_name} {visit.rendering.last_name}"
        take_note(desk, number, talk.read(note), author=author)
    return number
