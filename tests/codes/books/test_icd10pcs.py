"""The files of ICD-10-PCS: each format read, and each kind of damage refused with its line."""

import json

import pytest

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in


def order(*lines: tuple[str, str, str]) -> str:
    return "".join(
        f"{number:05} {code:7} {int(len(code) == 7)} {short:60} {title}\n" for number, (code, short, title) in enumerate(lines, 1)
    )


ORDER = order(
    ("001", "Brain, Bypass", "Brain, Bypass"), ("0016070", "Bypass A", "Bypass of A"), ("0016071", "Bypass B", "Bypass of B")
)


def test_the_order_file_gives_codes_and_headings() -> None:
    rows = rows_in("icd10pcs_order_2026.txt", ORDER)

    assert [row.cells for row in rows] == [
        ("001", "Brain, Bypass", "Brain, Bypass", 0),
        ("0016070", "Bypass of A", "Bypass A", 1),
        ("0016071", "Bypass of B", "Bypass B", 1),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ORDER[:-4], "line 3: The file ends in the middle of a line"),
        (ORDER.replace("0016071 1", "0016071  1"), "line 3: The line is not as in an ICD-10-PCS order file"),
        (ORDER.replace("0016071", "0016O71"), "line 3: The line is not as in"),
        (ORDER.replace("0016071", "0016070"), "line 3: 0016070 was told before"),
        (ORDER.replace("of B", "of \udcff").encode("utf-8", "surrogateescape"), "line 3: Byte"),
    ],
)
def test_a_damaged_order_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10pcs_order_2026.txt", broken)


LIST = "0016070 Bypass of A\n0016071 Bypass of B\n"


def test_the_code_list_gives_titles_alone() -> None:
    assert [row.cells for row in rows_in("icd10pcs_codes_2026.txt", LIST)] == [
        ("0016070", "Bypass of A", "", 1),
        ("0016071", "Bypass of B", "", 1),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (LIST[:-4], "line 2: The file ends in the middle of a line"),
        (LIST.replace("0016071", " 0016071"), "line 2: The line is not as in"),
        (LIST.replace("0016071", "0016070"), "line 2: 0016070 was told before"),
        (LIST.replace("of B", "of \udcff").encode("utf-8", "surrogateescape"), "line 2: Byte"),
    ],
)
def test_a_damaged_code_list_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10pcs_codes_2026.txt", broken)


def change(did: str, code: str, title: str) -> str:
    return f"{did + ':':13}{code:7} {title[:9]:60} {title}\n"


COUNTS = "\nHeaders\n      1 additions\n      0 deletions\n    of which\n\nCodes\n  3 codes in x\n      1 additions\n      1 deletions\n"
ADDENDA = (
    change("Add", "0TX", "Urinary System, Transfer")
    + change("Add", "0TXB0ZZ", "Transfer Bladder")
    + change("Delete", "30233AZ", "Transfusion")
    + change("Revise from", "X2H03BB", "Insertion of a Device")
    + change("Revise to", "X2H03BB", "Insertion of one Device")
    + COUNTS
)
LIST_ADDENDA = "Add:         0TXB0ZZ Transfer Bladder\nDelete:      30233AZ Transfusion\n" + COUNTS.replace("1 add", "0 add", 1)


def test_addenda_tell_what_is_true_after_them() -> None:
    rows = rows_in("order_addenda_2026.txt", ADDENDA)
    listed = rows_in("codes_addenda_2026.txt", LIST_ADDENDA)

    assert [(row.cells, row.gone) for row in rows] == [
        (("0TX", "Urinary System, Transfer", "Urinary S", 0), False),
        (("0TXB0ZZ", "Transfer Bladder", "Transfer", 1), False),
        (("30233AZ", "Transfusion", "Transfusi", 1), True),
        (("X2H03BB", "Insertion of one Device", "Insertion", 1), False),
    ]
    assert [(row.cells[:3], row.gone) for row in listed] == [
        (("0TXB0ZZ", "Transfer Bladder", ""), False),
        (("30233AZ", "Transfusion", ""), True),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ADDENDA.removesuffix(COUNTS), "The file counts other additions or deletions"),
        (ADDENDA.replace(change("Delete", "30233AZ", "Transfusion"), ""), "The file counts other additions or deletions"),
        (ADDENDA.replace("Delete:      3", "Delete:     3"), "line 3: The line is not as in ICD-10-PCS addenda"),
        (change("Add", "0TXB0ZZ", "Twice") + ADDENDA, "line 3: 0TXB0ZZ is added or worded anew twice"),
        (ADDENDA.replace("Bladder", "Bl\udcffdder").encode("utf-8", "surrogateescape"), "line 2: Byte"),
        (ADDENDA.replace(f" {'Transfer Bladder'}\n", "\n"), "line 2: The line has no long title"),
    ],
)
def test_damaged_addenda_are_refused_with_their_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("order_addenda_2026.txt", broken)


# --- tables

TABLES = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.tabular>
<pcsTable>
<axis pos="1" values="1"><title>Section</title><label code="0">Surgical</label></axis>
<axis pos="2" values="1"><title>Body System</title><label code="T">Urinary</label></axis>
<axis pos="3" values="1"><title>Operation</title><label code="X">Transfer</label><definition>Moving</definition></axis>
<pcsRow codes="2">
<axis pos="4" values="1"><title>Body Part</title><label code="B">Bladder</label></axis>
<axis pos="5" values="2"><title>Approach</title><label code="0">Open</label><label code="4">Endoscopic</label></axis>
<axis pos="6" values="1"><title>Device</title><label code="Z">None</label></axis>
<axis pos="7" values="1"><title>Qualifier</title><label code="Z">None</label></axis>
</pcsRow>
</pcsTable>
</ICD10PCS.tabular>
"""
TABLES_ADDENDA = """
No change: table 0 T X
  First character (Section) is value 0: Surgical
  Second character (Body System) is value T: Urinary
  Third character (Operation) is value X: Transfer: Moving

FY2026: First panel of table 0 T X
  Fourth character (Body Part) is value B: Bladder
  Fifth character (Approach) has 2 choices.
    First choice is value 0: Open
    Second choice is value 4: Endoscopic
  Sixth character (Device) is value Z: None
  Seventh character (Qualifier) is value Z: None
"""
PANELS = [
    [
        ["Body Part", {"B": "Bladder"}],
        ["Approach", {"0": "Open", "4": "Endoscopic"}],
        ["Device", {"Z": "None"}],
        ["Qualifier", {"Z": "None"}],
    ]
]


@pytest.mark.parametrize(("name", "text"), [("icd10pcs_tables_2026.xml", TABLES), ("tables_addenda_2026.txt", TABLES_ADDENDA)])
def test_a_table_is_one_row_in_both_formats(name: str, text: str) -> None:
    (row,) = rows_in(name, text)

    assert row.cells[:5] == ("0TX", "Surgical", "Urinary", "Transfer", "Moving")
    assert json.loads(str(row.cells[5])) == PANELS
    assert row.cells[6] == 2


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TABLES[: TABLES.index('<axis pos="7"')], "The XML ends or breaks here"),
        (TABLES.replace('codes="2"', 'codes="3"'), "line 7: A row says that it makes 3 codes, and its values make 2"),
        (TABLES.replace('pos="5"', 'pos="6"', 1), "line 9: Here should be the values of character 5"),
        (TABLES.replace('<label code="4">', '<label code="0">'), "line 9: The values of character 5 are not as many"),
        (TABLES.replace('<label code="4">', '<label code="O">'), "line 9: Here should be the values of character 5"),
        (TABLES.replace('<axis pos="7" values="1"><title>Qualifier</title><label code="Z">None</label></axis>', ""), "line 7: A row tells 3"),
        (TABLES.replace("<axis pos=\"3\"", "<other pos=\"3\"").replace("</definition></axis>", "</definition></other>"), "line 3: A table"),
        (TABLES.replace("</pcsTable>", "</pcsTable>" + TABLES[TABLES.index("<pcsTable>") : TABLES.index("</ICD10PCS")]), "0TX was told before"),
        (TABLES.replace("Open", "\udcffpen").encode("utf-8", "surrogateescape"), "line 9: The XML ends or breaks"),
    ],
)  # fmt: skip
def test_a_damaged_file_of_tables_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10pcs_tables_2026.xml", broken)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TABLES_ADDENDA[: TABLES_ADDENDA.index("  Sixth")], "line 2: Table 0TX is not told to its end"),
        (TABLES_ADDENDA.replace("    Second choice is value 4: Endoscopic\n", ""), "line 11: The line is not as in the addenda"),
        (TABLES_ADDENDA.replace("  Fifth", " Fifth"), "line 9: The line is not as in the addenda"),
        (TABLES_ADDENDA.replace("value T: U", "value S: U"), "line 4: The line is not as in the addenda"),
        (TABLES_ADDENDA + TABLES_ADDENDA, "line 15: 0TX was told before"),
        (TABLES_ADDENDA.replace("panel of table 0 T X", "panel of table 0 T Y"), "line 7: A panel of table 0TY"),
        (TABLES_ADDENDA.replace("Open", "\udcffpen").encode("utf-8", "surrogateescape"), "line 10: Byte"),
    ],
)
def test_damaged_addenda_of_tables_are_refused_with_their_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("tables_addenda_2026.txt", broken)


# --- index and definitions

INDEX = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.index>
<letter><title>B</title>
<mainTerm><title>Bypass</title>
<term level="1"><title>Bladder</title><codes>0T1B</codes></term>
<term level="1"><title>Vein</title><see>Bypass, Upper Veins<tab>051</tab></see></term>
</mainTerm>
<mainTerm><title>Boari flap</title><use>Bladder</use></mainTerm>
</letter></ICD10PCS.index>
"""
INDEX_ADDENDA = """

Lttr             B
Main Add         Boari flap (for repair) see Transfer, Urinary System 0TX
Main             Bypass
     Add           Vagina
     Add             Left 0U1G0Z1
     Delete        Vein 051
Main Add         SYMVESS(tm) use Bioengineered Vessel
"""


def test_the_index_leads_to_codes_other_terms_and_values() -> None:
    assert [row.cells for row in rows_in("icd10pcs_index_2026.xml", INDEX)] == [
        ("Bypass", "Bypass", 0, "", "", ""),
        ("Bypass > Bladder", "Bladder", 1, "", "", "0T1B"),
        ("Bypass > Vein", "Vein", 1, "Bypass, Upper Veins051", "", "051"),
        ("Boari flap", "Boari flap", 0, "", "Bladder", ""),
    ]


def test_the_addenda_of_the_index_change_terms_by_their_path() -> None:
    assert [(row.cells, row.gone) for row in rows_in("index_addenda_2026.txt", INDEX_ADDENDA)] == [
        (("Boari flap (for repair)", "Boari flap (for repair)", 0, "Transfer, Urinary System 0TX", "", ""), False),
        (("Bypass > Vagina", "Vagina", 1, "", "", ""), False),
        (("Bypass > Vagina > Left", "Left", 2, "", "", "0U1G0Z1"), False),
        (("Bypass > Vein", "Vein", 1, "", "", "051"), True),
        (("SYMVESS(tm)", "SYMVESS(tm)", 0, "", "Bioengineered Vessel", ""), False),
    ]


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("icd10pcs_index_2026.xml", INDEX[:-30], "The XML ends or breaks here"),
        ("icd10pcs_index_2026.xml", INDEX.replace("<title>Bladder</title>", ""), "line 5: A term has no title"),
        ("icd10pcs_index_2026.xml", INDEX.replace('level="1"', 'level="2"', 1), "line 5: A term of level 2 stands at level 1"),
        ("index_addenda_2026.txt", INDEX_ADDENDA[:-5], "line 9: The file ends in the middle"),
        ("index_addenda_2026.txt", INDEX_ADDENDA.replace("Add           Vagina", "Add          Vagina"), "line 6: "),
        ("index_addenda_2026.txt", INDEX_ADDENDA.replace("     Add           Vagina\n", ""), "line 6: "),
        ("index_addenda_2026.txt", INDEX_ADDENDA.encode().replace(b"Boari", b"B\xffari"), "line 4: Byte"),
    ],
)
def test_a_damaged_index_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)


DEFINITIONS = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.definitions>
<section code="0"><title>Surgical</title>
<axis pos="3"><title>Operation</title>
<terms><title>Bypass</title><definition>Altering the route</definition><explanation>Rerouting</explanation></terms></axis>
<axis pos="4"><title>Body Part</title>
<terms><title>Bladder, Left</title><title>Bladder, Right</title><includes>Trigone</includes><includes>Trigone</includes></terms></axis>
</section></ICD10PCS.definitions>
"""
DEFINITION_ADDENDA = """Section 0               Surgical
Axis 4                  Body Part
Row
Term                    Bladder
Includes    Add         Trigone of bladder
Includes    Delete      Trigone
"""


def test_definitions_say_what_stands_for_a_value() -> None:
    assert [row.cells for row in rows_in("icd10pcs_definitions_2026.xml", DEFINITIONS)] == [
        ("0", 3, "Bypass", "definition", "Altering the route"),
        ("0", 3, "Bypass", "explanation", "Rerouting"),
        ("0", 4, "Bladder, Left", "includes", "Trigone"),
        ("0", 4, "Bladder, Right", "includes", "Trigone"),
    ]
    assert [(row.cells, row.gone) for row in rows_in("definitions_addenda_2026.txt", DEFINITION_ADDENDA)] == [
        (("0", 4, "Bladder", "includes", "Trigone of bladder"), False),
        (("0", 4, "Bladder", "includes", "Trigone"), True),
    ]


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("icd10pcs_definitions_2026.xml", DEFINITIONS[:-30], "The XML ends or breaks here"),
        ("icd10pcs_definitions_2026.xml", DEFINITIONS.replace('pos="4"', 'pos="9"'), "line 7: A definition does not say"),
        ("definitions_addenda_2026.txt", DEFINITION_ADDENDA.replace("Section 0 ", "Sektion 0 "), "line 1: The line is not"),
        ("definitions_addenda_2026.txt", DEFINITION_ADDENDA.replace("    Add ", "   Add  "), "line 5: The line is not"),
        ("definitions_addenda_2026.txt", DEFINITION_ADDENDA.replace("Term  ", "Row   "), "line 5: Section, axis and term"),
        (
            "definitions_addenda_2026.txt",
            DEFINITION_ADDENDA + DEFINITION_ADDENDA.splitlines(keepends=True)[4],
            "line 7: 0 4 Bladder",
        ),
        ("definitions_addenda_2026.txt", DEFINITION_ADDENDA.encode().replace(b"Trig", b"\xffrig"), "line 5: Byte"),
    ],
)
def test_damaged_definitions_are_refused_with_their_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)


# --- conversion table

HEADER = "\t".join(
    (
        "Current code(s) assignment", "Code title", "Effective year", "Previous code(s) assignment", "Predecessor code title",
        "Change type", "Comment", "Effective month/day [MM.DD]",
    )
)  # fmt: skip
CONVERSION = (
    f"{HEADER}\r\n"
    '001607A\t"Bypass one"\t2019\t00H60YZ\t"Insertion"\tNew\t10.01\r\n'
    'NoPCS\t"No description"\t2025\tXXEBXQ6\t"Measurement"\tDeleted\t"gone"\t04.01\r\n'
)


def test_the_conversion_table_tells_what_came_and_went() -> None:
    source = Source.from_bytes("icd10pcs_conversion_table.txt", CONVERSION.encode())
    found = find_layout(source)

    assert [row.cells for row in rows_in(source.name, CONVERSION)] == [
        ("001607A", "00H60YZ", 20181001, "new", "Bypass one", "Insertion", ""),
        ("", "XXEBXQ6", 20250401, "deleted", "", "Measurement", "gone"),
    ]
    assert found is not None and str(found[1].released(source)) == "2025-04-01"


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (CONVERSION[:-3], "line 3: "),
        (CONVERSION.replace("\tNew", ""), "line 2: The row has 6 columns"),
        (CONVERSION.replace("2019\t00H60YZ", "00H60YZ\t2019"), "line 2: '001607A' or '2019' is no ICD-10-PCS code"),
        (CONVERSION.replace("10.01", "10.02"), "line 2: 'New' in '2019' on '10.02' is no change"),
        (CONVERSION + CONVERSION.splitlines(keepends=True)[1], "line 4: 001607A 00H60YZ 20181001 new was told before"),
        (CONVERSION.replace("one", "\udcffne").encode("utf-8", "surrogateescape"), "line 2: Byte"),
        (CONVERSION.replace("Predecessor", "Previous"), "line 1: The header is not that"),
    ],
)
def test_a_damaged_conversion_table_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10pcs_conversion_table.txt", broken)


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (ORDER, "order file"), (LIST, "code list"), (ADDENDA[ADDENDA.index("Delete") :], "order addenda"), (TABLES, "tables XML"),
        (TABLES_ADDENDA, "tables addenda"), (INDEX, "index XML"), (INDEX_ADDENDA, "index addenda"), (DEFINITIONS, "definitions XML"),
        (DEFINITION_ADDENDA, "definitions addenda"), (CONVERSION, "conversion table"),
    ],
)  # fmt: skip
def test_the_content_tells_which_file_it_is(text: str, layout: str) -> None:
    assert layout_of("download", text) == f"icd10pcs: {layout}"
