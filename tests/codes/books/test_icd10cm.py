"""The files of ICD-10-CM: each format read, and each kind of damage refused with its line."""

from datetime import date

import pytest

from superbill.codes.book import day_of, find_layout, get_book
from superbill.codes.books.icd10_days import released
from superbill.codes.books.icd10cm_tabular import read_default
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

TABULAR = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
<version>2026</version>
<chapter><name>19</name><desc>Injury (S00-T88)</desc>
<useAdditionalCode><note>code for the cause, if known (W00-X58)</note></useAdditionalCode>
<section id="S00-S09"><desc>Head (S00-S09)</desc>
<diag><name>S06</name><desc>Head harm</desc>
<sevenChrNote><note>7th characters D and S do not apply to codes in category S06 with 6th character 7 - gone, or 8 - gone too.</note></sevenChrNote>
<sevenChrDef><extension char="A">first</extension><extension char="D">later</extension><note>after</note><note>follow-up</note></sevenChrDef>
<diag><name>S06.1</name><desc>Swelling</desc><excludes1><note>other swelling (G93.6)</note><note>more (G93.5)</note></excludes1>
<diag><name>S06.1X0</name><desc>Swelling, short</desc></diag>
<diag><name>S06.1X7</name><desc>Swelling, fatal</desc></diag>
</diag></diag></section>
<section id="T07"><desc>Many (T07)</desc>
<diag><name>T07</name><desc>Many harms</desc><inclusionTerm><note>Harm all over</note></inclusionTerm>
<sevenChrDef><extension char="A">first</extension></sevenChrDef></diag>
</section></chapter></ICD10CM.tabular>
"""


def test_the_tabular_list_gives_codes_with_their_seventh_characters() -> None:
    codes = {row.cells[0]: row.cells[1:] for row in rows_in("icd10cm_tabular_2026.xml", TABULAR) if row.table == "code"}

    assert codes == {
        "S06": ("Head harm", "", 0, ""),
        "S06.1": ("Swelling", "", 0, "S06"),
        "S06.1X0": ("Swelling, short", "", 0, "S06.1"),
        "S06.1X0A": ("Swelling, short, first", "", 1, "S06.1X0"),
        "S06.1X0D": ("Swelling, short, later", "", 1, "S06.1X0"),
        "S06.1X7": ("Swelling, fatal", "", 0, "S06.1"),
        "S06.1X7A": ("Swelling, fatal, first", "", 1, "S06.1X7"),
        "T07": ("Many harms", "", 0, ""),
        "T07.XXXA": ("Many harms, first", "", 1, "T07"),
    }


def test_the_tabular_list_gives_headings_notes_and_definitions_where_they_stand() -> None:
    rows = rows_in("icd10cm_tabular_2026.xml", TABULAR)

    assert [row.cells for row in rows if row.table == "heading"] == [
        ("Chapter 19", "Injury (S00-T88)", "", "S06 T07"),
        ("S00-S09", "Head (S00-S09)", "Chapter 19", "S06"),
        ("T07-T07", "Many (T07)", "Chapter 19", "T07"),
    ]
    assert [row.cells[:3] for row in rows if row.table == "note"] == [
        ("Chapter 19", "use_additional", 1),
        ("S06", "seventh", 1),
        ("S06.1", "excludes1", 1),
        ("S06.1", "excludes1", 2),
        ("T07", "inclusion", 1),
    ]
    assert [row.cells for row in rows if row.table == "seventh"] == [
        ("S06", "A", "first", ""),
        ("S06", "D", "later", "after; follow-up"),
        ("T07", "A", "first", ""),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (TABULAR[: TABULAR.index("<section id")], "line 6: The XML ends or breaks here"),
        (TABULAR.replace("<name>S06.1X0</name>", ""), "line 11: A <diag> has no <name>"),
        (TABULAR.replace(' id="T07"', ""), "line 14: A section has no id"),
        (TABULAR.replace("S06.1X7<", "S06.1X0<"), "line 12: S06.1X0 was told before"),
        (TABULAR.replace("S06.1X7<", "G93.5<"), "line 12: G93.5 stands below S06.1"),
        (TABULAR.replace("Head harm", "Head h\udcffrm").encode("utf-8", "surrogateescape"), "line 7: The XML ends or breaks"),
        (TABULAR.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1), "declares an entity"),
        ("<ICD10CM.tabular>\n</ICD10CM.tabular>", "has no chapter"),
        ("<other><ICD10CM.tabular/></other>", "line 1: The file begins with <other>"),
    ],
)
def test_a_damaged_tabular_list_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10cm_tabular_2026.xml", broken)


def test_the_default_knows_when_codes_began_and_ended() -> None:
    (shipped,) = get_book("icd10cm").shipped()

    held: dict[str, list[tuple[int, int, int | str]]] = {}
    for row in read_default(shipped.source):
        if row.table == "code" and row.cells[0] in ("I10", "E88.81", "E88.810", "U07.1"):
            held.setdefault(str(row.cells[0]), []).append((row.since, row.until, row.cells[3]))

    assert held["I10"] == [(20190701, 99999999, 1)]
    assert held["U07.1"] == [(20200401, 99999999, 1)]
    assert held["E88.810"] == [(20231001, 99999999, 1)]
    assert sorted(held["E88.81"]) == [(20190701, 20231001, 1), (20231001, 99999999, 0)]
    assert shipped.since == date(2025, 10, 1)
    found = find_layout(shipped.source)
    assert found is not None and found[1].name == "tabular XML with days"


# --- plain files


def order(*lines: tuple[int, str, int, str, str]) -> str:
    return "".join(f"{number:05} {code:7} {flag} {short:60} {title}\n" for number, code, flag, short, title in lines)


ORDER = order(
    (1, "A00", 0, "Cholera", "Cholera"),
    (2, "A000", 1, "Cholera d/t one", "Cholera due to one"),
    (3, "QA0", 0, "Nerves", "Nerves"),
    (4, "QA00", 0, "Nerves, more", "Nerves, more"),
    (5, "QA00101", 1, "Nerves, more, most", "Nerves, more, and most"),
)


def test_the_order_file_gives_both_titles_and_the_heading_above() -> None:
    rows = rows_in("icd10cm_order_2026.txt", ORDER)

    assert [row.cells for row in rows] == [
        ("A00", "Cholera", "Cholera", 0, ""),
        ("A00.0", "Cholera due to one", "Cholera d/t one", 1, "A00"),
        ("QA0", "Nerves", "Nerves", 0, ""),
        ("QA0.0", "Nerves, more", "Nerves, more", 0, "QA0"),
        ("QA0.0101", "Nerves, more, and most", "Nerves, more, most", 1, "QA0.0"),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ORDER[:-3], "line 5: The file ends in the middle of a line"),
        (ORDER.replace("A000    1 ", "A000   1 "), "line 2: The line is not as in an ICD-10-CM order file"),
        (ORDER.replace("A000    1", " A000   1"), "line 2: ' A000  ' is not an ICD-10-CM code"),
        (ORDER.replace("00003", "00002"), "line 3: The line is not as in"),
        (ORDER.replace("QA00 ", "A000 "), "line 4: A00.0 was told before"),
        (ORDER.replace("most\n", "m\udcffst\n").encode("utf-8", "surrogateescape"), "line 5: Byte"),
        (ORDER.encode("utf-16"), "line 1: "),
    ],
)
def test_a_damaged_order_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10cm_order_2026.txt", broken)


def test_the_code_list_gives_codes_that_may_be_billed() -> None:
    rows = rows_in("icd10cm_codes_2026.txt", "A000    Cholera due to one\nS010XXA Scalp, first\n")

    assert [row.cells for row in rows] == [
        ("A00.0", "Cholera due to one", "", 1, "A00"),
        ("S01.0XXA", "Scalp, first", "", 1, "S01.0"),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ("A000    Cholera\nA001    Chol", "line 2: The file ends in the middle"),
        ("A000    Cholera\n A001   Cholera\n", "line 2: ' A001  '"),
        ("A000    Cholera\nA000    Cholera\n", "line 2: A00.0 was told before"),
        ("A000    Cholera\nA0\n", "line 2: The line is not as in an ICD-10-CM code list"),
        (b"A000    Chol\xe9ra\n", "line 1: Byte 13"),
    ],
)
def test_a_damaged_code_list_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10cm_codes_2026.txt", broken)


def change(did: str, flag: int, code: str, title: str) -> str:
    return f"{did + ':':13}{flag} {code:7} {title[:9]:60} {title}\n"


ADDENDA = (
    change("Delete", 1, "E8881", "Metabolic syndrome")
    + change("Add", 0, "E8881", "Metabolic syndromes")
    + change("Add", 1, "E88810", "Metabolic syndrome, one")
    + change("Revise from", 1, "I10", "Hypertension")
    + change("Revise to", 1, "I10", "Essential hypertension")
    + change("Delete", 1, "B373", "Candidiasis")
    + "\nHeaders\n  2 additions\n    of which\n"
)


def test_addenda_tell_what_is_true_after_them() -> None:
    rows = {row.cells[0]: (*row.cells[1:], row.gone) for row in rows_in("icd10cm_order_addenda_2024.txt", ADDENDA)}

    assert rows == {
        "E88.81": ("Metabolic syndromes", "Metabolic", 0, "E88.8", False),
        "E88.810": ("Metabolic syndrome, one", "Metabolic", 1, "E88.81", False),
        "I10": ("Essential hypertension", "Essential", 1, "", False),
        "B37.3": ("Candidiasis", "Candidias", 1, "B37", True),
    }


def test_addenda_of_the_code_list_have_no_flag() -> None:
    rows = rows_in("icd10cm_codes_addenda_2024.txt", "Add:         E88810  Metabolic syndrome\nDelete:      E8881   Metabolic\n")

    assert [(row.cells[0], row.cells[1], row.gone) for row in rows] == [
        ("E88.810", "Metabolic syndrome", False),
        ("E88.81", "Metabolic", True),
    ]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (ADDENDA[: ADDENDA.index("Essential hyper") - 40], "line 5: The line is not as in ICD-10-CM addenda"),
        (ADDENDA.replace("Add:         1", "Add:        1"), "line 3: "),
        (ADDENDA + change("Add", 1, "E88810", "Metabolic"), "line 11: E88.810 is added or worded anew twice"),
        (ADDENDA.replace("Candid", "C\udcffndid").encode("utf-8", "surrogateescape"), "line 6: Byte"),
    ],
)
def test_damaged_addenda_are_refused_with_their_line(broken: str | bytes, says: str) -> None:
    assert says in refusal("icd10cm_order_addenda_2024.txt", broken)


POA = 'Order26\tPOAexemptCode\tDescription\r\n01238\tB90.0\tSequelae of one\r\n00001\tQA0.0101\t"Nerves, more"\r\n'
POA_DELETED = "POAexemptCode\tDescription\r\nQ89.8\tOther\r\n"
POA_REVISED = "Order26\tAction\tPOAexemptCode\tDescription\r\n1\tRevise from:\tQ75.0\tOne\r\n1\tRevise to:\tQ75.0\tTwo\r\n"


def test_the_list_of_codes_exempt_from_poa_is_read_with_its_changes() -> None:
    whole = [row.cells for row in rows_in("POAexemptCodesFY26.txt", POA)]
    added = [row.cells for row in rows_in("POAexemptAddCodesFY26.txt", POA)]
    deleted = [(row.cells, row.gone) for row in rows_in("POAexemptDeleteCodesFY26.txt", POA_DELETED)]
    revised = [(row.cells, row.gone) for row in rows_in("POAexemptReviseCodesFY26.txt", POA_REVISED)]

    assert whole == added == [("B90.0", "Sequelae of one"), ("QA0.0101", "Nerves, more")]
    assert deleted == [(("Q89.8", "Other"), True)]
    assert revised == [(("Q75.0", "Two"), False)]
    assert layout_of("POAexemptCodesFY26.txt", POA).endswith("POA exempt list")
    assert layout_of("POAexemptAddCodesFY26.txt", POA).endswith("POA exempt changes")


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("POAexemptCodesFY26.txt", POA[:-22], "line 3: "),
        ("POAexemptCodesFY26.txt", POA.replace("\tB90.0", ""), "line 2: The row has 2 columns"),
        ("POAexemptCodesFY26.txt", POA.replace("01238\tB90.0", "B90.0\t01238"), "line 2: '01238' is not written"),
        ("POAexemptCodesFY26.txt", POA + POA.splitlines(keepends=True)[1], "line 4: B90.0 was told before"),
        ("POAexemptCodesFY26.txt", POA.encode().replace(b"one", b"\xffne"), "line 2: Byte"),
        ("POAexemptReviseCodesFY26.txt", POA_REVISED.replace("Revise to:", "Revise"), "line 3: 'Revise' is neither"),
        ("POAexemptDeleteCodesFY26.txt", POA_DELETED.replace("Q89.8", "Q898"), "line 2: 'Q898' is not written"),
    ],
)
def test_a_damaged_poa_list_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("icd10cm_order_2026.txt", date(2025, 10, 1)),
        ("icd10cm-tabular-April-1-2026.xml", date(2026, 4, 1)),
        ("icd10cm-order-April-2025.txt", date(2025, 4, 1)),
        ("POAexemptCodesFY26.txt", date(2025, 10, 1)),
        ("icd10cm-tabular.xml", None),
    ],
)
def test_the_name_of_a_file_tells_its_day(name: str, day: date | None) -> None:
    assert released(Source.from_bytes(name, b"")) == day


def test_days_read_back_as_they_were() -> None:
    assert day_of(20260401) == date(2026, 4, 1)
