"""`superbill post`: take what payers and the bank sent into the books."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def post(
    files: list[Path] = typer.Argument(..., help="835, 999, 277CA or deposit files; - for standard input."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Take files into the books: each whole or not at all, and never twice.

    A remittance is posted only when it is proved to balance. A file that cannot be used is kept and listed with the reason.
    Exit code 1 when any file could not be used.

    Example:

        superbill post examples/visit/remit.835 --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.receive_files import receive_file

    received = [receive_file(desk, path.name, talk.read(path)) for path in files]
    if as_json:
        talk.put_json(received)
    else:
        for item in received:
            typer.echo(f"{item.name}: {item.kind}, {item.state}. {item.done}")
            if item.problem:
                talk.say(f"  {item.problem}")
    if any(item.state == "kept" for item in received):
        raise typer.Exit(1)
