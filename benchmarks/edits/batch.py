"""Many claims through the edits in DuckDB, beside plain Python over dictionaries and Polars on the same parts, in one run.

    python benchmarks/edits/parquet.py FOLDER --lines 10000000 --codes CODES
    python benchmarks/edits/batch.py FOLDER CODES WORK [--memory 4GB] [--lines-at-once 1000000] [--who reference,same,all,polars,python] [--parts N]

`reference` are the twelve edits of reference, `same` the eight of them that the others have as well, `all` the whole catalogue. Each is run in
a process of its own; findings are made, words and all, by superbill, and only counted by the others. Python takes one part. The tables
are those of `made.py`, packed in WORK, and as Parquet for Polars; Polars is installed into an environment in WORK.
"""

import argparse
import json
import resource
import subprocess
import sys
import time
import venv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
from made import TODAY, Made
from one import REFERENCE, diagnoses_in, opened

from superbill.app.check_folder import LINES_AT_ONCE
from superbill.edits import Context
from superbill.edits.sql_views import create_table, with_columns
from superbill.places.us.edits import us_edits
from superbill.storage.claims_folder import pieces_in
from superbill.storage.code_tables import open_icd10cm, tables_path
from superbill.storage.config import Config
from superbill.storage.diagnosis_tables import diagnosis_file
from superbill.storage.duck import Duck, parts_in
from superbill.storage.duck_rows import insert_packed

SAME = ("NCCI-PTP-01", "NCCI-PTP-02", "MUE-01", "LINE-05", "ICD-01", "ICD-03", "ICD-04", "TF-01")
CHOICES = {"same": SAME, "reference": tuple(code for codes in REFERENCE.values() for code in codes), "all": ()}
CONTESTANT = "polars==2.1.0"


def main() -> None:
    """Make what is missing, run each, print."""
    asked = _asked()
    if asked.run:
        print(json.dumps(_run(asked)))
        return
    make_tables(asked.codes, asked.work)
    print(f"{'':12}{'lines':>12}{'CPU s':>9}{'wall s':>9}{'M lines/CPU s':>15}{'M lines/s':>11}{'peak MB':>9}  tables, CPU s")
    found = {}
    for who in asked.who.split(","):
        told = _told(who, asked)
        found[who] = told.pop("found")
        lines = told["parts"] * 1_000_000 if "lines" not in told else told["lines"]
        speed = lines / told["cpu"] / 1e6, lines / told["wall"] / 1e6
        print(
            f"{who:12}{lines:12,}{told['cpu']:9.1f}{told['wall']:9.1f}{speed[0]:15.3f}{speed[1]:11.3f}{told['mb']:9.0f}{told['ready']:15.1f}",
            flush=True,
        )
    for who, counts in found.items():
        print(f"{who}: {sum(counts.values()):,} findings; {', '.join(f'{code} {counts.get(code, 0)}' for code in SAME)}")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[2] if __doc__ else "")
    for name in ("folder", "codes", "work"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--lines-at-once", type=int, default=LINES_AT_ONCE)
    parser.add_argument("--who", default="reference,same,polars,python")
    parser.add_argument("--parts", type=int, default=0)
    parser.add_argument("--run", default="", help=argparse.SUPPRESS)
    return parser.parse_args()


def make_tables(codes: Path, work: Path) -> None:
    """The dated tables, packed and as Parquet, and the diagnoses with what is said of them; what is there already stays."""
    work.mkdir(parents=True, exist_ok=True)
    Made(diagnoses_in(codes)).save(work)
    with opened(work) as tables:
        for name, table in tables.items():
            path = work / f"{name}.parquet"
            if not path.exists():
                with duckdb.connect(":memory:") as db:
                    columns, _ = with_columns(table)
                    db.execute(create_table(name, columns))
                    insert_packed(db, name, columns, table)
                    db.execute(f"COPY {name} TO '{path}' (FORMAT parquet)")
    if not (work / "diagnoses.parquet").exists():
        with diagnosis_file(tables_path(Config(codes=codes))) as path, duckdb.connect(str(path), read_only=True) as db:
            db.execute(f"COPY dx_row TO '{work / 'diagnoses.parquet'}' (FORMAT parquet)")


def _told(who: str, asked: argparse.Namespace) -> dict[str, object]:
    if who in CHOICES:
        words = [sys.executable, __file__, *map(str, (asked.folder, asked.codes, asked.work)), "--run", who]
        words += ["--memory", asked.memory, "--lines-at-once", str(asked.lines_at_once), "--parts", str(asked.parts)]
    else:
        parts = "1" if who == "python" else str(asked.parts)
        here = Path(__file__).with_name("contestants.py")
        words = [
            str(_polars(asked.work)),
            str(here),
            who,
            str(asked.folder),
            str(asked.work),
            str(asked.work / "diagnoses.parquet"),
            parts,
        ]
    return dict(json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout))


def _polars(work: Path) -> Path:
    """The Python of the environment of the contestants."""
    home = work / f"env-{CONTESTANT}"
    if not home.exists():
        venv.create(home, with_pip=True)
        subprocess.run([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", CONTESTANT], check=True)
    return home / "bin" / "python"


def _run(asked: argparse.Namespace) -> dict[str, object]:
    """One choice of edits over the parts, in this process."""
    codes = CHOICES[asked.run]
    edits = tuple(edit for edit in us_edits() if not codes or edit.code in codes)
    payers = Made(()).payers
    found: Counter[str] = Counter()
    with open_icd10cm(Config(codes=asked.codes)) as book, _filled(asked.work, asked.memory) as (duck, ready):
        wall, cpu, lines = time.perf_counter(), time.process_time(), 0
        for part in parts_in(asked.folder)[: asked.parts or None]:
            for piece in pieces_in(part, lines_at_once=asked.lines_at_once):
                duck.clear_claims()
                lines += 10 * duck.read(part, Context(on=TODAY, icd10cm=book), payers=payers, claims=piece)
                found.update(finding.code for _, finding in duck.check(edits))
                _say_how_far(lines, time.process_time() - cpu, time.perf_counter() - wall, found.total())
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"found": found, "lines": lines, "wall": wall, "cpu": cpu, "mb": _peak(), "ready": ready}


def _say_how_far(lines: int, cpu: float, wall: float, found: int) -> None:
    """Every ten million lines, to the errors' stream: what has been taken so far."""
    if lines % 10_000_000 == 0:
        print(
            f"{lines:13,} lines {cpu:8.1f} CPU s {wall:6.0f} s {_peak():5.0f} MB {found:,} findings", file=sys.stderr, flush=True
        )


def _peak() -> float:
    """The most memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def _filled(work: Path, memory: str) -> Iterator[tuple[Duck, float]]:
    """A database with the tables, and the seconds of processor time that it took to fill them."""
    began = time.process_time()
    with opened(work) as tables, Duck(memory_limit=memory, threads=2) as duck:
        for name, table in tables.items():
            duck.fill_table(name, table)
        yield duck, time.process_time() - began


if __name__ == "__main__":
    main()
