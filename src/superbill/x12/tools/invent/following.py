"""Invented files of guides that follow another: predeterminations, claims reported to who collects them, an exchange's 834.

The claims are those of the 837 with what these guides have otherwise.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from random import Random

from superbill.x12.tools.invent import claims as invented_claims
from superbill.x12.tools.invent.codes import birth_month
from superbill.x12.tools.invent.institutional import INSTITUTIONAL
from superbill.x12.tools.invent.people import TOWNS, employer_number, person, telephone
from superbill.x12.tools.invent.pieces import END, day, money, segment, shares
from superbill.x12.tools.invent.professional import PROFESSIONAL

PREDETERMINATION = "PB"  # CLM19
_PAYER = re.compile(r"(?m)^NM1\*PR\*.*~\n(?:N3\*.*~\n)?(?:N4\*.*~\n)?(?:REF\*.*~\n)*(?=CLM\*|HL\*)")


def predeterminations(kind: invented_claims.Kind, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """Claims that say so in CLM19; a line has no day yet."""
    for body in invented_claims.bodies(kind, chance, claims=claims, on=on, per_set=per_set):
        segments = [each for each in body.split(END)[:-1] if not each.startswith("DTP*472*")]
        yield "".join(_asking(each) + END for each in segments)


def _asking(text: str) -> str:
    if not text.startswith("CLM*"):
        return text
    elements = text.split("*")
    return "*".join((*elements, *[""] * (19 - len(elements)), PREDETERMINATION))


PROFESSIONAL_PREDETERMINATIONS = partial(predeterminations, PROFESSIONAL)
INSTITUTIONAL_PREDETERMINATIONS = partial(predeterminations, INSTITUTIONAL)


def reports(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """Claims that go to the receiver of the data in place of a payer."""
    receiver = segment("NM1", "ZD", "2", "DATA OFFICE OF NOWHERE")
    for body in invented_claims.bodies(PROFESSIONAL, chance, claims=claims, on=on, per_set=per_set):
        yield _PAYER.sub(receiver, body)


def exchange_members(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """People who enrol in a plan through an exchange, each a subscriber, with the premium and the tax credit."""
    shift = chance.randrange(1_000_000)
    for index, share in enumerate(shares(claims, each=per_set)):
        out = segment("BGN", "00", f"X{on:%y%m%d}{index + 1:05d}", day(on), "1030", "", "", "", "2") + segment("QTY", "TO", share)
        parties = (("41", "EXCHANGE OF NOWHERE"), ("40", "CLEARWAY"), ("IN", "ACORN HEALTH PLAN"))
        out += "".join(segment("N1", role, name, "FI", employer_number(at)) for at, (role, name) in enumerate(parties, 9_000_001))
        for at in range(share):
            out += _member(shift + index * per_set + at, on=on, chance=chance)
        yield out


def _member(number: int, *, on: date, chance: Random) -> str:
    who, town, begins = person(number), TOWNS[number % len(TOWNS)], day(on.replace(day=1))
    out = segment("INS", "Y", "18", "021", "EC", "A", "", "", "AC")
    out += segment("REF", "0F", who["member"]) + segment("REF", "POL", f"X{who['member']}") + segment("DTP", "356", "D8", begins)
    out += segment("NM1", "IL", "1", who["last"], who["woman"]) + segment("PER", "IP", "", "HP", telephone(number))
    out += town.segments(who["house"]) + segment("DMG", "D8", birth_month(chance, age=30 + number % 30, on=on) + who["day"], "F")
    out += segment("HD", "021", "", "HLT", "SILVER PLAN") + segment("DTP", "348", "D8", begins)
    premium = chance.randrange(20_000, 80_000)
    credit = premium * chance.choice((0, 30, 60)) // 100
    out += segment("LS", "2700")
    for at, (what, cents) in enumerate((("PRE AMT 1", premium), ("APTC AMT", credit), ("TOT RES AMT", premium - credit)), 1):
        out += (
            segment("LX", at)
            + segment("N1", "75", what)
            + segment("REF", "9X", money(cents))
            + segment("DTP", "007", "D8", begins)
        )
    return out + segment("LE", "2700")
