"""What addresses and money are written with: states and provinces, ZIP and postal codes, countries, currencies.

The place where care is billed from or given needs a ZIP code of nine digits. Five digits only warn: the demand stands in a note of
the 837 guides (of the institutional one since its A2 errata), while the guides' own published examples show five, and payers take
them. Anything else that is not a ZIP code is an error there as elsewhere.
"""

from datetime import date

from superbill.x12.findings import Severity
from superbill.x12.lists import CodeList, Slip
from superbill.x12.lists.tables import shipped

_ZIP_HYPHEN = Slip(r"(\d{5})-(\d{4})", r"\1\2", "The ZIP code {code} has a hyphen. Write {meant}.")

STATE = CodeList(
    name="state or province",
    source="USPS Publication 28 and Canada Post",
    table=shipped("states"),
    form=r"[A-Z]{2}",
    shape="two letters",
    todo="Write the two letters that USPS or Canada Post has for it; for another country, give the country in its own element.",
)

ZIP = CodeList(
    name="ZIP code",
    source="USPS Domestic Mail Manual 602",
    form=r"\d{5}(\d{4})?",
    shape="five or nine digits",
    slips=(_ZIP_HYPHEN,),
    todo="Correct it; for an address outside the United States, give the country in its own element.",
)


def _has_nine_digits(code: str, on: date) -> bool:
    return len(code) == 9 and code.isascii() and code.isdigit()


ZIP_PLUS_4 = CodeList(
    name="ZIP+4 code",
    source="USPS Domestic Mail Manual 602; the 837 guides with their errata: the place where care is billed from or given",
    table=_has_nine_digits,
    form=r"\d{5}(\d{4})?",
    shape="nine digits: this address needs all of them",
    severity=Severity.WARNING,
    message="The ZIP code {code} has five digits: this address needs all nine.",
    slips=(_ZIP_HYPHEN,),
    todo="Look up the last four with USPS; for an address outside the United States, give the country in its own element.",
)

POSTAL_CODE = CodeList(
    name="Canadian postal code",
    source="Canada Post addressing guidelines",
    form=r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z] ?\d[ABCEGHJ-NPRSTV-Z]\d",
    shape="letters and digits in turn, such as K1A 0B1",
    todo="Correct it.",
)

_THREE_LETTERS = {"USA": "US", "CAN": "CA", "MEX": "MX", "GBR": "GB", "PRI": "PR", "DEU": "DE", "FRA": "FR"}

COUNTRY = CodeList(
    name="country",
    source="ISO 3166-1 (two letters)",
    table=shipped("countries"),
    form=r"[A-Z]{2}",
    shape="two letters",
    slips=tuple(
        Slip(three, two, "The country {code} has three letters. Write {meant}.") for three, two in _THREE_LETTERS.items()
    ),
    todo="Write the two letters of ISO 3166, or leave it out in the United States.",
)

CURRENCY = CodeList(
    name="currency",
    source="ISO 4217",
    table=shipped("currencies"),
    form=r"[A-Z]{3}",
    shape="three letters",
    todo="Write the three letters of ISO 4217, such as USD.",
)

LISTS = (STATE, ZIP, ZIP_PLUS_4, POSTAL_CODE, COUNTRY, CURRENCY)
