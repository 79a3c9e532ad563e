"""997 Functional Acknowledgment (005010X230) from a report, for partners who ask for it in place of a 999.

It says the same, in the fewer codes that the 997 has: what only a guide forbids is told with the nearest code of the standard,
and the claim that an error stands in cannot be named. Groups, sets and counts follow the 999's interpretations.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from superbill.x12.answers import Numbers, back
from superbill.x12.answers.a999 import answered_groups, group_branch
from superbill.x12.envelope import write_interchange
from superbill.x12.report import InterchangeReport, Report
from superbill.x12.segments import Segment
from superbill.x12.transactions.t997 import T997
from superbill.x12.write import Branch, write_body

GUIDE = "005010X230"
_SEGMENT = {"I4": "2", "I6": "3", "I7": "3", "I8": "3", "I9": "2"}
"""AK304 by IK304."""
_ELEMENT = {"I6": "7", "I9": "1", "I10": "10", "I11": "1", "I12": "6", "I13": "10"}
"""AK403 by IK403; 10 (excluded by a condition) is the custom for elements that a guide does not use."""
_SET = {"I5": "5", "I6": "19"}
"""AK502 by IK502."""


def answer_997(report: Report, *, at: datetime, numbers: Numbers | None = None) -> bytes:
    """One interchange for each that came, with one 997 for each of its groups; empty when there is nothing to acknowledge.

    `at` is the local time on the answer; control numbers count on from `numbers`.
    """
    answered, own = b"", numbers or Numbers()
    for interchange in report.interchanges:
        bodies = bodies_997(interchange)
        if bodies:
            envelope = back(interchange, function=T997.function, guide=GUIDE, numbers=own, at=at)
            answered += write_interchange(envelope, bodies, kind=T997.kind, first_control=own.set)
            own = replace(own, interchange=own.interchange + 1, group=own.group + 1, set=own.set + len(bodies))
    return answered


def bodies_997(interchange: InterchangeReport) -> list[list[Segment]]:
    """What stands between ST and SE of each 997 that answers an interchange."""
    return [write_body(T997, _plainer(group_branch(group))) for group in answered_groups(interchange)]


def _plainer(branch: Mapping[str, Any]) -> Branch:
    """The tree of a 999 as that of a 997."""
    return {**branch, "set": [_set(one) for one in branch["set"]]}


def _set(branch: Mapping[str, Any]) -> Branch:
    verdict: Mapping[str, str] = branch["verdict"]
    codes = dict.fromkeys(_SET.get(code, code) for name, code in verdict.items() if name != "code")
    errors = {f"error{index}": code for index, code in enumerate(codes, start=1)}
    return {
        "set": branch["set"],
        "segment": list(_segments(branch["segment"])),
        "verdict": {"code": verdict["code"], **errors},
    }


def _segments(branches: Sequence[Mapping[str, Any]]) -> Iterator[Branch]:
    for branch in branches:
        segment = branch["segment"]
        code = _SEGMENT.get(segment["code"], segment["code"])
        elements = [_element(each["element"]) for each in branch["element"]]
        yield {"segment": {**segment, "code": code}, "element": elements[:99]}


def _element(element: Mapping[str, Any]) -> Branch:
    return {**element, "code": _ELEMENT.get(element["code"], element["code"])}
