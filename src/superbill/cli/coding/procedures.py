"""`superbill coding procedures`: the services that a note supports."""

from pathlib import Path

import typer

from superbill.cli import talk


def procedures(
    note: Path = typer.Argument(..., help="The clinician's note as plain text; - for standard input."),
    on: str | None = talk.ON,
    medicare: bool = typer.Option(False, "--medicare", help="Whether Medicare Part B pays: its codes, units and modifiers."),
    place: str = typer.Option("11", "--place", help="Two-digit place of service.", metavar="PLACE"),
    as_json: bool = talk.JSON,
) -> None:
    """Suggest procedures, drugs, vaccines and supplies that the note says were done here, with units and modifiers.

    Each has the words that support it and what the note leaves open. What is only ordered, declined or of the past is listed as set
    aside. Numbers of CPT and our own plain words are shown, no descriptors; visits are not suggested. Nothing leaves this machine.

    Example:

        superbill coding procedures examples/visit/note.txt --on 2026-09-08
    """
    from superbill.app.suggest_services import Asked, suggest_services_of
    from superbill.coding.reading import note_from_bytes

    talk.ready_books()
    asked = Asked(talk.day_from(on), "MB" if medicare else "CI", place)
    found = suggest_services_of(note_from_bytes(talk.read(note)), asked)
    if as_json:
        talk.put_json(found)
        return
    rows = [
        (
            " ".join((one.code, *(hint.modifier for hint in one.modifiers if hint.sure))),
            str(one.units),
            f"{one.confidence} %",
            one.name,
            "; ".join(f"{span.words!r} at {span.start}–{span.end}" for span in one.evidence),
        )
        for one in found.suggested
    ]
    talk.put_table(("code", "units", "sure", "our words", "words of the note"), rows, right=(1, 2))
    for one in found.suggested:
        for gap in one.gaps:
            talk.say(f"{one.code}: {gap}")
        for hint in one.modifiers:
            if not hint.sure:
                talk.say(f"{one.code}: perhaps {hint.modifier}. {hint.reason}")
    if found.aside:
        talk.put_table(
            ("set aside", "because", "words of the note"),
            [(one.name, one.reason, repr(one.evidence.words)) for one in found.aside],
        )
