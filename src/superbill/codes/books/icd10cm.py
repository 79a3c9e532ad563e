"""ICD-10-CM: diagnoses, with every note of the tabular list, the 7th characters, and the alphabetic indexes.

The code set changes on October 1, and by an update on April 1. The embedded default is the tabular list of the installed package
`simple-icd-10-cm`; the main index has no package and is read from the official file.
"""

from superbill.codes.book import Book, Column, Table
from superbill.codes.books.alphabetic_index import DRUG, DRUG_XML, INDEX, INDEX_XML, NEOPLASM, NEOPLASM_XML
from superbill.codes.books.icd10cm_lists import ADDENDA, CODE_LIST, ORDER_FILE, POA_CHANGES, POA_EXEMPT
from superbill.codes.books.icd10cm_tabular import DEFAULT_XML, TABULAR_XML, shipped_tabular

_CODE = Table(
    "code",
    "Every code and the headings above it, those with a 7th character too.",
    (
        Column("code", "The code with its dot."),
        Column("title", "Its full title."),
        Column("short", "Its short title; empty where the tabular list alone is installed."),
        Column("billable", "1 for a code that may be billed, 0 for a heading.", "flag"),
        Column("parent", "The code above; empty for a category."),
    ),
    title="title",
)
_HEADING = Table(
    "heading",
    "Chapters (`Chapter 4`) and sections (`E08-E13`).",
    (
        Column("name", "Chapter 4, or E08-E13."),
        Column("title", "Its title."),
        Column("parent", "The chapter of a section; empty for a chapter."),
        Column("categories", "The categories in it, in order, with spaces between."),
    ),
    title="title",
)
_NOTE = Table(
    "note",
    "The notes of the tabular list, where they stand; what is below inherits them.",
    (
        Column("owner", "The code or heading at which it stands."),
        Column("kind", "inclusion, includes, excludes1, excludes2, code_first, use_additional, code_also, seventh or note."),
        Column("ordinal", "Its place among those of its kind, from 1.", "whole"),
        Column("words", "Its words."),
    ),
    keys=3,
    title="words",
)
_SEVENTH = Table(
    "seventh",
    "What the 7th characters mean from a code on down.",
    (
        Column("owner", "The code at which they are defined."),
        Column("character", "The 7th character."),
        Column("meaning", "What it means."),
        Column("also", "The same in other words, where the list has them."),
    ),
    keys=2,
    title="meaning",
)
_POA_EXEMPT = Table(
    "poa_exempt",
    "Codes for which no present-on-admission indicator is told.",
    (Column("code", "The code with its dot."), Column("title", "Its title.")),
    title="title",
)

BOOK = Book(
    name="icd10cm",
    title="ICD-10-CM",
    publisher="National Center for Health Statistics (CDC)",
    source="https://www.cdc.gov/nchs/icd/icd-10-cm/files.html",
    licence="public domain (work of the United States government)",
    every="each October 1, with an update on April 1",
    tables=(_CODE, _HEADING, _NOTE, _SEVENTH, INDEX, NEOPLASM, DRUG, _POA_EXEMPT),
    layouts=(
        ORDER_FILE, DEFAULT_XML, TABULAR_XML, ADDENDA, CODE_LIST, INDEX_XML, NEOPLASM_XML, DRUG_XML, POA_EXEMPT, POA_CHANGES,
    ),
    shipped=shipped_tabular,
)  # fmt: skip
