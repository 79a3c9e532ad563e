"""What fuzzing begins with: the kept corpus, the samples, and files made from the tables and by the generator."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

from superbill.x12.envelope import Envelope, write_interchange
from superbill.x12.guides import all_tables
from superbill.x12.segments import Delimiters
from superbill.x12.tools.faults import NoPlaceForFault, faults_for
from superbill.x12.tools.generate import KINDS, generate
from superbill.x12.write import write_body
from tests.x12.branches import Maker, paths_of

CORPUS = Path(__file__).with_name("corpus")
SAMPLES = Path(__file__).resolve().parents[2] / "samples"
COMPANION = (Path(__file__).resolve().parents[3] / "examples" / "x12" / "acme.toml").read_text(encoding="utf-8")
LISTS = """
["claim adjustment reason"]
also = ["313", "P40..P42"]
severity = "error"
["place of service"]
codes = ["11", "21..23"]
["provider taxonomy"]
off = true
"""
AT = datetime(2026, 9, 14, 9, 30, tzinfo=UTC)
ON = date(2026, 9, 14)


@cache
def kept() -> dict[str, bytes]:
    """The corpus by name: every shape of file, a small set of every transaction, and what fuzzing once found."""
    return {path.name: path.read_bytes() for path in sorted(CORPUS.glob("*.edi"))}


@cache
def samples() -> dict[str, bytes]:
    """The samples of the other tests."""
    return {path.name: path.read_bytes() for path in sorted(SAMPLES.rglob("*.edi"))}


def made(random: Random) -> bytes:
    """A new file: random from a table, or as the generator invents it."""
    if random.random() < 0.5:
        return generated(random)
    table = random.choice(all_tables())
    marks = Delimiters(*random.choice(("*^:~", "*^:~", "|!>\x1c", "\x1d\x1e\x1f\x1c")))
    barred = marks.element + marks.repetition + marks.component + marks.terminator
    bodies = [
        write_body(
            table,
            Maker(random.randrange(2**32), size=size, barred=barred, wanted=random.choice(paths_of(table))).branch(table),
            marks,
        )
        for size in random.choice(((10,), (40,), (0, 5)))
    ]
    envelope = Envelope("OAKSENDER", "ELMPAYER", 1, 1, table.function, table.guide, AT)
    return write_interchange(envelope, bodies, kind=table.kind, first_control=1, delimiters=marks)


def generated(random: Random) -> bytes:
    """An invented file: clean, or with some of the faults that the generator knows, which the rules are there to find."""
    kind, seed, claims = random.choice(KINDS), random.randrange(10**6), random.choice((1, 2, 5))
    names = list(faults_for(kind))
    faults = random.sample(names, min(len(names), random.choice((0, 0, 1, 1, 2))))
    try:
        return b"".join(generate(kind, seed=seed, claims=claims, on=ON, claims_per_set=2, faults=faults))
    except NoPlaceForFault:
        return b"".join(generate(kind, seed=seed, claims=claims, on=ON, claims_per_set=2))


def files(random: Random) -> Iterator[bytes]:
    """Files to damage, without end: mostly kept ones, some new."""
    known = [*kept().values(), *samples().values()]
    while True:
        yield random.choice(known) if known and random.random() < 0.6 else made(random)
