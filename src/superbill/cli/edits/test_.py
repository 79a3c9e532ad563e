"""`superbill edits test`: a site's own edits tried on their cases."""

# ruff: noqa: PT028  (its name is that of a test of pytest; it is a command)

from pathlib import Path

import typer

from superbill.cli import talk

FOLDER = typer.Option(
    None, "--folder", help="The folder of the edits (default: the site's own).", exists=True, file_okay=False, metavar="DIR"
)


def test_(
    codes: list[str] = typer.Argument(None, help="The edits to try; all of the site's own when none is named."),
    folder: Path | None = FOLDER,
    mutants: bool = typer.Option(
        False, "--mutants", help="Also spoil each part of each edit in turn, and name what no case notices."
    ),
    as_json: bool = talk.JSON,
) -> None:
    """Try a site's own edits on their cases, on one claim and on many; exit code 1 when one does not do what its case says.

    The site's own edits are TOML files in the folder `edits` of the data folder, each with its cases in YAML beside it.

    Example:

        superbill edits test --folder examples/edits
    """
    from superbill.app.try_edits import try_edits
    from superbill.app.wording import counted

    trial = try_edits(codes or (), folder=folder, mutants=mutants)
    if as_json:
        talk.put_json(trial)
    else:
        for each in trial.tried:
            typer.echo(f"{'ok    ' if each.passed else 'wrong '} {each.edit}{f': {each.case}' if each.case else ''}")
            for line in each.wrong:
                typer.echo(f"         {line}")
        for unwatched in trial.unwatched:
            typer.echo(f"nobody watches {unwatched.edit}: it could be {unwatched.spoilt}")
        wrong = sum(not each.passed for each in trial.tried)
        cases = sum(bool(each.case) for each in trial.tried)
        talk.say(f"{counted(len(trial.edits), 'edit')}, {counted(cases, 'case')}, {wrong} wrong.")
        if not trial.edits and not trial.tried:
            talk.say(f"There are no edits in {trial.folder}: docs/how-to/own-edit.md shows how to write one.")
    if not trial.passed:
        raise typer.Exit(1)
