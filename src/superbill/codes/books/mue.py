"""NCCI medically unlikely edits: how many units of a code one patient may get of one provider on one day.

Three files each quarter, `MCR_MUE_PractitionerServices_Eff_MM-DD-YYYY.csv`, `…OutpatientHospitalServices…` and
`…DMESupplierServices…`: a notice over several lines, a header, rows. The first digit of the adjudication indicator is the MAI:
1 the limit is for each line; 2 for the day, by policy, and never paid above; 3 for the day, by clinical data, and open to appeal.
"""

import re
from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in
from superbill.codes.source import Source

_SETTINGS = {
    "practitioner": "practitioner services",
    "hospital": "outpatient hospital services",
    "dme": "dme supplier services",
}


def _released(source: Source) -> date | None:
    named = source.says(r"Eff_(0[1-9]|1[0-2])-(0[1-9]|[12]\d)-(20\d\d)")
    return date(int(named[3]), int(named[1]), int(named[2])) if named else None


def _layout(setting: str, title: str) -> Layout:
    sheet = Sheet(
        {
            "code": "hcpcs/ ?cpt code",
            "units": f"{title} mue values",
            "indicator": "mue adjudication indicator",
            "rationale": "mue rationale",
        }
    )

    def read(source: Source) -> Iterator[Row]:
        for line, (code, units, indicator, rationale) in sheet.rows(source):
            if not re.fullmatch(r"\d{1,7}", units, re.ASCII):
                raise source.wrong(f"{units[:20]!r} is no number of units.", line)
            if not re.match(r"[123]\b", indicator):
                raise source.wrong(f"{indicator[:20]!r} is no adjudication indicator: 1, 2 or 3 and its words.", line)
            yield Row("mue", (setting, code_in(source, code, line), int(units), int(indicator[0]), rationale), line)

    return Layout(setting, "release", ("mue",), sheet.recognises, _released, read, lambda source: setting, is_ama=True)


BOOK = Book(
    name="mue",
    title="NCCI medically unlikely edits",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/coding-billing/national-correct-coding-initiative-ncci-edits/medicare-ncci-medically-unlikely-edits",
    licence="edits: public domain; CPT codes: licensed by the American Medical Association",
    every="each quarter, one file for practitioners, one for hospital outpatients, one for suppliers",
    tables=(
        Table(
            "mue",
            "Units of a code beyond which Medicare does not pay without a second look.",
            (
                Column("setting", "For whom: practitioner, hospital (outpatients) or dme (suppliers)."),
                Column("code", "The procedure or supply."),
                Column("units", "The most units; 0 for what this setting is never paid for.", "whole"),
                Column("mai", "1: for each line. 2: for the day, by policy. 3: for the day, by clinical data.", "whole"),
                Column("rationale", "What CMS drew the limit from."),
            ),
            keys=2,
        ),
    ),
    layouts=tuple(_layout(setting, title) for setting, title in _SETTINGS.items()),
)
