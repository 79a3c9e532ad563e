"""999 Implementation Acknowledgment (005010X231A1) from a report: what breaks the standard or the guide, segment by segment.

It says nothing about money or coverage. Interpretations kept: an acknowledgement is never acknowledged; AK203 echoes ST03
whatever it was, and a wrong ST03 rejects the set, not the group (RFI 1438); a segment name that X12 does not know may not stand
in IK301 (RFI 1257); a set whose ST01 or ST02 cannot be echoed rejects its group (RFI 1339).
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from superbill.x12.answers import ACKNOWLEDGEMENTS, Numbers, back
from superbill.x12.envelope import write_interchange
from superbill.x12.findings import Finding
from superbill.x12.report import GroupReport, InterchangeReport, Report, SetReport
from superbill.x12.segments import Delimiters, Segment
from superbill.x12.text import first_unwritable
from superbill.x12.transactions.t999 import T999
from superbill.x12.write import Branch, write_body

LEVELS = frozenset((1, 2))
"""What a 999 speaks of; balance and situations are the 277CA's."""
_CONTROL = re.compile(r"[0-9A-Za-z]{4,9}\Z", re.ASCII)
_KIND = re.compile(r"\d{3}\Z", re.ASCII)
_FUNCTION, _GROUP_CONTROL = re.compile(r"[A-Za-z]{2}\Z", re.ASCII), re.compile(r"\d{1,9}\Z", re.ASCII)
_ENVELOPE = frozenset(("ISA", "GS", "ST", "SE", "GE", "IEA"))
_LONGEST = {"context": 35, "value": 99, "loop": 4}


def answer_999(report: Report, *, at: datetime, numbers: Numbers | None = None) -> bytes:
    """One interchange for each that came, with one 999 for each of its groups; empty when there is nothing to acknowledge.

    `at` is the local time on the answer; control numbers count on from `numbers`.
    """
    answered, next_numbers = b"", numbers or Numbers()
    for interchange in report.interchanges:
        bodies = bodies_999(interchange)
        if bodies:
            envelope = back(interchange, function="FA", guide=T999.guide, numbers=next_numbers, at=at)
            answered += write_interchange(envelope, bodies, kind="999", first_control=next_numbers.set)
            next_numbers = replace(
                next_numbers,
                interchange=next_numbers.interchange + 1,
                group=next_numbers.group + 1,
                set=next_numbers.set + len(bodies),
            )
    return answered


def bodies_999(interchange: InterchangeReport) -> list[list[Segment]]:
    """What stands between ST and SE of each 999 that answers an interchange."""
    return [write_body(T999, group_branch(group)) for group in answered_groups(interchange)]


def answered_groups(interchange: InterchangeReport) -> list[GroupReport]:
    """The groups that are acknowledged: no acknowledgement, and none that cannot be named; of those the TA1 says that (024)."""
    return [group for group in interchange.groups if can_name(group) and group.values[0].strip().upper() not in ACKNOWLEDGEMENTS]


def can_name(group: GroupReport) -> bool:
    """Whether AK1 can repeat the group's GS01, GS06 and GS08."""
    function, guide = (*group.values, "")[0], (*group.values, *[""] * 8)[7]
    whole = _FUNCTION.match(function) and _GROUP_CONTROL.match(group.control) and _echo(guide.strip(), 12)
    return bool(whole)


def is_accepted(one: SetReport) -> bool:
    """Whether a 999 accepts the set."""
    return not set_codes(one)


def is_group_accepted(group: GroupReport) -> bool:
    """Whether a 999 takes the group as such, whatever it says of its sets."""
    return can_name(group) and not _group_codes(group) and len(_echoed(group)) == len(group.sets)


def set_codes(one: SetReport) -> tuple[str, ...]:
    """IK502 to IK506: what is wrong with the set as a whole; 5 and I5 say that segments are."""
    errors = [each for each in one.findings if each.is_error and each.level in LEVELS]
    codes = [each.kind.set_code for each in errors if each.kind.set_code]
    inside = [each for each in errors if not each.kind.set_code]
    codes += ["5"] * any(each.level == 1 for each in inside) + ["I5"] * any(each.level == 2 for each in inside)
    return tuple(dict.fromkeys(codes))[:5]


def _echoed(group: GroupReport) -> list[SetReport]:
    """The sets that can be named in an answer."""
    return [one for one in group.sets if _KIND.match(one.kind) and _CONTROL.match(one.control)]


def group_branch(group: GroupReport) -> Branch:
    """What a 999 says of a group, as the tree that `write_body` takes."""
    echoed = _echoed(group)
    whole = len(echoed) == len(group.sets)
    accepted = sum(is_accepted(one) for one in echoed) if whole else 0
    verdict: dict[str, str | int] = {
        "code": _group_code(group, accepted) if whole else "R",
        "sets": group.stated or len(group.sets),
        "received": len(group.sets),
        "accepted": accepted,
    }
    codes = (*_group_codes(group), *(("5",) if not whole else ()))
    verdict |= {f"error{index}": code for index, code in enumerate(dict.fromkeys(codes), start=1)}
    head = {
        "function": _echo(group.values[0], 2),
        "control": _echo(group.control, 9),
        "guide": _echo((*group.values, *[""] * 8)[7], 12),
    }
    return {"group": head, "set": [_set_branch(one) for one in echoed], "verdict": verdict}


def _group_code(group: GroupReport, accepted: int) -> str:
    """AK901: A all sets are accepted, P some are, R none is."""
    if _group_codes(group):
        return "R"
    if accepted == len(group.sets):
        return "A"
    return "P" if accepted else "R"


_GROUP_CODES = {
    ("SNIP1-TRAILER", "GE"): "3",
    ("SNIP1-CONTROL", "GE"): "4",
    ("SNIP1-COUNT", "GE"): "5",
    ("SNIP1-CONTROL-TWICE", "GS"): "19",
}


def _group_codes(group: GroupReport) -> tuple[str, ...]:
    """AK905: what is wrong with the group's own envelope."""
    return tuple(code for each in group.findings if (code := _GROUP_CODES.get((each.code, each.tag))))[:5]


def _set_branch(one: SetReport) -> Branch:
    codes = set_codes(one)
    verdict = {"code": "R" if codes else "A"} | {f"error{index}": code for index, code in enumerate(codes, start=1)}
    head = {"kind": one.kind, "control": one.control, "guide": _echo(one.stated, 35)}
    return {"set": head, "segment": list(_segment_branches(one)), "verdict": verdict}


def _segment_branches(one: SetReport) -> Iterator[Branch]:
    """IK3 for each segment at fault, with an IK4 for each of its elements."""
    branches: dict[tuple[int, str, str], dict[str, Branch | list[Branch]]] = {}
    for each in one.findings:
        code = each.kind.segment_code
        if not (each.is_error and each.level in LEVELS and code) or code == "1" or each.tag in _ENVELOPE:
            continue
        key = (each.at.number, each.tag, code)
        branch = branches.setdefault(key, _segment_branch(each))
        elements = branch["element"]
        if each.element and each.kind.element_code and isinstance(elements, list):
            elements.append(_element_branch(each))
    yield from branches.values()


def _segment_branch(finding: Finding) -> dict[str, Branch | list[Branch]]:
    loop = finding.loop if len(finding.loop) <= _LONGEST["loop"] else finding.loop[: _LONGEST["loop"]]
    segment: Branch = {"tag": finding.tag, "position": finding.position, "loop": loop, "code": finding.kind.segment_code}
    branch: dict[str, Branch | list[Branch]] = {"segment": segment, "element": []}
    if finding.claim and _echo(finding.claim, _LONGEST["context"]):
        branch["context"] = {"kind": "CLM01", "value": finding.claim}
    return branch


def _element_branch(finding: Finding) -> Branch:
    return {
        "element": {
            "element": finding.element,
            "part": finding.part or None,
            "repeat": finding.repeat or None,
            "number": finding.number or None,
            "code": finding.kind.element_code,
            "value": _echo(finding.value, _LONGEST["value"]),
        }
    }


def _echo(value: str, most: int) -> str:
    """What stood there, when an answer can carry it."""
    return "" if len(value) > most or first_unwritable(value, Delimiters()) else value
