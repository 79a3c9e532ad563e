"""A small practice to try the verbs at: its desks, visits that pass the edits, and whatever a payer or a bank may answer.

Answers are written by the program's own writers, from what was really sent; a test changes only what it is about.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.test import TestCase
from django_scopes import scope

from superbill.app.desk import Desk
from superbill.app.find import claim_of
from superbill.app.receive_files import Received, receive_file
from superbill.app.register_visit import register_visit
from superbill.app.save_sheet import save_sheet
from superbill.app.send_claims import SentFile, send_claims
from superbill.app.take_note import take_note
from superbill.claims.ack import ClaimAck
from superbill.claims.claim import Claim
from superbill.claims.remit import DENIED, REVERSAL, Adjustment, PaidClaim, PaidLine, ProviderAdjustment, Remit
from superbill.claims.visit import Pick, Service, Visit
from superbill.exchange.acks_277ca import write_277ca
from superbill.exchange.acks_999 import check_837p, write_999
from superbill.exchange.envelope import Controls, Party
from superbill.exchange.remits_835 import write_835
from superbill.sandbox.plan import load_plans
from superbill.sandbox.play import Part, visit_of
from superbill.sandbox.practice import PRACTICE, desk_of
from superbill.storage.models import ClaimRecord, ClaimVersion, EntryRecord, Event, FileRecord, PostingRecord, RemitRecord

DAY = date(2026, 9, 18)
SERVED = date(2026, 9, 14)
AT = datetime.fromisoformat("2026-09-18T09:30")  # files carry local time
KOWALSKI, OKAFOR, NYBERG = "AHP4410072/01", "AHP4410388/01", "EM70045118/01"
ACME_TAX_ID = "1390000099"
FEES = """code,modifier,since,until,dollars
99213,,2026-01-01,,150.00
99214,,2026-01-01,,210.00
36415,,2026-01-01,,15.00
20610,,2026-01-01,,180.00
J1010,,2026-01-01,,12.00
"""
NOTE = """\
History of present illness:
58-year-old woman. Denies chest pain.

Assessment and plan:
1. Type 2 diabetes with hyperglycemia: raise metformin.
2. Hypertension: continue lisinopril.
"""
DIABETES = "Type 2 diabetes with hyperglycemia"
SERVICES = (Service("99214", ("E11.65", "I10")), Service("36415", ("E11.65",)))


def words_at(words: str, *, text: str = NOTE) -> tuple[int, int]:
    """Where words stand in a note."""
    start = text.index(words)
    return start, start + len(words)


PICKS = (Pick("E11.65", "accepted", (words_at(DIABETES),)), Pick("I10", "accepted", (words_at("Hypertension"),)))


def visit(number: str = "V1", member: str = KOWALSKI, **changes: Any) -> Visit:
    """A visit of a member whom the practice payers know."""
    return replace(_visit_of(member), number=number, **changes)


@cache
def _visit_of(member: str) -> Visit:
    return visit_of(Part("V", "background", member, "", "Alvarez", SERVED))


@dataclass(frozen=True)
class Office:
    """The practice's number and data folder, and short ways to do what a test does not look at."""

    id: int
    folder: Path

    def desk(self, role: str = "manager", *, on: date = DAY) -> Desk:
        return desk_of(role, self.id, on=on)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Look at rows of this practice."""
        with scope(practice=self.id):
            yield

    def register(self, number: str = "V1", member: str = KOWALSKI, *, note: str = NOTE, **changes: Any) -> str:
        register_visit(self.desk("biller"), visit(number, member, **changes))
        take_note(self.desk("biller"), number, note.encode(), author="Marisol Alvarez")
        return number

    def code(
        self, number: str = "V1", *, picks: Sequence[Pick] = PICKS, services: Sequence[Service] = SERVICES, on: date = DAY
    ) -> None:
        """Save the sheet and draft the claim."""
        save_sheet(self.desk("coder", on=on), number, picks=tuple(picks), services=tuple(services), draft=True)

    def draft(self, number: str = "V1", member: str = KOWALSKI, **changes: Any) -> str:
        """A visit with its claim drafted and checked; returns the claim's number."""
        self.register(number, member, **changes)
        self.code(number)
        return number

    def send(self, *numbers: str, on: date = DAY) -> tuple[SentFile, ...]:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return send_claims(self.desk("biller", on=on), numbers=numbers)

    def sent(self, number: str = "V1", member: str = KOWALSKI, **changes: Any) -> str:
        """A claim that is with the payer; returns its control number."""
        self.draft(number, member, **changes)
        self.send(number)
        return f"{number}-1"

    def receive(self, data: bytes, name: str = "from-payer.x12", *, on: date = DAY) -> Received:
        return receive_file(self.desk("biller", on=on), name, data)

    def claim(self, control: str) -> Claim:
        """The version as it was drafted."""
        with self.looking():
            return claim_of(ClaimVersion.objects.get(control=control))

    def state(self, number: str = "V1") -> str:
        with self.looking():
            return ClaimRecord.objects.get(number=number).state

    def path(self, number: str = "V1") -> list[str]:
        """The states that the trail of a claim tells, in order."""
        with self.looking():
            return list(
                Event.objects.filter(claim__number=number).exclude(state="").order_by("pk").values_list("state", flat=True)
            )

    def told(self, number: str = "V1") -> str:
        """The last sentence on a claim's timeline."""
        with self.looking():
            return Event.objects.filter(claim__number=number).order_by("-pk")[0].what

    def last_sent(self) -> bytes:
        with self.looking():
            return bytes(FileRecord.objects.filter(direction="out").order_by("-pk")[0].content)

    def books(self) -> tuple[int, int, int]:
        """How many entries and postings there are, and what all postings come to."""
        with self.looking():
            return (
                EntryRecord.objects.count(),
                PostingRecord.objects.count(),
                sum(PostingRecord.objects.values_list("cents", flat=True)),
            )

    def accounts(self) -> dict[str, int]:
        """What stands on each account, leaving out those at zero."""
        sums: dict[str, int] = {}
        with self.looking():
            for account, cents in PostingRecord.objects.values_list("account", "cents"):
                sums[account] = sums.get(account, 0) + cents
        return {account: cents for account, cents in sorted(sums.items()) if cents}

    def remits(self) -> list[tuple[str, str]]:
        """Trace and state of each remittance."""
        with self.looking():
            return list(RemitRecord.objects.order_by("pk").values_list("trace", "state"))

    def paid(self, control: str, /, **changes: Any) -> PaidClaim:
        """The payer's answer that pays a claim in full but for a tenth, which the contract takes off."""
        claim = self.claim(control)
        lines = tuple(
            PaidLine(
                line.procedure,
                line.charge_cents,
                line.charge_cents - line.charge_cents // 10,
                line.served_on,
                line.modifiers,
                line.units,
                (Adjustment("CO", "45", line.charge_cents // 10),),
                line_no=line.line_no,
            )
            for line in claim.lines
        )
        return replace(_answer(claim, lines), **changes)

    def denied(self, control: str, /, reason: str = "11", **changes: Any) -> PaidClaim:
        """The payer's answer that denies every line."""
        claim = self.claim(control)
        lines = tuple(
            PaidLine(
                line.procedure,
                line.charge_cents,
                0,
                line.served_on,
                line.modifiers,
                line.units,
                (Adjustment("CO", reason, line.charge_cents),),
                line_no=line.line_no,
            )
            for line in claim.lines
        )
        return replace(_answer(claim, lines), status=DENIED, **changes)

    def ack_999(self, *, accepted: bool = True, data: bytes | None = None) -> bytes:
        """The 999 for the file that was sent last, or for another one."""
        acme = Party("ACME1", "Acme Health Plan")
        check = check_837p(data or self.last_sent())
        ack = write_999(check, sender=acme, receiver=Party("LAKESIDEFA", PRACTICE.name), controls=Controls(1, 1), at=AT)
        return ack if accepted else ack.replace(b"IK5*A~", b"IK5*R*5~").replace(b"AK9*A*1*1*1~", b"AK9*R*1*1*0~")

    def ack_277(self, *controls: str, category: str = "A2", status: str = "20", number: str = "2026261000001") -> bytes:
        """A 277CA that says the same of each claim."""
        taken = category == "A2"
        claims = {control: self.claim(control) for control in controls}
        acks = [
            ClaimAck(control, category, status, claim.charge_cents, DAY, "" if taken else "IL", number if taken else "")
            for control, claim in claims.items()
        ]
        return ack_277(acks, claims)


def ack_277(acks: Sequence[ClaimAck], claims: dict[str, Claim]) -> bytes:
    """A 277CA of Acme."""
    payer = load_plans()["ACME1"].payer
    sides = {"sender": Party("ACME1", payer.name), "receiver": Party("LAKESIDEFA", PRACTICE.name)}
    answered = [claims[ack.claim_control] for ack in acks]
    return write_277ca(acks, claims=answered, payer=payer, batch="1", received_on=DAY, controls=Controls(2, 2), at=AT, **sides)


def _answer(claim: Claim, lines: tuple[PaidLine, ...]) -> PaidClaim:
    person = claim.patient.person
    return PaidClaim(
        control=claim.control,
        status="1",
        charge_cents=claim.charge_cents,
        paid_cents=sum(line.paid_cents for line in lines),
        patient_share_cents=0,
        payer_claim_number=f"ACM{claim.control}",
        patient_last_name=person.last_name.upper(),
        patient_first_name=person.first_name.upper(),
        member_id=claim.coverage.member_id,
        lines=lines,
        filing="12",
    )


def reversed_answer(paid: PaidClaim) -> PaidClaim:
    """The same answer taken back: every sign turned round."""
    lines = tuple(
        replace(
            line,
            charge_cents=-line.charge_cents,
            paid_cents=-line.paid_cents,
            adjustments=tuple(replace(each, cents=-each.cents) for each in line.adjustments),
        )
        for line in paid.lines
    )
    return replace(paid, status=REVERSAL, charge_cents=-paid.charge_cents, paid_cents=-paid.paid_cents, lines=lines)


def remit(*claims: PaidClaim, trace: str = "EFT1", moved: tuple[ProviderAdjustment, ...] = (), **changes: Any) -> Remit:
    """A remittance of Acme for these claims, paid on the day."""
    cents = sum(claim.paid_cents for claim in claims) - sum(each.cents for each in moved)
    method = "ACH" if cents else "NON"
    whole = Remit(
        "ACME1", "ACME HEALTH PLAN", PRACTICE.npi, PRACTICE.name.upper(), cents, DAY, trace, ACME_TAX_ID, method, claims, moved
    )
    return replace(whole, **changes)


def file_835(remittance: Remit, *, control: int = 1) -> bytes:
    """The remittance as a file; another control number makes other bytes of the same payment."""
    plan = load_plans()["ACME1"]
    sender = Party(remittance.payer_id, remittance.payer_name, plan.contact_name, plan.phone, plan.address)
    receiver = Party("LAKESIDEFA", PRACTICE.name)
    return write_835(remittance, sender=sender, receiver=receiver, controls=Controls(control, control), at=AT)


def bank_csv(*remittances: Remit, on: date = DAY + timedelta(days=1)) -> bytes:
    """The bank's list of the deposits of these remittances."""
    rows = [f"{on},{each.paid_cents / 100:.2f},{each.trace},{each.payer_tax_id},ACME HEALTH PLAN" for each in remittances]
    return "\n".join(["date,amount,trace,payer_tax_id,description", *rows, ""]).encode()
