"""`superbill coding terms export`: the terms of the site as a file."""

import json
from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def export(
    file: Path = typer.Argument(help="Where to write it; - for standard output."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Write what your coders taught, for another site to merge. It holds terms, codes and counts; no note, no patient, no name.

    Words that coders marked are written once they were given a code for two patients. What was merged from other sites is left out.

    Example:

        superbill coding terms export terms.json --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.terms_file import export_terms
    from superbill.claims.plain import to_plain

    made = export_terms(desk)
    if str(file) == "-" or as_json:
        talk.put_json(made)
    if str(file) != "-":
        talk.write(file, (json.dumps(to_plain(made), indent=1, ensure_ascii=False) + "\n").encode())
        talk.say(f"{len(made.terms):,} terms written.")
