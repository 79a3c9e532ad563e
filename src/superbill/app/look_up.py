"""Look up codes of any book by words or by a code, the likeliest first; by the diagnosis tables alone until the index is built."""

from collections.abc import Collection
from datetime import date

from superbill.app.code_tables import search_codes
from superbill.app.search_books import search_books
from superbill.codes.search.hit import Hit
from superbill.storage.search_index import NoSearchIndex

DIAGNOSES = "icd10cm"


def look_up(
    words: str,
    *,
    on: date,
    books: Collection[str] | None = None,
    billable: bool | None = None,
    chapter: str = "",
    sex: str = "",
    age: int | None = None,
    limit: int = 20,
) -> tuple[Hit, ...]:
    """The hits of `search_books`. Without its index only diagnoses are found, and the filters but `billable` do nothing."""
    try:
        return search_books(words, on=on, books=books, billable=billable, chapter=chapter, sex=sex, age=age, limit=limit)
    except NoSearchIndex:
        if books is not None and DIAGNOSES not in books:
            return ()
        found = search_codes(words, on=on, limit=limit)
        return tuple(
            Hit(DIAGNOSES, "code", code.code, code.title, 0.0, (), (), code.billable, code.period)
            for code in found
            if billable is None or code.billable == billable
        )
