"""One invented set: its envelopes around it, what the engine says of it, and its way back to segments."""

from collections.abc import Mapping

from superbill.x12.check import check
from superbill.x12.segments import Segment
from superbill.x12.tables import Composite, Transaction
from superbill.x12.tree import Node, read_tree
from superbill.x12.write import Branch, write_body

Fault = tuple[str, str]
"""The code of a finding and the segment or element that it is about."""


def lines_of(text: str) -> list[str]:
    """The segments of a set written one a line, without terminators."""
    return [line.strip() for line in text.strip().splitlines()]


def file_of(transaction: Transaction, lines: list[str], *, guide: str = "") -> bytes:
    """One interchange with one set; `guide` where it is not the table's own."""
    version = guide or transaction.guide
    release = version[:3] + version[3:5]
    count = len(lines) + 2
    isa = f"ISA*00*{'':10}*00*{'':10}*ZZ*{'OAKSPONSOR':15}*ZZ*{'ELMPAYER':15}*260914*0930*^*{release}*000000001*0*T*:"
    gs = f"GS*{transaction.function}*OAKSPONSOR*ELMPAYER*20260914*0930*1*X*{version}"
    third = "" if transaction.kind == "835" else f"*{version}"
    before = [isa, gs, f"ST*{transaction.kind}*0001{third}"]
    return "".join(f"{line}~" for line in (*before, *lines, f"SE*{count}*0001", "GE*1*1", "IEA*1*000000001")).encode("latin-1")


def faults_of(transaction: Transaction, lines: list[str], *, guide: str = "") -> list[Fault]:
    """What is wrong with the set at levels 1 and 2, in the order of the file."""
    report = check(file_of(transaction, lines, guide=guide), levels=(1, 2))
    return [(finding.code, finding.spot) for finding in report.findings]


def changed(text: str, old: str, new: str) -> list[str]:
    """The set with one line put in place of another; without `new`, or with several of them parted by line ends."""
    lines = lines_of(text)
    assert old in lines
    at = lines.index(old)
    return [*lines[:at], *(lines_of(new) if new else ()), *lines[at + 1 :]]


def root_of(transaction: Transaction, text: str) -> Node:
    """The tree of a set in which every segment has a place."""
    segments = [Segment(*_split(line), number=number) for number, line in enumerate(lines_of(text), start=2)]
    tree = read_tree(transaction.body, segments)
    assert tree.strays == ()
    return tree.root


def written_again(transaction: Transaction, text: str) -> list[str]:
    """The set, read into a tree and written from it."""
    branch = _branch(root_of(transaction, text))
    return [segment.text().removesuffix("~") for segment in write_body(transaction, branch)]


def _split(line: str) -> tuple[str, tuple[str, ...]]:
    tag, *elements = line.split("*")
    return tag, tuple(elements)


def _branch(node: Node) -> Branch:
    found: dict[str, list[Branch]] = {}
    for row in node.rows:
        found.setdefault(row.seg.name, []).append(_values(row.seg.places, row.segment, row.seg.fields))
    for below in node.nodes:
        found.setdefault(below.loop.name, []).append(_branch(below))
    return found


def _values(places: Mapping[str, tuple[object, int, int]], segment: Segment, fields: tuple[object, ...]) -> Branch:
    repeated = [each for each in fields if isinstance(each, Composite) and "^" in segment.element(each.place)]
    assert not repeated, "what repeats cannot be written yet"
    return {name: segment.element(place, part) for name, (_, place, part) in places.items()}
