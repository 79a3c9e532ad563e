"""A file is checked while it is read: any chunks, any shape, every kind of damage, and never an exception."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from superbill.x12.check import check
from superbill.x12.report import Report

ROOT = Path(__file__).resolve().parents[2]
CLAIM = (ROOT / "examples/visit/claim.837").read_bytes()
REMIT = (ROOT / "examples/visit/remit.835").read_bytes()
BARE = CLAIM.replace(b"\n", b"")


def counts(report: Report) -> tuple[int, int, int, int]:
    return len(report.interchanges), report.groups, report.sets, report.claims


def codes(data: bytes) -> list[str]:
    return [finding.code for finding in check(data, levels=(1, 2)).findings]


@pytest.mark.parametrize("size", [1, 7, 1_000_000])
@pytest.mark.parametrize("data", [CLAIM, REMIT, CLAIM + REMIT], ids=["837", "835", "both"])
def test_chunks_of_any_size_give_the_same_report(data: bytes, size: int) -> None:
    chunks = (data[at : at + size] for at in range(0, len(data), size))

    report = check(chunks)

    assert report == check(data)
    assert report.accepted


SHAPES = {
    "no line ends": BARE,
    "CRLF": CLAIM.replace(b"\n", b"\r\n"),
    "blank lines": CLAIM.replace(b"\n", b"\n\n"),
    "a byte-order mark": b"\xef\xbb\xbf" + CLAIM,
    "leading blank lines": b"\r\n \n" + CLAIM,
    "wrapped at 80 columns": b"\r\n".join(BARE[at : at + 80] for at in range(0, len(BARE), 80)),
    "line feed as terminator": BARE.replace(b"~", b"\n"),
    "carriage return as terminator": BARE.replace(b"~", b"\r"),
    "CRLF where the terminator is CR": BARE.replace(b"~", b"\r\n"),
    "other delimiters": BARE.translate(bytes.maketrans(b"*:^~", b"|>!\x1c")),
    "control characters as delimiters": BARE.translate(bytes.maketrans(b"*:^~", b"\x1d\x1f\x1e\x1c")),
    "ISA inside a name": CLAIM.replace(b"OKAFOR", b"ISA"),
    "small segment names": CLAIM.replace(b"CLM*", b"clm*"),
    "no terminator after IEA": CLAIM.rstrip().rstrip(b"~"),
    "blanks at the end": CLAIM + b" \r\n\x1a",
}


@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_a_file_of_any_shape_is_read_with_its_claim(data: bytes) -> None:
    report = check(data, levels=(1, 2))

    assert counts(report) == (1, 1, 1, 1)
    assert report.accepted, report.findings


def test_several_interchanges_groups_and_sets_are_counted() -> None:
    lines = BARE.split(b"~")[:-1]
    isa, gs, body, ge, iea = lines[0], lines[1], lines[2:-2], b"GE*2*1", lines[-1]
    second = [body[0].replace(b"*0001*", b"*0002*"), *body[1:-1], body[-1].replace(b"0001", b"0002")]
    twice = b"~".join([isa, gs, *body, *second, ge.replace(b"*1", b"*" + gs.split(b"*")[6]), iea, b""])

    report = check(twice + CLAIM.replace(isa[-10:], isa[-10:]), levels=(1, 2))

    assert counts(report) == (2, 2, 3, 3)


@pytest.mark.parametrize(
    ("old", "new", "code", "spot"),
    [
        (b"*MI*", b"*XQ*", "SNIP2-CODE", "NM108"),
        (b"*UN*1*", b"*UN*X*", "SNIP1-TYPE", "SV104"),
        (b"D8*20260908", b"D8*20260230", "SNIP1-DATE", "DTP03"),
        (b"DTP*472*", b"DTP*999*", "SNIP2-QUALIFIER", "DTP01"),
        (b"LX*1~", b"ZZZ*1~LX*1~", "SNIP1-NAME", "ZZZ"),
        (b"LX*1~", b"TS3*1~LX*1~", "SNIP2-NOT-USED-SEGMENT", "TS3"),
        (b"SBR*", b"SBR*QQ", "SNIP1-LONG", "SBR01"),
        (b"HL*2*1*", b"HL*3*1*", "SNIP1-HL", "HL01"),
        (b"HL*2*1*", b"HL*2*9*", "SNIP1-HL", "HL02"),
    ],
)
def test_a_mistake_is_found_where_it_is(old: bytes, new: bytes, code: str, spot: str) -> None:
    data = BARE.replace(old, new, 1)
    assert data != BARE

    found = [finding for finding in check(data, levels=(1, 2)).findings if finding.code == code]

    assert found and found[0].spot == spot
    assert data[found[0].at.offset :].startswith(found[0].at.raw.encode("latin-1"))


@pytest.mark.parametrize("tag", ["NM1*IL", "SBR", "CLM", "LX*1", "HI", "BHT", "NM1*85", "PER", "SV1"])
def test_a_segment_that_is_missing_is_missed_and_the_claim_still_counted(tag: str) -> None:
    lines = BARE.split(b"~")
    missing = next(line for line in lines if line.startswith(tag.encode()))

    report = check(b"~".join(line for line in lines if line is not missing), levels=(1, 2))

    assert {each.code for each in report.findings} & {"SNIP2-REQUIRED-SEGMENT", "SNIP2-REQUIRED-LOOP", "SNIP2-OPENER"}, tag
    assert report.claims == (tag != "CLM")


@pytest.mark.parametrize(
    ("tag", "code"),
    [("ISA", "SNIP1-NOT-X12"), ("GS", "SNIP1-HEADER"), ("ST", "SNIP1-HEADER"), ("SE", "SNIP1-TRAILER"), ("GE", "SNIP1-TRAILER")],
)
def test_an_envelope_that_is_missing_is_told(tag: str, code: str) -> None:
    lines = BARE.split(b"~")

    report = check(b"~".join(line for line in lines if not line.startswith(tag.encode() + b"*")))

    assert code in {each.code for each in report.findings}


@pytest.mark.parametrize(
    "data",
    [b"", b"\xef\xbb\xbf", b"hello", b"\x00" * 500, b"ISA", b"ISA*00*", CLAIM[:50], CLAIM[:-30], CLAIM[:77] + b"~" + CLAIM[77:]],
)
def test_what_is_no_whole_file_is_never_silent(data: bytes) -> None:
    report = check(data)

    assert not report.accepted


def test_a_segment_without_end_is_refused_in_bounded_memory() -> None:
    endless = (BARE[:106] if piece == 0 else b"X" * 65_536 for piece in range(64))

    report = check(endless)

    assert "SNIP1-ENDLESS" in {each.code for each in report.findings}


def test_a_set_whose_errors_are_not_kept_is_not_accepted() -> None:
    wrong = BARE.replace(b"D8*20260908", b"D8*20260231")

    report = check(wrong + wrong.replace(b"*000000001*", b"*000000002*"), levels=(1, 2), most=1)

    assert (len(report.findings), report.left_out >= 3) == (1, True)
    assert [one.accepted for each in report.interchanges for group in each.groups for one in group.sets] == [False, False]


@given(st.binary(max_size=400))
def test_any_bytes_at_all_give_findings(data: bytes) -> None:
    assert not check(data).accepted


@given(st.integers(0, len(BARE) - 1), st.binary(max_size=3), st.integers(0, 3))
def test_any_damage_gives_a_report(at: int, put: bytes, cut: int) -> None:
    damaged = BARE[:at] + put + BARE[at + cut :]

    whole = check(damaged)
    pieces = check(damaged[place : place + 7] for place in range(0, len(damaged), 7))

    assert counts(whole) == counts(pieces)
    assert [each for each in whole.findings if each.is_error] == [each for each in pieces.findings if each.is_error]


@pytest.mark.parametrize("surplus", [b"*X", b"**X", b"*\x7f"], ids=["the next", "one later", "a sign that is no text"])
@pytest.mark.parametrize(("tag", "last"), [("GS", 8), ("ST", 3), ("SE", 2), ("GE", 2), ("IEA", 2)])
def test_an_element_beyond_the_last_of_an_envelope_is_found(tag: str, last: int, surplus: bytes) -> None:
    (segment,) = (each for each in BARE.split(b"~") if each.startswith(tag.encode() + b"*"))

    (found,) = check(BARE.replace(segment, segment + surplus), levels=(1,)).findings
    nothing = codes(BARE.replace(segment, segment + b"* "))

    assert found.code == ("SNIP1-ISA-VALUE" if tag == "GS" else "SNIP1-TOO-MANY")
    assert (found.tag, found.element) == (tag, last + surplus.count(b"*"))
    assert nothing == []
