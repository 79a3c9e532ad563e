"""`superbill coding drg`: the MS-DRG of a coded stay, by two groupers side by side."""

from typing import TYPE_CHECKING

import typer

from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.group_stay import GroupedStay
    from superbill.places.us.drg.stay import Grouped


def drg(
    diagnoses: list[str] = typer.Argument(
        ..., help="ICD-10-CM codes, the principal one first, each with its POA indicator: N17.9:N."
    ),
    procedure: list[str] = typer.Option([], "--procedure", help="An ICD-10-PCS code. May be given more than once."),
    age: int = typer.Option(..., "--age", help="Age in years on the day of admission."),
    sex: str = typer.Option(..., "--sex", help="F, M or U."),
    status: str = typer.Option("01", "--status", help="Discharge status: 01 home, 03 skilled nursing, 20 died …"),
    discharged: str | None = typer.Option(
        None, "--discharged", help="The day of discharge, whose version holds (default: today).", metavar="DAY"
    ),
    what_if: bool = typer.Option(False, "--what-if", help="What hangs on single codes: a check, not a target."),
    weights: bool = typer.Option(
        False, "--weights", help="Tell the relative weight of table 5 as well; it is left out while codes are chosen."
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Group a coded stay, and show where the two groupers disagree. Needs `pip install "superbill[inpatient]"`; nothing leaves this machine.

    Exit code 1 when the groupers disagree, or none has a group for the stay.

    Example:

        superbill coding drg I21.4 J96.01:Y N17.9:N --age 70 --sex F --discharged 2026-05-01 --what-if
    """
    from superbill.app.group_stay import coded_stay, group_stay

    stay = coded_stay(
        diagnoses,
        procedures=procedure,
        age=age,
        sex=sex,
        status=status,
        discharged=talk.day_from(discharged, option="--discharged"),
    )
    if weights:
        talk.ready_book("msdrg")
    found = group_stay(stay, what_if=what_if, weights=weights)
    if as_json:
        talk.put_json(found)
    else:
        _put(found)
    if found.compared.agreed is False or found.compared.first.problem:
        raise typer.Exit(1)


def _put(found: "GroupedStay") -> None:
    rows = [
        (each.grouper, each.version, each.drg, each.problem or each.title, each.mdc, each.severity or "–")
        for each in found.compared.results
    ]
    talk.put_table(("grouper", "version", "MS-DRG", "title", "MDC", "by"), rows)
    if effects := _effects(found.compared.results):
        talk.put_table(("code", "is", "counts"), effects)
    for sentence in found.compared.differences:
        typer.echo(sentence)
    if found.weight:
        one = found.weight
        talk.put_table(
            ("table 5", ""),
            [
                ("weight", one.weight),
                ("mean days, geometric", one.gmlos),
                ("mean days, arithmetic", one.amlos),
                ("since", str(one.since)),
            ],
        )
    if found.check:
        typer.echo(found.check)
        rows_only = [(one.code, one.why, one.without) for one in found.only]
        if rows_only:
            talk.put_table(("hangs on", "which is", "without it"), rows_only)
        others = [(one.code, one.drg, one.problem or one.title) for one in found.principals]
        if others:
            talk.put_table(("were it principal", "MS-DRG", ""), others)


def _effects(results: "tuple[Grouped, ...]") -> list[tuple[str, str, str]]:
    """What each secondary diagnosis did, by the first grouper that answered."""
    first = next((each for each in results if not each.problem), None)
    return [(one.code, one.level or "–", "yes" if one.counted else one.why or "no") for one in first.effects] if first else []
