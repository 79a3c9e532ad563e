"""Trusting a family of codes: what is proven of it, its mode, and the sample of automatic codes that somebody looks at.

A family goes from off to shadow, and on only from there: when its measured precision (what coders decided on its surest suggestions)
and its shadow (what the program would have done, beside the sheet that a person then saved) are both proven, and audits of the
practice's own charts, coded a second time without sight of the first, found its surest suggestions right as often.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from django.db.models import OuterRef, QuerySet, Subquery

from superbill.app.calibration import chapter_of, judged_rows
from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import JUDGED, PROGRAM, REVIEW, SHEET, Decision, Kind, keep, standing
from superbill.app.desk import Desk, at_desk
from superbill.app.find import get_visit, sheet_of
from superbill.app.judge_audit import judged_visits
from superbill.app.trail import note_event
from superbill.app.trust_settings import OFF, ON, SHADOW, Trust, family_named, keep_trust, trust_of
from superbill.basics.errors import BadInput, NotPossible
from superbill.basics.shares import wilson
from superbill.coding.site_trust import SUREST, is_proven
from superbill.storage import clock
from superbill.storage.models import DecisionRecord, SheetRecord

LOWEST_THRESHOLD, FEWEST_CASES, FEWEST_AUDITED = 80.0, 20, 5
LAST_CASES = 400
"""Only so many of a family's last cases count, or as many as the practice asks for: what was right long ago proves nothing of today."""

SAMPLE = "sample"
MOST_CANDIDATES = 30


class NotProven(NotPossible):
    """The family may not go on without a person."""


class BadTrust(BadInput):
    """The family or a setting cannot be taken."""


class NothingToReview(NotPossible):
    """The automatic code is not there, or was looked at already."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Cases and how many were right, in words for a page: `share` and `low` (the proven precision) in percent."""

    cases: int
    right: int
    share: float
    low: float


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family and its mode (of a category that nobody named, its chapter's); `why_not` says why it may not go on, and is empty when it may.

    `measured` is what coders decided on its surest suggestions, `audited` what audits found of them, `shadow` how the shadow did and
    `waiting` how many of it no sheet has decided yet, `automatic` how many codes were put on and `reviewed` those that somebody looked at.
    """

    family: str
    title: str
    mode: str
    measured: Shown
    audited: Shown
    shadow: Shown
    waiting: int
    automatic: int
    reviewed: Shown
    why_not: str


@dataclass(frozen=True, slots=True)
class ToReview:
    """An automatic code that waits for somebody to look at it: `number` names it."""

    number: int
    visit: str
    code: str
    words: str
    put_on: str


@dataclass(frozen=True, slots=True)
class TrustPage:
    """The settings, the families (those with a mode first, then those with most cases), and the sample."""

    threshold: float
    fewest: int
    audited: int
    sample: int
    families: tuple[FamilyRow, ...]
    to_review: tuple[ToReview, ...]


@at_desk(may="see")
def show_trust(desk: Desk) -> TrustPage:
    """What is trusted, and what could be."""
    trust = trust_of(desk)
    counted = counted_here(desk)
    named = sorted(trust.families)
    others = sorted(
        (name for name in counted.measured if name not in trust.families), key=lambda name: -counted.measured[name][1]
    )
    families = (*named, *others[:MOST_CANDIDATES])
    with icd10cm() as tables:
        titles = {step.name: step.title for step in tables.headings()}
        for name in (*named, *others):
            if history := tables.history(name):
                titles[name] = history[-1].title
        chapters = {name: chapter_of(name, tables) for name in families}
    rows = tuple(_row(name, titles.get(name, ""), trust, counted, chapter=chapters[name]) for name in families)
    return TrustPage(trust.threshold, trust.fewest, trust.audited, trust.sample, rows, tuple(_to_review(desk)))


@at_desk(may="settle")
def set_mode(desk: Desk, family: str, mode: str) -> FamilyRow:
    """Put a family off, in the shadow, or on. Raises `BadTrust`; and `NotProven`, with what is missing, for one that may not go on."""
    with icd10cm() as tables:
        name = family_named(family, tables)
        title = (tables.history(name) or ())[-1].title if name and tables.history(name) else ""
    if not name:
        raise BadTrust(
            f"{family[:20]!r} is no family of codes.", where="family", todo="Name a category (I10) or a chapter (chapter-9)."
        )
    if mode not in (OFF, SHADOW, ON):
        raise BadTrust(f"There is no mode {mode[:20]!r}.", where="mode", todo="Choose off, shadow or on.")
    trust = trust_of(desk, lock=True)
    if mode == ON:
        before = _row(name, title, trust, counted_here(desk))
        if trust.mode(name) == OFF or before.why_not:
            because = before.why_not or "It was never in the shadow."
            raise NotProven(
                f"{name} may not go on without a person. {because}", todo="Let it run in the shadow until it is proven."
            )
    if trust.families.get(name) != mode:
        trust = trust.with_mode(name, mode)
        keep_trust(desk, trust)
        note_event(desk, f"Coding without a person: {name} is {mode if mode != SHADOW else 'in the shadow'}.")
    return _row(name, title, trust, counted_here(desk))


@at_desk(may="settle")
def set_trust(
    desk: Desk,
    *,
    threshold: float | None = None,
    fewest: int | None = None,
    audited: int | None = None,
    sample: int | None = None,
) -> TrustPage:
    """Change what must be proven, and how many visits are looked at afterwards. Raises `BadTrust` for what is out of bounds."""
    trust = trust_of(desk, lock=True)
    changed = replace(
        trust,
        threshold=trust.threshold if threshold is None else threshold,
        fewest=trust.fewest if fewest is None else fewest,
        audited=trust.audited if audited is None else audited,
        sample=trust.sample if sample is None else sample,
    )
    if not LOWEST_THRESHOLD <= changed.threshold < 100:
        raise BadTrust(f"The threshold is not from {LOWEST_THRESHOLD:g} to below 100 %.", where="threshold", todo="Such as 97.")
    if changed.fewest < FEWEST_CASES:
        raise BadTrust(f"Fewer than {FEWEST_CASES} cases prove nothing.", where="fewest", todo="Such as 100.")
    if changed.audited < FEWEST_AUDITED:
        raise BadTrust(f"Fewer than {FEWEST_AUDITED} audited cases prove nothing.", where="audited", todo="Such as 30.")
    if not 1 <= changed.sample <= 100:
        raise BadTrust("The sample is not from 1 to 100 % of the visits.", where="sample", todo="Such as 10.")
    keep_trust(desk, changed)
    note_event(
        desk,
        f"Coding without a person: {changed.threshold:g} % on {changed.fewest} cases, {changed.audited} audited, sample {changed.sample} %.",
    )
    return show_trust(desk)


@at_desk(may="code")
def review_automatic(desk: Desk, number: int, *, is_right: bool) -> None:
    """Say of an automatic code of the sample whether it is right: that is a decision like any other. Raises `NothingToReview`."""
    row = next((row for row in _sample(desk) if row.pk == number), None)
    if row is not None and row.visit is not None:
        get_visit(desk, row.visit.number, lock=True)  # of two answers at once the second finds the first
    if row is None or _is_judged(desk, row):
        raise NothingToReview(f"There is no automatic code {number} to look at.", todo="Look at the list again.")
    kind = Kind.ACCEPTED if is_right else Kind.REJECTED
    decision = Decision(
        kind, row.code, row.term, row.words, section=row.section, confidence=row.confidence, because="" if is_right else "other"
    )
    keep(desk, row.visit, (decision,), source=REVIEW, at=clock.now())
    note_event(desk, f"Automatic code {row.code} looked at: {'right' if is_right else 'wrong'}.", visit=row.visit)


# --------------------------------------------------------------------------------------------------------- what is proven


@dataclass(frozen=True, slots=True)
class Counted:
    """By family: right and cases that coders decided, that audits judged, that the shadow was held against, and that were looked at."""

    measured: dict[str, tuple[int, int]]
    audited: dict[str, tuple[int, int]]
    shadow: dict[str, tuple[int, int]]
    reviewed: dict[str, tuple[int, int]]
    waiting: dict[str, int]
    automatic: dict[str, int]

    def why_not(self, family: str, trust: Trust) -> str:
        """Why a family may not go on without a person; empty when it is proven. Automatic codes that were looked at count as measured."""
        for what, (right, of) in (
            ("Coders decided", self.measured.get(family, (0, 0))),
            ("The shadow has", self.shadow.get(family, (0, 0))),
        ):
            if of < trust.fewest:
                return f"{what} {of:,} of the {trust.fewest:,} cases that are needed."
            if not is_proven(right, of, threshold=trust.threshold / 100, fewest=trust.fewest):
                low = 100 * wilson(right, of)[0]
                return f"{what} {right:,} right of {of:,}: proven are {low:.1f} %, not more than {trust.threshold:g} %."
        right, of = self.audited.get(family, (0, 0))
        if of < trust.audited:
            return f"Audits judged {of:,} of the {trust.audited:,} cases that are needed."
        if 100 * right <= trust.threshold * of:
            return f"Audits found {right:,} right of {of:,}: {100 * right / of:.1f} %, not more than {trust.threshold:g} %."
        return ""

    def is_below(self, family: str, trust: Trust) -> bool:
        """Whether a family is right less often than the threshold, in however few cases: then its chapter does not carry it."""
        cases = (self.measured.get(family), self.audited.get(family), self.shadow.get(family))
        return any(100 * one[0] < trust.threshold * one[1] for one in cases if one)


def counted_here(desk: Desk) -> Counted:
    """What is proven, by family."""
    with icd10cm() as tables:
        chapters = {
            code: chapter_of(code, tables) for code in standing(desk).order_by().values_list("code", flat=True).distinct()
        }
    trust = trust_of(desk)
    cases = _Cases(chapters, max(LAST_CASES, trust.fewest, trust.audited))
    measured, audited, shadow, reviewed = (cases.empty() for _ in range(4))
    surest: dict[tuple[int, str], None] = {}
    for code, percent, kind, asks, visit in judged_rows(desk):
        if percent >= SUREST and not asks:
            cases.add(measured, code, kind == Kind.ACCEPTED)
            surest[visit, code] = None
    waiting: dict[str, int] = defaultdict(int)
    automatic: dict[str, int] = defaultdict(int)
    sheets = _codes_by_people(desk)
    for visit, code in standing(desk).filter(kind=Kind.SHADOW).values_list("visit_id", "code"):
        if visit not in sheets:
            _count(waiting, code, chapters)
        else:
            cases.add(shadow, code, code in sheets[visit])
        surest[visit, code] = None
    for visit, code in standing(desk).filter(kind=Kind.AUTOMATIC).values_list("visit_id", "code"):
        _count(automatic, code, chapters)
        surest[visit, code] = None
    for (_, code), is_right in zip(surest, _audited(desk, surest), strict=True):
        if is_right is not None:
            cases.add(audited, code, is_right)
    for code, kind in standing(desk).filter(source=REVIEW).values_list("code", "kind"):
        cases.add(reviewed, code, kind == Kind.ACCEPTED)
    return Counted(_summed(measured), _summed(audited), _summed(shadow), _summed(reviewed), waiting, automatic)


def _audited(desk: Desk, surest: Collection[tuple[int, str]]) -> Iterator[bool | None]:
    """Of each visit and suggested code what an audit of the visit settled; None without one, and while it is open."""
    judged = judged_visits(desk) if surest else {}
    return (judged[visit].is_right(code) if visit in judged else None for visit, code in surest)


@dataclass(frozen=True, slots=True)
class _Cases:
    """Whether each case of a family was right, by category and chapter, of the last ones only."""

    chapters: dict[str, str]
    last: int

    def empty(self) -> dict[str, deque[bool]]:
        return defaultdict(lambda: deque(maxlen=self.last))

    def add(self, to: dict[str, deque[bool]], code: str, is_right: bool) -> None:
        for family in (code[:3], self.chapters.get(code, "")):
            to[family].append(is_right)


def _summed(cases: dict[str, deque[bool]]) -> dict[str, tuple[int, int]]:
    return {family: (sum(these), len(these)) for family, these in cases.items()}


def _count(cases: dict[str, int], code: str, chapters: dict[str, str]) -> None:
    for family in (code[:3], chapters.get(code, "")):
        cases[family] += 1


def _codes_by_people(desk: Desk) -> dict[int, frozenset[str]]:
    """The codes of the last sheet of each visit of the shadow; without the visits whose sheet no person has saved."""
    visits = standing(desk).filter(kind=Kind.SHADOW).order_by().values("visit_id")
    last = SheetRecord.objects.filter(visit=OuterRef("visit")).order_by("-pk").values("pk")[:1]
    sheets = SheetRecord.objects.filter(practice_id=desk.practice_id, visit__in=visits, pk=Subquery(last)).exclude(by=PROGRAM)
    return {sheet.visit_id: frozenset(choice.code for choice in sheet_of(sheet).choices) for sheet in sheets}


def _row(name: str, title: str, trust: Trust, counted: Counted, *, chapter: str = "") -> FamilyRow:
    return FamilyRow(
        name,
        title,
        trust.families.get(name) or trust.mode(chapter),
        _shown(counted.measured.get(name, (0, 0))),
        _shown(counted.audited.get(name, (0, 0))),
        _shown(counted.shadow.get(name, (0, 0))),
        counted.waiting.get(name, 0),
        counted.automatic.get(name, 0),
        _shown(counted.reviewed.get(name, (0, 0))),
        counted.why_not(name, trust),
    )


def _shown(cases: tuple[int, int]) -> Shown:
    right, of = cases
    return Shown(of, right, round(100 * right / of, 1) if of else 0.0, round(100 * wilson(right, of)[0], 1))


def _sample(desk: Desk) -> list[DecisionRecord]:
    """The automatic codes of the sample that nobody has judged, neither here nor on the superbill."""
    rows = standing(desk).filter(kind=Kind.AUTOMATIC, because=SAMPLE).select_related("visit")
    seen = set(_judged(desk).values_list("visit_id", "code"))
    return [row for row in rows if (row.visit_id, row.code) not in seen]


def _is_judged(desk: Desk, row: DecisionRecord) -> bool:
    return _judged(desk).filter(visit=row.visit_id, code=row.code).exists()


def _judged(desk: Desk) -> QuerySet[DecisionRecord]:
    return standing(desk).filter(kind__in=JUDGED, source__in=(SHEET, REVIEW))


def _to_review(desk: Desk) -> list[ToReview]:
    return [
        ToReview(row.pk, row.visit.number if row.visit else "", row.code, row.words, row.at.date().isoformat())
        for row in _sample(desk)
    ]
