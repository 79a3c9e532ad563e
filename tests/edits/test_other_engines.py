"""The SELECT of every edit, and the relations that it reads, as other SQL engines take them."""

import pytest
import sqlglot
from sqlglot import ErrorLevel

from superbill.edits.sql_select import select
from superbill.edits.sql_steps import of_table, on_claims
from superbill.edits.sql_views import create_views
from superbill.places.us.edits import us_edits

ENGINES = ("spark", "trino", "snowflake", "postgres", "clickhouse")
"""Not BigQuery: it cannot order by what may be missing in a running total, as `Total` and `Limit` do."""

MADE = sorted({query for edit in us_edits() for query in (of_table(edit) | on_claims(edit)).values()})
"""What is made of tables and claims before edits read it."""


@pytest.mark.parametrize("engine", ENGINES)
def test_every_edit_can_be_carried_to_another_engine(engine: str) -> None:
    for text in (*create_views(), *map(select, us_edits()), *MADE):
        (carried,) = sqlglot.transpile(text, read="duckdb", write=engine, unsupported_level=ErrorLevel.RAISE)

        assert sqlglot.parse_one(carried, read=engine)
        assert "QUALIFY" not in carried or engine in ("snowflake", "clickhouse")


@pytest.mark.parametrize("edit", us_edits(), ids=lambda edit: edit.code)
def test_what_stands_in_a_select_is_whole_numbers_and_names(edit) -> None:
    tree = sqlglot.parse_one(select(edit), read="duckdb")

    assert not list(tree.find_all(sqlglot.exp.Div)), "a division rounds in one engine and cuts in another"
    assert not list(tree.find_all(sqlglot.exp.Like)), "a join over LIKE explodes"
    assert all(literal.is_string or literal.name.isdigit() for literal in tree.find_all(sqlglot.exp.Literal))
