"""What is kept from set to set knows nothing of the set before: a file is read as if every set were the first."""

from random import Random

import pytest

from superbill.x12 import walk
from superbill.x12.check import check
from superbill.x12.report import Report
from superbill.x12.tools.generate import KINDS, generate
from tests.x12.answering import DAY
from tests.x12.damage import PIECES


def read(data: bytes) -> tuple[Report, list[object]]:
    """The report, and the objects in their order."""
    heard: list[object] = []
    return check(data, hear=heard.append), heard


def damaged(data: bytes, seed: int) -> bytes:
    """The file with a piece cut out and another in its place."""
    random = Random(seed)  # noqa: S311  (nothing secret)
    at = random.randrange(len(data))
    return data[:at] + random.choice(PIECES) + data[at + random.randrange(200) :]


@pytest.mark.parametrize("kind", KINDS)
def test_sets_that_share_what_hears_them_give_the_same_as_sets_that_do_not(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = b"".join(generate(kind, seed=5, claims=9, on=DAY, claims_per_set=3))
    files = [whole, *(damaged(whole, seed) for seed in range(12))]

    shared = [read(data) for data in files]
    monkeypatch.setattr(walk, "_MOST_KEPT", 0)
    alone = [read(data) for data in files]

    assert shared == alone
    assert shared[0][0].sets > 1
