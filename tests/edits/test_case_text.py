"""The reader of cases: what it takes it reads as YAML does; what it does not take it refuses with the line."""

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from superbill.edits.case_text import BadCaseText, read_case_text
from tests.edits.cases import case_files

PIECES = ("a", "b", "- ", "-", ": ", ":", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", '"', "\\", "#", " ", "1", "0450", "no",
          "2026-09-14", "it's", "true", "null", "~", "1:30", "1e5", "&x", "*x", "|", "!t", "%", "---", "\t", "é")  # fmt: skip


def test_every_file_of_cases_is_read_as_yaml_reads_it() -> None:
    read = {file.name: read_case_text(file.read_text(encoding="utf-8"), where=file.name) for file in case_files()}

    assert read == {file.name: yaml.safe_load(file.read_text(encoding="utf-8")) for file in case_files()}


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_nothing_is_read_otherwise_than_yaml_reads_it(text: str) -> None:
    try:
        made, wanted = read_case_text(text, where="it"), yaml.safe_load(text)
    except (BadCaseText, yaml.YAMLError):
        return

    assert made == wanted


def test_values_are_texts_whole_numbers_days_and_constants() -> None:
    made = read_case_text("a: [x y, 'it''s', \"q\\\"\", 12, -3, 2026-09-14, true, null, {b: 1}] # said\n", where="it")

    assert made == {"a": ["x y", "it's", 'q"', 12, -3, date(2026, 9, 14), True, None, {"b": 1}]}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb: 0450", 2, "quotes"),
        ("a: no", 1, "quotes"),
        ("a: &x 1", 1, "quotes"),
        ("a: 'x", 1, "not closed"),
        ("a: [1, 2", 1, "closing bracket"),
        ("a: {b 1}", 1, "colon"),
        ("a: {b: 1, b: 2}", 1, "twice"),
        ("a: 1\na: 2", 2, "twice"),
        ("a: 1\n   b: 2", 2, "too far to the right"),
        ("  a: 1\nb: 2", 2, "not as far"),
        ("a: 1\nwhat", 2, "name: value"),
        ("a: 2026-02-30", 1, "no day"),
        ("---\na: 1", 1, "not read"),
        ("\ta: 1", 1, "blanks"),
        ('a: "\\n"', 1, "single quotes"),
        ("a: [1] 2", 1, "after the closing bracket"),
    ],
)
def test_what_is_not_known_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BadCaseText) as told:
        read_case_text(text, where="mine.yaml")

    assert told.value.where == f"mine.yaml, line {line}"
    assert words in f"{told.value.what} {told.value.todo}"


def test_a_file_without_anything_is_nothing() -> None:
    made: Any = read_case_text("# only a remark\n\n", where="it")

    assert made is None
