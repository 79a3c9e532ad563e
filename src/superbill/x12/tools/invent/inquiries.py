"""Invented 270, 271, 276 and 277: is somebody covered, what has become of a claim, and the answers.

All four go down the same levels: payer, who asks, (provider,) subscriber, dependent. What differs is told once for each kind.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.codes import birth_month, decide, priced, recent
from superbill.x12.tools.invent.people import PAYERS, TOWNS, Town, employer_number, npi, person, telephone
from superbill.x12.tools.invent.pieces import Block, Pool, day, money, segment, shares
from superbill.x12.tools.invent.professional import CASES

POOL = 120


@dataclass(frozen=True, slots=True)
class Asked:
    """About whom: the place of a first name, role in NM101, the number that only a subscriber has, and chance."""

    first: str
    role: str
    id: tuple[str, str]
    sex: str
    born: str
    town: Town
    number: int
    on: date
    chance: Random

    def name(self) -> str:
        """NM1."""
        return segment("NM1", self.role, "1", "%(last)s", self.first, "", "", "", *self.id)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the four: what BHT says, who asks, and the segments of a patient below its HL."""

    begin: tuple[str, str, str]
    write: Callable[[Asked], str]
    dependent: str
    is_status: bool = False
    is_answer: bool = False


def bodies(kind: Kind, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """What stands between ST and SE, set after set, until so many patients are asked for."""
    shift = chance.randrange(1_000_000)
    pool = Pool(lambda number: _block(kind, number, on=on, chance=chance), size=POOL)
    first = 0
    for index, share in enumerate(shares(claims, each=per_set)):
        out, level, up = [_head(kind, shift + index, index, on=on)], 4 if kind.is_status else 3, 3 if kind.is_status else 2
        for number, block in pool.up_to(share, first=first):
            values: dict[str, object] = {"up": up, "hl": level, "hl2": level + 1, "trace": f"T{number + 1:08d}"}
            out.append(block.fill({**values, "a": f"V{number + 1:08d}", **person(shift + number)}))
            level += block.levels
            first = number + 1
        yield "".join(out)


def _head(kind: Kind, number: int, index: int, *, on: date) -> str:
    structure, purpose, type_ = kind.begin
    payer = PAYERS[number % len(PAYERS)]
    practice = (f"{TOWNS[number % len(TOWNS)].name} CLINIC", "", "", "", "", "XX", npi(number * 5 + 4))
    out = segment("BHT", structure, purpose, f"Q{on:%y%m%d}{index + 1:05d}", day(on), "1030", type_)
    out += segment("HL", 1, "", "20", "1") + segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.id)
    out += segment("PER", "IC", "HELP DESK", "TE", telephone(9)) if kind.is_answer else ""
    out += segment("HL", 2, 1, "21", "1")
    if not kind.is_status:
        return out + segment("NM1", "1P", "2", *practice)
    out += segment("NM1", "41", "2", "SUNNYSIDE BILLING", "", "", "", "", "46", "SUNNYSIDE")
    return out + segment("HL", 3, 2, "19", "1") + segment("NM1", "1P", "2", *practice)


def _block(kind: Kind, number: int, *, on: date, chance: Random) -> Block:
    """One patient: the subscriber, or (every third) a child below the subscriber."""
    child, woman = number % 3 == 2, number % 2 == 0
    adult, role = "%(woman)s" if woman else "%(man)s", kind.dependent if child else "IL"
    asked = Asked(
        first="%(kid)s" if child else adult,
        role=role,
        id=("", "") if child else ("MI", "%(member)s"),
        sex="F" if woman else "M",
        born=birth_month(chance, age=7 if child else 40 + number % 30, on=on) + "%(day)s",
        town=TOWNS[number % len(TOWNS)],
        number=number,
        on=on,
        chance=chance,
    )
    out = segment("HL", "%(hl)s", "%(up)s", "22", "1" if child else "0")
    if child:
        out += segment("NM1", "IL", "1", "%(last)s", adult, "", "", "", "MI", "%(member)s")
        out += segment("HL", "%(hl2)s", "%(hl)s", "23", "" if kind.is_status else "0")
    return Block(out + kind.write(asked), levels=2 if child else 1)


def _trace(who: str) -> str:
    return segment("TRN", who, "%(trace)s", f"9{employer_number(77)}")


def _born(asked: Asked) -> str:
    return segment("DMG", "D8", asked.born, asked.sex)


def _is_eligible(asked: Asked) -> str:
    """270: the patient, and the question about the plan (30) or certain services."""
    what = ("30", "35", "98", "UC", "88")[asked.number % 5]
    out = _trace("1") + asked.name() + _born(asked)
    out += segment("INS", "N", "19") if asked.role == "03" else ""
    return out + segment("DTP", "291", "D8", day(asked.on)) + segment("EQ", what)


def _eligible(asked: Asked) -> str:
    """271: covered, with copay, coinsurance and deductible; or covered no more; or not found."""
    out = _trace("2") + asked.name()
    story = asked.number % 8
    if story == 5:
        return out + segment("AAA", "N", "", "67" if asked.role == "03" else "75", "C")
    out += asked.town.segments("%(house)s") + _born(asked)
    out += segment("INS", "N", "19") if asked.role == "03" else segment("INS", "Y", "18")
    begun = date(asked.on.year, 1, 1)
    out += segment("DTP", "346", "D8", day(begun))
    if story == 6:
        return out + segment("EB", "6", "", "30") + segment("DTP", "349", "D8", day(asked.on - timedelta(days=20)))
    share, copay, deductible = (
        asked.chance.choice((".1", ".2", ".3")),
        asked.chance.randrange(15, 60, 5),
        asked.chance.randrange(3, 30),
    )
    met = asked.chance.randrange(0, deductible * 100)
    out += segment("EB", "1", "IND", "30", "HM", "GOLD PLAN")
    out += segment("EB", "1", "IND", "1^33^35^47^86^88^98^AL^MH^UC")
    out += segment("EB", "B", "IND", "98", "", "", "27", copay, "", "", "", "", "Y")
    out += segment("EB", "A", "IND", "30", "", "", "27", "", share, "", "", "", "Y")
    out += segment("EB", "C", "IND", "30", "", "", "23", deductible * 100, "", "", "", "", "Y")
    out += segment("EB", "C", "IND", "30", "", "", "29", deductible * 100 - met, "", "", "", "", "Y")
    out += segment("EB", "L", "", "30") + segment("LS", "2120")
    clinician = ("STERLING", "ADA", "", "", "", "XX", npi(7_000_000 + asked.number))
    return out + segment("NM1", "P3", "1", *clinician) + segment("LE", "2120")


def _has_come_to(asked: Asked) -> str:
    """276: the claim that is asked for, with its lines."""
    case = CASES[asked.number % len(CASES)]
    served, services = recent(asked.chance, on=asked.on, least=20), priced(case, asked.chance)
    out = _born(asked) + asked.name() + segment("TRN", "1", "%(trace)s")
    out += segment("REF", "EJ", "%(a)s") + segment("AMT", "T3", money(sum(each.cents * each.units for each in services)))
    out += segment("DTP", "472", "RD8", f"{day(served)}-{day(served)}")
    for index, each in enumerate(services, start=1):
        out += segment("SVC", f"HC:{each.code}", money(each.cents * each.units), "", "", "", "", each.units)
        out += segment("REF", "FJ", f"%(a)s{index}") + segment("DTP", "472", "D8", day(served))
    return out


def _came_to(asked: Asked) -> str:
    """277: paid, denied, still worked on, or not found."""
    case = CASES[asked.number % len(CASES)]
    served, services = recent(asked.chance, on=asked.on, least=20), priced(case, asked.chance)
    decided = [decide(each.cents * each.units, asked.chance) for each in services]
    charge, paid, today = sum(each.charge for each in decided), sum(each.paid for each in decided), day(asked.on)
    decided_on = day(asked.on - timedelta(days=5))
    out = asked.name() + segment("TRN", "2", "%(trace)s")
    story = asked.number % 4
    if story == 3:
        return out + segment("STC", "A4:35", today, "", money(charge), "0") + segment("REF", "EJ", "%(a)s")
    if story == 2:
        out += segment("STC", "P1:20", today, "", money(charge), "0")
    elif story == 1:
        out += segment("STC", "F2:107", today, "", money(charge), "0", decided_on)
    else:
        check = ("", decided_on, "C%(trace)s")
        out += segment("STC", "F1:65", today, "", money(charge), money(paid), decided_on, *check)
    out += segment("REF", "1K", "P%(a)s") + segment("REF", "EJ", "%(a)s")
    out += segment("DTP", "472", "RD8", f"{day(served)}-{day(served)}")
    for index, (each, result) in enumerate(zip(services, decided, strict=True), start=1):
        if story == 0:
            out += segment("SVC", f"HC:{each.code}", money(result.charge), money(result.paid), "", "", "", each.units)
            out += (
                segment("STC", "F1:65", today) + segment("REF", "FJ", f"%(a)s{index}") + segment("DTP", "472", "D8", day(served))
            )
    return out


ELIGIBILITY = Kind(("0022", "13", ""), _is_eligible, "03")
BENEFITS = Kind(("0022", "11", ""), _eligible, "03", is_answer=True)
STATUS = Kind(("0010", "13", ""), _has_come_to, "QC", is_status=True)
STATUSES = Kind(("0010", "08", "DG"), _came_to, "QC", is_status=True, is_answer=True)
