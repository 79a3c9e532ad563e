"""The hospital outpatient payment system: payment groups (Addendum A) and procedures with their group and status (Addendum B).

A file of each quarter: title rows, a header, rows. Rates of drugs have three decimals, so every amount is in ten-thousandths of a
dollar. The quarter stands in the name only, as in `January 2027 Web Addendum B.csv`. Descriptors of Addendum B are not read.
"""

from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in, month_in, one_of, rate_in
from superbill.codes.source import Source

_AMOUNTS = {
    "weight": "relative weight",
    "payment": "payment rate",
    "copayment": "national unadjusted copayment",
    "minimum_copayment": "minimum unadjusted copayment",
    "coinsurance_percent?": "ira coinsurance percentage",
    "adjusted_copayment?": "(note: )?adjusted beneficiary copayment",
}
_LAST = {"pass_through_ends?": ".*pass-through expiration.*"}
_A = Sheet({"apc": "apc", "title": "group title", "status": "si", **_AMOUNTS, **_LAST})
_B = Sheet({"code": "hcpcs code", "status": "si", "apc": "apc", **_AMOUNTS, **_LAST})

_COLUMNS = (
    Column("weight", "Weight relative to a clinic visit.", "rate"),
    Column("payment", "Dollars; 0 for what is packaged or paid otherwise.", "rate"),
    Column("copayment", "Dollars of the patient.", "rate"),
    Column("minimum_copayment", "The least dollars of the patient.", "rate"),
    Column("coinsurance_percent", "Per cent, where a drug's price rose faster than inflation; else 0.", "rate"),
    Column("adjusted_copayment", "Dollars of the patient after that, and after the cap.", "rate"),
    Column("pass_through_ends", "When the pass-through of a drug or device ends, as told."),
)


def _released(source: Source) -> date | None:
    return month_in(source.name)


def _status(source: Source, text: str, line: int) -> str:
    return one_of(source, text, line, pattern="[A-Z][A-Z0-9]?|", what="status indicator")


def _apc(source: Source, text: str, line: int, *, pattern: str = r"\d{1,5}") -> str:
    return one_of(source, text, line, pattern=pattern, what="payment group").zfill(4 if text else 0)


def _read_a(source: Source) -> Iterator[Row]:
    for line, (apc, title, status, *amounts, ends) in _A.rows(source):
        numbers = (rate_in(source, text, line) for text in amounts)
        yield Row("apc", (_apc(source, apc, line), title, _status(source, status, line), *numbers, ends), line)


def _read_b(source: Source) -> Iterator[Row]:
    for line, (code, status, apc, *amounts, ends) in _B.rows(source):
        group = _apc(source, apc, line, pattern=r"\d{0,5}")
        numbers = (rate_in(source, text, line) for text in amounts)
        yield Row("opps", (code_in(source, code, line), _status(source, status, line), group, *numbers, ends), line)


BOOK = Book(
    name="opps",
    title="Hospital outpatient payment (APC)",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/prospective-payment-systems/hospital-outpatient-pps/quarterly-addenda-updates",
    licence="rates: public domain; CPT codes: licensed by the American Medical Association",
    every="each January 1, changed each quarter",
    tables=(
        Table(
            "apc",
            "Ambulatory payment classifications: groups of outpatient services that are paid alike.",
            (
                Column("apc", "The group, four digits."),
                Column("title", "Its title."),
                Column("status", "How it is paid."),
                *_COLUMNS,
            ),
            title="title",
        ),
        Table(
            "opps",
            "What a procedure is under outpatient payment.",
            (
                Column("code", "The procedure, drug or supply."),
                Column("status", "How it is paid: J1 with all of the stay, N packaged, S and T by group, V a visit …"),
                Column("apc", "Its group; empty for none."),
                *_COLUMNS,
            ),
        ),
    ),
    layouts=(
        Layout("addendum A", "release", ("apc",), _A.recognises, _released, _read_a, lambda source: "a"),
        Layout("addendum B", "release", ("opps",), _B.recognises, _released, _read_b, lambda source: "b", is_ama=True),
    ),
)
