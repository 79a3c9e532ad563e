"""Why a row was passed that an edit of some kind looked at: what it found beside it, and how far that is from the wrong.

Each answer is the end of a sentence about the row, in the words of a biller: which pair was found and what set it aside, how many
units are below which limit, which partner is there, which note wants what first.
"""

from collections.abc import Iterator
from datetime import date
from functools import singledispatch
from typing import cast

from superbill.basics.days import FOREVER
from superbill.basics.money import dollars
from superbill.edits.bundles import Bundle, bundles
from superbill.edits.condition_words import parts_of, word_of
from superbill.edits.conditions import Row, Value, condition
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
)
from superbill.edits.one_claim import both, counted_units, joined, listed_diagnoses, set_aside_by, wanted_first
from superbill.edits.relations import SENT

_AT_MOST = 3
"""Other rows of which is told."""
_FIRST_YEAR, _QUARTERS = 1996, (1, 4, 7, 10)
"""Dated tables of Medicare begin with the NCCI edits of 1996, and most change by the quarter."""
_NAMES = {
    "patient_number": "patient",
    "line_rendering_npi": "clinician",
    "billing_npi": "practice",
    "served_on": "day",
    "procedure": "service",
}


@singledispatch
def passed(edit: Edit, facts: Facts, index: int, row: Row) -> str:
    """Why a row of `over`, the one at this place, is right for an edit. Its `when` holds, unless that reads a table."""
    return "it is as it should be"


@passed.register
def _(edit: Beside, facts: Facts, index: int, row: Row) -> str:
    others = list(_others(edit, facts, edit.other, index, row))
    if not others:
        return f"no {_named(edit.other)} stands beside it{_with_same(edit.same)}"
    told = []
    for that in others[:_AT_MOST]:
        beside = both(row, that)
        found = _found(edit.table, that[edit.finds], that["served_on"], facts) if edit.finds else ()
        rows = [joined(beside, each) for each in found] if edit.finds else [beside]
        told += [f"beside {label(that)}, {parts_of(edit.such, each)}" for each in rows] or [
            f"beside {label(that)}, the table {edit.table} has nothing for {that[edit.finds]} on its day"
        ]
    return "; ".join(told)


@passed.register
def _(edit: Alone, facts: Facts, index: int, row: Row) -> str:
    if edit.finds and not _found(edit.table, row[edit.finds], row["served_on"], facts):
        return f"the table {edit.table} has nothing for {word_of(row[edit.finds])} on its day"
    such = condition(edit.such)
    for other in edit.others:
        for that in _others(edit, facts, other, index, row):
            if such.holds(both(row, that)):
                return f"{label(that)} stands beside it, with {edit.such}"
    return "another row stands beside it"


def _others(edit: Beside | Alone, facts: Facts, other: str, index: int, row: Row) -> Iterator[Row]:
    """The rows of another relation with the same values, without the row itself."""
    for at, that in facts.grouped(other, edit.same).get(values_in(edit.same)(row), ()):
        if other != edit.over or at != index:
            yield that


@passed.register
def _(edit: Count, facts: Facts, index: int, row: Row) -> str:
    such = condition(edit.such)
    counted = [one for one in facts.rows(edit.of) if such.holds(one)]
    count = sum(edit.over == "claim" or one["line_no"] == row["line_no"] for one in counted)
    most = "" if edit.most is None else f" and at most {edit.most}"
    return f"there are {count} of {_named(edit.of)}; at least {edit.least}{most} may be there"


@passed.register
def _(edit: Total, facts: Facts, index: int, row: Row) -> str:
    values, holds = values_in(edit.per), condition(edit.when or "TRUE").holds
    before = (*(facts.rows(SENT) if edit.earlier else ()), *facts.rows(edit.over)[: index + 1])
    added = [one for one in before if holds(one) and values(one) == values(row)]
    total = sum(max(cast(int, one[edit.amount] or 0), 0) for one in added)
    shown = (total, edit.most) if not edit.amount.endswith("_cents") else (dollars(total), dollars(edit.most))
    lines = "" if len(added) == 1 else f" over {len(added)} rows{_with_same(edit.per)}"
    return f"{_named(edit.amount.removesuffix('_cents'))} come to {shown[0]}{lines}; at most {shown[1]} are allowed"


@passed.register
def _(edit: Repeated, facts: Facts, index: int, row: Row) -> str:
    if index == 0:
        return f"it is the first {_named(edit.over)}: there is none before it"
    return f"no {_named(edit.over)} before it has the same {_list(edit.same, 'and')}"


@passed.register
def _(edit: SentBefore, facts: Facts, index: int, row: Row) -> str:
    sent = facts.rows(SENT)
    if not sent:
        return "no claim is known that was sent before for this patient"
    return f"none of {len(sent)} lines of claims sent before has the same {_list(edit.same, 'and')}"


@passed.register
def _(edit: LookUp, facts: Facts, index: int, row: Row) -> str:
    found = _found(edit.table, row[edit.column], row[edit.on], facts, key=edit.key)
    if not found:
        return _nothing(facts, edit.table, row[edit.on], {edit.key: row[edit.column]})
    return "; ".join(parts_of(edit.when, joined(row, each)) for each in found[:_AT_MOST])


@passed.register
def _(edit: Lacks, facts: Facts, index: int, row: Row) -> str:
    found = _found(edit.table, row[edit.column], row[edit.on], facts, key=edit.key)
    if not found:
        return _nothing(facts, edit.table, row[edit.on], {edit.key: row[edit.column]})
    return f"a row of the table {edit.table} goes with it, with {edit.such}"


@passed.register
def _(edit: ValidOnDay, facts: Facts, index: int, row: Row) -> str:
    return f"the table {edit.table} has {word_of(row[edit.column])} on each of its days"


@passed.register
def _(edit: Deadline, facts: Facts, index: int, row: Row) -> str:
    least = "" if edit.least is None else f" from {edit.least}"
    most = "" if edit.most is None else f" to {edit.most}"
    return f"{edit.left} is {word_of(row[edit.left])}; it tells of days{least}{most}"


@passed.register
def _(edit: Required, facts: Facts, index: int, row: Row) -> str:
    rules = facts.context.payer_rules
    wanted = rules.requires if rules else ()
    return f"the payer requires {_list(wanted, 'and')}, and each is filled" if wanted else "this payer requires no more fields"


@passed.register
def _(edit: Listed, facts: Facts, index: int, row: Row) -> str:
    key = {column: row[name] for name, column in edit.by}
    day = row[edit.on]
    found = facts.find(edit.table, on=day, **key) if isinstance(day, date) else ()
    if not found:
        return _nothing(facts, edit.table, day, key)
    chosen = [each for each in found if condition(edit.when or "TRUE").holds(joined(row, each))]
    if not chosen:
        return "; ".join(dict.fromkeys(parts_of(edit.when, joined(row, each)) for each in found[:_AT_MOST]))
    such = condition(edit.such)
    rows = ((that, joined(both(row, that), each)) for each in chosen for that in listed_diagnoses(edit, facts, row, each))
    codes = sorted({str(that["code"]) for that, together in rows if such.holds(together)})
    listed = (
        f"of its diagnoses, {_list(codes, 'and')} {'is' if len(codes) == 1 else 'are'}" if codes else "none of its diagnoses is"
    )
    return f"{listed} listed there; it tells of lines with {_range(edit.least, edit.most)}"


def _range(least: int, most: int | None) -> str:
    if most is None:
        return f"at least {least}"
    return "none" if most == 0 else str(most) if least == most else f"{least} to {most}"


@passed.register
def _(edit: Partner, facts: Facts, index: int, row: Row) -> str:
    key = {"code": row["procedure"]}
    found = _found(edit.table, row["procedure"], row[edit.on], facts)
    if not found:
        return f"it may stand alone: {_nothing(facts, edit.table, row[edit.on], key)}"
    partners = {str(each["partner"]) for each in found}
    if "" in partners:
        return f"the table {edit.table} lets {row['procedure']} stand beside any service"
    for relation in ("line", SENT):
        for at, other in facts.grouped(relation, edit.same).get(values_in(edit.same)(row), ()):
            if other["procedure"] in partners and (relation == SENT or at != index):
                return f"{other['procedure']} is there ({label(other)}), one of the services that {row['procedure']} is added to"
    return "one of its partners is there"


@passed.register
def _(edit: Conflict, facts: Facts, index: int, row: Row) -> str:
    if index == 0:
        return "it is the first diagnosis: there is none before it"
    before = dict.fromkeys(str(one["diagnosis"]) for one in facts.rows(edit.over)[:index] if one["diagnosis"] != row["diagnosis"])
    return f"no Excludes1 note keeps {row['diagnosis']} apart from {_list(tuple(before), 'or') or 'itself'}"


@passed.register
def _(edit: Misplaced, facts: Facts, index: int, row: Row) -> str:
    holds = condition(edit.when or "TRUE").holds
    rows = [(at, one) for at, one in enumerate(facts.rows(edit.over)) if holds(one)]
    for _, earlier in (pair for pair in rows if pair[0] < index):
        if note := wanted_first(facts, row, earlier):
            return f"the note “{note}” wants {earlier['diagnosis']} before it, and it does stand before it ({label(earlier)})"
    after = dict.fromkeys(str(one["diagnosis"]) for at, one in rows if at > index)
    if not after:
        return "no other diagnosis follows it"
    return f"no “code first” note at {row['diagnosis']} names {_list(tuple(after), 'or')}"


@passed.register
def _(edit: Limit, facts: Facts, index: int, row: Row) -> str:
    day, key = row["served_on"], {"procedure": row["procedure"]}
    rows = facts.find(edit.table, on=day, **key) if isinstance(day, date) else ()
    if not rows:
        return _nothing(facts, edit.table, day, key)
    chosen = next((found for found in rows if condition(edit.when or "TRUE").holds(joined(row, found))), None)
    if chosen is None:
        return "; ".join(parts_of(edit.when, joined(row, each)) for each in rows[:_AT_MOST])
    _, total = counted_units(facts, edit.over, edit.per)[index]
    with_it = f", counted with what has the same {_list(edit.per, 'and')}" if edit.per else ""
    return f"{total} units of {row['procedure']}{with_it}; the limit is {chosen['most']}"


@passed.register
def _(edit: Pair, facts: Facts, index: int, row: Row) -> str:
    key = values_in(edit.same)(row)
    here = [(at, one) for at, one in facts.grouped("line", edit.same).get(key, ()) if at != index]
    others = [one for _, one in here] + [one for _, one in facts.grouped(SENT, edit.same).get(key, ())]
    if not others:
        return f"no other service stands beside it{_with_same(edit.same)}"
    every = bundles(facts, table=edit.table, same=edit.same)
    told = [_not_bundled(edit, found) for found in every if found.at == index]
    told += [
        f"it holds {found.part['procedure']}: if that were wrong, it would be told at {label(found.line)}"
        for found in every
        if found.at != index and not found.is_sent and found.whole is row
    ]
    paired = {id(found.other) for found in every if found.at == index} | {id(found.line) for found in every if found.whole is row}
    told += [_no_pair(edit, facts, row, other) for other in others if id(other) not in paired]
    more = f"; so on for {len(told) - _AT_MOST} more" if len(told) > _AT_MOST else ""
    return "; ".join(told[:_AT_MOST]) + more


def _not_bundled(edit: Pair, found: Bundle) -> str:
    """Why a pair that the table has is not told."""
    part, whole = found.part["procedure"], found.whole["procedure"]
    pair = f"{part} ({label(found.part)}) is part of {whole} ({label(found.whole)})"
    if edit.indicator not in found.indicators:
        has = _list(tuple(sorted(found.indicators)), "and")
        return f"{pair}, with modifier indicator {has}; this edit tells of indicator {edit.indicator}"
    modifiers = sorted(set_aside_by(edit, found))
    on = [
        f"modifier {one} on {label(found.part if one in str(found.part['modifiers']).split() else found.whole)}"
        for one in modifiers
    ]
    return f"{pair}, but {_list(tuple(on), 'and')} sets the pair aside"


def _no_pair(edit: Pair, facts: Facts, row: Row, other: Row) -> str:
    """That the table has no pair of two services, and when it has, or had, one."""
    one, two = row["procedure"], other["procedure"]
    for part, whole in ((row, other), (other, row)):
        times = _other_times(facts, edit.table, part["served_on"], {"whole": whole["procedure"], "part": part["procedure"]})
        if times:
            return f"{part['procedure']} is part of {whole['procedure']} {times} only, not on {word_of(part['served_on'])}"
    return f"the table {edit.table} has no pair of {one} and {two} ({label(other)})"


def _nothing(facts: Facts, table: str, day: Value, key: dict[str, Value]) -> str:
    """That a table has nothing for a key on a day, and when it has."""
    what = " and ".join(word_of(value) for value in key.values())
    times = _other_times(facts, table, day, key)
    return f"the table {table} has nothing for {what} on {word_of(day)}{f'; it has {times}' if times else ''}"


def _other_times(facts: Facts, table: str, day: Value, key: dict[str, Value]) -> str:
    """When the table has the key: the last time before the day, or else the first after it; empty when that is never."""
    if not isinstance(day, date) or table == "icd10cm":
        return ""
    days = [date(year, month, 1) for year in range(_FIRST_YEAR, day.year + 2) for month in _QUARTERS]
    before, after = [one for one in reversed(days) if one < day], [one for one in days if one > day]
    found = next((rows[0] for one in (*before, *after) if (rows := facts.context.tables[table].find(on=one, **key))), None)
    if found is None:
        return ""
    since, until = cast(date, found["since"]), cast(date, found["until"])
    first = f"from {since.isoformat()}" if since > date.min else ""
    last = f"before {until.isoformat()}" if until < FOREVER else ""
    return " and ".join(filter(None, (first, last)))


# --- words


def label(row: Row) -> str:
    """What a row is called: its line, its diagnosis, or the claim."""
    if isinstance(row.get("line_no"), int):
        return f"line {row['line_no']} of claim {row['control']}" if "control" in row else f"line {row['line_no']}"
    return f"{'diagnosis' if 'diagnosis' in row else 'place'} {row['position']}" if "position" in row else "the claim"


def _found(table: str, value: Value, day: Value, facts: Facts, *, key: str = "code") -> tuple[Row, ...]:
    return facts.find(table, on=day, **{key: value}) if isinstance(day, date) else ()


def _named(column: str) -> str:
    return _NAMES.get(column, column.replace("_", " "))


def _with_same(same: tuple[str, ...]) -> str:
    return f" with the same {_list(same, 'and')}" if same else ""


def _list(names: tuple[str, ...] | list[str], last: str) -> str:
    """Names with commas, and a word before the last."""
    words = [_named(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {last} {words[-1]}" if words else ""
