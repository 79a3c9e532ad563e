"""Calibration: what the suggestions claimed, beside what coders made of them, by tier and by family of codes.

Counted are decisions of people on a suggestion that was shown to them. Right is one that they took as it was; one that they passed
over counts as wrong, which is strict: a code is also left off for want of room. Codes that the program took itself count only when
somebody looked at them in the sample, and then once: what was said there holds, whatever a superbill says of the same code.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import JUDGED, PAGE, REVIEW, SHEET, Kind, standing
from superbill.app.desk import Desk, at_desk
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.site_trust import Calibrated, Claimed, by_tier, calibrated

FEWEST_SHOWN = 5
"""A category with fewer cases is not listed by itself."""


@dataclass(frozen=True, slots=True)
class CalibrationRow:
    """A tier, chapter or category: cases, how many were right; `claimed`, `observed`, `low`, `high` in percent; holds, too high, too low."""

    name: str
    title: str
    cases: int
    right: int
    claimed: float
    observed: float
    low: float
    high: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Calibration:
    """All decided suggestions; then by tier, by chapter, and by category with at least FEWEST_SHOWN cases."""

    visits: int
    all: CalibrationRow | None
    tiers: tuple[CalibrationRow, ...]
    chapters: tuple[CalibrationRow, ...]
    categories: tuple[CalibrationRow, ...]


_TIERS = {"suggest": "90 % and more", "review": "50–89 %", "look": "25–49 %"}


@at_desk(may="see")
def calibrate_coding(desk: Desk) -> Calibration:
    """The report, over all decisions that stand."""
    rows = list(judged_rows(desk))
    claims = [(code, Claimed(percent, kind == Kind.ACCEPTED)) for code, percent, kind, _, _ in rows]
    with icd10cm() as tables:
        chapters = {code: chapter_of(code, tables) for code, _ in claims}
        titles = {step.name: step.title for step in tables.headings()}
        by_chapter = _rows(claims, lambda code: chapters[code], lambda name: titles.get(name, ""))
        by_category = _rows(claims, lambda code: code[:3], lambda name: _title(name, tables))
    whole = calibrated(claim for _, claim in claims)
    tiers = [(name, calibrated(these)) for name, these in by_tier(claim for _, claim in claims).items()]
    return Calibration(
        len({visit for *_, visit in rows}),
        _row("all", "All suggestions", whole) if whole else None,
        tuple(_row(name, _TIERS[name], found) for name, found in tiers if found),
        by_chapter,
        tuple(row for row in by_category if row.cases >= FEWEST_SHOWN),
    )


def judged_rows(desk: Desk) -> Iterator[tuple[str, int, str, bool, int]]:
    """Code, claimed percent, kind, whether a question was open, and visit, of each decision that a person made on a suggestion."""
    rows = standing(desk).filter(kind__in=JUDGED, source__in=(SHEET, PAGE, REVIEW)).exclude(visit=None)
    reviewed = set(rows.filter(source=REVIEW).values_list("visit_id", "code"))
    for code, percent, kind, asks, visit, source in rows.values_list("code", "confidence", "kind", "asks", "visit_id", "source"):
        if percent is not None and visit is not None and (source == REVIEW or (visit, code) not in reviewed):
            yield code, percent, kind, asks, visit


def chapter_of(code: str, tables: Icd10cm) -> str:
    """The chapter of a code as the book names it, such as `Chapter 9`; empty for an unknown one."""
    found = tables.history(code)
    return f"Chapter {found[-1].chapter}" if found else ""


def _title(category: str, tables: Icd10cm) -> str:
    found = tables.history(category)
    return found[-1].title if found else ""


def _rows(
    claims: list[tuple[str, Claimed]], family: Callable[[str], str], title: Callable[[str], str]
) -> tuple[CalibrationRow, ...]:
    families: dict[str, list[Claimed]] = defaultdict(list)
    for code, claim in claims:
        families[family(code)].append(claim)
    found = [(name, calibrated(these)) for name, these in families.items()]
    rows = [_row(name, title(name), one) for name, one in found if one]
    return tuple(sorted(rows, key=lambda row: (-row.cases, row.name)))


def _row(name: str, title: str, one: Calibrated) -> CalibrationRow:
    observed, low, high = (round(100 * each, 1) for each in (one.observed, one.low, one.high))
    return CalibrationRow(name, title, one.cases, one.right, round(one.claimed, 1), observed, low, high, one.verdict)
