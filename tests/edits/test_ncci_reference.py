"""The pairs of NCCI on random claims, against a plain reading of the manual that shares nothing with the engine.

CMS NCCI Policy Manual for Medicare Services, chapter I: of two codes of a pair on one day, by one clinician for one patient, the
second is not paid (section D); with indicator 1 it is where a modifier of the list stands on it, or 59 or an X modifier on either
(section E; transmittal 2259); with indicator 0 never. A pair holds from its effective day to its last day, both counted.
"""

import csv
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from importlib import resources

from superbill.claims.claim import Claim, Line
from superbill.edits import Context, check
from superbill.edits.from_claim import rows_of
from superbill.places.us.edits import us_edits, us_tables
from superbill.storage.duck import Duck
from tests.edits.cases import LINE, base_claim

CLAIMS = 10_000
BYPASS = frozenset(
    "E1 E2 E3 E4 FA F1 F2 F3 F4 F5 F6 F7 F8 F9 TA T1 T2 T3 T4 T5 T6 T7 T8 T9 LT RT LC LD LM RC RI 24 25 27 57 58 59 78 79 91 XE XS XP XU".split()
)
ON_FIRST_TOO = frozenset(("59", "XE", "XS", "XP", "XU"))
PAIRS = tuple(edit for edit in us_edits() if edit.code in ("NCCI-PTP-01", "NCCI-PTP-02"))

Denied = tuple[str, int, str]
"""The edit, the line that is not paid, and the code beside which it is not."""


def _published() -> list[dict[str, str]]:
    text = (resources.files("superbill.places.us") / "data" / "ncci_ptp_sample.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if line and not line.startswith("#")))


def _by_the_manual(claim: Claim, published: list[dict[str, str]]) -> Iterator[Denied]:
    for row in published:
        effective = date.fromisoformat(row["effective"])
        last = date.fromisoformat(row["deletion"]) if row["deletion"] else date.max
        for first in (line for line in claim.lines if line.procedure == row["whole"]):
            for second in (line for line in claim.lines if line.procedure == row["part"]):
                if second.served_on != first.served_on or not effective <= second.served_on <= last:
                    continue
                allowed = BYPASS.intersection(second.modifiers) or ON_FIRST_TOO.intersection(first.modifiers)
                if row["modifier_indicator"] == "0":
                    yield "NCCI-PTP-02", second.line_no, first.procedure
                elif row["modifier_indicator"] == "1" and not allowed:
                    yield "NCCI-PTP-01", second.line_no, first.procedure


def _random_claims(published: list[dict[str, str]]) -> Iterator[Claim]:
    chance = random.Random(5)  # noqa: S311 — a seed, so that a difference can be looked at again
    codes = sorted({row[side] for row in published for side in ("whole", "part")})
    edges = sorted({row[name] for row in published for name in ("effective", "deletion") if row[name]})
    modifiers = ["25", "59", "LT", "RT", "XS", "XU", "50", "26", "TC", "57", "91", "GP", "F1"]
    for number in range(CLAIMS):
        around = date.fromisoformat(chance.choice(edges)) if chance.random() < 0.5 else date(2026, 9, 14)
        around = max(around, date(1996, 1, 1))
        lines = [
            Line(
                line_no=line_no,
                procedure=chance.choice(codes),
                charge_cents=10_000,
                served_on=around + timedelta(days=chance.choice((0, 0, 0, 1))),
                pointers=(1,),
                modifiers=tuple(chance.sample(modifiers, chance.choice((0, 0, 0, 1, 2)))),
            )
            for line_no in range(1, chance.randint(2, 8))
        ]
        yield replace(base_claim(), number=f"R{number}", lines=tuple(lines) or (LINE,))


def test_pairs_agree_with_a_plain_reading_of_the_manual_on_random_claims() -> None:
    published = _published()
    claims = list(_random_claims(published))
    context = Context(on=date(2026, 9, 18), tables=us_tables())
    wanted = [Counter(_by_the_manual(claim, published)) for claim in claims]

    each = [_denied(check(claim, context, edits=PAIRS)) for claim in claims]
    many: list[Counter[Denied]] = [Counter() for _ in claims]
    with Duck() as duck:
        duck.fill([(rows_of(claim), context) for claim in claims])
        for at, finding in duck.check(PAIRS):
            many[at].update(_denied([finding]))

    assert each == wanted
    assert many == wanted
    assert sum(map(len, wanted)) > CLAIMS / 20, "so few would prove little"


def _denied(findings: object) -> Counter[Denied]:
    assert isinstance(findings, tuple | list)
    return Counter((finding.code, finding.line_no, finding.message.split(" is part of ")[1].split()[0]) for finding in findings)
