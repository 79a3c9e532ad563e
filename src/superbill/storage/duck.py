"""Edits on many claims in DuckDB: fill the relations, run the edits' SELECTs, make findings of the rows.

    with Duck() as duck:
        duck.fill([(rows_of(claim), context), …])
        for claim_at, finding in duck.check(us_edits()): …

`claim_at` counts the claims from 0 in the order in which they came. What cannot be run is in `not_run`: nothing is passed in
silence. DuckDB keeps what does not fit into `memory_limit` in a temporary folder.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Self

import duckdb

from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.edits.check import NotRun, changed, finding_of, is_off
from superbill.edits.conditions import Row
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.diagnosis_rows import diagnosis_row
from superbill.edits.facts import Facts
from superbill.edits.kinds import Conflict, Edit, Misplaced
from superbill.edits.relations import RELATIONS, SENT, SUBSCRIBER, ClaimRows
from superbill.edits.sql_expressions import quoted
from superbill.edits.sql_select import about, select, words_of
from superbill.edits.sql_views import create_table, create_views, empty_fields, tables
from superbill.edits.tables import Table

_ICD10CM = {
    "at": "BIGINT", "code": "VARCHAR", "title": "VARCHAR", "billable": "BOOLEAN", "sex": "VARCHAR", "age_low": "BIGINT",
    "age_high": "BIGINT", "manifestation": "BOOLEAN", "side": "VARCHAR", "since": "DATE", "until": "DATE",
}  # fmt: skip
_AT_ONCE = 10_000
"""From how many rows on a dated table goes by way of a file."""
_MISSING = "\\N"
"""A cell of that file that is not there."""
_OF_CLAIMS = {"icd10cm", "excludes1", "code_first", "payer"}
"""Tables that hold only what the claims at hand ask for."""
_NOTES = {"one": "VARCHAR", "other": "VARCHAR", "on_day": "DATE", "note": "VARCHAR"}


def parts_in(folder: Path) -> tuple[Path, ...]:
    """The parts of a folder of claims, in order: its folders `part-…`, each with whole claims; the folder itself when it has none."""
    return tuple(sorted(folder.glob("part-*/"))) or (folder,)


class Duck:
    """A database in memory for the claims of one run."""

    def __init__(self, *, memory_limit: str = "", threads: int = 0) -> None:
        self._db = duckdb.connect(":memory:")
        if memory_limit:
            self._db.execute(f"SET memory_limit = '{memory_limit}'")
        if threads:
            self._db.execute(f"SET threads = {threads}")
        self._columns = tables()
        for name, columns in self._columns.items():
            self._db.execute(create_table(name, columns))
        for view in create_views():
            self._db.execute(view)
        self._rules: list[PayerRules] = []
        self._filled: set[str] = set()
        self._viewed: set[str] = set()
        self._tables: set[str] = set()
        self._given: Mapping[str, Table] = {}
        self._codes: DiagnosisCodes | None = None
        self.not_run: list[NotRun] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()

    # --- filling

    def clear(self) -> None:
        """Forget the claims, the dated tables and the code set."""
        self.clear_claims()
        for name in self._tables:
            self._db.execute(f"DROP TABLE {quoted(name)}")
        self._tables.clear()
        self._given, self._codes = {}, None

    def clear_claims(self) -> None:
        """Forget the claims and what the code set says of theirs; the dated tables stay for the next ones."""
        for name in self._viewed:
            self._db.execute(f"DROP VIEW {quoted(name)}")
            self._db.execute(f"DROP TABLE {quoted(f'{name}_read')}")
            self._db.execute(create_table(name, self._columns[name]))
        for name in self._filled - self._viewed:
            self._db.execute(f"DELETE FROM {quoted(name)}")
        for name in self._tables & _OF_CLAIMS:
            self._db.execute(f"DROP TABLE {quoted(name)}")
        self._filled.clear()
        self._viewed.clear()
        self._tables -= _OF_CLAIMS
        self._rules.clear()

    def fill(self, asked: Iterable[tuple[ClaimRows, Context]]) -> None:
        """Fill the relations with claims in their contexts, all of one place: they share the dated tables and the code set."""
        rows: dict[str, list[Row]] = {name: [] for name in self._columns}
        contexts = []
        for claim_at, (claim, context) in enumerate(asked):
            contexts.append(context)
            rows["ask"].append({"claim_at": claim_at, "checked_on": context.on, "rules": self._rules_of(context)})
            for name in RELATIONS:
                own = claim.rows.get(name, ())
                rows[f"{name}_own"] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(own)]
            sent = Facts(claim, context).rows(SENT) if context.history else ()
            rows[SENT] += [{**row, "claim_at": claim_at, "at": at} for at, row in enumerate(sent)]
        for name, made in rows.items():
            self._insert(name, self._columns[name], made)
        if contexts:
            self._share(contexts[0])

    def read(self, folder: Path, context: Context, *, payers: Mapping[str, PayerRules] | None = None) -> int:
        """Read claims in Parquet, to be checked as of one day: a file for each relation, `claim.parquet` and so on.

        Each has `claim_at` and `at` (and `line_at` where a row belongs to a line) and any of the relation's own columns; one that is
        left out is empty. `payers` are rules by the payer's id. What was sent before is `sent_line.parquet`. Returns the claims.
        """
        for name, columns in self._columns.items():
            path = folder / f"{name.removesuffix('_own')}.parquet"
            if path.exists():
                self._read_table(name, columns, path)
        for rules in (payers or {}).values():
            self._rules_of(replace(context, payer_rules=rules))
        self._make("payer", {"at": "BIGINT", "id": "VARCHAR", "rules": "BIGINT"}, [
            {"id": payer, "rules": self._rules.index(rules)} for payer, rules in (payers or {}).items()
        ])  # fmt: skip
        self._db.execute(
            "INSERT INTO ask SELECT c.claim_at, ?, p.rules FROM claim_own c LEFT JOIN payer p ON p.id = c.payer_id", [context.on]
        )
        self._filled.add("ask")
        self._share(context)
        (count,) = self._db.execute("SELECT COUNT(*) FROM ask").fetchall()[0]
        return int(count)

    def write(self, folder: Path) -> None:
        """Write the claims as Parquet, as `read` takes them; what has no rows is left out."""
        for name in (each for each in self._columns if each.endswith("_own") or each == SENT):
            if self._db.execute(f"SELECT 1 FROM {quoted(name)} LIMIT 1").fetchall():
                path = str(folder / f"{name.removesuffix('_own')}.parquet").replace("'", "''")
                self._db.execute(f"COPY {quoted(name)} TO '{path}' (FORMAT parquet)")

    def _read_table(self, name: str, columns: Mapping[str, str], path: Path) -> None:
        """Only the columns of the file take memory: what it leaves out is a constant of a view."""
        there = {row[0] for row in self._db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()}
        empty = {column: "''" if kind == "VARCHAR" and column not in SUBSCRIBER else "NULL" for column, kind in columns.items()}
        chosen = ", ".join(
            f"{quoted(column) if column in there else f'{empty[column]}::{kind}'} AS {quoted(column)}"
            for column, kind in columns.items()
        )
        kept = ", ".join(f"{quoted(column)}::{kind} AS {quoted(column)}" for column, kind in columns.items() if column in there)
        read = quoted(f"{name}_read")
        self._db.execute(f"DROP TABLE {quoted(name)}")
        self._db.execute(f"CREATE TABLE {read} AS SELECT {kept} FROM read_parquet(?)", [str(path)])
        self._db.execute(f"CREATE VIEW {quoted(name)} AS SELECT {chosen} FROM {read}")
        self._filled.add(name)
        self._viewed.add(name)

    def _rules_of(self, context: Context) -> int | None:
        """The number of a payer's rules, the same for equal ones; None when there are none."""
        if context.payer_rules is None:
            return None
        if context.payer_rules not in self._rules:
            self._rules.append(context.payer_rules)
        return self._rules.index(context.payer_rules)

    def _share(self, context: Context) -> None:
        """What all claims have in common: payers' rules, and dated tables and the code set, which are filled when an edit asks for them."""
        for number, rules in enumerate(self._rules):
            days = {"timely_filing_days": rules.timely_filing_days, "correction_days": rules.correction_days}
            self._insert("payer_rule", self._columns["payer_rule"], [{"rules": number, **days}])
            required: list[Row] = [{"rules": number, "field": field} for field in rules.requires]
            self._insert("payer_require", self._columns["payer_require"], required)
        fields = {field for rules in self._rules for field in rules.requires}
        self._db.execute(f"CREATE OR REPLACE VIEW payer_field AS {empty_fields(fields)}")
        self._given, self._codes = context.tables, context.icd10cm

    def fill_table(self, name: str, table: Table) -> None:
        """A dated table under its name; `at` is the place of a row in it. Many rows go by way of a file, which is the quickest one."""
        rows = iter(table.rows)
        first = list(islice(rows, _AT_ONCE))
        kinds = {column: _type(value) for column, value in first[0].items()} if first else _HEADLESS
        columns = {"at": "BIGINT"} | kinds | {"since": "DATE", "until": "DATE"}
        if len(first) < _AT_ONCE:
            self._make(name, columns, first)
            return
        self._make(name, columns, [])
        with TemporaryDirectory(prefix="superbill-table-") as folder:
            path = Path(folder) / "table.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                for at, row in enumerate(chain(first, rows)):
                    writer.writerow(
                        [at, *(_MISSING if (cell := row.get(column)) is None else cell for column in columns if column != "at")]
                    )
            self._db.execute(
                f"INSERT INTO {quoted(name)} SELECT * FROM read_csv(?, header = false, nullstr = '{_MISSING}', columns = ?, auto_detect = false,"
                " delim = ',', quote = '\"', escape = '\"', new_line = '\\r\\n')",
                [str(path), columns],
            )

    def _ask_what_is_missing(self, edit: Edit, codes: DiagnosisCodes) -> None:
        """What an edit wants of the diagnosis code set: of single codes, or the notes between two, which are many to be asked."""
        if isinstance(edit, Conflict):
            if "excludes1" not in self._tables:
                self._ask_pairs("excludes1", codes.excludes1_between, "o.at < r.at")
        elif isinstance(edit, Misplaced):
            if "code_first" not in self._tables:
                self._ask_pairs("code_first", codes.code_first_between, "o.at <> r.at")
        elif "icd10cm" not in self._tables:
            self._ask_codes(codes)

    def _ask_codes(self, codes: DiagnosisCodes) -> None:
        """What the diagnosis code set says of every code on the claims on its days."""
        asked = self._db.execute(
            "SELECT DISTINCT diagnosis, day FROM (SELECT diagnosis, first_served_on AS day FROM diagnosis"
            " UNION ALL SELECT diagnosis, last_served_on FROM diagnosis) WHERE day IS NOT NULL AND diagnosis IS NOT NULL"
        ).fetchall()
        self._make("icd10cm", _ICD10CM, [row for code, day in asked for row in _code_rows(codes, code, day)])

    def _ask_pairs(self, name: str, note_between: Callable[..., str | None], places: str) -> None:
        """The notes between every two diagnoses in such places on a claim."""
        pairs = self._db.execute(
            "SELECT DISTINCT o.diagnosis, r.diagnosis, r.first_served_on FROM diagnosis r JOIN diagnosis o"
            f" ON o.claim_at = r.claim_at AND {places} AND o.diagnosis <> r.diagnosis"
        ).fetchall()
        told = ((one, other, day, note_between(one, other, on=day)) for one, other, day in pairs)
        kept = [{"one": one, "other": other, "on_day": day, "note": note} for one, other, day, note in told if note]
        self._make(name, _NOTES, kept)

    def _make(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        self._db.execute(f"DROP TABLE IF EXISTS {quoted(name)}")
        self._db.execute(create_table(name, columns))
        self._tables.add(name)
        self._insert(name, columns, [{"at": at, **row} for at, row in enumerate(rows)])

    def _insert(self, name: str, columns: Mapping[str, str], rows: Sequence[Row]) -> None:
        """All rows in one statement: a list for each column."""
        if rows:
            given = [[row.get(column) for row in rows] for column in columns]
            lists = ", ".join(f"UNNEST(?::{kind}[])" for kind in columns.values())
            self._db.execute(f"INSERT INTO {quoted(name)} SELECT {lists}", given)
            self._filled |= {name} & self._columns.keys()

    # --- running

    def check(self, edits: Iterable[Edit]) -> Iterator[tuple[int, Finding]]:
        """What the edits find, edit by edit: the place of the claim, and the finding as `edits.check` would make it."""
        self.not_run = []
        for edit in edits:
            because = self._missing(edit)
            if because:
                self._note_not_run(edit, because, "SELECT claim_at, rules FROM ask", "TRUE")
                continue
            skipped = self._skipped(edit)
            yield from self._findings(edit, skipped)

    def _missing(self, edit: Edit) -> str:
        """Why an edit can be run on no claim at all."""
        if edit.table == "icd10cm":
            if self._codes is None:
                return "the diagnosis code set is not installed"
            self._ask_what_is_missing(edit, self._codes)
            return ""
        for name in filter(None, (edit.table, getattr(edit, "members", ""))):
            if name in self._given and name not in self._tables:
                self.fill_table(name, self._given[name])
            if name != "payer_rules" and name not in self._tables:
                return f"the table {name} is not installed"
        return ""

    def _skipped(self, edit: Edit) -> str:
        """The claims on which an edit cannot be run, as a SELECT of `claim_at`; they are noted. Empty when there are none."""
        if edit.table == "payer_rules":
            test = "rules IS NULL"
            self._note_not_run(edit, "no rules are entered for this payer", "SELECT claim_at, rules FROM ask", test)
            return f"SELECT claim_at FROM ask WHERE {test}"
        if edit.table == "icd10cm":
            assert self._codes is not None
            period = self._codes.release.period
            outside = (
                f"SELECT claim_at, MIN(served_on) AS day FROM line_own WHERE served_on < DATE '{period.since}'"
                f" OR served_on >= DATE '{period.until}' GROUP BY claim_at"
            )
            for (day,) in self._db.execute(f"SELECT DISTINCT day FROM ({outside}) ORDER BY day").fetchall():
                because = f"the diagnosis code set installed does not hold on {day.isoformat()}"
                whose = f"SELECT o.claim_at, a.rules, o.day FROM ({outside}) o JOIN ask a ON a.claim_at = o.claim_at"
                self._note_not_run(edit, because, whose, f"day = DATE '{day}'")
            return f"SELECT claim_at FROM ({outside})"
        return ""

    def _note_not_run(self, edit: Edit, because: str, whose: str, test: str) -> None:
        counts = self._db.execute(
            f"SELECT rules, COUNT(*) FROM ({whose}) h WHERE {test} AND {about(edit) or 'TRUE'} GROUP BY rules"
        ).fetchall()
        claims = sum(count for rules, count in counts if not is_off(self._change(edit, rules)))
        if claims:
            self.not_run.append(NotRun(edit.code, because, claims))

    def _change(self, edit: Edit, rules: int | None) -> EditChange | None:
        changes = self._rules[rules].edit_changes if rules is not None else ()
        return next((change for change in reversed(changes) if change.edit == edit.code), None)

    def _findings(self, edit: Edit, skipped: str) -> Iterator[tuple[int, Finding]]:
        words = words_of(edit)
        columns = ", ".join(f"h.{quoted(word)}" for word in words)
        run = f" WHERE NOT EXISTS (SELECT 1 FROM ({skipped}) s WHERE s.claim_at = h.claim_at)" if skipped else ""
        found = self._db.execute(
            f"SELECT h.claim_at, a.rules{', ' + columns if words else ''} FROM ({select(edit)}) h"
            f" JOIN ask a ON a.claim_at = h.claim_at{run}"
        )
        while rows := found.fetchmany(10_000):
            for claim_at, rules, *values in rows:
                change = self._change(edit, rules)
                if not is_off(change):
                    yield claim_at, changed(finding_of(edit, dict(zip(words, values, strict=True))), change)


_HEADLESS = {"code": "VARCHAR", "procedure": "VARCHAR", "whole": "VARCHAR", "part": "VARCHAR", "partner": "VARCHAR"} | {
    "modifier_indicator": "VARCHAR", "most": "BIGINT", "mai": "BIGINT", "since": "DATE", "until": "DATE",
}  # fmt: skip
"""The columns that edits may read of a table without rows, which has none to be told from."""


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


def _code_rows(codes: DiagnosisCodes, code: str, day: date) -> Iterator[Row]:
    found = diagnosis_row(codes, code, on=day)
    if found is not None:
        after = date.fromordinal(day.toordinal() + 1) if day < date.max else day
        yield {**found, "code": code, "since": day, "until": after}
