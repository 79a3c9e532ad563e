"""Invented 999, 997, 824 and 275: what became of the sets of a group, and records that were asked for."""

import base64
from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from random import Random

from superbill.x12.tools.invent.people import PAYERS, TOWNS, npi, person, telephone
from superbill.x12.tools.invent.pieces import day, segment, shares

CLAIMS = "005010X222A1"


def acknowledgements(prefix: str, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """999 (`IK`) or 997 (`AK`): every fourth set is refused for an element that is not a code. `claims` counts the sets."""
    for index, share in enumerate(shares(claims, each=per_set)):
        out, refused = segment("AK1", "HC", chance.randrange(1, 900_000), CLAIMS), 0
        for number in range(1, share + 1):
            out += segment("AK2", "837", f"{number:04d}", CLAIMS)
            if (index + number) % 4 == 3:
                refused += 1
                out += segment(f"{prefix}3", "CLM", chance.randrange(20, 900), "2300", "8")
                out += segment("CTX", f"CLM01:V{number:08d}") if prefix == "IK" else ""
                out += segment(f"{prefix}4", "5:1", "1331", "7", "ZZ") + segment(f"{prefix}5", "R", "5")
            else:
                out += segment(f"{prefix}5", "A")
        verdict = "A" if not refused else "R" if refused == share else "P"
        yield out + segment("AK9", verdict, share, share, share - refused)


IMPLEMENTATION = partial(acknowledgements, "IK")
FUNCTIONAL = partial(acknowledgements, "AK")


def applications(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """824: items that were taken, and every third one refused with the reason. `claims` counts the items."""
    for index, share in enumerate(shares(claims, each=per_set)):
        out = segment("BGN", "11", f"A{on:%y%m%d}{index + 1:05d}", day(on), "1030", "", "", "", "U" if share > 1 else "WQ")
        out += segment("N1", "41", "ACORN HEALTH PLAN", "46", "ACORN1") + segment("PER", "IC", "EDI DESK", "TE", telephone(7))
        out += segment("N1", "40", "SUNNYSIDE BILLING", "46", "SUNNYSIDE")
        sent = day(on - timedelta(days=chance.randrange(1, 5)))
        for number in range(1, share + 1):
            refused = number % 3 == 2
            what = ("IR" if refused else "IA", "IX", f"V{number:08d}", "", "", sent, "0930", index + 1, "0001", "837", CLAIMS)
            out += segment("OTI", *what) + segment("REF", "EJ", f"V{number:08d}")
            if refused:
                out += segment("TED", "024", "", "N4", 32, "3") + segment("RED", "NA", "", "94", "", "IBP", "E038")
        yield out


def attachments(tag: str, chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """275, with the data in BDS (006020) or BIN (005010): records of one patient. `claims` counts the records."""
    shift = chance.randrange(1_000_000)
    for index, share in enumerate(shares(claims, each=per_set)):
        number = shift + index
        out = _parties(number, f"T{on:%y%m%d}{index + 1:05d}", on=on)
        for at in range(1, share + 1):
            text = f"INVENTED NOTE {at} ABOUT {person(number + at)['last']}, SEEN ON {on - timedelta(days=at % 30):%B %d}."
            out += (
                segment("LX", at) + segment("TRN", "2", f"T{index + 1:05d}{at:04d}") + segment("STC", "R4:18842-5::LOI", day(on))
            )
            out += segment("DTP", "368", "D8", day(on)) + segment("CAT", "AE", "TX")
            data = base64.b64encode(text.encode()).decode()
            if tag == "BDS":
                out += segment("OOI", "1", "47", "ATTACHMENT") + segment("BDS", "B64", len(data), data)
            else:
                out += segment("EFI", "05") + segment("BIN", len(data), data)
        yield out


def _parties(number: int, reference: str, *, on: date) -> str:
    payer, town, who = PAYERS[number % len(PAYERS)], TOWNS[number % len(TOWNS)], person(number)
    out = segment("BGN", "11", reference, day(on))
    out += segment("NM1", "PR", "2", payer.name, "", "", "", "", "PI", payer.id) + segment(
        "PER", "IC", "RECORDS", "TE", telephone(9)
    )
    out += segment("NM1", "41", "2", "SUNNYSIDE BILLING", "", "", "", "", "46", "SUNNYSIDE")
    out += segment("NM1", "1P", "2", f"{town.name} CLINIC", "", "", "", "", "XX", npi(number * 5 + 4))
    out += segment("NX1", "1P") + town.segments("7 CLINIC RD", plus4="1234")
    out += segment("NM1", "QC", "1", who["last"], who["woman"], "", "", "", "MI", who["member"])
    return out + segment("REF", "EJ", f"V{number % 10_000_000:08d}") + segment("DTP", "472", "D8", day(on - timedelta(days=40)))


ATTACHMENTS = partial(attachments, "BDS")
ATTACHMENTS_5010 = partial(attachments, "BIN")
