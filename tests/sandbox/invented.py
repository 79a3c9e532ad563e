"""An invented practice and its claims for the practice payers' members."""

from datetime import date, datetime, timedelta

from superbill.basics.days import Period
from superbill.basics.identifiers import npi_from
from superbill.claims.claim import ORIGINAL, Claim, Line
from superbill.claims.people import Address, Coverage, Patient, Payer, Person, Practice, Provider
from superbill.exchange.claims_837p import write_837p
from superbill.exchange.envelope import Controls, Party
from superbill.sandbox.plan import Member, Plan, load_members, load_plans

SERVED = date(2026, 9, 14)
RECEIVED = date(2026, 9, 18)
AT = datetime.fromisoformat("2026-09-18T10:30")  # local time, as an interchange has it
DAY = timedelta(days=1)

KOWALSKI, OKAFOR, VANG, REINHOLT = "AHP4410072", "AHP4410388", "AHP4413106", "AHP4413890"
NYBERG, BRANDT = "EM70045118", "EM70058840"

PRACTICE = Practice(
    name="Lakeside Family Medicine",
    npi=npi_from("212345678"),
    tax_id="009876543",
    taxonomy="261QP2300X",
    address=Address("100 Harbor St", "Lakeside", "WI", "539991234"),
    contact_name="Billing Office",
    phone="6085550100",
)
DOCTOR = Provider(npi_from("223456789"), "Lindqvist", "Maja", "207Q00000X")
OTHER_DOCTOR = Provider(npi_from("223456790"), "Adeyemi", "Tunde", "207Q00000X")


def acme() -> Plan:
    return load_plans()["ACME1"]


def member(member_id: str, number: str = "01") -> Member:
    return next(member for member in load_members() if (member.member_id, member.number) == (member_id, number))


def policy_holder(insured: Member) -> Person | None:
    return None if insured.relationship == "self" else member(insured.member_id).person


def line(
    procedure: str,
    charge_cents: int = 20000,
    *modifiers: str,
    line_no: int = 1,
    units: int = 1,
    pointers: tuple[int, ...] = (1,),
    served_on: date = SERVED,
) -> Line:
    return Line(line_no, procedure, charge_cents, served_on, pointers, modifiers, units)


def claim(
    *lines: Line,
    who: Member | None = None,
    diagnoses: tuple[str, ...] = ("I10",),
    number: str = "V0001",
    version: int = 1,
    frequency: str = ORIGINAL,
    payer_claim_number: str = "",
    prior_authorization: str = "",
    rendering: Provider = DOCTOR,
    practice: Practice = PRACTICE,
    payer: Payer | None = None,
) -> Claim:
    insured = who or member(KOWALSKI)
    return Claim(
        number=number,
        version=version,
        patient=Patient("P0001", insured.person),
        coverage=Coverage(
            payer=payer or load_plans()[insured.payer_id].payer,
            member_id=insured.member_id,
            relationship=insured.relationship,
            period=Period(insured.cover.since),
            subscriber=policy_holder(insured),
            group_number=insured.group_number,
        ),
        practice=practice,
        rendering=rendering,
        place_of_service="11",
        diagnoses=diagnoses,
        lines=lines or (line("99213"),),
        created_on=RECEIVED,
        frequency=frequency,
        payer_claim_number=payer_claim_number,
        prior_authorization=prior_authorization,
    )


def numbers(start: int = 1) -> str:
    return f"2026261{start:06d}"


def file_of(*claims: Claim, control: int = 1, sender: str = "LAKESIDEFM", test: bool = True) -> bytes:
    """An 837P with these claims, as the practice sends it to its payer."""
    return write_837p(
        claims,
        sender=Party(sender, PRACTICE.name, PRACTICE.contact_name, PRACTICE.phone),
        receiver=Party("ACME1", "Acme Health Plan"),
        controls=Controls(control, control),
        at=AT,
        test=test,
    )
