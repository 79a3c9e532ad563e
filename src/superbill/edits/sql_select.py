"""How each kind of edit runs on many claims: the SELECT that gives a row for each finding. `one_claim` is its twin.

`select(edit)` gives `claim_at`, `line_no` where there is one, and every column that the words of the edit name. It reads the
relations of `relations.py` under their names, each with `claim_at` and `at` (the place of the row on its claim) beside its columns,
`sent_line`, and the dated tables under theirs. Whether an edit can run, and what a payer makes of it, is not asked here.
"""

from functools import singledispatch
from string import Formatter

from superbill.basics.days import FOREVER
from superbill.edits.functions import FUNCTIONS, any_word
from superbill.edits.kinds import (
    ALWAYS,
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
from superbill.edits.one_claim import FOR_THE_SERVICE, MOST_PARTNERS
from superbill.edits.relations import COLUMNS, SENT
from superbill.edits.sql_expressions import beside, expression, literal, quoted
from superbill.edits.sql_limits import totals
from superbill.edits.sql_pairs import ON_CLAIM, PART_OF_SENT, WHOLE_OF_SENT, met


def select(edit: Edit) -> str:
    """The SELECT of an edit: what it finds on the days on which it is in force."""
    return f"SELECT * FROM ({_hits(edit)}) AS h WHERE {_in_force(edit)}"


def _rows(edit: Edit) -> str:
    """The rows that are looked at, under the alias r: those of the claims of which the edit speaks. Every row has the columns of its claim."""
    test = f" WHERE {expression(edit.about, beside('c'))}" if edit.about else ""
    return f"(SELECT * FROM {quoted(edit.over)} c{test}) r" if test else f"{quoted(edit.over)} r"


def words_of(edit: Edit) -> tuple[str, ...]:
    """The columns that the words of an edit name, and the line's number, in a fixed order."""
    named = {name for text in (edit.says, edit.place) for _, name, _, _ in Formatter().parse(text) if name}
    return tuple(sorted(named | ({"line_no"} & COLUMNS[edit.over])))


def about(edit: Edit) -> str:
    """The claims of which an edit speaks, as a test of `claim_at` under the alias h; empty when it is all of them."""
    if not edit.about:
        return ""
    return f"h.claim_at IN (SELECT r.claim_at FROM claim r WHERE {expression(edit.about, beside())})"


def _in_force(edit: Edit) -> str:
    tests = []
    if edit.since != ALWAYS:
        tests.append(f"h.in_force_on >= {literal(edit.since)}")
    if edit.until != FOREVER:
        tests.append(f"h.in_force_on < {literal(edit.until)}")
    return " AND ".join(tests) or "TRUE"


def _columns(edit: Edit, **made: str) -> str:
    """What a SELECT gives: the claim, the day that decides what is in force, and the words; `made` are words made here."""
    has_day = "served_on" in COLUMNS[edit.over]
    day = f"COALESCE({'r.served_on, ' if has_day else ''}r.first_served_on, r.checked_on)"
    words = (f"{made.get(name, f'r.{quoted(name)}')} AS {quoted(name)}" for name in words_of(edit))
    return ", ".join(("r.claim_at", f"{day} AS in_force_on", *words))


def _same(columns: tuple[str, ...], others: str) -> str:
    """A row of the others has the same values; those of its claim it has anyhow, but for what was sent before."""
    own = [name for name in columns if others == SENT or name not in COLUMNS["claim"]]
    return "".join(f" AND r.{quoted(name)} IS NOT DISTINCT FROM o.{quoted(name)}" for name in own)


def _last(first: str, then: str) -> str:
    """Two tests of which the second is asked where the first holds; as one, so that no engine asks it of every row or joins by it."""
    return f"CASE WHEN {first or 'TRUE'} THEN {then or 'TRUE'} ELSE FALSE END"


def _holds_on(day: str, table: str = "t") -> str:
    return f"{table}.since <= {day} AND {day} < {table}.until"


def _where(edit: Edit) -> str:
    return expression(edit.when, beside())


@singledispatch
def _hits(edit: Edit) -> str:
    raise AssertionError(f"nobody has taught SQL to run a {type(edit).__name__}")


@_hits.register
def _(edit: Where) -> str:
    return f"SELECT {_columns(edit)} FROM {_rows(edit)} WHERE {_where(edit)}"


@_hits.register
def _(edit: Deadline) -> str:
    left = f"r.{quoted(edit.left)}"
    tests = [f"{left} IS NOT NULL"]
    tests += [f"{left} >= {edit.least}"] if edit.least is not None else []
    tests += [f"{left} <= {edit.most}"] if edit.most is not None else []
    return f"SELECT {_columns(edit)} FROM {_rows(edit)} WHERE {' AND '.join(tests)}"


@_hits.register
def _(edit: Beside) -> str:
    that = {name: f"o.{quoted(name.removeprefix('that_'))}" for name in words_of(edit) if name.startswith("that_")}
    that |= {name: f"t.{quoted(name.removeprefix('found_'))}" for name in words_of(edit) if name.startswith("found_")}
    itself = " AND o.at <> r.at" if edit.other == edit.over else ""
    found = (
        f" JOIN {quoted(edit.table)} t ON t.code = o.{quoted(edit.finds)} AND {_holds_on('o.served_on')}" if edit.finds else ""
    )
    return (
        f"SELECT {_columns(edit, **that)} FROM {_rows(edit)}"
        f" JOIN {quoted(edit.other)} o ON o.claim_at = r.claim_at{_same(edit.same, edit.other)}{itself}{found}"
        f" WHERE {_where(edit)} AND {expression(edit.such, beside(that='o', found='t' if edit.finds else ''))}"
        f" QUALIFY ROW_NUMBER() OVER (PARTITION BY r.claim_at, r.at ORDER BY o.at{', t.at' if edit.finds else ''}) = 1"
    )


@_hits.register
def _(edit: Alone) -> str:
    tests = [_where(edit)]
    if edit.finds:
        found = f"t.code = r.{quoted(edit.finds)} AND {_holds_on('r.served_on')}"
        tests.append(f"EXISTS (SELECT 1 FROM {quoted(edit.table)} t WHERE {found})")
    for other in edit.others:
        itself = " AND o.at <> r.at" if other == edit.over else ""
        tests.append(
            f"NOT EXISTS (SELECT 1 FROM {quoted(other)} o WHERE o.claim_at = r.claim_at{_same(edit.same, other)}{itself}"
            f" AND {expression(edit.such, beside(that='o'))})"
        )
    return f"SELECT {_columns(edit)} FROM {_rows(edit)} WHERE {' AND '.join(tests)}"


@_hits.register
def _(edit: Count) -> str:
    line = "" if edit.over == "claim" else ", line_no"
    joined = "" if edit.over == "claim" else " AND c.line_no IS NOT DISTINCT FROM r.line_no"
    count = "COALESCE(c.counted, 0)"
    tests = [f"{count} < {edit.least}"] + ([f"{count} > {edit.most}"] if edit.most is not None else [])
    counted = (
        f"SELECT claim_at{line}, COUNT(*) AS counted FROM {quoted(edit.of)} o"
        f" WHERE {expression(edit.such, beside('o'))} GROUP BY claim_at{line}"
    )
    return (
        f"SELECT {_columns(edit, count=count)} FROM {_rows(edit)}"
        f" LEFT JOIN ({counted}) c ON c.claim_at = r.claim_at{joined} WHERE {_where(edit)} AND ({' OR '.join(tests)})"
    )


@_hits.register
def _(edit: Total) -> str:
    rows = [_amounts(edit.over, edit.amount, edit.per, "1", _where(edit))]
    rows += [_amounts(SENT, edit.amount, edit.per, "0", _where(edit))] if edit.earlier else []
    return _added_up(edit, " UNION ALL ".join(rows))


def _amounts(relation: str, amount: str, per: tuple[str, ...], nth: str, test: str) -> str:
    names = "".join(f", r.{quoted(name)} AS {quoted(f'per_{name}')}" for name in per)
    return (
        f"SELECT r.claim_at, r.at, {nth} AS nth, GREATEST(COALESCE(r.{quoted(amount)}, 0), 0) AS amount{names}"
        f" FROM {quoted(relation)} r WHERE {test}"
    )


def _added_up(edit: Total, amounts: str) -> str:
    """Rows with the running total of those that count together, earlier claims first."""
    names = "".join(f", {quoted(f'per_{name}')}" for name in edit.per)
    totals = (
        f"SELECT s.claim_at, s.at, s.nth, SUM(s.amount) OVER (PARTITION BY s.claim_at{names} ORDER BY s.nth, s.at ROWS UNBOUNDED PRECEDING)"
        f" AS total FROM ({amounts}) s"
    )
    return (
        f"SELECT {_columns(edit, total='a.total')} FROM ({totals}) a"
        f" JOIN {_rows(edit)} ON r.claim_at = a.claim_at AND r.at = a.at WHERE a.nth = 1 AND a.total > {edit.most}"
    )


@_hits.register
def _(edit: Repeated) -> str:
    same = "".join(f", r.{quoted(name)}" for name in edit.same)
    by = f"PARTITION BY r.claim_at{same} ORDER BY r.at"
    first = f"FIRST_VALUE(r.{quoted(edit.counted_by)}) OVER ({by})"
    return f"SELECT {_columns(edit, first=first)} FROM {_rows(edit)} QUALIFY ROW_NUMBER() OVER ({by}) > 1"


@_hits.register
def _(edit: SentBefore) -> str:
    first = tuple(name for name in edit.same if name == "procedure")
    rest = _same(tuple(name for name in edit.same if name not in first), SENT).removeprefix(" AND ")
    return (
        f"SELECT {_columns(edit, earlier='o.control')} FROM {_rows(edit)}"
        f" JOIN {SENT} o ON o.claim_at = r.claim_at{_same(first, SENT)} WHERE {_last(rest, 'TRUE')}"
        " QUALIFY ROW_NUMBER() OVER (PARTITION BY r.claim_at, r.at ORDER BY o.at DESC) = 1"
    )


@_hits.register
def _(edit: ValidOnDay) -> str:
    found = f"SELECT 1 FROM {quoted(edit.table)} t WHERE t.{quoted(edit.key)} = r.{quoted(edit.column)} AND "
    days = [f"r.{quoted(name)}" for name in edit.on]
    missing = [f"CASE WHEN {day} IS NOT NULL AND NOT EXISTS ({found}{_holds_on(day)}) THEN {day} END" for day in days]
    day = f"LEAST({', '.join(missing)})" if len(missing) > 1 else missing[0]
    every = " AND ".join(map(_holds_on, days))  # nearly every code has one row that holds on all days: the others are looked at
    rows = f"SELECT r.* FROM {_rows(edit)} WHERE {_where(edit)} AND NOT EXISTS ({found}{every})"
    inner = f"SELECT r.*, {day} AS missing_on FROM ({rows}) r"
    return f"SELECT {_columns(edit, day='r.missing_on')} FROM ({inner}) r WHERE r.missing_on IS NOT NULL"


@_hits.register
def _(edit: LookUp) -> str:
    made = {name: f"t.{quoted(name.removeprefix('found_'))}" for name in words_of(edit) if name.startswith("found_")}
    return (
        f"SELECT {_columns(edit, **made)} FROM {_rows(edit)} JOIN {quoted(edit.table)} t"
        f" ON t.{quoted(edit.key)} = r.{quoted(edit.column)} AND {_holds_on(f'r.{quoted(edit.on)}')}"
        f" WHERE {expression(edit.when, beside(found='t'))}"
    )


@_hits.register
def _(edit: Lacks) -> str:
    found = (
        f"EXISTS (SELECT 1 FROM {quoted(edit.table)} t WHERE t.{quoted(edit.key)} = r.{quoted(edit.column)}"
        f" AND {_holds_on(f'r.{quoted(edit.on)}')} AND "
    )
    such = expression(edit.such, beside(found="t"))
    return f"SELECT {_columns(edit)} FROM {_rows(edit)} WHERE {_where(edit)} AND {found}TRUE) AND NOT {found}{such})"


@_hits.register
def _(edit: Listed) -> str:
    made = {name: f"t.{quoted(name.removeprefix('found_'))}" for name in words_of(edit) if name.startswith("found_")}
    made |= {"listed": "COALESCE(c.listed, '')", "told": "COALESCE(c.told, '')"}
    day = f"r.{quoted(edit.on)}"
    keys = "".join(f" AND t.{quoted(key)} = r.{quoted(name)}" for name, key in edit.by)
    found = f"{_rows(edit)} JOIN {quoted(edit.table)} t ON {_holds_on(day)}{keys}"
    when = expression(edit.when, beside(found="t"))
    roles = ", ".join(map(literal, FOR_THE_SERVICE))
    listed = (
        f"SELECT r.claim_at, r.at, COUNT(DISTINCT d.diagnosis) AS many, MIN(d.diagnosis) AS listed, MAX(m.told) AS told FROM {found}"
        f" JOIN diagnosis d ON d.claim_at = r.claim_at AND d.role IN ({roles})"
        f" AND (r.pointed = '' OR {FUNCTIONS['has'].sql('r.pointed', 'd.diagnosis')})"
        f" JOIN {quoted(edit.members)} m ON m.list = t.lists AND m.code = d.diagnosis AND {_holds_on(day, 'm')}"
        f" WHERE {when} AND {expression(edit.such, beside(that='m', found='t'))} GROUP BY r.claim_at, r.at"
    )
    tests = [when] + ([f"COALESCE(c.many, 0) >= {edit.least}"] if edit.least else [])
    tests += [f"COALESCE(c.many, 0) <= {edit.most}"] if edit.most is not None else []
    return (
        f"SELECT {_columns(edit, **made)} FROM {found} LEFT JOIN ({listed}) c ON c.claim_at = r.claim_at AND c.at = r.at"
        f" WHERE {' AND '.join(tests)} QUALIFY ROW_NUMBER() OVER (PARTITION BY r.claim_at, r.at ORDER BY t.at) = 1"
    )


@_hits.register
def _(edit: Partner) -> str:
    day = f"r.{quoted(edit.on)}"
    known = f"FROM {quoted(edit.table)} t WHERE t.code = r.procedure AND {_holds_on(day)}"
    beside_it = "".join(
        f" AND NOT EXISTS (SELECT 1 FROM {quoted(other)} o JOIN {quoted(edit.table)} t ON t.partner = o.procedure"
        f" WHERE t.code = r.procedure AND {_holds_on(day)} AND o.claim_at = r.claim_at{_same(edit.same, other)}{itself})"
        for other, itself in (("line", " AND o.at <> r.at"), (SENT, ""))
    )
    names = f"LIST_SLICE(LIST_SORT(LIST(DISTINCT t.partner)), 1, {MOST_PARTNERS})"
    partners = f"(SELECT ARRAY_TO_STRING({names}, ', ') {known})"
    return (
        f"SELECT {_columns(edit, partners=partners)} FROM {_rows(edit)}"
        f" WHERE {_where(edit)} AND EXISTS (SELECT 1 {known})"
        f" AND NOT EXISTS (SELECT 1 {known} AND t.partner = ''){beside_it}"
    )


@_hits.register
def _(edit: Conflict) -> str:
    """Reads `excludes1` with `one`, `other`, `on_day` (NULL for no day) and `note`: every pair that stands on a claim and is kept apart."""
    return (
        f"SELECT {_columns(edit, other='o.diagnosis', note='t.note')} FROM {_rows(edit)}"
        " JOIN diagnosis o ON o.claim_at = r.claim_at AND o.at < r.at AND o.diagnosis <> r.diagnosis"
        " JOIN excludes1 t ON t.one = o.diagnosis AND t.other = r.diagnosis AND t.on_day IS NOT DISTINCT FROM r.first_served_on"
    )


@_hits.register
def _(edit: Misplaced) -> str:
    """Reads `code_first` with `one`, `other`, `on_day` (NULL for no day) and `note`: every pair on a claim of which the other goes first."""
    pair = "t.one = r.diagnosis AND t.other = {0}.diagnosis AND t.on_day IS NOT DISTINCT FROM r.first_served_on"
    before = (
        f"SELECT 1 FROM diagnosis e JOIN code_first t ON {pair.format('e')}"
        f" WHERE e.claim_at = r.claim_at AND e.at < r.at AND {expression(edit.when, beside('e'))}"
    )
    return (
        f"SELECT {_columns(edit, other='o.diagnosis', note='t.note')} FROM {_rows(edit)}"
        " JOIN diagnosis o ON o.claim_at = r.claim_at AND o.at > r.at AND o.diagnosis <> r.diagnosis"
        f" JOIN code_first t ON {pair.format('o')}"
        f" WHERE {_where(edit)} AND {expression(edit.when, beside('o'))} AND NOT EXISTS ({before})"
        " QUALIFY ROW_NUMBER() OVER (PARTITION BY r.claim_at, r.at ORDER BY o.at) = 1"
    )


@_hits.register
def _(edit: Pair) -> str:
    """Reads what `sql_pairs` makes of the table: every pair that stands on a claim."""
    sent = "'on claim ' || o.control"
    return " UNION ALL ".join(
        (
            _part_of(edit, part="r", whole="o", others="line", where="'on line ' || o.line_no", stands=ON_CLAIM),
            _part_of(edit, part="r", whole="o", others=SENT, where=sent, stands=PART_OF_SENT),
            _part_of(edit, part="o", whole="r", others=SENT, where=sent, stands=WHOLE_OF_SENT),
        )
    )


def _part_of(edit: Pair, *, part: str, whole: str, others: str, where: str, stands: str) -> str:
    made = {"part": f"{part}.procedure", "whole": f"{whole}.procedure", "where": where}
    tests = [f"m.stands = {literal(stands)}", f"m.modifier_indicator = {literal(edit.indicator)}", _where(edit)]
    alike = _same(tuple(name for name in edit.same if name != "served_on"), others)  # the day is the same already
    tests.append(_last(alike.removeprefix(" AND "), _not_set_aside(edit, part, whole) if edit.indicator == "1" else "TRUE"))
    return (
        f"SELECT {_columns(edit, **made)} FROM {quoted(met(edit))} m JOIN {_rows(edit)} ON r.claim_at = m.claim_at AND r.at = m.line_at"
        f" JOIN {quoted(others)} o ON o.claim_at = m.claim_at AND o.at = m.other_at WHERE {' AND '.join(tests)}"
    )


def _not_set_aside(edit: Pair, part: str, whole: str) -> str:
    """No modifier of either line sets a pair aside. Both are asked in one: alone each would be asked of every line, and patterns are slow."""
    on_part, on_whole = (
        f"({alias}.modifiers = '' OR NOT {any_word(f'{alias}.modifiers', *map(literal, sorted(words)))})" if words else "TRUE"
        for alias, words in ((part, edit.on_part | edit.on_either), (whole, edit.on_either))
    )
    return _last(on_part, on_whole)


@_hits.register
def _(edit: Limit) -> str:
    first = f"NOT EXISTS (SELECT 1 FROM {quoted(edit.table)} u WHERE {_allows(edit, 'u')} AND u.at < t.at)"
    limit = f" JOIN {quoted(edit.table)} t ON {_allows(edit, 't')}"
    if not edit.per:
        made = {"most": "t.most", "total": "COALESCE(r.units, 0)"}
        return f"SELECT {_columns(edit, **made)} FROM {_rows(edit)}{limit} WHERE COALESCE(r.units, 0) > t.most AND {first}"
    made = {"most": "t.most", "total": "a.total"}
    return (
        f"SELECT {_columns(edit, **made)} FROM {quoted(totals(edit))} a JOIN {_rows(edit)} ON r.claim_at = a.claim_at AND r.at = a.at{limit}"
        f" WHERE a.total > t.most AND {first}"
    )


def _allows(edit: Limit, alias: str) -> str:
    """A row of the table says the most for a line."""
    day = _holds_on("r.served_on", alias)
    return f"{alias}.procedure = r.procedure AND {day} AND {expression(edit.when, beside(found=alias))}"


@_hits.register
def _(edit: Required) -> str:
    """Reads `payer_field`, the fields that the payer of each claim requires and that it leaves empty, with `claim_at` and `field`."""
    return f"SELECT {_columns(edit, field='f.field')} FROM {_rows(edit)} JOIN payer_field f ON f.claim_at = r.claim_at"
