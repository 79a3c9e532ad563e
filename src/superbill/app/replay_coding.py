"""Replay: are the suggestions better or worse for what was learned? Judged on visits that coders have decided, each held out.

A visit's own decisions are left out of the store while its note is read again, so that nothing is judged by what it taught itself.
The codes of its last sheet are what is right; codes that the program put there and nobody judged are not. Coders saw the former
suggestions when they chose, so the figures flatter both sides alike: the difference is what counts.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from superbill.app.code_tables import icd10cm
from superbill.app.decision_rows import FROM_SITE, standing
from superbill.app.desk import Desk, at_desk
from superbill.app.find import sheet_of
from superbill.app.site_terms import compiled, counts_of
from superbill.app.terms_file import Merged, TermsFile, keep_merge, safe_counts
from superbill.app.wording import counted
from superbill.basics.errors import BadInput, NotPossible
from superbill.claims.note import Note
from superbill.codes.icd10cm import Icd10cm
from superbill.coding.scores import Judged, agreement, wrong_in
from superbill.coding.site_terms import SiteTerms, TermCount, folded
from superbill.coding.suggest import suggest
from superbill.storage.models import SheetRecord

WORSE = 0.01
"""Precision or recall may fall by so much (one of a hundred) before it is called worse."""

FEWEST_VISITS = 20
"""With fewer held-out visits nothing can be said."""

MOST_VISITS = 200
Counts = Mapping[tuple[str, str], TermCount]
Step = Callable[[int, int | None], None]


class GotWorse(NotPossible):
    """The replay says that a merge makes the suggestions worse."""


class BadReplay(BadInput):
    """What is to be replayed cannot be told."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How the suggestions agree with the sheets, from 0 to 1; None where nothing was suggested or given."""

    precision: float | None
    recall: float | None
    f1: float | None
    wrong_per_visit: float


@dataclass(frozen=True, slots=True)
class Replay:
    """Before and after. `verdict` is better, worse, same or too few; `says` is the sentence for a person."""

    what: str
    visits: int
    before: Figures
    after: Figures
    verdict: str
    says: str


@at_desk(may="see")
def replay_coding(
    desk: Desk, *, without_last: int = 0, file: TermsFile | None = None, step: Step = lambda done, of: None
) -> Replay:
    """Judge the store as it stands against the one without its last decisions (0: without any), or with a file merged.

    Raises `BadReplay` for a number below 0.
    """
    return _replay(desk, without_last=without_last, file=file, step=step)


@at_desk(may="settle")
def merge_terms(desk: Desk, file: TermsFile, *, anyway: str = "", step: Step = lambda done, of: None) -> tuple[Merged, Replay]:
    """Merge the terms of another site after a replay; `anyway` is the reason to do so though it got worse. Raises `GotWorse`."""
    judged = _replay(desk, file=file, step=step)
    if judged.verdict == "worse" and not anyway.strip():
        raise GotWorse(
            f"Nothing was merged. {judged.says}", where=file.site, todo="Merge it with --anyway and a reason, or leave it."
        )
    return keep_merge(desk, file, because=" ".join(anyway.split())[:200] if judged.verdict == "worse" else ""), judged


def _replay(desk: Desk, *, without_last: int = 0, file: TermsFile | None = None, step: Step = lambda done, of: None) -> Replay:
    if without_last < 0:
        raise BadReplay("The number of decisions is below 0.", where="--without-last", todo="Write 0 for all, or how many.")
    rows = standing(desk)
    now = folded(counts_of(rows))
    with icd10cm() as tables:
        if file is not None:
            kept = folded(counts_of(rows.exclude(source=f"{FROM_SITE}{file.site}")))
            before, after, what = now, folded([*kept.values(), *safe_counts(file, tables)]), f"with the terms of {file.site}"
        elif without_last:
            last = list(rows.order_by("-pk").values_list("pk", flat=True)[:without_last])
            before, what = folded(counts_of(rows.exclude(pk__in=last))), f"with the last {counted(len(last), 'decision')}"
            after = now
        else:
            before, after, what = {}, now, "with all that was decided"
        judged = _judged(desk, (before, after), tables, step)
    return _told(what, judged)


def _judged(desk: Desk, stores: tuple[Counts, Counts], tables: Icd10cm, step: Step) -> list[tuple[Judged, Judged]]:
    """Each held-out visit by both stores."""
    sheets = list(_held_out(desk))
    whole = tuple(compiled(store.values()) for store in stores)
    judged = []
    for done, sheet in enumerate(sheets, 1):
        own = folded(counts_of(standing(desk).filter(visit=sheet.visit_id)))
        sites = tuple(compiled(less(store, own)) if own else site for store, site in zip(stores, whole, strict=True))
        codes = tuple(choice.code for choice in sheet_of(sheet).choices if choice.how != "automatic")
        first, second = (_one(sheet, codes, tables, site) for site in sites)
        judged.append((first, second))
        step(done, len(sheets))
    return judged


def _held_out(desk: Desk) -> Iterable[SheetRecord]:
    """The last sheet of each decided visit, the latest first."""
    sheets = SheetRecord.objects.filter(practice_id=desk.practice_id).select_related("visit", "note").order_by("-pk")
    seen: set[int] = set()
    for sheet in sheets.iterator(chunk_size=200):
        if sheet.visit_id not in seen:
            if len(seen) == MOST_VISITS:
                return
            seen.add(sheet.visit_id)
            if any(choice.how != "automatic" for choice in sheet_of(sheet).choices):
                yield sheet


def _one(sheet: SheetRecord, codes: tuple[str, ...], tables: Icd10cm, site: SiteTerms) -> Judged:
    found = suggest(Note(sheet.note.text, sheet.note.author), on=sheet.visit.served_on, icd10cm=tables, site=site)
    return Judged(codes, tuple((one.code, one.confidence) for one in found.suggestions))


def less(store: Counts, own: Counts) -> Iterable[TermCount]:
    """The counts of a store without those of one visit."""
    for pair, count in store.items():
        left = count.less(own[pair]) if pair in own else count
        if not left.is_nothing:
            yield left


def _figures(judged: list[Judged]) -> Figures:
    over = agreement(judged)
    return Figures(over.precision, over.recall, over.f1, sum(map(wrong_in, judged)) / len(judged) if judged else 0.0)


def _told(what: str, judged: list[tuple[Judged, Judged]]) -> Replay:
    before, after = (_figures([pair[place] for pair in judged]) for place in (0, 1))
    falls = [
        name
        for name, was, now in (("precision", before.precision, after.precision), ("recall", before.recall, after.recall))
        if was is not None and (now or 0.0) < was - WORSE
    ]
    gains = (after.f1 or 0.0) - (before.f1 or 0.0)
    if len(judged) < FEWEST_VISITS:
        verdict = "too few"
        says = f"Only {counted(len(judged), 'decided visit')} to judge by: from {FEWEST_VISITS} on something can be said."
    elif falls:
        verdict = "worse"
        says = f"The suggestions got worse {what}: {' and '.join(falls)} fell by more than {WORSE:.0%}."
    else:
        verdict = "better" if gains > WORSE else "same"
        says = f"The suggestions {'got better' if gains > WORSE else 'are about the same'} {what}."
    return Replay(what, len(judged), before, after, verdict, says)
