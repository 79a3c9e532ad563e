"""What the book says of diagnosis codes beside one another: which exclude each other, and which others a code asks for.

    exclusions(book, "J00", "J02.9", on=day)           the Excludes1 and Excludes2 notes between two codes
    obligations(book, ["F02.80", "G30.9"], on=day)     code first, use additional, code also: met, in the wrong order, or open

Notes hold for everything below the place where they stand (Guidelines, section I.A.12 and I.A.13). They are written for people: an
obligation that says "if applicable" or names no code is told as such and never as a fault.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from superbill.codes.icd10cm import Icd10cm, dotted
from superbill.codes.references import Reference, references_in

ExclusionKind = Literal["excludes1", "excludes2"]
ObligationKind = Literal["code_first", "use_additional", "code_also"]
Standing = Literal["met", "wrong order", "open", "names no code"]
"""Met; met, but the order of the two is wrong; nothing that it asks for is there; it names no code, so a person must look."""

_CONDITION = re.compile(
    r"\b(if|when) (also )?(applicable|known|any|present|documented|desired|appropriate|associated|the|there)\b|\bif any\b|\bas applicable\b"
)


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A note at `owner`, which `code` inherits, that names `other`. Excludes1: the two never stand together; Excludes2: both may."""

    kind: ExclusionKind
    code: str
    other: str
    owner: str
    words: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a note asks for beside a code. `words` are the lines of the note, `met_by` the codes that answer it.

    `is_conditional` when the note says "if applicable" or the like: it is then a hint.
    """

    kind: ObligationKind
    code: str
    owner: str
    words: tuple[str, ...]
    standing: Standing
    met_by: tuple[str, ...]
    is_conditional: bool


def exclusions(book: Icd10cm, one: str, other: str, *, on: date) -> tuple[Exclusion, ...]:
    """The notes that exclude one code beside the other, in both directions, the nearest heading's first.

    A note that names the very code at which it is inherited does not count: it sends from one part of a range to another.
    """
    book = book.on_day(on)
    found: list[Exclusion] = []
    for here, there in ((dotted(one), dotted(other)), (dotted(other), dotted(one))):
        for kind in ("excludes1", "excludes2"):
            for owner, words in reversed(book.inherited_notes(here, kind)):
                named = references_in(words)
                if _covers(named, there) and not _covers(named, here):
                    found.append(Exclusion("excludes1" if kind == "excludes1" else "excludes2", here, there, owner, words))
    return tuple(found)


def obligations(book: Icd10cm, codes: Sequence[str], *, on: date) -> tuple[Obligation, ...]:
    """What the codes of a visit, in their order, ask for beside them; by code, the nearest heading's notes first."""
    book = book.on_day(on)
    named = [dotted(code) for code in codes]
    return tuple(each for place, code in enumerate(named) for each in _of_code(book, code, named[:place], named[place + 1 :]))


def _of_code(book: Icd10cm, code: str, before: list[str], after: list[str]) -> Iterator[Obligation]:
    kinds: tuple[ObligationKind, ...] = ("code_first", "use_additional", "code_also")
    for kind in kinds:
        by_owner: dict[str, list[str]] = {}
        for owner, words in book.inherited_notes(code, kind):
            by_owner.setdefault(owner, []).append(words)
        for owner in reversed(by_owner):
            lines = tuple(by_owner[owner])
            references = tuple(reference for line in lines for reference in references_in(line))
            right, wrong = _placed(kind, before, after)
            met_right = tuple(each for each in right if _covers(references, each))
            met_wrong = tuple(each for each in wrong if _covers(references, each))
            standing: Standing = "met" if met_right else "wrong order" if met_wrong else "open" if references else "names no code"
            yield Obligation(
                kind, code, owner, lines, standing, met_right or met_wrong, any(_CONDITION.search(line) for line in lines)
            )


def _placed(kind: ObligationKind, before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """The other codes in the places that a note wants, and in those that it does not want."""
    if kind == "code_also":
        return before + after, []
    return (before, after) if kind == "code_first" else (after, before)


def _covers(references: Sequence[Reference], code: str) -> bool:
    return any(reference.covers(code) for reference in references)
