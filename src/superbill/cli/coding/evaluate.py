"""`superbill coding evaluate`: how well the suggestions agree with the codes that people gave."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.evaluate_coding import Evaluation


def evaluate(
    file: Path = typer.Argument(
        ..., help="Coded notes: JSON Lines with `text`, `codes` and, for CPT and HCPCS, `services`; CodiEsp; or visit templates."
    ),
    learn_from: list[Path] = typer.Option(
        [], "--learn-from", help="Coded notes to learn from first. May be given more than once."
    ),
    language: str = typer.Option(
        "en", "--language", help="Language of the notes: en, or es (without the dictionary, only what is learned)."
    ),
    denied: bool | None = typer.Option(
        None, "--denied/--affirmed", help="Whether codes count whose words the note denies. By default not, but in Spanish."
    ),
    on: str | None = typer.Option(
        None, "--on", help="Day whose codes are suggested. By default the one on which most of the file's codes hold."
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Suggest codes for notes that somebody has coded, and tell how far both agree. No word of a note is printed.

    Precision, recall and F1 are over all codes of all notes; `category` compares the first three characters. A note counts as found
    when its first-listed code is among the suggestions.

    Example:

        superbill coding evaluate examples/coded-notes.jsonl
    """
    from superbill.app.evaluate_coding import evaluate_coding

    if language not in ("en", "es"):
        raise typer.BadParameter("Give en or es.", param_hint="--language")
    talk.ready_tables()
    with talk.progress("Coding") as bar:
        found = evaluate_coding(
            talk.read(file),
            where=file.name,
            taught_by=[(path.name, talk.read(path)) for path in learn_from],
            language=language,
            on=talk.day_from(on) if on else None,
            denied=denied,
            step=lambda what, done, of: bar(done, of),
        )
    if as_json:
        talk.put_json(found)
        return
    _put(found)


def _put(found: "Evaluation") -> None:
    """What was counted, the figures that the file allows, and claims beside what was so."""
    taught = f"learned from {found.learned_from:,} notes" if found.learned_from else "without learning"
    typer.echo(f"{found.notes:,} notes, {found.coded:,} of them coded; {taught}; codes of {found.on}")
    typer.echo(f"counted: {found.gold}")
    if found.not_compared:
        typer.echo(f"not compared: {found.not_compared:,} given codes of inpatient procedures and visit levels")
    rows = [(name.replace("_", " "), _figure(getattr(found, name))) for name in _SHARES if getattr(found, name) is not None]
    rows += [(name.replace("_", " "), f"{value:,.1f}") for name in _NUMBERS if (value := getattr(found, name)) is not None]
    talk.put_table(("measure", "figure"), rows, right=(1,))
    if found.calibration:
        talk.put_table(
            ("claimed", "suggestions", "right"),
            [
                (f"{tier.claimed:.0f} %", f"{tier.suggested:,}", f"{tier.right / tier.suggested:.0%}")
                for tier in found.calibration
            ],
            right=(0, 1, 2),
        )


_SHARES = (
    "precision", "recall", "f1", "f1_category", "map", "span_code_f1", "precision_at_90", "coverage_at_90",
    "primary_exact", "primary_category", "services_precision", "services_recall", "services_f1",
)  # fmt: skip
_NUMBERS = ("suggestions_per_note", "wrong_per_note", "notes_per_second")


def _figure(value: float) -> str:
    return f"{value:.3f}"
