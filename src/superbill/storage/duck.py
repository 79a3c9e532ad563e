"""Edits on many claims in DuckDB: fill the relations, run the edits' SELECTs, make findings of the rows.

    with Duck() as duck:
        duck.fill([(rows_of(claim), context), …])
        for claim_at, finding in duck.check(us_edits()): …

`claim_at` counts the claims from 0 in the order in which they came. What cannot be run is in `not_run`: nothing is passed in
silence. DuckDB keeps what does not fit into `memory_limit` in a temporary folder.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.edits.check import NotRun, changed, is_off
from superbill.edits.conditions import Row
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.facts import Facts
from superbill.edits.kinds import Conflict, Edit, Misplaced
from superbill.edits.packed import PackedTable
from superbill.edits.relations import RELATIONS, SENT, ClaimRows
from superbill.edits.say import finder_of
from superbill.edits.sql_expressions import literal, quoted
from superbill.edits.sql_select import about, select, words_of
from superbill.edits.sql_steps import of_table, on_claims
from superbill.edits.sql_views import create_table, empty_fields, with_columns
from superbill.edits.tables import Table
from superbill.storage.duck_codes import READS, CodesHere
from superbill.storage.duck_relations import Relations, columns_read
from superbill.storage.duck_rows import insert_packed, insert_rows

_PAYER = {"id": "VARCHAR", "rules": "BIGINT"}


def parts_in(folder: Path) -> tuple[Path, ...]:
    """The parts of a folder of claims, in order: its folders `part-…`, each with whole claims; the folder itself when it has none."""
    return tuple(sorted(folder.glob("part-*/"))) or (folder,)


Progress = Callable[[int, int], None]
"""Called with how many edits have been run, and of how many."""


class Duck:
    """A database in memory for the claims of one run."""

    def __init__(self, *, memory_limit: str = "", threads: int = 0) -> None:
        self._db = duckdb.connect(":memory:")
        if memory_limit:
            self._db.execute(f"SET memory_limit = '{memory_limit}'")
        if threads:
            self._db.execute(f"SET threads = {threads}")
        self._relations = Relations(self._db)
        self._rules: list[PayerRules] = []
        self._tables: set[str] = set()
        self._of_table: dict[str, set[str]] = {}
        self._made: list[str] = []
        self._given: Mapping[str, Table] = {}
        self._codes: DiagnosisCodes | None = None
        self._here: CodesHere | None = None
        self._days_outside: list[date] = []
        self.not_run: list[NotRun] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._let_go_of_codes()
        self._db.close()

    # --- filling

    def clear(self) -> None:
        """Forget the claims, the dated tables and the code set."""
        self.clear_claims()
        for name in self._tables:
            self._db.execute(f"DROP TABLE {quoted(name)}")
        self._tables.clear()
        self._of_table.clear()
        self._given = {}
        self._let_go_of_codes()

    def clear_claims(self) -> None:
        """Forget the claims and what the code set says of theirs; the dated tables stay for the next ones."""
        self._forget_made()
        self._relations.clear()
        if self._here is not None:
            self._here.forget_claims()
        self._rules.clear()

    def fill(self, asked: Iterable[tuple[ClaimRows, Context]]) -> None:
        """Fill the relations with claims in their contexts, all of one place: they share the dated tables and the code set."""
        rows: dict[str, list[Row]] = {name: [] for name in self._relations.columns}
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
            self._insert(name, made)
        if contexts:
            self._share(contexts[0])

    def read(
        self, folder: Path, context: Context, *, payers: Mapping[str, PayerRules] | None = None, claims: range | None = None
    ) -> int:
        """Read claims in Parquet, to be checked as of one day: a file for each relation, `claim.parquet` and so on.

        Each has `claim_at` and `at` (and `line_at` where a row belongs to a line) and any of the relation's own columns; one that is
        left out is empty. `payers` are rules by the payer's id. What was sent before is `sent_line.parquet`. Of the `claims` only those
        with a `claim_at` in that range are read. Returns how many.
        """
        for name in self._relations.columns:
            path = folder / f"{name.removesuffix('_own')}.parquet"
            if path.exists():
                self._read_file(name, path, claims)
        for rules in (payers or {}).values():
            self._rules_of(replace(context, payer_rules=rules))
        self._make("payer", _PAYER, [{"id": payer, "rules": self._rules.index(rules)} for payer, rules in (payers or {}).items()])
        self._db.execute(
            "INSERT INTO ask SELECT c.claim_at, ?, p.rules FROM claim_own c LEFT JOIN payer p ON p.id = c.payer_id", [context.on]
        )
        self._relations.filled("ask")
        self._share(context)
        (count,) = self._db.execute("SELECT COUNT(*) FROM ask").fetchall()[0]
        return int(count)

    def write(self, folder: Path) -> None:
        """Write the claims as Parquet, as `read` takes them; what has no rows is left out."""
        for name in (each for each in self._relations.columns if each.endswith("_own") or each == SENT):
            if self._db.execute(f"SELECT 1 FROM base.{quoted(name)} LIMIT 1").fetchall():
                path = str(folder / f"{name.removesuffix('_own')}.parquet")
                self._db.execute(f"COPY base.{quoted(name)} TO {literal(path)} (FORMAT parquet)")

    def _read_file(self, name: str, path: Path, claims: range | None) -> None:
        there = {
            str(row[0]): str(row[1]) for row in self._db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
        }
        wanted = f" WHERE claim_at >= {claims.start} AND claim_at < {claims.stop}" if claims is not None else ""
        self._relations.over_file(name, there, f"read_parquet({literal(str(path))}){wanted}")

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
            self._insert("payer_rule", [{"rules": number, **days}])
            self._insert("payer_require", [{"rules": number, "field": field} for field in rules.requires])
        self._given = context.tables
        if context.icd10cm is not self._codes:
            self._let_go_of_codes()
            self._codes = context.icd10cm
            self._here = CodesHere(self._db, context.icd10cm) if context.icd10cm is not None else None

    def _let_go_of_codes(self) -> None:
        if self._here is not None:
            self._here.close()
        self._codes = self._here = None

    def fill_table(self, name: str, table: Table) -> None:
        """A dated table under its name; `at` is the place of a row in it."""
        columns, rows = with_columns(table)
        if isinstance(table, PackedTable):
            self._make(name, columns, ())
            insert_packed(self._db, name, columns, table)
        else:
            self._make(name, columns, rows)

    def _make(self, name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> None:
        for former in {name, *self._of_table.pop(name, ())} & self._tables:
            self._db.execute(f"DROP TABLE {quoted(former)}")
            self._tables.remove(former)
        self._db.execute(create_table(name, columns))
        self._tables.add(name)
        insert_rows(self._db, name, columns, rows)

    def _insert(self, name: str, rows: Iterable[Row]) -> None:
        """Rows of a relation, each with its place."""
        if insert_rows(self._db, name, self._relations.columns[name], rows):
            self._relations.filled(name)

    # --- running

    def check(self, edits: Iterable[Edit], *, progress: Progress = lambda done, of: None) -> Iterator[tuple[int, Finding]]:
        """What the edits find, edit by edit: the place of the claim, and the finding as `edits.check` would make it."""
        chosen = tuple(edits)
        self.not_run = []
        self._prepare(chosen)
        for done, edit in enumerate(chosen):
            progress(done, len(chosen))
            because = self._missing(edit)
            if because:
                self._note_not_run(edit, because, "SELECT claim_at, rules FROM ask", "TRUE")
            else:
                yield from self._findings(edit, self._skipped(edit))
        progress(len(chosen), len(chosen))

    def _prepare(self, edits: Sequence[Edit]) -> None:
        """Keep of the relations what these edits read, once for all of them."""
        fields = empty_fields({field for rules in self._rules for field in rules.requires})
        of_codes = [READS] if any(edit.table == "icd10cm" for edit in edits) else []
        self._forget_made()
        steps = [query for edit in edits for query in on_claims(edit).values()]
        self._relations.keep(columns_read([*map(select, edits), *map(about, edits), fields, *of_codes, *steps]))
        self._db.execute(f"CREATE OR REPLACE VIEW payer_field AS {fields}")
        self._days_outside = []
        if of_codes and self._codes is not None:
            self._find_days_outside(self._codes)

    def _find_days_outside(self, codes: DiagnosisCodes) -> None:
        """The claims with a day on which the code set cannot be asked, each with the first such day."""
        period = codes.release.period
        self._db.execute(
            "CREATE OR REPLACE TABLE outside AS SELECT claim_at, MIN(served_on) AS day FROM line_own"
            f" WHERE served_on < {literal(period.since)} OR served_on >= {literal(period.until)} GROUP BY claim_at"
        )
        self._days_outside = [day for (day,) in self._db.execute("SELECT DISTINCT day FROM outside ORDER BY day").fetchall()]

    def _missing(self, edit: Edit) -> str:
        """Why an edit can be run on no claim at all."""
        if edit.table == "icd10cm":
            if self._here is None:
                return "the diagnosis code set is not installed"
            self._here.make(
                "excludes1" if isinstance(edit, Conflict) else "code_first" if isinstance(edit, Misplaced) else "icd10cm"
            )
            return ""
        for name in filter(None, (edit.table, getattr(edit, "members", ""))):
            if name in self._given and name not in self._tables:
                self.fill_table(name, self._given[name])
            if name != "payer_rules" and name not in self._tables:
                return f"the table {name} is not installed"
        self._make_steps(edit)
        return ""

    def _make_steps(self, edit: Edit) -> None:
        """What its SELECT reads beside the relations and its table, once for all edits that ask for the same."""
        for name, query in of_table(edit).items():
            if name not in self._tables:
                self._db.execute(f"CREATE TABLE {quoted(name)} AS {query}")
                self._tables.add(name)
                self._of_table.setdefault(edit.table, set()).add(name)
        for name, query in on_claims(edit).items():
            if name not in self._made:
                self._db.execute(f"CREATE TABLE {quoted(name)} AS {query}")
                self._made.append(name)

    def _forget_made(self) -> None:
        """Drop what was made of the claims at hand for several edits."""
        for name in self._made:
            self._db.execute(f"DROP TABLE {quoted(name)}")
        self._made.clear()

    def _skipped(self, edit: Edit) -> str:
        """The claims on which an edit cannot be run, as a SELECT of `claim_at`; they are noted. Empty when there are none."""
        if edit.table == "payer_rules":
            test = "rules IS NULL"
            self._note_not_run(edit, "no rules are entered for this payer", "SELECT claim_at, rules FROM ask", test)
            return f"SELECT claim_at FROM ask WHERE {test}"
        if edit.table == "icd10cm" and self._days_outside:
            for day in self._days_outside:
                because = f"the diagnosis code set installed does not hold on {day.isoformat()}"
                whose = "SELECT o.claim_at, a.rules, o.day FROM outside o JOIN ask a ON a.claim_at = o.claim_at"
                self._note_not_run(edit, because, whose, f"day = {literal(day)}")
            return "SELECT claim_at FROM outside"
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
        finding = finder_of(edit, ("claim_at", "rules", *words))
        changes = {rules: self._change(edit, rules) for rules in (None, *range(len(self._rules)))}
        while rows := found.fetchmany(10_000):
            for row in rows:
                change = changes[row[1]]
                if change is None:
                    yield row[0], finding(row)
                elif not is_off(change):
                    yield row[0], changed(finding(row), change)
