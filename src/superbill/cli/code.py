"""`superbill code`: suggest codes for a note."""

from pathlib import Path

import typer

from superbill.cli import talk


def code(
    note: Path = typer.Argument(..., help="The clinician's note as plain text; - for standard input."),
    on: str | None = talk.ON,
    as_json: bool = talk.JSON,
) -> None:
    """Suggest ICD-10-CM codes for a note, each with the words that support it.

    Findings that are negated, about the family, or uncertain are listed as set aside. Nothing leaves this machine.

    Example:

        superbill code examples/visit/note.txt --on 2026-09-08
    """
    from superbill.app.suggest_codes import suggest_codes
    from superbill.coding.reading import note_from_bytes

    talk.ready_tables()
    result = suggest_codes(note_from_bytes(talk.read(note)), on=talk.day_from(on))
    if as_json:
        talk.put_json(result)
        return
    rows = [
        (
            item.code,
            f"{item.confidence} %",
            f"{item.title} (only “{item.doubt}”)" if item.doubt else item.title,
            "; ".join(f"{span.words!r} at {span.start}–{span.end}" for span in item.evidence),
        )
        for item in result.suggestions
    ]
    talk.put_table(("code", "sure", "title", "words of the note"), rows, right=(1,))
    for item in result.suggestions:
        for gap in item.gaps:
            talk.say(f"{item.code}: {gap}")
    if result.set_aside:
        aside = [(item.code, item.reason, repr(item.evidence.words)) for item in result.set_aside]
        talk.put_table(("set aside", "because", "words of the note"), aside)
