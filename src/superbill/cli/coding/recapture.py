"""`superbill coding recapture`: lasting conditions of last year's claims that this year has not."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def recapture(
    data: Path | None = books_on_disk.DATA,
    patient: str = typer.Option("", "--patient", help="Only this patient, by the practice's number."),
    named: bool = typer.Option(False, "--named", help="Only what a note of this year names."),
    model: str = typer.Option("V28", "--model", help="V28, V24, V22, ESRD V24, ESRD V21 or RxHCC V08."),
    as_json: bool = talk.JSON,
) -> None:
    """List lasting condition categories (HCC) that claims of last year have and this year's claims and superbills have not.

    It says what to look for in the chart. Nothing is suggested without words of a note of this year; where one names the condition, the
    row tells the visit and the words.

    Example:

        superbill coding recapture --named --data ~/superbill
    """
    talk.ready_book("hcc")
    desk = books_on_disk.desk_at(data)
    from superbill.app.list_recapture import list_recapture, recapture_of

    rows = recapture_of(desk, patient, model=model) if patient else list_recapture(desk, model=model, named=named)
    rows = tuple(row for row in rows if row.named or not named)
    if as_json:
        talk.put_json(rows)
        return
    talk.put_table(
        ("patient", "HCC", "title", "last year", "in a note of this year"),
        [
            (
                f"{row.patient} {row.name}",
                row.hcc,
                row.title,
                f"{', '.join(row.codes)} on {row.claim}, {row.last_on}",
                "; ".join(f"{one.visit} {one.served_on}: “{one.words}” {one.code}" for one in row.named) or "–",
            )
            for row in rows
        ],
    )
    talk.say(f"Lasting conditions of last year that are not coded this year: {len(rows)}.")
