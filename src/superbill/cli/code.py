"""`superbill code`: suggest codes for a note of a visit, or for the discharge summary of a stay in a hospital."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.code_stay import StayCodes
    from superbill.claims.note import Evidence, Note, SetAside
    from superbill.coding.suggest import CodingResult


def code(
    note: Path = typer.Argument(..., help="The clinician's note as plain text; - for standard input."),
    on: str | None = talk.ON,
    inpatient: bool = typer.Option(
        False, "--inpatient", help="The note is the discharge summary of a stay: other guidelines hold."
    ),
    admitted: str | None = typer.Option(None, "--admitted", help="With --inpatient: the day of admission.", metavar="DAY"),
    discharged: str | None = typer.Option(
        None, "--discharged", help="With --inpatient: the day of discharge, whose codes hold (default: today).", metavar="DAY"
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Suggest codes for a note, each with the words that support it. Nothing leaves this machine.

    Of a visit: ICD-10-CM; findings that are negated, about the family, or uncertain are listed as set aside. Of a stay, with
    `--inpatient`: the principal diagnosis with its guideline, the others, presence on admission, and ICD-10-PCS through its tables;
    what is “probable” or “likely” at discharge is coded (Guidelines II.H).

    Example:

        superbill code examples/visit/note.txt --on 2026-09-08
        superbill code examples/stay/discharge-summary.txt --inpatient --admitted 2026-04-25 --discharged 2026-05-01
    """
    from superbill.coding.reading import note_from_bytes

    if not inpatient and (admitted or discharged):
        raise typer.BadParameter(
            "Only a stay has an admission and a discharge: add --inpatient.", param_hint="--admitted, --discharged"
        )
    talk.ready_tables()
    read = note_from_bytes(talk.read(note))
    if inpatient:
        arrived = talk.day_from(admitted, option="--admitted") if admitted else None
        left = talk.day_from(discharged, option="--discharged") if discharged else talk.day_from(on)
        _put_stay(read, admitted=arrived, discharged=left, as_json=as_json)
    else:
        _put_visit(read, on=talk.day_from(on), as_json=as_json)


def _put_visit(note: "Note", *, on: date, as_json: bool) -> None:
    from superbill.app.suggest_codes import suggest_codes

    result: CodingResult = suggest_codes(note, on=on)
    if as_json:
        talk.put_json(result)
        return
    rows = [
        (
            item.code,
            f"{item.confidence} %",
            f"{item.title} (only “{item.doubt}”)" if item.doubt else item.title,
            _words(item.evidence),
        )
        for item in result.suggestions
    ]
    talk.put_table(("code", "sure", "title", "words of the note"), rows, right=(1,))
    for item in result.suggestions:
        for gap in item.gaps:
            talk.say(f"{item.code}: {gap}")
    _put_aside(result.set_aside)


def _put_stay(note: "Note", *, admitted: date | None, discharged: date, as_json: bool) -> None:
    from superbill.app.code_stay import code_stay

    result: StayCodes = code_stay(note, admitted=admitted, discharged=discharged)
    if as_json:
        talk.put_json(result)
        return
    stay = result.diagnoses
    rows = [
        (
            "principal" if not place else "",
            one.suggestion.code,
            one.poa.letter,
            f"{one.suggestion.title} (“{one.uncertain}” at discharge)" if one.uncertain else one.suggestion.title,
            f"{one.suggestion.confidence} %",
            _words(one.suggestion.evidence),
        )
        for place, one in enumerate(stay.diagnoses)
    ]
    talk.put_table(("", "code", "POA", "title", "sure", "words of the note"), rows, right=(4,))
    for sentence in stay.why_principal:
        typer.echo(sentence)
    done = [
        (
            one.code.ljust(7, "_") if one.code else "",
            one.name,
            one.question or "; ".join(step.label for step in one.steps[3:]),
            _words(one.evidence),
        )
        for one in result.procedures.procedures
    ]
    if done:
        talk.put_table(("ICD-10-PCS", "procedure", "chosen, or asked", "words of the note"), done)
    for one in stay.diagnoses:
        for gap in one.suggestion.gaps:
            talk.say(f"{one.suggestion.code}: {gap}")
    for question in stay.questions:
        talk.say(question)
    _put_aside((*stay.set_aside, *result.procedures.set_aside))


def _put_aside(aside: "tuple[SetAside, ...]") -> None:
    if aside:
        rows = [(item.code, item.reason, repr(item.evidence.words)) for item in aside]
        talk.put_table(("set aside", "because", "words of the note"), rows)


def _words(evidence: "tuple[Evidence, ...]") -> str:
    return "; ".join(f"{span.words!r} at {span.start}–{span.end}" for span in evidence)
