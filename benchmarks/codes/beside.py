"""Diagnoses beside `simple-icd-10-cm`, and beside a dictionary of the same rows: until ready in a new process, and each question.

    python benchmarks/codes/beside.py CODES           the folder of an installation's code tables, as `codes build` makes it

Both answer from the April 2026 tabular list. Codes are drawn with a fixed seed; a question is asked of each code once. All notes are
includes, Excludes1 and 2, code first, use additional and code also, with those of the headings above.
"""

import csv
import multiprocessing
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

from superbill.storage.code_tables import open_icd10cm, tables_path
from superbill.storage.config import Config

DAY, CODES = date(2026, 5, 1), 2_000
NOTES = ("includes", "excludes1", "excludes2", "code_first", "use_additional", "code_also")
Questions = Mapping[str, Callable[[str], object]]
READY = {
    "superbill, its tables alone": """
import sqlite3
from datetime import date
from superbill.codes.icd10cm import Icd10cm
book = Icd10cm(sqlite3.connect("file:" + {tables!r} + "?mode=ro", uri=True))
assert book.find("E11.65", on=date(2026, 5, 1)).title
""",
    "superbill, with its settings": """
from datetime import date
from pathlib import Path
from superbill.storage.code_tables import open_icd10cm
from superbill.storage.config import Config
with open_icd10cm(Config(codes=Path({codes!r}))) as book:
    assert book.find("E11.65", on=date(2026, 5, 1)).title
""",
    "simple-icd-10-cm": 'import simple_icd_10_cm as cm\nassert cm.get_description("E11.65")',
    "dictionary of a CSV": 'import csv\nrows = {{row[0]: row for row in csv.reader(open({rows!r}, encoding="utf-8", newline=""))}}\nassert rows["E11.65"]',
}


def ready(script: str) -> tuple[float, float]:
    """Seconds of processor and of the clock until the first answer in a new process; the best of five."""
    import resource

    tries = []
    for _ in range(5):
        before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-W", "ignore", "-c", script], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        tries.append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - begin))
    return min(tries)


def times(questions: Questions, codes: list[str]) -> dict[str, float]:
    """Microseconds of processor time for each question."""
    told = {}
    for name, asks in questions.items():
        begin = time.process_time()
        for code in codes:
            asks(code)
        told[name] = (time.process_time() - begin) / len(codes) * 1e6
    return told


def ours(folder: Path, codes: list[str]) -> dict[str, float]:
    """Answers of superbill."""
    with open_icd10cm(Config(codes=folder)) as tables:
        book = tables.on_day(DAY)

        def description(code: str) -> str:
            found = book.find(code, on=DAY)
            assert found is not None, "codes are those of the book"
            return found.title

        questions: Questions = {
            "is it valid": lambda code: book.find(code, on=DAY) is not None,
            "its description": description,
            "its path to the chapter": book.path,
            "its children": book.children,
            "all notes on it and above": lambda code: [book.inherited_notes(code, kind) for kind in NOTES],
        }
        return times(questions, codes)


def theirs(codes: list[str]) -> dict[str, float]:
    """Answers of simple-icd-10-cm, which reads its list when it is imported."""
    import simple_icd_10_cm as simple

    asks = (
        simple.get_includes, simple.get_excludes1, simple.get_excludes2, simple.get_code_first, simple.get_use_additional_code,
        simple.get_code_also,
    )  # fmt: skip
    questions: Questions = {
        "is it valid": simple.is_valid_item,
        "its description": simple.get_description,
        "its path to the chapter": simple.get_ancestors,
        "its children": simple.get_children,
        "all notes on it and above": lambda code: [ask(step) for step in (code, *simple.get_ancestors(code)) for ask in asks],
    }
    return times(questions, codes)


def codes_of(folder: Path) -> list[tuple[str, str]]:
    """The codes and their titles, as both have them."""
    with open_icd10cm(Config(codes=folder)) as tables:
        book, found, categories = tables.on_day(DAY), list[tuple[str, str]](), list[str]()
        sections = [section.name for chapter in book.headings() for section in book.headings(chapter.name)]
        for section in sections:
            categories += [code.code for code in book.children(section)]
        waiting = sorted({*categories})
        while waiting:
            code = waiting.pop()
            found.append((code, book.get(code, on=DAY).title))
            waiting += [child.code for child in book.children(code)]
        return sorted(found)


def main(folder: str) -> None:
    """Measure, each in a new process, and print."""
    every = codes_of(Path(folder))
    codes = [code for code, _ in random.Random(1).sample(every, CODES)]  # noqa: S311  (nothing here is secret)
    with tempfile.TemporaryDirectory() as work:
        rows = Path(work) / "codes.csv"
        with rows.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(every)
        print(f"{'until ready in a new process':32}{'CPU s':>8}{'wall s':>8}{'x simple':>10}")
        filled = {"codes": folder, "rows": str(rows), "tables": str(tables_path(Config(codes=Path(folder))))}
        told = {name: ready(script.format(**filled)) for name, script in READY.items()}
    for name, (cpu, wall) in told.items():
        print(f"{name:32}{cpu:8.2f}{wall:8.2f}{told['simple-icd-10-cm'][0] / cpu:10.1f}")
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as processes:
        own, others = processes.submit(ours, Path(folder), codes).result(), processes.submit(theirs, codes).result()
    print(f"{'question, µs':32}{'superbill':>12}{'simple':>10}{'x simple':>10}")
    for question, other in others.items():
        print(f"{question:32}{own[question]:12.1f}{other:10.1f}{other / own[question]:10.2f}")


if __name__ == "__main__":
    main(*sys.argv[1:])
