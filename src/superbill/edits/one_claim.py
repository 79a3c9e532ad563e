"""How each kind of edit runs on one claim. The same kinds can be taught to a SQL engine beside this, from the same data.

`hits(edit, facts)` yields the rows in which the edit finds its wrong, with whatever else the words of the edit name.
A new kind is a class in `kinds` and a function here.
"""

from collections.abc import Iterator
from datetime import date
from functools import singledispatch
from typing import cast

from superbill.edits.bundles import Bundle, bundles
from superbill.edits.conditions import Row, Value, condition
from superbill.edits.context import DiagnosisCodes
from superbill.edits.facts import Facts
from superbill.edits.kinds import (
    Alone,
    Beside,
    Conflict,
    Count,
    Deadline,
    Edit,
    Lacks,
    Limit,
    LookUp,
    Misplaced,
    Pair,
    Partner,
    Repeated,
    Required,
    SentBefore,
    Total,
    ValidOnDay,
    Where,
)
from superbill.edits.relations import SENT

MOST_PARTNERS = 6
"""Codes that a message names."""


@singledispatch
def hits(edit: Edit, facts: Facts) -> Iterator[Row]:
    """The rows in which an edit finds its wrong, in the order in which they stand on the claim."""
    raise AssertionError(f"nobody has taught the machine to run a {type(edit).__name__}")


@hits.register
def _(edit: Where, facts: Facts) -> Iterator[Row]:
    return (row for _, row in _looked_at(edit, facts))


@hits.register
def _(edit: Beside, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        first = next(_beside(edit, facts, edit.other, index=index, row=row, finds=edit.finds), None)
        if first is not None:
            yield first


@hits.register
def _(edit: Alone, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        if edit.finds and not any(_with_found(edit, facts, row, that=row, finds=edit.finds)):
            continue
        if not any(True for other in edit.others for _ in _beside(edit, facts, other, index=index, row=row)):
            yield row


def _looked_at(edit: Edit, facts: Facts) -> Iterator[tuple[int, Row]]:
    """The rows of `over` for which `when` holds, with their places."""
    rows = enumerate(facts.rows(edit.over))
    if not edit.when:
        return rows
    holds = condition(edit.when).holds
    return ((index, row) for index, row in rows if holds(row))


def _beside(edit: Beside | Alone, facts: Facts, other: str, *, index: int, row: Row, finds: str = "") -> Iterator[Row]:
    """A row together with each other row that stands beside it, whose columns begin with `that_`."""
    such, wanted = condition(edit.such), _values(row, edit.same)
    for at, (that, named) in enumerate(facts.others(other)):
        if (other != edit.over or at != index) and _values(that, edit.same) == wanted:
            both = {**row, **named}
            for joined in _with_found(edit, facts, both, that=that, finds=finds) if finds else (both,):
                if such.holds(joined):
                    yield joined


def _with_found(edit: Edit, facts: Facts, both: Row, *, that: Row, finds: str) -> Iterator[Row]:
    """Two rows that stand beside each other together with what the table has for the other one on its day."""
    day = that["served_on"]
    found = facts.find(edit.table, on=day, code=that[finds]) if isinstance(day, date) else ()
    return (_joined(both, each) for each in found)


@hits.register
def _(edit: Count, facts: Facts) -> Iterator[Row]:
    such = condition(edit.such)
    counted = [row.get("line_no") for row in facts.rows(edit.of) if such.holds(row)]
    for _, row in _looked_at(edit, facts):
        count = len(counted) if edit.over == "claim" else counted.count(row["line_no"])
        if count < edit.least or (edit.most is not None and count > edit.most):
            yield {**row, "count": count}


@hits.register
def _(edit: Total, facts: Facts) -> Iterator[Row]:
    totals: dict[tuple[Value, ...], int] = {}
    holds = condition(edit.when or "TRUE").holds
    for row in filter(holds, facts.rows(SENT) if edit.earlier else ()):
        _add(totals, _values(row, edit.per), row[edit.amount])
    for row in filter(holds, facts.rows(edit.over)):
        total = _add(totals, _values(row, edit.per), row[edit.amount])
        if total > edit.most:
            yield {**row, "total": total}


def _add(totals: dict[tuple[Value, ...], int], key: tuple[Value, ...], amount: Value) -> int:
    """Add to those that count together, and return the sum; negative and missing amounts count as none."""
    totals[key] = totals.get(key, 0) + max(cast(int, amount or 0), 0)
    return totals[key]


@hits.register
def _(edit: Repeated, facts: Facts) -> Iterator[Row]:
    seen: dict[tuple[Value, ...], Value] = {}
    for row in facts.rows(edit.over):
        key = _values(row, edit.same)
        if key in seen:
            yield {**row, "first": seen[key]}
        else:
            seen[key] = row[edit.counted_by]


@hits.register
def _(edit: SentBefore, facts: Facts) -> Iterator[Row]:
    seen = {_values(sent, edit.same): sent["control"] for sent in facts.rows(SENT)}
    for row in facts.rows(edit.over):
        if earlier := seen.get(_values(row, edit.same)):
            yield {**row, "earlier": earlier}


@hits.register
def _(edit: ValidOnDay, facts: Facts) -> Iterator[Row]:
    for _, row in _looked_at(edit, facts):
        days = sorted({cast(date, row[column]) for column in edit.on if row[column] is not None})
        missing = (day for day in days if not facts.find(edit.table, on=day, **{edit.key: row[edit.column]}))
        if day := next(missing, None):
            yield {**row, "day": day}


@hits.register
def _(edit: LookUp, facts: Facts) -> Iterator[Row]:
    test = condition(edit.when)
    for row in facts.rows(edit.over):
        day = row[edit.on]
        if isinstance(day, date):
            for found in facts.find(edit.table, on=day, **{edit.key: row[edit.column]}):
                joined = _joined(row, found)
                if test.holds(joined):
                    yield joined


@hits.register
def _(edit: Lacks, facts: Facts) -> Iterator[Row]:
    such = condition(edit.such)
    for _, row in _looked_at(edit, facts):
        day = row[edit.on]
        found = facts.find(edit.table, on=day, **{edit.key: row[edit.column]}) if isinstance(day, date) else ()
        if found and not any(such.holds(_joined(row, each)) for each in found):
            yield row


@hits.register
def _(edit: Partner, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        day, same = row[edit.on], _values(row, edit.same)
        found = facts.find(edit.table, on=day, code=row["procedure"]) if isinstance(day, date) else ()
        partners = {str(each["partner"]) for each in found}
        if (
            partners
            and "" not in partners
            and not any(
                other["procedure"] in partners and _values(other, edit.same) == same
                for other in (*facts.rows("line")[:index], *facts.rows("line")[index + 1 :], *facts.rows(SENT))
            )
        ):
            yield {**row, "partners": ", ".join(sorted(partners)[:MOST_PARTNERS])}


@hits.register
def _(edit: Conflict, facts: Facts) -> Iterator[Row]:
    codes = cast(DiagnosisCodes, facts.context.icd10cm)
    rows = facts.rows(edit.over)
    for index, later in enumerate(rows):
        for earlier in rows[:index]:
            first, second = str(earlier["diagnosis"]), str(later["diagnosis"])
            day = later["first_served_on"]
            on = day if isinstance(day, date) else None
            note = codes.excludes1_between(first, second, on=on) if first != second else None
            if note:
                yield {**later, "other": first, "note": note}


@hits.register
def _(edit: Misplaced, facts: Facts) -> Iterator[Row]:
    codes = cast(DiagnosisCodes, facts.context.icd10cm)
    rows = [row for _, row in _looked_at(edit, facts)]
    for index, row in enumerate(rows):
        if not any(_wanted_first(codes, row, earlier) for earlier in rows[:index]):
            notes = ((str(later["diagnosis"]), _wanted_first(codes, row, later)) for later in rows[index + 1 :])
            other, note = next(((code, note) for code, note in notes if note), ("", ""))
            if note:
                yield {**row, "other": other, "note": note}


def _wanted_first(codes: DiagnosisCodes, row: Row, other: Row) -> str | None:
    """The note at a diagnosis that wants the other one before it."""
    day, one, two = row["first_served_on"], str(row["diagnosis"]), str(other["diagnosis"])
    return codes.code_first_between(one, two, on=day if isinstance(day, date) else None) if one != two else None


@hits.register
def _(edit: Pair, facts: Facts) -> Iterator[Row]:
    looked_at = {index for index, _ in _looked_at(edit, facts)}
    for found in bundles(facts, table=edit.table, same=edit.same):
        if found.at in looked_at and edit.indicator in found.indicators and not _is_set_aside(edit, found):
            where = f"on claim {found.other['control']}" if found.is_sent else f"on line {found.other['line_no']}"
            yield {**found.line, "part": found.part["procedure"], "whole": found.whole["procedure"], "where": where}


def _is_set_aside(edit: Pair, found: Bundle) -> bool:
    """Whether a modifier sets the pair aside; where the indicator is not 1 none can."""
    if edit.indicator != "1":
        return False
    on_part, on_whole = set(str(found.part["modifiers"]).split()), set(str(found.whole["modifiers"]).split())
    return bool(on_part & (edit.on_part | edit.on_either) or on_whole & edit.on_either)


@hits.register
def _(edit: Limit, facts: Facts) -> Iterator[Row]:
    totals: dict[tuple[Value, ...], int] = {}
    if edit.per:
        for sent in facts.rows(SENT):
            _add(totals, _values(sent, ("procedure", *edit.per)), sent["units"])
    for row in facts.rows(edit.over):
        total = _add(totals, _values(row, ("procedure", *edit.per)), row["units"]) if edit.per else cast(int, row["units"] or 0)
        most = _most(edit, facts, row) if total > 0 else None
        if most is not None and total > most:
            yield {**row, "most": most, "total": total}


def _most(edit: Limit, facts: Facts, row: Row) -> int | None:
    day = row["served_on"]
    rows = facts.find(edit.table, on=day, procedure=row["procedure"]) if isinstance(day, date) else ()
    test = condition(edit.when) if rows else None
    return next((cast(int, found["most"]) for found in rows if test is None or test.holds(_joined(row, found))), None)


@hits.register
def _(edit: Deadline, facts: Facts) -> Iterator[Row]:
    for row in facts.rows(edit.over):
        left = row[edit.left]
        if isinstance(left, int) and (edit.least is None or left >= edit.least) and (edit.most is None or left <= edit.most):
            yield row


@hits.register
def _(edit: Required, facts: Facts) -> Iterator[Row]:
    rules = facts.context.payer_rules
    for row in facts.rows(edit.over):
        for name in rules.requires if rules else ():
            value = row.get(name)
            if value is None or not str(value).strip(" "):
                yield {**row, "field": name.replace("_", " ")}


def _values(row: Row, columns: tuple[str, ...]) -> tuple[Value, ...]:
    return tuple(row[column] for column in columns)


def _joined(row: Row, found: Row) -> Row:
    """A row with the columns of what a table has for it."""
    return {**row, **{f"found_{column}": value for column, value in found.items()}}
