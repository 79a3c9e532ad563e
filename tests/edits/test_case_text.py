"""The YAML of cases: few sorts of values, and what cannot be read is refused with its line."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from superbill.edits.case_text import BadCaseText, read_case_text
from tests.edits.cases import case_files

PIECES = ("a", "b", "- ", "-", ": ", ":", "\n", "\n  ", "\n    ", "[", "]", "{", "}", ", ", "'", '"', "\\", "#", " ", "1", "0450", "no",
          "2026-09-14", "it's", "true", "null", "~", "1:30", "1e5", "&x", "*x", "|", "!t", "%", "---", "\t", "é", "<<", "? ")  # fmt: skip


def test_every_file_of_cases_is_read_as_any_yaml_reader_reads_it() -> None:
    texts = {file.name: file.read_text(encoding="utf-8") for file in case_files()}

    read = {name: read_case_text(text, where=name) for name, text in texts.items()}

    assert read == {name: yaml.safe_load(text) for name, text in texts.items()}


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(BadCaseText):
        made = read_case_text(text, where="it")

        assert made is None or isinstance(made, str | int | date | bool | list | dict)


def test_values_are_texts_whole_numbers_days_and_constants() -> None:
    made = read_case_text("a: [x y, 'it''s', \"q\\\"\", 12, -3, 2026-09-14, true, null, {b: 1}] # said\n", where="it")

    assert made == {"a": ["x y", "it's", 'q"', 12, -3, date(2026, 9, 14), True, None, {"b": 1}]}


@pytest.mark.parametrize(
    "word", ["0450", "no", "Yes", "12:30", "1e5", "1_000", "0x1F", "1.5", "~", "TRUE", "2026-9-1", "007", "-0"]
)
def test_what_yaml_takes_for_something_else_stays_a_text(word: str) -> None:
    assert read_case_text(f"ndc: {word}", where="it") == {"ndc": word}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: &x 1\nb: *x", 2, "alias"),
        ("a: 'x", 1, "end of stream"),
        ("a: [1, 2", 1, "expected"),
        ("a: {b: 1, b: 2}", 1, "twice"),
        ("a: 1\na: 2", 2, "twice"),
        ("1: 2", 1, "no name"),
        ("a: 1\n   b: 2", 2, "not allowed"),
        ("a: 1\nwhat", 2, "expected"),
        ("a: 2026-02-30", 1, "no day"),
        ("\ta: 1", 1, "cannot start"),
        ("a: !!python/name:os.system x", 1, "constructor"),
        ("a: 1\n---\nb: 2", 2, "document"),
        ("b: 1\na: \x00", 2, "no text"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    with pytest.raises(BadCaseText) as told:
        read_case_text(text, where="mine.yaml")

    assert words in told.value.what
    assert told.value.where in (f"mine.yaml, line {line}", f"mine.yaml, line {line + 1}")


def test_a_file_without_anything_is_nothing() -> None:
    made: Any = read_case_text("# only a remark\n\n", where="it")

    assert made is None
