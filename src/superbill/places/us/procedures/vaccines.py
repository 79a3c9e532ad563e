"""Vaccines that were given: the product, and the giving as the payer and the day want it.

Sources: CPT, immunization administration (numbers only; 90480 since September 11, 2023); Medicare Claims Processing Manual (Pub. 100-04),
chapter 18, section 10 (G0008 influenza, G0009 pneumococcal, G0010 hepatitis B).
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from superbill.basics.days import FOREVER
from superbill.claims.note import Evidence, Note
from superbill.coding.mentions import line_at, lines_of
from superbill.coding.procedures.done import Kind, Standing, standing
from superbill.coding.procedures.lookup import Lookup, small
from superbill.coding.procedures.service import ServiceAside, ServicesFound, SuggestedService
from superbill.coding.sections import MEDICATIONS

SOURCE = (
    "CPT, immunization administration (numbers only); Medicare Claims Processing Manual (Pub. 100-04), chapter 18, section 10"
)
_GROUPS = {"influenza": "G0008", "pneumococcal": "G0009", "hepatitis-b": "G0010"}
_COVID_SINCE = date(2023, 9, 11)
_VACCINE = re.compile(
    r"\b(?:vaccin\w*|immuni[sz]\w*|shots?|booster|dose|given|administered|received|gave|im|deltoid|thigh)\b", re.IGNORECASE
)
_NO_SHOT = re.compile(
    r"\b(?:test(?:ed|ing)?|swab|antigen|pcr|titer|rapid|infection|symptoms|exposure|positive|negative|panel|immunity|screen\w*)\b",
    re.IGNORECASE,
)
_COUNSELLED = "Was the patient under 19 and counselled by the clinician? Then 90460 and 90461 tell it instead."


@dataclass(frozen=True, slots=True)
class Vaccine:
    """One product. `code` is empty where the note's word names several; `how` is shot, nose or mouth."""

    words: str
    code: str
    name: str
    group: str
    how: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class GivenVaccine:
    """A vaccine in the note, with its words and whether it was given here."""

    vaccine: Vaccine
    evidence: Evidence
    standing: Standing


@cache
def vaccines() -> tuple[Vaccine, ...]:
    """The table in its order: what is named more exactly first."""
    text = files(__package__).joinpath("vaccines.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return tuple(
        Vaccine(
            row["words"], row["code"], row["name"], row["group"], row["how"],
            date.fromisoformat(row["since"]) if row["since"] else date.min, date.fromisoformat(row["until"]) if row["until"] else FOREVER,
        )
        for row in rows
    )  # fmt: skip


@cache
def _lookup() -> Lookup:
    return Lookup([vaccine.words for vaccine in vaccines()])


def suggest_vaccines(note: Note, *, on: date, medicare: bool, valid: Callable[[str], bool | None]) -> ServicesFound:
    """Each product that was given, and its giving: by G codes for Medicare, by the first and each more for others."""
    given: list[GivenVaccine] = []
    aside: list[ServiceAside] = []
    for one in _named(note, on=on):
        if one.standing.reason:
            aside.append(ServiceAside(one.vaccine.name, one.evidence, one.standing.reason))
        elif one.vaccine.name not in {other.vaccine.name for other in given}:
            given.append(one)
    products = [_product(one) for one in given if one.vaccine.code and valid(one.vaccine.code) is not False]
    return ServicesFound((*products, *_giving(given, on=on, medicare=medicare)), tuple(aside))


def _named(note: Note, *, on: date) -> Iterator[GivenVaccine]:
    taken: list[tuple[int, int]] = []
    lines = lines_of(note)
    for number, match in sorted(_lookup().find(small(note.text)), key=lambda one: one[0]):
        vaccine = vaccines()[number]
        if vaccine.since <= on < vaccine.until:
            line = line_at(lines, *match.span())
            here = line.sentence if line else None
            if (
                here is None
                or here.section == MEDICATIONS
                or any(match.start() < end and start < match.end() for start, end in taken)
            ):
                continue
            words = note.text[here.start : here.end]
            if not _VACCINE.search(words) or _NO_SHOT.search(words):
                continue
            taken.append(match.span())
            evidence = Evidence(*match.span(), note.text[match.start() : match.end()], here.section)
            yield GivenVaccine(vaccine, evidence, standing(note, here, *match.span(), kind=Kind.DRUG))


def _product(one: GivenVaccine) -> SuggestedService:
    gaps = (one.standing.doubt,) if one.standing.doubt else ()
    return SuggestedService(
        one.vaccine.code, one.vaccine.name, 1, (one.evidence,), 42 if gaps else 84, (one.standing.why, "The product as the note names it."), gaps,
        source=SOURCE, rule=f"vaccine {one.vaccine.code}",
    )  # fmt: skip


def _giving(given: Sequence[GivenVaccine], *, on: date, medicare: bool) -> Iterator[SuggestedService]:
    rest = []
    for one in given:
        group = one.vaccine.group
        if group == "covid":
            gap = "" if one.vaccine.code else "Which product of COVID-19 vaccine was it, and of which age?"
            if on >= _COVID_SINCE:
                yield _administered(
                    "90480", "giving a COVID-19 vaccine", (one,), "It has a code of its own for every payer.", gap
                )
        elif medicare and group in _GROUPS:
            yield _administered(
                _GROUPS[group], f"giving a vaccine, {group}", (one,), "Medicare Part B takes this code for the giving."
            )
        else:
            rest.append(one)
    shots = [one for one in rest if one.vaccine.how == "shot"]
    others = [one for one in rest if one.vaccine.how != "shot"]
    ask = "" if medicare else _COUNSELLED
    if shots:
        yield _administered("90471", "giving a vaccine by needle, the first", shots[:1], "The first shot of the visit.", ask)
        if len(shots) > 1:
            yield _administered(
                "90472",
                "giving a vaccine by needle, each more",
                shots[1:],
                f"{len(shots) - 1} more by needle.",
                units=len(shots) - 1,
            )
    elif others:
        yield _administered(
            "90473", "giving a vaccine by nose or mouth, the first", others[:1], "The first of the visit, and not by needle.", ask
        )
        others = others[1:]
    if others:
        yield _administered(
            "90474", "giving a vaccine by nose or mouth, each more", others, f"{len(others)} beside the first.", units=len(others)
        )


def _administered(
    code: str, name: str, given: Sequence[GivenVaccine], why: str, gap: str = "", *, units: int = 1
) -> SuggestedService:
    doubts = tuple(one.standing.doubt for one in given if one.standing.doubt)[:1]
    sure = 42 if doubts else 88 if not gap else 80
    return SuggestedService(
        code, name, units, tuple(one.evidence for one in given), sure, (given[0].standing.why, why), tuple(filter(None, (*doubts, gap))),
        source=SOURCE, rule=f"vaccine giving {code}",
    )  # fmt: skip
