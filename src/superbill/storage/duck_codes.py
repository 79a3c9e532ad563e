"""What edits on many claims read of the diagnosis code set, made for the claims at hand: `icd10cm`, `excludes1` and `code_first`.

They are joined from the tables of the installed code set (`diagnosis_tables`). A code set without such tables, such as the invented one of
a case, is asked for one code and one pair after the other; so is the installed one for few claims, before its tables were ever made.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date

import duckdb

from superbill.codes.icd10cm import dotted
from superbill.edits import sql_codes
from superbill.edits.conditions import Row
from superbill.edits.context import DiagnosisCodes
from superbill.edits.diagnosis_rows import diagnosis_row
from superbill.edits.sql_expressions import literal, quoted
from superbill.edits.sql_views import create_table
from superbill.storage.code_tables import InstalledIcd10cm
from superbill.storage.diagnosis_tables import diagnosis_file, diagnosis_path
from superbill.storage.duck_rows import insert_rows

_MANY = 20_000
"""From how many diagnoses on it is quicker to make the tables, where they are not there, than to ask."""
_NOTES = {"one": "VARCHAR", "other": "VARCHAR", "on_day": "DATE", "note": "VARCHAR"}
READS = "SELECT diagnosis, first_served_on, last_served_on FROM diagnosis"
"""What is read here of the relations, as a query."""


class CodesHere:
    """The code set of a run in its database."""

    def __init__(self, db: duckdb.DuckDBPyConnection, codes: DiagnosisCodes) -> None:
        self._db, self._codes = db, codes
        self._stack = ExitStack()
        self._made: list[str] = []
        self._is_attached = False

    def make(self, name: str) -> None:
        """Make a table for the diagnoses on the claims, where it is not there yet."""
        if name not in self._made:
            if self._attach():
                self._join(name)
            else:
                self._ask(name)

    def forget_claims(self) -> None:
        """Drop what was made for the claims at hand."""
        for name in self._made:
            self._db.execute(f"DROP TABLE {quoted(name)}")
        self._made.clear()

    def close(self) -> None:
        """Let go of the code set."""
        self.forget_claims()
        if self._is_attached:
            for name in self._attached():
                self._db.execute(f"DROP VIEW {quoted(name)}")
            self._db.execute("DETACH diagnosis_codes")
        self._stack.close()

    # --- by its tables

    def _attach(self) -> bool:
        if self._is_attached or not isinstance(self._codes, InstalledIcd10cm):
            return self._is_attached
        if diagnosis_path(self._codes.tables).exists() or self._count() >= _MANY:
            path = self._stack.enter_context(diagnosis_file(self._codes.tables))
            self._db.execute(f"ATTACH {literal(str(path))} AS diagnosis_codes (READ_ONLY)")
            for name in self._attached():
                self._db.execute(f"CREATE VIEW {quoted(name)} AS FROM diagnosis_codes.{quoted(name)}")
            self._is_attached = True
        return self._is_attached

    def _attached(self) -> list[str]:
        rows = self._db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'diagnosis_codes'").fetchall()
        return [str(name) for (name,) in rows]

    def _count(self) -> int:
        (count,) = self._db.execute("SELECT COUNT(*) FROM diagnosis_own").fetchall()[0]
        return int(count)

    def _join(self, name: str) -> None:
        if "dx_here" not in self._made:
            self._name_diagnoses()
        if name == "icd10cm":
            self._create(name, sql_codes.icd10cm())
            return
        if "dx_on_claim" not in self._made:
            self._create("dx_numbered", sql_codes.numbered())
            self._create("dx_on_claim", sql_codes.on_claims())
        for step, query in sql_codes.steps(name).items():
            self._create(step, query)

    def _name_diagnoses(self) -> None:
        """Each diagnosis on the claims with the code that it means, however it is written."""
        there = self._db.execute("SELECT DISTINCT diagnosis FROM diagnosis_own WHERE diagnosis IS NOT NULL").fetchall()
        self._db.execute(create_table("dx_here", sql_codes.HERE))
        self._made.append("dx_here")
        insert_rows(self._db, "dx_here", sql_codes.HERE, ({"diagnosis": text, "code": dotted(text)} for (text,) in there))

    def _create(self, name: str, query: str) -> None:
        self._db.execute(f"CREATE TABLE {quoted(name)} AS {query}")
        self._made.append(name)

    # --- by asking

    def _ask(self, name: str) -> None:
        columns, rows = {
            "icd10cm": lambda: (sql_codes.TABLES["dx_row"], self._rows()),
            "excludes1": lambda: (_NOTES, self._notes(self._codes.excludes1_between, "o.at < r.at")),
            "code_first": lambda: (_NOTES, self._notes(self._codes.code_first_between, "o.at <> r.at")),
        }[name]()
        self._db.execute(create_table(name, columns))
        self._made.append(name)
        insert_rows(self._db, name, columns, list(rows))

    def _rows(self) -> Iterator[Row]:
        """What it says of every code on the claims on its days."""
        asked = self._db.execute(
            "SELECT DISTINCT diagnosis, day FROM (SELECT diagnosis, first_served_on AS day FROM diagnosis"
            " UNION ALL SELECT diagnosis, last_served_on FROM diagnosis) WHERE day IS NOT NULL AND diagnosis IS NOT NULL"
        ).fetchall()
        for code, day in asked:
            found = diagnosis_row(self._codes, code, on=day)
            if found is not None:
                after = date.fromordinal(day.toordinal() + 1) if day < date.max else day
                yield {**found, "code": code, "since": day, "until": after}

    def _notes(self, note_between: Callable[..., str | None], places: str) -> Iterator[Row]:
        """The notes between every two diagnoses in such places on a claim."""
        pairs = self._db.execute(
            "SELECT DISTINCT o.diagnosis, r.diagnosis, r.first_served_on FROM diagnosis r JOIN diagnosis o"
            f" ON o.claim_at = r.claim_at AND {places} AND o.diagnosis <> r.diagnosis"
        ).fetchall()
        for one, other, day in pairs:
            note = note_between(one, other, on=day)
            if note:
                yield {"one": one, "other": other, "on_day": day, "note": note}
