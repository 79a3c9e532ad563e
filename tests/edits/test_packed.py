"""Packed tables: they find what the same rows find in a plain table, and keep every sort of cell."""

import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.basics.days import FOREVER
from superbill.edits.packed import NotPacked, PackedTable, pairs_among, save
from superbill.edits.tables import table_from_rows

DAYS = (date.min, date(2020, 1, 1), date(2024, 7, 1), FOREVER)
codes = st.sampled_from(["99213", "99214", "20610", "Ä1\n", "ß", ""])
rows = st.builds(
    lambda whole, part, most, flag, since, until: {
        "whole": whole, "part": part, "most": most, "flag": flag, "since": min(since, until), "until": max(since, until),
    },
    codes, codes, st.none() | st.integers(-3, 200_000), st.booleans(), st.sampled_from(DAYS), st.sampled_from(DAYS),
)  # fmt: skip


def packed(given_rows: list[dict[str, object]]) -> PackedTable:
    file = io.BytesIO()
    save(file, given_rows, key=("whole", "part"))  # type: ignore[arg-type]  # rows of strategies are not typed
    return PackedTable("pairs", memoryview(file.getvalue()))


@given(
    st.lists(rows, max_size=12),
    codes,
    codes,
    st.sampled_from((date(2019, 12, 31), date(2020, 1, 1), date(2024, 6, 30), date(2024, 7, 1))),
)
def test_a_packed_table_finds_what_a_plain_one_finds(given_rows, whole: str, part: str, on: date) -> None:
    ordered = sorted(given_rows, key=lambda row: (row["whole"], row["part"]))
    plain, table = table_from_rows("pairs", ordered), packed(given_rows)

    assert list(table.rows) == ordered
    assert table.find(on=on, whole=whole, part=part) == plain.find(on=on, whole=whole, part=part)
    assert table.find(on=on, whole=whole) == plain.find(on=on, whole=whole)
    assert table.find(on=on, part=part) == plain.find(on=on, part=part)
    assert table.find(on=on, part=part, whole=whole) == plain.find(on=on, whole=whole, part=part)
    assert table.finder(("whole", "part"))(on, whole, part) == plain.find(on=on, whole=whole, part=part)
    assert table.find(on=on, whole=None) == ()


@given(st.lists(rows, max_size=12), st.sets(codes), st.sets(codes))
def test_pairs_among_codes_are_the_same_in_both(given_rows, wholes: set[str], parts: set[str]) -> None:
    ordered = sorted(given_rows, key=lambda row: (row["whole"], row["part"]))
    on = date(2024, 6, 30)

    both = (packed(given_rows), table_from_rows("pairs", ordered))
    found, wanted = ({(whole, part): there for whole, part, there in pairs_among(table, wholes, parts, on=on)} for table in both)

    assert found == wanted


def test_pairs_among_many_codes_are_the_same_in_both() -> None:
    names, always = [f"{number:05d}" for number in range(200)], {"since": date.min, "until": FOREVER}
    given_rows = [{"whole": a, "part": b, **always} for a in names for b in names if int(a) * 7 % 31 == int(b) % 31]
    both = (packed(given_rows), table_from_rows("pairs", given_rows))

    found, wanted = (
        {(whole, part) for whole, part, _ in pairs_among(table, names[::3], names[1::2], on=date(2024, 6, 30))} for table in both
    )

    assert found == wanted
    assert len(found) > 100


def test_a_table_without_rows_finds_nothing() -> None:
    table = packed([])

    assert table.find(on=date(2024, 1, 1), whole="99213", part="99214") == ()
    assert list(table.rows) == []


@pytest.mark.parametrize("kept", [0, 7, 40, -1])
def test_a_file_that_was_cut_is_not_read(kept: int) -> None:
    file = io.BytesIO()
    save(file, [{"whole": "99213", "part": "36415", "since": DAYS[1], "until": DAYS[2]}], key=("whole", "part"))

    with pytest.raises(NotPacked):
        PackedTable("pairs", memoryview(file.getvalue()[:kept]))
