"""`superbill coding audits show`: what an audit says."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import books_on_disk, talk

if TYPE_CHECKING:
    from superbill.coding.audit.figures import Accuracy


def show(
    name: str = typer.Argument(help="The audit, as it was named."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Show an audit: accuracy of all, by coder and by payer, agreement beyond chance, errors by kind, and what to look up.

    Accuracy is of points (codes, first-listed, services, modifiers, units, pointers), with its bounds at 95 % confidence; what nobody
    judged yet does not count.

    Example:

        superbill coding audits show "Third quarter" --data demo
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.judge_audit import show_audit

    page = show_audit(desk, name)
    if as_json:
        talk.put_json(page)
        return
    typer.echo(
        f"{page.audit.name}: {page.audit.visits} visits, {page.audit.coded} coded again, {page.all.open} differences open."
    )
    rows = [("all", page.all), *(("coder", one) for one in page.coders), *(("payer", one) for one in page.payers)]
    talk.put_table(
        ("by", "who", "right", "points", "accuracy", "95 % bounds", "visits without error", "over", "under"),
        [_row(by, one) for by, one in rows],
        right=(2, 3, 4, 5, 6, 7, 8),
    )
    if page.kappa is not None:
        typer.echo(f"Agreement on diagnoses beyond chance (kappa): {page.kappa:.2f}.")
    if page.kinds:
        talk.put_table(("error", "times"), [(kind, f"{times}") for kind, times in page.kinds], right=(1,))
    if page.sources:
        talk.put_table(
            ("code was", "codes", "right"), [(how, f"{of}", f"{right}") for how, of, right in page.sources], right=(1, 2)
        )
    if page.lessons:
        lessons = [(one.coder, one.kind.value, one.code, one.instead, f"{one.times}") for one in page.lessons]
        talk.put_table(("coder", "look up", "code", "instead of", "times"), lessons, right=(4,))


def _row(by: str, one: "Accuracy") -> tuple[str, ...]:
    least, most = one.bounds
    share = f"{one.accuracy:.1%}" if one.accuracy is not None else "–"
    bounds = f"{least:.0%}–{most:.0%}" if one.points else "–"
    visits = f"{one.visits_right} of {one.visits}"
    return by, one.name, f"{one.right}", f"{one.points}", share, bounds, visits, f"{one.over}", f"{one.under}"
