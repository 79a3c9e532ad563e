"""Remittances ↔ 835 (005010X221A1): payment, payer and payee, claims, services, adjustments, money moved outside claims.

What an 835 does not carry, and `as_carried` therefore takes out of a remittance before it is compared with one read back:
the order of adjustments across groups (CAS goes by group); small letters and accents of names; a filing indicator that
the 835 does not know (CI, BL … of the 837 become ZZ).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import ceil

from superbill.claims.remit import Adjustment, PaidClaim, PaidLine, ProviderAdjustment, Remit
from superbill.exchange.envelope import (
    NO_DAY,
    Controls,
    Found,
    Party,
    address_branch,
    contact_branch,
    find_sets,
    prove_no_strays,
    write_file,
)
from superbill.exchange.service_line import read_line_no, read_modifiers, service_branch
from superbill.x12.errors import X12Error
from superbill.x12.text import as_words
from superbill.x12.transactions.t835 import FILINGS_835, T835
from superbill.x12.tree import Node, Row, read_tree
from superbill.x12.write import Branch, write_body

_HARMLESS = frozenset(("AMT", "DTM", "MIA", "MOA", "N1", "N3", "N4", "NM1", "PER", "QTY", "RDM", "REF", "TS2", "TS3"))
"""Segments that move no money and open no claim: where a payer puts one wrongly, the rest is still sound."""

_FILINGS = frozenset(FILINGS_835.split())


@dataclass(frozen=True, slots=True)
class Bank:
    """The two accounts of an electronic payment (BPR06–09 and BPR12–15)."""

    payer_routing: str
    payer_account: str
    payee_routing: str
    payee_account: str


def write_835(
    remit: Remit,
    *,
    sender: Party,
    receiver: Party,
    controls: Controls,
    at: datetime,
    test: bool = True,
    bank: Bank | None = None,
) -> bytes:
    """One remittance as one interchange. `sender` is the payer and needs its address, contact and phone (the guide demands them).

    The guide also demands the bank accounts of an ACH payment: give `bank`, or they are left out. Raises `X12Error` for what
    the guide does not allow: a negative payment (X12 RFI 2660: move it out with a PLB instead), a payment with method NON.
    """
    _prove_payment(remit, sender)
    body = write_body(T835, _set_branch(remit, sender=sender, at=at, bank=bank))
    return write_file(T835, [body], sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def _prove_payment(remit: Remit, sender: Party) -> None:
    if remit.paid_cents < 0:
        todo = "Move the negative amount out with a provider adjustment (FB) and pay nothing."
        raise X12Error("A payment cannot be negative.", place="BPR02", todo=todo)
    if remit.method == "NON" and remit.paid_cents:
        raise X12Error("A remittance without payment (NON) cannot carry an amount.", place="BPR02", todo="Use ACH or CHK.")
    if sender.address is None or not sender.phone:
        what = "An 835 names the payer's address and a technical contact with a telephone number."
        raise X12Error(what, place="loop 1000A", todo="Give the sender an address and a phone.")


def _set_branch(remit: Remit, *, sender: Party, at: datetime, bank: Bank | None) -> Branch:
    assert sender.address is not None, "proved before"
    payee: Branch = {"name": {"name": remit.payee_name, "id_type": "XX", "id": remit.payee_npi}}
    branch: dict[str, Branch | Sequence[Branch]] = {
        "payment": _payment_branch(remit, bank),
        "trace": {"number": remit.trace, "payer_tax_id": remit.payer_tax_id},
        "produced_on": {"day": at},
        "payer": {
            "name": {"name": remit.payer_name},
            **address_branch(sender.address),
            "other_id": {"type": "2U", "number": remit.payer_id},
            "technical_contact": contact_branch(sender),
        },
        "payee": payee,
        "provider_adjustment": _moved_branches(remit),
    }
    if remit.claims:
        branch["header"] = {"number": {"number": 1}, "claim": [_claim_branch(claim) for claim in remit.claims]}
    return branch


def _payment_branch(remit: Remit, bank: Bank | None) -> Branch:
    branch: dict[str, str | int | date] = {
        "handling": "H" if remit.method == "NON" else "I",
        "paid": remit.paid_cents,
        "credit_or_debit": "C",
        "method": remit.method,
        "paid_on": remit.paid_on,
    }
    if remit.method == "ACH":
        branch |= {"format": "CCP", "payer_tax_id": remit.payer_tax_id}
    if remit.method == "ACH" and bank is not None:
        branch |= {"payer_bank_type": "01", "payer_bank": bank.payer_routing}
        branch |= {"payer_account_type": "DA", "payer_account": bank.payer_account}
        branch |= {"payee_bank_type": "01", "payee_bank": bank.payee_routing}
        branch |= {"payee_account_type": "DA", "payee_account": bank.payee_account}
    return branch


def _claim_branch(claim: PaidClaim) -> Branch:
    if len(claim.remarks) > 5:
        raise X12Error("A claim payment carries at most five remarks.", place="loop 2100, MOA", todo="Keep the five that matter.")
    branch: dict[str, Branch | Sequence[Branch]] = {
        "claim": {
            "control": claim.control,
            "status": claim.status,
            "charge": claim.charge_cents,
            "paid": claim.paid_cents,
            "patient_share": claim.patient_share_cents or None,
            "filing": filing_835(claim.filing),
            "payer_claim_number": claim.payer_claim_number,
        },
        "adjustments": _adjustment_branches(claim.adjustments),
        "patient": {
            "type": "1",
            "last_name": claim.patient_last_name,
            "first_name": claim.patient_first_name,
            "id_type": "MI" if claim.member_id else "",
            "id": claim.member_id,
        },
        "service": [_line_branch(line) for line in claim.lines],
    }
    if claim.remarks:
        branch["outpatient"] = {f"remark{index}": code for index, code in enumerate(claim.remarks, start=1)}
    return branch


def _line_branch(line: PaidLine) -> Branch:
    branch: dict[str, Branch | Sequence[Branch]] = {
        "service": service_branch(line, place="loop 2110, SVC01") | {"paid": line.paid_cents},
        "served_on": {"type": "472", "day": line.served_on},
        "adjustments": _adjustment_branches(line.adjustments),
        "remark": [{"list": "HE", "code": code} for code in line.remarks],
    }
    if line.line_no is not None:
        branch["line_no"] = {"number": str(line.line_no)}
    if line.allowed_cents is not None:
        branch["amounts"] = {"type": "B6", "amount": line.allowed_cents}
    return branch


def _adjustment_branches(adjustments: Sequence[Adjustment]) -> list[Branch]:
    """One CAS for each group, and another for each six reasons more."""
    branches: list[Branch] = []
    for group in dict.fromkeys(each.group for each in adjustments):
        reasons = [each for each in adjustments if each.group == group]
        for first in range(0, len(reasons), 6):
            branch: dict[str, str | int] = {"group": group}
            for index, each in enumerate(reasons[first : first + 6], start=1):
                branch |= {f"reason{index}": each.reason, f"amount{index}": each.cents}
            branches.append(branch)
    return branches


def _moved_branches(remit: Remit) -> list[Branch]:
    """PLB, six adjustments each; the fiscal period is given as the last day of the year (the guide's default)."""
    branches: list[Branch] = []
    moved = remit.provider_adjustments
    for first in range(0, len(moved), 6):
        branch: dict[str, str | int | date] = {"provider": remit.payee_npi, "fiscal_period": date(remit.paid_on.year, 12, 31)}
        for index, each in enumerate(moved[first : first + 6], start=1):
            branch |= {f"reason{index}": each.reason, f"reference{index}": each.reference, f"amount{index}": each.cents}
        branches.append(branch)
    return branches


def read_835(data: bytes) -> tuple[Remit, ...]:
    """Every remittance of the file; each ST is one. Raises `X12Error` for a cut or miscounted file and for amounts that cannot be read.

    Lenient to payers: LX left out, adjustments at claim and line, payer and payee named again inside, segments without money
    in unexpected places, REF*6R left out (then `line_no` is None), no day of service (then the claim's, then `NO_DAY`), no day
    of payment (then the day of production). Parts of a unit are rounded up: `PaidLine.units` counts whole ones.
    The amount is BPR02 as it stands: BPR03 says who starts the transfer (C the payer, D the payee with the payer's leave), and
    either way the money goes to the payee; the guide's balance of the transaction (1.10.2.1.3) has BPR02 without it.
    Whether it balances is said by `claims.proof.prove`.
    """
    return tuple(_read_set(found) for found in find_sets(data, T835))


def _read_set(found: Found) -> Remit:
    tree = read_tree(T835.body, found.set.body)
    prove_no_strays(tree.strays, T835.body.tags, _HARMLESS)
    root = tree.root
    payment, trace = root.get("payment"), root.get("trace")
    payer, payee = root.need("payer"), root.need("payee")
    return Remit(
        payer_id=_payer_id(payer),
        payer_name=payer.text("name", "name"),
        payee_npi=_payee_npi(payee),
        payee_name=payee.text("name", "name"),
        paid_cents=payment.cents("paid"),
        paid_on=_paid_on(root),
        trace=trace.need("number"),
        payer_tax_id=trace.text("payer_tax_id"),
        method=payment.code("method"),
        claims=tuple(_read_claim(claim) for header in root.loops("header") for claim in header.loops("claim")),
        provider_adjustments=tuple(each for row in root.every("provider_adjustment") for each in _read_moved(row)),
    )


def _payer_id(payer: Node) -> str:
    """REF*2U, else the national plan id, else whatever other number the payer gave itself; empty when there is none."""
    numbers = {row.code("type"): row.text("number") for row in payer.every("other_id")}
    return numbers.get("2U") or payer.text("name", "id") or next(iter(numbers.values()), "")


def _payee_npi(payee: Node) -> str:
    """N104: the NPI, or whatever number the payer knows the payee by (N103 FI: the tax id)."""
    return payee.get("name").text("id")


def _paid_on(root: Node) -> date:
    """BPR16; where a payer leaves it out, the day the remittance was produced (DTM*405)."""
    payment, produced = root.get("payment"), root.find("produced_on")
    return payment.day("paid_on") if payment.text("paid_on") or produced is None else produced.day("day")


def _read_claim(node: Node) -> PaidClaim:
    head = node.get("claim")
    patient = node.find("patient")
    insured = node.find("insured")
    days = {row.code("type"): row for row in node.every("served_on")}
    served_on = days["232"].day("day") if "232" in days else NO_DAY
    outpatient, inpatient = node.find("outpatient"), node.find("inpatient")
    remarks = [row.code(f"remark{index}") for row in (outpatient, inpatient) if row for index in range(1, 6)]
    return PaidClaim(
        control=head.need("control"),
        status=head.need("status"),
        charge_cents=head.cents("charge"),
        paid_cents=head.cents("paid"),
        patient_share_cents=head.cents_or("patient_share", 0) or 0,
        payer_claim_number=head.text("payer_claim_number"),
        patient_last_name=patient.text("last_name") if patient else "",
        patient_first_name=patient.text("first_name") if patient else "",
        member_id=_member_id(patient, insured),
        adjustments=_read_adjustments(node),
        lines=tuple(_read_line(line, served_on) for line in node.loops("service")),
        remarks=tuple(code for code in remarks if code),
        filing=head.code("filing"),
    )


def _member_id(patient: Row | None, insured: Row | None) -> str:
    return (patient.text("id") if patient else "") or (insured.text("id") if insured else "")


def _read_line(node: Node, claim_served_on: date) -> PaidLine:
    service = node.get("service")
    days = {row.code("type"): row for row in node.every("served_on")}
    day = days.get("472") or days.get("150")
    allowed = next((row for row in node.every("amounts") if row.code("type") == "B6"), None)
    return PaidLine(
        procedure=service.need("procedure").upper(),
        charge_cents=service.cents("charge"),
        paid_cents=service.cents("paid"),
        served_on=day.day("day") if day else claim_served_on,
        modifiers=read_modifiers(service),
        units=ceil(service.decimal("units")),
        adjustments=_read_adjustments(node),
        remarks=tuple(row.code("code") for row in node.every("remark") if row.code("list") == "HE"),
        allowed_cents=allowed.cents("amount") if allowed else None,
        line_no=read_line_no(node),
    )


def _read_adjustments(node: Node) -> tuple[Adjustment, ...]:
    return tuple(
        Adjustment(row.code("group"), row.need(f"reason{index}").upper(), row.cents(f"amount{index}"))
        for row in node.every("adjustments")
        for index in range(1, 7)
        if row.text(f"reason{index}") or row.text(f"amount{index}")
    )


def _read_moved(row: Row) -> list[ProviderAdjustment]:
    return [
        ProviderAdjustment(row.need(f"reason{index}").upper(), row.text(f"reference{index}"), row.cents(f"amount{index}"))
        for index in range(1, 7)
        if row.text(f"reason{index}") or row.text(f"amount{index}")
    ]


def filing_835(filing: str) -> str:
    """CLP06 for a claim filing indicator of the 837: the 835 has no CI, BL, FI or 11, and calls them ZZ."""
    return filing if filing in _FILINGS else "ZZ"


def as_carried(remit: Remit) -> Remit:
    """The remittance as an 835 carries it: what `read_835` gives back for it, field for field."""
    return replace(
        remit,
        payer_name=as_words(remit.payer_name),
        payee_name=as_words(remit.payee_name),
        claims=tuple(_carried_claim(claim) for claim in remit.claims),
    )


def _carried_claim(claim: PaidClaim) -> PaidClaim:
    return replace(
        claim,
        patient_last_name=as_words(claim.patient_last_name),
        patient_first_name=as_words(claim.patient_first_name),
        adjustments=_by_group(claim.adjustments),
        filing=filing_835(claim.filing),
        lines=tuple(replace(line, adjustments=_by_group(line.adjustments)) for line in claim.lines),
    )


def _by_group(adjustments: tuple[Adjustment, ...]) -> tuple[Adjustment, ...]:
    groups = list(dict.fromkeys(each.group for each in adjustments))
    return tuple(sorted(adjustments, key=lambda each: groups.index(each.group)))
