"""What the commands of `superbill coding trust` share: the mode of a family is set and told, the settings are told."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from superbill.cli import books_on_disk, talk

if TYPE_CHECKING:
    from superbill.app.trust import TrustPage


def talk_of_settings(page: "TrustPage") -> None:
    """Say what must be proven."""
    proven = f"On from {page.threshold:g} % proven on {page.fewest:,} cases and found in {page.audited:,} audited ones"
    typer.echo(f"{proven}; {page.sample} % of the visits are looked at.")


def switch(family: str, mode: str, *, data: Path | None, as_json: bool) -> None:
    """Set the mode of a family, and print what holds for it now."""
    desk = books_on_disk.desk_at(data)
    from superbill.app.trust import set_mode

    row = set_mode(desk, family, mode)
    if as_json:
        talk.put_json(row)
        return
    typer.echo(f"{row.family} {row.title}: {row.mode}." + (f" {row.why_not}" if row.why_not else ""))
