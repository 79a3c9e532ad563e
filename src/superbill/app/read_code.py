"""A diagnosis code as in the book: its way from the chapter, what is said at it and above it, what stands below and beside it."""

from dataclasses import dataclass
from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.basics.days import Period
from superbill.codes.icd10cm import Heading, Icd10cm, Icd10cmCode

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
    """Notes of one kind at one place. `owner` is the code or heading that they stand at, `is_own` whether it is the code itself."""

    kind: str
    called: str
    owner: str
    is_own: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodePage:
    """What the book says of a code on a day. `before` and `after` are its neighbours below the same heading."""

    code: Icd10cmCode
    on: date
    path: tuple[Heading, ...]
    said: tuple[Said, ...]
    sevenths: dict[str, str]
    below: tuple[Icd10cmCode, ...]
    beside: tuple[Icd10cmCode, ...]
    before: str
    after: str
    edition: str

    @property
    def has_extended(self) -> bool:
        """Whether what stands below it are the same code with each of its 7th characters."""
        return any(each.seventh for each in self.below)

    @property
    def above(self) -> str:
        """The code above, empty for a category."""
        return (
            self.path[-2].name
            if len(self.path) > 1 and self.path[-2].name[1:2].isdigit() and "-" not in self.path[-2].name
            else ""
        )

    @property
    def period(self) -> Period:
        """The days on which it holds."""
        return self.code.period


def read_code(code: str, *, on: date) -> CodePage:
    """Open the book at a code. Raises `UnknownCode` with codes that may have been meant."""
    with icd10cm() as tables:
        book = tables.on_day(on)
        found = book.get(code, on=on)
        path = book.path(found.code)
        beside = book.children(found.parent)
        names = [each.code for each in beside]
        place = names.index(found.code)
        return CodePage(
            code=found,
            on=on,
            path=path,
            said=_said(book, found.code, path),
            sevenths={} if found.seventh else book.sevenths(found.code),
            below=book.children(found.code),
            beside=beside,
            before=names[place - 1] if place else "",
            after=names[place + 1] if place + 1 < len(names) else "",
            edition=book.release.title,
        )


def _said(book: Icd10cm, code: str, path: tuple[Heading, ...]) -> tuple[Said, ...]:
    """The code's own notes first, then those that it inherits, the nearest heading's first (Guidelines, section I.A)."""
    found = []
    for step in reversed(path):
        for kind, called in KINDS:
            if words := book.notes(step.name, kind):
                found.append(Said(kind, called, step.name, step.name == code, words))
    return tuple(found)
