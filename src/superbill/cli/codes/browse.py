"""`superbill codes browse`: turn the pages of the diagnosis book in the terminal."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.read_code import CodePage
    from superbill.codes.icd10cm import Icd10cmCode
    from superbill.codes.search.hit import Hit

_KEYS = "a number opens that line · words or a code search · u up · , before · . after · q ends"
_SHOWN = 40


def browse(
    words: list[str] = typer.Argument(..., help="A code, or words to begin with."),
    on: str | None = talk.ON,
) -> None:
    """Open the diagnosis book at a code or at what words find, and turn its pages by keyboard; without a terminal, print that page.

    Example:

        superbill codes browse E11.65 --on 2026-09-08
    """
    talk.ready_books()
    day = talk.day_from(on)
    choices, page = _open(" ".join(words), day)
    while sys.stdin.isatty() and sys.stdout.isatty():
        typer.secho(_KEYS, dim=True)
        asked = typer.prompt("", prompt_suffix="> ", default="", show_default=False).strip()
        if asked == "q":
            return
        choices, page = _open(meant(asked, choices, page), day)


def meant(asked: str, choices: list[str], page: "CodePage | None") -> str:
    """The code behind a number or a key; else the words themselves."""
    if asked.isdecimal() and 0 < int(asked) <= len(choices):
        return choices[int(asked) - 1]
    if page is not None:
        return {"u": page.above, ",": page.before, ".": page.after, "": page.code.code}.get(asked) or asked or page.code.code
    return asked


def _open(words: str, on: date) -> "tuple[list[str], CodePage | None]":
    """Show a code's page, or what the words find; gives the codes that the numbers stand for, and the page."""
    from superbill.app.look_up import DIAGNOSES, look_up
    from superbill.app.read_code import read_code

    try:
        page = read_code(words, on=on)
    except BadInput:
        found = look_up(words, on=on, books=[DIAGNOSES], limit=_SHOWN) if len(words) > 1 else ()
        _put_rows(found)
        if not found:
            talk.say("Nothing found.")
        return [code.code for code in found], None
    return _put_page(page), page


def _put_page(page: "CodePage") -> list[str]:
    from superbill.app.about_code import about_code

    typer.echo(" › ".join(step.name for step in page.path[:-1]))
    typer.secho(f"{page.code.code}  {page.code.title}", bold=True)
    typer.echo(f"{'billable' if page.code.billable else 'heading: needs more characters'} on {page.on}; {page.edition}\n")
    owner = ""
    for said in page.said:
        if said.owner != owner:
            owner = said.owner
            typer.echo(f"at {owner}" if said.is_own else f"inherited from {owner}")
        typer.secho(f"  {said.called}", underline=True)
        for line in said.words:
            typer.echo(f"    {line}")
    if page.sevenths and not page.has_extended:
        typer.echo("7th characters: " + "; ".join(f"{character} {meaning}" for character, meaning in page.sevenths.items()))
    for fact in about_code(page.code.code, on=page.on):
        typer.echo(f"{fact.heading}: {fact.code + ' ' if fact.code else ''}{fact.words}")
    shown = page.below or page.beside
    typer.echo("\nbelow it" if page.below else "\nbeside it")
    _put_rows(shown)
    return [code.code for code in shown]


def _put_rows(codes: "tuple[Icd10cmCode | Hit, ...]") -> None:
    for number, code in enumerate(codes, 1):
        typer.echo(f"{number:3}  {code.code:8}  {code.title}{'' if code.billable else ' …'}")
