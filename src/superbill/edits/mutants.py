"""An edit with one part spoilt: its cases are good when each such edit gives another answer to at least one of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from typing import Any

from superbill.basics.days import FOREVER
from superbill.edits.cases import Case
from superbill.edits.check import check_facts
from superbill.edits.conditions import BadCondition, condition
from superbill.edits.facts import Facts
from superbill.edits.kinds import ALWAYS, Edit

_WORDS = {"AND": "OR", "OR": "AND", "NOT": "", "=": "<>", "<>": "=", "<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def _conditions(text: str) -> Iterator[str]:
    """The condition with one word turned, one number moved by one, or one text of a list left out."""
    for found in re.finditer(r"\bAND\b|\bOR\b|\bNOT\b|<>|<=|>=|[=<>]", text):
        yield text[: found.start()] + _WORDS[found[0]] + text[found.end() :]
    for found in re.finditer(r"(?<![\w'{\[-])\d+(?![\w'\]}-])", text):
        for number in {max(int(found[0]) - 1, 0), int(found[0]) + 1} - {int(found[0])}:
            yield text[: found.start()] + str(number) + text[found.end() :]
    for found in re.finditer(r"'[^',]+'(?=[,)])", text):
        yield text[: found.start()] + "'never'" + text[found.end() :]


def _values(name: str, value: Any) -> Iterator[Any]:
    if name in ("when", "about", "such"):
        yield from _conditions(value)
    elif isinstance(value, tuple):
        yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
    elif isinstance(value, int) and name in ("least", "most"):
        yield from ((value - 1, value + 1) if (name, value) != ("least", 0) else (1,))  # fewer than none is the same as none
    elif isinstance(value, frozenset) and value:
        yield frozenset()
    elif isinstance(value, date) and value not in (ALWAYS, FOREVER):
        yield from (value - timedelta(days=1), value + timedelta(days=1))


def mutants(edit: Edit) -> Iterator[tuple[str, Edit]]:
    """What was spoilt, and the edit with that spoilt."""
    for field in fields(edit):
        for value in _values(field.name, getattr(edit, field.name)):
            if field.name in ("when", "about", "such"):
                try:
                    condition(value)
                except BadCondition:
                    continue
            yield f"{field.name} = {value}", replace(edit, **{field.name: value})


def _agrees(edit: Edit, facts: Facts, finds: tuple[int | str, ...]) -> bool:
    findings = check_facts(facts, edits=[edit])
    return tuple(finding.line_no or finding.place for finding in findings) == finds


def survivors(edit: Edit, cases: Sequence[Case]) -> list[str]:
    """What can be spoilt in an edit without that any of its cases notices."""
    asked = [(Facts(case.claim, case.context), case.finds) for case in cases]
    return [spoilt for spoilt, mutant in mutants(edit) if all(_agrees(mutant, facts, finds) for facts, finds in asked)]
