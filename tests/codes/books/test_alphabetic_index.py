"""The indexes of ICD-10-CM as XML: terms with their paths, cells by column, and each kind of damage refused with its line."""

import pytest

from tests.codes.books.reading import layout_of, refusal, rows_in

EXTERNAL = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
<version>2026</version>
<title>ICD-10-CM EXTERNAL CAUSE of INJURIES INDEX</title>
<letter><title>F</title>
<mainTerm><title>Fall<nemod>(accidental)</nemod> NEC</title><code>W19</code>
<term level="1"><title>from</title>
<term level="2"><title>horse</title><see>Fall, animal</see><seeAlso>Accident</seeAlso></term>
<term level="2"><title>horse</title><code>V80.0-</code></term>
</term>
<term level="1"><title>lightning</title><subcat>T75.0</subcat></term>
</mainTerm>
</letter></ICD10CM.index>
"""
DISEASE = EXTERNAL.replace("EXTERNAL CAUSE of INJURIES INDEX", "INDEX TO DISEASES and INJURIES").replace(
    "<code>W19</code>", "<code>E85.4</code><manif>I43</manif>"
)
NEOPLASM = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index><indexHeading><head col="1">Neoplasm</head><head col="2">Malignant Primary</head></indexHeading>
<letter><title>N</title>
<mainTerm><title>Neoplasm</title>
<cell col="2">C80.1</cell><cell col="3">C79.9</cell><cell col="4">D09.9</cell><cell col="5">D36.9</cell><cell col="6">D48.9</cell>
<cell col="7">D49.9</cell>
<term level="1"><title>wall</title><seeAlso>Neoplasm, skin</seeAlso>
<cell col="2">C44.509</cell><cell col="3">C79.2-</cell><cell col="4">-</cell><cell col="7">--</cell></term>
</mainTerm></letter></ICD10CM.index>
"""
DRUG = NEOPLASM.replace(">Neoplasm</head>", ">Substance</head>").replace("Malignant Primary", "Poisoning")


def test_terms_of_the_index_are_named_by_their_paths() -> None:
    rows = [row.cells for row in rows_in("icd10cm_eindex_2026.xml", EXTERNAL)]

    assert rows == [
        ("external", "Fall NEC", "Fall NEC", "(accidental)", 0, 1, "", "", "", "W19", ""),
        ("external", "Fall NEC > from", "from", "", 1, 1, "", "", "", "", ""),
        ("external", "Fall NEC > from > horse", "horse", "", 2, 1, "Fall, animal", "Accident", "", "", ""),
        ("external", "Fall NEC > from > horse #2", "horse", "", 2, 2, "", "", "", "V80.0-", ""),
        ("external", "Fall NEC > lightning", "lightning", "", 1, 2, "", "", "T75.0", "", ""),
    ]


def test_the_index_of_diseases_has_codes_that_go_second() -> None:
    first = rows_in("icd10cm_index_2026.xml", DISEASE)[0].cells

    assert first == ("disease", "Fall NEC", "Fall NEC", "(accidental)", 0, 1, "", "", "", "E85.4", "I43")


@pytest.mark.parametrize(("text", "table"), [(NEOPLASM, "neoplasm"), (DRUG, "drug")])
def test_a_table_has_a_cell_for_each_column(text: str, table: str) -> None:
    rows = rows_in("icd10cm_2026.xml", text)

    assert {row.table for row in rows} == {table}
    assert [row.cells[-6:] for row in rows] == [
        ("C80.1", "C79.9", "D09.9", "D36.9", "D48.9", "D49.9"),
        ("C44.509", "C79.2-", "", "", "", ""),
    ]
    assert rows[1].cells[:7] == ("Neoplasm > wall", "wall", "", 1, 1, "", "Neoplasm, skin")


@pytest.mark.parametrize(
    ("text", "layout"),
    [
        (EXTERNAL, "icd10cm: index XML"),
        (DISEASE, "icd10cm: index XML"),
        (NEOPLASM, "icd10cm: neoplasm table XML"),
        (DRUG, "icd10cm: drug table XML"),
    ],
)
def test_the_content_tells_which_index_it_is(text: str, layout: str) -> None:
    assert layout_of("download.xml", text) == layout


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (EXTERNAL[:-40], "The XML ends or breaks here"),
        (EXTERNAL.replace("<title>from</title>", ""), "line 7: A term has no title"),
        (EXTERNAL.replace('level="2"', 'level="3"', 1), "line 8: A term of level 3 stands at level 2"),
        (EXTERNAL.replace("horse", "h\udcffrse", 1).encode("utf-8", "surrogateescape"), "line 8: The XML ends or breaks"),
        (NEOPLASM.replace('col="3">C79.2-', 'col="2">C79.2-'), "line 8: A cell stands in column '2'"),
        (NEOPLASM.replace('col="7">--', 'col="8">--'), "line 8: A cell stands in column '8'"),
        (NEOPLASM.replace('col="7">--', 'row="7">--'), "line 8: A cell stands in column ''"),
        (EXTERNAL[: EXTERNAL.index("<letter>")] + "</ICD10CM.index>", "has no main term"),
    ],
)
def test_a_damaged_index_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10cm_eindex_2026.xml", broken)
