"""What was read unchanged is written byte for byte, whatever the file looked like."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.errors import X12Error
from superbill.x12.tools.as_json import to_json, to_x12
from tests.x12.test_check import BARE, CLAIM, REMIT, SHAPES

ROOT = Path(__file__).resolve().parents[2]


def again(data: bytes) -> bytes:
    return b"".join(to_x12(to_json(data)))


@pytest.mark.parametrize("data", [REMIT, CLAIM + REMIT, *SHAPES.values()], ids=["835", "two", *SHAPES])
def test_what_was_read_is_written_byte_for_byte(data: bytes) -> None:
    assert again(data) == data


def test_letters_of_every_encoding_come_back() -> None:
    for name in ("MÜLLER".encode(), "MÜLLER".encode("cp1252"), b"\xff\xfe\x81"):
        data = BARE.replace(b"OKAFOR", name)
        assert again(data) == data


def test_a_segment_tells_its_loop_its_name_and_its_values() -> None:
    lines = [json.loads(line) for line in to_json(CLAIM)]

    claim = next(line for line in lines if line.get("segment") == "CLM")

    assert (claim["loop"], claim["name"]) == ("2300", "claim")
    assert claim["values"]["control"] == "V1001-1"
    assert claim["elements"][4] == [["11", "B", "1"]]


def test_a_changed_element_changes_the_file_there_and_nowhere_else() -> None:
    lines = [json.loads(line) for line in to_json(CLAIM)]
    claim = next(line for line in lines if line.get("segment") == "CLM")
    claim["elements"][0] = "V1001-2"

    changed = b"".join(to_x12(json.dumps(line) for line in lines))

    assert changed == CLAIM.replace(b"CLM*V1001-1*", b"CLM*V1001-2*")


@pytest.mark.parametrize("data", [b"", b"hello", CLAIM[:-40]])
def test_what_is_not_whole_is_refused(data: bytes) -> None:
    with pytest.raises(X12Error):
        list(to_json(data))


@pytest.mark.parametrize("line", ["{", "[]", '{"segment": "CLM"}', '"CLM"', '{"segment": 1, "elements": []}'])
def test_a_line_that_is_no_segment_is_named(line: str) -> None:
    with pytest.raises(X12Error, match="line 1"):
        list(to_x12([line]))


@given(st.integers(110, len(BARE) - 20), st.text(st.characters(codec="latin-1", exclude_characters="~"), max_size=4))
def test_any_text_in_a_segment_comes_back(at: int, put: str) -> None:
    data = BARE[:at] + put.encode("latin-1") + BARE[at:]

    assert again(data) == data
