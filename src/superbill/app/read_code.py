"""A place in the diagnosis book: a code, a section or a chapter, its way from the top, what is said at it and above it, what stands below."""

import re
from dataclasses import dataclass
from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.basics.days import Period
from superbill.codes.icd10cm import Heading, Icd10cm, Icd10cmCode, UnknownCode, heading_name

KINDS = (
    ("inclusion", "Inclusion terms"),
    ("includes", "Includes"),
    ("excludes1", "Excludes 1: never beside it"),
    ("excludes2", "Excludes 2: not part of it, may stand beside it"),
    ("code_first", "Code first"),
    ("use_additional", "Use an additional code"),
    ("code_also", "Code also"),
    ("seventh", "7th character"),
    ("note", "Note"),
)
"""The kinds of notes in the order of the book, with what they are called here."""


@dataclass(frozen=True, slots=True)
class Said:
    """Notes of one kind at one place. `owner` is the code or heading that they stand at, `is_own` whether it is the page's own."""

    kind: str
    called: str
    owner: str
    is_own: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the book. `billable` is None for a chapter or section, `depth` how far it stands in, `seventh` its 7th character."""

    name: str
    title: str
    billable: bool | None = None
    depth: int = 0
    seventh: str = ""


@dataclass(frozen=True, slots=True)
class CodePage:
    """What the book says at a place on a day. `code` is None for a chapter or section; `path` ends with the place itself.

    `before` and `after` are its neighbours below the same heading, `above` that heading: empty for a chapter. `choices` are the codes
    with each 7th character, where these are what is left to choose or to change.
    """

    name: str
    title: str
    code: Icd10cmCode | None
    on: date
    path: tuple[Heading, ...]
    said: tuple[Said, ...]
    sevenths: dict[str, str]
    below: tuple[Line, ...]
    beside: tuple[Line, ...]
    edition: str

    @property
    def choices(self) -> tuple[Line, ...]:
        """The same code with each of its 7th characters."""
        family = self.beside if self.code and self.code.seventh else self.below
        return tuple(line for line in family if line.seventh)

    @property
    def own(self) -> tuple[Said, ...]:
        """What is said at the place itself."""
        return tuple(each for each in self.said if each.is_own)

    @property
    def inherited(self) -> tuple[Said, ...]:
        """What is said above it and holds here too."""
        return tuple(each for each in self.said if not each.is_own)

    @property
    def stem(self) -> str:
        """The title without what a 7th character adds to it."""
        return self.path[-2].title if self.code and self.code.seventh else self.title

    @property
    def above(self) -> str:
        """The heading above."""
        return self.path[-2].name if len(self.path) > 1 else ""

    @property
    def before(self) -> str:
        """The neighbour before."""
        return self._neighbour(-1)

    @property
    def after(self) -> str:
        """The neighbour after."""
        return self._neighbour(1)

    def _neighbour(self, step: int) -> str:
        names = [line.name for line in self.beside]
        place = names.index(self.name) + step if self.name in names else -1
        return names[place] if 0 <= place < len(names) else ""

    @property
    def period(self) -> Period | None:
        """The days on which a code holds."""
        return self.code.period if self.code else None


def read_code(name: str, *, on: date) -> CodePage:
    """Open the book at a code, a section (`E08-E13`) or a chapter (`chapter-4`). Raises `UnknownCode` with codes that may be meant."""
    with icd10cm() as tables:
        book = tables.on_day(on)
        heading = heading_name(name)
        code = None if heading else book.get(name, on=on)
        path = book.path(code.code if code else heading)
        if not path:
            raise UnknownCode(name, on=on)
        here, above = path[-1], path[-2].name if len(path) > 1 else ""
        return CodePage(
            name=here.name,
            title=_bare(here.title) if not code else code.title,
            code=code,
            on=on,
            path=path,
            said=_said(book, path),
            sevenths={} if code is None or code.seventh else book.sevenths(code.code),
            below=_below(book, here.name, above),
            beside=_below(book, above, path[-3].name if len(path) > 2 else "") if above else read_chapters(on=on),
            edition=book.release.title,
        )


def read_chapters(*, on: date) -> tuple[Line, ...]:
    """The chapters of the book, each with the range of its codes in its title."""
    with icd10cm() as tables:
        return tuple(Line(each.name, each.title) for each in tables.on_day(on).headings())


def _below(book: Icd10cm, name: str, above: str) -> tuple[Line, ...]:
    """The lines below a place: sections of a chapter, narrower sections and categories of a section, codes of a code."""
    codes = tuple(Line(each.code, each.title, each.billable, seventh=each.seventh) for each in book.children(name))
    if codes and not heading_name(name):
        return codes
    sections = book.headings(name if name.startswith("Chapter") else above)
    if not name.startswith("Chapter"):
        sections = tuple(each for each in sections if each.name != name and _within(each.name, name))
    lines = [
        Line(each.name, _bare(each.title), depth=sum(_within(each.name, other.name) for other in sections)) for each in sections
    ]
    return (*lines, *codes)


def _within(section: str, other: str) -> bool:
    """Whether a section is a part of another one: `C00-C14` of `C00-C75`."""
    (first, _, last), (begins, _, ends) = section.partition("-"), other.partition("-")
    return section != other and begins <= first and last <= ends


def _bare(title: str) -> str:
    """A heading's title without the range of codes behind it, which its name tells."""
    return re.sub(r"\s*\([A-Z][0-9A-Z]{2}(-[A-Z][0-9A-Z]{2})?\)$", "", title)


def _said(book: Icd10cm, path: tuple[Heading, ...]) -> tuple[Said, ...]:
    """The place's own notes first, then those that it inherits, the nearest heading's first (Guidelines, section I.A)."""
    found = []
    for step in reversed(path):
        for kind, called in KINDS:
            if words := book.notes(step.name, kind):
                found.append(Said(kind, called, step.name, step is path[-1], words))
    return tuple(found)
