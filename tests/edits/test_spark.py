"""Many claims in Spark: every case of every edit, any claims, and folders of Parquet, give what one claim at a time and DuckDB give.

Outside CI a machine without Java or pyspark skips these tests and says how to get them; in CI their absence is a failure.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.basics.findings import Finding, Severity, Source
from superbill.claims.claim import Claim
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.edits import Context, table_from_rows
from superbill.edits.from_claim import rows_of
from superbill.edits.functions import FUNCTIONS
from superbill.edits.kinds import Partner, Where
from superbill.edits.relations import ClaimRows
from superbill.edits.sql_expressions import literal
from superbill.places.us.edits import us_edits
from superbill.storage.claims_folder import FolderNotEmpty, NoClaims
from superbill.storage.duck import Duck
from superbill.storage.spark_session import NoSpark, spark_session
from tests.cli.running import Ended, superbill_here
from tests.edits.cases import LINE, RULES, Case, base_claim, cases_of
from tests.edits.test_check import FULL, claims
from tests.edits.test_many import OTHERS, PLAIN, Asked, on_each, on_many

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from superbill.storage.spark import Spark

HOW_TO_GET_IT = "Java or pyspark is not installed; on Debian: apt-get install openjdk-17-jre-headless; pip install '.[spark]'"
QUICK = {
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}
"""To compile what runs once takes longer than to run it."""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[SparkSession]":
    """One session for all tests: to start Java is what takes it long."""
    folder = tmp_path_factory.mktemp("spark")
    try:
        with spark_session(
            memory="2GB", more=QUICK | {"spark.sql.warehouse.dir": str(folder), "spark.local.dir": str(folder)}
        ) as opened:
            yield opened
    except NoSpark:
        if os.environ.get("CI"):
            raise
        pytest.skip(reason=HOW_TO_GET_IT)


@pytest.fixture
def spark(session: "SparkSession") -> "Iterator[Spark]":
    """No claims yet, in two partitions."""
    from superbill.storage.spark import Spark

    with Spark(session, partitions=2) as opened:
        yield opened


def rows(claim: Claim | ClaimRows) -> ClaimRows:
    return rows_of(claim) if isinstance(claim, Claim) else claim


def drawn() -> list[Asked]:
    """Claims of any badness, some with claims that were sent before and some without rules."""
    asked: list[Asked] = []

    @settings(max_examples=40, database=None)
    @given(st.lists(claims(), min_size=3, max_size=4), st.lists(claims(), max_size=3))
    def draw(some: list[Claim], earlier: list[Claim]) -> None:
        contexts = (replace(FULL, history=tuple(earlier)), replace(FULL, payer_rules=None), FULL)
        asked.extend((claim, contexts[at % 3]) for at, claim in enumerate(some))

    draw()
    return asked


def told(not_run: Any) -> dict[tuple[str, str], int]:
    return {(one.edit, f"This was not checked, because {one.because}."): one.claims for one in not_run}


def read_by(case: Case) -> dict[str, Any]:
    """The tables that the edit of a case reads, as they are in the case; None for one that is not there."""
    (edit,) = (edit for edit in us_edits() if edit.code == case.edit)
    names = filter(None, (edit.table, getattr(edit, "members", "")))
    return {name: case.context.icd10cm if name == "icd10cm" else case.context.tables.get(name) for name in names}


def rounds() -> list[list[Case]]:
    """The cases with tables of their own, as many groups together as can share their tables."""
    packed: list[tuple[dict[str, Any], list[Case]]] = []
    for group in OTHERS:
        mine = {name: table for case in group for name, table in read_by(case).items()}
        for tables, cases in packed:
            alone = {case.edit for case in group}.isdisjoint({case.edit for case in cases})
            if alone and all(tables.get(name, table) == table for name, table in mine.items()):
                tables.update(mine)
                cases.extend(group)
                break
        else:
            packed.append((mine, list(group)))
    return [cases for _, cases in packed]


ROUNDS = rounds()


@pytest.fixture(scope="module")
def all_cases(session: "SparkSession") -> "Iterator[tuple[Spark, list[tuple[ClaimRows, Context]]]]":
    """The claims of all cases, in two partitions: first those that share their tables, then each round, then any claims."""
    from superbill.storage.spark import Spark

    cases = [*PLAIN, *chain.from_iterable(ROUNDS)]
    asked = [(rows(claim), context) for claim, context in [(case.claim, case.context) for case in cases] + drawn()]
    with Spark(session, partitions=2) as spark:
        spark.fill(asked)
        spark.lay_out(us_edits())
        yield spark, asked


def test_every_edit_finds_the_same_on_the_cases_of_all_edits_and_on_any_claims(all_cases: Any) -> None:
    spark, claims = all_cases
    shared = PLAIN[0].context
    asked = [(claim, replace(context, tables=shared.tables, icd10cm=shared.icd10cm)) for claim, context in claims]

    spark.share(shared)
    found = Counter(spark.check(us_edits()))

    each, not_run = on_each(asked, us_edits())
    in_duck, not_run_in_duck = on_many(asked, us_edits())
    assert found == Counter(each) == Counter(in_duck)
    assert told(spark.not_run) == dict(not_run) == told(not_run_in_duck)


def test_the_edits_find_the_same_on_cases_with_tables_of_their_own(all_cases: Any) -> None:
    spark, asked = all_cases
    first, seen = len(PLAIN), set()

    for part in ROUNDS:
        tables = {name: table for case in part for name, table in read_by(case).items()}
        edits = tuple(edit for edit in us_edits() if edit.code in {case.edit for case in part})
        codes = tables.pop("icd10cm", None)
        spark.share(replace(FULL, icd10cm=codes, tables={name: table for name, table in tables.items() if table is not None}))
        mine = {at: case.edit for at, case in enumerate(part, start=first)}
        in_spark = Counter((at, finding) for at, finding in spark.check(edits) if mine.get(at) == finding.code)
        each, _ = on_each(asked[first : first + len(part)], edits)
        assert in_spark == Counter((first + at, finding) for at, finding in each if mine[first + at] == finding.code)
        first += len(part)
        seen |= {edit.code for edit in edits}

    assert seen == {case.edit for group in OTHERS for case in group}


# --- what engines read differently


TEXTS = [
    "",
    " ",
    "25",
    "25 59",
    "59\n",
    "\n59",
    "A\u2028B",
    "a.b",
    "1234567893",
    "1234567890",
    "123456789",
    "123456789\n",
    "é",
    "𝒳yz",
    "  x ",
    "207Q00000X",
]
DAYS = [date(2024, 2, 29), date(2026, 3, 1), date(1, 1, 1), date(9999, 12, 31)]
ASKED: list[tuple[str, tuple[Any, ...]]] = [
    *((name, (text,)) for name in ("is_ein", "is_npi", "is_taxonomy", "length", "trim") for text in (*TEXTS, None)),
    *(("has", (text, "25", "59")) for text in (*TEXTS, None)),
    *(("matches", (text, pattern)) for text in (*TEXTS, None) for pattern in ("[0-9]{9}", "A.B", "", "\\\\d+", "a[.]b|x")),
    *((name, (text, count)) for name in ("left", "right") for text in (*TEXTS, None) for count in (0, 1, 3, 30)),
    *((name, (one, other)) for name in ("days_between", "years_between") for one in (*DAYS, None) for other in DAYS),
    *(("add_days", (day, count)) for day in (*DAYS, None) for count in (0, 1, 365, -1, None) if (day, count) != (DAYS[2], -1)),
    *((name, (day,)) for name in ("month_of", "year_of") for day in (*DAYS, None)),
    *(("sum_of", (one, other)) for one in (0, -7, None) for other in (3, None)),
]


def typed(name: str, at: int, value: Any) -> str:
    """A value as SQL; what is missing has the type of the column that it would come from."""
    number, day = name == "sum_of" or (name == "add_days" and at), name.startswith(("add", "days", "month", "year"))
    return literal(value) if value is not None else f"CAST(NULL AS {'BIGINT' if number else 'DATE' if day else 'VARCHAR'})"


def test_every_function_of_the_language_gives_the_same(session: "SparkSession") -> None:
    from superbill.storage.spark_sql import carried

    texts = [FUNCTIONS[name].sql(*(typed(name, at, value) for at, value in enumerate(given))) for name, given in ASKED]

    said = session.sql(carried("SELECT " + ", ".join(f"{text} AS c{at}" for at, text in enumerate(texts)))).collect()[0]

    wanted = [None if None in given else FUNCTIONS[name].python(*given) for name, given in ASKED]
    assert {name for name, _ in ASKED} == FUNCTIONS.keys()
    assert [each for each in zip(ASKED, said, wanted, strict=True) if each[1] != each[2]] == []


def test_missing_values_empty_texts_and_signs_are_compared_as_in_duckdb(session: "SparkSession") -> None:
    from superbill.storage.spark_sql import carried

    values = ["''", "'a'", "'A'", "'a '", "'é'", "'\uffff'", "'\U0001d4b3'", "CAST(NULL AS VARCHAR)"]
    tests = [f"{one} {sign} {other}" for one in values for other in values for sign in ("=", "<", "<>", "IS NOT DISTINCT FROM")]
    tests += [
        "LEAST(NULL, 3, 2)",
        "GREATEST(CAST(NULL AS BIGINT), 0)",
        "COALESCE(NULL, 1)",
        "MOD(7, 10)",
        "'it''s \\ so'",
        "NULL IN ('a')",
    ]
    tests += [
        "'a' IN ('b', NULL)",
        "NOT (NULL AND FALSE)",
        "'on line ' || CAST(NULL AS BIGINT)",
        "'on line ' || 3",
        "TRY_CAST('x' AS INT)",
    ]
    query = "SELECT " + ", ".join(f"{test} AS c{at}" for at, test in enumerate(tests))

    in_spark, in_duck = session.sql(carried(query)).collect()[0], duckdb.sql(query).fetchall()[0]

    assert [each for each in zip(tests, in_spark, in_duck, strict=True) if each[1] != each[2]] == []


def test_the_words_of_findings_are_those_of_one_claim(spark: "Spark") -> None:
    says = "{total_charge_cents} {patient_paid_cents} {patient_born} {coverage_until} {number} {is_auto_accident} {clia} {delay_reason}'s \\ end"
    edit = Where(
        code="Z-01",
        title="Invented",
        severity=Severity.WARN,
        source=Source("invented"),
        when="TRUE",
        says=says,
        place="{other_payers}",
    )
    asked: list[Asked] = []
    for cents in (0, 7, -7, -123456789, 100000000, None):
        claim = rows_of(base_claim())
        changed = {
            "total_charge_cents": cents,
            "patient_paid_cents": 5,
            "is_auto_accident": cents != 0,
            "coverage_until": date(9999, 12, 31),
        }
        asked.append((replace(claim, rows={**claim.rows, "claim": [{**claim.rows["claim"][0], **changed}]}), FULL))

    spark.fill(asked)  # type: ignore[arg-type]
    found = Counter(spark.check([edit]))

    assert found == Counter(on_each(asked, [edit])[0])


def test_a_kind_that_no_edit_of_the_country_uses_runs_too(spark: "Spark") -> None:
    partners = [{"code": "V0001", "partner": f"V00{at}"} for at in range(10, 40)]
    edit = Partner(
        code="Z-02", title="Invented", severity=Severity.WARN, source=Source("invented"), table="partner", same=("served_on",),
        says="{partners}", place="{procedure}",
    )  # fmt: skip
    context = replace(FULL, tables={"partner": table_from_rows("partner", partners)})
    claim = replace(base_claim(), lines=(replace(LINE, procedure="V0001"), replace(LINE, line_no=2, procedure="V0002")))
    beside = replace(claim, lines=(*claim.lines, replace(LINE, line_no=3, procedure="V0011")))
    asked: list[Asked] = [(claim, context), (beside, context)]

    spark.fill([(rows(each), context) for each, _ in asked])
    found = list(spark.check([edit]))

    assert Counter(found) == Counter(on_each(asked, [edit])[0])
    assert [at for at, _ in found] == [0]


# --- folders


def saved(folder: Path, asked: list[Asked]) -> Path:
    """Claims in Parquet with their names, as `superbill check --save-parquet` writes them."""
    from superbill.storage.claims_folder import ClaimsFolder

    with ClaimsFolder(folder) as opened:
        for claim, context in asked:
            opened.add(rows(claim), context)
    return folder


EDITS = tuple(edit for edit in us_edits() if edit.code in ("LINE-03", "LINE-05", "TF-01", "MUE-01", "NPI-02"))
STRICT = replace(RULES, edit_changes=(EditChange("LINE-03", "warn", "Policy 12."), EditChange("LINE-05", "off", "Not here.")))
LATE = replace(FULL, on=date(2030, 1, 1), payer_rules=None)


def some_cases() -> list[Asked]:
    return [
        (case.claim, replace(LATE, history=case.context.history)) for code in ("LINE-03", "LINE-05") for case in cases_of(code)
    ]


def of_payer(rules: Mapping[str, PayerRules | None]) -> Callable[[str, int], PayerRules | None]:
    return lambda payer_id, claims: rules.get(payer_id)


def found_in_duck(folder: Path, rules: PayerRules | None) -> tuple[list[tuple[int, Finding]], Any]:
    with Duck(threads=1) as duck:
        duck.read(folder, LATE, payers={"INVENTED": rules} if rules else {})
        return list(duck.check(EDITS)), duck.not_run


@pytest.mark.parametrize("rules", [None, RULES, STRICT], ids=["no rules", "rules", "changes"])
def test_a_folder_finds_what_it_finds_in_duckdb(spark: "Spark", tmp_path: Path, rules: PayerRules | None) -> None:
    folder = saved(tmp_path / "claims", some_cases())

    count = spark.read(str(folder), LATE, rules_of=of_payer({"INVENTED": rules}))
    found = Counter(spark.check(EDITS))

    wanted, not_run = found_in_duck(folder, rules)
    assert count == len(some_cases())
    assert found == Counter(wanted)
    assert told(spark.not_run) == told(not_run)
    assert {finding.code for _, finding in found} >= {"LINE-03"}


def test_findings_are_written_with_the_part_and_the_name_of_each_claim(spark: "Spark", tmp_path: Path) -> None:
    parts = some_cases()[:10], some_cases()[10:]
    for number, part in enumerate(parts):
        saved(tmp_path / "claims" / f"part-{number:05d}", part)

    from superbill.storage.spark_findings import COLUMNS

    count = spark.read(str(tmp_path / "claims"), LATE, rules_of=of_payer({"INVENTED": STRICT}))
    summary = spark.write(EDITS, str(tmp_path / "findings"))

    there = duckdb.read_parquet(f"{tmp_path}/findings/*.parquet").select(*COLUMNS).fetchall()
    wanted = [
        (number, at, rows(part[at][0]).control, each.code, each.severity.value, each.line_no, each.place, each.message)
        for number, part in enumerate(parts)
        for at, each in found_in_duck(tmp_path / "claims" / f"part-{number:05d}", STRICT)[0]
    ]
    assert count == len(some_cases())
    assert Counter(there) == Counter(wanted)
    assert sum(findings for _, _, findings, _ in summary.edits) == len(wanted)
    assert {(edit, severity) for edit, severity, _, _ in summary.edits} == {(each[3], each[4]) for each in wanted}
    assert sum(summary.worst.values()) == len({each[:2] for each in wanted})


def test_a_folder_that_is_there_is_not_written_over_and_a_run_that_fails_leaves_none(spark: "Spark", tmp_path: Path) -> None:
    folder = saved(tmp_path / "claims", some_cases()[:2])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    spark.read(str(folder), LATE)

    def fail(done: int) -> None:
        raise RuntimeError

    with pytest.raises(FolderNotEmpty):
        spark.write(EDITS, str(tmp_path / "mine"))
    with pytest.raises(RuntimeError):
        spark.write(EDITS, str(tmp_path / "findings"), progress=fail)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["claims", "mine"]


@pytest.mark.parametrize(
    ("chosen", "count"), [({"payer_id": "INVENTED"}, 3), ({"payer_id": "X"}, 0), ({"since": date(2999, 1, 1)}, 0)]
)
def test_claims_are_chosen_by_payer_and_day(spark: "Spark", tmp_path: Path, chosen: dict[str, Any], count: int) -> None:
    folder = saved(tmp_path / "claims", some_cases()[:3])

    assert spark.read(str(folder), LATE, **chosen) == count
    assert len(list(spark.names())) == count
    assert bool(list(spark.check([replace(EDITS[0], when="TRUE")]))) == bool(count)


def test_what_is_no_folder_of_claims_is_refused(spark: "Spark", tmp_path: Path) -> None:
    (tmp_path / "spoilt").mkdir()
    (tmp_path / "spoilt" / "claim.parquet").write_bytes(b"PAR1")

    for name in ("spoilt", "gone"):
        with pytest.raises(NoClaims):
            spark.read(str(tmp_path / name), LATE)


# --- the command


@pytest.fixture
def folder(tmp_path: Path, code_tables: Path) -> Path:
    return saved(tmp_path / "claims", some_cases())


def run(folder: Path, *words: object) -> Ended:
    return superbill_here(
        "check", folder, *words, "--on", "2030-01-01", "--only", "LINE-03", "--only", "TF-01", cwd=folder.parent
    )


def test_the_command_tells_the_same_with_both_engines(session: "SparkSession", folder: Path) -> None:
    in_duck, in_spark = run(folder, "--json"), run(folder, "--json", "--engine", "spark")

    assert in_spark.out == in_duck.out
    assert in_spark.code == in_duck.code == 1


def test_the_command_writes_and_counts(session: "SparkSession", folder: Path) -> None:
    in_duck, in_spark = run(folder), run(folder, "--engine", "spark", "--findings", folder.parent / "findings")

    assert in_spark.out.splitlines()[0].startswith("LINE-03 stop: ")
    assert in_spark.err == in_duck.err
    assert in_spark.code == in_duck.code == 1
    assert list((folder.parent / "findings").glob("*.parquet"))


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("--engine", "sparks"), "--engine"),
        (("--master", "local[1]"), "--master"),
        (("--findings", "x"), "--findings"),
        (("--engine", "spark", "--books"), "--engine"),
        (("--engine", "spark", "--findings", "x", "--json"), "--findings"),
    ],
)
def test_what_does_not_go_with_spark_is_refused(folder: Path, words: tuple[str, ...], where: str) -> None:
    ended = run(folder, *words)

    assert ended.code == 2
    assert where in ended.err


def test_a_missing_package_or_java_is_told_with_what_to_do(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from superbill.storage import spark_session as module

    monkeypatch.setattr(module, "find_spec", lambda name: None if name == "pyspark" else find_spec(name))
    package = run(folder, "--engine", "spark")
    monkeypatch.setattr(module, "find_spec", lambda name: name)
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("JAVA_HOME", raising=False)
    java = run(folder, "--engine", "spark")

    assert package.code == java.code == 3
    assert 'pip install "superbill[spark]"' in package.err
    assert "Java 17" in java.err
