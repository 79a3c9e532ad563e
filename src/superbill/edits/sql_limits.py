"""The units of a service that count together, for edits of the kind `Limit` that add them up: once for all of a table and the same `per`.

Few services come to more than the table allows at the least, and only those are added up line by line.

    <table>_<relation>_passing    `claim_at` and `procedure` of those services
    <table>_<per>_totals          their lines, by `claim_at` and `at`, each with the `total` until then: read by edits
"""

from superbill.edits.kinds import Limit
from superbill.edits.relations import SENT
from superbill.edits.sql_expressions import quoted


def totals(edit: Limit) -> str:
    """The name of the table of the totals."""
    return "_".join((edit.table, *edit.per, "totals"))


def on_claims(edit: Limit) -> dict[str, str]:
    """The tables to be made for the claims at hand, in order, each with its SELECT; none where each line is held against its limit alone."""
    if not edit.per:
        return {}
    passing = f"{edit.table}_{edit.over}_passing"
    return {passing: _passing(edit), totals(edit): _totals(edit, passing)}


def _passing(edit: Limit) -> str:
    units = " UNION ALL ".join(
        f"SELECT r.claim_at, r.procedure, GREATEST(COALESCE(r.units, 0), 0) AS units FROM {quoted(relation)} r"
        for relation in (edit.over, SENT)
    )
    least = f"SELECT t.procedure, MIN(t.most) AS most FROM {quoted(edit.table)} t GROUP BY t.procedure"
    return (
        f"SELECT u.claim_at, u.procedure FROM ({units}) u JOIN ({least}) l ON l.procedure = u.procedure"
        " GROUP BY u.claim_at, u.procedure HAVING SUM(u.units) > MIN(l.most)"
    )


def _totals(edit: Limit, passing: str) -> str:
    """What was sent before comes first."""
    names = [f"r.{quoted(name)}" for name in dict.fromkeys(("procedure", *edit.per))]
    rows = " UNION ALL ".join(
        f"SELECT r.claim_at, r.at, {nth} AS nth, GREATEST(COALESCE(r.units, 0), 0) AS units, {', '.join(names)} FROM {quoted(relation)} r"
        f" JOIN {quoted(passing)} p ON p.claim_at = r.claim_at AND p.procedure = r.procedure"
        for relation, nth in ((edit.over, 1), (SENT, 0))
    )
    together = f"PARTITION BY r.claim_at, {', '.join(names)} ORDER BY r.nth, r.at ROWS UNBOUNDED PRECEDING"
    added = f"SELECT r.claim_at, r.at, r.nth, SUM(r.units) OVER ({together}) AS total FROM ({rows}) r"
    return f"SELECT a.claim_at, a.at, a.total FROM ({added}) a WHERE a.nth = 1"
