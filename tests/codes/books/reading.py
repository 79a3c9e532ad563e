"""Reading an invented file as its book would: which format it is found to be, and the rows or the refusal."""

import sqlite3

import pytest

from superbill.codes.book import Row, find_layout
from superbill.codes.pack import read_pack
from superbill.codes.source import BadCodeFile, Source


def rows_in(name: str, text: str | bytes) -> list[Row]:
    """The rows of a file, which must be recognised."""
    source = Source.from_bytes(name, text.encode() if isinstance(text, str) else text)
    found = find_layout(source)
    assert found is not None
    return list(found[1].read(source))


def layout_of(name: str, text: str) -> str:
    """Book and format of a file."""
    found = find_layout(Source.from_bytes(name, text.encode()))
    return f"{found[0].name}: {found[1].name}" if found else ""


def refusal(name: str, text: str | bytes) -> str:
    """What is said when the file is installed, with where."""
    source = Source.from_bytes(name, text.encode() if isinstance(text, str) else text)
    found = find_layout(source)
    assert found is not None
    with pytest.raises(BadCodeFile) as refused:
        read_pack(sqlite3.connect(":memory:"), source, *found)
    return f"{refused.value.where}: {refused.value.what}"
