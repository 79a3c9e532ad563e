"""Payment of ambulatory surgical centers: covered surgery (Addendum AA) and covered ancillary services (Addendum BB).

A file of each quarter: title rows, a header whose names say the quarter (`October 2026 Payment Rate`), rows. Rates of drugs have
three decimals, so amounts are in ten-thousandths of a dollar. Descriptors are not read.
"""

from collections.abc import Iterator
from datetime import date

from superbill.codes.book import Book, Column, Layout, Row, Table
from superbill.codes.sheet import Sheet, code_in, month_in, one_of, rate_in
from superbill.codes.source import Source

_CODE = {"code": "hcpcs code"}
_PAID = {
    "indicator": ".*payment indicator.*",
    "weight?": ".*payment weight.*",
    "payment": ".*payment rate.*",
}
_AA = Sheet({**_CODE, "discounted": "subject to multiple procedure discounting.*", **_PAID})
_BB = Sheet({**_CODE, "discounted?": "(?!)", **_PAID})


def _released(source: Source) -> date | None:
    """The quarter in the name, else in the names of the columns."""
    if named := month_in(source.name):
        return named
    return next((day for cell in source.first.split(",") if "Payment Rate" in cell and (day := month_in(cell))), None)


def _layout(addendum: str, sheet: Sheet, *, but_not: Sheet | None = None) -> Layout:
    def read(source: Source) -> Iterator[Row]:
        for line, (code, discounted, indicator, weight, payment) in sheet.rows(source):
            one_of(source, discounted, line, pattern="[YN]?", what="Y or N")
            one_of(source, indicator, line, pattern="[A-Z][0-9]", what="payment indicator")
            numbers = (rate_in(source, text, line) for text in (weight, payment))
            yield Row("asc", (code_in(source, code, line), addendum, int(discounted == "Y"), indicator, *numbers), line)

    def recognises(source: Source) -> bool:
        return sheet.recognises(source) and not (but_not and but_not.recognises(source))

    return Layout(
        f"addendum {addendum}", "release", ("asc",), recognises, _released, read, lambda source: addendum.lower(), is_ama=True
    )


BOOK = Book(
    name="asc",
    title="Payment of ambulatory surgical centers",
    publisher="Centers for Medicare & Medicaid Services",
    source="https://www.cms.gov/medicare/payment/prospective-payment-systems/ambulatory-surgical-center-asc/asc-payment-rates-addenda",
    licence="rates: public domain; CPT codes: licensed by the American Medical Association",
    every="each January 1, changed each quarter",
    tables=(
        Table(
            "asc",
            "What a procedure, drug or device is in an ambulatory surgical center.",
            (
                Column("code", "The procedure, drug or device."),
                Column("addendum", "AA: covered surgery. BB: covered ancillary services."),
                Column("discounted", "1 where the second and later procedures of a day are paid half.", "flag"),
                Column("indicator", "How it is paid: A2, G2, J8 by weight, N1 packaged, P2 office-based …"),
                Column("weight", "Weight relative to the base; 0 for none.", "rate"),
                Column("payment", "Dollars, before the wage index; 0 for what is packaged or priced by contractor.", "rate"),
            ),
        ),
    ),
    layouts=(_layout("AA", _AA), _layout("BB", _BB, but_not=_AA)),
)
