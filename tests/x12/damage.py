"""Invented files with a hole, a few other bytes, or a piece of themselves in the wrong place."""

from datetime import date

from hypothesis import strategies as st

from superbill.x12.tools.generate import generate

PIECES = (
    b"",
    b"~",
    b"*",
    b":",
    b"^",
    b"\n",
    b"\x00",
    b"\xff",
    b"ISA*",
    b"IEA*1*1~",
    b"SE*3*0001~",
    b"HL*1**20*1~",
    b"BIN*5*a*~b~",
)


@st.composite
def damaged(draw: st.DrawFn, kind: str) -> bytes:
    """A file of that kind, damaged in up to three places."""
    data = b"".join(generate(kind, seed=1, claims=2, on=date(2026, 9, 18)))
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(data)))
        new = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=4)))
        data = data[:at] + new + data[at + draw(st.integers(0, 60)) :]
    return data
