"""`superbill coding replay`: whether what was learned made the suggestions better or worse."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def replay(
    without_last: int = typer.Option(
        0, "--without-last", help="Compare with the store without its last so many decisions (default: without any).", min=0
    ),
    with_file: Path | None = typer.Option(None, "--with", help="Compare with the terms of another site merged in."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Read the notes of your decided visits again, with and without what was learned, and hold both against the saved sheets.

    A visit's own decisions are left out while it is judged. Exit code 1 says that precision or recall fell by more than 1 %.

    Example:

        superbill coding replay --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.replay_coding import replay_coding
    from superbill.app.terms_file import read_terms_file
    from superbill.app.wording import counted

    talk.ready_tables()
    file = read_terms_file(talk.read(with_file), where=with_file.name) if with_file else None
    with talk.progress("Replaying") as bar:
        judged = replay_coding(desk, without_last=without_last, file=file, step=bar)
    if as_json:
        talk.put_json(judged)
    else:
        rows = [
            (name, _figure(getattr(judged.before, field)), _figure(getattr(judged.after, field)))
            for name, field in (
                ("precision", "precision"),
                ("recall", "recall"),
                ("F1", "f1"),
                ("wrong a visit", "wrong_per_visit"),
            )
        ]
        talk.put_table((counted(judged.visits, "visit"), "before", "after"), rows, right=(1, 2))
        typer.echo(judged.says)
    if judged.verdict == "worse":
        raise typer.Exit(1)


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
