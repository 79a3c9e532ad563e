"""Files as sources: lines, encodings, rows and what cells hold, on both sides of every edge."""

import pytest

from superbill.codes.source import BadCodeFile, Source


def source(data: str | bytes) -> Source:
    return Source.from_bytes("some/folder/file.txt", data.encode() if isinstance(data, str) else data)


def test_lines_have_their_numbers_and_no_ends_and_a_mark_of_encoding_is_no_text() -> None:
    text = source("\ufeffone\r\n\r\ntwo\x0b\x1c\u2028same\nthree")

    assert list(text.lines()) == [(1, "one"), (2, ""), (3, "two\x0b\x1c\u2028same"), (4, "three")]
    assert text.name == "file.txt"


@pytest.mark.parametrize(
    ("data", "encoding", "says"),
    [
        (b"one\ntw\xffo\n", "utf-8", "file.txt, line 2: Byte 3 of the line is no UTF-8."),
        (b"one\n" * 50_000 + b"\xe2\x80", "utf-8", "line 50001: Byte 1 of the line is no UTF-8."),
        (b"one\ntw\x81o\n", "cp1252", "line 2: Byte 3 of the line is no CP1252."),
        ("one\ntwo".encode("utf-16-le"), "utf-8", "line 1: The line holds binary zeros"),
        ("one\ntwo".encode("utf-16"), "utf-8", "line 1: Byte 1 of the line is no UTF-8."),
    ],
)
def test_bytes_of_another_encoding_are_refused_with_their_line(data: bytes, encoding: str, says: str) -> None:
    with pytest.raises(BadCodeFile) as refused:
        list(source(data).lines(encoding))

    assert says in str(refused.value)


@pytest.mark.parametrize("lines", [0, 1, 40_000])
def test_blocks_are_the_lines_with_their_ends_and_the_number_of_the_first(lines: int) -> None:
    text = "".join(f"line {number}\r\n" for number in range(lines))

    blocks = list(source(text).blocks())

    assert [line for _, some in blocks for line in some] == text.splitlines(keepends=True)
    assert all(some[0] == f"line {number - 1}\r\n" for number, some in blocks)
    assert len(blocks) > 1 or lines < 40_000


@pytest.mark.parametrize("place", [0, 9_000, 39_999])
def test_binary_zeros_are_found_in_whichever_block_they_stand(place: int) -> None:
    text = ["one\n"] * 40_000
    text[place] = "t\0wo\n"

    with pytest.raises(BadCodeFile, match=f"line {place + 1}: The line holds binary zeros"):
        list(source("".join(text)).lines())


@pytest.mark.parametrize("data", ["", "one\n", "one\r\n\n"])
def test_a_file_whose_last_line_ends_is_whole(data: str) -> None:
    assert list(source(data).lines(ended=True)) == list(source(data).lines())


@pytest.mark.parametrize("data", ["one", "one\ntwo", "one\n\x1a"])
def test_a_file_whose_last_line_does_not_end_was_cut_where_that_matters(data: str) -> None:
    assert list(source(data).lines())

    with pytest.raises(BadCodeFile, match="ends in the middle of a line"):
        list(source(data).lines(ended=True))


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"plain", "utf-8"),
        ("naïve – €".encode(), "utf-8"),
        ("naïve – €".encode("cp1252"), "cp1252"),
        (b"x" * (1 << 20) + "é".encode(), "utf-8"),
        (b"x" * ((1 << 20) - 1) + "é".encode(), "utf-8"),
        (b"x" * (1 << 20) + b"\xe9", "cp1252"),
        (b"x\xe2\x80", "cp1252"),
    ],
)
def test_a_file_is_utf_8_only_where_all_of_it_is(data: bytes, encoding: str) -> None:
    assert source(data).encoding() == encoding


def test_rows_have_the_number_of_their_last_line_and_no_blanks_around_cells() -> None:
    assert list(source('a, b \n"two\nlines",c\n').rows()) == [(1, ["a", "b"]), (3, ["two\nlines", "c"])]


@pytest.mark.parametrize("data", ['a,"b\n', 'a\n"b"c,d\n'])
def test_quotes_that_do_not_match_are_refused(data: str) -> None:
    with pytest.raises(BadCodeFile, match="not well-formed"):
        list(source(data).rows())


def test_cells_must_have_that_many_columns() -> None:
    text = source("title\na,b\n\n , \nc,d\ne\n")
    rows = text.cells(2, skip=1)

    assert [next(rows), next(rows)] == [(2, ["a", "b"]), (5, ["c", "d"])]
    with pytest.raises(BadCodeFile, match=r"line 6: The row has 1 columns and should have 2\."):
        next(rows)


@pytest.mark.parametrize("text", ["20261001", "20240229", "18991231"])
def test_a_day_of_the_calendar_is_a_day(text: str) -> None:
    assert source("").day(text, 1) == int(text)


@pytest.mark.parametrize("text", ["20261301", "20230229", "2026-10-01", "17991231", "21000101", "２０２６１００１", "", " "])
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(BadCodeFile, match="is no day"):
        source("").day(text, 1, empty=())


@pytest.mark.parametrize(
    ("text", "places", "whole"),
    [
        ("1", 4, 10_000),
        ("$1,234.5678", 4, 12_345_678),
        ("-0.0001", 4, -1),
        ("12.34", 2, 1_234),
        (".5", 2, 50),
        ("1.2300000", 2, 123),
    ],
)
def test_a_rate_is_exact(text: str, places: int, whole: int) -> None:
    assert source("").rate(text, 1, places=places) == whole
    assert source("").rate(text, 1, places=places) == whole


@pytest.mark.parametrize("text", ["", "1.00001", "one", "1.2.3", "NaN", "Infinity", "1e40"])
def test_what_cannot_be_held_exactly_is_refused(text: str) -> None:
    with pytest.raises(BadCodeFile, match="line 7"):
        source("").rate(text, 7)
