"""A file checked by several processes has the very report that it has when one process reads it in order."""

import os
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12 import parallel
from superbill.x12.check import check
from superbill.x12.companion import read_companion
from superbill.x12.fast import block
from superbill.x12.lists import Lists
from superbill.x12.outline import NotPlain, read_outline
from superbill.x12.parallel import check_in_parts
from superbill.x12.report import Report
from superbill.x12.tools.faults import faults_for
from superbill.x12.tools.generate import generate

KINDS = ("837P", "837I", "837D", "835", "270", "271", "276", "277", "834")
ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 9, 18)
POOL = parallel._Together._pool
ACME = ROOT / "examples/x12/acme.toml"


class Here:
    """A pool without processes."""

    def __init__(self, wanted: Any) -> None:
        parallel._begin_work(wanted)

    def submit(self, work: Callable[..., Any], *given: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(work(*given))
        except NotPlain as error:
            done.set_exception(error)
        return done

    def shutdown(self, *, cancel_futures: bool) -> None:
        parallel._Work.stack.close()


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small files have many parts."""
    monkeypatch.setattr(parallel, "_PART", 2_000)
    monkeypatch.setattr(parallel, "_BATCH", 6_000)
    monkeypatch.setattr(parallel._Together, "_pool", lambda self: Here(self.wanted))
    monkeypatch.setattr("gc.freeze", lambda: None)


@pytest.fixture
def ordinary(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was left to the ordinary check."""
    left: list[str] = []

    def checked(*given: Any, **named: Any) -> Report:
        left.append("left")
        return check(*given, **named)

    monkeypatch.setattr(parallel, "check", checked)
    return left


@cache
def made(kind: str, *faults: str, claims: int = 12) -> bytes:
    """Six sets, or more where the faults must find their places."""
    return b"".join(generate(kind, seed=7, claims=claims, on=DAY, faults=faults, claims_per_set=claims // 6))


ENVELOPES = tuple(name for name in faults_for("837P") if name.endswith(("-count", "-control", "-file", "-trailer")))
CLAIMS, REMITS = made("837P"), made("835")
OTHER_MARKS = bytes.maketrans(b"*:^~", b"|>!\x1c")
SAME_NUMBERS = CLAIMS.replace(b"*0003", b"*0002").replace(b"*0005", b"*0002")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_in_order_is_checked_in_parts(kind: str, ordinary: list[str]) -> None:
    data = made(kind)

    report = check_in_parts(data, jobs=2)

    assert report == check(data)
    assert report.sets == 6
    assert not ordinary


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_inside_sets_is_told_as_in_order(kind: str, ordinary: list[str]) -> None:
    faults = [
        name
        for name in faults_for(kind)
        if name not in (*ENVELOPES, "se-count", "se-control", "control-character", "unknown-guide")
    ]
    data = made(kind, *faults, "se-count", "se-control", claims=120)

    report = check_in_parts(data, jobs=2)

    assert report == check(data)
    assert len({finding.code for finding in report.findings}) > 8
    assert not ordinary


@pytest.mark.parametrize("fault", [*ENVELOPES, "control-character", "unknown-guide"])
def test_what_is_wrong_with_envelopes_is_told_as_in_order(fault: str) -> None:
    data = made("837P", fault)

    report = check_in_parts(data, jobs=2)

    assert report == check(data)
    assert not report.accepted


SHAPES = {
    "no line ends": CLAIMS.replace(b"\n", b""),
    "CRLF": CLAIMS.replace(b"\n", b"\r\n"),
    "other delimiters": CLAIMS.translate(OTHER_MARKS),
    "two interchanges": CLAIMS + REMITS,
    "two interchanges with other delimiters, and blanks between": CLAIMS + b"\r\n \x1a" + REMITS.translate(OTHER_MARKS),
    "the same interchange again": CLAIMS + CLAIMS,
    "the same control number for several sets": SAME_NUMBERS,
    "two groups": b"~\nGE*6*".join(CLAIMS.split(b"~\nGE*6*")[:1])
    + b"~\n"
    + CLAIMS[CLAIMS.index(b"GE*6*") :]
    .replace(b"IEA*1*", b"IEA*2*")
    .replace(b"~\nIEA", b"~\n" + CLAIMS[CLAIMS.index(b"GS*") : CLAIMS.index(b"~\nIEA")] + b"~\nIEA"),
    "an empty group": REMITS[: REMITS.index(b"ST*")] + b"GE*0*1~\n" + REMITS[REMITS.index(b"IEA*") :],
    "an acknowledgement before the group": CLAIMS.replace(b"GS*", b"TA1*000000001*260918*1030*A*000~\nGS*", 1),
    "control characters": CLAIMS.replace(b"~\nN3*", b"~\nN3*\x00"),
    "text that is not ASCII": CLAIMS.replace(b"~\nN4*", b"~\nN4*SANT\xc9 "),
}


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_files_of_many_shapes_are_checked_in_parts(data: bytes, ordinary: list[str]) -> None:
    report = check_in_parts(data, jobs=2)

    assert report == check(data)
    assert not ordinary


NOT_PLAIN = {
    "empty": b"",
    "no X12": b"Dear Sir or Madam",
    "a byte-order mark": b"\xef\xbb\xbf" + CLAIMS,
    "blanks at the beginning": b"\n" + CLAIMS,
    "blank lines": CLAIMS.replace(b"~\nCLM", b"~\n\n\nCLM"),
    "line feed as terminator": CLAIMS.replace(b"\n", b"").replace(b"~", b"\n"),
    "a file that was wrapped": b"\n".join(CLAIMS[at : at + 80] for at in range(0, len(CLAIMS), 80)),
    "small names of trailers": CLAIMS.replace(b"~\nSE*", b"~\nse*"),
    "a blank after the name of a trailer": CLAIMS.replace(b"~\nSE*", b"~\nSE *"),
    "no terminator at the end": CLAIMS.rstrip().rstrip(b"~"),
    "text behind the end": CLAIMS + b"The end.",
    "a file that was cut": CLAIMS[: len(CLAIMS) // 2],
    "a trailer is missing": CLAIMS.replace(b"~\nSE*", b"~\nSX*", 3),
    "a segment between sets": CLAIMS.replace(b"~\nST*", b"~\nREF*F8*1~\nST*"),
    "a set without a group": CLAIMS.replace(b"~\nGS*", b"~\nGX*"),
    "bytes that say their length themselves": CLAIMS.replace(b"~\nSE*", b"~\nBIN*9*~SE*1*1~x~\nSE*"),
    "line ends inside a segment": CLAIMS.replace(b"~\nN3*", b"~\nN3*1\n"),
}


@pytest.mark.parametrize("data", NOT_PLAIN.values(), ids=NOT_PLAIN)
def test_a_file_that_is_not_plain_is_read_in_order(data: bytes, ordinary: list[str]) -> None:
    report = check_in_parts(data, jobs=2)

    assert report == check(data)
    assert ordinary


@pytest.mark.parametrize("most", [1, 3, 20])
def test_as_many_findings_are_kept_and_the_others_counted(most: int) -> None:
    data = CLAIMS.replace(b"~\nN4*", b"~\nN4*X*") + SAME_NUMBERS.replace(b"*UN*", b"*XX*")

    report = check_in_parts(data, jobs=2, most=most)

    assert report == check(data, most=most)
    assert len(report.findings) == most
    assert report.left_out > most
    assert not any(one.accepted for one in report.interchanges[1].groups[0].sets)


@pytest.mark.parametrize("levels", [(1,), (1, 2), (3, 4), (5,)])
def test_only_the_wanted_levels_are_told(levels: tuple[int, ...]) -> None:
    data = SAME_NUMBERS.replace(b"*UN*", b"*XX*").replace(b"CLM*", b"CLM*7")

    report = check_in_parts(data, jobs=2, levels=levels)

    assert report == check(data, levels=levels)


def test_companion_guides_are_held_against_the_parts() -> None:
    guide = read_companion(ACME.read_text(), where="acme.toml")
    head = (ROOT / "examples/visit/claim.837").read_bytes().partition(b"~\nGS*")[0]
    data = CLAIMS.replace(CLAIMS.partition(b"~\nGS*")[0], head)

    report = check_in_parts(data, jobs=2, companions=[guide])

    assert report == check(data, companions=[guide])


def test_each_process_opens_the_lists_and_uses_them() -> None:
    without = Lists.standard().with_list("NPI", lambda code, on: False)

    report = check_in_parts(CLAIMS, jobs=2, lists=lambda: nullcontext(without))

    assert report == check(CLAIMS, lists=without)
    assert not report.accepted


@pytest.mark.parametrize("data", [CLAIMS, CLAIMS + b"The end."], ids=["in parts", "in order"])
def test_it_is_told_how_far_the_check_has_come(data: bytes) -> None:
    told: list[int] = []

    check_in_parts(data, jobs=2, done=told.append)

    assert told == sorted(told)
    assert told[-1] == len(data)


def test_with_one_job_the_file_is_read_in_order(ordinary: list[str]) -> None:
    report = check_in_parts(CLAIMS, jobs=1)

    assert report == check(CLAIMS)
    assert ordinary


# --- damage

PIECES = (
    b"", b"~", b"*", b":", b"\n", b"\r\n", b" ", b"\x00", b"\xff", b"~~", b"~ ", b"ISA*", b"IEA*1*1~", b"~\nSE*3*0001~", b"~SE~", b"~\nse*3*1~",
    b"~\nST*837*0009~", b"~\nGE*1*1~", b"~\nGS*HC~", b"~\nHL*1**20*1~", b"~\nBIN*5*a*~b~", b"~\nTA1*1~", b"\x0b", b"\x85SE*1*1~",
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    data = draw(st.sampled_from((CLAIMS, REMITS, made("271"), made("277"), SAME_NUMBERS, CLAIMS + REMITS)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(data)))
        new = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=3)))
        data = data[:at] + new + data[at + draw(st.integers(0, 60)) :]
    return data


@given(damaged(), st.sampled_from((1, 4, 10_000)))
def test_damaged_files_have_the_same_report(data: bytes, most: int) -> None:
    assert check_in_parts(data, jobs=2, most=most) == check(data, most=most)


# --- processes


def _acme(text: str) -> AbstractContextManager[Lists | None]:
    return nullcontext(Lists.standard().without("NPI"))


@pytest.mark.parametrize("ways", [("fork", "spawn"), ("spawn",)])
def test_processes_beside_this_one_do_the_work(
    ways: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, ordinary: list[str]
) -> None:
    monkeypatch.setattr(parallel._Together, "_pool", POOL)
    monkeypatch.setattr("multiprocessing.get_all_start_methods", lambda: list(ways))
    guide = read_companion(ACME.read_text(), where="acme.toml")
    data = SAME_NUMBERS.replace(b"*UN*", b"*XX*")

    report = check_in_parts(data, jobs=2, lists=partial(_acme, ""), companions=[guide])

    assert report == check(data, lists=Lists.standard().without("NPI"), companions=[guide])
    assert not ordinary


def test_when_a_process_dies_the_file_is_read_in_order(monkeypatch: pytest.MonkeyPatch, ordinary: list[str]) -> None:
    monkeypatch.setattr(parallel._Together, "_pool", POOL)
    mine = os.getpid()

    def lists() -> AbstractContextManager[Lists | None]:
        if os.getpid() != mine:
            os._exit(1)
        return nullcontext()

    report = check_in_parts(CLAIMS, jobs=2, lists=lists)

    assert report == check(CLAIMS)
    assert ordinary


ODD = st.sampled_from(
    [
        b"~",
        b"~\n",
        b"~ ",
        b"~\r\n\t",
        b"*",
        b"st*837*9~",
        b"~IE",
        b"~Ge *1*1~",
        b"~BIN*3*a~b~",
        b"~TA1*~",
        b"~\x00GS*",
        b"~S",
        b"",
    ]
)


@given(
    st.sampled_from(["837P", "835"]),
    st.lists(st.tuples(st.integers(0, 12_000), ODD), max_size=4),
    st.integers(1, 9_000),
    st.booleans(),
)
def test_the_kernel_finds_the_envelopes_that_the_pattern_finds(
    kind: str, changes: list[tuple[int, bytes]], size: int, is_crlf: bool
) -> None:
    data = made(kind) * 2
    data = data.replace(b"~\n", b"~\r\n") if is_crlf else data
    for at, odd in changes:
        data = data[:at] + odd + data[at:]
    found = []

    for after in (block.NEVER, 0):
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(block, "AFTER", after)
            patched.setattr(block, "LEAST", 1)
            found.append(outlined(data, size))

    assert found[0] == found[1]


def outlined(data: bytes, size: int) -> list[object]:
    """The outline as far as it goes, and what ended it."""
    steps: list[object] = []
    try:
        for step in read_outline((data[at : at + size] for at in range(0, len(data), size)), most=2_000):
            steps.append(step)
    except NotPlain:
        steps.append(NotPlain)
    return steps
