"""A page of the code book in the terminal: what it shows, and where its numbers and keys lead."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

import typer

from superbill.basics.errors import BadInput
from superbill.cli import talk

if TYPE_CHECKING:
    from superbill.app.read_code import CodePage, Line
    from superbill.app.read_row import RowPage
    from superbill.app.read_terms import TermPage, TermRow
    from superbill.app.told import Told

_SHOWN = 40


class Place(NamedTuple):
    """Where a page opens: `within` is empty for the diagnosis book, or names a list of terms or another book; an empty name is its start."""

    within: str
    name: str


@dataclass(frozen=True, slots=True)
class Turned:
    """A page that is shown. `lines` say, by number, where a line leads: the line itself, then the codes in its columns."""

    here: Place
    lines: tuple[tuple[Place, ...], ...] = ()
    above: Place | None = None
    before: Place | None = None
    after: Place | None = None


def open_place(place: Place, on: date) -> Turned:
    """Show the page of a place. Raises `BadInput` for one that is not there."""
    from superbill.app.read_code import read_chapters, read_code
    from superbill.app.read_row import read_row
    from superbill.app.read_terms import LISTS, read_terms

    if place.within in LISTS:
        letter, term = (place.name, "") if len(place.name) == 1 else ("", place.name)
        return _put_terms(read_terms(place.within, on=on, term=term, letter=letter), place)
    if place.within:
        return _put_row(read_row(place.within, place.name, on=on), place)
    if place.name:
        return _put_code(read_code(place.name, on=on))
    return Turned(place, _put_lines(read_chapters(on=on)))


def open_words(words: str, within: str, on: date) -> Turned:
    """Show the place that the words name, or what they find: in a list of terms, or in all books."""
    from superbill.app.look_up import DIAGNOSES, look_up
    from superbill.app.read_row import find_procedure
    from superbill.app.read_terms import LISTS, find_terms

    if within in LISTS:
        return _put_terms(find_terms(within, words, on=on), Place(within, ""))
    try:
        return open_place(Place("", words), on)
    except BadInput:
        if book := find_procedure(words, on=on):
            return open_place(Place(book, words.upper()), on)
    found = look_up(words, on=on, limit=_SHOWN) if len(words) > 1 else ()
    for number, hit in enumerate(found, 1):
        book = "" if hit.book == DIAGNOSES else f"  [{hit.book}]"
        typer.echo(f"{number:3}  {hit.code:8}  {hit.title}{' …' if hit.billable is False else ''}{book}")
    if not found:
        talk.say("Nothing found.")
    return Turned(Place("", ""), tuple((Place("" if hit.book == DIAGNOSES else hit.book, hit.code),) for hit in found))


def _put_code(page: "CodePage") -> Turned:
    from superbill.app.about_code import about_code

    if page.above:
        typer.echo(" › ".join(step.name for step in page.path[:-1]))
    typer.secho(f"{page.name}  {page.title}", bold=True)
    if page.code:
        missing = "needs a 7th character" if page.choices else "heading: needs more characters"
        typer.echo(f"{'billable' if page.code.billable else missing} on {page.on}; {page.edition}")
    owner = ""
    for said in page.said:
        if said.owner != owner:
            owner = said.owner
            typer.echo(f"\nat {owner}" if said.is_own else f"\ninherited from {owner}")
        typer.secho(f"  {said.called}", underline=True)
        for line in said.words:
            typer.echo(f"    {line}")
    if page.sevenths and not page.choices:
        typer.echo("\n7th characters: " + "; ".join(f"{character} {meaning}" for character, meaning in page.sevenths.items()))
    _put_told(about_code(page.name, on=page.on) if page.code else ())
    shown = page.below or page.beside
    typer.secho("\nbelow it" if page.below else "\nbeside it", underline=True)
    before, after = (Place("", name) if name else None for name in (page.before, page.after))
    return Turned(Place("", page.name), _put_lines(shown, stem=page.stem), Place("", page.above), before, after)


def _put_lines(lines: "Iterable[Line]", *, stem: str = "") -> tuple[tuple[Place, ...], ...]:
    """Numbered lines; of a code that differs by its 7th character only the difference is read."""
    places = []
    for number, line in enumerate(lines, 1):
        title = line.title.removeprefix(stem).lstrip(", ") or line.title if line.seventh else line.title
        typer.echo(f"{number:3}  {'  ' * line.depth}{line.name:9} {title}{'' if line.billable else ' …'}")
        places.append((Place("", line.name),))
    return tuple(places)


def _put_terms(page: "TermPage", place: Place) -> Turned:
    if not page.is_installed:
        talk.say(
            f"The {page.list.title.lower()} is not installed. Get it at {page.source} and install it: superbill codes install FILE"
        )
        return Turned(place, above=Place("", ""))
    typer.secho(
        " › ".join((page.list.title, *(title for _, title in page.steps)))
        + (f": {page.letter}" if not page.steps and page.letter else ""),
        bold=True,
    )
    if page.letters and not page.steps:
        typer.echo(" ".join(page.letters))
    headings = tuple(_short(heading) for _, heading in page.list.columns)
    rows = [
        (str(number), _term(row, page.term), *(cell.printed for cell in row.cells)) for number, row in enumerate(page.rows, 1)
    ]
    talk.put_table(("", "term", *headings), rows)
    if not rows:
        talk.say("Nothing found.")
    above = (
        Place(page.list.name, page.above or (page.letter if page.steps and page.letters else "")) if page.steps else Place("", "")
    )
    before, after = (Place(page.list.name, path) if path else None for path in (page.before, page.after))
    return Turned(place, tuple(_leads(row, page) for row in page.rows), above if above != place else Place("", ""), before, after)


def _short(heading: str) -> str:
    """A heading without what goes without saying, so that terms have room."""
    return heading.removeprefix("Malignant ").removeprefix("Poisoning, ").removesuffix(" behavior").capitalize()


def _term(row: "TermRow", here: str) -> str:
    """A term as a line: indented, with what may stand beside it, what is below it, and where it sends."""
    title = " ".join(filter(None, (f"{row.above}," if row.above else "", row.title, row.nonessential)))
    more = f" (+{row.below})" if row.below and row.path != here else ""
    return "  " * row.depth + title + more + "".join(f" – {way.how} {way.words}" for way in row.ways)


def _leads(row: "TermRow", page: "TermPage") -> tuple[Place, ...]:
    """The term where more is below it, else where it sends or its code; then the code of each column."""
    codes = [Place("", cell.code) for cell in row.cells]
    ways = [Place("", way.code) if way.code else Place(way.list, way.path) for way in row.ways if way.code or way.list]
    term = Place(page.list.name, row.path)
    first = next((place for place in (*codes, *ways) if place.name), term) if not row.below or row.path == page.term else term
    return first, *codes[1:]


def _put_row(page: "RowPage", place: Place) -> Turned:
    typer.secho(f"{page.name}  {page.title}".rstrip(), bold=True)
    typer.echo(page.book_title)
    for character, title, label in page.characters:
        typer.echo(f"  {character}  {title}: {label}")
    for table in page.tables:
        typer.secho(f"\n{table.means}", underline=True)
        for row in table.rows:
            typer.echo(
                "  " + "; ".join(f"{said.heading} {said.words}" for said in row.said) + f" ({talk.spoken_period(row.period)})"
            )
    _put_told(page.told)
    choices = tuple(page.choices.values.items()) if page.choices else ()
    for number, (value, label) in enumerate(choices, 1):
        typer.echo(f"{number:3}  {page.name}{value}  {label}")
    above = Place(place.within, page.name[:-1]) if page.characters and len(page.name) > 1 else Place("", "")
    return Turned(place, tuple((Place(place.within, page.name + value),) for value, _ in choices), above)


def _put_told(told: "Iterable[Told]") -> None:
    for heading, facts in groupby(told, key=lambda fact: fact.heading):
        typer.secho(f"\n{heading}", underline=True)
        for fact in facts:
            typer.echo(f"  {fact.code + ' ' if fact.code else ''}{fact.words}")
