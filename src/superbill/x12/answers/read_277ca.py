"""277CA: what happened to each claim; where none is named, to the batch or to a provider's claims."""

from collections.abc import Iterable, Iterator

from superbill.x12.answers.outcome import Outcome, Reason, Verdict
from superbill.x12.answers.words import status_words
from superbill.x12.objects.reading import CENTS
from superbill.x12.tree import Node, Row

TOLD_BY = "277CA"
_TAKEN = frozenset(("A0", "A1", "A2", "A5"))
"""Categories that accept; with every other one the claim was not taken, whatever STC03 says."""


def outcomes_277ca(root: Node) -> Iterator[Outcome]:
    """What a set says, batch by batch."""
    for source in root.loops("source"):
        for submitter in source.loops("submitter"):
            yield from _outcomes_of_batch(submitter)


def _outcomes_of_batch(submitter: Node) -> Iterator[Outcome]:
    totals = submitter.need("totals")
    batch = totals.get("trace").text("number")
    claims = [
        _outcome_of_claim(claim, batch)
        for billing in submitter.loops("billing")
        for patient in billing.loops("patient")
        for claim in patient.loops("claim")
    ]
    yield _outcome_of(totals, "batch", batch, batch, claims)
    for billing in submitter.loops("billing"):
        below = billing.first("totals")
        if below is not None and not _is_taken(below.every("verdict")):
            yield _outcome_of(below, "provider", _provider(billing), batch, ())
    yield from claims


def _outcome_of(node: Node, of: str, control: str, batch: str, claims: Iterable[Outcome]) -> Outcome:
    """A level above the claims: rejected as such, with the reason, or as its claims fared, which have the reasons."""
    rows = node.every("verdict")
    fates = {each.is_taken for each in claims}
    taken = _is_taken(rows)
    verdict = Verdict.REJECTED if not taken or fates == {False} else Verdict.PARTLY if False in fates else Verdict.ACCEPTED
    charge = next((cents for row in rows if (cents := _charge(row)) is not None), None)
    reasons = () if taken and verdict is not Verdict.ACCEPTED else tuple(_reasons(rows))
    return Outcome(of, control, verdict, TOLD_BY, reasons, batch=batch, charge_cents=charge)


def _provider(billing: Node) -> str:
    return next((node.get("name").text("id") for node in billing.loops("provider")), "")


def _outcome_of_claim(node: Node, batch: str) -> Outcome:
    rows = node.every("verdict")
    if not rows:
        node.missing("verdict")
    reasons = [*_reasons(rows), *(reason for line in node.loops("line") for reason in _reasons_of_line(line))]
    return Outcome(
        "claim",
        node.get("trace").need("number"),
        Verdict.ACCEPTED if _is_taken(rows) else Verdict.REJECTED,
        TOLD_BY,
        tuple(reasons),
        batch=batch,
        charge_cents=next((cents for row in rows if (cents := _charge(row)) is not None), None),
        payer_claim_number=node.text("payer_claim_number", "number"),
    )


def _is_taken(rows: Iterable[Row]) -> bool:
    return all(row.code("category") in _TAKEN and row.code("action") != "U" for row in rows)


def _charge(row: Row) -> int | None:
    return CENTS[row.text("charge")] if "charge" in row.seg.places else None


def _reasons(rows: Iterable[Row], where: str = "") -> Iterator[Reason]:
    """Each status in words, with what the payer wrote for people."""
    for row in rows:
        message = row.text("message") if "message" in row.seg.places else ""
        for prefix in ("", "second_", "third_"):
            category, status, entity = (row.code(f"{prefix}{name}") for name in ("category", "status", "entity"))
            if category:
                words = status_words(category, status, entity) + (f" ({message})" if message and not prefix else "")
                yield Reason(":".join(part for part in (category, status, entity) if part), words, where)


def _reasons_of_line(node: Node) -> Iterator[Reason]:
    number = node.text("line_no", "number")
    service = node.get("service")
    what = f"{service.text('kind')} {service.text('procedure')}".strip()
    yield from _reasons(node.every("verdict"), f"line {number} ({what})" if number else f"line {what}")
