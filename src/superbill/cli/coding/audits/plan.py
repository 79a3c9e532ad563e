"""`superbill coding audits plan`: draw the visits of an audit."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def plan(
    name: str = typer.Argument(help="What the audit is called, such as “Third quarter”."),
    since: str = typer.Option(..., "--since", help="First day of saving that counts, such as 2026-07-01."),
    until: str = typer.Option(..., "--until", help="Day after the last one."),
    by: list[str] = typer.Option(["coder"], "--by", help="Strata: coder, payer, family, source. May be given more than once."),
    each: int = typer.Option(5, "--each", help="Visits of each stratum, or the most where --percent is given."),
    percent: int | None = typer.Option(None, "--percent", help="Share of each stratum instead, at least one visit."),
    seed: int = typer.Option(1, "--seed", help="Another number draws other visits; the same draws the same."),
    data: Path | None = books_on_disk.DATA,
    as_json: bool = talk.JSON,
) -> None:
    """Draw a random sample of superbills to be coded a second time. Each is audited once.

    The draw follows from the plan alone, so that it can be made again. A second coder then opens the audit on its page.

    Example:

        superbill coding audits plan "Third quarter" --since 2026-07-01 --until 2026-10-01 --by coder --by payer --each 3 --data demo
    """
    from superbill.coding.audit.draw import Plan

    wanted = Plan(
        name, talk.day_from(since, option="--since"), talk.day_from(until, option="--until"), tuple(by), each, percent, seed
    )
    desk = books_on_disk.desk_at(data)
    from superbill.app.plan_audit import plan_audit

    row = plan_audit(desk, wanted)
    if as_json:
        talk.put_json(row)
        return
    talk.put_table(("stratum", "drawn", "of"), [(one.name, f"{one.drawn}", f"{one.of}") for one in row.strata], right=(1, 2))
    typer.echo(f"{row.name}: {row.visits} drawn, to be coded a second time.")
