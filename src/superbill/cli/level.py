"""`superbill level`: the level of an office visit, with its grid."""

from pathlib import Path

import typer

from superbill.cli import talk


def level(
    note: Path = typer.Argument(..., help="The clinician's note as plain text; - for standard input."),
    on: str | None = talk.ON,
    new_patient: bool = typer.Option(False, "--new/--established", help="Whether the patient is new to the practice."),
    minutes: int | None = typer.Option(
        None, min=0, max=1440, help="The clinician's own minutes on the day, where they were recorded."
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Propose what counts toward the level of an office visit, each with its words, and calculate the level (2021 rules).

    A coder confirms the elements; the calculator only adds them up. No money is shown, and nothing says what to write.

    Example:

        superbill level examples/visit/note.txt --on 2026-09-08
    """
    from superbill.app.level_note import propose_level
    from superbill.coding.reading import note_from_bytes

    talk.ready_tables()
    found = propose_level(note_from_bytes(talk.read(note)), minutes=minutes, new_patient=new_patient, on=talk.day_from(on))
    if as_json:
        talk.put_json(found)
        return
    typer.echo(f"{found.level.code}, by {found.level.by}")
    rows = [
        (column.name, column.level.words, "; ".join(column.because), "decides" if column.decided else "")
        for column in found.level.grid
    ]
    talk.put_table(("column", "level", "because", ""), rows)
    words = [
        (
            item.column,
            item.element.replace("_", " "),
            str(item.count),
            "; ".join(repr(span.words) for span in item.evidence),
            item.why,
        )
        for item in found.proposals
    ]
    talk.put_table(("column", "element", "count", "words of the note", "why"), words, right=(2,))
