"""Complete files in the official layouts, with invented content and the official number of rows, for measuring the readers.

    python benchmarks/codes/official.py FOLDER [NAME...]     write them; their names begin with those given

Codes are counted up, not copied; the same files are written every time.
"""

import csv
import io
import random
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from pathlib import Path

from official_lists import LISTS

NCCI_PAIRS, MUES, ADD_ONS, RVUS, LOCALITIES = 2_000_000, 15_000, 6_000, 18_000, 109
APCS, OPPS_CODES, ASC_CODES, LAB_RATES, DRUGS, DRGS = 900, 18_000, 7_500, 2_200, 1_000, 770
ARTICLES, ARTICLE_PROCEDURES, COVERED, NONCOVERED, ARTICLE_CONTRACTORS = 2_000, 18_000, 431_000, 45_000, 27_000

NOTICE = "CPT codes, descriptions and other data only are copyright 2025 American Medical Association. All rights reserved."
REASONS = (
    "Misuse of Column Two code with Column One code",
    "CPT Manual or CMS manual coding instruction",
    "Mutually exclusive procedures",
    "Standards of medical / surgical practice",
    "More extensive procedure",
)


def procedures() -> Iterator[str]:
    """Codes that look like procedure codes, in order: 10000, 10001 and so on."""
    return (f"{number:05}" for number in count(10_000))


def diagnoses() -> list[str]:
    """Codes that look like diagnoses."""
    return [f"{letter}{number:02}.{tail}" for letter in "ABCDEFGHIJKLM" for number in range(100) for tail in ("0", "11", "9")]


def as_csv(rows: Iterable[Iterable[object]], *, mark: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as the export of a spreadsheet writes them."""
    text = io.StringIO()
    csv.writer(text, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def padded(columns: int, *titles: str, at: int = 0) -> list[list[str]]:
    """Title rows: one filled cell, the others empty."""
    return [[title if place == at else "" for place in range(columns)] for title in titles]


def zipped(members: dict[str, bytes]) -> bytes:
    """An archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def ncci(part: int) -> bytes:
    """A quarter of the pairs of a setting: 250 first codes with 2,000 second ones each."""
    chance = random.Random(part)  # noqa: S311  (nothing here is secret)
    lines = [
        f"{NOTICE}\t\t\t\t\t\t",
        "Column1/Column2 Edits\t\t\t\t\t\t",
        "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale",
        "\t\tprior to 1996\tDate\tDate\t0=not allowed\t",
        "\t\t\t\t*=no data\t1=allowed\t",
        "\t\t\t\t\t9=not applicable\t",
    ]
    quarter = NCCI_PAIRS // 2_000 // 4
    for first in islice(procedures(), (part - 1) * quarter, part * quarter):
        for second in islice(procedures(), 2_000):
            year, ends = chance.randrange(1996, 2026), chance.random() < 0.3
            lines.append(
                f"{first}\t{second}\t\t{year}0101\t{f'{year + 1}1231' if ends else '*'}\t{chance.randrange(2)}\t{chance.choice(REASONS)}"
            )
    return ("\r\n".join(lines) + "\r\n").encode()


def mue() -> bytes:
    """Units of practitioners."""
    header = ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"]
    kinds = ("1 Line Edit", "2 Date of Service Edit: Policy", "3 Date of Service Edit: Clinical")
    rows = ([code, number % 20, kinds[number % 3], "Clinical: Data"] for number, code in enumerate(islice(procedures(), MUES)))
    return as_csv([[NOTICE + "\n\nApplicable FARS/DFARS Restrictions Apply to Government Use.\n", "", "", ""], header, *rows])


def addon() -> bytes:
    """Add-on codes in fixed columns."""
    codes = list(islice(procedures(), ADD_ONS // 10))
    blank = " " * 7
    lines = [
        f"1{code}{blank}{primary:05}{blank}2015001{'2024366' if primary % 7 == 0 else blank}"
        for code in codes
        for primary in range(20_000, 20_010)
    ]
    return ("\r\n".join(lines) + "\r\n").encode()


RVU_HEADER = (
    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,NON-FACILITY,FACILITY,",
    ",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED",
    ",,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS",
    (
        ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,PRIC,"
        "ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT"
    ),
    (
        "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,"
        "SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT"
    ),
)


def rvu() -> bytes:
    """RVUs, a third of the rows with a modifier."""
    titles = padded(
        32,
        "2026 National Physician Fee Schedule Relative Value File October Release",
        NOTICE,
        "",
        "",
        "RELEASED 08/26/2026",
        at=2,
    )
    codes = (code for code in procedures() for _ in range(3))
    rows = (
        f"{code},{('', '26', 'TC')[number % 3]},,A,,{number % 40}.{number % 100:02},1.25,NA,0.75,,0.09,2.85,1.72,1,XXX,0.10,0.69,0.21,2,1,2,1,0,9,,"
        "33.4009,09,0,99,0.00,0.00,0.00".split(",")
        for number, code in enumerate(islice(codes, RVUS))
    )
    return as_csv([*titles, *(line.split(",") for line in RVU_HEADER), *rows])


def gpci() -> bytes:
    """Localities and footnotes."""
    header = [
        "Medicare Administrative Contractor (MAC)",
        "State",
        "Locality Number",
        "Locality Name",
        "2026 PW GPCI (with 1.0 Floor)***",
    ]
    header += ["2026 PE GPCI", "2026 MP GPCI"]
    rows = (
        [f"{10_000 + number}", "NY", f"{number % 100:02}", f"PLACE {number}*", "1.041", "1.183", "0.664"]
        for number in range(LOCALITIES)
    )
    titles = padded(7, "ADDENDUM E. FINAL CY 2026 GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY", "")
    return as_csv([*titles, header, *rows, *padded(7, "* A mark that says something of the locality.")])


OPPS_HEADER = ["SI", "APC", "Relative Weight", "Payment Rate", "National Unadjusted Copayment", "Minimum Unadjusted Copayment"]
OPPS_HEADER += ["IRA Coinsurance percentage", "Adjusted Beneficiary Copayment"]
OPPS_HEADER += ["Drug and Device Pass-Through Expiration during Calendar Year", "Note", "* Indicates a Change"]


def apcs() -> bytes:
    """Groups of outpatient services."""
    header = ["APC", "Group Title", "SI", *OPPS_HEADER[2:]]
    rows = (
        [f"{5_000 + number}", f"Level {number}", "S", "1.2345", "$1,234.567", ".", "$246.92", "", "$246.92", "", "", ""]
        for number in range(APCS)
    )
    return as_csv([*padded(12, "Addendum A.- OPPS APCs for CY 2026", at=1), header, *rows])


def opps() -> bytes:
    """Procedures of outpatients."""
    header = ["HCPCS Code", "Short Descriptor", *OPPS_HEADER]
    rows = (
        [code, "", "S", "5072", "1.2345", "$1,234.567", ".", "$246.92", "", "", "", "", ""]
        for code in islice(procedures(), OPPS_CODES)
    )
    return as_csv([*padded(13, "Addendum B.- OPPS Payment by HCPCS Code for CY 2026", NOTICE, at=1), header, *rows])


def asc(*, addendum: str) -> bytes:
    """Surgery, or what goes with it."""
    third = "Subject to Multiple Procedure Discounting" if addendum == "AA" else "Drug Pass-Through"
    header = ["HCPCS Code", "", "Short Descriptor", third, "October 2026 Payment Indicator", "October 2026  Payment Weight  "]
    header += ["October 2026 Payment Rate"]
    begins = 0 if addendum == "AA" else ASC_CODES // 2
    codes = islice(procedures(), begins, begins + ASC_CODES // 2)
    rows = ([code, "", "", "Y" if addendum == "AA" else "", "A2", "12.3456", "$1,234.56"] for code in codes)
    return as_csv([*padded(7, f"Addendum {addendum}.- Payment for CY 2026", NOTICE, "", ""), header, *rows])


def clfs() -> bytes:
    """Rates of tests."""
    header = ["YEAR", "HCPCS", "MOD", "EFF_DATE", "INDICATOR", "RATE", "SHORTDESC", "LONGDESC", "EXTENDEDLONGDESC", ""]
    rows = (["2026", code, "", "20260101", "N", "12.34", "", "", "", ""] for code in islice(procedures(), LAB_RATES))
    return as_csv([*padded(10, "CY 2026 Clinical Laboratory Fee Schedule", NOTICE, "", ""), header, *rows])


def asp() -> bytes:
    """Limits of drugs."""
    header = ["HCPCS Code", "Short Description", "HCPCS Code Dosage", "Payment Limit", "Co-insurance Percentage", "Vaccine AWP%"]
    header += ["Vaccine Limit", "Blood AWP%", "Blood limit", "Clotting Factor", "Notes"]
    rows = ([f"J{number:04}", "", "1 MG", f"${number}.{number:03}", "20%", "", "", "", "", "", ""] for number in range(DRUGS))
    titles = ["Payment Allowance Limits for Medicare Part B Drugs", "Effective October 1, 2026 through December 31, 2026"]
    return as_csv(
        [*padded(11, *titles, "Note 1: \u2013 a note with a dash", "", "", "", "", ""), header, *rows], encoding="cp1252"
    )


def msdrg() -> bytes:
    """Groups of stays."""
    header = [
        "MS-DRG ",
        "FY 2027 Post-Acute DRG",
        "FY 2027 Special Pay DRG",
        "MDC",
        "TYPE",
        "MS-DRG Title",
        "Weights - Before Cap",
    ]
    header += ["Weights - 10% Cap Applied ", "Geometric mean LOS", "Arithmetic mean LOS"]
    rows = (
        [f"{number:03}", "No", "No", "05", "SURG", f"GROUP {number}", "1.9563", "1.9563", "2", "2.3"]
        for number in range(1, DRGS + 1)
    )
    title = "TABLE 5.\u2014LIST OF MEDICARE SEVERITY DIAGNOSIS-RELATED GROUPS (MS-DRGS), \nAND MEAN LENGTH OF STAY\u2014FY 2027"
    return as_csv([*padded(10, title), header, *rows], mark="\t", encoding="cp1252")


ARTICLE = "article_id,article_version"
DIAGNOSIS = f"{ARTICLE},icd10_code_id,icd10_code_version,icd10_{{}}_group,range,last_updated,sort_order,description"
EXPORT_HEADERS = {
    "article": f"{ARTICLE},article_type,title,article_eff_date,article_end_date,description,last_updated,date_retired,display_id",
    "article_x_hcpc_code": f"{ARTICLE},hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated",
    "article_x_icd10_covered": DIAGNOSIS.format("covered") + ",asterisk",
    "article_x_icd10_noncovered": DIAGNOSIS.format("noncovered"),
    "article_x_icd10_covered_group": f"{ARTICLE},icd10_covered_group,paragraph,last_updated,icd10_covered_ast",
    "contractor": "contractor_id,contractor_type_id,contractor_version,contractor_bus_name,contractor_number",
    "article_x_contractor": f"{ARTICLE},article_type,contractor_id,contractor_type_id,contractor_version",
}


def mcd() -> bytes:
    """The export of articles: an archive in an archive."""
    files: dict[str, list[list[object]]] = {name: [list(header.split(","))] for name, header in EXPORT_HEADERS.items()}
    files["contractor"] += [[str(number), "9", "1", f"Contractor {number}", f"{5_000 + number:05}"] for number in range(60)]
    chance = random.Random(2)  # noqa: S311  (nothing here is secret)
    codes, every, words = diagnoses(), list(islice(procedures(), 20_000)), f"<p>{'Words. ' * 400}</p>"
    for number in range(ARTICLES):
        article = [str(50_000 + number), "5"]
        files["article"].append(
            [*article, "1", f"Article {number}", "2024-01-01 00:00:00", "", words, "2026-10-08 00:00:00", "", ""]
        )
        files["article_x_icd10_covered_group"].append([*article, "1", "<p>For the procedures of group 1:</p>", "", ""])
        named = sorted(chance.sample(every, ARTICLE_PROCEDURES // ARTICLES))
        files["article_x_hcpc_code"] += [[*article, code, "100", "1", "", ""] for code in named]
        for name, many, asterisk in (("covered", COVERED, [""]), ("noncovered", NONCOVERED, [])):
            chosen = sorted(chance.sample(codes, many // ARTICLES))
            rows = ([*article, code, "100", "1", "N", "", place, "A title", *asterisk] for place, code in enumerate(chosen))
            files[f"article_x_icd10_{name}"] += rows
        whose = range(ARTICLE_CONTRACTORS // ARTICLES)
        files["article_x_contractor"] += [[*article, "1", str(number), "9", "1"] for number in whose]
    inner = zipped({f"{name}.csv": as_csv(rows) for name, rows in files.items()})
    return zipped({"current_article_csv.zip": inner, "MCD_data_dictionary.txt": b"Columns.\r\n"})


FILES: dict[str, Callable[[], bytes]] = {
    "ccipra-v323r0-f1.txt": lambda: ncci(1),
    "ccipra-v323r0-f2.txt": lambda: ncci(2),
    "ccipra-v323r0-f3.txt": lambda: ncci(3),
    "ccipra-v323r0-f4.txt": lambda: ncci(4),
    "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv": mue,
    "AOC_V2026Q4-MCR.txt": addon,
    "PPRRVU2026_Oct_nonQPP.csv": rvu,
    "GPCI2026.csv": gpci,
    "October 2026 Web Addendum A.csv": apcs,
    "October 2026 Web Addendum B.csv": opps,
    "October 2026 ASC Addendum AA.csv": lambda: asc(addendum="AA"),
    "October 2026 ASC Addendum BB.csv": lambda: asc(addendum="BB"),
    "PUF_CLFS_CY2026_Q4V1.csv": clfs,
    "October 2026 ASP Pricing File.csv": asp,
    "CMS-1849-F Table 5.txt": msdrg,
    "current_article.zip": mcd,
    **{name: lambda makes=makes: makes().encode() for name, makes in LISTS.items()},
}


def main(folder: str, *names: str) -> None:
    """Write the files."""
    for name, makes in FILES.items():
        if not names or name.startswith(names):
            (Path(folder) / name).write_bytes(makes())
            print(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
