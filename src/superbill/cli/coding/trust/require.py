"""`superbill coding trust require`: how much must be proven before a family goes without a person."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.coding.trust.switched import talk_of_settings


def require(
    threshold: float | None = typer.Option(
        None, "--threshold", help="The precision that must be proven, in percent: 80 to below 100."
    ),
    fewest: int | None = typer.Option(None, "--fewest", help="On at least so many cases: 20 or more."),
    audited: int | None = typer.Option(None, "--audited", help="Of them so many that audits judged: 5 or more."),
    sample: int | None = typer.Option(None, "--sample", help="Percent of the visits with automatic codes to look at: 1 to 100."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Set what must be proven. Without these, 97 % on 100 cases and in 30 audited ones, and one visit in ten is looked at.

    Example:

        superbill coding trust require --threshold 95 --fewest 200 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import set_trust

    page = set_trust(desk, threshold=threshold, fewest=fewest, audited=audited, sample=sample)
    if as_json:
        talk.put_json(page)
        return
    talk_of_settings(page)
