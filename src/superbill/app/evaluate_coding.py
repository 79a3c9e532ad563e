"""How well the coder does on notes that somebody has coded: read them, learn from others if asked to, suggest, and compare."""

import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from superbill.app.code_tables import icd10cm
from superbill.app.suggest_services import Asked, services_of
from superbill.codes.icd10cm import Icd10cm
from superbill.coding import scores
from superbill.coding.charts import ENGLISH, BadCharts, Chart, charts_from_bytes
from superbill.coding.learned import LearnedCoder, learn
from superbill.coding.scores import Agreement, Judged, Tier
from superbill.coding.suggest import CodingResult, suggest

_LEVEL = re.compile(r"99(?:20[2-9]|21[1-5]|2[2-9]\d|3[0-57-9]\d|41[5-8])|G2211|G2212|G031[678]")
"""Codes of visit levels and of what is added to them: they are proposed with their elements, and a person chooses."""
Step = Callable[[str, int, int], None]
"""Called with what is being done, how many notes are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Figures as `coding.scores` defines them, from 0 to 1; None where the file has nothing to measure them by.

    `on` is the day whose codes were suggested. `notes_per_second` is by the processor time of this one process, reading and
    suggesting once the tables are open. `gold` says which codes count. `services_…` compare services with the CPT and HCPCS codes of the
    file, without visit levels, which a person chooses. `not_compared` are given codes that nothing is compared with: inpatient procedures
    and visit levels.
    """

    notes: int
    coded: int
    learned_from: int
    language: str
    on: date
    gold: str
    f1: float | None
    precision: float | None
    recall: float | None
    f1_category: float | None
    map: float | None
    span_code_f1: float | None
    precision_at_90: float | None
    coverage_at_90: float | None
    primary_exact: float | None
    primary_category: float | None
    suggestions_per_note: float
    wrong_per_note: float | None
    notes_per_second: float
    services_precision: float | None
    services_recall: float | None
    services_f1: float | None
    not_compared: int
    calibration: tuple[Tier, ...]


def evaluate_coding(
    data: bytes,
    *,
    where: str = "",
    taught_by: Sequence[tuple[str, bytes]] = (),
    language: str = ENGLISH,
    on: date | None = None,
    denied: bool | None = None,
    step: Step = lambda what, done, of: None,
) -> Evaluation:
    """Suggest codes for the notes of a file, and compare them with the codes that the file gives.

    `taught_by` are named files to learn from first. Without `on` it is the day on which most of the file's codes hold. `denied`
    says whether codes count whose words the note denies; by default only where what is denied cannot be told, which is outside
    English. Raises `BadCharts` and `NoTables`.
    """
    charts = charts_from_bytes(data, where=where, language=language)
    lessons = [
        chart for name, each in taught_by for chart in charts_from_bytes(each, where=name, language=language) if chart.codes
    ]
    if taught_by and not lessons:
        raise BadCharts(
            "There is nothing to learn from: no note has codes.", where=taught_by[0][0], todo="Give a file of coded notes."
        )
    denied = language != ENGLISH if denied is None else denied
    with icd10cm() as tables:
        day = on or _best_day(charts, tables)
        suggesting = _suggesting(lessons, tables, day, language, step)
        suggesting(charts[0])  # what is opened once for all notes is no note's time
        began, results = time.process_time(), []
        for count, chart in enumerate(charts, 1):
            results.append(suggesting(chart))
            step("Coding", count, len(charts))
        seconds = time.process_time() - began
    speed = len(charts) / max(seconds, 1e-9)
    return _evaluation(charts, results, learned_from=len(lessons), language=language, day=day, denied=denied, speed=speed)


def _services(charts: Sequence[Chart], day: date, language: str) -> Agreement:
    """How services agree with those that were given, over the notes that the file gives any for; visit levels are left out."""
    judged = []
    for chart in charts:
        if chart.services is None or language != ENGLISH:
            continue
        given = tuple(code for code in chart.services if not _LEVEL.fullmatch(code))
        found = services_of(chart.note, Asked(day).setting).suggested
        judged.append(Judged(given, tuple((one.code, one.confidence) for one in found if not _LEVEL.fullmatch(one.code))))
    return scores.agreement(judged)


def _suggesting(
    lessons: Sequence[Chart], tables: Icd10cm, day: date, language: str, step: Step
) -> Callable[[Chart], CodingResult]:
    if not lessons:
        return lambda chart: suggest(chart.note, on=day, icd10cm=tables)
    taught = learn(lessons, on=day, icd10cm=tables, language=language, step=lambda done: step("Learning", done, len(lessons)))
    coder = LearnedCoder(taught, on=day, icd10cm=tables)
    return lambda chart: coder.suggest(chart.note)


def _best_day(charts: Sequence[Chart], tables: Icd10cm) -> date:
    """The day a year on which most of the given codes could be billed; the newest edition's when none were given."""
    newest = tables.release.newest
    days = [newest] + [date(year, 10, 1) for year in range(newest.year - 1, tables.release.period.since.year - 1, -1)]
    days.append(tables.release.period.since)
    given = [code for chart in charts for code in chart.gold(denied=True)]
    holds = {code: [found.period for found in tables.history(code) if found.billable] for code in set(given)}
    return max(days, key=lambda day: (sum(any(day in period for period in holds[code]) for code in given), day == newest))


def _evaluation(
    charts: Sequence[Chart],
    results: Sequence[CodingResult],
    *,
    learned_from: int,
    language: str,
    day: date,
    denied: bool,
    speed: float,
) -> Evaluation:
    every = [_judged(chart, result, denied) for chart, result in zip(charts, results, strict=True)]
    coded = [note for chart, note in zip(charts, every, strict=True) if chart.codes is not None]
    over, by_category = scores.agreement(coded), scores.agreement(coded, of=scores.category)
    sure, services = scores.agreement(coded, least=scores.SURE), _services(charts, day, language)
    return Evaluation(
        notes=len(charts),
        coded=len(coded),
        learned_from=learned_from,
        language=language,
        on=day,
        gold="all diagnosis codes" if denied else "diagnosis codes whose words the note does not deny",
        f1=over.f1,
        precision=over.precision,
        recall=over.recall,
        f1_category=by_category.f1,
        map=scores.mean_average_precision(coded),
        span_code_f1=scores.span_agreement(coded).f1 if any(note.marked for note in coded) else None,
        precision_at_90=sure.precision,
        coverage_at_90=sure.recall,
        primary_exact=scores.share(coded, scores.has_primary),
        primary_category=scores.share(coded, scores.has_primary_category),
        suggestions_per_note=sum(len(note.suggested) for note in every) / len(every),
        wrong_per_note=sum(map(scores.wrong_in, coded)) / len(coded) if coded else None,
        notes_per_second=speed,
        services_precision=services.precision,
        services_recall=services.recall,
        services_f1=services.f1,
        not_compared=sum(
            chart.procedures + sum(_LEVEL.fullmatch(code) is not None for code in chart.services or ()) for chart in charts
        ),
        calibration=scores.calibration(coded),
    )


def _judged(chart: Chart, result: CodingResult, denied: bool) -> Judged:
    marked = {
        (given.code, min(start for start, _ in given.spans), max(end for _, end in given.spans))
        for given in chart.codes or ()
        if given.spans and (denied or not given.is_denied)
    }
    shown = {(one.code, span.start, span.end) for one in result.suggestions for span in one.evidence}
    return Judged(
        chart.gold(denied=denied),
        tuple((one.code, one.confidence) for one in result.suggestions),
        frozenset(marked),
        frozenset(shown),
    )
