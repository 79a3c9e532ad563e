"""The elements of ST: a transaction and a version that we know, in a group of its own kind, with a control number."""

from collections.abc import Iterator

from superbill.x12.findings import At
from superbill.x12.guides import FUNCTIONS, is_version, tables_of
from superbill.x12.report import GroupReport, SetReport
from superbill.x12.tables import Transaction

Fault = tuple[str, str, At, str, str]
"""Code, sentence, segment, place in it, and value."""


def st_faults(one: SetReport, group: GroupReport, *, is_first: bool) -> Iterator[Fault]:
    """What is wrong with an ST. `is_first` when it is the first of its group: then GS08 is judged, too."""
    at, function = one.at, FUNCTIONS.get(one.kind)
    if function is None:
        yield "SNIP2-SET", f"ST01 is not a transaction we know: {one.kind[:3]!r}.", at, "ST01", one.kind
    elif one.table is None:
        yield "SNIP2-GUIDE", "The guide is none we know; only the envelopes were checked.", at, "ST03", one.guide
    else:
        yield from _version_faults(one, one.table, group, is_first=is_first)
    if function and group.values and group.values[0].upper() != function:
        yield "SNIP1-GROUP-SET", f"A {one.kind} belongs into a group {function}.", at, "ST01", group.values[0]
    if not 4 <= len(one.control) <= 9:
        code = "SNIP1-MISSING" if not one.control else "SNIP1-SHORT" if len(one.control) < 4 else "SNIP1-LONG"
        yield code, "ST02 is a control number of 4 to 9 characters.", at, "ST02", one.control


def _version_faults(one: SetReport, table: Transaction, group: GroupReport, *, is_first: bool) -> Iterator[Fault]:
    """GS08 and ST03 name a version of the guide that we know, and the same one."""
    stated, gs08, followed = one.stated, group.guide, f"{table.guides[0]} was followed."
    if stated and not is_version(table, stated):
        yield "SNIP2-GUIDE", f"ST03 names no version that we know; {followed}", one.at, "ST03", stated
    if gs08 and is_first and not any(is_version(each, gs08) for each in tables_of(one.kind)):
        yield "SNIP2-GUIDE", f"GS08 names no version that we know; {followed}", group.at, "GS08", gs08
    elif stated and gs08 and stated.upper() != gs08.upper() and len(gs08) > 6:
        yield "SNIP2-GUIDE", "ST03 and GS08 name different versions.", one.at, "ST03", stated
