"""The pairs of NCCI: their days, their parts, and what is refused."""

from datetime import date

import pytest

from superbill.codes.book import NEVER, find_layout
from superbill.codes.source import Source
from tests.codes.books.reading import layout_of, refusal, rows_in

NAME = "ccipra-v322r0-f1.txt"
HEADER = (
    "CPT only copyright 2025 American Medical Association.  All rights reserved.\t\t\t\t\t\t\r\n"
    "Column1/Column2 Edits\t\t\t\t\t\t\r\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
    "\t\t\t\t*=no data\t1=allowed\t\r\n"
    "\t\t\t\t\t9=not applicable\t\r\n"
)
ROWS = (
    "0001A\t36591\t\t20220101\t20231231\t0\tManual instruction\r\n"
    "13121\t13120\t\t19960101\t19960101\t9\tManual instruction\r\n"
    "13121\t13120\t*\t19960101\t*\t0\tManual instruction\r\n"
)


def test_a_pair_holds_from_its_effective_day_to_the_end_of_its_deletion_day() -> None:
    rows = rows_in(NAME, HEADER + ROWS)

    assert rows[0].cells == ("0001A", "36591", 0, "Manual instruction", 0)
    assert (rows[0].since, rows[0].until) == (20220101, 20240101)


def test_a_pair_that_was_taken_back_never_held_and_is_no_twin_of_the_one_that_does() -> None:
    rows = rows_in(NAME, HEADER + ROWS)

    assert [(row.cells[0], row.cells[4], row.since, row.until) for row in rows[1:]] == [("13121", 1, 19960101, NEVER)]


@pytest.mark.parametrize("none", ["*", ""])
def test_a_pair_without_a_deletion_day_holds_for_good(none: str) -> None:
    assert [row.until for row in rows_in(NAME, HEADER + f"0001U\t0030U\t\t20180701\t{none}\t1\tMisuse\r\n")] == [NEVER]


def test_a_pair_may_end_and_begin_anew_on_the_day_after() -> None:
    text = "0007U\t0328U\t\t20230101\t20230630\t1\tOne\r\n0007U\t0328U\t\t20230701\t*\t0\tAnother\r\n"

    assert [(row.since, row.until) for row in rows_in(NAME, HEADER + text)] == [(20230101, 20230701), (20230701, NEVER)]


@pytest.mark.parametrize(("last", "held"), [("20220100", None), ("20211231", 0), ("20220101", 0), ("20220102", 1)])
def test_only_a_deletion_after_the_effective_day_leaves_days_to_hold(last: str, held: int | None) -> None:
    text = HEADER + ROWS.replace("20231231", last)

    if held is None:
        assert "line 7: '20220100' is no day" in refusal(NAME, text)
    else:
        assert sum(row.cells[0] == "0001A" for row in rows_in(NAME, text)) == held


@pytest.mark.parametrize(
    ("name", "table", "part", "since"),
    [
        ("ccipra-v322r0-f1.txt", "practitioner", "practitioner1", date(2026, 7, 1)),
        ("ccipra-v320r1-f4.TXT", "practitioner", "practitioner4", date(2026, 1, 1)),
        ("ccioph-v333r0-f2.txt", "hospital", "hospital2", date(2027, 10, 1)),
    ],
)
def test_the_name_tells_setting_part_and_quarter(name: str, table: str, part: str, since: date) -> None:
    source = Source.from_bytes(name, (HEADER + ROWS).encode())

    found = find_layout(source)

    assert found is not None
    _, layout = found
    assert (layout.tables, layout.part(source), layout.released(source), layout.is_ama) == ((table,), part, since, True)


def test_a_file_whose_name_does_not_tell_the_setting_is_not_guessed() -> None:
    assert layout_of("pairs.txt", HEADER + ROWS) == ""


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (HEADER + ROWS[:-15], "line 9: The file ends in the middle of a line"),
        (HEADER + ROWS[:-35], "line 9: The row is not as in an NCCI file"),
        (HEADER + ROWS.replace("36591\t\t", "36591\t"), "line 7: The row is not as in an NCCI file"),
        (HEADER + ROWS.replace("20231231", "20231331"), "line 7: '20231331' is no day"),
        (HEADER + ROWS + ROWS.splitlines(keepends=True)[0], "line 10: 0001A 36591 was told before"),
        ((HEADER + ROWS.replace("Manual", "M\x81nual", 1)).encode("latin-1"), "line 7: Byte 35 of the line is no CP1252"),
        ((HEADER + ROWS).encode("utf-16"), "line 1: The line holds binary zeros"),
        (HEADER, "The file has no row"),
        ("\r\n" * 30, "line 20: No header of an NCCI file"),
        (
            HEADER + "0001A\t36591\t\t20220101\t20231231\t0\tR\r\n0001A\t36591\t\t20230101\t*\t1\tR\r\n",
            "0001A 36591 is told twice for one day",
        ),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(broken: str | bytes, says: str) -> None:
    assert says in refusal(NAME, broken)


def many(pairs: int) -> list[str]:
    """Rows of as many pairs, in order; more than are read or put in at once."""
    return [f"{10_000 + number // 100}\t{20_000 + number % 100}\t\t20200101\t*\t1\tManual\r\n" for number in range(pairs)]


@pytest.mark.parametrize(
    ("place", "again"), [(1, 0), (49, 48), (50, 0), (51, 50), (249, 3), (250, 249), (251, 0), (2_999, 1_500)]
)
def test_among_many_pairs_the_one_that_is_told_twice_is_named_with_its_line(place: int, again: int) -> None:
    rows = many(3_000)
    rows[place] = rows[again]

    assert f"line {7 + place}: {rows[again][:5]} {rows[again][6:11]} was told before" in refusal(NAME, HEADER + "".join(rows))


@pytest.mark.parametrize("place", [0, 1_000, 2_999])
def test_among_many_pairs_the_one_that_is_none_is_named_with_its_line(place: int) -> None:
    rows = many(3_000)
    rows[place] = rows[place].replace("\t1\t", "\t2\t")

    assert f"line {7 + place}: The row is not as in an NCCI file" in refusal(NAME, HEADER + "".join(rows))


def test_an_empty_line_among_many_pairs_is_left_out() -> None:
    rows = many(3_000)

    assert len(rows_in(NAME, HEADER + "".join([*rows[:1_500], "\r\n", *rows[1_500:], "\r\n"]))) == 3_000
