"""The alphabetic indexes and the tables beside them, as the search reads them from the installed book."""

from collections.abc import Mapping
from typing import cast

import pytest

from superbill.codes.books.alphabetic_index import DRUG_COLUMNS, NEOPLASM_COLUMNS
from superbill.codes.search.entries import Term
from superbill.codes.search.entries_icd10cm import index_terms
from superbill.codes.search.hit import reasons
from superbill.codes.shelf import OpenTable

_ROWS: dict[str, list[dict[str, object]]] = {
    "index": [
        {"index": "disease", "path": "Ache > of the elbow #2", "code": "A10.1"},
        {"index": "external", "path": "Fall > from a cloud", "code": "W99.-"},
        {"index": "disease", "path": "See elsewhere", "code": ""},
    ],
    "neoplasm": [{"path": "Neoplasm, neoplastic > tail", "primary": "C99.1", **dict.fromkeys(NEOPLASM_COLUMNS[1:], "")}],
    "drug": [{"path": "Ambrosia", **dict.fromkeys(DRUG_COLUMNS, ""), "accident": "T99.1X1", "underdosing": "T99.1X6"}],
}


class _Rows:
    """A table that gives rows."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self._rows = rows

    def rows(self) -> list[dict[str, object]]:
        return self._rows


def test_each_term_leads_to_its_code_and_says_from_which_index_it_is() -> None:
    tables = cast(Mapping[str, OpenTable], {name: _Rows(rows) for name, rows in _ROWS.items()})

    terms = list(index_terms(tables))

    assert terms == [
        ("A10.1", Term("Ache of the elbow", "disease")),
        ("W99", Term("Fall from a cloud", "external")),
        ("C99.1", Term("malignant neoplasm tail", "neoplasm")),
        ("T99.1X1", Term("poisoning by Ambrosia", "drug")),
        ("T99.1X6", Term("underdosing of Ambrosia", "drug")),
    ]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("disease", "index of diseases"),
        ("external", "index of external causes"),
        ("neoplasm", "neoplasm table"),
        ("drug", "table of drugs"),
    ],
)
def test_a_hit_names_the_index_that_led_to_it(source: str, name: str) -> None:
    assert reasons(source, "Ache of the elbow", "Elbow pain", ()) == (f"{name} “Ache of the elbow”",)
