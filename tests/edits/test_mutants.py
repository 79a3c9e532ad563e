"""The cases watch every part of every edit: an edit with one part spoilt gives another answer to at least one case."""

import pytest

from superbill.edits import Edit, get_edit
from superbill.edits.mutants import mutants, survivors
from superbill.places.us.edits import us_edits
from tests.edits.cases import cases_of


@pytest.mark.parametrize("edit", us_edits(), ids=lambda edit: edit.code)
def test_a_spoilt_edit_is_caught_by_its_cases(edit: Edit) -> None:
    assert survivors(edit, cases_of(edit.code)) == []


def test_every_part_of_an_edit_can_be_spoilt() -> None:
    spoilt = {
        name.split(" = ")[0]
        for code in ("NCCI-PTP-01", "TF-01", "MUE-01")
        for name, _ in mutants(get_edit(code, edits=us_edits()))
    }

    assert spoilt >= {"when", "about", "same", "since", "on_part", "most"}
