"""Many claims in parts of Parquet through the edits in DuckDB, part after part, with a limit of memory.

    python benchmarks/edits/parquet.py FOLDER --lines 1000000 --codes CODES
    python benchmarks/edits/many.py FOLDER CODES WORK 4GB [EDIT …]       without names every edit

The tables are those that `one.py` made in WORK. For each edit the seconds of processor time, with the making of its findings, are told.
"""

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from made import TODAY, Made
from one import diagnoses_in, opened

from superbill.edits import Context
from superbill.places.us.edits import us_edits
from superbill.storage.code_tables import open_icd10cm
from superbill.storage.config import Config
from superbill.storage.duck import Duck, parts_in


def main(folder: str, codes: str, work: str, memory: str, *names: str) -> None:
    """Run and print."""
    made, seconds = Made(diagnoses_in(Path(codes))), Counter[str]()
    edits = tuple(edit for edit in us_edits() if not names or edit.code in names)

    last = [0.0]

    def progress(done: int, of: int) -> None:
        now = time.process_time()
        if done:
            seconds[edits[done - 1].code] += now - last[0]
        last[0] = now

    with (
        open_icd10cm(Config(codes=Path(codes))) as book,
        opened(Path(work)) as tables,
        Duck(memory_limit=memory, threads=2) as duck,
    ):
        began, cpu, claims, found = time.perf_counter(), time.process_time(), 0, 0
        for name, table in tables.items():
            duck.fill_table(name, table)
        print(f"tables: {time.process_time() - cpu:.0f} s of processor time")
        began, cpu = time.perf_counter(), time.process_time()
        for part in parts_in(Path(folder)):
            duck.clear_claims()
            claims += duck.read(part, Context(on=TODAY, icd10cm=book, tables=tables), payers=made.payers)
            found += sum(1 for _ in duck.check(edits, progress=progress))
        wall, cpu = time.perf_counter() - began, time.process_time() - cpu
    print(f"{claims} claims, {found} findings: {wall:.0f} s by the clock, {cpu:.0f} of processor time")
    print(f"most memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    for code, spent in seconds.most_common(20):
        print(f"  {code:16}{spent:8.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
