"""Errors and findings: sentences with their parts, that read as one."""

import pytest

from superbill.basics.errors import BadInput, NotPossible, SuperbillError
from superbill.basics.findings import Source


@pytest.mark.parametrize(
    ("where", "todo", "text"),
    [
        ("remit.835, segment 14", "Ask the payer.", "remit.835, segment 14: It is cut. Ask the payer."),
        ("", "Ask the payer.", "It is cut. Ask the payer."),
        ("remit.835", "", "remit.835: It is cut."),
        ("", "", "It is cut."),
    ],
)
def test_an_error_reads_as_where_what_and_what_to_do(where: str, todo: str, text: str) -> None:
    error = BadInput("It is cut.", where=where, todo=todo)

    assert str(error) == text
    assert (error.what, error.where, error.todo, error.again) == ("It is cut.", where, todo, False)


def test_an_error_says_whether_trying_again_can_help() -> None:
    assert NotPossible("The payer is busy.", again=True).again


def test_both_branches_are_caught_as_one() -> None:
    for kind in (BadInput, NotPossible):
        with pytest.raises(SuperbillError):
            raise kind("It is cut.")
    assert not issubclass(BadInput, NotPossible)


def test_a_source_reads_with_its_section_where_there_is_one() -> None:
    assert str(Source("X12 005010X222A1", "CLM05-3")) == "X12 005010X222A1, CLM05-3"
    assert str(Source("45 CFR 162.406")) == "45 CFR 162.406"
