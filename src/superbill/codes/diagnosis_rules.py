"""What the book says of one diagnosis code on a day: whether it may be billed, what is missing, its sides, its flags.

    status_of(book, "S52.50", on=day)      not billable: needs more characters, with the choices
    sides_of(book, "M25.569", on=day)      {"right": "M25.561", "left": "M25.562", "unspecified": "M25.569"}
    flags_of(book, "F02.80", on=day)       a manifestation: never listed first

Source: ICD-10-CM Official Guidelines for Coding and Reporting, section I.A (conventions) and I.B (2 and 3: level of detail, 13:
laterality); ages and manifestations as in the Medicare code editors of CMS.
"""

import csv
import gzip
import io
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal

from superbill.codes.icd10cm import Icd10cm, Icd10cmCode, dotted
from superbill.codes.terms import key_of_term, tokens_of

Lacks = Literal["characters", "seventh", "side"]
"""More characters; a 7th character; the side of the body."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a code lacks, and what may be chosen: the code that results, and what it means."""

    what: Lacks
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Status:
    """A code on a day. `why` says in words why it may not be billed, and is empty when it may.

    `missing` may be told of a code that can be billed too: it says no side, and there are codes for the sides. `near` are codes that
    may have been meant where there is none.
    """

    code: str
    known: Icd10cmCode | None
    why: str
    missing: tuple[Missing, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def is_billable(self) -> bool:
        """Whether it may stand on a claim of that day."""
        return not self.why


@dataclass(frozen=True, slots=True)
class Flags:
    """What edits look at. `sex` is F, M or empty; `ages` in completed years, both ends included; `poa_exempt` None: the list is not installed."""

    sex: str
    ages: tuple[int, int] | None
    is_manifestation: bool
    is_external_cause: bool
    poa_exempt: bool | None


def status_of(book: Icd10cm, code: str, *, on: date) -> Status:
    """Whether a code is valid and billable on a day, and what is missing."""
    book = book.on_day(on)
    known = book.find(code, on=on)
    if known is None:
        return Status(dotted(code), None, _why_unknown(book, code, on), near=book.near(code))
    if known.billable:
        sides = sides_of(book, code, on=on)
        open_side = sides.get("unspecified") == known.code
        choices = tuple((each, side) for side, each in sides.items() if each != known.code)
        return Status(known.code, known, "", (Missing("side", choices),) if open_side else ())
    below = book.children(known.code)
    if all(child.seventh for child in below):
        meanings = book.sevenths(known.code)
        choices = tuple((child.code, meanings.get(child.seventh, child.title)) for child in below)
        return Status(known.code, known, f"{known.code} needs a 7th character.", (Missing("seventh", choices),))
    missing = [Missing("characters", tuple((child.code, child.title) for child in below))]
    sides = _sides(below[0], below)
    if len(sides) == len(below):
        missing.append(Missing("side", tuple((each, side) for side, each in sides.items())))
    return Status(known.code, known, f"{known.code} is a heading and needs more characters.", tuple(missing))


def _why_unknown(book: Icd10cm, code: str, on: date) -> str:
    times = book.history(code)
    if ended := [each for each in times if each.period.until <= on]:
        return f"{ended[-1].code} ended on {ended[-1].period.until.isoformat()}."
    if times:
        return f"{times[0].code} holds from {times[0].period.since.isoformat()} on."
    return f"{dotted(code)[:12]} is not an ICD-10-CM code."


def sides_of(book: Icd10cm, code: str, *, on: date) -> dict[str, str]:
    """The codes beside this one that mean the same on another side of the body: right, left, bilateral, unspecified.

    Empty where the side makes no difference. The code itself is among them; a 7th character stays as it is.
    """
    book = book.on_day(on)
    known = book.find(code, on=on)
    if known is None:
        return {}
    stem = book.find(known.parent, on=on) if known.seventh else known
    if stem is None:
        return {}
    sides = _sides(stem, book.children(stem.parent))
    if not known.seventh:
        return sides
    return {side: (each if "." in each else f"{each}.").ljust(7, "X") + known.seventh for side, each in sides.items()}


def _sides(code: Icd10cmCode, beside: tuple[Icd10cmCode, ...]) -> dict[str, str]:
    """The codes that differ from this one by the side in their titles alone; nothing unless a right and a left one are among them."""
    found: dict[str, str] = {}
    for each in beside:
        if _means_the_same(code, each):
            side = _side(each)
            if not side or side in found:
                return {}
            found[side] = each.code
    return found if {"right", "left"} <= found.keys() else {}


def _side(code: Icd10cmCode) -> str:
    named = {token.side for token in tokens_of(code.title)} - {""}
    return named.pop() if len(named) == 1 else "" if named else "unspecified"


def _means_the_same(one: Icd10cmCode, other: Icd10cmCode) -> bool:
    """Whether two titles have the same telling words; one that says "bilateral" need not name the paired organ."""
    differing = {*key_of_term(one.title).split()} ^ {*key_of_term(other.title).split()}
    return not differing or (len(differing) == 1 and "bilateral" in (_side(one), _side(other)))


def flags_of(book: Icd10cm, code: str, *, on: date) -> Flags:
    """What edits look at. Raises `UnknownCode`."""
    known = book.get(code, on=on)
    return Flags(
        known.sex, known.ages, is_manifestation(known.code, on=on), known.chapter == "20", book.is_poa_exempt(known.code, on=on)
    )


def is_manifestation(code: str, *, on: date) -> bool:
    """Whether a code stands for a manifestation, which is never listed first (Guidelines, section I.A.13)."""
    day = int(on.strftime("%Y%m%d"))
    return any(since <= day < until for since, until in _manifestations().get(dotted(code), ()))


@cache
def _manifestations() -> dict[str, tuple[tuple[int, int], ...]]:
    content = gzip.decompress((files("superbill.codes") / "data" / "icd10cm_manifestations.csv.gz").read_bytes()).decode("utf-8")
    held: dict[str, tuple[tuple[int, int], ...]] = {}
    for row in csv.DictReader(line for line in io.StringIO(content) if not line.startswith("#")):
        held[row["code"]] = (*held.get(row["code"], ()), (int(row["since"] or 0), int(row["until"] or 99_999_999)))
    return held
