"""Invented 834: people who join a plan with their families, change it, or leave it (005010X220A1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.codes import birth_month
from superbill.x12.tools.invent.people import TOWNS, employer_number, npi, person, telephone
from superbill.x12.tools.invent.pieces import Block, Pool, day, segment, shares

POOL = 120


@dataclass(frozen=True, slots=True)
class Change:
    """What happens: maintenance code, its reason, and whether the coverage ends."""

    code: str
    reason: str
    ends: bool = False


CHANGES = (Change("021", "28"), Change("021", "28"), Change("001", "43"), Change("021", "41"), Change("024", "07", ends=True))


def bodies(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """What stands between ST and SE, set after set, until so many members are told."""
    shift = chance.randrange(1_000_000)
    pool = Pool(lambda number: _family(number, on=on, chance=chance), size=POOL)
    first = 0
    for index, share in enumerate(shares(claims, each=per_set)):
        out = [_head(shift + index, index, on=on)]
        for number, block in pool.up_to(share, first=first):
            out.append(block.fill({"a": f"G{shift % 10_000:04d}", "phone": telephone(number), **person(shift + number)}))
            first = number + 1
        yield "".join(out)


def _head(number: int, index: int, *, on: date) -> str:
    town = TOWNS[number % len(TOWNS)]
    return (
        segment("BGN", "00", f"E{on:%y%m%d}{index + 1:05d}", day(on), "1030", "", "", "", "2")
        + segment("REF", "38", f"G{number % 10_000:04d}")
        + segment("DTP", "007", "D8", day(on))
        + segment("N1", "P5", f"{town.name} WORKS", "FI", employer_number(number))
        + segment("N1", "IN", "ACORN HEALTH PLAN", "FI", employer_number(9_000_001))
    )


def _family(number: int, *, on: date, chance: Random) -> Block:
    """A subscriber alone, or with spouse and child."""
    change = CHANGES[number % len(CHANGES)]
    whole = number % 3 == 1
    level = "FAM" if whole else "IND"
    woman = number % 2 == 0
    text = _member(change, "18", "%(woman)s" if woman else "%(man)s", "F" if woman else "M", 38, level, on=on, chance=chance)
    if whole:
        text += _member(change, "01", "%(man)s" if woman else "%(woman)s", "M" if woman else "F", 37, level, on=on, chance=chance)
        text += _member(change, "19", "%(kid)s", "F", 9, level, on=on, chance=chance)
    elif number % 4 == 0:
        text += _reporting()
    return Block(text, claims=3 if whole else 1)


def _member(change: Change, relationship: str, first: str, sex: str, age: int, level: str, *, on: date, chance: Random) -> str:
    """One person: INS to the coverage."""
    own, ends = relationship == "18", day(on - timedelta(days=on.day))
    begins = day(date(on.year, on.month, 1))
    work = "" if not own else "TE" if change.ends else "FT"
    out = segment("INS", "Y" if own else "N", relationship, change.code, change.reason, "A", "", "", work)
    out += segment("REF", "0F", "%(member)s") + segment("REF", "1L", "%(a)s")
    out += segment("DTP", "357", "D8", ends) if change.ends else segment("DTP", "356", "D8", begins)
    out += segment(
        "NM1", "IL", "1", "%(last)s", first, "%(middle)s" if own else "", "", "", *(("ZZ", "%(other)s") if own else ())
    )
    out += segment("PER", "IP", "", "HP", "%(phone)s") if own else ""
    town = TOWNS[chance.randrange(len(TOWNS))] if own else None
    out += town.segments("%(house)s") if town else ""
    out += segment("DMG", "D8", birth_month(chance, age=age, on=on) + "%(day)s", sex, "M" if own else "")
    return out + _coverage(change, level, begins=begins, ends=ends, own=own, chance=chance)


def _coverage(change: Change, level: str, *, begins: str, ends: str, own: bool, chance: Random) -> str:
    out = segment("HD", change.code, "", "HLT", "GOLD PLAN", level if own else "")
    out += segment("DTP", "349", "D8", ends) if change.ends else segment("DTP", "348", "D8", begins)
    if change.ends or not own:
        return out
    clinician = ("STERLING", "ADA", "", "", "", "XX", npi(7_000_000 + chance.randrange(1000)), "72")
    return out + segment("LX", "1") + segment("NM1", "P3", "1", *clinician)


def _reporting() -> str:
    """A category that the sponsor wants reported, between LS and LE."""
    return (
        segment("LS", "2700")
        + segment("LX", "1")
        + segment("N1", "75", "DIVISION")
        + segment("REF", "17", "NORTH")
        + segment("LE", "2700")
    )
