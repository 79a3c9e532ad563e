"""TA1 Interchange Acknowledgment: whether the outermost envelope could be followed. Source: X12 005010, element I18."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from superbill.x12.answers import Numbers, back
from superbill.x12.answers.a999 import can_name
from superbill.x12.dates import day_from
from superbill.x12.envelope import write_acknowledgement
from superbill.x12.report import InterchangeReport, Report
from superbill.x12.segments import Segment

_CONTROL, _TIME = re.compile(r"\d{1,9}\Z", re.ASCII), re.compile(r"([01]\d|2[0-3])[0-5]\d\Z", re.ASCII)
_OF_ISA = {
    1: "010", 2: "011", 3: "012", 4: "013", 5: "005", 6: "006", 7: "007", 8: "008", 9: "014", 10: "015", 11: "016", 12: "017",
    13: "018", 14: "019", 15: "020", 16: "027",
}  # fmt: skip
_OF_FINDING = {
    ("SNIP1-CONTROL", "IEA"): "001", ("SNIP1-COUNT", "IEA"): "021", ("SNIP1-TRAILER", "IEA"): "023",
    ("SNIP1-CONTROL-TWICE", "ISA"): "025", ("SNIP1-HEADER", "ST"): "024", ("SNIP1-HEADER", "GE"): "024",
}  # fmt: skip
_READ_PAST = frozenset(("014", "015", "019"))
"""Day, time and the wish for an answer: the interchange is taken although they are wrong."""


def answer_ta1(report: Report, *, at: datetime, numbers: Numbers | None = None, always: bool = True) -> bytes:
    """A TA1 for each interchange; with `always=False` only where one is asked for (ISA14) or something is wrong.

    An interchange that itself holds only TA1 is not acknowledged.
    """
    answered, own = b"", numbers or Numbers()
    for heard in report.interchanges:
        if heard.acknowledgements and not heard.groups:
            continue
        code, note = verdict_of(heard)
        if always or code != "A" or heard.values[13].strip() == "1":
            values = (*_named(heard, at), code, note)
            envelope = back(heard, function="", guide="", numbers=own, at=at)
            answered += write_acknowledgement(envelope, Segment("TA1", values))
            own = replace(own, interchange=own.interchange + 1)
    return answered


def _named(heard: InterchangeReport, at: datetime) -> tuple[str, str, str]:
    """ISA13, ISA09 and ISA10 as they came; what is no number, day or time is put right, because a TA1 must be valid itself."""
    control, day, time = heard.control, heard.values[8].strip(), heard.values[9].strip()
    return (
        control.zfill(9) if _CONTROL.match(control) else "0" * 9,
        day if day_from(f"20{day}") else f"{at:%y%m%d}",
        time if _TIME.match(time) else f"{at:%H%M}",
    )


def verdict_of(heard: InterchangeReport) -> tuple[str, str]:
    """TA104 (A accepted, E accepted with errors, R rejected) and TA105, the reason."""
    notes = list(_notes(heard))
    grave = [note for note in notes if note not in _READ_PAST]
    if grave:
        return "R", grave[0]
    return ("E", notes[0]) if notes else ("A", "000")


def _notes(heard: InterchangeReport) -> Iterator[str]:
    for each in heard.findings:
        if each.code == "SNIP1-ISA-VALUE" and each.tag == "ISA":
            yield _OF_ISA[each.element]
        elif note := _OF_FINDING.get((each.code, each.tag)):
            yield note
    if not all(can_name(group) for group in heard.groups if group.values):
        yield "024"
