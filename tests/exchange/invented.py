"""Invented people, claims and remittances for the tests of x12 and exchange; and strategies that make many more."""

from dataclasses import replace
from datetime import date, datetime

from hypothesis import strategies as st

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.claims.ack import ClaimAck
from superbill.claims.claim import Claim, Line
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.claims.remit import Adjustment, PaidClaim, PaidLine, ProviderAdjustment, Remit
from superbill.exchange.acks_277ca import write_277ca
from superbill.exchange.acks_999 import check_837p, write_999
from superbill.exchange.claims_837p import write_837p
from superbill.exchange.envelope import Controls, Party
from superbill.exchange.remits_835 import Bank, write_835

AT = datetime.fromisoformat("2026-09-18T10:30")
DAY = date(2026, 9, 14)
HOME = Address("12 Lake Road", "Lakeside", "WI", "539991234")
ANA = Person("Rivers", "Ana", date(1968, 3, 4), "F", HOME, "M")
TIM = Person("Rivers", "Tim", date(2015, 3, 4), "M", HOME)
PRACTICE = Practice(
    "Lakeside Family Medicine", npi_from("200000001"), "399999999", "207Q00000X", HOME, "Billing Desk", "6085550100"
)
STONE = Provider(npi_from("200000002"), "Stone", "Ilse", "207Q00000X")
ACME = Payer("ACME1", "Acme Health Plan")
COVERAGE = Coverage(ACME, "M123456", "self", Period(date(2026, 1, 1)), group_number="G55")
LINES = (
    Line(1, "99214", 18500, DAY, (1, 2)),
    Line(2, "36415", 1250, DAY, (1,), ("59",)),
)
CLAIM = Claim(
    "V0001", 1, Patient("P1", ANA), COVERAGE, PRACTICE, STONE, "11", ("E11.65", "I10", "M25.561"), LINES, date(2026, 9, 15)
)
DEPENDENT = replace(
    CLAIM, number="V0002", patient=Patient("P2", TIM), coverage=replace(COVERAGE, relationship="child", subscriber=ANA)
)
REPLACEMENT = replace(CLAIM, version=2, frequency="7", payer_claim_number="ACM77", prior_authorization="PA9")
TWELVE = replace(CLAIM, number="V0003", diagnoses=tuple(f"M25.{each}" for each in range(511, 523)))

SENDER = Party("LAKESIDEFM", "Lakeside Family Medicine", "Billing Desk", "6085550100")
PAYER = Party("ACME1", "Acme Health Plan", "EDI Desk", "8005550100", HOME)
CONTROLS = Controls(17, 17, 1)

PAID = PaidClaim(
    "V0001-1",
    "1",
    19750,
    12500,
    3000,
    "ACM1",
    "RIVERS",
    "ANA",
    "M123456",
    lines=(
        PaidLine(
            "99214",
            18500,
            12500,
            DAY,
            ("25",),
            1,
            (Adjustment("CO", "45", 3000), Adjustment("PR", "3", 3000)),
            ("N130",),
            15500,
            1,
        ),
        PaidLine("36415", 1250, 0, DAY, adjustments=(Adjustment("CO", "97", 1250),), line_no=2),
    ),
    remarks=("MA01",),
    filing="12",
)
DENIED = PaidClaim(
    "V0002-1",
    "4",
    9000,
    0,
    0,
    "ACM2",
    "RIVERS",
    "TIM",
    "M123456",
    lines=(PaidLine("20610", 9000, 0, DAY, ("LT",), 1, (Adjustment("CO", "11", 9000),), line_no=1),),
    filing="12",
)
REVERSED = PaidClaim(
    "V0004-1",
    "22",
    -9000,
    -4000,
    0,
    "ACM4",
    "RIVERS",
    "ANA",
    "M123456",
    adjustments=(Adjustment("CO", "45", -5000),),
    filing="12",
)
REMIT = Remit(
    "ACME1",
    "ACME HEALTH PLAN",
    PRACTICE.npi,
    "LAKESIDE FAMILY MEDICINE",
    8000,
    date(2026, 9, 30),
    "EFT0001",
    "1999999999",
    "ACH",
    (PAID, DENIED, REVERSED),
    (ProviderAdjustment("WO", "ACM4", 500),),
)
ACCEPTED = ClaimAck("V0001-1", "A2", "20", 19750, AT.date(), "PR", "ACM1")
REJECTED = ClaimAck("V0002-1", "A7", "562", 19750, AT.date(), "85", "", "NO SUCH PROVIDER")


def claims_file(*made: Claim) -> bytes:
    """An 837P from the practice to the payer."""
    return write_837p(made, sender=SENDER, receiver=PAYER, controls=CONTROLS, at=AT)


def remit_file(remit: Remit = REMIT, bank: Bank | None = None) -> bytes:
    """An 835 from the payer to the practice."""
    return write_835(remit, sender=PAYER, receiver=SENDER, controls=CONTROLS, at=AT, bank=bank)


def file_answer(data: bytes) -> bytes:
    """The payer's 999 to an 837P."""
    return write_999(check_837p(data), sender=PAYER, receiver=SENDER, controls=CONTROLS, at=AT)


def claim_answer(*answered: tuple[ClaimAck, Claim]) -> bytes:
    """The payer's 277CA to claims."""
    return write_277ca(
        [ack for ack, _ in answered],
        claims=[claim for _, claim in answered],
        payer=ACME,
        batch="000000017",
        received_on=AT.date(),
        sender=PAYER,
        receiver=SENDER,
        controls=CONTROLS,
        at=AT,
    )


def segments(data: bytes) -> list[str]:
    """The segments of a file that we wrote."""
    return data.decode().split("~\n")


def recounted(data: bytes) -> bytes:
    """The file with SE01 put right after segments of its one set were added or taken out."""
    lines = segments(data)
    start = next(index for index, line in enumerate(lines) if line.startswith("ST*"))
    end = next(index for index, line in enumerate(lines) if line.startswith("SE*"))
    lines[end] = f"SE*{end - start + 1}*0001"
    return "~\n".join(lines).encode()


# What hypothesis makes. Words may have small letters, accents and blanks: `as_carried` says how they come back.

words = st.from_regex(r"[A-Za-zÀéñüßØ][a-zA-Zéñü’\-. ']{0,22}[A-Za-zéü]", fullmatch=True)
identifiers = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", min_size=2, max_size=15)
numbers = st.integers(1, 9_999_999)
amounts = st.integers(0, 99_999_999)
signed = st.integers(-9_999_999, 9_999_999)
days = st.dates(date(2000, 1, 1), date(2035, 12, 31))
zips = st.from_regex(r"[0-9]{9}", fullmatch=True)
npis = st.integers(200_000_000, 299_999_999).map(lambda number: npi_from(str(number)))
codes = st.from_regex(r"[A-TV-Z][0-9][0-9A]\.[0-9A-Z]{1,4}", fullmatch=True)
procedures = st.from_regex(r"[0-9A-Z][0-9]{4}", fullmatch=True)
modifiers = st.lists(st.from_regex(r"[0-9A-Z]{2}", fullmatch=True), max_size=4).map(tuple)
addresses = st.builds(Address, words, words, st.sampled_from(["WI", "IL", "MN"]), zips, st.one_of(st.just(""), words))
people = st.builds(Person, words, words, days, st.sampled_from("FMU"), addresses, st.one_of(st.just(""), words))
practices = st.builds(
    Practice,
    words,
    npis,
    st.from_regex(r"[0-9]{9}", fullmatch=True),
    st.just("207Q00000X"),
    addresses,
    words,
    st.just("6085550100"),
)
providers = st.builds(Provider, npis, words, words, st.sampled_from(["207Q00000X", "208D00000X"]))
payers = st.builds(Payer, identifiers, words, st.sampled_from(["CI", "MB", "BL", "12"]))


@st.composite
def coverages(draw: st.DrawFn) -> Coverage:
    relationship = draw(st.sampled_from(["self", "spouse", "child", "other"]))
    subscriber = None if relationship == "self" else draw(people)
    group, plan = draw(st.one_of(st.just(""), identifiers)), draw(st.one_of(st.just(""), words))
    return Coverage(draw(payers), draw(identifiers), relationship, Period(date(2026, 1, 1)), subscriber, group, plan)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    diagnoses = draw(st.lists(codes, min_size=1, max_size=12, unique=True))
    pointers = st.lists(st.integers(1, len(diagnoses)), min_size=1, max_size=4, unique=True).map(tuple)
    count = draw(st.integers(1, 4))
    made = [
        draw(st.builds(Line, st.just(n), procedures, amounts, days, pointers, modifiers, st.integers(1, 999)))
        for n in range(1, count + 1)
    ]
    frequency = draw(st.sampled_from("178"))
    return Claim(
        number=draw(identifiers),
        version=draw(st.integers(1, 99)),
        patient=Patient(draw(identifiers), draw(people)),
        coverage=draw(coverages()),
        practice=draw(practices),
        rendering=draw(providers),
        place_of_service=draw(st.sampled_from(["11", "22", "02"])),
        diagnoses=tuple(diagnoses),
        lines=tuple(made),
        created_on=draw(days),
        frequency=frequency,
        payer_claim_number="" if frequency == "1" else draw(identifiers),
        prior_authorization=draw(st.one_of(st.just(""), identifiers)),
        accepts_assignment=draw(st.booleans()),
    )


adjustments = st.lists(
    st.builds(Adjustment, st.sampled_from(["CO", "PR", "OA", "PI"]), st.sampled_from(["45", "1", "2", "3", "97", "253"]), signed),
    max_size=9,
).map(tuple)
remarks = st.lists(st.sampled_from(["N130", "M15", "MA01", "N522"]), max_size=5).map(tuple)
paid_lines = st.builds(
    PaidLine,
    procedures,
    signed,
    signed,
    days,
    modifiers,
    st.integers(1, 999),
    adjustments,
    remarks,
    st.one_of(st.none(), amounts),
    st.one_of(st.none(), st.integers(1, 50)),
)
paid_claims = st.builds(
    PaidClaim,
    identifiers,
    st.sampled_from(["1", "2", "3", "4", "22"]),
    signed,
    signed,
    amounts,
    identifiers,
    words,
    words,
    identifiers,
    adjustments,
    st.lists(paid_lines, max_size=4).map(tuple),
    remarks,
    st.sampled_from(["12", "CI", "MB", "HM"]),
)
moved = st.builds(ProviderAdjustment, st.sampled_from(["WO", "FB", "L6", "72"]), st.one_of(st.just(""), identifiers), signed)


@st.composite
def remits(draw: st.DrawFn) -> Remit:
    paid_on = draw(days)
    method = draw(st.sampled_from(["ACH", "CHK", "NON"]))
    return Remit(
        draw(identifiers),
        draw(words),
        draw(npis),
        draw(words),
        0 if method == "NON" else draw(amounts),
        paid_on,
        draw(identifiers),
        draw(st.from_regex(r"1[0-9]{9}", fullmatch=True)),
        method,
        tuple(draw(st.lists(paid_claims, max_size=4))),
        tuple(draw(st.lists(moved, max_size=8))),
    )


@st.composite
def balanced_claims(draw: st.DrawFn) -> PaidClaim:
    """A paid claim whose services and whole add up by construction."""
    lines = []
    for line in draw(st.lists(paid_lines, min_size=1, max_size=3)):
        adjusted = sum(each.cents for each in line.adjustments)
        lines.append(replace(line, charge_cents=line.paid_cents + adjusted))
    claim = draw(paid_claims)
    own = sum(each.cents for each in claim.adjustments)
    every = [*claim.adjustments, *(each for line in lines for each in line.adjustments)]
    return replace(
        claim,
        lines=tuple(lines),
        charge_cents=sum(line.charge_cents for line in lines),
        paid_cents=sum(line.paid_cents for line in lines) - own,
        patient_share_cents=sum(each.cents for each in every if each.group == "PR"),
    )
