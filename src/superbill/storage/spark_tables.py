"""Tables of Spark that are made from Python: rows at hand, and dated tables."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from superbill.edits.sql_views import with_columns
from superbill.edits.tables import Table

_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "INTEGER": pa.int32(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
_AT_ONCE = 50_000


def frame(session: SparkSession, columns: Mapping[str, str], rows: Iterable[Mapping[str, Any]]) -> DataFrame:
    """Rows with columns of our types as a table of Spark; what a row does not have is missing."""
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    left, batches = iter(rows), list[pa.RecordBatch]()
    while some := list(islice(left, _AT_ONCE)):
        given = [pa.array([row.get(name) for row in some], type=_ARROW[kind]) for name, kind in columns.items()]
        batches.append(pa.RecordBatch.from_arrays(given, schema=schema))
    return session.createDataFrame(pa.Table.from_batches(batches, schema=schema))


def as_leaf(kept: DataFrame) -> DataFrame:
    """What is kept in memory, without the way in which it was made: Spark would go that way again with every query that reads it.

    Spark has no public name for this. Its partitions and their order stay known, which a checkpoint in rows would cost the columns.
    """
    session, plan = kept.sparkSession, kept._jdf.queryExecution().withCachedData()
    java: Any = session._jvm
    return DataFrame(java.org.apache.spark.sql.classic.Dataset.ofRows(session._jsparkSession, plan), session)


def dated_rows(session: SparkSession, table: Table) -> DataFrame:
    """A dated table; `at` is the place of a row in it."""
    columns, rows = with_columns(table)
    return frame(session, columns, rows)
