"""`superbill coding trust list`: what the program may do without a person, and what is proven."""

from pathlib import Path

import typer

from superbill.cli import books_on_disk, talk
from superbill.cli.coding.trust.switched import talk_of_settings


def list_(data: Path | None = books_on_disk.DATA, as_json: bool = talk.JSON) -> None:
    """Each family of codes with its mode, what coders decided and audits found of its surest suggestions, and how its shadow did.

    Proven is the lower bound of the precision at 95 %: 30 right of 30 prove 88.6 %.

    Example:

        superbill coding trust list --data examples/visit/books
    """
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import Shown, show_trust

    page = show_trust(desk)
    if as_json:
        talk.put_json(page)
        return

    def told(shown: Shown) -> str:
        return f"{shown.right:,} of {shown.cases:,}: {shown.low:.1f} %" if shown.cases else ""

    talk_of_settings(page)
    if page.families:
        talk.put_table(
            ("family", "title", "mode", "decided", "audited", "shadow", "automatic", "looked at"),
            [
                (
                    row.family,
                    row.title,
                    row.mode,
                    told(row.measured),
                    told(row.audited),
                    told(row.shadow),
                    f"{row.automatic:,}",
                    told(row.reviewed),
                )
                for row in page.families
            ],
            right=(3, 4, 5, 6, 7),
        )
    for one in page.to_review:
        typer.echo(f"to look at: {one.number}  visit {one.visit}  {one.code} for “{one.words}”")
