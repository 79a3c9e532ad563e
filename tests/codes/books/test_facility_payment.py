"""Payment of hospitals and surgical centers: OPPS addenda, ASC addenda and MS-DRG weights, and what is refused of each."""

from datetime import date

import pytest

from superbill.codes.book import find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import refusal, rows_in

AMOUNTS = "Relative Weight,Payment Rate,National Unadjusted Copayment,Minimum Unadjusted Copayment,IRA Coinsurance percentage,"
LAST = "Adjusted Beneficiary Copayment,Drug and Device Pass-Through Expiration during Calendar Year,Note,* Indicates a Change\r\n"

A = "January 2027 Web Addendum A.csv"
GROUPS = (
    ",Addendum A.- OPPS APCs for CY 2027,,,,,,,,,,\r\n,A long note about the percentages of this file.,,,,,,,,,,\r\n"
    f"APC,Group Title,SI,{AMOUNTS}{LAST}"
    '0701,Sr89 strontium,K,,"$4,146.335",.,$829.27,19.787%,$829.00,,,\r\n5072,Level 2 Excision,T,18.1234,$1616.90,$600.00,$323.38,,,,,\r\n'
)
B = "January 2027 Web Addendum B.csv"
CODES = (
    ",Addendum B.- OPPS Payment by HCPCS Code for CY 2027,,,,,,,,,,,\r\n,CPT codes are copyright 2026 AMA.,,,,,,,,,,,\r\n"
    f"HCPCS Code,Short Descriptor,SI,APC,{AMOUNTS}{LAST}"
    '10060,words,Q1,5051,2.2,"$1,96.50",.,$39.30,,,,,\r\n0001A,words,N,,,,,,,,,,*\r\n'
).replace("$1,96.50", "$196.50")
AA, BB = "October 2026 ASC Addendum AA.csv", "October 2026 ASC Addendum BB.csv"
SURGERY = (
    "Addendum AA.- Covered Surgical Procedures,,,,,,\r\nCPT codes are copyright 2025 AMA,,,,,,\r\n,,,,,,\r\n"
    "HCPCS Code,,Short Descriptor,Subject to Multiple Procedure Discounting,October 2026 Payment Indicator,October 2026  Payment Weight  ,October 2026 Payment Rate\r\n"
    '10121,,words,Y,A2,30.1234,"$1,234.56"\r\n10180,,words,N,G2,,\r\n'
)
ANCILLARY = (
    "Addendum BB.- Covered Ancillary Services,,,,\r\n"
    "HCPCS Code,Short Descriptor,October 2026 Payment Indicator,October 2026 Payment Weight,October 2026 Payment Rate\r\n"
    "J9000,words,K2,,$12.345\r\n"
)
TABLE5 = "CMS-1849-F Table 5.txt"
STAYS = (
    '"TABLE 5.—LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS, \nAND MEAN LENGTH OF STAY—FY 2027 Correction Notice "'
    + "\t" * 9
    + "\nMS-DRG \tFY 2027 CN Post-Acute DRG\tFY 2027 CN Special Pay DRG\tMDC\tTYPE\tMS-DRG Title\tWeights - Before Cap\t"
    "Weights - 10% Cap Applied \tGeometric mean LOS\tArithmetic mean LOS\n"
    "001\tNo\tNo\tPRE\tSURG\tHEART TRANSPLANT\t28.0947\t28.1\t24.5\t35.5\n"
    "470\tYes\tYes\t08\tSURG\tMAJOR JOINT\t1.9563\t1.9563\t2\t2.3\n"
    "999\tNo\tNo\t \t**\tUNGROUPABLE\t\t\t\t\n"
)


def test_addendum_a_gives_groups_with_amounts_to_the_hundredth_of_a_cent() -> None:
    assert [row.cells for row in rows_in(A, GROUPS)] == [
        ("0701", "Sr89 strontium", "K", 0, 41463350, 0, 8292700, 197870, 8290000, ""),
        ("5072", "Level 2 Excision", "T", 181234, 16169000, 6000000, 3233800, 0, 0, ""),
    ]


def test_addendum_b_gives_codes_without_their_descriptors() -> None:
    assert [row.cells for row in rows_in(B, CODES)] == [
        ("10060", "Q1", "5051", 22000, 1965000, 0, 393000, 0, 0, ""),
        ("0001A", "N", "", 0, 0, 0, 0, 0, 0, ""),
    ]


def test_asc_addenda_are_two_parts_of_one_table() -> None:
    assert [row.cells for name, text in ((AA, SURGERY), (BB, ANCILLARY)) for row in rows_in(name, text)] == [
        ("10121", "AA", 1, "A2", 301234, 12345600),
        ("10180", "AA", 0, "G2", 0, 0),
        ("J9000", "BB", 0, "K2", 0, 123450),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_table_5_is_read_with_the_dashes_of_either_encoding(encoding: str) -> None:
    assert [row.cells for row in rows_in(TABLE5, STAYS.encode(encoding))] == [
        ("001", "HEART TRANSPLANT", "PRE", "SURG", 281000, 280947, 245000, 355000, 0, 0),
        ("470", "MAJOR JOINT", "08", "SURG", 19563, 19563, 20000, 23000, 1, 1),
        ("999", "UNGROUPABLE", "", "", 0, 0, 0, 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("name", "text", "since", "part", "is_ama"),
    [
        (A, GROUPS, date(2027, 1, 1), "a", False),
        ("Section 508 version of Jul_2026 Addendum B.csv", CODES, date(2026, 7, 1), "b", True),
        ("addendum_b.csv", CODES, None, "b", True),
        (AA, SURGERY, date(2026, 10, 1), "aa", True),
        ("aa.csv", SURGERY, date(2026, 10, 1), "aa", True),
        ("bb.csv", ANCILLARY.replace("October", "April"), date(2026, 4, 1), "bb", True),
        (TABLE5, STAYS, date(2026, 10, 1), "", False),
    ],
)
def test_a_file_tells_its_day_its_part_and_whose_codes_it_carries(
    name: str, text: str, since: date | None, part: str, is_ama: bool
) -> None:
    source = Source.from_bytes(name, text.encode())

    found = find_layout(source)

    assert found is not None
    assert (found[1].released(source), found[1].part(source), found[1].is_ama) == (since, part, is_ama)


@pytest.mark.parametrize(
    ("name", "broken", "says"),
    [
        (A, GROUPS[:-30], "line 5: The row has 5 columns and should have"),
        (A, GROUPS.replace("K,,", "K,"), "line 4: The row has 11 columns and should have 12"),
        (A, GROUPS.replace("0701,Sr89 strontium,K", "Sr89 strontium,0701,K"), "line 4: 'Sr89 strontium' is no payment group"),
        (A, GROUPS + "0701,Twice,K,,,,,,,,,\r\n", "line 6: 0701 was told before"),
        (A, GROUPS.replace("Sr89", "Sr\x8189").encode("latin-1"), "line 4: Byte 8 of the line is no CP1252"),
        (B, CODES[:-2], "line 5: The file ends in the middle of a line"),
        (B, CODES[:-9], "line 5: The row has 7 columns and should have 13"),
        (B, CODES.replace("words,Q1,", "words,,Q1,"), "line 4: 'Q1' is no payment group"),
        (B, CODES.replace("words,Q1,5051,", "words,5051,Q1,"), "line 4: 'Q1' is no payment group"),
        (B, CODES + "10060,words,N,,,,,,,,,,\r\n", "line 6: 10060 was told before"),
        (B, CODES.replace("$196.50", "$196.50000"), ""),
        (B, CODES.replace("$196.50", "$196.50001"), "line 4: '$196.50001' has more than 4 decimals"),
        (AA, SURGERY[:-9], "line 6: The row has 3 columns and should have 7"),
        (AA, SURGERY.replace("Y,A2", "A2,Y"), "line 5: 'A2' is no Y or N"),
        (AA, SURGERY.replace("G2", "G"), "line 6: 'G' is no payment indicator"),
        (AA, SURGERY + "10121,,,,A2,,\r\n", "line 7: 10121 was told before"),
        (BB, ANCILLARY.replace("J9000", "J900"), "line 3: 'J900' is no procedure code"),
        (TABLE5, STAYS[:-7], "line 6: The row has"),
        (TABLE5, STAYS.replace("001\tNo\t", "001\t"), "line 4: The row has 9 columns and should have 10"),
        (TABLE5, STAYS.replace("08\tSURG", "SURG\t08"), "line 5: 'SURG' is no major diagnostic category"),
        (TABLE5, STAYS.replace("001\t", "1\t"), "line 4: '1' is no MS-DRG of three digits"),
        (TABLE5, STAYS + STAYS.splitlines(keepends=True)[-1], "line 7: 999 was told before"),
        (
            TABLE5,
            STAYS.replace("JOINT", "J\x9dINT").replace("—", "-").encode("latin-1"),
            "line 5: Byte 28 of the line is no CP1252",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(name: str, broken: str | bytes, says: str) -> None:
    if says:
        assert says in refusal(name, broken)
    else:
        assert rows_in(name, broken)
