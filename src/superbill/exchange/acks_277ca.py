"""Claim acknowledgements ↔ 277CA (005010X214): payer, submitter, billing provider, patient with one claim.

A claim is accepted (action WQ) or rejected (U); there is nothing between (X12 RFI 1942).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import groupby

from superbill.claims.ack import ClaimAck
from superbill.claims.claim import Claim
from superbill.claims.people import Payer, Practice
from superbill.exchange.envelope import Controls, Party, find_sets, prove_no_strays, write_file
from superbill.x12.errors import X12Error
from superbill.x12.transactions.t277ca import T277CA
from superbill.x12.tree import Node, Row, read_tree
from superbill.x12.write import Branch, write_body


def write_277ca(
    acks: Sequence[ClaimAck],
    *,
    claims: Sequence[Claim],
    payer: Payer,
    batch: str,
    received_on: date,
    sender: Party,
    receiver: Party,
    controls: Controls,
    at: datetime,
    test: bool = True,
) -> bytes:
    """Answer claims of one 837P. `claims` are those that `acks` answer, in the same order; `batch` is the 837's BHT03.

    They go by position because a submitter may use a control number twice. `sender` is the payer, `receiver` who submitted. Raises `X12Error` for what the guide does not allow.
    """
    if not acks:
        raise X12Error("There is no claim to acknowledge.", todo="Give the answer to each claim of the batch.")
    pairs = list(zip(acks, claims, strict=True))
    branch: Branch = {
        "begin": {"reference": f"{controls.interchange:09d}", "created_on": at, "created_at": at},
        "source": {
            "level": {},
            "who": {"name": {"entity": "PR", "last_name": payer.name, "id_type": "PI", "id": payer.payer_id}},
            "received": {
                "trace": {"number": batch},
                "received_on": {"day": received_on},
                "processed_on": {"day": at},
            },
            "submitter": _submitter_branch(pairs, batch=batch, receiver=receiver, on=at.date()),
        },
    }
    return write_file(T277CA, [write_body(T277CA, branch)], sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def _submitter_branch(pairs: Sequence[tuple[ClaimAck, Claim]], *, batch: str, receiver: Party, on: date) -> Branch:
    verdict: Branch = {
        "category": "A1",
        "status": "20",
        "day": on,
        "action": "WQ",
        "charge": sum(ack.charge_cents for ack, _ in pairs),
    }
    return {
        "level": {},
        "who": {"name": {"type": "2", "last_name": receiver.name, "id": receiver.id}},
        "totals": {"trace": {"number": batch}, "verdict": verdict, **_totals_branch([ack for ack, _ in pairs])},
        "billing": [
            _billing_branch(practice, list(each)) for practice, each in groupby(pairs, key=lambda pair: pair[1].practice)
        ],
    }


def _totals_branch(acks: Iterable[ClaimAck]) -> dict[str, Branch]:
    branch: dict[str, Branch] = {}
    every = list(acks)
    for word in ("accepted", "rejected"):
        charges = [ack.charge_cents for ack in every if ack.accepted == (word == "accepted")]
        if charges:
            branch |= {word: {"quantity": len(charges)}, f"{word}_charge": {"amount": sum(charges)}}
    return branch


def _billing_branch(practice: Practice, pairs: Sequence[tuple[ClaimAck, Claim]]) -> Branch:
    charge = sum(ack.charge_cents for ack, _ in pairs)
    verdict: Branch = {"category": "A1", "status": "19", "entity": "PR", "action": "WQ", "charge": charge}
    return {
        "level": {},
        "provider": {"name": {"type": "2", "last_name": practice.name, "id_type": "XX", "id": practice.npi}},
        "totals": {"trace": {"number": "0"}, "verdict": verdict, **_totals_branch(ack for ack, _ in pairs)},
        "patient": [_patient_branch(ack, claim) for ack, claim in pairs],
    }


def _patient_branch(ack: ClaimAck, claim: Claim) -> Branch:
    person = claim.patient.person
    last_day = max(line.served_on for line in claim.lines)
    one_day = claim.served_on == last_day
    days = claim.served_on.strftime("%Y%m%d") if one_day else f"{claim.served_on:%Y%m%d}-{last_day:%Y%m%d}"
    branch: dict[str, Branch] = {
        "trace": {"number": ack.claim_control},
        "verdict": {
            "category": ack.category,
            "status": ack.status,
            "entity": ack.entity,
            "day": ack.on,
            "action": "WQ" if ack.accepted else "U",
            "charge": ack.charge_cents,
            "message": ack.message,
        },
        "served_on": {"format": "D8" if one_day else "RD8", "day": days},
    }
    if ack.payer_claim_number:
        branch["payer_claim_number"] = {"number": ack.payer_claim_number}
    name = {
        "type": "1",
        "last_name": person.last_name,
        "first_name": person.first_name,
        "middle_name": person.middle_name,
        "id_type": "MI",
        "id": claim.coverage.member_id,
    }
    return {"level": {}, "person": {"name": name}, "claim": branch}


def read_277ca(data: bytes) -> tuple[ClaimAck, ...]:
    """What happened to each claim. Raises `X12Error` for a cut or miscounted file.

    Where a whole submission or provider was rejected and no claim is named, one answer with an empty `claim_control` says so.
    """
    acks = []
    for found in find_sets(data, T277CA):
        tree = read_tree(T277CA.body, found.set.body)
        prove_no_strays(tree.strays, T277CA.body.tags)
        for source in tree.root.loops("source"):
            for submitter in source.loops("submitter"):
                acks += _read_submitter(submitter)
    return tuple(acks)


def _read_submitter(submitter: Node) -> list[ClaimAck]:
    found = [
        _read_claim(claim)
        for billing in submitter.loops("billing")
        for patient in billing.loops("patient")
        for claim in patient.loops("claim")
    ]
    if found:
        return found
    totals = [submitter.need("totals"), *(each for billing in submitter.loops("billing") for each in billing.loops("totals"))]
    day = totals[0].get("verdict").day("day")
    verdicts = [_read_verdict(row, control="", on=day) for each in totals for row in each.every("verdict")]
    return [ack for ack in verdicts if not ack.accepted]


def _read_claim(node: Node) -> ClaimAck:
    rows = node.every("verdict")
    if not rows:
        node.missing("verdict")
    control = node.get("trace").need("number")
    number = node.text("payer_claim_number", "number")
    acks = [_read_verdict(row, control=control, on=row.day("day"), payer_claim_number=number) for row in rows]
    return next((ack for ack in acks if not ack.accepted), acks[0])


def _read_verdict(row: Row, *, control: str, on: date, payer_claim_number: str = "") -> ClaimAck:
    return ClaimAck(
        claim_control=control,
        category=row.need("category").upper(),
        status=row.need("status"),
        charge_cents=row.cents_or("charge", 0) or 0,
        on=on,
        entity=row.code("entity"),
        payer_claim_number=payer_claim_number,
        message=row.text("message") if "message" in row.seg.places else "",
    )
