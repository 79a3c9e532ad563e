"""Edits on many claims in Spark: the SELECTs that DuckDB runs, carried over by sqlglot, on claims that no machine holds alone.

    with spark_session() as session, Spark(session) as spark:
        spark.read("claims", context, rules_of=rules_of)
        spark.write(us_edits(), "findings")           # or: for claim_at, finding in spark.check(us_edits()): …

The rows of a claim lie in one partition, of every relation the same one: they are put there once, by the number of their claim, and kept
sorted. From then on no edit moves a claim; what it looks up comes to it, for dated tables are sent to every process. `not_run` counts
what could not be checked, as in `storage.duck`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from itertools import islice
from types import TracebackType
from typing import Self

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.functions import broadcast

from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.edits.check import NotRun, is_off
from superbill.edits.context import Context, DiagnosisCodes
from superbill.edits.kinds import Conflict, Edit, Misplaced
from superbill.edits.relations import RELATIONS, SENT, ClaimRows
from superbill.edits.sql_expressions import literal
from superbill.edits.sql_select import about, select
from superbill.edits.sql_steps import of_table, on_claims
from superbill.edits.sql_views import create_views, empty_fields
from superbill.edits.tables import Table
from superbill.storage.spark_claims import NAMES, Own, rows_in, rows_of_all, words_in
from superbill.storage.spark_codes import ASKED, CodesHere
from superbill.storage.spark_findings import Summary, as_payers_want, finding_of_row, new_folder, said, summary_of, written
from superbill.storage.spark_sql import carried
from superbill.storage.spark_tables import as_leaf, dated_rows, frame

_AT_ONCE = 8
"""Edits whose findings are one query."""
_CLAIMS = 20_000
"""Claims of a partition, when nobody says how many partitions there are."""

RulesOf = Callable[[str, int], PayerRules | None]
"""Gives the rules of a payer by its id; it is told on how many claims the payer stands."""
Progress = Callable[[int], None]
"""Called with how many edits have been run."""


class Spark:
    """The claims of one run in a session. `partitions` is into how many parts they are cut; by their number when it is 0."""

    def __init__(self, session: SparkSession, *, partitions: int = 0) -> None:
        self._session = session
        self._partitions = partitions
        self._kept: list[DataFrame] = []
        self._views: set[str] = set()
        self._tables: set[str] = set()
        self._rules: list[PayerRules] = []
        self._own: dict[str, Own] = {}
        self._laid_out: frozenset[str] = frozenset()
        self._relations: dict[str, tuple[DataFrame, dict[str, str]]] = {}
        self._counts: dict[str, list[tuple[int | None, date | None, int]]] = {}
        self._given: Mapping[str, Table] = {}
        self._codes: DiagnosisCodes | None = None
        self._codes_here: CodesHere | None = None
        self.claims = 0
        self.not_run: list[NotRun] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with suppress(Exception):  # what went wrong before is told, not what it made impossible
            self.clear()

    # --- filling

    def clear(self) -> None:
        """Forget the claims, the dated tables and the code set."""
        self._forget_codes()
        for name in self._views:
            self._session.catalog.dropTempView(name)
        for kept in self._kept:
            kept.unpersist()
        self.__init__(self._session, partitions=self._partitions)  # type: ignore[misc]  # as new

    def fill(self, asked: Iterable[tuple[ClaimRows, Context]]) -> None:
        """Fill the relations with claims in their contexts, all of one place: they share the dated tables and the code set."""
        contexts: list[Context] = []

        def numbered() -> Iterator[tuple[ClaimRows, Context, int | None]]:
            for claim, context in asked:
                contexts.append(context)
                yield claim, context, self._number_of(context.payer_rules)

        rows = rows_of_all(numbered())
        self._own = {name: Own(frame(self._session, columns, rows[name])) for name, columns in NAMES.items()}
        self.claims = len(contexts)
        self._begin()
        if contexts:
            self.share(contexts[0])

    def read(
        self,
        folder: str,
        context: Context,
        *,
        rules_of: RulesOf = lambda payer_id, claims: None,
        payer_id: str = "",
        since: date | None = None,
    ) -> int:
        """Read claims in Parquet, to be checked as of one day, from a folder or an address that Spark can read. Returns their number.

        The folder is as `storage.duck` takes it, or has folders `part-00000` … each with whole claims, whose numbers may begin anew. A
        relation may be a file or a folder of files. `payer_id` leaves out the claims to other payers, `since` those without a service on
        that day or later. Raises `NoClaims`.
        """
        self._own = rows_in(self._session, folder, payer_id=payer_id, since=since)
        claims = self._own["claim_own"]
        payers = claims.frame.groupBy("payer_id").count().collect() if "payer_id" in claims.there else []
        numbers = [{"id": payer, "rules": self._number_of(rules_of(payer, many))} for payer, many in payers if payer]
        self._view("payer", broadcast(frame(self._session, {"id": "VARCHAR", "rules": "BIGINT"}, numbers)))
        self._view("claim_here", claims.whole("claim_own"))
        day = literal(context.on)
        self._own["ask"] = Own(
            self._sql(f"SELECT c.claim_at, {day} AS checked_on, p.rules FROM claim_here c LEFT JOIN payer p ON p.id = c.payer_id")
        )
        self.claims = claims.frame.count()
        self._begin()
        self.share(context)
        return self.claims

    def _begin(self) -> None:
        """So many partitions as there are claims for; what every edit reads of a claim beside its columns."""
        wanted = self._partitions or max(self._session.sparkContext.defaultParallelism, -(-self.claims // _CLAIMS))
        self._session.conf.set("spark.sql.shuffle.partitions", wanted)
        self._wanted = wanted
        for name, columns in (("payer_rule", ("timely_filing_days", "correction_days")),):
            days = [
                {"rules": at} | {column: getattr(rules, column) for column in columns} for at, rules in enumerate(self._rules)
            ]
            self._view(name, broadcast(frame(self._session, {"rules": "BIGINT"} | dict.fromkeys(columns, "BIGINT"), days)))
        required = [{"rules": at, "field": field} for at, rules in enumerate(self._rules) for field in rules.requires]
        self._view("payer_require", broadcast(frame(self._session, {"rules": "BIGINT", "field": "VARCHAR"}, required)))
        changes = [
            {"rules": at, "edit": change.edit, "severity": change.to, "reason": change.reason}
            for at, rules in enumerate(self._rules)
            for change in {change.edit: change for change in rules.edit_changes}.values()
        ]
        kinds = {"rules": "BIGINT", "edit": "VARCHAR", "severity": "VARCHAR", "reason": "VARCHAR"}
        self._view("payer_change", broadcast(frame(self._session, kinds, changes)))

    def share(self, context: Context) -> None:
        """What all claims have in common from here on: the dated tables and the code set, which are filled when an edit asks for them."""
        self._tables.clear()
        self._counts.clear()
        self._forget_codes()
        self._given, self._codes = context.tables, context.icd10cm

    def _forget_codes(self) -> None:
        """What the code set said of the claims at hand."""
        if self._codes_here is not None:
            for name in {*self._codes_here.views}:
                self._session.catalog.dropTempView(name)
            for kept in self._codes_here.kept:
                kept.unpersist()
            self._codes_here = None

    def _number_of(self, rules: PayerRules | None) -> int | None:
        """The number of a payer's rules, the same for equal ones; None when there are none."""
        if rules is None:
            return None
        if rules not in self._rules:
            self._rules.append(rules)
        return self._rules.index(rules)

    def lay_out(self, edits: tuple[Edit, ...]) -> None:
        """Put the rows of a claim side by side, with the columns that these edits read; done anew for edits that read others."""
        fields = {field for rules in self._rules for field in rules.requires}
        asked = [*ASKED.values()] if any(edit.table == "icd10cm" for edit in edits) else []
        asked += [query for edit in edits for query in on_claims(edit).values()]
        words = words_in((*map(select, edits), empty_fields(fields), *asked)) | {"ask", "claim", "line", "served_on"}
        if words <= self._laid_out:
            self._show_all(words)
            return
        words |= self._laid_out
        for name, own in self._own.items():
            if name.removesuffix("_own") in words:
                self._view(name, own.whole(name).repartition(self._wanted, "claim_at"))
        for view in create_views():
            head, _, query = view.partition(" AS ")
            name = head.removeprefix("CREATE VIEW ").strip('"')
            if name in words:
                self._keep(name, self._sql(query), words)
        if SENT in words:
            self._keep(SENT, self._session.table(SENT), words)
        self._view("payer_field", self._sql(empty_fields(fields)))
        self._show_all(words)
        self._laid_out = words

    def _show_all(self, words: frozenset[str]) -> None:
        """The relations that are named among these words, with the columns that are."""
        for name in self._relations.keys() & words:
            self._show(name, words)

    def _keep(self, name: str, made: DataFrame, words: frozenset[str]) -> None:
        """A relation with the columns that are read, sorted; what no claim has is a constant, and the rest is missing."""
        lacking, types = self._lacking(name), dict(made.dtypes)
        columns = [each for each in types if each in ("claim_at", "at") or (each in words and each not in lacking)]
        kept = made.select(*columns).repartition(self._wanted, "claim_at").sortWithinPartitions("claim_at", "at").persist()
        self._kept.append(kept)
        shown = {
            each: f"`{each}`" if each in columns else f"CAST({lacking.get(each, 'NULL')} AS {types[each]})" for each in types
        }
        self._relations[name] = as_leaf(kept), {each: f"{text} AS `{each}`" for each, text in shown.items()}
        self._show(name, frozenset(types))

    def _show(self, name: str, words: frozenset[str]) -> None:
        """A relation with no more columns than these: Spark copies every column of a view for every query that reads it."""
        kept, shown = self._relations[name]
        self._view(name, kept.selectExpr(*(text for each, text in shown.items() if each in words or each in ("claim_at", "at"))))

    def _lacking(self, name: str) -> dict[str, str]:
        """The columns of a relation, and of those that it carries, that no claim has, each with what stands there."""
        if name == SENT:
            return self._own[SENT].lacking(SENT)
        of = RELATIONS[name].of
        return (self._lacking(of) if of else {}) | self._own[f"{name}_own"].lacking(f"{name}_own")

    def _view(self, name: str, made: DataFrame) -> None:
        made.createOrReplaceTempView(name)
        self._views.add(name)

    def _sql(self, query: str) -> DataFrame:
        return self._session.sql(carried(query))

    # --- running

    def check(self, edits: Iterable[Edit], *, progress: Progress = lambda done: None) -> Iterator[tuple[int, Finding]]:
        """What the edits find: the place of the claim, and the finding as `edits.check` would make it. They come to this process."""
        done = 0
        for batch, found in self._found(edits):
            by_code = {edit.code: edit for edit in batch}
            for row in found.toArrow().to_pylist():
                yield row["claim_at"], finding_of_row(by_code[row["edit"]], row)
            done += len(batch)
            progress(done)

    def write(self, edits: Iterable[Edit], folder: str, *, progress: Progress = lambda done: None) -> Summary:
        """Write what the edits find as Parquet, as `spark_findings.COLUMNS` says, all or nothing; no finding comes to this process.

        Raises `FolderNotEmpty` when there is something already.
        """
        done, names = 0, self._names()
        with new_folder(self._session, folder) as unfinished:
            written(self._session, folder=unfinished)
            for batch, found in self._found(edits):
                written(self._session, found.join(names, "claim_at"), folder=unfinished)
                done += len(batch)
                progress(done)
            return summary_of(self._session, unfinished)

    def names(self) -> Iterator[tuple[int, str]]:
        """The number of each claim and its name, in order."""
        yield from self._names().orderBy("claim_at").toLocalIterator()

    def _names(self) -> DataFrame:
        claims = self._own["claim_own"]
        name = next((each for each in ("control", "number") if each in claims.there), "''")
        return claims.frame.selectExpr("CAST(claim_at AS BIGINT) AS claim_at", f"CAST({name} AS STRING) AS claim")

    def _found(self, edits: Iterable[Edit]) -> Iterator[tuple[tuple[Edit, ...], DataFrame]]:
        """The findings of so many edits at once."""
        self.not_run = []
        wanted = tuple(edits)
        self.lay_out(wanted)
        can_run = iter([edit for edit in wanted if self._can_run(edit)])
        while batch := tuple(islice(can_run, _AT_ONCE)):
            queries = [self._findings(edit) for edit in batch]
            self._show_all(words_in(queries))
            yield batch, self._session.sql(" UNION ALL ".join(queries))

    def _can_run(self, edit: Edit) -> bool:
        """Whether an edit can be run on some claims; the others are noted."""
        because = self._missing(edit)
        if because:
            self._note(edit, because, lambda rules, outside_on: True)
        elif edit.table == "payer_rules":
            self._note(edit, "no rules are entered for this payer", lambda rules, outside_on: rules is None)
        elif edit.table == "icd10cm":
            for day in sorted({outside for _, outside, _ in self._counted(edit) if outside is not None}):
                because_of_day = f"the diagnosis code set installed does not hold on {day.isoformat()}"
                self._note(edit, because_of_day, lambda rules, outside_on, day=day: outside_on == day)  # type: ignore[misc]
        return not because

    def _missing(self, edit: Edit) -> str:
        """Why an edit can be run on no claim at all."""
        if edit.table == "icd10cm":
            if self._codes is None:
                return "the diagnosis code set is not installed"
            self._ask_codes(edit, self._codes)
            return ""
        for name in filter(None, (edit.table, getattr(edit, "members", ""))):
            if name in self._given and name not in self._tables:
                self._view(name, broadcast(dated_rows(self._session, self._given[name])))
                self._tables.add(name)
            if name != "payer_rules" and name not in self._tables:
                return f"the table {name} is not installed"
        self._make_steps(edit)
        return ""

    def _make_steps(self, edit: Edit) -> None:
        """What its SELECT reads beside the relations and its table, once for all edits that ask for the same."""
        steps = on_claims(edit)
        for name, query in (of_table(edit) | steps).items():
            if name not in self._tables:
                kept = self._sql(query).persist()
                self._kept.append(kept)
                self._view(name, as_leaf(kept) if name in steps else broadcast(as_leaf(kept)))
                self._tables.add(name)

    def _ask_codes(self, edit: Edit, codes: DiagnosisCodes) -> None:
        """What an edit wants of the diagnosis code set: of every code on the claims, or of every two that stand together."""
        name = "excludes1" if isinstance(edit, Conflict) else "code_first" if isinstance(edit, Misplaced) else "icd10cm"
        if name not in self._tables:
            here = self._codes_here = self._codes_here or CodesHere(self._session, codes)
            here.make(name)
            self._tables.add(name)

    def _outside(self) -> str:
        """The claims with a service on a day for which the code set cannot be asked, with the first such day."""
        if self._codes is None:
            return "SELECT claim_at, NULL AS outside_on FROM ask WHERE FALSE"
        period = self._codes.release.period
        return (
            f"SELECT claim_at, MIN(served_on) AS outside_on FROM line WHERE served_on < {literal(period.since)}"
            f" OR served_on >= {literal(period.until)} GROUP BY claim_at"
        )

    def _counted(self, edit: Edit) -> list[tuple[int | None, date | None, int]]:
        """How many claims an edit speaks of, by their rules and by the day on which the code set does not hold; counted once."""
        test = about(edit) or "TRUE"
        if test not in self._counts:
            rows = self._sql(
                f"SELECT h.rules, o.outside_on, COUNT(*) AS claims FROM ask h LEFT JOIN ({self._outside()}) o ON o.claim_at = h.claim_at"
                f" WHERE {test} GROUP BY h.rules, o.outside_on"
            )
            self._counts[test] = [(rules, outside_on, claims) for rules, outside_on, claims in rows.collect()]
        return self._counts[test]

    def _note(self, edit: Edit, because: str, concerns: Callable[[int | None, date | None], bool]) -> None:
        counted = (
            claims
            for rules, outside_on, claims in self._counted(edit)
            if concerns(rules, outside_on) and not is_off(self._change(edit, rules))
        )
        if claims := sum(counted):
            self.not_run.append(NotRun(edit.code, because, claims))

    def _change(self, edit: Edit, rules: int | None) -> EditChange | None:
        changes = self._rules[rules].edit_changes if rules is not None else ()
        return next((change for change in reversed(changes) if change.edit == edit.code), None)

    def _findings(self, edit: Edit) -> str:
        """What an edit finds where it can be run, as the payers' rules make it: a query of Spark."""
        query, skip = f"SELECT h.* FROM ({select(edit)}) h", ""
        if edit.table == "payer_rules":
            skip = "SELECT claim_at FROM ask WHERE rules IS NULL"
        elif edit.table == "icd10cm" and any(outside for _, outside, _ in self._counted(edit)):
            skip = self._outside()
        if skip:
            query += f" WHERE NOT EXISTS (SELECT 1 FROM ({skip}) s WHERE s.claim_at = h.claim_at)"
        found = said(edit, carried(query))
        return as_payers_want(edit, found) if any(self._change(edit, at) for at in range(len(self._rules))) else found
