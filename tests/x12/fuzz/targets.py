"""What is fed with damaged files, and what must hold of the outcome: a report or an `X12Error`, never anything else.

Each target takes the bytes and says nothing when all is well. It raises `Broken` when an outcome is wrong although nothing was
raised: chunks that read otherwise than the whole, an answer that is not valid itself, a file that comes back changed.
"""

from collections.abc import Callable, Iterator
from typing import Any

from superbill.basics.errors import SuperbillError
from superbill.x12.answers.a824 import answer_824
from superbill.x12.answers.a997 import answer_997
from superbill.x12.answers.a999 import answer_999
from superbill.x12.answers.a_ta1 import answer_ta1
from superbill.x12.answers.answer import answer_file
from superbill.x12.answers.read import outcomes
from superbill.x12.arrow import read_tables
from superbill.x12.check import check
from superbill.x12.envelope import Interchange, read_interchanges, write_interchange
from superbill.x12.errors import X12Error
from superbill.x12.guides import find_tables
from superbill.x12.layouts.claims import CLAIM_TABLES
from superbill.x12.layouts.remittances import REMITTANCE_TABLES
from superbill.x12.objects.claims import Claim
from superbill.x12.placed import placed_segments
from superbill.x12.report import Report
from superbill.x12.tools.anonymise import anonymise
from superbill.x12.tools.as_json import objects_as_json, to_json, to_x12
from superbill.x12.tools.checked import Checked
from superbill.x12.tools.diff import diff
from superbill.x12.tools.html_report import html_page
from superbill.x12.tools.sarif import sarif_log
from superbill.x12.tools.show import show
from superbill.x12.tools.split import By, split
from superbill.x12.tree import read_tree
from superbill.x12.walk import check_body
from tests.x12.fuzz.inputs import AT, ON

Target = Callable[[bytes], None]


class Broken(Exception):
    """An outcome that must not be."""


def sized(data: bytes) -> int:
    """A size of chunks: always the same for the same file, small where the file is."""
    sizes = (1, 3, 7, 64, 1000) if len(data) < 20_000 else (997, 65_536)
    return sizes[sum(data[-40:]) % len(sizes)]


def chunks(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


# --- the engine itself


def whole(data: bytes) -> None:
    """The check of all levels, at once."""
    report = check(data, hear=lambda thing: None)
    if not report.interchanges and (report.accepted or not report.findings):
        raise Broken("nothing was read, and nothing was said")
    for finding in report.findings:
        if data[finding.at.offset :][:1] != finding.at.raw[:1].encode("latin-1")[:1] and finding.at.raw:
            raise Broken(f"{finding.code} does not stand at byte {finding.at.offset}")


def in_chunks(data: bytes) -> None:
    """The check of all levels in chunks gives what it gives at once: reports and objects."""
    one: list[object] = []
    other: list[object] = []
    reports = check(data, hear=one.append), check(chunks(data, sized(data)), hear=other.append)
    if reports[0] != reports[1]:
        raise Broken(f"in chunks of {sized(data)}: {difference(*reports)}")
    if one != other:
        raise Broken(f"in chunks of {sized(data)} other objects are heard: {len(one)}, {len(other)}")


def difference(one: Report, other: Report) -> str:
    """The first thing in which two reports differ, for people."""
    pairs = zip(one.findings, other.findings, strict=False)
    found = next(
        (
            f"{left.code} {left.at[:2]} {left.spot}, then {right.code} {right.at[:2]} {right.spot}"
            for left, right in pairs
            if left != right
        ),
        "",
    )
    return (
        found
        or f"{len(one.findings)} or {len(other.findings)} findings, {one.segments} or {other.segments} segments, {one.sets} or {other.sets} sets"
    )


def as_json(data: bytes) -> None:
    """What is printed as JSON is written again byte for byte."""
    if b"".join(to_x12(list(to_json(data)))) != data:
        raise Broken("the file comes back changed")


def placed(data: bytes) -> None:
    """Every segment has its text and place; none begins before the one before it ended."""
    end = 0
    for each in placed_segments(data):
        if each.offset < end or data[each.offset : each.offset + len(each.text)] != each.text.encode("latin-1"):
            raise Broken(f"segment {each.number} is not what stands at byte {each.offset}")
        end = each.offset + len(each.text)


def envelopes(data: bytes) -> None:
    """What is read whole is read into trees, and no check by the byte rejects what is right."""
    try:
        interchanges = read_interchanges(data)
    except X12Error:
        report = check(data, levels=(1, 2))
        if report.accepted and not report.findings:
            raise Broken("a file that cannot be read whole is accepted without a word") from None
        read_interchanges(data, strict=False)
        return
    trees(interchanges)


def trees(interchanges: tuple[Interchange, ...]) -> None:
    """Every set as a tree that holds all of its segments, and judged."""
    for group in (group for interchange in interchanges for group in interchange.groups):
        for one in group.sets:
            tables = find_tables(one.kind, one.st.element(3)) or find_tables(one.kind, group.guide)
            for table in tables:
                tree = read_tree(table.body, one.body)
                if len(tree.root.segments()) + len(tree.strays) != len(one.body):
                    raise Broken("a segment is lost in the tree")
                faults = [each for each in check_body(table, list(one.body)) if each.is_error]
                if tree.strays and not faults:
                    raise Broken("a stray segment is not told")


# --- answers, each valid itself


def answers(data: bytes) -> None:
    """TA1, 999 and 997 from a report of levels 1 and 2."""
    report = check(data, levels=(1, 2))
    for make in (answer_ta1, answer_999, answer_997):
        prove_valid(make, report)


def all_answers(data: bytes) -> None:
    """TA1, 999 and 277CA in one pass; and an 824."""
    given = answer_file(data, at=AT, on=ON)
    for answer in (given.ta1, given.ack_999, given.ack_277ca):
        prove(answer)
    heard: list[Any] = []
    report = check(data, most=10**9, hear=heard.append)
    prove(answer_824(report, [each for each in heard if isinstance(each, Claim)], at=AT, on=ON))


def prove_valid(make: Callable[..., bytes], report: Report) -> None:
    try:
        answer = make(report, at=AT)
    except X12Error:
        return
    prove(answer)


def prove(answer: bytes) -> None:
    if not answer:
        return
    report = check(answer, levels=(1, 2))
    if not report.accepted:
        first = report.findings[0]
        raise Broken(f"an answer is not valid: {first.code} {first.spot} {first.message}")
    outcomes(answer)


# --- tools


def writing(data: bytes) -> None:
    """What was read as segments is written or refused."""
    from superbill.x12.envelope import Envelope

    for interchange in read_interchanges(data, strict=False):
        for group in interchange.groups:
            envelope = Envelope(interchange.sender, interchange.receiver, 1, 1, "HC", group.guide, AT)
            bodies = [one.body for one in group.sets]
            write_interchange(envelope, bodies, kind="837", first_control=1, delimiters=interchange.isa.delimiters)


def told(data: bytes) -> None:
    """A page and a log of what was found."""
    file = Checked("a.edi", check(data), data)
    html_page([file])
    sarif_log([file], version="1")


def shown(data: bytes) -> None:
    """The explained view."""
    for _ in show(data):
        pass


def parted(data: bytes) -> None:
    """Split every way."""
    for by in By:
        refused(lambda by=by: list(split(data, by=by, claims=2)))  # type: ignore[misc]


def anonymised(data: bytes) -> None:
    """Without names."""
    b"".join(anonymise(data, secret=b"0" * 32))


def compared(data: bytes) -> None:
    """With itself: no difference."""
    if list(diff(data, data)):
        raise Broken("a file differs from itself")


def objects(data: bytes) -> None:
    """The typed objects as JSON."""
    for _ in objects_as_json(data):
        pass


def tables(data: bytes) -> None:
    """As Arrow tables: the plain reader, and the accelerator, which must agree with it."""
    for layout in (CLAIM_TABLES, REMITTANCE_TABLES):
        plain = read_tables(data, layout=layout, fast=False)
        fast = read_tables(chunks(data, sized(data)), layout=layout, fast=True)
        other = [name for name in plain if plain[name] != fast[name] and plain[name].to_pylist() != fast[name].to_pylist()]
        if other:
            raise Broken(f"the accelerator reads other {', '.join(other)}")


def heard_answers(data: bytes) -> None:
    """As if it were an acknowledgement."""
    outcomes(data)


def refused(run: Callable[[], object]) -> None:
    """Run something that may refuse its input."""
    try:
        run()
    except SuperbillError:
        return


ENGINE: dict[str, Target] = {
    "whole": whole, "in_chunks": in_chunks, "as_json": as_json, "placed": placed, "envelopes": envelopes, "answers": answers,
}  # fmt: skip
TOOLS: dict[str, Target] = {
    "all_answers": all_answers, "writing": writing, "told": told, "shown": shown, "parted": parted, "anonymised": anonymised,
    "compared": compared, "objects": objects, "heard_answers": heard_answers, "tables": tables,
}  # fmt: skip
TARGETS = ENGINE | TOOLS


def found_in(data: bytes) -> int:
    """How much is found in a file; each costs some time."""
    report = check(data)
    return len(report.findings) + report.left_out


def feed(name: str, data: bytes) -> None:
    """Give a file to a target. `X12Error` and its kin are good outcomes; what else is raised is not."""
    refused(lambda: TARGETS[name](data))
