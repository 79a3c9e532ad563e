"""Many claims in Spark: every case of every edit, and any claims, give what one claim at a time and DuckDB give."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import TYPE_CHECKING, Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim
from superbill.edits import Context, table_from_rows
from superbill.edits.from_claim import rows_of
from superbill.edits.functions import FUNCTIONS
from superbill.edits.kinds import Partner, Where
from superbill.edits.relations import ClaimRows
from superbill.edits.sql_expressions import literal
from superbill.places.us.edits import us_edits
from tests.edits.cases import LINE, Case, base_claim
from tests.edits.test_check import FULL, claims
from tests.edits.test_many import OTHERS, PLAIN, Asked, on_each, on_many

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from superbill.storage.spark import Spark


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
