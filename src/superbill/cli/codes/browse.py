"""`superbill codes browse`: turn the pages of the diagnosis book in the terminal."""

import sys

import typer

from superbill.cli import talk
from superbill.cli.codes.turned import Place, Turned, open_place, open_words

LISTS = {"i": "disease", "e": "external", "n": "neoplasm", "d": "drug"}
_KEYS = (
    "a number opens that line, 3.2 the second code in it · words or a code search · u up · , before · . after\n"
    "t chapters · i index · e external causes · n neoplasms · d drugs · q ends"
)


def browse(
    words: list[str] = typer.Argument(
        None, help="A code, a section (E08-E13), a chapter (chapter-4), or words; none for the chapters."
    ),
    within: str = typer.Option("", "--in", help="Look in a list of terms: disease, external, neoplasm or drug."),
    on: str | None = talk.ON,
) -> None:
    """Open the diagnosis book, its indexes and its tables, and turn their pages by keyboard; without a terminal, print that page.

    A code of another book is told with the edits and lists that name it.

    Example:

        superbill codes browse E11.65 --on 2026-09-08
    """
    talk.ready_books()
    day, asked = talk.day_from(on), " ".join(words or ())
    turned = open_words(asked, within, day) if asked else open_place(Place(within, ""), day)
    while sys.stdin.isatty() and sys.stdout.isatty():
        typer.secho(_KEYS, dim=True)
        asked = typer.prompt("", prompt_suffix="> ", default="", show_default=False).strip()
        if asked == "q":
            return
        place = meant(asked, turned)
        if place is not None:
            turned = open_place(place, day)
        elif asked:
            turned = open_words(asked, turned.here.within, day)


def meant(asked: str, turned: Turned) -> Place | None:
    """The place behind a number or a key; None for words."""
    number, _, column = asked.partition(".")
    if number.isdecimal() and (column.isdecimal() or not column) and 0 < int(number) <= len(turned.lines):
        line = turned.lines[int(number) - 1]
        return line[int(column or 1) - 1] if 0 < int(column or 1) <= len(line) else None
    if asked in LISTS or asked == "t":
        return Place(LISTS.get(asked, ""), "")
    return {"u": turned.above, ",": turned.before, ".": turned.after, "": turned.here}.get(asked)
