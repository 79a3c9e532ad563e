"""One claim of ten lines through the edits: the eight of reference, and all with three hundred wishes of payers.

    python benchmarks/edits/one.py CODES WORK         the folder of an installation's code tables, and one for the tables that are made

Beside it: the first pairs and limits of the same claims as loops over dictionaries. Times are those of the processor, in milliseconds: of
each of 300 claims that were not alike the least of five, because other programs lengthen them. What was there before is not collected as
garbage meanwhile.
"""

import gc
import mmap
import os
import resource
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from made import KEYS, TODAY, Made, payer_predicates

from superbill.basics.findings import Severity, Source
from superbill.claims.claim import Claim
from superbill.edits import Context, Edit, check
from superbill.edits.from_claim import rows_of
from superbill.edits.kinds import Where
from superbill.edits.packed import PackedTable
from superbill.places.us.edits import us_edits
from superbill.storage.code_tables import open_icd10cm, tables_path
from superbill.storage.config import Config

CLAIMS = 300
REFERENCE = {
    "pairs": ("NCCI-PTP-01", "NCCI-PTP-02"), "units": ("MUE-01", "MUE-02", "MUE-03"), "diagnosis valid": ("ICD-01",),
    "Excludes1": ("ICD-05",), "age and sex": ("ICD-03", "ICD-04"), "sent before": ("LINE-05",), "filing": ("TF-01",),
    "necessity": ("NEC-01",),
}  # fmt: skip
"""The eight: what the issue counts as one is several edits here."""


IN_A_NEW_PROCESS = {
    "the catalogue in a new process": "from superbill.places.us.edits import us_edits; us_edits()",
    "the catalogue, and one claim through it": (
        "from datetime import date; from superbill.edits import Context, check; from superbill.edits.example import base_claim;"
        " from superbill.places.us.edits import us_edits, us_tables;"
        " check(base_claim(), Context(on=date(2026, 10, 15), tables=us_tables()), edits=us_edits())"
    ),
}


def in_a_new_process(program: str) -> float:
    """The processor time of a program in seconds: the least of five times, after one in which Python keeps what it has compiled."""
    given = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    times = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", program], check=True, env=given)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times[1:])


def diagnoses_in(codes: Path) -> tuple[str, ...]:
    """The codes that may be billed in the code set of an installation."""
    with closing(sqlite3.connect(tables_path(Config(codes=codes)))) as db:
        rows = db.execute("SELECT DISTINCT code FROM icd10cm_code WHERE billable = 1 AND until = '' ORDER BY code")
        return tuple(str(code) for (code,) in rows)


@contextmanager
def opened(folder: Path) -> Iterator[dict[str, PackedTable]]:
    """The tables, mapped."""
    tables = {}
    for name in KEYS:
        with (folder / f"{name}.packed").open("rb") as file:
            tables[name] = PackedTable(name, memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
    yield tables


def wishes() -> tuple[Edit, ...]:
    """Three hundred edits that payers ask for."""
    says = {"title": "Invented", "severity": Severity.WARN, "source": Source("invented"), "over": "line"}
    return tuple(Where(says="{procedure}", place="line {line_no}", **says, **wish) for wish in payer_predicates(300))  # type: ignore[arg-type]


def told(name: str, run: Callable[[int], object]) -> None:
    """Time a run over the claims, once to make ready and then five times; of each claim the least is kept, and printed in order."""
    times = [float("inf")] * CLAIMS
    for round_ in range(6):
        for number in range(CLAIMS):
            began = time.process_time()
            run(number)
            taken = (time.process_time() - began) * 1_000
            times[number] = min(times[number], taken) if round_ else times[number]
    times.sort()
    print(f"{name:44}{times[CLAIMS // 2]:10.3f}{times[CLAIMS * 95 // 100]:10.3f}")


def by_hand(made: Made) -> Callable[[Claim], list[object]]:
    """Pairs and limits in dictionaries of Python."""
    pairs = {(row["whole"], row["part"]): row for row in made.table("ncci_pair")}
    limits = {row["procedure"]: row for row in made.table("mue")}

    def run(claim: Claim) -> list[object]:
        found: list[object] = []
        for line in claim.lines:
            if line.units > limits[line.procedure]["most"]:  # type: ignore[operator]
                found.append(line)
            for other in claim.lines:
                row = (
                    pairs.get((other.procedure, line.procedure))
                    if other is not line and other.served_on == line.served_on
                    else None
                )
                if row and row["since"] <= line.served_on < row["until"]:  # type: ignore[operator]
                    found.append(line)
        return found

    return run


def main(codes: str, work: str) -> None:
    """Measure and print."""
    folder = Path(work)
    folder.mkdir(parents=True, exist_ok=True)
    made = Made(diagnoses_in(Path(codes)))
    made.save(folder)
    print(f"tables {sum(path.stat().st_size for path in folder.glob('*.packed')) / 1e6:.0f} MB")
    claims = list(made.claims(CLAIMS))
    with open_icd10cm(Config(codes=Path(codes))) as book, opened(folder) as tables:
        asked = [
            Context(
                on=TODAY, icd10cm=book, payer_rules=made.payers[claim.coverage.payer.payer_id],
                history=tuple(map(rows_of, earlier)), tables=tables,
            )
            for claim, earlier in claims
        ]  # fmt: skip
        gc.collect()
        gc.freeze()
        eight = tuple(edit for edit in us_edits() if any(edit.code in each for each in REFERENCE.values()))
        print(f"{'ms of processor time':44}{'median':>10}{'95 %':>10}")
        for name, edits in (
            ("eight of reference", eight),
            *((f"  {name}", tuple(edit for edit in eight if edit.code in each)) for name, each in REFERENCE.items()),
            (f"all {len(us_edits())}", us_edits()),
            (f"all {len(us_edits())}, and 300 wishes of payers", us_edits() + wishes()),
        ):
            told(name, lambda number, edits=edits: check(claims[number][0], asked[number], edits=edits))  # type: ignore[misc]
    print(f"most memory of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, claims and all")
    plain = by_hand(made)
    told("pairs and limits a line in dictionaries", lambda number: plain(claims[number][0]))
    for name, program in IN_A_NEW_PROCESS.items():
        print(f"{name}: {in_a_new_process(program):.2f} s of processor time")
    began = time.process_time()
    for number in range(2_000_000):
        _COUNT[number & 1023] = number
    print(f"two million steps of plain Python: {time.process_time() - began:.2f} s")


_COUNT: dict[int, int] = {}

if __name__ == "__main__":
    main(*sys.argv[1:])
