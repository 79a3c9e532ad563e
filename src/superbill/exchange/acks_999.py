"""837P → its check → 999 (005010X231A1), and 999 → what happened to each set.

The 999 says where a set breaks the guide, segment by segment; it never says anything about money or coverage.
"""

from collections.abc import Sequence
from datetime import datetime

from superbill.claims.ack import FileAck, SetAck
from superbill.exchange.envelope import Controls, Party, find_sets, prove_no_strays, write_file
from superbill.x12.answers.a999 import bodies_999
from superbill.x12.answers.words import meaning
from superbill.x12.check import check
from superbill.x12.errors import X12Error
from superbill.x12.findings import found
from superbill.x12.report import Report
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t999 import T999
from superbill.x12.tree import Node, read_tree

_UNFOLLOWED = frozenset(
    ("SNIP1-HEADER", "SNIP1-TRAILER", "SNIP1-CUT", "SNIP1-ENDLESS", "SNIP1-ISA", "SNIP1-NOT-X12", "SNIP1-EMPTY")
)
_TRAILERS = frozenset(("GE", "IEA"))


def check_837p(data: bytes) -> Report:
    """Hold an 837P against the guide (SNIP levels 1 and 2). Raises `X12Error` only when the envelopes cannot be followed.

    Then no 999 can be written, because it is not known what it would answer. A set of another transaction or guide is refused
    with one finding.
    """
    report = check(data, levels=(1, 2))
    broken = [each for each in report.findings if each.code in _UNFOLLOWED or (each.is_error and each.tag in _TRAILERS)]
    if broken:
        first = next((each for each in broken if each.code == "SNIP1-CUT"), broken[0])
        raise X12Error(first.message, segment=first.at.number, offset=first.at.offset, place=first.spot, todo=first.todo)
    sets = [one for interchange in report.interchanges for group in interchange.groups for one in group.sets]
    if not sets:
        raise X12Error("The file holds no transaction set.", todo="Ask the sender what it was meant to hold.")
    for one in sets:
        if one.table is not T837P:
            code = "SNIP2-GUIDE" if one.kind == T837P.kind else "SNIP2-SET"
            one.findings[:] = [found(code, f"Only {T837P.guide} is taken here.", at=one.at, spot="ST01", value=one.kind)]
    report.findings[:] = [each for one in sets for each in one.findings]
    return report


def write_999(report: Report, *, sender: Party, receiver: Party, controls: Controls, at: datetime, test: bool = True) -> bytes:
    """The answer to a checked file: one 999 for each of its groups, in one interchange. `sender` is who received the 837P."""
    bodies = [body for interchange in report.interchanges for body in bodies_999(interchange)]
    return write_file(T999, bodies, sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def read_999(data: bytes) -> tuple[FileAck, ...]:
    """The answers in a 999 file, one for each functional group that it answers. Raises `X12Error`."""
    acks = []
    for each in find_sets(data, T999):
        tree = read_tree(T999.body, each.set.body)
        prove_no_strays(tree.strays, T999.body.tags)
        root = tree.root
        group, verdict = root.get("group"), root.get("verdict")
        sets = tuple(_read_set(node) for node in root.loops("set"))
        acks.append(FileAck(group.need("control"), verdict.need("code").upper(), sets))
    return tuple(acks)


def _read_set(node: Node) -> SetAck:
    head, verdict = node.get("set"), node.get("verdict")
    errors = [sentence for segment in node.loops("segment") for sentence in _sentences(segment)]
    codes = [code for n in range(1, 6) if (code := verdict.code(f"error{n}"))]
    errors += [meaning("set", code) for code in codes]
    return SetAck(head.need("control"), verdict.need("code").upper(), tuple(errors))


def _sentences(node: Node) -> Sequence[str]:
    """Each fault with its place, in words."""
    row = node.get("segment")
    context = node.every("context")
    claim = next((each.text("value") for each in context if each.code("kind") == "CLM01"), "")
    where = (
        f"segment {row.text('position')} ({row.code('tag')}" + (f", loop {row.text('loop')}" if row.text("loop") else "") + ")"
    )
    where += f", claim {claim}" if claim else ""
    code = row.code("code")
    elements = node.loops("element")
    if not elements:
        return [f"{where}: {meaning('segment', code)}"]
    said = []
    for each in elements:
        fault = each.get("element")
        part = f"-{fault.text('part')}" if fault.text("part") else ""
        place = f"{row.code('tag')}{fault.text('element').zfill(2)}{part}"
        value = f" ({fault.text('value')})" if fault.text("value") else ""
        said.append(f"{where}: {place} {meaning('element', fault.code('code'))}{value}")
    return said
