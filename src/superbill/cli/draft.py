"""`superbill draft`: a visit folder as a claim."""

from pathlib import Path

import typer

from superbill.cli import talk


def draft(
    folder: Path = typer.Argument(
        ..., help="A visit folder: visit.toml, note.txt, sheet.toml, fees.csv, contract.toml, benefits.toml."
    ),
    on: str | None = talk.ON,
) -> None:
    """Draft the claim of a visit from its registration, the coder's sheet and the practice's charges; print it as JSON.

    Example:

        superbill draft examples/visit > claim.json
    """
    from superbill.app.visit_folder import FILES, claim_of_folder, read_visit_folder

    files = {name: talk.read(folder / name) for name in FILES if (folder / name).exists()}
    talk.put_json(claim_of_folder(read_visit_folder(files), on=talk.day_from(on)))
