"""`superbill draft`: a visit folder as a claim."""

from pathlib import Path

from superbill.cli import talk


def draft(
    folder: Path = talk.FOLDER,
    on: str | None = talk.ON,
) -> None:
    """Draft the claim of a visit from its registration, the coder's sheet and the practice's charges; print it as JSON.

    Example:

        superbill draft examples/visit > claim.json
    """
    from superbill.app.visit_folder import claim_of_folder, read_visit_folder

    talk.put_json(claim_of_folder(read_visit_folder(talk.read_folder(folder)), on=talk.day_from(on)))
