"""How each kind of edit runs on one claim. The same kinds can be taught to a SQL engine beside this, from the same data.

`hits(edit, facts)` yields the rows in which the edit finds its wrong, with whatever else the words of the edit name.
A new kind is a class in `kinds` and a function here.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, singledispatch
from typing import cast

from superbill.edits.bundles import Bundle, bundles
from superbill.edits.conditions import Row, Value, beside, chooser_of, condition, holds_of
from superbill.edits.facts import Facts, values_in
from superbill.edits.kinds import (
    Alone,
    Beside,
    Conflict,
    Count,
    Deadline,
    Edit,
    Lacks,
    Limit,
    Listed,
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
from superbill.edits.language import all_of, columns_of, conjuncts, read
from superbill.edits.relations import COLUMNS, SENT

MOST_PARTNERS = 6
"""Codes that a message names."""

FOR_THE_SERVICE = ("", "principal")
"""The roles of diagnoses that say why a service was given; those of admission and of the cause of an injury do not."""


@singledispatch
def hits(edit: Edit, facts: Facts) -> Iterable[Row]:
    """The rows in which an edit finds its wrong, in the order in which they stand on the claim."""
    raise AssertionError(f"nobody has taught the machine to run a {type(edit).__name__}")


@hits.register
def _(edit: Where, facts: Facts) -> Sequence[Row]:
    found = _looked_at(edit, facts)
    return [row for _, row in found] if found else ()


@hits.register
def _(edit: Beside, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        first = next(_beside(edit, facts, edit.other, index=index, row=row, finds=edit.finds), None)
        if first is not None:
            yield first


@hits.register
def _(edit: Alone, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        if edit.finds and not _found(edit, facts, row, edit.finds):
            continue
        if not any(True for other in edit.others for _ in _beside(edit, facts, other, index=index, row=row)):
            yield row


def _looked_at(edit: Edit, facts: Facts) -> Sequence[tuple[int, Row]]:
    """The rows of `over` for which `when` holds, with their places."""
    of_claim, of_row = _split(edit.when or "TRUE")
    return of_row(facts.rows(edit.over)) if of_claim(facts.rows("claim")[0]) else ()


@lru_cache(maxsize=2048)
def _split(when: str) -> tuple[Callable[[Row], bool], Callable[[Sequence[Row]], list[tuple[int, Row]]]]:
    """What a condition says of the whole claim, which is asked once, and what is left to be asked of every row."""
    parts = conjuncts(read(when))
    whole = [part for part in parts if columns_of(part) <= COLUMNS["claim"]]
    return holds_of(all_of(whole)), chooser_of(all_of([part for part in parts if part not in whole]))


def _beside(edit: Beside | Alone, facts: Facts, other: str, *, index: int, row: Row, finds: str = "") -> Iterator[Row]:
    """A row together with each other row that stands beside it, whose columns begin with `that_`."""
    such = beside(edit.such, *(("that", "found") if finds else ("that",)))
    for at, that in facts.grouped(other, edit.same).get(values_in(edit.same)(row), ()):
        if other != edit.over or at != index:
            for found in _found(edit, facts, that, finds) if finds else ():
                if such(row, that, found):
                    yield joined(both(row, that), found)
            if not finds and such(row, that):
                yield both(row, that)


def _found(edit: Edit, facts: Facts, row: Row, finds: str) -> tuple[Row, ...]:
    """What the table has for a row on its day."""
    day = row["served_on"]
    return facts.find(edit.table, on=day, code=row[finds]) if isinstance(day, date) else ()


def both(row: Row, that: Row) -> Row:
    """A row with the columns of another one, with `that_` before them."""
    return {**row, **{f"that_{name}": value for name, value in that.items()}}


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
    totals: dict[Hashable, int] = {}
    values, holds = values_in(edit.per), condition(edit.when or "TRUE").holds
    for row in filter(holds, facts.rows(SENT) if edit.earlier else ()):
        _add(totals, values(row), row[edit.amount])
    for row in filter(holds, facts.rows(edit.over)):
        total = _add(totals, values(row), row[edit.amount])
        if total > edit.most:
            yield {**row, "total": total}


def _add(totals: dict[Hashable, int], key: Hashable, amount: Value) -> int:
    """Add to those that count together, and return the sum; negative and missing amounts count as none."""
    totals[key] = totals.get(key, 0) + max(cast(int, amount or 0), 0)
    return totals[key]


@hits.register
def _(edit: Repeated, facts: Facts) -> Iterator[Row]:
    seen: dict[Hashable, Value] = {}
    values = values_in(edit.same)
    for row in facts.rows(edit.over):
        key = values(row)
        if key in seen:
            yield {**row, "first": seen[key]}
        else:
            seen[key] = row[edit.counted_by]


@hits.register
def _(edit: SentBefore, facts: Facts) -> Iterator[Row]:
    sent, values = facts.grouped(SENT, edit.same), values_in(edit.same)
    for row in facts.rows(edit.over) if sent else ():
        if earlier := sent.get(values(row)):
            yield {**row, "earlier": earlier[-1][1]["control"]}


@hits.register
def _(edit: ValidOnDay, facts: Facts) -> Iterator[Row]:
    for _, row in _looked_at(edit, facts):
        days = sorted({cast(date, row[column]) for column in edit.on if row[column] is not None})
        missing = (day for day in days if not facts.find(edit.table, on=day, **{edit.key: row[edit.column]}))
        if day := next(missing, None):
            yield {**row, "day": day}


@hits.register
def _(edit: LookUp, facts: Facts) -> Iterator[Row]:
    holds = beside(edit.when, "found")
    for row in facts.rows(edit.over):
        day = row[edit.on]
        if isinstance(day, date):
            for found in facts.find(edit.table, on=day, **{edit.key: row[edit.column]}):
                if holds(row, found):
                    yield joined(row, found)


@hits.register
def _(edit: Lacks, facts: Facts) -> Iterator[Row]:
    such = beside(edit.such, "found")
    for _, row in _looked_at(edit, facts):
        day = row[edit.on]
        found = facts.find(edit.table, on=day, **{edit.key: row[edit.column]}) if isinstance(day, date) else ()
        if found and not any(such(row, each) for each in found):
            yield row


@hits.register
def _(edit: Listed, facts: Facts) -> Iterator[Row]:
    holds, such = beside(edit.when or "TRUE", "found"), beside(edit.such, "that", "found")
    for row in facts.rows(edit.over):
        day = row[edit.on]
        rows = facts.find(edit.table, on=day, **{key: row[name] for name, key in edit.by}) if isinstance(day, date) else ()
        found = [each for each in rows if holds(row, each)]
        if found:
            listed = [that for each in found for that in listed_diagnoses(edit, facts, row, each) if such(row, that, each)]
            codes, texts = {str(that["code"]) for that in listed}, {str(that["told"]) for that in listed}
            if len(codes) >= edit.least and (edit.most is None or len(codes) <= edit.most):
                yield {**joined(row, found[0]), "listed": min(codes, default=""), "told": max(texts, default="")}


def listed_diagnoses(edit: Listed, facts: Facts, row: Row, found: Row) -> Iterator[Row]:
    """The rows of the list of a row found for the diagnoses of a line."""
    pointed = str(row["pointed"]).split()
    for diagnosis in facts.rows("diagnosis"):
        if diagnosis["role"] in FOR_THE_SERVICE and (not pointed or diagnosis["diagnosis"] in pointed):
            yield from facts.find(edit.members, on=cast(date, row[edit.on]), list=found["lists"], code=diagnosis["diagnosis"])


@hits.register
def _(edit: Partner, facts: Facts) -> Iterator[Row]:
    for index, row in _looked_at(edit, facts):
        day = row[edit.on]
        found = facts.find(edit.table, on=day, code=row["procedure"]) if isinstance(day, date) else ()
        partners = {str(each["partner"]) for each in found}
        if (
            partners
            and "" not in partners
            and not any(
                other["procedure"] in partners and (relation == SENT or at != index)
                for relation in ("line", SENT)
                for at, other in facts.grouped(relation, edit.same).get(values_in(edit.same)(row), ())
            )
        ):
            yield {**row, "partners": ", ".join(sorted(partners)[:MOST_PARTNERS])}


@hits.register
def _(edit: Conflict, facts: Facts) -> Iterator[Row]:
    rows = facts.rows(edit.over)
    for index, later in enumerate(rows):
        for earlier in rows[:index]:
            first, second = str(earlier["diagnosis"]), str(later["diagnosis"])
            day = later["first_served_on"]
            on = day if isinstance(day, date) else None
            note = facts.excludes1(first, second, on=on) if first != second else None
            if note:
                yield {**later, "other": first, "note": note}


@hits.register
def _(edit: Misplaced, facts: Facts) -> Iterator[Row]:
    rows = [row for _, row in _looked_at(edit, facts)]
    for index, row in enumerate(rows):
        if not any(wanted_first(facts, row, earlier) for earlier in rows[:index]):
            notes = ((str(later["diagnosis"]), wanted_first(facts, row, later)) for later in rows[index + 1 :])
            other, note = next(((code, note) for code, note in notes if note), ("", ""))
            if note:
                yield {**row, "other": other, "note": note}


def wanted_first(facts: Facts, row: Row, other: Row) -> str | None:
    """The note at a diagnosis that wants the other one before it."""
    day, one, two = row["first_served_on"], str(row["diagnosis"]), str(other["diagnosis"])
    return facts.code_first(one, two, on=day if isinstance(day, date) else None) if one != two else None


@hits.register
def _(edit: Pair, facts: Facts) -> Iterator[Row]:
    looked_at = {index for index, _ in _looked_at(edit, facts)}
    for found in bundles(facts, table=edit.table, same=edit.same):
        if found.at in looked_at and edit.indicator in found.indicators and not set_aside_by(edit, found):
            where = f"on claim {found.other['control']}" if found.is_sent else f"on line {found.other['line_no']}"
            yield {**found.line, "part": found.part["procedure"], "whole": found.whole["procedure"], "where": where}


def set_aside_by(edit: Pair, found: Bundle) -> set[str]:
    """The modifiers that set the pair aside; where the indicator is not 1 none can."""
    if edit.indicator != "1":
        return set()
    on_part, on_whole = set(str(found.part["modifiers"]).split()), set(str(found.whole["modifiers"]).split())
    return on_part & (edit.on_part | edit.on_either) | on_whole & edit.on_either


@hits.register
def _(edit: Limit, facts: Facts) -> Iterator[Row]:
    for row, total in facts.once(("units", edit.over, edit.per), lambda: counted_units(facts, edit.over, edit.per)):
        most = _most(edit, facts, row) if total > 0 else None
        if most is not None and total > most:
            yield {**row, "most": most, "total": total}


def counted_units(facts: Facts, over: str, per: tuple[str, ...]) -> list[tuple[Row, int]]:
    """The lines with the units that count for each: its own, or with `per` all of its service until then."""
    if not per:
        return [(row, cast(int, row["units"] or 0)) for row in facts.rows(over)]
    totals: dict[Hashable, int] = {}
    values = values_in(("procedure", *per))
    for sent in facts.rows(SENT):
        _add(totals, values(sent), sent["units"])
    return [(row, _add(totals, values(row), row["units"])) for row in facts.rows(over)]


def _most(edit: Limit, facts: Facts, row: Row) -> int | None:
    day = row["served_on"]
    rows = facts.find(edit.table, on=day, procedure=row["procedure"]) if isinstance(day, date) else ()
    holds = beside(edit.when or "TRUE", "found")
    return next((cast(int, found["most"]) for found in rows if holds(row, found)), None)


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


def joined(row: Row, found: Row) -> Row:
    """A row with the columns of what a table has for it, with `found_` before them."""
    return {**row, **{f"found_{column}": value for column, value in found.items()}}
