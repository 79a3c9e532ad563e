"""Why an edit found something on a claim, or did not: from the very conditions that were run, part by part, with their values.

A condition that does not hold is taken apart into the parts that decide it; each is asked again as a condition of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import singledispatch

from superbill.basics.days import FOREVER
from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange
from superbill.edits.check import NOT_RUN, check_facts, is_off, why_not_run
from superbill.edits.conditions import Row, Value, condition, holds_of
from superbill.edits.facts import Facts, values_in
from superbill.edits.kinds import (
    Alone,
    Beside,
    Count,
    Deadline,
    Edit,
    Lacks,
    LookUp,
    ValidOnDay,
)
from superbill.edits.language import Among, Both, Call, Column, Compare, Constant, Either, IsNull, Node, Not, columns_of
from superbill.edits.one_claim import both, hits, joined

HIT, MISS, OFF, NOT_ABOUT, NOT_IN_FORCE = "hit", "miss", "off", "not about", "not in force"
_AT_MOST = 8
"""Rows of which the reason is told."""


@dataclass(frozen=True, slots=True)
class Looked:
    """An edit that looked at a claim: what came of it, why, and what it found.

    `outcome` is hit, miss, not run (a table or rules are missing), off (the payer wants that), not about (it speaks of other
    claims) or not in force (on the days of service). `because` are sentences.
    """

    edit: str
    title: str
    outcome: str
    because: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def look(edit: Edit, facts: Facts) -> Looked:
    """Run an edit on a claim and say why it did what it did."""
    outcome, because, findings = _looked(edit, facts)
    return Looked(edit.code, edit.title, outcome, tuple(because), findings)


def _looked(edit: Edit, facts: Facts) -> tuple[str, list[str], tuple[Finding, ...]]:
    rules = facts.context.payer_rules
    change = next((one for one in reversed(rules.edit_changes) if one.edit == edit.code), None) if rules else None
    if change is not None and is_off(change):
        return OFF, [_wish(change)], ()
    (claim,) = facts.rows("claim")
    if edit.about and not condition(edit.about).holds(claim):
        return NOT_ABOUT, [f"It speaks only of claims with {edit.about}: {_parts(edit.about, claim)}."], ()
    findings = check_facts(facts, edits=[edit])
    missing = [because for finding in findings if (because := why_not_run(finding))]
    if missing:
        return NOT_RUN, [f"{because[0].upper()}{because[1:]}." for because in missing], ()
    if findings:
        told = [f"{edit.code} holds where {edit.when}."] if edit.when else []
        return HIT, [*told, *([_wish(change)] if change else [])], findings
    if any(True for _ in hits(edit, facts)):
        return NOT_IN_FORCE, [f"It is in force for services {_period(edit)}."], ()
    return MISS, list(_missed(edit, facts)), ()


def _wish(change: EditChange) -> str:
    told = f" ({change.decided_on.isoformat()})" if change.decided_on else ""
    return f"This payer turned it to {change.to}{told}: {change.reason}"


def _period(edit: Edit) -> str:
    since = f"since {edit.since.isoformat()}" if edit.since > date.min else ""
    until = f"before {edit.until.isoformat()}" if edit.until < FOREVER else ""
    return " and ".join(part for part in (since, until) if part)


def _missed(edit: Edit, facts: Facts) -> Iterator[str]:
    """Why each row of `over` was passed."""
    rows = facts.rows(edit.over)
    if not rows:
        yield f"The claim has no {edit.over.replace('_', ' ')}."
    for index, row in enumerate(rows[:_AT_MOST]):
        reads_table = isinstance(edit, LookUp) or any(name.startswith("found_") for name in _read_by(edit))
        if edit.when and not reads_table and not condition(edit.when).holds(row):
            yield f"{_label(row)}: {_parts(edit.when, row)}."
        else:
            yield f"{_label(row)}: {_passed(edit, facts, index, row)}."
    if len(rows) > _AT_MOST:
        yield f"So on for {len(rows) - _AT_MOST} more."


def _read_by(edit: Edit) -> frozenset[str]:
    return condition(edit.when).columns if edit.when else frozenset()


def _label(row: Row) -> str:
    if isinstance(row.get("line_no"), int):
        return f"line {row['line_no']} of claim {row['control']}" if "control" in row else f"line {row['line_no']}"
    return f"{'diagnosis' if 'diagnosis' in row else 'place'} {row['position']}" if "position" in row else "the claim"


# --- what each kind needs beside its condition


@singledispatch
def _passed(edit: Edit, facts: Facts, index: int, row: Row) -> str:
    """Why a row that is looked at is right."""
    return _RIGHT.get(type(edit).__name__, "it is as it should be")


_RIGHT = {
    "Total": "the sum does not pass the most that is allowed",
    "Repeated": "no earlier one of the claim says the same",
    "SentBefore": "no line of an earlier claim says the same",
    "Partner": "the table asks for no other service beside it, or one of them is there",
    "Conflict": "no note of the code set keeps it apart from an earlier one",
    "Misplaced": "no note of the code set wants a later one before it",
    "Pair": "the table has no such pair with another line, or a modifier sets it aside",
    "Limit": "the table has no limit for it, or the units are within it",
    "Listed": "the table says nothing of the service, or as many of its diagnoses are listed as should be",
    "Required": "every field that the payer requires is filled",
}


@_passed.register
def _(edit: Beside, facts: Facts, index: int, row: Row) -> str:
    others = list(_others(edit, facts, edit.other, index, row))
    if not others:
        return f"no {_named(edit.other)} stands beside it{_with_same(edit.same)}"
    told = []
    for that in others[:3]:
        beside = both(row, that)
        found = _found(edit.table, that[edit.finds], that["served_on"], facts) if edit.finds else ()
        rows = [joined(beside, each) for each in found] if edit.finds else [beside]
        told += [f"beside {_label(that)}, {_parts(edit.such, each)}" for each in rows] or [
            f"beside {_label(that)}, the table {edit.table} has nothing for {that[edit.finds]} on its day"
        ]
    return "; ".join(told)


@_passed.register
def _(edit: Alone, facts: Facts, index: int, row: Row) -> str:
    if edit.finds and not _found(edit.table, row[edit.finds], row["served_on"], facts):
        return f"the table {edit.table} has nothing for {_word(row[edit.finds])} on its day"
    such = condition(edit.such)
    for other in edit.others:
        for that in _others(edit, facts, other, index, row):
            if such.holds(both(row, that)):
                return f"{_label(that)} stands beside it, with {edit.such}"
    return "another row stands beside it"


def _others(edit: Beside | Alone, facts: Facts, other: str, index: int, row: Row) -> Iterator[Row]:
    """The rows of another relation with the same values, without the row itself."""
    for at, that in facts.grouped(other, edit.same).get(values_in(edit.same)(row), ()):
        if other != edit.over or at != index:
            yield that


@_passed.register
def _(edit: Count, facts: Facts, index: int, row: Row) -> str:
    such = condition(edit.such)
    counted = [one for one in facts.rows(edit.of) if such.holds(one)]
    count = sum(edit.over == "claim" or one["line_no"] == row["line_no"] for one in counted)
    most = "" if edit.most is None else f" and at most {edit.most}"
    return f"there are {count} of {_named(edit.of)}; at least {edit.least}{most} may be there"


@_passed.register
def _(edit: LookUp, facts: Facts, index: int, row: Row) -> str:
    found = _found(edit.table, row[edit.column], row[edit.on], facts, key=edit.key)
    if not found:
        return f"the table {edit.table} has nothing for {_word(row[edit.column])} on {_word(row[edit.on])}"
    return "; ".join(_parts(edit.when, joined(row, each)) for each in found[:3])


@_passed.register
def _(edit: Lacks, facts: Facts, index: int, row: Row) -> str:
    found = _found(edit.table, row[edit.column], row[edit.on], facts, key=edit.key)
    if not found:
        return f"the table {edit.table} has nothing for {_word(row[edit.column])} on {_word(row[edit.on])}"
    return f"a row of the table {edit.table} goes with it, with {edit.such}"


@_passed.register
def _(edit: ValidOnDay, facts: Facts, index: int, row: Row) -> str:
    return f"the table {edit.table} has {_word(row[edit.column])} on each of its days"


@_passed.register
def _(edit: Deadline, facts: Facts, index: int, row: Row) -> str:
    least = "" if edit.least is None else f" from {edit.least}"
    most = "" if edit.most is None else f" to {edit.most}"
    return f"{edit.left} is {_word(row[edit.left])}; it tells of days{least}{most}"


def _found(table: str, value: Value, day: Value, facts: Facts, *, key: str = "code") -> tuple[Row, ...]:
    return facts.find(table, on=day, **{key: value}) if isinstance(day, date) else ()


def _named(relation: str) -> str:
    return relation.replace("_", " ")


def _with_same(same: tuple[str, ...]) -> str:
    return f" with the same {' and '.join(map(_named, same))}" if same else ""


# --- the parts of a condition


def _parts(text: str, row: Row) -> str:
    """The parts of a condition that keep it from holding for a row, with the values that they read."""
    told = [f"{text_of(part)} is not so{_values(part, row)}" for part in false_parts(condition(text).tree, row)]
    return ", and ".join(dict.fromkeys(told))


def false_parts(tree: Node, row: Row) -> Iterator[Node]:
    """The smallest parts of a condition, not true for the row, that decide that the whole is not true."""
    match tree:
        case Both(left, right):
            for side in (left, right):
                if not holds_of(side)(row):
                    yield from false_parts(side, row)
        case Either(left, right):
            yield from false_parts(left, row)
            yield from false_parts(right, row)
        case _:
            yield tree


def _values(part: Node, row: Row) -> str:
    told = [f"{name} is {_word(row[name])}" for name in sorted(columns_of(part))]
    return f" ({', '.join(told)})" if told else ""


def _word(value: Value) -> str:
    if value is None or value == "":
        return "empty"
    return value.isoformat() if isinstance(value, date) else repr(value) if isinstance(value, str) else str(value)


def text_of(tree: Node) -> str:
    """A tree in the language of edits again: reading the text gives the same tree."""
    match tree:
        case Column(name):
            return name
        case Constant(value):
            return _constant(value)
        case Call(name, arguments):
            return f"{name}({', '.join(map(_atom, arguments))})"
        case Compare(sign, left, right):
            return f"{_atom(left)} {sign} {_atom(right)}"
        case Among(value, choices):
            return f"{_atom(value)} IN ({', '.join(map(_atom, choices))})"
        case IsNull(value):
            return f"{_atom(value)} IS NULL"
        case Not(IsNull(value)):
            return f"{_atom(value)} IS NOT NULL"
        case Not(Among(value, choices)):
            return f"{_atom(value)} NOT IN ({', '.join(map(_atom, choices))})"
        case Not(inner):
            return f"NOT {text_of(inner) if isinstance(inner, (Column, Constant, Call, Compare, Not)) else f'({text_of(inner)})'}"
        case Both(left, right):
            return f"{_side(left, (Either,))} AND {_side(right, (Either, Both))}"
        case Either(left, right):
            return f"{text_of(left)} OR {_side(right, (Either,))}"


def _side(tree: Node, in_brackets: tuple[type, ...]) -> str:
    return f"({text_of(tree)})" if isinstance(tree, in_brackets) else text_of(tree)


def _atom(tree: Node) -> str:
    return text_of(tree) if isinstance(tree, (Column, Constant, Call)) else f"({text_of(tree)})"


def _constant(value: str | int | None) -> str:
    if isinstance(value, str):
        doubled = value.replace("'", "''")
        return f"'{doubled}'"
    return "NULL" if value is None else str(value).upper()
