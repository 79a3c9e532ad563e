"""The relations of edits as tables and views of a SQL engine: what one claim's `Facts` does, done for many.

Tables that somebody fills: `ask` (for each claim the day of checking and its payer's rules), `<relation>_own` for each relation,
`sent_line`, `payer_rule`, `payer_require`. The views `claim`, `line`, … carry the columns that `relations.SORTS` promises.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain

from superbill.claims.claim import ORIGINAL
from superbill.edits.conditions import Row
from superbill.edits.functions import FUNCTIONS
from superbill.edits.relations import RELATIONS, SENT, SORTS, SUBSCRIBER, Relation
from superbill.edits.sql_expressions import literal, quoted
from superbill.edits.tables import Table

TYPES = {"text": "VARCHAR", "number": "BIGINT", "day": "DATE", "flag": "BOOLEAN"}

ASK = {"claim_at": "BIGINT", "checked_on": "DATE", "rules": "BIGINT"}
PAYER_RULE = {"rules": "BIGINT", "timely_filing_days": "BIGINT", "correction_days": "BIGINT"}
PAYER_REQUIRE = {"rules": "BIGINT", "field": "VARCHAR"}


def tables() -> dict[str, dict[str, str]]:
    """The tables to be filled: name → column → type."""
    own = {f"{relation.name}_own": own_columns(relation) for relation in RELATIONS.values()}
    return own | {SENT: own_sent(), "ask": ASK, "payer_rule": PAYER_RULE, "payer_require": PAYER_REQUIRE}


def own_columns(relation: Relation) -> dict[str, str]:
    """The columns of a relation's own table with their types."""
    at = {"claim_at": "BIGINT", "at": "INTEGER"} | ({"line_at": "INTEGER"} if relation.of == "line" else {})
    subscriber = {name: TYPES[SORTS["claim"][name]] for name in SUBSCRIBER} if relation.name == "claim" else {}
    return at | {name: TYPES[sort] for name, sort in relation.own.items()} | subscriber


def own_sent() -> dict[str, str]:
    """The columns of the lines that were sent before: all that a line carries, and the number of their claim."""
    return {"claim_at": "BIGINT", "at": "INTEGER"} | {name: TYPES[sort] for name, sort in SORTS[SENT].items()}


_HEADLESS = {"code": "VARCHAR", "procedure": "VARCHAR", "whole": "VARCHAR", "part": "VARCHAR", "partner": "VARCHAR"} | {
    "modifier_indicator": "VARCHAR", "most": "BIGINT", "mai": "BIGINT",
}  # fmt: skip
"""The columns that edits may read of a table without rows, which has none to be told from."""


def with_columns(table: Table) -> tuple[dict[str, str], Iterator[Row]]:
    """The columns of a dated table with their types, as its first row tells them, and its rows; `at` is the place of a row in it."""
    rows = iter(table.rows)
    first = next(rows, None)
    kinds = _HEADLESS if first is None else {name: _type(value) for name, value in first.items()}
    every = chain(() if first is None else (first,), rows)
    return {"at": "BIGINT"} | kinds | {"since": "DATE", "until": "DATE"}, ({"at": at, **row} for at, row in enumerate(every))


def _type(value: object) -> str:
    match value:
        case bool():
            return "BOOLEAN"
        case int():
            return "BIGINT"
        case date():
            return "DATE"
        case _:
            return "VARCHAR"


def create_table(name: str, columns: Mapping[str, str]) -> str:
    """CREATE TABLE."""
    return f"CREATE TABLE {quoted(name)} ({', '.join(f'{quoted(column)} {kind}' for column, kind in columns.items())})"


def create_views() -> Iterator[str]:
    """CREATE VIEW for each relation, in an order in which they can be made."""
    yield f"CREATE VIEW claim AS {_claim()}"
    for relation in RELATIONS.values():
        if relation.of:
            yield f"CREATE VIEW {quoted(relation.name)} AS {_carried(relation)}"


def _claim() -> str:
    file_by = FUNCTIONS["add_days"].sql("f.first_served_on", "f.filing_limit_days")
    days_used, days_left = (
        FUNCTIONS["days_between"].sql(first, last)
        for first, last in (("f.first_served_on", "f.checked_on"), ("g.checked_on", "g.file_by"))
    )
    limit = f"CASE WHEN c.frequency = {literal(ORIGINAL)} THEN p.timely_filing_days ELSE p.correction_days END"
    with_limit = (
        f"SELECT c.*, d.first_served_on, d.last_served_on, d.lines_charge_cents, a.checked_on, {limit} AS filing_limit_days"
        " FROM claim_own c JOIN ask a ON a.claim_at = c.claim_at LEFT JOIN payer_rule p ON p.rules = a.rules"
        " LEFT JOIN (SELECT claim_at, MIN(served_on) AS first_served_on, MAX(served_on) AS last_served_on,"
        " CAST(SUM(charge_cents) AS BIGINT) AS lines_charge_cents"
        " FROM line_own GROUP BY claim_at) d ON d.claim_at = c.claim_at"
    )
    dated = f"SELECT f.*, {file_by} AS file_by, {days_used} AS days_used FROM ({with_limit}) f"
    return f"SELECT g.*, {days_left} AS days_left FROM ({dated}) g"


def _carried(relation: Relation) -> str:
    own = ", ".join(f"o.{quoted(name)}" for name in relation.own)
    carried = ", ".join(f"c.{quoted(name)}" for name in SORTS[relation.of])
    on = "c.claim_at = o.claim_at" + (" AND c.at = o.line_at" if relation.of == "line" else "")
    return (
        f"SELECT o.claim_at, o.at, {own}, {carried} FROM {quoted(f'{relation.name}_own')} o JOIN {quoted(relation.of)} c ON {on}"
    )


def empty_fields(fields: Iterable[str]) -> str:
    """The fields that the payer of each claim requires and that it leaves empty; a field that no claim has counts as empty."""
    parts = [_empty_field(field) for field in sorted(fields)]
    return " UNION ALL ".join(parts) or "SELECT CAST(NULL AS BIGINT) AS claim_at, '' AS field WHERE FALSE"


def _empty_field(field: str) -> str:
    test = f"TRIM(COALESCE(CAST(c.{quoted(field)} AS VARCHAR), ''), ' ') = ''" if field in SORTS["claim"] else "TRUE"
    return (
        f"SELECT c.claim_at, {literal(field.replace('_', ' '))} AS field FROM claim c JOIN ask a ON a.claim_at = c.claim_at"
        f" JOIN payer_require q ON q.rules = a.rules AND q.field = {literal(field)} WHERE {test}"
    )
