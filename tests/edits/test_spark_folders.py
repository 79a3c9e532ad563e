"""Folders of claims in Parquet by Spark: what is found is what DuckDB finds; what is written; and the command."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb
import pytest

from superbill.basics.findings import Finding
from superbill.claims.payer_rules import EditChange, PayerRules
from superbill.places.us.edits import us_edits
from superbill.storage.claims_folder import FolderNotEmpty, NoClaims
from superbill.storage.duck import Duck
from tests.cli.running import Ended, superbill_here
from tests.edits.cases import RULES, cases_of
from tests.edits.test_check import FULL
from tests.edits.test_many import Asked
from tests.edits.test_spark import rows, told

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

    from superbill.storage.spark import Spark


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
