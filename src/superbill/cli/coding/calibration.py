"""`superbill coding calibration`: what the suggestions claimed, beside what coders made of them."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk


def calibration(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """Hold the percent that suggestions claim against what your coders took, by tier, chapter and category.

    A suggestion that was passed over counts as wrong. The bounds are those of 95 %: a claim outside them is too high or too low.

    Example:

        superbill coding calibration --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.calibration import calibrate_coding
    from superbill.app.wording import counted

    report = calibrate_coding(desk)
    if as_json:
        talk.put_json(report)
        return
    if report.all is None:
        typer.echo("No suggestion was decided on yet.")
        return
    typer.echo(f"{report.all.cases:,} suggestions decided on, at {counted(report.visits, 'visit')}; {report.all.right:,} taken.")
    every = (report.all, *report.tiers, *report.chapters, *report.categories)
    talk.put_table(
        ("of", "", "cases", "claimed", "observed", "between", "the claim"),
        [
            (
                row.name,
                row.title,
                f"{row.cases:,}",
                f"{row.claimed:.0f} %",
                f"{row.observed:.0f} %",
                f"{row.low:.0f}–{row.high:.0f} %",
                row.verdict,
            )
            for row in every
        ],
        right=(2, 3, 4, 5),
    )
