"""What a site writes itself is read or refused, and what a file holds cannot steer the terminal that shows it."""

from pathlib import Path

import pytest

from superbill.x12.companion import BadCompanion, read_companion
from superbill.x12.lists import Lists
from superbill.x12.lists.tables import BadCodeList
from tests.cli.running import superbill_here
from tests.x12.fuzz.inputs import CORPUS

ODD_TEXTS = {
    "a number of 5,000 digits": "a = " + "9" * 5_000,
    "brackets without end": "a = " + "[" * 5_000,
    "a zero byte": "a = \0",
}
ODD_ROWS = {
    "a cell without end": 'code\n"' + "A" * 200_000,
    "a run of numbers that are no codes": "code\nA1..A" + "9" * 5_000,
}


@pytest.mark.parametrize("text", ODD_TEXTS.values(), ids=ODD_TEXTS)
def test_a_text_that_is_no_toml_is_refused_as_a_guide_and_as_lists(text: str) -> None:
    with pytest.raises(BadCompanion):
        read_companion(text)
    with pytest.raises(BadCodeList):
        Lists.standard().with_toml(text)


@pytest.mark.parametrize("rows", ODD_ROWS.values(), ids=ODD_ROWS)
def test_rows_that_are_no_codes_are_refused(rows: str) -> None:
    with pytest.raises(BadCodeList):
        Lists.standard().with_codes("place of service", rows)


def test_a_row_without_its_code_holds_none() -> None:
    lists = Lists.standard().with_codes("place of service", "since,until,code\n2020-01-01\n,,11\n")

    assert [*lists.get("place of service").table] == ["11"]  # type: ignore[misc]  # it is a table


@pytest.mark.parametrize("words", ["show a.edi", "validate a.edi", "diff a.edi b.edi"])
def test_what_would_steer_a_terminal_is_spelled_out(tmp_path: Path, words: str) -> None:
    data = (CORPUS / "set-837-005010X222A1.edi").read_bytes()
    (tmp_path / "a.edi").write_bytes(data.replace(b"NM1*85*", b"NM1*85*\x1b[31m"))
    (tmp_path / "b.edi").write_bytes(data)

    ended = superbill_here("x12", *words.split(), cwd=tmp_path)

    assert "\\x1b[" in ended.out
    assert "\x1b" not in ended.out + ended.err
