"""Whatever happens to a file of payment or edits on its way, it is read or refused: never does a reader fall over."""

import random
import sqlite3

import pytest

from superbill.codes.archive import files_in
from superbill.codes.book import find_layout
from superbill.codes.pack import read_pack
from superbill.codes.source import BadCodeFile, Source
from tests.codes.books import test_addon, test_drugs_and_tests, test_facility_payment, test_gpci, test_mpfs, test_mue, test_ncci
from tests.codes.coverage_export import FILES, export

FILES_OF_BOOKS = {
    test_ncci.NAME: test_ncci.HEADER + test_ncci.ROWS,
    test_mue.NAME: test_mue.NOTICE + test_mue.HEADER + test_mue.ROWS,
    test_addon.TEXT: test_addon.LINES,
    test_addon.SHEET: test_addon.HEADER + test_addon.ROWS,
    test_mpfs.NAME: test_mpfs.HEAD + test_mpfs.ROWS,
    test_gpci.NAME: test_gpci.HEADER + test_gpci.ROWS + test_gpci.NOTES,
    test_gpci.COUNTIES: test_gpci.PLACES,
    test_facility_payment.A: test_facility_payment.GROUPS,
    test_facility_payment.B: test_facility_payment.CODES,
    test_facility_payment.AA: test_facility_payment.SURGERY,
    test_facility_payment.BB: test_facility_payment.ANCILLARY,
    test_facility_payment.TABLE5: test_facility_payment.STAYS,
    test_drugs_and_tests.ASP: test_drugs_and_tests.LIMITS,
    test_drugs_and_tests.CLFS: test_drugs_and_tests.RATES,
}
ODD = (b"", b"\0", b'"', b",", b"\t", b"\r\n", b"\xff", b"\x81", "２".encode(), b"-", b"99999999", b"$", b"*", b"e9", b"NaN")


def damaged(data: bytes, chance: random.Random) -> bytes:
    """A few bytes replaced by odd ones, a piece left out or told twice, or the end cut off."""
    at, to = sorted(chance.choices(range(len(data)), k=2))
    return chance.choice(
        (
            data[:at] + chance.choice(ODD) + data[at + chance.randrange(3) :],
            data[:at],
            data[:at] + data[to:],
            data[:to] + data[at:],
        )
    )


def read_or_refused(name: str, data: bytes) -> bool:
    """Whether the file was read; any error but the refusal goes through."""
    try:
        for source in files_in(Source.from_bytes(name, data)):
            if found := find_layout(source):
                found[1].released(source)
                read_pack(sqlite3.connect(":memory:"), source, *found)
    except BadCodeFile:
        return False
    return True


@pytest.mark.parametrize("name", FILES_OF_BOOKS)
def test_a_damaged_file_is_read_or_refused(name: str) -> None:
    data, chance = FILES_OF_BOOKS[name].encode(), random.Random(7)  # noqa: S311  (nothing here is secret)

    outcomes = [read_or_refused(name, damaged(data, chance)) for _ in range(30)]

    assert read_or_refused(name, data)
    assert False in outcomes


def test_a_damaged_export_is_read_or_refused() -> None:
    chance = random.Random(7)  # noqa: S311  (nothing here is secret)

    outcomes = [read_or_refused("export.zip", damaged(export(), chance)) for _ in range(40)]
    for name in FILES:
        outcomes += [read_or_refused("export.zip", export(**{name: damaged(FILES[name].encode(), chance)})) for _ in range(4)]

    assert read_or_refused("export.zip", export())
    assert False in outcomes
