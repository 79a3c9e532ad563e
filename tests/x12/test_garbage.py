"""Garbage is looked for less often while a file is checked, and afterwards as before."""

import gc
from collections.abc import Iterator

import pytest

from superbill.x12.check import check
from superbill.x12.garbage import seldom_collected


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_garbage_is_looked_for_less_often_inside_and_as_before_afterwards() -> None:
    gc.set_threshold(701, 11, 12)

    with seldom_collected(), seldom_collected():
        inside = gc.get_threshold()

    assert inside[0] > 701
    assert gc.get_threshold() == (701, 11, 12)


def test_it_is_as_before_after_an_error() -> None:
    gc.set_threshold(701, 11, 12)

    with pytest.raises(ZeroDivisionError), seldom_collected():
        _ = 1 // 0

    assert gc.get_threshold() == (701, 11, 12)


@pytest.mark.parametrize("young", [0, 90_000])
def test_who_looks_less_often_anyway_is_left_alone(young: int) -> None:
    gc.set_threshold(young, 11, 12)

    with seldom_collected():
        inside = gc.get_threshold()

    assert inside == (young, 11, 12)


def test_the_check_of_a_file_leaves_it_as_it_was() -> None:
    gc.set_threshold(701, 11, 12)
    seen: list[int] = []

    def chunks() -> Iterator[bytes]:
        seen.append(gc.get_threshold()[0])
        yield b"no X12"

    check(chunks())

    assert seen[0] > 701
    assert gc.get_threshold() == (701, 11, 12)
