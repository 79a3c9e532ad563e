"""Invented 837: what professional, institutional and dental claims share, from the billing provider down to the other payer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.codes import Case, Decided, adjusted, birth_month, decide
from superbill.x12.tools.invent.people import (
    LAST,
    MEDICARE,
    MEDICARE_A,
    PAYERS,
    TOWNS,
    WOMEN,
    Payer,
    Town,
    employer_number,
    npi,
    person,
    telephone,
)
from superbill.x12.tools.invent.pieces import Block, Pool, day, money, segment, shares, table

POOL = 240
PER_PROVIDER = 25


@dataclass(frozen=True, slots=True)
class Plan:
    """Who the patient is, and which other payer there is.

    `who` is self, spouse, child, or family (the subscriber and a child). `other` is empty, `lines` or `whole` (a payer has decided
    before, line by line or for the claim), or `later` (a second payer is still to come).
    """

    who: str
    other: str = ""
    replaces: bool = False


PLANS = [
    Plan(who, other, bool(replaces))
    for who, other, replaces in table("""
self   |       |
child  |       |
self   | lines |
spouse |       |
self   |       |
family |       |
self   | whole |
self   |       | replaces
child  | lines |
self   | later |
""")
]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a claim is written from: the case, who and why, the payers, the day of the file, and chance.

    `first` is the patient's first name and `other_first` that of the one who has the other policy: both places to fill in.
    """

    case: Case
    plan: Plan
    payer: Payer
    other: Payer
    town: Town
    first: str
    other_first: str
    sex: str
    born: str
    on: date
    chance: Random

    @property
    def relationship(self) -> str:
        """The patient's to the subscriber, as SBR02 and PAT01 say it."""
        return {"self": "18", "spouse": "01", "child": "19"}[self.plan.who]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of 837: its cases, how its claim loop (2300) is written, and who bills it.

    `write` takes the setting and where the claim's number is filled in.
    """

    cases: Sequence[Case]
    write: Callable[[Setting, str], str]
    taxonomy: str
    suffixes: tuple[str, ...]
    medicare: Payer = MEDICARE
    persons: bool = True


def bodies(kind: Kind, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """What stands between ST and SE, set after set, until so many claims are written."""
    shift = chance.randrange(1_000_000)
    pool = Pool(lambda number: _subscriber(kind, number, on=on, chance=chance), size=POOL)
    subscriber, claim = 0, 1
    for index, share in enumerate(shares(claims, each=per_set)):
        out, level = [_head(index, on=on)], 1
        for part in shares(share, each=PER_PROVIDER):
            up = level
            out.append(_billing(kind, shift + subscriber, level))
            clinicians = _clinicians(kind, shift + subscriber)
            level += 1
            for number, block in pool.up_to(part, first=subscriber):
                values: dict[str, object] = {"up": up, "hl": level, "hl2": level + 1, "clinician": clinicians[number % 4]}
                values |= {"a": f"V{claim:08d}", "b": f"V{claim + 1:08d}", **person(shift + number)}
                out.append(block.fill(values))
                level, claim, subscriber = level + block.levels, claim + block.claims, number + 1
        yield "".join(out)


def _head(index: int, *, on: date) -> str:
    return (
        segment("BHT", "0019", "00", f"B{on:%y%m%d}{index + 1:05d}", day(on), "1030", "CH")
        + segment("NM1", "41", "2", "SUNNYSIDE BILLING", "", "", "", "", "46", "SUNNYSIDE")
        + segment("PER", "IC", "CLAIMS DESK", "TE", telephone(1), "EM", "CLAIMS@SUNNYSIDE.EXAMPLE")
        + segment("NM1", "40", "2", "CLEARWAY EXCHANGE", "", "", "", "", "46", "CLEARWAY")
    )


def _is_person(kind: Kind, number: int) -> bool:
    return kind.persons and number % 5 == 4


def _billing(kind: Kind, number: int, level: int) -> str:
    town, plus4 = TOWNS[number % len(TOWNS)], f"{number % 8999 + 1001}"
    if _is_person(kind, number):
        who = ("1", LAST[number % 89], WOMEN[number % 37])
    else:
        who = ("2", f"{town.name} {kind.suffixes[number % len(kind.suffixes)]}", "")
    return (
        segment("HL", level, "", "20", "1")
        + segment("PRV", "BI", "PXC", kind.taxonomy)
        + segment("NM1", "85", *who, "", "", "", "XX", npi(number * 5 + 4))
        + town.segments(f"{number % 900 + 100} CLINIC WAY", plus4=plus4)
        + segment("REF", "EI", employer_number(number))
        + segment("PER", "IC", "BILLING OFFICE", "TE", telephone(number))
    )


def _clinicians(kind: Kind, number: int) -> list[str]:
    """NM1 and PRV of four clinicians, for `%(clinician)s`; empty where the billing provider is a person and so the clinician."""
    if _is_person(kind, number):
        return [""] * 4
    return [
        clinician("82", number * 5 + each) + segment("PRV", "PE", "PXC", kind.taxonomy)
        for each in range(4)
    ]  # fmt: skip


def clinician(role: str, number: int) -> str:
    """NM1 of a clinician in a role such as 82 (rendering) or DN (referring)."""
    return segment("NM1", role, "1", LAST[number * 7 % len(LAST)], WOMEN[number % len(WOMEN)], "", "", "", "XX", npi(number))


# --- who


def _subscriber(kind: Kind, number: int, *, on: date, chance: Random) -> Block:
    """A subscriber with the claims of its family: HL 22, and HL 23 for a dependent."""
    case, plan = kind.cases[number % len(kind.cases)], PLANS[number % len(PLANS)]
    if case.age < 18:
        plan = replace(plan, who="child")
    elif case.age >= 65 or plan.who == "child":
        plan = replace(plan, who="self")
    if plan.who == "family":
        return _family(kind, case, number, on=on, chance=chance)
    setting = _setting(kind, case, plan, number, on=on, chance=chance)
    head = _insured(setting, children=plan.who != "self") + (_dependent(setting) if plan.who != "self" else "")
    return Block(head + kind.write(setting, "%(a)s"), levels=1 if plan.who == "self" else 2)


def _family(kind: Kind, case: Case, number: int, *, on: date, chance: Random) -> Block:
    """The subscriber's own claim and a child's."""
    children = [each for each in kind.cases if each.age < 18]
    parent = _setting(kind, case, Plan("self"), number, on=on, chance=chance)
    child = _setting(kind, children[number % len(children)], Plan("child"), number, on=on, chance=chance)
    own = _insured(parent, children=True) + kind.write(parent, "%(a)s")
    return Block(own + _dependent(child) + kind.write(child, "%(b)s"), claims=2, levels=2)


def _setting(kind: Kind, case: Case, plan: Plan, number: int, *, on: date, chance: Random) -> Setting:
    woman = case.has("woman") or (number % 2 == 0 and not case.has("man"))
    payer, other = PAYERS[number % len(PAYERS)], PAYERS[(number + 3) % len(PAYERS)]
    if case.age >= 65:
        decided_before = plan.other in ("lines", "whole")
        payer, other = (payer, kind.medicare) if decided_before else (kind.medicare, payer)
    first, other_first = ("%(woman)s", "%(man)s") if woman else ("%(man)s", "%(woman)s")
    return Setting(
        case=case,
        plan=plan,
        payer=payer,
        other=other,
        town=TOWNS[number % len(TOWNS)],
        first="%(kid)s" if plan.who == "child" else first,
        other_first=first if plan.who == "self" else other_first,
        sex="F" if woman else "M",
        born=birth_month(chance, age=case.age, on=on) + "%(day)s",
        on=on,
        chance=chance,
    )


def _insured(setting: Setting, *, children: bool) -> str:
    """The subscriber and the payer (2000B, 2010BA, 2010BB); address and birth only where the subscriber is the patient."""
    is_patient = setting.plan.who == "self"
    first = setting.first if is_patient else setting.other_first
    rank = "S" if setting.plan.other in ("lines", "whole") else "P"
    group = "" if setting.payer in (MEDICARE, MEDICARE_A) else f"G{setting.payer.id}"
    out = segment("HL", "%(hl)s", "%(up)s", "22", "1" if children else "0")
    out += segment("SBR", rank, "18" if is_patient else "", group, "", "", "", "", "", setting.payer.filing)
    out += segment("NM1", "IL", "1", "%(last)s", first, "%(middle)s" if is_patient else "", "", "", "MI", member(setting.payer))
    if is_patient:
        out += setting.town.segments("%(house)s") + segment("DMG", "D8", setting.born, setting.sex)
    return out + segment("NM1", "PR", "2", setting.payer.name, "", "", "", "", "PI", setting.payer.id)


def _dependent(setting: Setting) -> str:
    """The patient who is not the subscriber (2000C, 2010CA)."""
    return (
        segment("HL", "%(hl2)s", "%(hl)s", "23", "0")
        + segment("PAT", setting.relationship)
        + segment("NM1", "QC", "1", "%(last)s", setting.first)
        + setting.town.segments("%(house)s")
        + segment("DMG", "D8", setting.born, setting.sex)
    )


def member(payer: Payer, *, place: str = "member") -> str:
    """Where the member number is filled in; Medicare's have a form of their own."""
    return "%(mbi)s" if payer in (MEDICARE, MEDICARE_A) else f"%({place})s"


# --- the other payer


def decisions(setting: Setting, charges: Sequence[int]) -> list[Decided]:
    """What the payer before decided: on each line, on the whole claim, or (an empty list) nothing."""
    if setting.plan.other == "lines":
        return [decide(each, setting.chance) for each in charges]
    return [decide(sum(charges), setting.chance)] if setting.plan.other == "whole" else []


def other_coverage(setting: Setting, decided: Sequence[Decided]) -> str:
    """The other payer (2320, 2330A, 2330B); with what it paid, where it has decided."""
    if not setting.plan.other:
        return ""
    whole = setting.plan.other == "whole"
    group = "" if setting.other in (MEDICARE, MEDICARE_A) else f"G{setting.other.id}"
    rank = "S" if setting.plan.other == "later" else "P"
    out = segment("SBR", rank, setting.relationship, group, "", "", "", "", "", setting.other.filing)
    if decided:
        out += adjusted(decided[0].adjustments) if whole else ""
        out += segment("AMT", "D", money(sum(each.paid for each in decided)))
        out += segment("AMT", "EAF", money(decided[0].patient_share)) if whole else ""
    out += segment("OI", "", "", "Y", "", "", "Y")
    out += segment("NM1", "IL", "1", "%(last)s", setting.other_first, "", "", "", "MI", member(setting.other, place="other"))
    out += setting.town.segments("%(house)s")
    out += segment("NM1", "PR", "2", setting.other.name, "", "", "", "", "PI", setting.other.id)
    if whole:
        out += segment("DTP", "573", "D8", day(_decided_on(setting)))
    return out + (segment("REF", "F8", f"K%(a)s{setting.other.id}") if decided else "")


def line_decision(setting: Setting, decided: Decided, *, service: str, units: int, revenue: str = "") -> str:
    """What the other payer decided on a line (2430)."""
    return (
        segment("SVD", setting.other.id, money(decided.paid), service, revenue, units)
        + adjusted(decided.adjustments)
        + segment("DTP", "573", "D8", day(_decided_on(setting)))
        + (segment("AMT", "EAF", money(decided.patient_share)) if decided.patient_share else "")
    )


def _decided_on(setting: Setting) -> date:
    return setting.on - timedelta(days=2)
