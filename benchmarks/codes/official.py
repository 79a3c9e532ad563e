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


def ncci() -> bytes:
    """Pairs of one setting in one file: 1,000 first codes with 2,000 second ones each."""
    chance = random.Random(1)
    lines = [
        f"{NOTICE}\t\t\t\t\t\t",
        "Column1/Column2 Edits\t\t\t\t\t\t",
        "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale",
        "\t\tprior to 1996\tDate\tDate\t0=not allowed\t",
        "\t\t\t\t*=no data\t1=allowed\t",
        "\t\t\t\t\t9=not applicable\t",
    ]
    for first in islice(procedures(), NCCI_PAIRS // 2_000):
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


FILES: dict[str, Callable[[], bytes]] = {
    "ccipra-v323r0-f1.txt": ncci,
    "MCR_MUE_PractitionerServices_Eff_10-01-2026.csv": mue,
}


def main(folder: str, *names: str) -> None:
    """Write the files."""
    for name, makes in FILES.items():
        if not names or name.startswith(names):
            (Path(folder) / name).write_bytes(makes())
            print(name)


if __name__ == "__main__":
    main(*sys.argv[1:])
