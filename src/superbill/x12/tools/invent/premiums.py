"""Invented 820: an employer pays premiums for its people (005010X218), an exchange pays a plan for its enrolments (005010X306)."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.people import TOWNS, employer_number, person, telephone
from superbill.x12.tools.invent.pieces import day, money, segment, shares, since_until

BANKS = ("01", "999999992", "DA", "4471100")


def deducted(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """Each person with what was paid for them; some owed less, which an adjustment tells."""
    shift = chance.randrange(1_000_000)
    for index, share in enumerate(shares(claims, each=per_set)):
        number, period, total, items = shift + index, _month(on), 0, ""
        for at in range(1, share + 1):
            who, billed = person(shift + index * per_set + at), chance.randrange(9_000, 90_000)
            less = 1_250 if at % 4 == 0 else 0
            total += billed - less
            items += segment("ENT", at, "2J", "EI", who["other"])
            items += segment("NM1", "IL", "1", who["last"], who["woman"], who["middle"], "", "", "N", who["member"])
            items += segment("RMR", "AZ", f"P{who['member']}", "", money(billed - less), money(billed))
            items += segment("DTM", "582", "", "", "", "RD8", period)
            items += segment("ADX", money(-less), "52") if less else ""
        payer = employer_number(number)
        accounts = (*BANKS, f"1{payer}", "", *BANKS)
        out = segment("BPR", "C", money(total), "C", "ACH", "CTX", *accounts, day(on))
        out += segment("TRN", "1", f"E{on:%y%m%d}{index + 1:05d}", f"1{payer}") + segment("DTM", "582", "", "", "", "RD8", period)
        out += segment("N1", "PE", "ACORN HEALTH PLAN", "FI", employer_number(9_000_001))
        out += segment("N1", "PR", f"{TOWNS[number % len(TOWNS)].name} WORKS", "FI", payer)
        yield out + segment("PER", "IC", "PAYROLL", "TE", telephone(8)) + items


def exchanged(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """Each enrolment with the tax credit that the exchange pays, and the fee that it keeps."""
    shift = chance.randrange(1_000_000)
    for index, share in enumerate(shares(claims, each=per_set)):
        period, total, items = _month(on), 0, ""
        for at in range(1, share + 1):
            who, credit = person(shift + index * per_set + at), chance.randrange(9_000, 60_000)
            fee = credit * 35 // 1000
            total += credit - fee
            items += segment("ENT", at) + segment("NM1", "IL", "1", who["last"], who["man"], "", "", "", "C1", who["member"])
            items += segment("REF", "38", "99999WI0010001") + segment("REF", "POL", f"X{who['member']}")
            for kind, cents in (("APTC", credit), ("UF", -fee)):
                items += segment("RMR", "ZZ", kind, "", money(cents)) + segment("DTM", "582", "", "", "", "RD8", period)
        out = segment("BPR", "I", money(total), "C", "ACH", "CTX", "", "", "", "", "", "", *BANKS, day(on))
        out += segment("TRN", "1", f"X{on:%y%m%d}{index + 1:05d}")
        out += segment("N1", "PE", "ACORN HEALTH PLAN", "FI", employer_number(9_000_001))
        yield out + segment("N1", "RM", "EXCHANGE OF NOWHERE", "58", "X77") + items


def _month(on: date) -> str:
    last = date(on.year, on.month, 1) - timedelta(days=1)
    return since_until(last.replace(day=1), last)
