"""How each kind of edit runs on one claim. The same kinds can be taught to a SQL engine beside this, from the same data.

`hits(edit, facts)` yields the rows in which the edit finds its wrong, with whatever else the words of the edit name. Which rows an edit
looks at is found by `scan`, for many edits at once. A new kind is a class in `kinds` and a function here.
"""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from datetime import date
from functools import partial, singledispatch
from math import inf
from typing import cast

from superbill.edits.bundles import Bundle, bundles
from superbill.edits.conditions import Row, Value, beside, condition
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
from superbill.edits.relations import RELATIONS, SENT
from superbill.edits.scan import Places, Scan, asked_by, scan_of

MOST_PARTNERS = 6
"""Codes that a message names."""

FOR_THE_SERVICE = ("", "principal")
"""The roles of diagnoses that say why a service was given; those of admission and of the cause of an injury do not."""


def hits(edit: Edit, facts: Facts) -> Iterable[Row]:
    """The rows in which an edit finds its wrong, in the order in which they stand on the claim."""
    return run(edit, facts, Scan(edit.over, (asked_by(edit),))(facts).get(0, ()))


@singledispatch
def run(edit: Edit, facts: Facts, places: Places) -> Iterable[Row]:
    """The same, where it is known at which places the rows stand that the edit looks at: see `scan`."""
    raise AssertionError(f"nobody has taught the machine to run a {type(edit).__name__}")


@run.register
def _(edit: Where, facts: Facts, places: Places) -> Sequence[Row]:
    return [facts.row(edit.over, at) for at in places]


@run.register
def _(edit: Beside, facts: Facts, places: Places) -> Iterator[Row]:
    for index in places:
        first = next(_beside(edit, facts, edit.other, index=index, finds=edit.finds), None)
        if first is not None:
            yield first


@run.register
def _(edit: Alone, facts: Facts, places: Places) -> Iterator[Row]:
    for index in places:
        row = facts.row(edit.over, index)
        if edit.finds and not _found(edit, facts, row, edit.finds):
            continue
        if not any(True for other in edit.others for _ in _beside(edit, facts, other, index=index)):
            yield row


def _beside(edit: Beside | Alone, facts: Facts, other: str, *, index: int, finds: str = "") -> Iterator[Row]:
    """A row together with each other row that stands beside it, whose columns begin with `that_`."""
    groups, key = facts.grouped(other, edit.same), facts.keys(edit.over, edit.same)[index]
    if key not in groups.places or (other == edit.over and groups.places[key] == [index]):
        return
    row, such = facts.row(edit.over, index), beside(edit.such, *(("that", "found") if finds else ("that",)))
    for at, that in groups.get(key):
        if other != edit.over or at != index:
            for found in _found(edit, facts, that, finds) if finds else ():
                if such(row, that, found):
                    yield joined(both(row, that), found)
            if not finds and such(row, that):
                yield both(row, that)


def _found(edit: Edit, facts: Facts, row: Row, finds: str) -> tuple[Row, ...]:
    """What the table has for a row on its day."""
    day = row["served_on"]
    return facts.finder(edit.table, "code")(day, row[finds]) if isinstance(day, date) else ()


def both(row: Row, that: Row) -> Row:
    """A row with the columns of another one, with `that_` before them."""
    return {**row, **{f"that_{name}": value for name, value in that.items()}}


@run.register
def _(edit: Count, facts: Facts, places: Places) -> Iterator[Row]:
    counted = facts.once(("counted", edit.of, edit.such), lambda: scan_of(edit.of, edit.such)(facts)[0])
    if edit.least <= 0 and (edit.most is None or len(counted) <= edit.most):
        return
    of_lines = Counter(map(partial(_line_no, facts, edit.of), counted)) if edit.over == "line" else {}
    for at in places:
        count = of_lines[facts.own("line")[at]["line_no"]] if edit.over == "line" else len(counted)
        if count < edit.least or (edit.most is not None and count > edit.most):
            yield {**facts.row(edit.over, at), "count": count}


def _line_no(facts: Facts, relation: str, at: int) -> Value:
    """The number of the line to which a row belongs, where it belongs to one."""
    row = facts.own(relation)[at]
    line = facts.own("line")[cast(int, row["line_at"])] if RELATIONS[relation].of == "line" else row
    return line.get("line_no")


@run.register
def _(edit: Total, facts: Facts, places: Places) -> Iterator[Row]:
    totals: dict[Hashable, int] = {}
    values = values_in(edit.per)
    for row in filter(condition(edit.when or "TRUE").holds, facts.rows(SENT) if edit.earlier and places else ()):
        _add(totals, values(row), row[edit.amount])
    for at in places:
        row = facts.row(edit.over, at)
        total = _add(totals, values(row), row[edit.amount])
        if total > edit.most:
            yield {**row, "total": total}


def _add(totals: dict[Hashable, int], key: Hashable, amount: Value) -> int:
    """Add to those that count together, and return the sum; negative and missing amounts count as none."""
    total: int = totals.get(key, 0)
    if amount and cast(int, amount) > 0:
        total += cast(int, amount)
    totals[key] = total
    return total


@run.register
def _(edit: Repeated, facts: Facts, places: Places) -> Iterator[Row]:
    seen: dict[Hashable, int] = {}
    for at, key in enumerate(facts.keys(edit.over, edit.same)):
        if key in seen:
            yield {**facts.row(edit.over, at), "first": facts.row(edit.over, seen[key])[edit.counted_by]}
        else:
            seen[key] = at


@run.register
def _(edit: SentBefore, facts: Facts, places: Places) -> Iterator[Row]:
    sent = facts.grouped(SENT, edit.same)
    for at, key in enumerate(facts.keys(edit.over, edit.same) if sent.places else ()):
        if key in sent.places:
            yield {**facts.row(edit.over, at), "earlier": sent.get(key)[-1][1]["control"]}


@run.register
def _(edit: ValidOnDay, facts: Facts, places: Places) -> Iterator[Row]:
    find, keys = facts.finder(edit.table, edit.key), facts.keys(edit.over, (edit.column, *edit.on)) if places else []
    for at in places:
        code, *days = cast(Sequence[Value], keys[at])
        missing = [cast(date, day) for day in days if day is not None and not find(day, code)]
        if missing:
            yield {**facts.row(edit.over, at), "day": min(missing)}


@run.register
def _(edit: LookUp, facts: Facts, places: Places) -> Iterator[Row]:
    holds, find = facts.asking(edit.over, edit.when, "found"), facts.finder(edit.table, edit.key)
    keys = facts.keys(edit.over, (edit.column, edit.on)) if places else []
    for at in places:
        code, day = cast(tuple[Value, Value], keys[at])
        for found in find(day, code) if isinstance(day, date) else ():
            if holds(at, found):
                yield joined(facts.row(edit.over, at), found)


@run.register
def _(edit: Lacks, facts: Facts, places: Places) -> Iterator[Row]:
    such, find = facts.asking(edit.over, edit.such, "found"), facts.finder(edit.table, edit.key)
    keys = facts.keys(edit.over, (edit.column, edit.on)) if places else []
    for at in places:
        code, day = cast(tuple[Value, Value], keys[at])
        found = find(day, code) if isinstance(day, date) else ()
        if found and not any(such(at, each) for each in found):
            yield facts.row(edit.over, at)


@run.register
def _(edit: Listed, facts: Facts, places: Places) -> Iterator[Row]:
    holds, such = beside(edit.when or "TRUE", "found"), beside(edit.such, "that", "found")
    find, names = facts.finder(edit.table, *(key for _, key in edit.by)), [name for name, _ in edit.by]
    for at in places:
        row = facts.row(edit.over, at)
        day = row[edit.on]
        rows = find(day, *(row[name] for name in names)) if isinstance(day, date) else ()
        found = [each for each in rows if holds(row, each)]
        if found:
            listed = [that for each in found for that in listed_diagnoses(edit, facts, row, each) if such(row, that, each)]
            codes, texts = {str(that["code"]) for that in listed}, {str(that["told"]) for that in listed}
            if len(codes) >= edit.least and (edit.most is None or len(codes) <= edit.most):
                yield {**joined(row, found[0]), "listed": min(codes, default=""), "told": max(texts, default="")}


def listed_diagnoses(edit: Listed, facts: Facts, row: Row, found: Row) -> Iterator[Row]:
    """The rows of the list of a row found for the diagnoses of a line."""
    pointed, find = str(row["pointed"]).split(), facts.finder(edit.members, "list", "code")
    for diagnosis in facts.own("diagnosis"):
        if diagnosis["role"] in FOR_THE_SERVICE and (not pointed or diagnosis["diagnosis"] in pointed):
            yield from find(row[edit.on], found["lists"], diagnosis["diagnosis"])


@run.register
def _(edit: Partner, facts: Facts, places: Places) -> Iterator[Row]:
    find = facts.finder(edit.table, "code")
    for index in places:
        row = facts.row(edit.over, index)
        day = row["served_on"]
        partners = {str(each["partner"]) for each in find(day, row["procedure"])} if isinstance(day, date) else set()
        if partners and "" not in partners and not _stands_there(edit, facts, index, partners):
            yield {**row, "partners": ", ".join(sorted(partners)[:MOST_PARTNERS])}


def _stands_there(edit: Partner, facts: Facts, index: int, partners: Collection[str]) -> bool:
    """Whether a partner of a line stands beside it, or was sent before."""
    key = facts.keys("line", edit.same)[index]
    return any(
        other["procedure"] in partners and (relation == SENT or at != index)
        for relation in ("line", SENT)
        for at, other in facts.grouped(relation, edit.same).get(key)
    )


@run.register
def _(edit: Conflict, facts: Facts, places: Places) -> Iterator[Row]:
    codes, on = [str(row["diagnosis"]) for row in facts.own(edit.over)], _first_day(facts)
    for index, second in enumerate(codes):
        notes = facts.excludes1(second, on=on)
        for first in codes[:index]:
            if first != second and (note := notes[first]):
                yield {**facts.row(edit.over, index), "other": first, "note": note}


@run.register
def _(edit: Misplaced, facts: Facts, places: Places) -> Iterator[Row]:
    codes, on = [str(facts.own(edit.over)[at]["diagnosis"]) for at in places], _first_day(facts)
    for index, (at, code) in enumerate(zip(places, codes, strict=True)):
        notes = facts.code_first(code, on=on)
        wanted = [other for other in codes if other != code and notes[other]]
        if wanted and not any(earlier in wanted for earlier in codes[:index]):
            other = next(later for later in codes[index + 1 :] if later in wanted)
            yield {**facts.row(edit.over, at), "other": other, "note": notes[other]}


def wanted_first(facts: Facts, row: Row, other: Row) -> str | None:
    """The note at a diagnosis that wants the other one before it."""
    one, two = str(row["diagnosis"]), str(other["diagnosis"])
    return facts.code_first(one, on=_first_day(facts))[two] if one != two else None


def _first_day(facts: Facts) -> date | None:
    """The first day of service of the claim: that of its diagnoses."""
    day = facts.own("claim")[0]["first_served_on"]
    return day if isinstance(day, date) else None


@run.register
def _(edit: Pair, facts: Facts, places: Places) -> Iterator[Row]:
    for found in bundles(facts, table=edit.table, same=edit.same) if places else ():
        if found.at in places and edit.indicator in found.indicators and not set_aside_by(edit, found):
            where = f"on claim {found.other['control']}" if found.is_sent else f"on line {found.other['line_no']}"
            yield {**found.line, "part": found.part["procedure"], "whole": found.whole["procedure"], "where": where}


def set_aside_by(edit: Pair, found: Bundle) -> set[str]:
    """The modifiers that set the pair aside; where the indicator is not 1 none can."""
    if edit.indicator != "1":
        return set()
    if not found.part["modifiers"] and not found.whole["modifiers"]:
        return set()
    on_part, on_whole = set(str(found.part["modifiers"]).split()), set(str(found.whole["modifiers"]).split())
    return on_part & (edit.on_part | edit.on_either) | on_whole & edit.on_either


@run.register
def _(edit: Limit, facts: Facts, places: Places) -> Iterator[Row]:
    passing = facts.once(("passing", edit.table, edit.over, edit.per), lambda: _passing(edit, facts))
    if not passing:
        return
    holds = beside(edit.when or "TRUE", "found")
    for at, total, rows in passing:
        row = facts.row(edit.over, at)
        found = next((each for each in rows if holds(row, each)), None)
        if found is not None and total > cast(int, found["most"]):
            yield {**row, "most": found["most"], "total": total}


def _passing(edit: Limit, facts: Facts) -> list[tuple[int, int, tuple[Row, ...]]]:
    """The lines whose units pass a limit of the table on their day, whatever the condition: their place, the units, and what the table says."""
    limits = facts.once(("limits", edit.table, edit.over), lambda: _limits(edit, facts))
    counted = counted_units(facts, edit.over, edit.per)
    return [(at, total, limits[at][1]) for at, (_, total) in enumerate(counted) if total > limits[at][0]]


def _limits(edit: Limit, facts: Facts) -> list[tuple[float, tuple[Row, ...]]]:
    """For each line the least that a table allows on its day, not less than nothing, and the rows that say so."""
    find, limits = facts.finder(edit.table, "procedure"), []
    for line in facts.own(edit.over):
        day = line["served_on"]
        rows = find(day, line["procedure"]) if isinstance(day, date) else ()
        least = cast(int, rows[0]["most"]) if len(rows) == 1 else min([cast(int, row["most"]) for row in rows], default=inf)
        limits.append((max(least, 0), rows))
    return limits


def counted_units(facts: Facts, over: str, per: tuple[str, ...]) -> list[tuple[Row, int]]:
    """The lines, with their own columns, and the units that count for each: its own, or with `per` all of its service until then."""
    lines = facts.own(over)
    if not per:
        return [(line, cast(int, line["units"] or 0)) for line in lines]
    keys, sent = facts.keys(over, ("procedure", *per)), facts.grouped(SENT, ("procedure", *per))
    totals: dict[Hashable, int] = {}
    before = facts.own(SENT) if sent.places else ()
    for key in sent.places.keys() & set(keys):
        for at in sent.places[key]:
            _add(totals, key, before[at]["units"])
    return [(line, _add(totals, key, line["units"])) for key, line in zip(keys, lines, strict=True)]


@run.register
def _(edit: Deadline, facts: Facts, places: Places) -> Iterator[Row]:
    for at in places:
        row = facts.row(edit.over, at)
        left = row[edit.left]
        if isinstance(left, int) and (edit.least is None or left >= edit.least) and (edit.most is None or left <= edit.most):
            yield row


@run.register
def _(edit: Required, facts: Facts, places: Places) -> Iterator[Row]:
    rules = facts.context.payer_rules
    for row in facts.rows(edit.over):
        for name in rules.requires if rules else ():
            value = row.get(name)
            if value is None or not str(value).strip(" "):
                yield {**row, "field": name.replace("_", " ")}


def joined(row: Row, found: Row) -> Row:
    """A row with the columns of what a table has for it, with `found_` before them."""
    return {**row, **{f"found_{column}": value for column, value in found.items()}}
