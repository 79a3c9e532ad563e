"""Risk adjustment of Medicare Advantage and Part D: which diagnosis counts for which condition category (HCC), and how much.

A payment year is a validity: what holds on January 1, 2026 pays in 2026, for diagnoses of the year before. The models go by the
names of CMS: V24, V28, ESRD V24, RxHCC V08. The mapping file of CMS (`2026 Midyear_Final ICD-10-CM Mappings.csv`) is read as it is
downloaded; of factors, hierarchies and limits CMS publishes programs, so those come in the project's own format.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_CATEGORY = re.compile(r"(CMS-HCC ESRD|CMS-HCC|RxHCC) Model Category (V\d\d)", re.ASCII)
_PREFIX = {"CMS-HCC": "", "CMS-HCC ESRD": "ESRD ", "RxHCC": "RxHCC "}
_CODE = re.compile(r"[A-Z]\d[0-9A-Z]{1,5}", re.ASCII)
_MODEL = Column("model", "The model, such as V28 or RxHCC V08.")
_STATUS = Column("status", "final, or proposed where CMS had not decided yet.")

_DIAGNOSES = Table(
    "diagnoses",
    "Diagnoses and the categories that they count for.",
    (Column("code", "The ICD-10-CM code, without its dot."), _MODEL, Column("hcc", "The number of the category."), _STATUS),
    keys=3,
)
_HCC = Table(
    "hcc",
    "Condition categories.",
    (
        _MODEL,
        Column("hcc", "Its number."),
        Column("title", "What it holds."),
        Column("chronic", "1 for what does not heal.", "flag"),
    ),
    keys=2,
    title="title",
)
_HIERARCHY = Table(
    "hierarchy",
    "Which category sets which aside: of two, only the first counts.",
    (_MODEL, Column("hcc", "The graver category."), Column("sets_aside", "The category that then does not count.")),
    keys=3,
)
_COEFFICIENTS = Table(
    "coefficients",
    "Relative factors.",
    (
        _MODEL,
        Column("segment", "Whom it is for: CNA community, not dual, aged; CND disabled; CFA, CFD full dual; CPA, CPD partly dual; INS …"),
        Column("variable", "A category such as HCC37, an age and sex such as F65_69, or what belongs together such as DIABETES_HF_V28."),
        Column("factor", "In ten-thousandths.", "rate"),
        _STATUS,
    ),
    keys=3,
)  # fmt: skip
_LIMITS = Table(
    "limits",
    "Sexes and ages for which a diagnosis counts otherwise.",
    (
        Column("code", "The ICD-10-CM code, without its dot."),
        _MODEL,
        Column("sex", "M or F; empty for both."),
        Column("through_age", "This age and younger; empty for none."),
        Column("from_age", "This age and older; empty for none."),
        Column("hcc", "The category that it counts for then; empty for none."),
        Column("rule", "sex, age, or mce_age: the age limit of the Medicare Code Editor."),
    ),
    keys=5,
)


def _recognises(source: Source) -> bool:
    return "Diagnosis" in source.first and bool(_CATEGORY.search(" ".join(source.first.split())))


def _released(source: Source) -> date | None:
    """January 1 of the payment year that the name or the headings tell."""
    told = source.says(r"(20[2-9]\d)") or re.search(r"for\s+(20[2-9]\d)\s+Payment\s+Year", source.first)
    return date(int(told[1]), 1, 1) if told else None


def _read(source: Source) -> Iterator[Row]:
    models: dict[int, str] = {}
    columns, status = 0, "proposed" if source.says("propos|advance") else "final"
    for line, row in source.rows(encoding=source.encoding(), ended=True):
        first = row[0] if row else ""
        if not models:
            models, columns = _models(row) if first.startswith("Diagnosis") else {}, len(row)
        elif _CODE.fullmatch(first) and len(row) == columns:
            for place, model in models.items():
                for hcc in filter(None, re.split("[,;/ ]+", row[place])):
                    if not re.fullmatch(r"\d{1,3}", hcc, re.ASCII):
                        raise source.wrong(f"{hcc[:20]!r} is no category: the columns are shifted.", line)
                    yield Row("diagnoses", (first, model, hcc, status), line)
        elif (first and len(first) <= 8) or any(row[1:]):  # what stands below the list are notes, alone in the first column
            raise source.wrong(f"The row is no diagnosis with {columns} columns.", line)
    if not models:
        raise source.wrong("The row with the names of the columns is missing.", 0)


def _models(row: list[str]) -> dict[int, str]:
    """The models by the place of their column; columns that say whether a category pays in a year are others."""
    found = ((place, _CATEGORY.fullmatch(" ".join(cell.split()))) for place, cell in enumerate(row))
    return {place: f"{_PREFIX[match[1]]}{match[2]}" for place, match in found if match}


_PLAIN = {table.name: plain_layout("hcc", table) for table in (_DIAGNOSES, _HCC, _HIERARCHY, _COEFFICIENTS, _LIMITS)}

BOOK = Book(
    name="hcc",
    title="Condition categories of risk adjustment (CMS-HCC, RxHCC)",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/medicare-advantage-rates-statistics/risk-adjustment",
    licence="public domain (work of the United States government)",
    every="each payment year, in two or three editions",
    tables=(_DIAGNOSES, _HCC, _HIERARCHY, _COEFFICIENTS, _LIMITS),
    layouts=(Layout("mappings", "release", ("diagnoses",), _recognises, _released, _read), *_PLAIN.values()),
    shipped=shipped_tables(*((f"hcc_{name}.csv.gz", layout) for name, layout in _PLAIN.items())),
)
