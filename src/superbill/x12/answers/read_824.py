"""824: what an application made of a set, a batch, or an item of it, such as a claim."""

from collections.abc import Iterator

from superbill.x12.answers.outcome import Outcome, Reason, Verdict
from superbill.x12.answers.words import meaning
from superbill.x12.objects.reading import CENTS
from superbill.x12.tree import Node, Row

TOLD_BY = "824"
_VERDICTS = {"A": Verdict.ACCEPTED, "C": Verdict.NOTED, "E": Verdict.NOTED, "P": Verdict.PARTLY}
"""The second letter of OTI01; every other one rejects."""
_LEVELS = {"TN": "set", "BT": "batch", "IX": "claim"}
_CLAIM_NUMBER = "EJ"


def outcomes_824(root: Node) -> Iterator[Outcome]:
    """What a set says: of the original, its batches and its items."""
    batch = root.text("begin", "original_reference")
    for node in root.loops("original"):
        row = node.get("original")
        of = _LEVELS.get(row.code("level"), "set")
        group, control = row.text("group_control"), row.text("set_control")
        amount = node.find("amount")
        yield Outcome(
            of,
            {"set": control, "batch": batch, "claim": _item(node)}[of],
            _VERDICTS.get(row.code("verdict")[1:2], Verdict.REJECTED),
            TOLD_BY,
            tuple(reason for error in node.loops("error") for reason in _reasons(error)),
            group=group,
            set=control,
            batch=batch,
            charge_cents=CENTS[amount.text("amount")] if of == "claim" and amount else None,
        )


def _item(node: Node) -> str:
    """The number of an item: the claim's own (REF*EJ), else whatever number is given."""
    references = node.every("reference")
    claims = [row for row in references if row.code("type") == _CLAIM_NUMBER]
    return next((row.text("reference") for row in (*claims, *references)), node.get("original").text("reference"))


def _reasons(node: Node) -> Iterator[Reason]:
    """One for each code, with the place and the sender's own words."""
    error = node.get("error")
    codes = node.every("code")
    where, value = _where(error), error.text("value")
    for row in codes:
        code, words = row.code("code"), row.text("words")
        told = words if words not in ("", "NA") else error.text("message")
        meant = meaning("business", f"E{code[1:]}" if code.startswith("W") else code)  # W warns of what E refuses
        yield Reason(code, meant + (f" ({told})" if told else ""), where, value)
    if not codes:
        yield Reason(error.code("condition"), error.text("message") or "not said", where, value)


def _where(error: Row) -> str:
    tag, position, element, part = (error.text(name) for name in ("tag", "position", "element", "part"))
    if not tag:
        return ""
    spot = tag + (element.zfill(2) if element else "") + (f"-{part}" if part else "")
    return f"segment {position}, {spot}" if position else spot
