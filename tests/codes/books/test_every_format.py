"""Every format of every book refuses four kinds of damage with the place: cut, shifted, in another encoding, a row told twice.

A format that is added needs a line here, or `test_no_format_is_forgotten` fails. What else is wrong with a file is tried beside its book.
"""

import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass

import pytest

from superbill.codes.book import Layout, Table, all_books, find_layout, get_book
from superbill.codes.books.icd10cm_tabular import DEFAULT
from superbill.codes.pack import read_pack
from superbill.codes.source import BadCodeFile, Source
from tests.codes.books import (
    test_addon,
    test_alphabetic_index,
    test_cc,
    test_cpt,
    test_drugs_and_tests,
    test_facility_payment,
    test_gems,
    test_gpci,
    test_hcc,
    test_hcpcs,
    test_icd10cm,
    test_icd10pcs,
    test_mpfs,
    test_mue,
    test_ncci,
    test_payers_taxonomy_telehealth,
    test_reasons_and_places,
)
from tests.codes.coverage_export import FILES, export


@dataclass(frozen=True)
class Sample:
    """A file in a format; `row` stands in it, and is damaged. `shifted` is what it becomes with a cell too many or misplaced.

    `repeats`: a row may be there twice, because the publisher's own file repeats terms, and both are kept.
    """

    layout: str
    name: str
    text: str
    row: str
    shifted: str = ""
    repeats: bool = False

    def damaged(self, kind: str) -> bytes:
        """The file with one kind of damage."""
        assert self.text.count(self.row) == 1, self.row
        row, middle = self.row, len(self.row) // 2
        if kind == "cut":
            return self.text[: self.text.index(row) + middle].encode()
        if kind == "encoding":
            place = len(self.text[: self.text.index(row)].encode()) + len(row[:middle].encode())
            return self.text.encode()[:place] + b"\x81" + self.text.encode()[place:]
        return self.text.replace(row, self.shifted or f",{row}" if kind == "shifted" else row + row).encode()


def tabbed(layout: str, name: str, text: str, row: str) -> Sample:
    return Sample(layout, name, text, row, f"\t{row}")


def fixed(layout: str, name: str, text: str, row: str, *, repeats: bool = False) -> Sample:
    return Sample(layout, name, text, row, f" {row}", repeats)


def line(text: str, beginning: str) -> str:
    return next(each for each in text.splitlines(keepends=True) if each.startswith(beginning))


CM, PCS, FACILITY, DRUGS = test_icd10cm, test_icd10pcs, test_facility_payment, test_drugs_and_tests
LISTS = test_payers_taxonomy_telehealth
MUE = {
    setting: test_mue.NOTICE + test_mue.HEADER.replace("Practitioner Services", title) + test_mue.ROWS
    for setting, title in (
        ("practitioner", "Practitioner Services"), ("hospital", "Outpatient Hospital Services"), ("dme", "DME Supplier Services"),
    )
}  # fmt: skip
DENTAL = test_hcpcs.as_csv(test_hcpcs.RECORDS)
WORDING = test_reasons_and_places.OFFICIAL
SECOND_LIST = "A000    Cholera due to one\nS010XXA Scalp, first\n"
SAMPLES = {
    "addon": (
        Sample("spreadsheet", test_addon.SHEET, test_addon.HEADER + test_addon.ROWS, line(test_addon.ROWS, "1,")),
        fixed("fixed columns", test_addon.TEXT, test_addon.LINES, line(test_addon.LINES, "1")),
    ),
    "asc": (
        Sample("addendum AA", FACILITY.AA, FACILITY.SURGERY, line(FACILITY.SURGERY, "10121")),
        Sample("addendum BB", FACILITY.BB, FACILITY.ANCILLARY, line(FACILITY.ANCILLARY, "J9000")),
    ),
    "asp": (Sample("payment limits", DRUGS.ASP, DRUGS.LIMITS, line(DRUGS.LIMITS, "J7190")),),
    "carc": (Sample("official wording", "carc.csv", WORDING, line(WORDING, "254")),),
    "cc": tuple(
        tabbed(f"table {table}", test_cc.NAME, f"TABLE {table} - COMPLETE {kind} LIST\r\n{test_cc.HEADER}{test_cc.ROWS}", line(test_cc.ROWS, "QA0"))
        for table, kind in (("6I", "MCC"), ("6J", "CC"))
    ),
    "cdt": (Sample("ANWEB, dental", f"{test_hcpcs.NAME}.csv", DENTAL, line(DENTAL, '"D9999"')),),
    "claim_status": (
        Sample("official wording", "Claim-Status-Category-Codes.csv", WORDING, line(WORDING, "254")),
        Sample("official wording", "claim-status-codes.csv", WORDING, line(WORDING, "254")),
    ),
    "clfs": (Sample("rates", DRUGS.CLFS, DRUGS.RATES, line(DRUGS.RATES, "2026,80048,,")),),
    "cpt": (
        Sample("long[ul]", "LONGULF.txt", test_cpt.FIXED, "0001A01 Invented shot\n", " 0001A01 Invented shot\n"),
        tabbed("medu", "MEDU.txt", test_cpt.TABBED, "0001A\tInvented   shot\n"),
        fixed("shortu", "SHORTU.txt", test_cpt.SPACED, "0001A INVENTED SHOT\n"),
        tabbed("modul", "MODUL.txt", test_cpt.MODIFIERS, "LT\tInvented side\n"),
        Sample("own table", "own.csv", test_cpt.OWN, line(test_cpt.OWN, "99214")),
    ),
    "gems": (
        fixed("i9gem", "2018_I9gem.txt", test_gems.FORTH, line(test_gems.FORTH, "V3000")),
        fixed("i10gem", "2018_I10gem.txt", test_gems.BACK, line(test_gems.BACK, "Z3800")),
        fixed("gem_i9pcs", "gem_i9pcs.txt", test_gems.FORTH_PCS, line(test_gems.FORTH_PCS, "0040")),
        fixed("gem_pcsi9", "gem_pcsi9.txt", test_gems.BACK_PCS, line(test_gems.BACK_PCS, "00F53ZZ")),
    ),
    "gpci": (
        Sample("addendum E", test_gpci.NAME, test_gpci.HEADER + test_gpci.ROWS, line(test_gpci.ROWS, "1182")),
        Sample("counties", test_gpci.COUNTIES, test_gpci.PLACES, line(test_gpci.PLACES, "10112")),
    ),
    "hcc": (Sample("mappings", test_hcc.NAME, test_hcc.GOOD, line(test_hcc.GOOD, "B377")),),
    "hcpcs": (Sample("ANWEB", f"{test_hcpcs.NAME}.csv", DENTAL, line(DENTAL, '"G9999"')),),
    "icd10cm": (
        fixed("order file", "icd10cm_order_2026.txt", CM.ORDER, line(CM.ORDER, "00002")),
        Sample(
            "tabular XML with days", DEFAULT, CM.TABULAR, line(CM.TABULAR, "<diag><name>S06.1X0"),
            "<diag><desc>S06.1X0</desc><name>Swelling, short</name></diag>\n",
        ),
        Sample(
            "tabular XML", "icd10cm_tabular_2026.xml", CM.TABULAR, line(CM.TABULAR, "<diag><name>S06.1X0"),
            "<diag><desc>S06.1X0</desc><name>Swelling, short</name></diag>\n",
        ),
        fixed("addenda", "icd10cm_order_addenda_2024.txt", CM.ADDENDA, line(CM.ADDENDA, "Add:         1")),
        fixed("code list", "icd10cm_codes_2026.txt", SECOND_LIST, line(SECOND_LIST, "S010")),
        Sample(
            "index XML", "icd10cm_index_2026.xml", test_alphabetic_index.DISEASE,
            line(test_alphabetic_index.DISEASE, '<term level="1"><title>lightning'),
            '<term level="2"><title>lightning</title><subcat>T75.0</subcat></term>\n', repeats=True,
        ),
        Sample(
            "neoplasm table XML", "neoplasm.xml", test_alphabetic_index.NEOPLASM,
            '<cell col="2">C80.1</cell>', '<cell col="9">C80.1</cell>',
        ),
        Sample(
            "drug table XML", "drug.xml", test_alphabetic_index.DRUG,
            '<cell col="2">C80.1</cell>', '<cell col="9">C80.1</cell>',
        ),
        tabbed("POA exempt list", "POAexemptCodesFY26.txt", CM.POA, line(CM.POA, "01238")),
        tabbed("POA exempt changes", "POAexemptAddCodesFY26.txt", CM.POA, line(CM.POA, "01238")),
    ),
    "icd10pcs": (
        fixed("order file", "icd10pcs_order_2026.txt", PCS.ORDER, line(PCS.ORDER, "00002")),
        fixed("order addenda", "order_addenda_2026.txt", PCS.ADDENDA, line(PCS.ADDENDA, "Delete")),
        fixed("code list", "icd10pcs_codes_2026.txt", PCS.LIST, line(PCS.LIST, "0016071")),
        Sample(
            "tables XML", "icd10pcs_tables_2026.xml", PCS.TABLES, PCS.TABLES[PCS.TABLES.index("<pcsTable>"):PCS.TABLES.index("</ICD10PCS")],
            PCS.TABLES[PCS.TABLES.index("<pcsTable>"):PCS.TABLES.index("</ICD10PCS")].replace('<axis pos="4"', '<axis pos="5"'),
        ),
        Sample(
            "tables addenda", "tables_addenda_2026.txt", PCS.TABLES_ADDENDA, PCS.TABLES_ADDENDA[PCS.TABLES_ADDENDA.index("No change"):],
            PCS.TABLES_ADDENDA[PCS.TABLES_ADDENDA.index("No change"):].replace("  Second character", "  Third character"),
        ),
        Sample(
            "index XML", "icd10pcs_index_2026.xml", PCS.INDEX, line(PCS.INDEX, '<term level="1"><title>Vein'),
            '<term level="2"><title>Vein</title><see>Bypass, Upper Veins<tab>051</tab></see></term>\n', repeats=True,
        ),
        fixed("index addenda", "index_addenda_2026.txt", PCS.INDEX_ADDENDA, line(PCS.INDEX_ADDENDA, "     Delete"), repeats=True),
        Sample(
            "definitions XML", "icd10pcs_definitions_2026.xml", PCS.DEFINITIONS, line(PCS.DEFINITIONS, '<axis pos="4"'),
            '<axis pos="9"><title>Body Part</title>\n',
        ),
        fixed("definitions addenda", "definitions_addenda_2026.txt", PCS.DEFINITION_ADDENDA, line(PCS.DEFINITION_ADDENDA, "Includes    Add")),
        tabbed("conversion table", "icd10pcs_conversion_table.txt", PCS.CONVERSION, line(PCS.CONVERSION, "NoPCS")),
    ),
    "mpfs": (
        Sample(  # only its factor is read: the same one is no harm
            "RVU of qualifying participants", "PPRRVU2026_Oct_QPP.csv", test_mpfs.HEAD + test_mpfs.ROWS,
            line(test_mpfs.ROWS, "G0463"), repeats=True,
        ),
        Sample("RVU", test_mpfs.NAME, test_mpfs.HEAD + test_mpfs.ROWS, line(test_mpfs.ROWS, "G0463")),
    ),
    "msdrg": (tabbed("table 5", FACILITY.TABLE5, FACILITY.STAYS, line(FACILITY.STAYS, "470")),),
    "mue": tuple(Sample(setting, test_mue.NAME, text, line(text, "71046")) for setting, text in MUE.items()),
    "ncci": tuple(
        tabbed(setting, name, test_ncci.HEADER + test_ncci.ROWS, line(test_ncci.ROWS, "0001A"))
        for setting, name in (("practitioner", test_ncci.NAME), ("hospital", "ccioph-v322r0-f1.txt"))
    ),
    "opps": (
        Sample("addendum A", FACILITY.A, FACILITY.GROUPS, line(FACILITY.GROUPS, "5072")),
        Sample("addendum B", FACILITY.B, FACILITY.CODES, line(FACILITY.CODES, "10060")),
    ),
    "payers": (Sample("payer list", "payers.csv", LISTS.PAYERS, line(LISTS.PAYERS, "XMED")),),
    "rarc": (Sample("official wording", "rarc.csv", WORDING, line(WORDING, "254")),),
    "revenue": (Sample("official wording", "revenue codes.csv", WORDING, line(WORDING, "254")),),
    "taxonomy": (Sample("NUCC", "nucc_taxonomy_261.csv", LISTS.TAXONOMY, line(LISTS.TAXONOMY, "261QX")),),
    "telehealth": (Sample("list of services", "telehealth.csv", LISTS.TELEHEALTH, line(LISTS.TELEHEALTH, "G9999")),),
}  # fmt: skip
VALUES = {"text": "some words", "whole": "7", "cents": "1.00", "rate": "1.2345", "flag": "yes", "day": "2026-01-01"}


def plain(book: str, table: Table) -> Sample:
    """A table in the project's own format."""
    cells = [VALUES[column.kind] for column in table.columns]
    row = ",".join(["zz" if table.columns[0].kind == "text" else cells[0], *cells[1:]]) + "\n"
    name = book if table.name == book else f"{book} {table.name}"
    text = f"# superbill {name}\n# Holds from: 2026-01-01\n{','.join(column.name for column in table.columns)}\n"
    first = row.replace("zz", "aa", 1) if row.startswith("zz") else row.replace("7", "8", 1)
    return Sample(f"superbill {table.name}", f"{name}.csv", text + first + row, row)


def samples() -> list[tuple[str, Layout, Sample]]:
    """One for each format of each book but that of archives, which has a test of its own."""
    found = []
    for book in all_books():
        own = iter(SAMPLES.get(book.name, ()))
        for layout in book.layouts:
            if layout.name.startswith("superbill "):
                sample = plain(book.name, book.table(layout.tables[0]))
            elif book.name == "mcd":
                continue
            else:
                sample = next(own, Sample("no sample", "", "", ""))
            found.append((book.name, layout, sample))
    return found


EVERY = [pytest.param(*each, id=f"{each[0]}-{each[1].name}-{each[1].tables[0]}") for each in samples()]
KINDS = ("cut", "shifted", "encoding", "twice")


def test_no_format_is_forgotten() -> None:
    wrong = [
        f"{book}: {layout.name} has the sample of {sample.layout}"
        for book, layout, sample in samples()
        if not re.fullmatch(re.escape(layout.name), sample.layout)
    ]

    assert wrong == []
    assert len(samples()) + 1 == sum(len(book.layouts) for book in all_books())


def read(book: str, layout: Layout, name: str, data: bytes) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        read_pack(db, Source.from_bytes(name, data), get_book(book), layout)


@pytest.mark.parametrize(("book", "layout", "sample"), EVERY)
def test_a_file_in_order_is_recognised_and_read(book: str, layout: Layout, sample: Sample) -> None:
    found = find_layout(Source.from_bytes(sample.name, sample.text.encode()), book)

    assert found is not None
    assert (found[1].name, found[1].tables) == (layout.name, layout.tables)
    read(book, layout, sample.name, sample.text.encode())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("book", "layout", "sample"), EVERY)
def test_a_damaged_file_is_refused_with_its_place(book: str, layout: Layout, sample: Sample, kind: str) -> None:
    if kind == "twice" and sample.repeats:
        read(book, layout, sample.name, sample.damaged(kind))
        return

    with pytest.raises(BadCodeFile, match=r"line \d+") as refused:
        read(book, layout, sample.name, sample.damaged(kind))

    assert sample.name in str(refused.value.where)


PROCEDURES = FILES["article_x_hcpc_code"]
LAST = PROCEDURES.splitlines(keepends=True)[1]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (PROCEDURES.replace(LAST, LAST[:20]), "line 2"),
        (PROCEDURES.replace(LAST, f",{LAST}"), "line 2"),
        (PROCEDURES.encode().replace(b"words", b"w\x81rds", 1), "line 2"),
        (PROCEDURES.replace(LAST, LAST + LAST), "line 3"),
    ],
    ids=KINDS,
)
def test_a_damaged_export_of_articles_is_refused_with_its_place(data: str | bytes, says: str) -> None:
    source = Source.from_bytes("export.zip", export(article_x_hcpc_code=data))
    found = find_layout(source)

    assert found is not None
    with closing(sqlite3.connect(":memory:")) as db, pytest.raises(BadCodeFile) as refused:
        read_pack(db, source, *found)
    assert says in str(refused.value.where)
