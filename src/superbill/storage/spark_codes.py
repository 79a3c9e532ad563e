"""What edits on many claims read of the diagnosis code set, made for the claims in Spark: `icd10cm`, `excludes1` and `code_first`.

They are joined there from the tables of the installed code set, as in DuckDB (`edits.sql_codes`). A code set without such tables, such as
the invented one of a case, is asked about one code and one pair after the other; these come to this process, the claims do not.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import date

import duckdb
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import broadcast

from superbill.codes.icd10cm import dotted
from superbill.edits import sql_codes
from superbill.edits.conditions import Row
from superbill.edits.context import DiagnosisCodes
from superbill.edits.diagnosis_rows import diagnosis_row
from superbill.storage.code_tables import InstalledIcd10cm
from superbill.storage.diagnosis_tables import diagnosis_file
from superbill.storage.spark_sql import carried
from superbill.storage.spark_tables import as_leaf, frame

_NOTES = {"one": "VARCHAR", "other": "VARCHAR", "on_day": "DATE", "note": "VARCHAR"}
_PAIRS = (
    "SELECT DISTINCT o.diagnosis AS one, r.diagnosis AS other, r.first_served_on AS on_day FROM diagnosis r"
    " JOIN diagnosis o ON o.claim_at = r.claim_at AND {places} AND o.diagnosis <> r.diagnosis"
)
ASKED = {
    "icd10cm": (
        "SELECT DISTINCT diagnosis, day FROM (SELECT diagnosis, first_served_on AS day FROM diagnosis"
        " UNION ALL SELECT diagnosis, last_served_on FROM diagnosis) WHERE day IS NOT NULL AND diagnosis IS NOT NULL"
    ),
    "excludes1": _PAIRS.format(places="o.at < r.at"),
    "code_first": _PAIRS.format(places="o.at <> r.at"),
}
"""What is asked of the code set: each code on each day, and each two codes that stand on one claim."""


class CodesHere:
    """The code set of a run in its session; `views` are the names that it took there, `kept` what it keeps in memory."""

    def __init__(self, session: SparkSession, codes: DiagnosisCodes) -> None:
        self._session, self._codes = session, codes
        self.views: list[str] = []
        self.kept: list[DataFrame] = []

    def make(self, name: str) -> None:
        """Make a table for the diagnoses on the claims."""
        if isinstance(self._codes, InstalledIcd10cm):
            self._join(name, self._codes)
        else:
            self._view(name, frame(self._session, *self._ask(name)))

    def _view(self, name: str, made: DataFrame) -> None:
        """Small beside the claims: it is sent to them."""
        broadcast(made).createOrReplaceTempView(name)
        self.views.append(name)

    # --- by its tables

    def _join(self, name: str, codes: InstalledIcd10cm) -> None:
        with diagnosis_file(codes.tables) as path, closing(duckdb.connect(str(path), read_only=True)) as db:
            if "dx_here" not in self.views:
                self._name_diagnoses()
                self._fetch(db, *sql_codes.TABLES)
            if name == "icd10cm":
                self._keep(name, sql_codes.icd10cm())
                return
            if "dx_on_claim" not in self.views:
                self._keep("dx_numbered", sql_codes.numbered())
                self._keep("dx_on_claim", sql_codes.on_claims(), is_small=False)
            self._fetch(db, *(f"{name}_{table}" for table in sql_codes.OF_NOTES))
        for step, query in sql_codes.steps(name).items():
            self._keep(step, query, is_small=not step.endswith("_pair"))

    def _name_diagnoses(self) -> None:
        """Each diagnosis on the claims with the code that it means, however it is written."""
        there = self._session.table("diagnosis").where("diagnosis IS NOT NULL").select("diagnosis").distinct().toLocalIterator()
        self._view(
            "dx_here", frame(self._session, sql_codes.HERE, ({"diagnosis": text, "code": dotted(text)} for (text,) in there))
        )

    def _fetch(self, db: duckdb.DuckDBPyConnection, *names: str) -> None:
        for name in names:
            self._view(name, self._session.createDataFrame(db.table(name).to_arrow_table()))

    def _keep(self, name: str, query: str, *, is_small: bool = True) -> None:
        kept = self._session.sql(carried(query)).persist()
        self.kept.append(kept)
        self._view(name, as_leaf(kept))
        if not is_small:
            as_leaf(kept).createOrReplaceTempView(name)

    # --- by asking

    def _ask(self, name: str) -> tuple[dict[str, str], Iterator[Row]]:
        asked = self._session.sql(carried(ASKED[name])).toLocalIterator()
        if name == "icd10cm":
            return sql_codes.TABLES["dx_row"], (row for code, day in asked for row in self._rows(code, day))
        note_between = self._codes.excludes1_between if name == "excludes1" else self._codes.code_first_between
        told = ((one, other, day, note_between(one, other, on=day)) for one, other, day in asked)
        return _NOTES, ({"one": one, "other": other, "on_day": day, "note": note} for one, other, day, note in told if note)

    def _rows(self, code: str, day: date) -> Iterator[Row]:
        found = diagnosis_row(self._codes, code, on=day)
        if found is not None:
            after = date.fromordinal(day.toordinal() + 1) if day < date.max else day
            yield {**found, "code": code, "since": day, "until": after}
