"""`superbill codes install`: official files, as they were downloaded."""

from pathlib import Path

import typer

from superbill.cli import talk
from superbill.cli.codes.journal import now, who

SINCE = typer.Option(None, "--since", help="From when the files hold, where they do not say it.", metavar="DAY")
ACCEPT = typer.Option(False, "--accept", help="I have read the notice of the owner (AMA, ADA, X12 …), and we hold the licence.")
AS = typer.Option("", "--as", help="Read the files as this book, such as cdt; else their content tells which.", metavar="BOOK")
SHRINKS = typer.Option(False, "--shrinks", help="It is right that the new release has far fewer rows than the one before.")


def install(
    files: list[Path] = typer.Argument(..., help="Files of codes, zip archives too, as their publisher gives them."),
    since: str | None = SINCE,
    book: str = AS,
    accept: bool = ACCEPT,
    shrinks: bool = SHRINKS,
    as_json: bool = talk.JSON,
) -> None:
    """Install official files of codes: all of them or none. What they change is seen before with `superbill codes diff`.

    The name of each file says little: its content is looked at. A file that is cut, damaged, or not in its format is refused with
    the line, and nothing changes. Files that carry CPT codes, or words that belong to somebody, are kept apart, and need `--accept`.
    The dental codes in the HCPCS file are read only with `--as cdt --accept`.

    Example:

        superbill codes install icd10pcs_order_2027.txt
    """
    from superbill.app.code_books import install_codes

    with talk.progress("Reading") as bar:
        packs = install_codes(
            files,
            book=book,
            since=talk.day_from(since, option="--since") if since else None,
            accepted=accept,
            may_shrink=shrinks,
            by=who(),
            at=now(),
            progress=lambda name, rows: bar(rows, None),
        )
    if as_json:
        talk.put_json(packs)
        return
    rows = [(pack.id, str(pack.since), f"{pack.rows:,}", pack.file) for pack in packs]
    talk.put_table(("installed", "since", "rows", "file"), rows, right=(2,))
    talk.say("To undo: superbill codes remove " + " ".join(pack.id for pack in packs))
