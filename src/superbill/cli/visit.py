"""`superbill visit`: one folder from the note to the statement."""

from pathlib import Path

from superbill.cli import books_on_disk, talk


def visit(
    folder: Path = talk.FOLDER,
    as_json: bool = talk.JSON,
) -> None:
    """Take one visit from the clinician's note to a paid claim, writing each artifact beside the one it was made from.

    The books of the visit are in `books` inside the folder; they are begun anew each time. Exit code 3 when the claim does
    not reach the end: what was done until then stays in the folder.

    Example:

        superbill visit examples/visit
    """
    from superbill.app.visit_folder import played_on, read_visit_folder

    read = read_visit_folder(talk.read_folder(folder))
    talk.ready_edits()
    books_on_disk.begin_practice_run(folder / "books", day=played_on(read.visit)[-1])
    from superbill.sandbox.thread import Thread, run_visit

    thread = Thread(keep=lambda name, data: talk.write(folder / name, data))
    try:
        run_visit(read, thread)
    finally:
        if as_json:
            talk.put_json(thread.steps)
        elif thread.steps:
            talk.put_table(
                ("step", "what came of it", "file"), [(step.name, step.outcome, step.artifact) for step in thread.steps]
            )
