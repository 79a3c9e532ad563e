"""The pairs of a dated table that stand on claims, for edits of the kind `Pair`: looked for once for all edits that ask the same table.

Codes get numbers, and a pair is one number: an engine joins whole numbers several times quicker than two texts, and lines whose code is in no
pair are left out before lines are held against each other.

    <table>_code      every code of the table with its number        made once with the table
    <table>_number    every row of the table as one number           made once with the table
    <table>_key       every pair, once, with its last day            made once with the table
    <…>_lines, <…>_sent    the lines with a code of the table        made for the claims at hand
    <…>_near          two lines of a claim whose codes are a pair    made for the claims at hand
    <…>_found         those, with what the table says of them        made for the claims at hand
    <…>_met           every pair that stands on its day: read by edits, which still ask whether the lines go together
"""

from collections.abc import Iterator

from superbill.edits.kinds import Pair
from superbill.edits.relations import SENT
from superbill.edits.sql_expressions import literal, quoted

ON_CLAIM, PART_OF_SENT, WHOLE_OF_SENT = "on claim", "part of sent", "whole of sent"
"""How a pair stands: two lines of the claim; a line that is part of one sent before; a line that one sent before is part of."""
_MOST_CODES = 1_000_000


def met(edit: Pair) -> str:
    """The name of the table of the pairs that stand on the claims: `claim_at`, `line_at`, `other_at`, `stands` and `modifier_indicator`."""
    return "_".join((edit.table, "on_day" if _on_day(edit) else "on_claim", "met"))


def of_table(table: str) -> dict[str, str]:
    """The tables to be made once with a table of pairs, in order, each with its SELECT."""
    codes = f"SELECT whole AS code FROM {quoted(table)} UNION SELECT part FROM {quoted(table)}"
    return {
        f"{table}_code": f"SELECT c.code, CAST(ROW_NUMBER() OVER (ORDER BY c.code) AS BIGINT) AS nth FROM ({codes}) c",
        f"{table}_number": (
            f"SELECT {_pair('w.nth', 'p.nth')} AS pair, w.nth AS whole, t.modifier_indicator, t.since, t.until FROM {quoted(table)} t"
            f" JOIN {quoted(f'{table}_code')} w ON w.code = t.whole JOIN {quoted(f'{table}_code')} p ON p.code = t.part"
        ),
        f"{table}_key": f"SELECT pair, MAX(until) AS until FROM {quoted(f'{table}_number')} GROUP BY pair",
    }


def on_claims(edit: Pair) -> dict[str, str]:
    """The tables to be made for the claims at hand, in order, each with its SELECT; the last is what edits read."""
    name = "_".join((edit.table, "on_day" if _on_day(edit) else "on_claim"))
    lines, sent, near, found = (f"{name}_{what}" for what in ("lines", "sent", "near", "found"))
    return {
        lines: _numbered(edit, "line"),
        sent: _numbered(edit, SENT),
        near: _near(edit, lines, sent),
        found: f"SELECT n.*, t.whole, t.modifier_indicator, t.since, t.until FROM {quoted(near)} n"
        f" JOIN {quoted(f'{edit.table}_number')} t ON t.pair = {_pair('n.one', 'n.other')}",
        met(edit): f"SELECT DISTINCT * FROM ({' UNION ALL '.join(_stands(found))}) f",
    }


def _on_day(edit: Pair) -> bool:
    """Whether only lines of one day are held against each other. Of lines without a day the table says nothing."""
    return "served_on" in edit.same


def _numbered(edit: Pair, relation: str) -> str:
    return (
        f"SELECT r.claim_at, r.at, k.nth, r.served_on FROM {quoted(relation)} r"
        f" JOIN {quoted(f'{edit.table}_code')} k ON k.code = r.procedure"
    )


def _near(edit: Pair, lines: str, sent: str) -> str:
    """Two lines of a claim whose codes are a pair: of millions few, so only numbers are held against each other so far."""
    day = " AND o.served_on = r.served_on" if _on_day(edit) else ""
    two = " UNION ALL ".join(
        f"SELECT r.claim_at, r.at AS line_at, o.at AS other_at, {literal(is_sent)} AS is_sent, r.nth AS one, o.nth AS other,"
        f" r.served_on AS one_on, o.served_on AS other_on FROM {quoted(lines)} r JOIN {quoted(others)} o ON o.claim_at = r.claim_at{more}"
        for others, more, is_sent in ((lines, f" AND r.at < o.at{day}", False), (sent, day, True))
    )
    still = f" WHERE k.until > (SELECT MIN(d.served_on) FROM {quoted(lines)} d)" if day else ""
    keys = f"SELECT k.pair FROM {quoted(f'{edit.table}_key')} k{still}"
    return f"SELECT c.* FROM ({two}) c WHERE {_pair('c.one', 'c.other')} IN ({keys})"


def _stands(found: str) -> Iterator[str]:
    """The pairs of which the table holds on the day of the part, by how they stand. Two lines of a claim may be told of either way."""
    for line, other, part, whole, is_sent, stands in (
        ("line_at", "other_at", "one", "other", "FALSE", ON_CLAIM),
        ("other_at", "line_at", "other", "one", "FALSE", ON_CLAIM),
        ("line_at", "other_at", "one", "other", "TRUE", PART_OF_SENT),
        ("line_at", "other_at", "other", "one", "TRUE", WHOLE_OF_SENT),
    ):
        yield (
            f"SELECT n.claim_at, n.{line} AS line_at, n.{other} AS other_at, '{stands}' AS stands, n.modifier_indicator FROM {quoted(found)} n"
            f" WHERE n.is_sent = {is_sent} AND n.whole = n.{whole} AND n.since <= n.{part}_on AND n.{part}_on < n.until"
        )


def _pair(one: str, other: str) -> str:
    """Two numbers as one, whichever comes first."""
    return f"LEAST({one}, {other}) * {_MOST_CODES} + GREATEST({one}, {other})"
