"""`superbill coding level`: the code of a visit, with its grid and its reasons."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.level_note import Encounter, ProposedLevel


def level(
    note: Path | None = typer.Option(None, "--note", help="The clinician's note as plain text; - for standard input."),
    on: str | None = talk.ON,
    family: str | None = typer.Option(
        None,
        "--family",
        help="Such as office, hospital_initial, emergency, home; or one of its codes. By default as the note says.",
    ),
    element: list[str] = typer.Option(
        [], "--element", help="What counts, such as stable_chronic=2 or prescription_drugs. May be given more than once."
    ),
    new_patient: bool = typer.Option(False, "--new/--established", help="Whether the patient is new to the practice."),
    minutes: int | None = typer.Option(
        None, min=0, max=1440, help="The clinician's own minutes on the day. By default as the note says."
    ),
    medicare: bool = typer.Option(False, "--medicare", help="By the rules of Medicare where they differ from CPT."),
    place: str = typer.Option("", "--place", help="Place of service, two digits.", metavar="CODE"),
    how: str | None = typer.Option(None, "--how", help="in person, video or audio. By default as the note says."),
    colleague_minutes: int | None = typer.Option(None, min=0, max=1440, help="Minutes of the other clinician of a shared visit."),
    made_decision: bool = typer.Option(
        False, "--made-decision", help="The billing clinician of a shared visit made the decision."
    ),
    staff_minutes: int = typer.Option(0, min=0, max=1440, help="Minutes of clinical staff, beyond the clinician's."),
    other_days_minutes: int = typer.Option(0, min=0, help="Minutes of the other days that Medicare counts beside some visits."),
    born: str | None = typer.Option(None, "--born", help="Day of birth, for a preventive visit.", metavar="DAY"),
    part_b: str | None = typer.Option(
        None, "--part-b", help="Day on which Medicare Part B began, for its wellness visits.", metavar="DAY"
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Calculate the code of a visit by the rules of its day: decision making or time, with prolonged units and modifiers.

    With a note, what counts is proposed with its words; a coder confirms. No money is shown, and nothing says what to write.

    Example:

        superbill coding level --note examples/visit/note.txt --on 2026-09-08
    """
    from superbill.app.level_note import Encounter, PartB, family_named

    if note is not None and element:
        raise typer.BadParameter("Give the elements or a note, not both.", param_hint="--element")
    day = talk.day_from(on)
    visit = Encounter(
        day, family_named(family, on=day) if family else "office", new_patient, minutes, medicare, place, _way(how),
        colleague_minutes, made_decision, staff_minutes=staff_minutes, other_days_minutes=other_days_minutes, born=_day(born, "--born"),
        part_b=PartB(talk.day_from(part_b, option="--part-b")) if part_b else None,
    )  # fmt: skip
    said = {"family": family, "how": how, "minutes": minutes}
    found = _found(visit, note, element, asked=frozenset(name for name, value in said.items() if value is not None))
    if as_json:
        talk.put_json(found)
        return
    _show(found)


def _found(visit: "Encounter", note: Path | None, elements: list[str], *, asked: frozenset[str]) -> "ProposedLevel":
    """The level of the elements that were given, or of those that the note proposes."""
    from superbill.app.level_note import ProposedLevel, level_from, propose_level
    from superbill.coding.reading import note_from_bytes

    if note is None:
        return ProposedLevel(level_from(visit, dict(_element(text) for text in elements)), ())
    talk.ready_tables()
    return propose_level(note_from_bytes(talk.read(note)), visit, asked=asked)


def _way(text: str | None) -> str:
    if text not in (None, "in person", "video", "audio"):
        raise typer.BadParameter("Give in person, video or audio.", param_hint="--how")
    return text or "in person"


def _day(text: str | None, option: str) -> date | None:
    return talk.day_from(text, option=option) if text else None


def _element(text: str) -> tuple[str, int]:
    """`stable_chronic=2` or `prescription_drugs`."""
    name, _, count = text.partition("=")
    if count and not (count.isascii() and count.isdecimal() and len(count) < 4):
        raise BadInput(f"{text[:40]!r} has no count.", where="--element", todo="Write it as stable_chronic=2.")
    return name.strip().replace(" ", "_"), int(count or "1")


def _show(found: "ProposedLevel") -> None:
    level = found.level
    typer.echo(f"{level.code or 'no code'}, by {level.by}")
    for add_on in level.add_ons:
        typer.echo(f"{add_on.code} × {add_on.units}: {add_on.why}")
    if level.grid:
        talk.put_table(
            ("column", "level", "because", ""),
            [
                (column.name, column.level.words, "; ".join(column.because), "decides" if column.decided else "")
                for column in level.grid
            ],
        )
    for step in level.why:
        typer.echo(f"  {step}")
    for hint in level.hints:
        typer.echo(f"  {hint.what}{'' if hint.sure else ' (a person decides)'}: {hint.why}")
    for caution in level.cautions:
        typer.echo(f"  look: {caution}")
    for basis in level.bases:
        typer.echo(f"  source of {basis.what}: {basis.source}; {'seen in ' + basis.seen if basis.seen else 'not verified'}")
    if found.proposals:
        words = [
            (
                one.column,
                one.element.replace("_", " "),
                str(one.count),
                "; ".join(repr(span.words) for span in one.evidence),
                one.why,
            )
            for one in found.proposals
        ]
        talk.put_table(("column", "element", "count", "words of the note", "why"), words, right=(2,))
