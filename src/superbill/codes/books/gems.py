"""General equivalence mappings: ICD-9-CM to ICD-10-CM and ICD-10-PCS, and back; frozen since fiscal year 2018.

A line of the official files is source, target, and five flags: approximate, no map, combination, scenario, choice list. Targets of
one scenario stand for the source together: one of each choice list. Without a map the target is empty.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.plain import plain_layout
from superbill.codes.shipped import shipped_tables
from superbill.codes.source import Source

_LINE = re.compile(r"(\w{3,7})\s+(\w{3,7})\s+([01])([01])([01])(\d)(\d)", re.ASCII)
_NO_TARGET = frozenset({"NODX", "NOPCS", "NOI9", "NOPX"})
_DIAGNOSIS_9, _DIAGNOSIS_10 = re.compile(r"(?:\d|V\d|E\d{2})\d{2,4}", re.ASCII), re.compile(r"[A-Z]\d[0-9A-Z]{1,5}", re.ASCII)
_PROCEDURE_9, _PROCEDURE_10 = re.compile(r"\d{3,4}", re.ASCII), re.compile(r"[0-9A-HJ-NP-Z]{7}", re.ASCII)
_FROZEN = date(2015, 10, 1)


def _mapping(name: str, words: str) -> Table:
    columns = (
        Column("source", "The code that is mapped, without its dot."),
        Column("target", "The code that it maps to, without its dot; empty where there is none."),
        Column("scenario", "Which of several ways to map it, from 1; 0 where one target is enough.", "whole"),
        Column("choice", "Which part of the way, from 1: one target of each is needed together.", "whole"),
        Column("approximate", "1 where the two do not mean the very same.", "flag"),
        Column("unmapped", "1 where there is no target.", "flag"),
        Column("combination", "1 where several targets are needed together.", "flag"),
    )
    return Table(name, words, columns, keys=4, also_by=("target",))


def _titled(name: str, words: str) -> Table:
    return Table(name, words, (Column("code", "The code, without its dot."), Column("title", "Its title.")), title="title")


_FORTH, _BACK = (
    _mapping("icd9_to_icd10", "Diagnoses, ICD-9-CM to ICD-10-CM."),
    _mapping("icd10_to_icd9", "Diagnoses, ICD-10-CM to ICD-9-CM."),
)
_FORTH_PCS, _BACK_PCS = (
    _mapping("icd9_to_icd10pcs", "Procedures, ICD-9-CM to ICD-10-PCS."),
    _mapping("icd10pcs_to_icd9", "Procedures, ICD-10-PCS to ICD-9-CM."),
)
_DIAGNOSES, _PROCEDURES = (
    _titled("icd9_diagnoses", "Diagnoses of ICD-9-CM."),
    _titled("icd9_procedures", "Procedures of ICD-9-CM."),
)


def _official(table: Table, *, called: str, source_code: re.Pattern[str], target_code: re.Pattern[str]) -> Layout:
    def recognises(source: Source) -> bool:
        return bool(source.says(called) and _LINE.match(source.first))

    def read(source: Source) -> Iterator[Row]:
        for line, text in source.lines(ended=True):
            if not text.strip():
                continue
            found = _LINE.fullmatch(text.rstrip())
            target = "" if found and found[2].upper() in _NO_TARGET else found[2] if found else ""
            if not found or not source_code.fullmatch(found[1]) or (target and not target_code.fullmatch(target)):
                raise source.wrong("The line is not as in a mapping file: code, code, five digits.", line)
            approximate, unmapped, combination, scenario, choice = (int(found[number]) for number in range(3, 8))
            if bool(unmapped) is bool(target):
                raise source.wrong("The line has a target and says that there is none, or the other way round.", line)
            yield Row(table.name, (found[1], target, scenario, choice, approximate, unmapped, combination), line)

    return Layout(called, "release", (table.name,), recognises, _released, read)


def _released(source: Source) -> date | None:
    """From October 1 before the year in the name; a name without one is the frozen edition, good since ICD-10 began."""
    named = source.says(r"(20[12]\d)")
    return date(int(named[1]) - 1, 10, 1) if named else _FROZEN


_PLAIN = {table.name: plain_layout("gems", table) for table in (_FORTH, _BACK, _DIAGNOSES, _PROCEDURES)}

BOOK = Book(
    name="gems",
    title="General equivalence mappings, ICD-9 and ICD-10",
    publisher="Centers for Medicare & Medicaid Services and Centers for Disease Control and Prevention",
    source="https://www.cms.gov/medicare/coding-billing/icd-10-codes",
    licence="public domain (work of the United States government)",
    every="never again: frozen since fiscal year 2018",
    tables=(_FORTH, _BACK, _FORTH_PCS, _BACK_PCS, _DIAGNOSES, _PROCEDURES),
    layouts=(
        _official(_FORTH, called="i9gem", source_code=_DIAGNOSIS_9, target_code=_DIAGNOSIS_10),
        _official(_BACK, called="i10gem", source_code=_DIAGNOSIS_10, target_code=_DIAGNOSIS_9),
        _official(_FORTH_PCS, called="gem_i9pcs", source_code=_PROCEDURE_9, target_code=_PROCEDURE_10),
        _official(_BACK_PCS, called="gem_pcsi9", source_code=_PROCEDURE_10, target_code=_PROCEDURE_9),
        *_PLAIN.values(),
    ),
    shipped=shipped_tables(*((f"gems_{name}.csv.gz", layout) for name, layout in _PLAIN.items())),
)
