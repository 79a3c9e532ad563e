"""The engine as targets: what is fed with damaged files, and what must hold of the outcome.

Each target takes the bytes and says nothing when all is well. It raises `Broken` when an outcome is wrong although nothing was
raised: chunks that read otherwise than the whole, an answer that is not valid itself, a file that comes back changed.
"""

from collections.abc import Callable, Iterator
from unittest import mock

from superbill.x12 import parallel
from superbill.x12.answers.a997 import answer_997
from superbill.x12.answers.a999 import answer_999
from superbill.x12.answers.a_ta1 import answer_ta1
from superbill.x12.answers.read import outcomes
from superbill.x12.check import check
from superbill.x12.envelope import Interchange, read_interchanges
from superbill.x12.errors import X12Error
from superbill.x12.fast import block, handing, stretch
from superbill.x12.guides import find_tables
from superbill.x12.parallel import check_in_parts
from superbill.x12.placed import placed_segments
from superbill.x12.report import Report
from superbill.x12.tools.as_json import to_json, to_x12
from superbill.x12.tree import read_tree
from superbill.x12.walk import check_body
from tests.x12.fuzz.inputs import AT
from tests.x12.fuzz.outcomes import Broken
from tests.x12.test_parallel import Here

Target = Callable[[bytes], None]


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


def kernels(data: bytes) -> None:
    """The check of all levels by kernels, which are used from the first byte on and for every stretch, gives what it gives without."""
    one: list[object] = []
    other: list[object] = []
    with mock.patch.object(block, "AFTER", block.NEVER):
        plain = check(data, hear=one.append)
    often = mock.patch.object(handing, "OFTEN", 1)
    with mock.patch.multiple(block, AFTER=0, LEAST=1), mock.patch.object(stretch, "SHORTEST", 2), often:
        quick = check(chunks(data, max(sized(data), 500)), hear=other.append)
    if plain != quick:
        raise Broken(f"the kernels find other things: {difference(plain, quick)}")
    if one != other:
        raise Broken(f"with kernels other objects are heard: {len(one)}, {len(other)}")


def in_parts(data: bytes) -> None:
    """Checked in parts, each apart and then put together, it is as in one: with room for all findings, or for a few."""
    most = 10_000 if len(data) % 2 else 7
    with (
        mock.patch.multiple(parallel, _PART=500, _BATCH=1_500),
        mock.patch.object(parallel._Together, "_pool", lambda together: Here(together.wanted)),
        mock.patch.object(parallel.gc, "freeze"),
    ):
        parts = check_in_parts(data, jobs=2, most=most)
    whole = check(data, most=most)
    if parts != whole:
        raise Broken(f"in parts, with {most} findings kept: {difference(whole, parts)}")


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


ENGINE: dict[str, Target] = {
    each.__name__: each for each in (whole, in_chunks, kernels, in_parts, as_json, placed, envelopes, answers)
}
