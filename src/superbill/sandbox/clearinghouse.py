"""The practice clearinghouse: the bytes of an 837 file in, the bytes of every answer out.

A file is answered in three steps, as in life: could it be read (999), was each claim taken (277CA), what was paid (835 and a
line of the bank's list). The same file, day, time and register always give the same bytes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from superbill.claims.claim import Claim
from superbill.claims.people import Payer
from superbill.exchange.acks_277ca import write_277ca
from superbill.exchange.acks_999 import check_837p, write_999
from superbill.exchange.claims_837p import ReadBatch, ReadClaim, read_837p
from superbill.exchange.envelope import Controls, Party
from superbill.exchange.remits_835 import write_835
from superbill.sandbox.bank import BankLine, accounts_of, bank_line_for
from superbill.sandbox.intake import Arrival, take_claim
from superbill.sandbox.payments import Payment, pay_waiting
from superbill.sandbox.plan import Plan, load_plans
from superbill.sandbox.register import Register
from superbill.x12.envelope import Interchange, read_interchanges
from superbill.x12.report import Report
from superbill.x12.segments import Segment


@dataclass(frozen=True, slots=True)
class Answers:
    """What goes back, and the register as it stands afterwards.

    `ack_277ca` is None when no claim of the file could be read; it holds one interchange for each set and payer. `remits` are
    835 files. A payment run alone has no `ack_999`.
    """

    seen: Register
    ack_999: bytes | None = None
    ack_277ca: bytes | None = None
    remits: tuple[bytes, ...] = ()
    bank_lines: tuple[BankLine, ...] = ()


def answer(
    data: bytes, *, on: date, at: datetime, plans: Mapping[str, Plan] | None = None, seen: Register | None = None
) -> Answers:
    """Answer one 837 file to the end. `on` is the payers' day, `at` the local time on the answers. Nothing given changes.

    Without `seen` the payers remember nothing. Raises `X12Error` when the envelopes cannot be followed (a cut file): then
    there is nothing that a 999 could name.
    """
    book = load_plans() if plans is None else plans
    heard = receive(data, plans=book, seen=seen or Register(), on=on, at=at)
    paid = pay(plans=book, seen=heard.seen, on=on, at=at)
    return Answers(paid.seen, heard.ack_999, heard.ack_277ca, paid.remits, paid.bank_lines)


def receive(data: bytes, *, plans: Mapping[str, Plan], seen: Register, on: date, at: datetime) -> Answers:
    """Check a file and take its claims; those taken wait for the next payment run. `seen` itself does not change.

    Raises `X12Error` when the envelopes cannot be followed.
    """
    check = check_837p(data)
    register = seen.copy()
    interchanges = read_interchanges(data, strict=False)
    ack_999 = _write_999(check, interchanges[0], register=register, at=at)
    batches = read_837p(readable) if (readable := _accepted_part(data, check, interchanges)) else ()
    acks = b"".join(ack for batch in batches for ack in _take_batch(batch, plans=plans, register=register, on=on, at=at))
    return Answers(register, ack_999, acks or None)


def pay(*, plans: Mapping[str, Plan], seen: Register, on: date, at: datetime) -> Answers:
    """Decide and pay every claim that waits. `seen` itself does not change."""
    register = seen.copy()
    payments = pay_waiting(plans=plans, seen=register, on=on)
    remits = tuple(_write_835(payment, plans=plans, register=register, at=at) for payment in payments)
    deposits = (bank_line_for(payment.remit) for payment in payments)
    return Answers(register, remits=remits, bank_lines=tuple(line for line in deposits if line))


def _accepted_part(data: bytes, check: Report, interchanges: tuple[Interchange, ...]) -> bytes:
    """The file without its rejected sets and with trailers that count what is left; empty when nothing is."""
    if check.accepted:
        return data
    accepted = {one.at.offset for each in check.interchanges for group in each.groups for one in group.sets if one.accepted}
    kept = []
    for interchange in interchanges:
        groups = [
            (group, sets) for group in interchange.groups if (sets := [each for each in group.sets if each.st.offset in accepted])
        ]
        if not groups:
            continue
        kept.append(_bytes_of(data, interchange.isa))
        for group, sets in groups:
            kept.append(_bytes_of(data, group.gs))
            kept += [data[each.st.offset : each.se.end] for each in sets]
            kept.append(_trailer("GE", len(sets), group.control, like=group.ge))
        kept.append(_trailer("IEA", len(groups), interchange.control, like=interchange.iea))
    return b"".join(kept)


def _bytes_of(data: bytes, segment: Segment) -> bytes:
    return data[segment.offset : segment.end]


def _trailer(tag: str, count: int, control: str, *, like: Segment) -> bytes:
    return Segment(tag, (str(count), control), like.delimiters).text().encode("latin-1")


def _write_999(check: Report, asked: Interchange, *, register: Register, at: datetime) -> bytes:
    return write_999(
        check,
        sender=Party(asked.receiver, asked.receiver),
        receiver=Party(asked.sender, asked.sender),
        controls=_controls(register),
        at=at,
        test=asked.is_test,
    )


def _take_batch(batch: ReadBatch, *, plans: Mapping[str, Plan], register: Register, on: date, at: datetime) -> Iterator[bytes]:
    """One 277CA for each payer of a set, in the order in which they first appear."""
    by_payer: dict[str, list[ReadClaim]] = {}
    for item in batch.items:
        by_payer.setdefault(item.claim.coverage.payer.payer_id, []).append(item)
    for items in by_payer.values():
        acks = [take_claim(_arrival(item, batch, on=on), plans=plans, seen=register) for item in items]
        payer = _payer_of(items[0].claim, plans)
        yield write_277ca(
            acks,
            claims=[item.claim for item in items],
            payer=payer,
            batch=batch.reference,
            received_on=on,
            sender=Party(batch.receiver_id, payer.name),
            receiver=Party(batch.sender_id, batch.submitter_name),
            controls=_controls(register),
            at=at,
            test=batch.test,
        )


def _arrival(item: ReadClaim, batch: ReadBatch, *, on: date) -> Arrival:
    return Arrival(item.claim, item.control, item.charge_cents, on, submitter=batch.sender_id, test=batch.test)


def _payer_of(claim: Claim, plans: Mapping[str, Plan]) -> Payer:
    """The payer as it calls itself; one that nobody here knows, as the claim calls it."""
    payer = claim.coverage.payer
    return plans[payer.payer_id].payer if payer.payer_id in plans else payer


def _write_835(payment: Payment, *, plans: Mapping[str, Plan], register: Register, at: datetime) -> bytes:
    plan, remit = plans[payment.remit.payer_id], payment.remit
    return write_835(
        remit,
        sender=Party(plan.payer.payer_id, plan.payer.name, plan.contact_name, plan.phone, plan.address),
        receiver=Party(payment.submitter, remit.payee_name),
        controls=_controls(register),
        at=at,
        test=payment.test,
        bank=accounts_of(plan, payee_npi=remit.payee_npi),
    )


def _controls(register: Register) -> Controls:
    number = register.next_number("interchange")
    return Controls(interchange=number, group=number)
