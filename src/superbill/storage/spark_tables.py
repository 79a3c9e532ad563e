"""Tables of Spark that are made from Python: rows at hand, dated tables, and what the diagnosis code set says of what is on the claims."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from superbill.edits.conditions import Row
from superbill.edits.context import DiagnosisCodes
from superbill.edits.diagnosis_rows import diagnosis_row
from superbill.edits.tables import Table

_ARROW = {"VARCHAR": pa.string(), "BIGINT": pa.int64(), "INTEGER": pa.int32(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}
_CODES = {
    "code": "VARCHAR", "title": "VARCHAR", "billable": "BOOLEAN", "sex": "VARCHAR", "age_low": "BIGINT", "age_high": "BIGINT",
    "manifestation": "BOOLEAN", "side": "VARCHAR", "since": "DATE", "until": "DATE",
}  # fmt: skip
_NOTES = {"one": "VARCHAR", "other": "VARCHAR", "on_day": "DATE", "note": "VARCHAR"}
_HEADLESS = {
    "code": "VARCHAR", "procedure": "VARCHAR", "whole": "VARCHAR", "part": "VARCHAR", "partner": "VARCHAR",
    "modifier_indicator": "VARCHAR", "most": "BIGINT", "mai": "BIGINT",
}  # fmt: skip
"""The columns that edits may read of a table without rows, which has none to be told from."""
_AT_ONCE = 50_000

TABLES_OF_CODES = {
    "icd10cm": (
        "SELECT DISTINCT diagnosis, day FROM (SELECT diagnosis, first_served_on AS day FROM diagnosis"
        " UNION ALL SELECT diagnosis, last_served_on FROM diagnosis) WHERE day IS NOT NULL AND diagnosis IS NOT NULL"
    ),
    "excludes1": (
        "SELECT DISTINCT o.diagnosis AS one, r.diagnosis AS other, r.first_served_on AS on_day FROM diagnosis r"
        " JOIN diagnosis o ON o.claim_at = r.claim_at AND o.at < r.at AND o.diagnosis <> r.diagnosis"
    ),
    "code_first": (
        "SELECT DISTINCT o.diagnosis AS one, r.diagnosis AS other, r.first_served_on AS on_day FROM diagnosis r"
        " JOIN diagnosis o ON o.claim_at = r.claim_at AND o.at <> r.at AND o.diagnosis <> r.diagnosis"
    ),
}
"""What edits ask of the diagnosis code set: each code on each day, and each two codes that stand on one claim."""


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
    rows = iter(table.rows)
    first = next(rows, None)
    kinds = {name: _type(value) for name, value in first.items()} if first else _HEADLESS
    columns = {"at": "BIGINT"} | kinds | {"since": "DATE", "until": "DATE"}
    there = chain((first,), rows) if first else iter(())
    return frame(session, columns, ({"at": at, **row} for at, row in enumerate(there)))


def codes_on_claims(asked: DataFrame, codes: DiagnosisCodes) -> DataFrame:
    """What the code set says of each code on each day: a table as the edits read it. The codes come here, no claims do."""
    return frame(asked.sparkSession, _CODES, (row for code, day in asked.toLocalIterator() for row in _rows(codes, code, day)))


def _rows(codes: DiagnosisCodes, code: str, day: date) -> Iterator[Row]:
    found = diagnosis_row(codes, code, on=day)
    if found is not None:
        after = date.fromordinal(day.toordinal() + 1) if day < date.max else day
        yield {**found, "code": code, "since": day, "until": after}


def notes_on_claims(asked: DataFrame, codes: DiagnosisCodes, name: str) -> DataFrame:
    """The notes of `excludes1` or `code_first` between each two codes. The pairs come here, no claims do."""
    note_between = codes.excludes1_between if name == "excludes1" else codes.code_first_between
    told = ((one, other, day, note_between(one, other, on=day)) for one, other, day in asked.toLocalIterator())
    kept = ({"one": one, "other": other, "on_day": day, "note": note} for one, other, day, note in told if note)
    return frame(asked.sparkSession, _NOTES, kept)


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
