"""A file read, checked and answered in one pass, as its receiver would: TA1, then 999, then 277CA.

Each answer is given only for what the one before it lets through: an interchange that the TA1 refuses gets no 999, a set that
the 999 rejects no 277CA. What is kept of each claim while the file goes by are some facts, so that memory grows by less than a
kilobyte a claim; the answers are written set by set.
"""

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from superbill.x12.answers import Numbers
from superbill.x12.answers.a277ca import NumberOf, Source, answer_facts
from superbill.x12.answers.a999 import LEVELS, answer_999
from superbill.x12.answers.a_ta1 import answer_ta1, verdict_of
from superbill.x12.answers.blame import REJECTING
from superbill.x12.answers.facts import ClaimFacts, Hearing
from superbill.x12.check import check
from superbill.x12.report import Report

if TYPE_CHECKING:
    from superbill.x12.companion import Companion
    from superbill.x12.lists import Lists


@dataclass(frozen=True, slots=True)
class Heard:
    """A file that was read for answering: its report, which holds errors only, and the facts of its claims in their order."""

    report: Report
    claims: tuple[ClaimFacts, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """The answers to a file, each empty when there is nothing to say; `heard` is what they were made from."""

    ta1: bytes
    ack_999: bytes
    ack_277ca: bytes
    heard: Heard


def hear_file(
    source: bytes | bytearray | memoryview | Iterable[bytes],
    *,
    levels: Iterable[int] = REJECTING,
    lists: "Lists | None" = None,
    companions: Sequence["Companion"] = (),
) -> Heard:
    """Read and check a file for answering. Never raises for what stands in it. Levels 1 and 2 are always checked."""
    hearing = Hearing({*levels, *LEVELS})
    report = check(
        source,
        levels=hearing.levels,
        lists=lists,
        companions=companions,
        most=sys.maxsize,
        hear=hearing.take,
        keep=hearing.keep,
    )
    return Heard(report, tuple(hearing.claims))


def answer_file(
    source: bytes | bytearray | memoryview | Iterable[bytes],
    *,
    at: datetime,
    on: date,
    numbers: Numbers | None = None,
    levels: Iterable[int] = REJECTING,
    lists: "Lists | None" = None,
    companions: Sequence["Companion"] = (),
    sender: Source | None = None,
    number_of: NumberOf | None = None,
) -> Answers:
    """Answer a file: bytes, or chunks of any size. `at` is the local time on the answers, `on` the day when it was received.

    Control numbers count on from `numbers` through all the answers. A TA1 is given where one is asked for or the interchange has
    something wrong. Raises `X12Error` when the file's sender or receiver cannot stand in an envelope.
    """
    heard = hear_file(source, levels=levels, lists=lists, companions=companions)
    own = numbers or Numbers()
    ta1 = answer_ta1(heard.report, at=at, numbers=own, always=False)
    own = _after(ta1, own)
    taken = replace(heard.report, interchanges=[each for each in heard.report.interchanges if verdict_of(each)[0] != "R"])
    ack_999 = answer_999(taken, at=at, numbers=own)
    own = _after(ack_999, own)
    ack_277ca = answer_facts(taken, heard.claims, at=at, on=on, numbers=own, levels=levels, source=sender, number_of=number_of)
    return Answers(ta1, ack_999, ack_277ca, heard)


def _after(answered: bytes, numbers: Numbers) -> Numbers:
    """The numbers after those that an answer has used: it has one segment a line."""
    used = {tag: answered.count(b"\n" + tag) for tag in (b"GS*", b"ST*")}
    interchanges = answered.count(b"\nIEA*")
    return replace(
        numbers,
        interchange=numbers.interchange + interchanges,
        group=numbers.group + used[b"GS*"],
        set=numbers.set + used[b"ST*"],
    )
