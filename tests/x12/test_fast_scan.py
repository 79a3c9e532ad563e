"""The scan finds every segment and element where a plain split finds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.fast.reader import _BlockReader
from superbill.x12.fast.scan import packed, scan, tag_of
from superbill.x12.segments import Delimiters
from superbill.x12.stream import _Reader

TILDE = Delimiters()
LINE = Delimiters(terminator="\n")
SHAPES = {
    "no line ends": (b"NM1*41*2*OAK*~N3*1 ELM ST~", TILDE, False),
    "line feeds": (b"NM1*41*2*OAK*~\nN3*1 ELM ST~\n", TILDE, False),
    "CRLF": (b"NM1*41*2*OAK*~\r\nN3*1 ELM ST~\r\n", TILDE, False),
    "blank lines": (b"\n\nNM1*41*2*OAK*~\n \n\nN3*1 ELM ST~", TILDE, False),
    "empty segments": (b"~NM1*41*2*OAK*~~\n~N3*1 ELM ST~", TILDE, False),
    "line feed as terminator": (b"NM1*41*2*OAK*\nN3*1 ELM ST\n", LINE, False),
    "CRLF where the terminator is LF": (b"NM1*41*2*OAK*\r\n\r\nN3*1 ELM ST\r\n", LINE, False),
    "small letters in names": (b"nm1*41*2*OAK*~n3*1 ELM ST~", TILDE, False),
    "a line end inside an element": (b"NM1*41*2*O\nAK*~N3*1 ELM ST~", TILDE, True),
    "a line end before the terminator": (b"NM1*41*2*OAK*\n~N3*1 ELM ST~", TILDE, True),
    "a line end inside the name": (b"NM\r\n1*41*2*OAK*~N3*1 ELM ST~", TILDE, True),
    "a carriage return inside where LF ends segments": (b"NM1*41*2*O\rAK*\nN3*1 ELM ST\n", LINE, True),
}


@pytest.mark.parametrize(("data", "marks", "odd"), SHAPES.values(), ids=SHAPES)
def test_segments_are_found_in_every_shape_and_broken_ones_marked(data, marks, odd):
    found = scan(data, marks)

    texts = [found.text(segment, marks) for segment in range(len(found))]

    assert [text.replace("\r", "").upper() for text in texts] == ["NM1*41*2*OAK*", "N3*1 ELM ST"]
    assert found.odd.tolist() == [odd, False]


def test_elements_stand_between_their_marks():
    data = b"  NM1*41**OAK~SE~"

    found = scan(data, TILDE)

    assert found.start.tolist() == [2, 14]
    assert found.first.tolist() == [0, 4, 5]
    assert found.marks.tolist() == [5, 8, 9, 13, 16]
    assert [tag_of(int(tag)) for tag in found.tag] == ["NM1", "SE"]


@pytest.mark.parametrize("name", ["N", "NM12", "1NM", "N-1", "", " N1"])
def test_a_name_that_is_none_is_marked(name):
    found = scan(f"{name}*1~N1*PE~".encode(), TILDE)

    assert found.odd.tolist() == [name != " N1", False]


def test_what_has_no_terminator_is_left_out():
    assert len(scan(b"N1*PE~N3*1 EL", TILDE)) == 1
    assert len(scan(b"", TILDE)) == 0


@pytest.mark.parametrize("tag", ["ST", "NM1", "CR1"])
def test_a_packed_name_can_be_unpacked(tag):
    assert tag_of(packed(tag)) == tag


fragments = st.sampled_from(
    ["ST*1", "IEA*1*2", "iea*1", "Iea*1", "ISA*00", "isa*", "IEA", "BIN*3*", "BDS*", "~", "~", "\n", " ", "\r\n", "x" * 90]
)


@given(text=st.lists(fragments, max_size=20).map("".join), marks=st.sampled_from([TILDE, LINE, Delimiters(terminator="\r")]))
def test_special_segments_are_found_where_the_plain_reader_finds_them(text, marks):
    plain, fast = _Reader(lambda code, offset, value: None), _BlockReader(lambda code, offset, value: None)
    plain.text = fast.text = text
    last = text.rfind(marks.terminator) + 1

    found = fast._special(marks, last)

    assert found == plain._special(marks, last)


@given(lines=st.lists(st.lists(st.text("AB1 :", max_size=5), min_size=1, max_size=6), max_size=12))
def test_the_scan_splits_as_python_does(lines):
    data = "".join("N1*" + "*".join(elements) + "~\n" for elements in lines)

    found = scan(data.encode(), TILDE)

    split = [found.text(segment, TILDE).split("*") for segment in range(len(found))]
    assert split == [["N1", *elements] for elements in lines]
    assert found.first.tolist() == [sum(len(each) + 1 for each in lines[:count]) for count in range(len(lines) + 1)]
