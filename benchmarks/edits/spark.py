"""Many claims in parts of Parquet through the edits in Spark and in DuckDB, each in a process of its own.

    python benchmarks/edits/parquet.py FOLDER --lines 1000000 --codes CODES
    python benchmarks/edits/spark.py FOLDER CODES WORK [EDIT …]       without names every edit

The tables are those that `one.py` made in WORK. Spark runs with one task at a time and with two. Told are seconds by the clock and of
processor time, for starting, for the tables and the first look at the claims, and for the edits; findings are written as Parquet by Spark,
and made as objects by DuckDB.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from made import TODAY, Made
from one import diagnoses_in, opened

from superbill.edits import Context, Edit
from superbill.places.us.edits import us_edits
from superbill.storage.code_tables import open_icd10cm
from superbill.storage.config import Config
from superbill.storage.duck import Duck, parts_in

ENGINES = ("duckdb", "local[1]", "local[2]")


def main(*words: str) -> None:
    """Run each engine and print what it says."""
    if words[0] in ENGINES:
        engine, folder, codes, work, *names = words
        run(engine, Path(folder), Path(codes), Path(work), tuple(edit for edit in us_edits() if not names or edit.code in names))
        return
    for engine in ENGINES:
        subprocess.run([sys.executable, __file__, engine, *words], check=True)


def run(engine: str, folder: Path, codes: Path, work: Path, edits: tuple[Edit, ...]) -> None:
    """One engine."""
    made = Made(diagnoses_in(codes))
    with open_icd10cm(Config(codes=codes)) as book, opened(work) as tables:
        context = Context(on=TODAY, icd10cm=book, tables=tables)
        if engine == "duckdb":
            in_duck(folder, context, made, edits)
        else:
            in_spark(engine, folder, context, made, edits)


def in_duck(folder: Path, context: Context, made: Made, edits: tuple[Edit, ...]) -> None:
    """Part after part, with two threads and 4 GB."""
    clock = Clock("duckdb")
    with Duck(memory_limit="4GB", threads=2) as duck:
        for name in {edit.table for edit in edits} & context.tables.keys():
            duck.fill_table(name, context.tables[name])
        clock.told("tables")
        claims = found = 0
        for part in parts_in(folder):
            duck.clear_claims()
            claims += duck.read(part, context, payers=made.payers)
            found += sum(1 for _ in duck.check(edits))
        clock.told(f"edits: {claims} claims, {found} findings")


def in_spark(master: str, folder: Path, context: Context, made: Made, edits: tuple[Edit, ...]) -> None:
    """All parts at once."""
    from superbill.storage.spark_session import spark_session

    clock = Clock(master)
    with spark_session(master=master, memory="4GB") as session, TemporaryDirectory() as place:
        from superbill.storage.spark import Spark

        java = session._jvm.java.lang.ProcessHandle
        clock.also = lambda: java.current().info().totalCpuDuration().get().toMillis() / 1000
        clock.told("start")
        with Spark(session) as spark:
            claims = spark.read(str(folder), context, rules_of=lambda payer, claims: made.payers.get(payer))
            clock.told("read")
            summary = spark.write(edits, f"{place}/findings")
            clock.told(f"edits: {claims} claims, {sum(many for _, _, many, _ in summary.edits)} findings")


class Clock:
    """The time since it was asked last, by the clock and of the processor; `also` is processor time of Java so far."""

    def __init__(self, engine: str) -> None:
        self._engine = engine
        self.also = lambda: 0.0
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def told(self, what: str) -> None:
        """Print it."""
        wall, cpu = time.perf_counter(), time.process_time() + self.also()
        print(f"{self._engine:10}{what:44}{wall - self._wall:9.1f} s{cpu - self._cpu:9.1f} s of processor time", flush=True)
        self._wall, self._cpu = wall, cpu


if __name__ == "__main__":
    main(*sys.argv[1:])
