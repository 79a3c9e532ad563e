"""What `superbill.x12` offers to other programs, whatever was imported before."""

import importlib

import superbill.x12
from superbill.x12 import validate
from tests.x12.test_check import CLAIM


def test_every_name_that_is_offered_is_there() -> None:
    for name in superbill.x12.__all__:
        importlib.import_module("superbill.x12.check")
        assert callable(getattr(superbill.x12, name)), name


def test_a_file_is_validated_by_the_public_name() -> None:
    assert validate(CLAIM).accepted
