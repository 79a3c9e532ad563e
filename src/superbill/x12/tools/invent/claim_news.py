"""Invented 277CA, 277 requests for additional information and 277 lists of pending claims: what a payer tells of claims it has.

All three go down the same levels: payer, who receives, provider, patient with one claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.people import PAYERS, TOWNS, npi, person, telephone
from superbill.x12.tools.invent.pieces import day, money, segment, shares

REFUSALS = ("A7:562:85", "A7:164:IL", "A3:21", "A8:453", "A6:255")
WANTED = ("18842-5", "11506-3", "34117-2", "28570-0")
PENDING = ("P1:20", "P2:46", "P3:123", "P4:52")


@dataclass(frozen=True, slots=True)
class News:
    """One claim of which something is told; `is_taken` is for a 277CA."""

    number: int
    cents: int
    served: date
    is_taken: bool

    @property
    def control(self) -> str:
        """CLM01."""
        return f"V{self.number + 1:08d}"

    def patient(self, level: int, up: int) -> str:
        """HL and NM1."""
        who = person(self.number)
        first = who["woman"] if self.number % 2 else who["man"]
        out = segment("HL", level, up, "PT")
        return out + segment("NM1", "QC", "1", who["last"], first, "", "", "", "MI", who["member"])

    def payer_number(self) -> str:
        """REF with the payer's number of the claim."""
        return segment("REF", "1K", f"P{self.control}")

    def served_on(self) -> str:
        """DTP with the day of service."""
        return segment("DTP", "472", "D8", day(self.served))


def _news(first: int, count: int, *, on: date, chance: Random) -> list[News]:
    return [
        News(number, chance.randrange(4_000, 90_000), on - timedelta(days=chance.randrange(3, 50)), number % 4 != 3)
        for number in range(first, first + count)
    ]


def acknowledged(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """277CA: three of four claims are taken, one is refused; the totals count them."""
    for index, share in enumerate(shares(claims, each=per_set)):
        news = _news(index * per_set, share, on=on, chance=chance)
        out = segment("BHT", "0085", "08", f"K{on:%y%m%d}{index + 1:05d}", day(on), "1030", "TH") + _payer(index)
        out += segment("TRN", "1", f"R{index + 1:06d}")
        out += segment("DTP", "050", "D8", day(on)) + segment("DTP", "009", "D8", day(on))
        total = sum(each.cents for each in news)
        out += _submitter() + segment("TRN", "2", f"B{index + 1:06d}")
        out += segment("STC", "A1:19:PR", day(on), "WQ", money(total)) + _totals(news, "90", "AA")
        out += _provider(index, "85") + segment("TRN", "1", "0")
        out += segment("STC", "A1:19:PR", "", "WQ", money(total)) + _totals(news, "QA", "QC")
        yield out + "".join(_acknowledged(each, level, on=on) for level, each in enumerate(news, start=4))


def _acknowledged(news: News, level: int, *, on: date) -> str:
    out = news.patient(level, 3) + segment("TRN", "2", news.control)
    status, action = ("A2:20", "WQ") if news.is_taken else (REFUSALS[news.number % len(REFUSALS)], "U")
    out += segment("STC", status, day(on), action, money(news.cents))
    return out + (news.payer_number() if news.is_taken else "") + segment("REF", "D9", f"C{news.control}") + news.served_on()


def _totals(news: list[News], taken: str, refused: str) -> str:
    yes, no = [each.cents for each in news if each.is_taken], [each.cents for each in news if not each.is_taken]
    out = segment("QTY", taken, len(yes)) if yes else ""
    out += segment("QTY", refused, len(no)) if no else ""
    out += segment("AMT", "YU", money(sum(yes))) if yes else ""
    return out + (segment("AMT", "YY", money(sum(no))) if no else "")


def asked_for(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """277 (X213): records that are wanted for a claim, told by LOINC codes."""
    for index, share in enumerate(shares(claims, each=per_set)):
        out = segment("BHT", "0085", "13", f"W{on:%y%m%d}{index + 1:05d}", day(on), "1030", "RQ") + _payer(index) + _desk()
        out += _submitter() + _provider(index, "1P")
        for level, each in enumerate(_news(index * per_set, share, on=on, chance=chance), start=4):
            wanted = WANTED[each.number % len(WANTED)]
            out += each.patient(level, 3) + segment("TRN", "1", f"T{each.control}")
            out += segment("STC", f"R4:{wanted}::LOI", day(on), "", money(each.cents)) + each.payer_number()
            out += segment("REF", "EJ", each.control) + each.served_on()
            out += segment("DTP", "106", "D8", day(on + timedelta(days=30)))
        yield out


def pending(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """277 (X228): claims that the payer has and has not decided."""
    for index, share in enumerate(shares(claims, each=per_set)):
        out = segment("BHT", "0085", "08", f"N{on:%y%m%d}{index + 1:05d}", day(on), "1030", "NO") + _payer(index) + _desk()
        out += _submitter() + _provider(index, "1P")
        for level, each in enumerate(_news(index * per_set, share, on=on, chance=chance), start=4):
            out += each.patient(level, 3) + segment("TRN", "1", f"T{each.control}")
            out += segment("STC", PENDING[each.number % len(PENDING)], day(on), "", money(each.cents)) + each.payer_number()
            out += segment("REF", "EJ", each.control) + each.served_on()
        yield out


def _payer(index: int) -> str:
    payer = PAYERS[index % len(PAYERS)]
    return segment("HL", 1, "", "20", "1") + segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.id)


def _desk() -> str:
    return segment("PER", "IC", "CLAIM DESK", "TE", telephone(9))


def _submitter() -> str:
    return segment("HL", 2, 1, "21", "1") + segment("NM1", "41", "2", "SUNNYSIDE BILLING", "", "", "", "", "46", "SUNNYSIDE")


def _provider(index: int, role: str) -> str:
    name = f"{TOWNS[index % len(TOWNS)].name} CLINIC"
    return segment("HL", 3, 2, "19", "1") + segment("NM1", role, "2", name, "", "", "", "", "XX", npi(index * 5 + 4))
