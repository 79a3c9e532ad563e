"""Invented 278: may this patient be treated, and the answer (005010X217); what came of it (X215); it has begun (X216).

A set is about one patient; `claims` counts services.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from random import Random

from superbill.x12.tools.invent.codes import birth_month, recent
from superbill.x12.tools.invent.people import PAYERS, TOWNS, employer_number, npi, person, telephone
from superbill.x12.tools.invent.pieces import day, segment, shares
from superbill.x12.tools.invent.professional import CASES

DECISIONS = ("A1", "A1", "A4", "A3")


@dataclass(frozen=True, slots=True)
class Kind:
    """What BHT02 and BHT06 say, whether it answers, and whether the answer decides."""

    purpose: str
    type: str = ""
    is_answer: bool = False
    decides: bool = False


def bodies(kind: Kind, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """What stands between ST and SE: one patient event, with its services."""
    shift = chance.randrange(1_000_000)
    for index, share in enumerate(shares(claims, each=per_set)):
        number = shift + index
        out = _head(kind, number, index, on=on) + _people(number, on=on, chance=chance)
        level = 5 if number % 3 == 2 else 4
        out += _event(kind, number, level, index, on=on)
        for at in range(1, share + 1):
            out += _service(kind, number + at, level + at, level, f"{index + 1:05d}{at:04d}", on=on, chance=chance)
        yield out


def _head(kind: Kind, number: int, index: int, *, on: date) -> str:
    payer, town = PAYERS[number % len(PAYERS)], TOWNS[number % len(TOWNS)]
    out = segment("BHT", "0007", kind.purpose, f"R{on:%y%m%d}{index + 1:05d}", day(on), "1030", kind.type)
    out += segment("HL", 1, "", "20", "1") + segment("NM1", "X3", "2", payer.name, "", "", "", "", "PI", payer.id)
    out += segment("PER", "IC", "REVIEW DESK", "TE", telephone(9)) if kind.is_answer else ""
    out += segment("HL", 2, 1, "21", "1")
    return out + segment("NM1", "1P", "2", f"{town.name} CLINIC", "", "", "", "", "XX", npi(number * 5 + 4))


def _people(number: int, *, on: date, chance: Random) -> str:
    """The subscriber, and every third time a child, who is the patient."""
    who, child, woman = person(number), number % 3 == 2, number % 2 == 0
    out = segment("HL", 3, 2, "22", "1")
    out += segment("NM1", "IL", "1", who["last"], who["woman" if woman else "man"], "", "", "", "MI", who["member"])
    if child:
        out += segment("HL", 4, 3, "23", "1") + segment("NM1", "QC", "1", who["last"], who["kid"])
    out += segment("DMG", "D8", birth_month(chance, age=8 if child else 45, on=on) + who["day"], "F" if woman else "M")
    return out + (segment("INS", "N", "19") if child else "")


def _event(kind: Kind, number: int, level: int, index: int, *, on: date) -> str:
    case = CASES[number % len(CASES)]
    out = segment("HL", level, level - 1, "EV", "1")
    out += segment("TRN", "2" if kind.is_answer else "1", f"E{index + 1:08d}", f"9{employer_number(77)}")
    out += segment("UM", "HS", "I", "2", "11:B")
    out += segment("HCR", "A1", f"C{index + 1:08d}") if kind.decides else ""
    out += segment("DTP", "AAH", "D8", day(on + timedelta(days=7)))
    return out + segment("HI", *(f"{'ABF' if at else 'ABK'}:{code}" for at, code in enumerate(case.diagnoses[:12])))


def _service(kind: Kind, number: int, level: int, up: int, trace: str, *, on: date, chance: Random) -> str:
    case = CASES[number % len(CASES)]
    service = case.services[0]
    out = segment("HL", level, up, "SS", "0")
    out += segment("TRN", "2" if kind.is_answer else "1", f"S{trace}", f"9{employer_number(77)}") + segment("UM", "HS", "I", "2")
    decision = DECISIONS[number % len(DECISIONS)]
    if kind.decides:
        certified = (f"C{trace}",) if decision == "A1" else ("", "0V") if decision == "A3" else ()
        out += segment("HCR", decision, *certified)
    ahead = on + (on - recent(chance, on=on))
    out += segment("DTP", "472", "D8", day(ahead))
    return out + segment("SV1", f"HC:{service.code}", service.cents // 100, "UN", service.units)


def _of(kind: Kind) -> Callable[..., Iterator[str]]:
    return partial(bodies, kind)


REQUESTS, RESPONSES = _of(Kind("13")), _of(Kind("11", "18", is_answer=True, decides=True))
INQUIRIES, INQUIRY_RESPONSES = _of(Kind("28")), _of(Kind("49", "RD", is_answer=True, decides=True))
NOTIFICATIONS, RECEIPTS = _of(Kind("CN", "RD")), _of(Kind("53", "18", is_answer=True))
