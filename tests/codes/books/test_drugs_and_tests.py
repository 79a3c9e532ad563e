"""Payment of drugs (ASP) and laboratory tests (CLFS), and what is refused of each."""

from datetime import date

import pytest

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import refusal, rows_in

ASP, CLFS = "October 2026 ASP Pricing File.csv", "PUF_CLFS_CY2026_Q4V1.csv"
LIMITS = (
    "Payment Allowance Limits for Medicare Part B Drugs,,,,,,,,,,\r\n"
    '"Effective October 1, 2026 through December 31, 2026",,,,,,,,,,\r\n'
    "Note 1: what holds – and what does not,,,,,,,,,,\r\n,,,,,,,,,,\r\n"
    "HCPCS Code,Short Description,HCPCS Code Dosage,Payment Limit,Co-insurance Percentage,Vaccine AWP%,Vaccine Limit,Blood AWP%,Blood limit,"
    "Clotting Factor,Notes\r\n"
    'J0135,words,20 MG,"$1,234.567",19.5%,,,,,,\r\n90630,words,0.1 ML,,,95,$20.343,,,,\r\nJ7190,words,1 IU,$0.001,20%,,,,,Y,a note\r\n'
)
RATES = (
    "CY 2026 Clinical Laboratory Fee Schedule,,,,,,,,,\r\nCPT codes are copyright 2025 AMA.,,,,,,,,,\r\n,,,,,,,,,\r\n,,,,,,,,,\r\n"
    "YEAR,HCPCS,MOD,EFF_DATE,INDICATOR,RATE,SHORTDESC,LONGDESC,EXTENDEDLONGDESC,\r\n"
    '2026,80048,,20260101,N,8.46,words,"words, more",words,\r\n2026,80048,QW,20180101,N,8.46,w,w,w,\r\n2026,0001U,,20260101,L,0.00,w,w,w\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_limits_are_kept_to_the_hundredth_of_a_cent(encoding: str) -> None:
    assert [row.cells for row in rows_in(ASP, LIMITS.encode(encoding))] == [
        ("J0135", "20 MG", 12345670, 195000, 0, ""),
        ("90630", "0.1 ML", 203430, 0, 0, ""),
        ("J7190", "1 IU", 10, 200000, 1, "a note"),
    ]


def test_rates_are_in_cents_and_a_modifier_has_a_row_of_its_own() -> None:
    assert [row.cells for row in rows_in(CLFS, RATES)] == [
        ("80048", "", 846, "N", 20260101),
        ("80048", "QW", 846, "N", 20180101),
        ("0001U", "", 0, "L", 20260101),
    ]


@pytest.mark.parametrize(
    ("name", "text", "since"),
    [
        ("limits.csv", LIMITS, date(2026, 10, 1)),
        ("January 2027 ASP Pricing File.csv", LIMITS.replace("Effective October 1, 2026", "Effective"), date(2027, 1, 1)),
        ("limits.csv", LIMITS.replace("Effective October 1, 2026", "Effective"), None),
        (CLFS, RATES, date(2026, 10, 1)),
        ("CLFS 2025 Q2V1.csv", RATES, date(2025, 4, 1)),
        ("26CLABQ1.csv", RATES, date(2026, 1, 1)),
        ("rates.csv", RATES, None),
    ],
)
def test_the_quarter_stands_in_the_notes_or_the_name(name: str, text: str, since: date | None) -> None:
    source = Source.from_bytes(name, text.encode())

    found = find_layout(source)

    assert found is not None
    assert found[1].released(source) == since


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        (ASP, LIMITS[:-4], "line 8: The file ends in the middle of a line"),
        (ASP, LIMITS[:-20], "line 8: The row has 4 columns and should have 11"),
        (ASP, LIMITS.replace("J0135,words,", "J0135,"), "line 6: The row has 10 columns"),
        (ASP, LIMITS.replace("J0135,words,20 MG", "words,J0135,20 MG"), "line 6: 'words' is no procedure code"),
        (ASP, LIMITS.replace('"$1,234.567"', "20 MG"), "line 6: '20 MG' is no number"),
        (ASP, LIMITS + "J0135,words,20 MG,$1,,,,,,,\r\n", "line 9: J0135 was told before"),
        (
            ASP,
            LIMITS.replace("a note", "a \x8fote").replace("–", "-").encode("latin-1"),
            "line 8: Byte 37 of the line is no CP1252",
        ),
        (CLFS, RATES[:-2], "line 8: The file ends in the middle of a line"),
        (CLFS, RATES[:-15], "line 8: The row has 4 columns and should have 10"),
        (CLFS, RATES.replace("80048,,2026", "80048,2026"), "line 6: '8.46' is no indicator of one letter"),
        (CLFS, RATES.replace("20180101", "20180231"), "line 7: '20180231' is no day"),
        (CLFS, RATES.replace("8.46", "8.465", 1), "line 6: '8.465' has more than 2 decimals"),
        (CLFS, RATES + "2026,80048,,20260101,N,8.46,w,w,w,\r\n", "line 9: 80048"),
        (CLFS, RATES.replace("words,\r", "w\x8drds,\r").encode("latin-1"), "line 6: Byte 50 of the line is no CP1252"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    assert says in refusal(name, broken)
