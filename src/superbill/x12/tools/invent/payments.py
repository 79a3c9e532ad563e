"""Invented 835: payments and denials, reversals and corrections, transfers to the next payer, and what moves outside claims.

Every set balances at service, claim and transaction (005010X221A1, section on balancing).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from superbill.x12.tools.invent.codes import Case, Decided, Service, adjusted, decide, priced, recent
from superbill.x12.tools.invent.institutional import CASES as STAYS
from superbill.x12.tools.invent.people import PAYERS, TOWNS, Payer, employer_number, npi, person, telephone
from superbill.x12.tools.invent.pieces import Block, Pool, day, money, segment, shares
from superbill.x12.tools.invent.professional import CASES as VISITS

POOL = 240
STORIES = (
    "paid",
    "paid",
    "denied",
    "paid",
    "deductible",
    "stay",
    "second",
    "paid",
    "corrected",
    "forwarded",
    "partly",
    "withheld",
)
"""What becomes of a claim, in turn."""
DENIALS = (("29", ""), ("50", "N115"), ("16", "M76"), ("197", "M62"), ("96", "N130"), ("18", ""))
PAID_VISITS = [case for case in VISITS if not case.has("ambulance")]
"""Reasons with the remark that explains them, where one must."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A claim as it was paid: its lines with what was decided on each, and how it is told."""

    case: Case
    status: str
    served: date
    lines: Sequence[tuple[Service, Decided, str]]
    sign: int = 1

    @property
    def charge(self) -> int:
        """CLP03."""
        return self.sign * sum(decided.charge for _, decided, _ in self.lines)

    @property
    def cents(self) -> int:
        """CLP04."""
        return self.sign * sum(decided.paid for _, decided, _ in self.lines)

    @property
    def patient_share(self) -> int:
        """CLP05; a reversal has none."""
        return sum(decided.patient_share for _, decided, _ in self.lines) if self.sign > 0 else 0


def bodies(chance: Random, *, claims: int, on: date, per_set: int) -> Iterator[str]:
    """What stands between ST and SE: one payment each, until so many claims are told."""
    shift = chance.randrange(1_000_000)
    pool = Pool(lambda number: _block(number, on=on, chance=chance), size=POOL)
    unpaid = Pool(lambda number: _told([_denied(number, on=on, chance=chance)]), size=len(DENIALS))
    first, claim = 0, 1
    for index, share in enumerate(shares(claims, each=per_set)):
        chosen = list((unpaid if index % 8 == 7 else pool).up_to(share, first=first))
        out = []
        for number, block in chosen:
            numbers = {"a": f"V{claim:08d}", "b": f"V{claim + 1:08d}", "icn": f"P{shift + number:010d}"}
            out.append(block.fill({**numbers, **person(shift + number)}))
            claim += block.claims
        first = chosen[-1][0] + 1
        yield _around("".join(out), sum(block.cents for _, block in chosen), number=shift + index, index=index, on=on)


# --- the payment


def _around(claims: str, cents: int, *, number: int, index: int, on: date) -> str:
    """Payment, payer and payee before the claims; what moves outside them after."""
    payer, payee = PAYERS[number % len(PAYERS)], npi(number * 5 + 4)
    trace = f"EFT{number % 100_000_000:08d}"
    moved = _moved(cents, trace=trace, number=number, index=index)
    total = cents - sum(amount for _, amount in moved)
    pays = employer_number(9_000_000 + number % 7)
    head = _payment(total, number=number, on=on, pays=pays)
    head += segment("TRN", "1", trace, f"1{pays}") + segment("DTM", "405", day(on))
    head += _payer(payer) + _payee(number, payee) + segment("LX", "1")
    year_end = f"{on:%Y}1231"
    plb = (
        segment("PLB", payee, year_end, *(each for reason, amount in moved for each in (reason, money(amount)))) if moved else ""
    )
    return head + claims + plb


def _moved(cents: int, *, trace: str, number: int, index: int) -> list[tuple[str, int]]:
    """PLB: in one payment of three an older overpayment is kept back and interest is paid.

    A payment is never negative: what is owed the other way is carried forward under its own trace (FB; X12 RFI 2660).
    """
    if cents < 0:
        return [(f"FB:{trace}", cents)]
    if index % 3 != 1 or cents < 10_000:
        return []
    return [(f"WO:P{number:010d}", cents // 20), ("L6", -(cents // 400))]


def _payment(total: int, *, number: int, on: date, pays: str) -> str:
    if not total:
        return segment("BPR", "H", "0", "C", "NON", *[""] * 11, day(on))
    if number % 4 == 3:
        return segment("BPR", "I", money(total), "C", "CHK", *[""] * 11, day(on))
    banks = (
        "01",
        _routing(number),
        "DA",
        f"{number:010d}",
        f"1{pays}",
        "",
        "01",
        _routing(number + 5),
        "DA",
        f"{number + 7:010d}",
    )
    return segment("BPR", "I", money(total), "C", "ACH", "CCP", *banks, day(on))


def _routing(number: int) -> str:
    """Nine digits of a bank with a right check digit (ABA: weights 3, 7, 1); banks that begin with 50 do not exist."""
    digits = f"50{number % 1_000_000:06d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return digits + str(-weighed % 10)


def _payer(payer: Payer) -> str:
    return (
        segment("N1", "PR", payer.name)
        + payer.town.segments("1 INSURANCE PLAZA")
        + segment("REF", "2U", payer.id)
        + segment("PER", "CX", "CLAIMS", "TE", telephone(7))
        + segment("PER", "BL", "EDI DESK", "TE", telephone(8), "EM", "EDI@PAYER.EXAMPLE")
    )


def _payee(number: int, payee: str) -> str:
    town = TOWNS[number % len(TOWNS)]
    name = segment("N1", "PE", f"{town.name} MEDICAL GROUP", "XX", payee)
    return name + town.segments(f"{number % 900 + 100} CLINIC WAY") + segment("REF", "TJ", employer_number(number))


# --- the claims


def _block(number: int, *, on: date, chance: Random) -> Block:
    story = STORIES[number % len(STORIES)]
    case = PAID_VISITS[number % len(PAID_VISITS)]
    served = recent(chance, on=on, least=20)
    if story == "denied":
        return _told([_denied(number, on=on, chance=chance)])
    if story == "stay":
        return _stay(STAYS[1 if number % 2 else 4], served=served, chance=chance)
    lines = [_line(story, service, chance) for service in priced(case, chance)]
    if story == "corrected":
        better = [_line("paid", service, chance) for service, _, _ in lines]
        return _told([Paid(case, "22", served, lines, sign=-1), Paid(case, "1", served, better)])
    status = {"second": "2", "forwarded": "19"}.get(story, "1")
    return _told([Paid(case, status, served, lines)], more=_forwarded() if story == "forwarded" else "")


def _denied(number: int, *, on: date, chance: Random) -> Paid:
    reason, remark = DENIALS[number % len(DENIALS)]
    case = PAID_VISITS[number % len(PAID_VISITS)]
    lines = []
    for service in priced(case, chance):
        charge = service.cents * service.units
        lines.append((service, Decided(charge, 0, (("CO", reason, charge),)), remark))
    return Paid(case, "4", recent(chance, on=on, least=20), lines)


def _line(story: str, service: Service, chance: Random) -> tuple[Service, Decided, str]:
    """A service, what was decided, and a remark."""
    charge = service.cents * service.units
    if story == "second":
        before = charge * 80 // 100
        return service, Decided(charge, charge - before, (("OA", "23", before),)), ""
    if story == "partly" and service.cents < 7_000:
        return service, Decided(charge, 0, (("CO", "97", charge),)), "M15"
    decided = decide(charge, chance, deductible=story == "deductible")
    if story == "withheld" and decided.paid >= 100:
        kept = decided.paid // 50
        return service, Decided(charge, decided.paid - kept, (*decided.adjustments, ("CO", "253", kept))), ""
    return service, decided, ""


def _forwarded() -> str:
    return segment("NM1", "TT", "2", PAYERS[1].name, "", "", "", "", "PI", PAYERS[1].id)


def _told(claims: Sequence[Paid], *, more: str = "") -> Block:
    """The claims as a block; the correction of a reversed claim has the reversed claim's number."""
    text = "".join(_claim(each, more) for each in claims)
    return Block(text, claims=len(claims), cents=sum(each.cents for each in claims))


def _claim(paid: Paid, more: str) -> str:
    sex = "woman" if paid.case.age % 2 else "man"
    out = segment(
        "CLP", "%(a)s", paid.status, money(paid.charge), money(paid.cents), money(paid.patient_share) if paid.patient_share else "",
        "12", "%(icn)s", paid.case.place, "1",
    )  # fmt: skip
    first = "%(kid)s" if paid.case.age < 18 else f"%({sex})s"
    out += segment("NM1", "QC", "1", "%(last)s", first, "%(middle)s", "", "", "MI", "%(member)s")
    out += segment("NM1", "IL", "1", "%(last)s", "%(woman)s", "", "", "", "MI", "%(member)s") if paid.case.age < 18 else ""
    out += segment("NM1", "82", "1", "STERLING", "ADA", "", "", "", "XX", npi(paid.case.age)) + more
    out += segment("MOA", "", "", "MA01") if paid.status == "4" else ""
    out += segment("DTM", "050", day(paid.served + timedelta(days=6)))
    return out + "".join(_service(paid, index) for index in range(len(paid.lines)))


def _service(paid: Paid, index: int) -> str:
    service, decided, remark = paid.lines[index]
    moved = [(group, reason, paid.sign * cents) for group, reason, cents in decided.adjustments]
    units = service.units if service.units > 1 else ""
    allowed = decided.paid + decided.patient_share
    out = segment("SVC", f"HC:{service.code}", money(paid.sign * decided.charge), money(paid.sign * decided.paid), "", units)
    out += segment("DTM", "472", day(paid.served)) + adjusted(moved) + segment("REF", "6R", f"%(a)s{index + 1}")
    out += segment("AMT", "B6", money(allowed)) if allowed and paid.sign > 0 else ""
    return out + (segment("LQ", "HE", remark) if remark else "")


def _stay(case: Case, *, served: date, chance: Random) -> Block:
    """A hospital's stay, paid by its DRG: adjustments of the claim alone, no services."""
    days = next(int(each[4:]) for each in case.traits if each.startswith("days"))
    drg = next(each[3:] for each in case.traits if each.startswith("drg"))
    charge = sum(each.cents * each.units for each in priced(case, chance))
    decided = decide(charge, chance)
    text = segment(
        "CLP", "%(a)s", "1", money(charge), money(decided.paid), money(decided.patient_share) if decided.patient_share else "",
        "12", "%(icn)s", case.place, "1", "", drg, "1.4532",
    )  # fmt: skip
    text += adjusted(decided.adjustments)
    text += segment("NM1", "QC", "1", "%(last)s", "%(man)s", "", "", "", "MI", "%(member)s")
    text += segment("MIA", days)  # its amounts are for Medicare and Medicaid
    text += segment("DTM", "232", day(served)) + segment("DTM", "233", day(served + timedelta(days=days)))
    text += segment("DTM", "050", day(served + timedelta(days=days + 3)))
    text += segment("AMT", "AU", money(charge - sum(cents for group, _, cents in decided.adjustments if group == "CO")))
    return Block(text, cents=decided.paid)
