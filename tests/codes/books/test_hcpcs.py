"""The quarterly HCPCS file of CMS, as CSV and as text: codes, modifiers, long descriptions, days, and what is left out."""

import sqlite3

import pytest

from superbill.codes.book import NEVER, OLDEST, Row, find_layout, get_book
from superbill.codes.pack import read_pack
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

COLUMNS = (
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,PRICE3,PRICE4,MULT_PI,CIM1,CIM2,CIM3,MCM1,MCM2,MCM3,STATUTE,"
    "LABCERT1,LABCERT2,LABCERT3,LABCERT4,LABCERT5,LABCERT6,LABCERT7,LABCERT8,XREF1,XREF2,XREF3,XREF4,XREF5,COV,ASC_GRP,ASC_DT,OPPS,"
    "OPPS_PI,OPPS_DT,PROCNOTE,BETOS,TOS1,TOS2,TOS3,TOS4,TOS5,ANEST_BU,ADD DT,ACT EFF DT,TERM DT,ACTION CD"
).split(",")
NAME = "HCPC2026_OCT_ANWEB"


def record(code: str, sequence: str, kind: str, long: str, **others: str) -> dict[str, str]:
    return dict.fromkeys(COLUMNS, "") | {"HCPC": code, "SEQNUM": sequence, "RECID": kind, "LONG DESCRIPTION": long} | others


RECORDS = [
    record("A9999", "00100", "3", "Invented supply, with a long description that", **{
        "SHORT DESCRIPTION": "Invented supply", "PRICE1": "32", "MULT_PI": "A", "COV": "C", "XREF1": "A9998", "XREF2": "A9997",
        "BETOS": "D1A", "TOS1": "P", "TOS2": "S", "ADD DT": "20050101", "ACT EFF DT": "20260101", "ACTION CD": "C"}),
    record("A9999", "00200", "4", "goes on in a second record"),
    record("D9999", "00100", "3", "Invented dental service", **{"SHORT DESCRIPTION": "Invented dental", "ADD DT": "20000101"}),
    record("G9999", "00100", "3", "Invented service that ended", **{"ADD DT": "20200101", "TERM DT": "20261231", "ACTION CD": "D"}),
    record("G9998", "00100", "3", "Invented service that never held", **{"ADD DT": "20260101", "TERM DT": "20251231"}),
    record("99213", "00100", "3", "Not a code of this level", **{"ADD DT": "20000101"}),
    record("ZZ", "00100", "7", "Invented modifier", **{"COV": "D", "ADD DT": "20100101", "ACT EFF DT": "20100101", "ACTION CD": "N"}),
    record("ZZ", "00200", "8", "with a second record"),
]  # fmt: skip


def as_csv(records: list[dict[str, str]]) -> str:
    lines = [",".join(COLUMNS), *(",".join(f'"{row[name]}"' for name in COLUMNS) for row in records)]
    return "\r\n".join(lines) + "\r\n"


def as_text(records: list[dict[str, str]]) -> str:
    lines = []
    for row in records:
        line = f"{row['HCPC']:>5}{row['SEQNUM']}{row['RECID']}{row['LONG DESCRIPTION']:80}{row['SHORT DESCRIPTION']:28}"
        line += (
            f"{row['PRICE1']:8}{row['MULT_PI']:1}".ljust(85) + f"{row['XREF1']:5}{row['XREF2']:5}".ljust(25) + f"{row['COV']:1}"
        )
        line = line.ljust(256) + f"{row['BETOS']:3} {row['TOS1']:1}{row['TOS2']:1}".ljust(12)
        line += (
            f"{row['ADD DT'] or '00000000'}{row['ACT EFF DT'] or '00000000'}{row['TERM DT'] or '00000000'}{row['ACTION CD']:1}"
        )
        lines.append(line.ljust(320))
    return "\r\n".join(lines) + "\r\n"


def by_code(rows: list[Row]) -> dict[object, Row]:
    return {row.cells[0]: row for row in rows}


@pytest.mark.parametrize(("name", "text"), [(f"{NAME}.csv", as_csv(RECORDS)), (f"{NAME}_v2.txt", as_text(RECORDS))])
def test_both_forms_give_codes_with_their_whole_description_and_days(name: str, text: str) -> None:
    rows = by_code(rows_in(name, text))

    assert set(rows) == {"A9999", "G9999", "ZZ"}
    assert rows["A9999"].cells == (
        "A9999", "Invented supply, with a long description that goes on in a second record", "Invented supply", "C", "32", "A",
        "D1A", "PS", "A9998 A9997", "C", 20260101,
    )  # fmt: skip
    assert (rows["A9999"].since, rows["A9999"].until) == (20050101, NEVER)
    assert (rows["G9999"].since, rows["G9999"].until) == (20200101, 20270101)
    assert rows["ZZ"].table == "modifiers"
    assert rows["ZZ"].cells == ("ZZ", "Invented modifier with a second record", "D", "N", 20100101)


def test_the_name_says_from_when_it_holds() -> None:
    found = find_layout(Source.from_bytes(f"{NAME}.csv", as_csv(RECORDS).encode()))

    assert found is not None
    assert str(found[1].released(Source.from_bytes(f"{NAME}.csv", b""))) == "2026-10-01"
    assert found[1].released(Source.from_bytes("hcpcs.csv", b"")) is None


def test_dental_codes_are_read_only_where_their_book_is_asked_for() -> None:
    source = Source.from_bytes(f"{NAME}.csv", as_csv(RECORDS).encode())

    found = find_layout(source, "cdt")

    assert layout_of(f"{NAME}.csv", as_csv(RECORDS)) == "hcpcs: ANWEB"
    assert found is not None
    assert found[1].owner == "the American Dental Association"
    assert [row.cells for row in found[1].read(source)] == [("D9999", "Invented dental service", "Invented dental")]


def test_a_description_may_hold_a_letter_of_windows() -> None:
    text = as_csv([record("A9999", "00100", "3", "Böhler splint, 5\x96in")]).encode("latin-1")

    assert rows_in(f"{NAME}.csv", text)[0].cells[1] == "Böhler splint, 5–in"


CSV, TEXT = as_csv(RECORDS), as_text(RECORDS)


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        ("a.csv", CSV[:-40], "line 9"),
        ("a.csv", CSV.replace('"A9999","00100"', '"","A9999","00100"'), "line 2: The row has 49 columns and should have 48"),
        (
            "a.csv",
            CSV.replace('"A9999","00100","3"', '"A9999","3","00100"'),
            "line 2: Code 'A9999' with record type '00100' is none",
        ),
        ("a.csv", CSV.replace(",TERM DT", ",END DT"), "line 1: The column 'term dt' is missing"),
        ("a.csv", CSV.replace('"20050101"', '"20051301"'), "line 2: '20051301' is no day"),
        (
            "a.csv",
            CSV.replace('"A9999","00200"', '"A9998","00200"'),
            "line 3: 'A9998' continues a description that was not begun",
        ),
        ("a.csv", CSV.replace('"A9999","00200"', '"A9999","00100"'), "line 3: Sequence number 100 does not come after 100"),
        ("a.csv", CSV + as_csv(RECORDS[:1]).partition("\n")[2], "line 10: A9999 was told before"),
        ("a.csv", CSV.encode("utf-16"), ""),
        ("a.txt", TEXT[:-100], "line 8: The record has 222 places"),
        ("a.txt", TEXT.replace("G999900100", "G9999 00100"), "line 4"),
        ("a.txt", TEXT + as_text(RECORDS[:1]), "line 9: A9999 was told before"),
        ("a.txt", TEXT.replace("Invented dental service", "Invented dental\0ervice"), "line 3: The line holds binary zeros"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    if isinstance(broken, bytes):
        assert find_layout(Source.from_bytes(name, broken)) is None
    else:
        assert says in refusal(name, broken)


def test_what_comes_with_the_program_has_no_dental_code_and_none_of_cpt() -> None:
    codes, modifiers = get_book("hcpcs").shipped()
    db = sqlite3.connect(":memory:")

    counts = read_pack(db, codes.source, get_book("hcpcs"), get_book("hcpcs").layouts[1])

    assert 8_000 < counts["hcpcs"] < 12_000
    assert db.execute(
        "SELECT count(*) FROM hcpcs WHERE code NOT GLOB '[A-V][0-9][0-9][0-9][0-9]' OR code GLOB 'D*'"
    ).fetchone() == (0,)
    assert db.execute("SELECT since, until FROM hcpcs WHERE code = 'M0220'").fetchall() == [(20211208, 20241214)]
    assert db.execute("SELECT since, until FROM hcpcs WHERE code = 'A0021'").fetchall() == [(OLDEST, NEVER)]
    assert db.execute("SELECT since FROM hcpcs WHERE code = 'J0174' ORDER BY since").fetchall() == [
        (20230706,), (20231001,), (20260401,),
    ]  # fmt: skip
    assert str(modifiers.since) == "2026-04-01"
