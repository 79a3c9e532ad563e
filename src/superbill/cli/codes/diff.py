"""`superbill codes diff`: what files would change."""

from collections import Counter
from pathlib import Path

import typer

from superbill.cli import talk
from superbill.cli.codes.install import SINCE

KINDS = ("deleted", "added", "revised")
LIMIT = typer.Option(40, min=0, help="How many changes of each kind to show; 0 only counts.")


def diff(
    files: list[Path] = typer.Argument(..., help="Files of codes, zip archives too."),
    since: str | None = SINCE,
    limit: int = LIMIT,
    as_json: bool = talk.JSON,
) -> None:
    """Show what official files would change on the day from which they hold: codes added, deleted, revised. Nothing is installed.

    Rows of which only cells that were empty are filled, such as short titles, are counted as completed and not listed.

    Example:

        superbill codes diff icd10pcs_order_2027.txt
    """
    from superbill.app.code_books import differences

    with talk.progress("Comparing"):
        changes = differences(files, since=talk.day_from(since, option="--since") if since else None)
    if as_json:
        talk.put_json(changes)
        return
    counts = Counter((change.book, change.table, change.what) for change in changes)
    talk.put_table(("book", "table", "", "codes"), [(*kind, f"{count:,}") for kind, count in sorted(counts.items())], right=(3,))
    rows = [
        (change.what, " ".join(map(str, change.key)), change.title, _told(change.before, change.after))
        for kind in KINDS
        for change in [change for change in changes if change.what == kind][:limit]
    ]
    if rows:
        talk.put_table(("", "code", "title", "change"), rows)
    if not changes:
        talk.say("Nothing would change.")


def _told(before: dict[str, str | int], after: dict[str, str | int]) -> str:
    if not (before and after):
        return ""
    return "; ".join(f"{name}: {before.get(name, '')} → {after.get(name, '')}" for name in after)
