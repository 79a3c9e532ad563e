"""A code of ICD-10-PCS chosen character by character through the tables in force. Needs no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.code_books import shelves_here
from superbill.codes.pcs import LENGTH, NoSuchChoice, Pcs
from superbill.storage.shelf import NoBook

__all__ = ["NoBook", "NoSuchChoice"]  # named exceptions of the verb below


@dataclass(frozen=True, slots=True)
class Character:
    """A character that is chosen: its position (1 to 7), what it is, the value and its label."""

    position: int
    title: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Following:
    """A value that may stand next, with its label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """How far it went: the code or its beginning, what each character means, and what may follow (nothing when it is whole)."""

    code: str
    is_whole: bool
    characters: tuple[Character, ...]
    next_title: str
    following: tuple[Following, ...]


def choose_procedure(beginning: str, said: Sequence[str] = (), *, on: date) -> Chosen:
    """Go on from the first characters with values or labels, in order. Raises `NoBook`, `NoSuchChoice` with what may stand there."""
    with shelves_here().open("icd10pcs") as tables:
        pcs = Pcs(tables)
        code = _begun(pcs, beginning.strip().upper(), on)
        code = pcs.code_of(code, said, on=on)
        labels, choices = pcs.labels(code, on=on), pcs.choices(code, on=on)
    characters = tuple(
        Character(place, title, value, label) for place, (value, (title, label)) in enumerate(zip(code, labels, strict=False), 1)
    )
    following = tuple(Following(value, label) for value, label in choices.values.items()) if choices else ()
    return Chosen(code, len(code) == LENGTH, characters, choices.title if choices else "", following)


def _begun(pcs: Pcs, beginning: str, on: date) -> str:
    """The beginning, checked one character after another, so that a wrong one is told with what may stand there."""
    return pcs.code_of("", list(beginning), on=on)
