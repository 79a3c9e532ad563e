"""`superbill codes impact`: who uses what a release changes."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.codes.install import SINCE


def impact(
    files: list[Path] = typer.Argument(..., help="Files of codes, zip archives too."),
    since: str | None = SINCE,
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Tell which claims, superbills, charges, contracts and terms use a code that official files delete or revise.

    Nothing is installed. Claims and superbills count when their day of service is on or after the first day of the release.

    Example:

        superbill codes impact icd10pcs_order_2027.txt --data ~/superbill
    """
    from superbill.app.code_books import differences

    with talk.progress("Comparing"):
        changes = differences(files, since=talk.day_from(since, option="--since") if since else None)
    desk = books_on_disk.desk_at(data)
    from superbill.app.impact_codes import impact_of

    uses = impact_of(desk, changes, since=max((change.since for change in changes), default=desk.on))
    if as_json:
        talk.put_json(uses)
    elif uses:
        rows = [(use.what, use.code, use.where, use.ref, use.detail, use.title) for use in uses]
        talk.put_table(("", "code", "used by", "", "", "title"), rows)
    if not as_json:
        ended = sum(change.what == "deleted" for change in changes)
        talk.say(f"{len(changes):,} changes, {ended:,} of them deletions; {len(uses):,} uses here.")
