"""`superbill coding terms merge`: take the terms of another site in."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def merge(
    file: Path = typer.Argument(help="What the other site exported."),
    anyway: str = typer.Option("", "--anyway", help="Merge it though the replay gets worse, for this reason.", metavar="REASON"),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Take the terms of another site in, after a replay on your own decided visits.

    It is refused when precision or recall falls by more than 1 % on at least 20 visits. A term counts for 20 decisions at most. A newer
    file of the same site takes the place of the former one; `superbill coding terms undo` takes the whole merge back.

    Example:

        superbill coding terms merge examples/terms.json --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.replay_coding import merge_terms
    from superbill.app.terms_file import read_terms_file

    talk.ready_tables()
    with talk.progress("Replaying") as bar:
        done, judged = merge_terms(desk, read_terms_file(talk.read(file), where=file.name), anyway=anyway, step=bar)
    if as_json:
        talk.put_json({"merged": done, "replay": judged})
        return
    typer.echo(f"{done.taken:,} terms of {done.site} merged; {done.left_out:,} left out; {done.replaced:,} former ones replaced.")
    typer.echo(judged.says)
