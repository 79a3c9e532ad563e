"""Where the official files should be: names of the release that comes next and of those before it."""

from datetime import date

from superbill.codes.addresses import addresses, books_with_addresses
from superbill.codes.book import all_books


def names(book: str, on: date) -> list[list[str]]:
    return [[each.url.rpartition("/")[2] for each in candidates] for candidates in addresses(book, on=on)]


def test_a_fiscal_year_is_named_by_the_year_in_which_it_ends() -> None:
    (found,) = names("icd10pcs", date(2026, 9, 30))

    assert [name[:4] for name in found] == ["2027", "2026", "2025"]


def test_on_its_first_day_a_release_is_no_longer_the_coming_one() -> None:
    (found,) = addresses("icd10pcs", on=date(2026, 10, 1))

    assert [each.since for each in found] == [date(2027, 10, 1), date(2026, 10, 1), date(2025, 10, 1)]


def test_quarters_are_named_by_month_and_by_letter() -> None:
    assert names("hcpcs", date(2026, 11, 22))[0][:2] == [
        "january-2027-alpha-numeric-hcpcs-file.zip",
        "october-2026-alpha-numeric-hcpcs-file.zip",
    ]
    assert names("mpfs", date(2026, 11, 22))[0] == ["rvu27a.zip", "rvu26d.zip", "rvu26c.zip"]


def test_a_file_that_is_always_replaced_has_one_address() -> None:
    assert names("mcd", date(2026, 11, 22)) == [["current_article.zip"]]


def test_every_book_with_an_address_is_a_book() -> None:
    missing = set(books_with_addresses()) - {book.name for book in all_books()}

    assert missing == set()
