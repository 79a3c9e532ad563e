"""837P → its check → 999 (005010X231A1), and 999 → what happened to each set.

The 999 says where a set breaks the guide, segment by segment; it never says anything about money or coverage.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from superbill.claims.ack import FileAck, SetAck
from superbill.exchange.envelope import Controls, Party, find_sets, guide_of, prove_no_strays, write_file
from superbill.x12.envelope import Group, TransactionSet, read_interchanges
from superbill.x12.errors import X12Error
from superbill.x12.segments import Delimiters
from superbill.x12.text import first_unwritable
from superbill.x12.transactions.t837p import T837P
from superbill.x12.transactions.t999 import T999
from superbill.x12.tree import Node, read_tree
from superbill.x12.validate import Fault, check_tree
from superbill.x12.write import Branch, write_body


@dataclass(frozen=True, slots=True)
class SetCheck:
    """What was found in one set. `codes` are IK502 codes; `controls` has the CLM01 in whose claim each fault stands, or ''."""

    set: TransactionSet
    faults: tuple[Fault, ...]
    controls: tuple[str, ...]
    codes: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Nothing is wrong with it."""
        return not self.codes


@dataclass(frozen=True, slots=True)
class GroupCheck:
    """What was found in one functional group: one 999."""

    group: Group
    sets: tuple[SetCheck, ...]

    @property
    def code(self) -> str:
        """AK901: A all sets are accepted, P some are, R none is."""
        good = sum(each.accepted for each in self.sets)
        if good == len(self.sets):
            return "A"
        return "P" if good else "R"


@dataclass(frozen=True, slots=True)
class Check837:
    """The check of a file, group by group."""

    groups: tuple[GroupCheck, ...]

    @property
    def accepted(self) -> bool:
        """Every set of every group is accepted."""
        return all(each.accepted for group in self.groups for each in group.sets)

    @property
    def messages(self) -> tuple[str, ...]:
        """Every fault as a sentence with its place."""
        return tuple(
            f"set {each.set.control}, segment {each.set.position(fault.segment)}, {fault.place}: {fault.message}"
            for group in self.groups
            for each in group.sets
            for fault in each.faults
        )


def check_837p(data: bytes) -> Check837:
    """Hold an 837P against the guide (SNIP levels 1 and 2). Raises `X12Error` only when the envelopes cannot be followed.

    Then no 999 can be written, because it is not known what it would answer.
    """
    groups = [group for interchange in read_interchanges(data, strict=False) for group in interchange.groups]
    if not groups:
        raise X12Error("The file holds no functional group.", todo="Ask the sender what it was meant to hold.")
    return Check837(tuple(GroupCheck(group, tuple(_check_set(group, each) for each in group.sets)) for group in groups))


def _check_set(group: Group, each: TransactionSet) -> SetCheck:
    if each.kind != T837P.kind:
        return SetCheck(each, (), (), ("1",))
    if not guide_of(group, each).startswith(T837P.guide[:10]):
        return SetCheck(each, (), (), ("I6",))
    tree = read_tree(T837P.body, each.body)
    faults = check_tree(tree, each.body)
    claims = [(node.segments(), node.text("claim", "control")) for node in tree.root.walk() if node.loop.name == "claim"]
    spans = [(segments[0].number, segments[-1].number, control) for segments, control in claims]
    controls = tuple(
        next((control for first, last, control in spans if first <= fault.segment.number <= last), "") for fault in faults
    )
    return SetCheck(each, faults, controls, each.faults + (("5",) if faults else ()))


_LONGEST_CONTEXT = 35
_CONTROL = re.compile(r"[0-9A-Za-z]{4,9}\Z", re.ASCII)


def write_999(check: Check837, *, sender: Party, receiver: Party, controls: Controls, at: datetime, test: bool = True) -> bytes:
    """The answer to a checked file: one 999 for each of its groups, in one interchange. `sender` is who received the 837P."""
    bodies = [write_body(T999, _group_branch(group)) for group in check.groups]
    return write_file(T999, bodies, sender=sender, receiver=receiver, controls=controls, at=at, test=test)


def _group_branch(check: GroupCheck) -> Branch:
    """A set whose identifier or control number is malformed cannot be echoed: then the group is rejected (X12 RFI 1339)."""
    echoed = [each for each in check.sets if len(each.set.kind) == 3 and _CONTROL.match(each.set.control)]
    whole = len(echoed) == len(check.sets)
    accepted = sum(each.accepted for each in echoed) if whole else 0
    verdict: dict[str, str | int] = {
        "code": check.code if whole else "R",
        "sets": len(check.sets),
        "received": len(check.sets),
        "accepted": accepted,
    }
    return {
        "group": {"function": check.group.gs.element(1), "control": check.group.control, "guide": check.group.guide},
        "set": [_set_branch(each) for each in echoed],
        "verdict": verdict if whole else verdict | {"error1": "5"},
    }


def _set_branch(check: SetCheck) -> Branch:
    verdict = {"code": "A" if check.accepted else "R"} | {f"error{n}": code for n, code in enumerate(check.codes[:5], start=1)}
    return {
        "set": {"kind": check.set.kind, "control": check.set.control, "guide": _echo(check.set.st.element(3), 35)},
        "segment": _segment_branches(check),
        "verdict": verdict,
    }


def _segment_branches(check: SetCheck) -> list[Branch]:
    """IK3 for each segment at fault with the IK4s of its elements; a name that no guide knows may not be repeated (X12 RFI 1257)."""
    branches: dict[tuple[int, str, str], dict[str, Branch | list[Branch]]] = {}
    for fault, control in zip(check.faults, check.controls, strict=True):
        if fault.segment_code == "1":
            continue
        key = (fault.segment.number, fault.tag, fault.segment_code)
        if key not in branches:
            position = check.set.position(fault.segment)
            branch: dict[str, Branch | list[Branch]] = {
                "segment": {"tag": fault.tag, "position": position, "loop": fault.loop[:4], "code": fault.segment_code},
                "element": [],
            }
            if control and len(control) <= _LONGEST_CONTEXT and not first_unwritable(control, Delimiters()):
                branch["context"] = {"kind": "CLM01", "value": control}
            branches[key] = branch
        elements = branches[key]["element"]
        if fault.element and isinstance(elements, list):
            elements.append(_element_branch(fault))
    return list(branches.values())


def _element_branch(fault: Fault) -> Branch:
    return {
        "element": {
            "element": fault.element,
            "part": fault.part or None,
            "number": fault.number or None,
            "code": fault.element_code,
            "value": _echo(fault.value[:99], 99),
        }
    }


def _echo(value: str, most: int) -> str:
    """What stood there, when an answer can carry it."""
    return "" if len(value) > most or first_unwritable(value, Delimiters()) else value


def read_999(data: bytes) -> tuple[FileAck, ...]:
    """The answers in a 999 file, one for each functional group that it answers. Raises `X12Error`."""
    acks = []
    for found in find_sets(data, T999):
        tree = read_tree(T999.body, found.set.body)
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
    errors += [SET_WORDS.get(code, f"set error {code}") for code in codes]
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
        return [f"{where}: {SEGMENT_WORDS.get(code, f'segment error {code}')}"]
    said = []
    for each in elements:
        fault = each.get("element")
        part = f"-{fault.text('part')}" if fault.text("part") else ""
        place = f"{row.code('tag')}{fault.text('element').zfill(2)}{part}"
        value = f" ({fault.text('value')})" if fault.text("value") else ""
        said.append(f"{where}: {place} {ELEMENT_WORDS.get(fault.code('code'), 'element error ' + fault.code('code'))}{value}")
    return said


SEGMENT_WORDS = {
    "1": "no guide knows a segment of this name",
    "2": "the segment is not expected here",
    "3": "a required segment is missing",
    "4": "the loop occurs too often",
    "5": "the segment occurs too often",
    "6": "the segment does not belong to this transaction",
    "7": "the segment stands in the wrong order",
    "8": "an element of the segment is wrong",
    "I4": "the guide does not use this segment",
    "I6": "a segment that depends on another is missing",
    "I7": "a required loop is missing",
    "I8": "the segment occurs too seldom",
    "I9": "the segment may not stand here together with another",
}
"""IK304 in our words."""

ELEMENT_WORDS = {
    "1": "is missing",
    "2": "is missing, and another element calls for it",
    "3": "has too many elements",
    "4": "is too short",
    "5": "is too long",
    "6": "holds a character that may not stand there",
    "7": "is not a code of its list",
    "8": "is not a day",
    "9": "is not a time",
    "10": "may not stand together with another element",
    "11": "is not supported",
    "12": "repeats too often",
    "13": "has too many parts",
    "I6": "is a code that the guide does not use",
    "I9": "is missing, and the situation calls for it",
    "I10": "is not used by the guide",
    "I11": "repeats too seldom",
    "I12": "does not have the pattern the guide asks for",
    "I13": "may not be used in this situation",
}
"""IK403 in our words."""

SET_WORDS = {
    "1": "the transaction is not supported",
    "2": "the trailer SE is missing",
    "3": "the control numbers of ST and SE differ",
    "4": "SE counts another number of segments",
    "5": "segments are in error",
    "6": "the transaction identifier is missing or wrong",
    "7": "the control number is missing or wrong",
    "18": "the transaction is not part of its group",
    "19": "the transaction's guide is not supported",
    "23": "the control number was used before",
    "I5": "segments break the implementation guide",
    "I6": "the implementation guide is not supported",
}
"""IK502 to IK506 in our words."""
