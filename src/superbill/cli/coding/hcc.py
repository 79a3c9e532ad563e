"""`superbill coding hcc`: the condition categories of diagnoses."""

import typer

from superbill.cli import talk


def hcc(
    codes: list[str] = typer.Argument(..., help="ICD-10-CM codes of one person and one year."),
    served: int | None = typer.Option(
        None, "--served", help="The year of service; it counts in the payment year after (default: this year).", metavar="YEAR"
    ),
    model: str = typer.Option("V28", "--model", help="V28, V24, V22, ESRD V24, ESRD V21 or RxHCC V08."),
    age: int | None = typer.Option(
        None, "--age", help="With --sex: tell the risk score too, of a person of that age who lives at home."
    ),
    sex: str = typer.Option("", "--sex", help="F or M."),
    as_json: bool = talk.JSON,
) -> None:
    """Tell the condition categories (HCC) of diagnoses, which a graver one sets aside, and whether hccinfhir says the same.

    The second reader and the score need `pip install "superbill[inpatient]"`. Exit code 1 when the two disagree.

    Example:

        superbill coding hcc E11.22 N18.4 I50.9 E11.9 --served 2025
    """
    from superbill.app.risk import risk_of

    if (age is None) != (not sex):
        raise typer.BadParameter("Age and sex go together.", param_hint="--age, --sex")
    talk.ready_book("hcc")
    found = risk_of(
        codes, served=served or talk.day_from(None).year, model=model, age=70 if age is None else age, sex=sex.upper() or "F"
    )
    if as_json:
        talk.put_json(found)
    else:
        typer.echo(f"{found.model}, payment year {found.year}" + (" (proposed)" if found.status == "proposed" else ""))
        rows = [
            (
                one.hcc,
                one.title,
                ", ".join(one.codes),
                one.why_not or "counts",
                "lasts" if one.lasts else "",
            )
            for one in found.categories
        ]
        talk.put_table(("HCC", "title", "by", "", ""), rows)
        if found.without:
            typer.echo(f"of no category: {', '.join(found.without)}")
        for sentence in found.differences:
            typer.echo(sentence)
        if found.second and age is not None:
            typer.echo(
                f"risk score {found.second.score:.3f}, of it {found.second.score_of_categories:.3f} for categories ({found.second.package})"
            )
        if found.second is None:
            talk.say("No second reader: pip install 'superbill[inpatient]', which knows payment years 2025 to 2027.")
    if found.differences:
        raise typer.Exit(1)
