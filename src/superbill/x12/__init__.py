"""X12: files of claims and money, read, checked, answered and written; driven by the tables in `transactions/`. No disk, no clock.

For every file, however damaged:

    validate(data, levels=(1, 2, 3, 4, 5))   what is wrong, where, and what to do; never raises      → Report
    validate(chunks, hear=take)              the same while it comes; `take` gets each typed object
    validate(…, companions=(read_companion(toml),))   and what a payer wants otherwise
    placed_segments(data)                    each segment with its place in the guide
    to_json(data), to_x12(lines)             as JSON, and byte for byte again

For answers:

    answer_file(data, at=…, on=…)            TA1, 999 and 277CA in one pass, each for what the one before lets through
    answer_999(report, at=…), answer_ta1(report, at=…), answer_997(report, at=…)
    answer_277ca(report, claims, …), answer_824(report, claims, …)
    outcomes(data)                           what acknowledgements say happened to each claim, set, group; raises X12Error

For whole, proved files:

    read_interchanges(data)                  envelopes with their sets; raises X12Error
    read_tree(table.body, set.body)          a set as a tree by the names of its table
    write_body(table, branch)                a tree as segments, strict; raises X12Error
    write_interchange(envelope, sets, …)     segments as bytes
    find_tables("837", "005010X222A1")       the table of a guide
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from superbill.x12.answers import Numbers
    from superbill.x12.answers.a277ca import answer_277ca
    from superbill.x12.answers.a824 import answer_824
    from superbill.x12.answers.a997 import answer_997
    from superbill.x12.answers.a999 import answer_999
    from superbill.x12.answers.a_ta1 import answer_ta1
    from superbill.x12.answers.answer import answer_file
    from superbill.x12.answers.read import outcomes
    from superbill.x12.check import check as validate
    from superbill.x12.companion import Companion, read_companion
    from superbill.x12.envelope import Envelope, read_interchanges, write_interchange
    from superbill.x12.errors import X12Error
    from superbill.x12.findings import At, Finding, Severity
    from superbill.x12.guides import all_tables, find_tables
    from superbill.x12.lists import Lists
    from superbill.x12.placed import placed_segments
    from superbill.x12.report import Report
    from superbill.x12.tools.as_json import to_json, to_x12
    from superbill.x12.tree import read_tree
    from superbill.x12.write import write_body

__all__ = [
    "At",
    "Companion",
    "Envelope",
    "Finding",
    "Lists",
    "Numbers",
    "Report",
    "Severity",
    "X12Error",
    "all_tables",
    "answer_277ca",
    "answer_824",
    "answer_997",
    "answer_999",
    "answer_file",
    "answer_ta1",
    "find_tables",
    "outcomes",
    "placed_segments",
    "read_companion",
    "read_interchanges",
    "read_tree",
    "to_json",
    "to_x12",
    "validate",
    "write_body",
    "write_interchange",
]

_HOME = {
    "Numbers": "answers", "answer_277ca": "answers.a277ca", "answer_824": "answers.a824", "answer_997": "answers.a997",
    "answer_999": "answers.a999", "answer_ta1": "answers.a_ta1", "answer_file": "answers.answer", "outcomes": "answers.read",
    "validate": "check", "Companion": "companion", "read_companion": "companion", "Envelope": "envelope",
    "read_interchanges": "envelope", "write_interchange": "envelope", "X12Error": "errors", "At": "findings", "Finding": "findings",
    "Severity": "findings", "all_tables": "guides", "find_tables": "guides", "Lists": "lists", "placed_segments": "placed",
    "Report": "report", "to_json": "tools.as_json", "to_x12": "tools.as_json", "read_tree": "tree", "write_body": "write",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Load what is asked for, and nothing else: a table alone must not load the engine."""
    import importlib

    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), {"validate": "check"}.get(name, name))
