"""999 and 997: what happened to each group and set, and to the claims that they name as a context."""

from collections.abc import Iterable, Iterator
from functools import partial

from superbill.x12.answers.outcome import Outcome, Reason, Verdict
from superbill.x12.answers.words import meaning
from superbill.x12.tree import Node, Row

_VERDICTS = {"A": Verdict.ACCEPTED, "E": Verdict.NOTED, "P": Verdict.PARTLY}
"""IK501, AK501 and AK901; every other code rejects."""
_CLAIM_NUMBERS = frozenset(("CLM01", "CLP01"))


def _outcomes(root: Node, told_by: str) -> Iterator[Outcome]:
    head, verdict = root.get("group"), root.get("verdict")
    group = head.text("control")
    yield Outcome("group", group, _verdict(verdict), told_by, tuple(_reasons(verdict, "group")), group=group)
    for node in root.loops("set"):
        yield from _outcomes_of_set(node, group, told_by)


outcomes_999 = partial(_outcomes, told_by="999")
outcomes_997 = partial(_outcomes, told_by="997")


def _outcomes_of_set(node: Node, group: str, told_by: str) -> Iterator[Outcome]:
    rows = node.every("verdict") or [node.get("verdict")]
    control, verdict = node.get("set").text("control"), _worst(rows)
    reasons: list[Reason] = []
    of_claims: dict[str, list[Reason]] = {}
    for segment in node.loops("segment"):
        found = list(_reasons_of_segment(segment))
        claim = _claim(segment)
        (of_claims.setdefault(claim, []) if claim else reasons).extend(found)
    reasons += (reason for row in rows for reason in _reasons(row, "set"))
    yield Outcome("set", control, verdict, told_by, tuple(reasons), group=group, set=control)
    for claim, of_claim in of_claims.items():
        fate = Verdict.NOTED if verdict in (Verdict.ACCEPTED, Verdict.NOTED) else Verdict.REJECTED
        yield Outcome("claim", claim, fate, told_by, tuple(of_claim), group=group, set=control)


def _verdict(row: Row) -> Verdict:
    return _VERDICTS.get(row.code("code"), Verdict.REJECTED)


def _worst(rows: Iterable[Row]) -> Verdict:
    """Of two verdicts on one set, where the head of the second was lost, the worse one counts."""
    return max(map(_verdict, rows), key=list(Verdict).index)


def _reasons(row: Row, kind: str) -> Iterator[Reason]:
    for index in range(1, 6):
        if code := row.code(f"error{index}"):
            yield Reason(code, meaning(kind, code))


def _reasons_of_segment(node: Node) -> Iterator[Reason]:
    row = node.get("segment")
    code, tag, loop = row.code("code"), row.code("tag"), row.text("loop")
    place = f"segment {row.text('position')}" + (f", loop {loop}" if loop else "")
    elements = [each for below in _elements(node) if (each := below)]
    if not elements:
        yield Reason(code, meaning("segment", code), f"{place}, {tag}")
    for element in elements:
        number, part = element.text("element"), element.text("part")
        spot = f"{tag}{number.zfill(2)}" + (f"-{part}" if part else "")
        fault = element.code("code")
        yield Reason(f"{code}/{fault}", f"{spot} {meaning('element', fault)}", f"{place}, {spot}", element.text("value"))


def _elements(node: Node) -> list[Row]:
    """IK4 opens a loop of its own, AK4 does not."""
    if any(child.name == "element" and hasattr(child, "children") for child in node.loop.children):
        return [below.get("element") for below in node.loops("element")]
    return node.every("element")


def _claim(node: Node) -> str:
    """The claim that a segment stands in: CTX names its number."""
    if "context" not in node.loop.order:
        return ""
    for row in node.every("context"):
        marks = row.segment.delimiters
        for text in row.segment.element(1).split(marks.repetition or "\n"):
            kind, _, value = text.partition(marks.component)
            if kind.strip().upper() in _CLAIM_NUMBERS:
                return value.strip()
    return ""
