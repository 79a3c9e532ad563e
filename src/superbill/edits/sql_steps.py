"""What several edits on many claims read and what is made once for all of them: tables that go before their SELECTs.

`of_table` gives those that follow from a dated table alone, `on_claims` those of the claims at hand; each in order, with its SELECT.
"""

from superbill.edits import sql_limits, sql_pairs
from superbill.edits.kinds import Edit, Limit, Pair


def of_table(edit: Edit) -> dict[str, str]:
    """The tables to be made once with the table of an edit."""
    return sql_pairs.of_table(edit.table) if isinstance(edit, Pair) else {}


def on_claims(edit: Edit) -> dict[str, str]:
    """The tables to be made for the claims at hand before the SELECT of an edit."""
    match edit:
        case Pair():
            return sql_pairs.on_claims(edit)
        case Limit():
            return sql_limits.on_claims(edit)
        case _:
            return {}
