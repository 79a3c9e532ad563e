"""Invented 837 files with wanted faults, and their answers in pieces that tests can look at."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from functools import cache

from superbill.x12.answers.a277ca import answer_facts
from superbill.x12.answers.answer import Heard, hear_file
from superbill.x12.answers.outcome import Outcome
from superbill.x12.answers.read import outcomes
from superbill.x12.tools.generate import generate

AT = datetime(2026, 9, 19, 8, 0, tzinfo=UTC)
DAY = date(2026, 9, 18)


@cache
def claims_file(kind: str, *faults: str, claims: int = 12, per_set: int = 6) -> bytes:
    """A file of invented claims; the same words give the same file."""
    return b"".join(generate(kind, seed=3, claims=claims, on=DAY, faults=faults, claims_per_set=per_set))


@cache
def heard(kind: str, *faults: str, claims: int = 12) -> Heard:
    """What an answer is made from."""
    return hear_file(claims_file(kind, *faults, claims=claims))


def answered(heard: Heard, *, levels: Iterable[int] = (1, 2, 3, 4, 5, 7), after_999: bool = False) -> bytes:
    """The 277CA, for every set unless the 999 goes before."""
    return answer_facts(heard.report, heard.claims, at=AT, on=DAY, levels=levels, after_999=after_999)


def segments(data: bytes) -> list[str]:
    """The segments of an answer, which has one a line."""
    return data.decode("ascii").replace("\n", "").split("~")[:-1]


def claims_told(data: bytes) -> dict[str, Outcome]:
    """What an answer says of each claim, by its number."""
    return {each.control: each for each in outcomes(data) if each.of == "claim"}


def rejected(data: bytes) -> set[str]:
    """The claims that an answer does not take."""
    return {control for control, told in claims_told(data).items() if not told.is_taken}
